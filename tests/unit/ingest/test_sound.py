from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from training.marked import CORPUS, parse
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock, ReadClaim, ReadMention, ReadParty, Source
from workbench.core.records import Span
from workbench.ingest.decode import ACTIONS, ACTS, NAMES, SLOTS, Found, FoundClaim, FoundName, FoundTelling
from workbench.ingest.models import Models
from workbench.ingest.pipeline import Mined, extract, mine
from workbench.ingest.sentences import stories
from workbench.ingest.sound import Sound

ODD = "“”„«»\"'‘’.,;:–—…()\u200b\u00ad\ufeff\u2028\U0001f600\x00\u0301\t\r\n#|@"
WORDS = ["said", "that", "as", "“as”", "the", "on Friday", "Mr", "President Putin", "Seoul’s foreign ministry", "he", "“No,”", "according to",
         "and", "denied", "U.S.", "accused", "'", "it", "told", "…", "1."]
DOCUMENTS = sorted(CORPUS.glob("*/*.txt"))


def spans_of(mined: Mined | Extraction) -> list[tuple[int, Span]]:
    """(article, span) of everything that was read."""
    found = [(mention.article, mention.span) for mention in mined.mentions] + [(row.article, row.span) for row in mined.tellings]
    found += [(row.article, row.trigger) for row in mined.tellings] + [(row.article, row.date_span) for row in mined.tellings if row.date_span]
    found += [(row.article, span) for row in mined.claims for span in (*row.parts, *(span for _, span in row.evidence))]
    found += [(row.article, row.cue) for row in mined.claims if row.cue]
    parties = [(row.article, party) for row in mined.claims for party in (*row.speakers, *row.vias)]
    parties += [(row.article, party) for row in mined.tellings for party in (*row.actors, *row.recipients, *([row.place] if row.place else []))]
    return found + [(article, party.span) for article, party in parties if party.span]


def check(text: str, articles: list[Span], mined: Mined | Extraction) -> None:
    for article, (start, end) in spans_of(mined):
        low, high = articles[article]
        assert low <= start < end <= high
        assert text[start:end] == text[start:end].strip()
    for claim in mined.claims:
        assert claim.parts
        assert all(one[1] <= other[0] for one, other in pairwise(claim.parts))
        assert all(party.span or party.name or party.entity is not None for party in (*claim.speakers, *claim.vias))


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A page of the corpus cut to pieces and put together in another order, with odd characters in between."""
    path: Path = draw(st.sampled_from(DOCUMENTS))
    text = parse(path)["text"]
    at = draw(st.integers(0, max(0, len(text) - 200)))
    cuts = sorted(draw(st.lists(st.integers(at, min(len(text), at + 900)), min_size=2, max_size=10)))
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    return "".join(piece + draw(st.text(ODD, max_size=3)) for piece in draw(st.permutations(pieces)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], derandomize=True)
@given(text=damaged())
def test_nothing_that_is_read_is_empty_or_outside_its_story(models: Models, text: str) -> None:
    page = extract(Source("odd.txt", text.encode("utf-8", "replace"), text, "text"), models)
    articles = [article.span for article in page.articles]
    assert all(0 <= start < end <= len(text) for start, end in [*articles, *(block.span for block in page.blocks)])
    assert all(0 <= start < end <= len(text) for article in page.articles for _, (start, end) in article.evidence)
    check(text, articles, page)


@st.composite
def tagged(draw: st.DrawFn) -> tuple[str, Found]:
    """Any text, and anything that a tagger might say of it."""
    words = st.sampled_from(WORDS) | st.text(ODD, min_size=1, max_size=3)
    paragraphs = draw(st.lists(st.lists(words, min_size=1, max_size=14), min_size=1, max_size=5))
    text = "\n".join(" ".join(words).replace("\n", " ") for words in paragraphs) + "\n"
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, 40)).map(lambda pair: (pair[0], min(len(text), pair[0] + pair[1])))
    parts = st.lists(spans, max_size=3).map(lambda some: tuple(sorted(some)))
    claims = st.builds(FoundClaim, st.none() | spans, st.none() | spans, parts, st.sampled_from(ACTS),
                       st.sampled_from(("direct", "mixed", "indirect", "unmarked")), st.floats(.5, 1))
    slots = st.dictionaries(st.sampled_from(SLOTS), spans)
    tellings = st.builds(FoundTelling, spans, st.sampled_from(ACTIONS), st.just("happened"), slots, st.floats(.5, 1))
    names = st.builds(FoundName, spans, st.sampled_from(NAMES), st.floats(.5, 1))
    found = Found(sorted(draw(st.lists(names, max_size=6))), draw(st.lists(claims, max_size=5)), draw(st.lists(tellings, max_size=4)))
    found.speakers = sorted(claim.speaker for claim in found.claims if claim.speaker)
    return text, found


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(case=tagged())
def test_whatever_the_tagger_says_positions_are_sound(case: tuple[str, Found]) -> None:
    text, found = case
    lines, at = [], 0
    for line in text.split("\n")[:-1]:
        lines.append(ReadBlock("body", (at, at + len(line)), 0))
        at += len(line) + 1
    article = ReadArticle("article", (0, len(text)), published_at="2024-06-21")
    told = list(stories(text, [article], [block for block in lines if block.span[0] < block.span[1]]))
    for story in told:
        story.found = found
    check(text, [article.span], mine(text, told, {name.span: ("2024-06-20", "") for name in found.names if name.type == "DATE"}, [article]))


TEXT = "He said  it rains. "


@pytest.mark.parametrize(("parts", "kept"), [
    (((8, 17),), ((9, 17),)), (((7, 9),), None), (((9, 11), (10, 17)), ((9, 17),)), (((9, 60),), ((9, 18),))])
def test_a_claim_has_words_of_its_own_or_is_none(parts: tuple[Span, ...], kept: tuple[Span, ...] | None) -> None:
    rows = list(Sound(TEXT, [(0, len(TEXT))]).claims([ReadClaim(0, parts, "indirect", "state", (ReadParty(None, (7, 8)),), (3, 7))]))
    assert [row.parts for row in rows] == ([kept] if kept else [])
    assert not any(row.speakers for row in rows)


def test_a_name_of_blanks_is_none() -> None:
    assert list(Sound(TEXT, [(0, len(TEXT))]).mentions([ReadMention((7, 9), "ORG", 0)])) == []
