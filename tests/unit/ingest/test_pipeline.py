from __future__ import annotations

import pytest

from tests.unit.ingest.marked import at
from workbench import assets
from workbench.core.errors import Cancelled
from workbench.core.extraction import Extraction, Fixed, FixedArticle, ReadBlock, Source
from workbench.core.records import ACTIONS, MENTION_TYPES, QUOTES, SPEECH_ACTS
from workbench.ingest.formats import read, read_text
from workbench.ingest.models import Models
from workbench.ingest.pipeline import extract, language, suggest_claim, unwrapped

STORY = """Putin warns South Korea against arming Ukraine

By Ann Lee
21 June 2024 08:39

Russian President Vladimir Putin warned South Korea on Thursday that arming Ukraine would be “a big mistake”.

“We will respond,” he told reporters in Hanoi.
"""


@pytest.fixture(scope="module")
def seeds(models: Models) -> list[Extraction]:
    return [extract(read(path), models) for path in assets.seeds()]


def test_seeds_are_read_whole(seeds: list[Extraction]) -> None:
    assert len(seeds) == 5
    assert all(page.language == "en" and page.articles and page.claims and page.tellings for page in seeds)
    assert sum(len(page.claims) for page in seeds) > 100


def test_every_position_is_valid(seeds: list[Extraction]) -> None:
    for page in seeds:
        entities, articles = range(len(page.entities)), range(len(page.articles))
        parties = [party for claim in page.claims for party in (*claim.speakers, *claim.vias)]
        parties += [party for telling in page.tellings for party in (*telling.actors, *telling.recipients)]
        assert all(party.entity is None or party.entity in entities for party in parties)
        assert all(row.article in articles for row in (*page.mentions, *page.claims, *page.tellings))


def test_every_span_stands_in_its_article(seeds: list[Extraction]) -> None:
    for page in seeds:
        spans = [(mention.article, mention.span) for mention in page.mentions]
        spans += [(claim.article, part) for claim in page.claims for part in claim.parts]
        spans += [(telling.article, telling.span) for telling in page.tellings]
        for article, (start, end) in spans:
            low, high = page.articles[article].span
            assert low <= start < end <= high
            assert page.source.text[start:end].strip() == page.source.text[start:end]


def test_every_entity_is_referred_to(seeds: list[Extraction]) -> None:
    for page in seeds:
        parties = [party for claim in page.claims for party in (*claim.speakers, *claim.vias)]
        parties += [party for telling in page.tellings for party in (*telling.actors, *telling.recipients)]
        places = [telling.place for telling in page.tellings if telling.place]
        assert {row.entity for row in (*page.mentions, *parties, *places)} >= set(range(len(page.entities)))


def test_machine_rows_say_how_sure_they_are(seeds: list[Extraction]) -> None:
    for page in seeds:
        rows = (*page.mentions, *page.claims, *page.tellings)
        assert all(0 < row.confidence <= 1 for row in rows)


def test_words_are_those_of_the_records(seeds: list[Extraction]) -> None:
    for page in seeds:
        assert {claim.quote for claim in page.claims} <= set(QUOTES)
        assert {claim.speech_act for claim in page.claims} <= set(SPEECH_ACTS)
        assert {telling.action for telling in page.tellings} <= set(ACTIONS)
        assert {mention.type for mention in page.mentions} <= set(MENTION_TYPES)


def test_story_is_read(models: Models) -> None:
    page = extract(read_text(STORY, "story.txt"), models)
    warning = next(claim for claim in page.claims if "big mistake" in STORY[slice(*claim.parts[0])])
    assert (page.entities[warning.speakers[0].entity or 0].name, warning.speech_act, warning.quote) == ("Vladimir Putin", "warn", "mixed")
    assert (warning.said_from, warning.said_to) == ("2024-06-20", "2024-06-20")
    thursday = next(mention for mention in page.mentions if STORY[slice(*mention.span)] == "Thursday")
    assert (thursday.type, thursday.value) == ("DATE", "2024-06-20")


def test_progress_is_told_and_ends_at_one(models: Models) -> None:
    told: list[tuple[str, float]] = []
    extract(read_text(STORY, "story.txt"), models, progress=lambda stage, share: told.append((stage, share)))
    assert [stage for stage, _ in told] == ["layout", "tagging", "reading", "done"]
    assert told[-1][1] == 1.0
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_cancelled_between_windows(models: Models) -> None:
    with pytest.raises(Cancelled):
        extract(read_text(STORY, "story.txt"), models, cancelled=lambda: True)


def test_other_language_is_laid_out_and_not_mined(models: Models) -> None:
    text = "Bundeskanzler reist nach Kiew\n\nDer Bundeskanzler ist am Freitag überraschend dorthin gereist, wie die Regierung mitteilte.\n"
    page = extract(read_text(text, "seite.txt"), models)
    assert (page.language, page.mentions, page.claims) == ("de", (), ())
    assert page.blocks
    assert any("not in English" in note for note in page.notes)


def test_without_models_the_layout_stands_and_a_note_says_what_is_missing() -> None:
    page = extract(read_text(STORY, "story.txt"), None)
    assert page.articles
    assert page.claims == ()
    assert any("models are missing" in note for note in page.notes)


def test_bounds_that_the_analyst_set_are_kept(models: Models) -> None:
    span = (0, len(STORY))
    page = extract(read_text(STORY, "story.txt"), models, fixed=Fixed((FixedArticle("post", span, "Mine"),)))
    assert [(article.kind, article.span, article.headline) for article in page.articles] == [("post", span, "Mine")]


@pytest.mark.parametrize("text", ["", "…\n***\n123", "\ufffd" * 50, "A", "“" * 200, "Putin " * 3000, "x" * 40_000])
def test_odd_texts_are_read_without_complaint(models: Models, text: str) -> None:
    page = extract(Source("odd.txt", text.encode(), text, "text"), models)
    assert page.source.text == text


def test_a_few_words_count_as_english() -> None:
    assert language("Putin says no", []) == "en"


def test_claim_for_a_sentence_is_the_one_that_it_makes(models: Models) -> None:
    body = at(STORY, "Russian President Vladimir Putin warned South Korea on Thursday that arming Ukraine would be “a big mistake”.")
    suggested = suggest_claim(STORY, [body, at(STORY, "“We will respond,” he told reporters in Hanoi.")], body, models)
    assert suggested.entities[suggested.claim.speakers[0].entity or 0].name == "Vladimir Putin"
    assert "arming Ukraine" in STORY[slice(*suggested.claim.parts[0])]


def test_claim_for_a_sentence_that_makes_none_is_its_quotation_or_the_whole(models: Models) -> None:
    text = "The sign read “no way through” and nothing else.\nRain fell on the hills.\n"
    first, second = at(text, "The sign read “no way through” and nothing else."), at(text, "Rain fell on the hills.")
    quoted = suggest_claim(text, [first, second], first, models).claim
    whole = suggest_claim(text, [first, second], second, models).claim
    assert text[slice(*quoted.parts[0])] == "no way through"
    assert text[slice(*whole.parts[0])] == "Rain fell on the hills"


def test_lines_of_a_wrapped_paragraph_are_one() -> None:
    text = "Head\n\nThe school is shut until\r\nMonday.\n"
    body = (6, len(text) - 1)
    assert unwrapped(text, [ReadBlock("headline", (0, 4), 0), ReadBlock("body", body, 0)]) == "Head\n\nThe school is shut until  Monday.\n"
