from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from time import monotonic

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import assets
from workbench.core.extraction import Fixed, FixedArticle, Source, Stated
from workbench.ingest.bylines import leading_clock, read_byline
from workbench.ingest.formats import read, read_bytes, read_text
from workbench.ingest.layout import Layout, lay_out
from workbench.ingest.page import KINDS, STARTS, LineReadings, PageModel, lines

Reader = Callable[[str], Layout]


@pytest.fixture(scope="module")
def model() -> PageModel:
    import onnxruntime
    return PageModel(onnxruntime.InferenceSession(assets.path("models", "page.onnx"), providers=["CPUExecutionProvider"]))


@pytest.fixture
def laid(model: PageModel) -> Reader:
    return lambda text: lay_out(read_text(text, "page.txt"), model.read(text))


def told(layout: Layout, *fields: str) -> list[tuple[str, ...]]:
    return [tuple(getattr(article, field) for field in fields) for article in layout.articles]


def words(text: str, layout: Layout, kind: str) -> list[str]:
    return [text[slice(*block.span)] for block in layout.blocks if block.kind == kind]


# Bylines ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("line", "author", "day", "clock"), [
    ("Andy Gregory21 June 2024 08:39", "Andy Gregory", "2024-06-21", "08:39"),
    ("by Chris York June 20, 2024 2:39 PM", "Chris York", "2024-06-20", "14:39"),
    ("12:22 AM \u00a0(Updated:\u00a0)", "", "", "00:22"), ("Published at Tue, 18 Jun 2024 12:09:45 +0000", "", "2024-06-18", "12:09+00:00"),
    ("Author: Chris York", "Chris York", None, None), ("Updated at 3.52pm BST", "", "", "15:52+01:00"),
    ("9.45pm | By Natalie Ho", "Natalie Ho", "", "21:45"),
    ("Tomasz Brandt21/10/2027 - 19:30", "Tomasz Brandt", "2027-10-21", "19:30"), ("2024-06-21T08:39:00Z", "", "2024-06-21", "08:39+00:00"),
    ("Wed 15 Mar 2028 18.22 GMT | First published on Wed 15 Mar 2028 08.01 GMT", "", "2028-03-15", "08:01+00:00"),
    ("1215 GMT", "", "", "12:15+00:00"),
    ("From CNN's Mariya Knight", "Mariya Knight", None, None), ("By health reporter Saoirse Kemp", "Saoirse Kemp", None, None),
    ("By María-José O’Shea and Jean van den Berg in Nairobi", "María-José O’Shea and Jean van den Berg", None, None), ("23h51", "", "", "23:51")])
def test_bylines_give_author_day_and_clock(line: str, author: str, day: str | None, clock: str | None) -> None:
    byline = read_byline(line)
    stamp = byline.stamp
    assert (byline.pure, byline.author) == (True, author)
    assert (stamp.day, stamp.clock + stamp.offset) == (day, clock) if stamp else day is None


@pytest.mark.parametrize("line", [
    "The deal was signed at 10:30 on 21 June 2024, officials said.", "Putin arrives in Hanoi", "“We waited,” he said.", "33:99", "07:14:02",
    "Markets fall on the news", "31 June 2024 said he", ""])
def test_sentences_headlines_and_time_codes_are_no_bylines(line: str) -> None:
    assert not read_byline(line).stamps or not read_byline(line).pure


def test_a_paragraph_may_begin_with_its_clock() -> None:
    assert getattr(leading_clock("14:15 – Police have picked up the blogger."), "clock", "") == "14:15"
    assert leading_clock("14:15 was when police came.") is None


# Pages --------------------------------------------------------------------------------------------------------------------------------------

POSTS = [("Minister resigns over leaked memo", "The defence minister has stepped down, the prime minister’s office said on Friday.", "Ana Bell",
        "09:41"),
         ("Opposition calls for an inquiry", "Opposition leader Tom Reyes called for a public inquiry into the memo.", "Jun Sato", "09:12"),
         ("Markets fall on the news", "Shares fell by two per cent in early trading, and the currency weakened.", "Ana Bell", "08:30"),
         ("What the memo says", "The memo says that the ministry knew of the faults for three years.", "Jun Sato", "08:05")]
HEADLINES = [headline for headline, *_ in POSTS]


def page(form: str) -> str:
    return "\n".join(form.format(headline=headline, body=body, author=author, clock=clock) for headline, body, author, clock in POSTS)


@pytest.mark.parametrize("form", [
    "{headline}\n{body}\n{author}21 June 2024 {clock}", "{clock}\n{headline}\n{body}", "{headline}\n{author}, 21 June 2024 {clock}\n{body}",
    "{clock} GMT\n\n{headline}\n\n{body}\n"])
def test_live_blogs_with_times_below_above_and_under_their_headlines(laid: Reader, form: str) -> None:
    layout = laid(page(form))
    assert told(layout, "kind", "headline") == [("post", headline) for headline in HEADLINES]


def test_times_without_a_day_take_the_pages_and_pass_midnight(laid: Reader) -> None:
    text = "Friday 21 June 2024\n" + page("{clock}\n{headline}\n{body}").replace("08:30", "23:50").replace("08:05", "22:10")
    assert [when for when, in told(laid(text), "published_at")] == ["2024-06-21T09:41", "2024-06-21T09:12", "2024-06-20T23:50", "2024-06-20T22:10"]
    assert {source for source, in told(laid(text), "published_from")} == {"inferred"}


def test_a_lede_above_the_first_post_is_an_article_of_the_posts_day(laid: Reader) -> None:
    lede = "The government is under pressure after its defence minister left office over a memo on faulty shells.\nFollow the latest here.\n"
    layout = laid(lede + page("{headline}\n{body}\n{author}21 June 2024 {clock}"))
    assert told(layout, "kind", "published_at", "published_from")[0] == ("article", "2024-06-21", "inferred")
    assert len(layout.articles) == 5


def test_line_ends_do_not_matter_and_stay_as_they_are(laid: Reader) -> None:
    text = page("{headline}\r\n{body}\r\n{author}21 June 2024 {clock}\r\n")
    layout = laid(text)
    assert told(layout, "headline") == [(headline,) for headline in HEADLINES]
    assert all(text[slice(*block.span)].strip() == text[slice(*block.span)] for block in layout.blocks)


def test_what_is_glued_to_a_line_is_told_apart(laid: Reader) -> None:
    text = ("Bank raises rates to 5%\nby Tom Reyes June 20, 2024 2:39 PM 2 min read\nThe central bank raised rates by half a point on Thursday. "
            "Read more: How rates rose\nThe governor said that more rises would follow.Exit mobile version")
    layout = laid(text)
    assert words(text, layout, "byline") == ["by Tom Reyes June 20, 2024 2:39 PM"]
    assert {"2 min read", "Exit mobile version"} <= set(words(text, layout, "furniture"))
    assert words(text, layout, "promo") == ["Read more: How rates rose"]


def test_hard_wrapped_lines_are_put_together_into_paragraphs(laid: Reader) -> None:
    lines = ["SEOUL, South Korea (AP) -- South Korea summoned the Russian ambassador on",
             "Friday to protest the country's new defense pact with North Korea, as border",
             "tensions continued to rise with vague threats and brief, seemingly accidental", "incursions by North Korean troops."]
    text = "Envoy summoned over pact\n\n" + "\n\n".join(["\n".join(lines)] * 3)
    assert words(text, laid(text), "body") == ["\n".join(lines)] * 3


def test_the_speakers_of_a_transcript_are_body(laid: Reader) -> None:
    turns = ["MR MILLER: Good afternoon.", "QUESTION: Did you call them?", "MR MILLER: We did, twice, and they did not answer.",
             "QUESTION: When?", "MR MILLER: On Monday."]
    text = "Press briefing\nJune 20, 2024\n1:22 p.m. EDT\n\n" + "\n\n".join(turns)
    layout = laid(text)
    assert words(text, layout, "body") == turns
    assert told(layout, "published_at") == [("2024-06-20T13:22-04:00",)]


def test_a_page_of_furniture_has_no_stories(laid: Reader) -> None:
    assert laid("Skip to content\nMenu\nVideo").articles == ()


def test_every_block_is_in_order_and_belongs_where_it_stands(laid: Reader) -> None:
    layout = laid("Home | News\n" + page("{headline}\n{body}\n{author}21 June 2024 {clock}") + "\nAll rights reserved")
    spans = [block.span for block in layout.blocks]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for block in layout.blocks:
        inside = [n for n, article in enumerate(layout.articles) if article.span[0] <= block.span[0] < article.span[1]]
        assert ([block.article] if block.article is not None else []) == inside


# What is stated, what is fixed --------------------------------------------------------------------------------------------------------------


def test_what_a_manifest_states_wins_over_the_text(model: PageModel) -> None:
    text = "Port shut after quake\nBy Ana Bell\n20 June 2024\nThe port was shut, the harbour master said."
    stated = Stated("AP", "Tom Reyes", "2024-06-21T08:00", "Sunda port shut", "https://x.example/1")
    article = lay_out(read_text(text, "a.txt", stated), model.read(text)).articles[0]
    assert (article.outlet, article.author, article.published_at, article.headline, article.url) == tuple(getattr(stated, name) for name in (
        "outlet", "author", "published_at", "headline", "url"))
    assert article.published_from == "stated"


def test_a_manifests_day_leaves_the_posts_own_times_alone(model: PageModel) -> None:
    text = page("{clock}\n{headline}\n{body}")
    stated = Stated("AP", "Nobody", "2024-06-21", "Live page")
    layout = lay_out(read_text(text, "a.txt", stated), model.read(text))
    assert told(layout, "outlet", "published_at")[0] == ("AP", "2024-06-21T09:41")
    assert not any(article.author == "Nobody" or article.headline == "Live page" for article in layout.articles)


def test_bounds_and_blocks_that_the_analyst_fixed_are_kept(model: PageModel) -> None:
    text = page("{headline}\n{body}\n{author}21 June 2024 {clock}")
    middle = text.index(HEADLINES[2])
    shares = text.index("Shares fell")
    fixed = Fixed((FixedArticle("article", (0, middle - 1), headline="One"), FixedArticle("post", (middle, len(text)), published_at="2024-06-01")),
                  (("promo", (shares, shares + 60)),))
    layout = lay_out(read_text(text, "a.txt"), model.read(text), fixed)
    assert told(layout, "kind", "span", "headline") == [("article", (0, middle - 1), "One"), ("post", (middle, len(text)), HEADLINES[2])]
    assert layout.articles[1].published_at == "2024-06-01"
    assert [block.kind for block in layout.blocks if block.span[0] == shares] == ["promo"]


def test_without_the_page_model_the_form_of_the_lines_decides_and_it_is_said() -> None:
    layout = lay_out(read_text(page("{headline}\n{body}\n{author}21 June 2024 {clock}"), "a.txt"), None)
    assert told(layout, "kind", "headline", "author") == [("post", headline, author) for headline, _, author, _ in POSTS]
    assert "page model is missing" in layout.notes[0]


# What markup says ----------------------------------------------------------------------------------------------------------------------

MARKUP = """<html><head><meta property="og:site_name" content="Harbour Times">
<meta property="article:published_time" content="2024-06-21T09:15:00+01:00"></head>
<body><header>Harbour Times</header><article><h1>Seoul summons Russian envoy</h1><div>By Kate Wills 21 June 2024, 9.15am</div>
<div class="share-tools"><a>Share</a></div><figure><figcaption>Kim Hong-kyun meets the envoy on Friday</figcaption></figure>
<p>South Korea has summoned the Russian ambassador over the pact that Moscow and Pyongyang signed this week, its foreign ministry said.</p>
<aside><h3>How Kim got his treaty</h3></aside><h2>A mistake</h2><p>Vladimir Putin warned Seoul on Thursday against arming Ukraine.</p></article>
<section><h2>More stories</h2><h3>Typhoon nears Okinawa</h3><p>Airlines cancelled 200 flights.</p>
<h3>Yen slides</h3><p>Traders blame rates.</p></section>
</body></html>"""


def test_the_markup_of_a_page_tells_its_story_from_what_is_around_it(model: PageModel) -> None:
    source = read_bytes(MARKUP.encode(), "page.html")
    layout = _layout(source, model)
    assert told(layout, "kind", "headline") == [
        ("article", "Seoul summons Russian envoy"), ("teaser", "Typhoon nears Okinawa"), ("teaser", "Yen slides")]
    assert told(layout, "author", "published_at", "outlet")[0] == ("Kate Wills", "2024-06-21T09:15+01:00", "Harbour Times")
    assert words(source.text, layout, "caption") == ["Kim Hong-kyun meets the envoy on Friday"]
    assert words(source.text, layout, "promo") == ["How Kim got his treaty"]
    assert {"Share", "More stories"} <= set(words(source.text, layout, "furniture"))


def test_markup_that_no_longer_makes_this_text_is_left_aside(model: PageModel) -> None:
    source = replace(read_bytes(MARKUP.encode(), "page.html"), text="Another text.\nOf two lines.")
    assert _layout(source, model).blocks[0].span == (0, 13)


# The founding documents ---------------------------------------------------------------------------------------------------------------------


def test_the_founding_documents_have_nineteen_stories(model: PageModel) -> None:
    sources = [read(path) for path in assets.seeds()]
    kinds = [article.kind for source in sources for article in _layout(source, model).articles]
    assert len(kinds) == 19
    assert kinds.count("post") == 10
    assert kinds.count("teaser") == 3


def test_the_weekday_of_a_date_without_its_year_gives_the_year_away(model: PageModel) -> None:
    article = _layout(read(_seed("003")), model).articles[0]
    assert (article.published_at, article.published_from) == ("2024-06-21", "inferred")


def test_an_outlets_name_run_into_an_authors_is_found(model: PageModel) -> None:
    assert {article.outlet for article in _layout(read(_seed("002")), model).articles} == {"The Kyiv Independent"}


def _seed(start: str) -> Path:
    return next(path for path in assets.seeds() if path.name.startswith(start))


def _layout(source: Source, model: PageModel) -> Layout:
    return lay_out(source, model.read(source.text))


# Any text -----------------------------------------------------------------------------------------------------------------------------------

LINES = st.lists(st.one_of(st.sampled_from([
    "12:30", "Andy Gregory21 June 2024 08:39", "Port shut after quake", "The port was shut, he said.", "***", "", "Video", "31 June", "2 min ago",
    "1. One",
    "READ MORE: x", "14:15 – Police came.", "Topics", "list of 3 items", "end of list", "\u00a0", "Q: When?",
    "(AP Photo/X Y)", "© 2024 X"]), st.text(max_size=12)), max_size=25)


@given(LINES)
@settings(deadline=None, max_examples=150)
def test_any_text_is_laid_out_in_blocks_that_neither_overlap_nor_leave_their_story(lines: list[str]) -> None:
    text = "\n".join(["x", *lines])
    layout = lay_out(Source("a.txt", b"", text, "text"), None)
    spans = [block.span for block in layout.blocks]
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert all(article.span[0] < article.span[1] for article in layout.articles)
    for block in layout.blocks:
        if block.article is not None:
            first, last = layout.articles[block.article].span
            assert first <= block.span[0] < block.span[1] <= last


def test_lines_of_a_million_characters_do_not_hold_up_a_page(model: PageModel) -> None:
    began = monotonic()
    for text in ("A" * 1_000_000, "a " * 300_000, "12:30 " * 50_000, " ".join(["(AP"] * 50_000)):
        lay_out(read_text(text, "a.txt"), model.read(text))
    assert monotonic() - began < 60


# What pages of other kinds hold


def test_what_a_manifest_says_of_one_story_is_left_aside_aloud() -> None:
    text = "One\n\nBy Ann Lee\n2 May 2025 08:00\n\nThe first story has a sentence.\n\n\n" \
           "Two\n\nBy Bob Reed\n2 May 2025 09:00\n\nThe second has one too.\n"
    page = lay_out(read_text(text, "page.txt", Stated(author="Nobody", headline="None")), None)
    assert len(page.articles) == 2
    assert any("2 stories" in note and "headline and author were left aside" in note for note in page.notes)


@pytest.mark.parametrize("line", ["THE LOWLAND COURIER  Thursday, February 19, 1998  Page 3", "GOLDCOAST WIRE | Home | Politics | Sports"])
def test_a_masthead_is_furniture(line: str) -> None:
    page = lay_out(read_text(f"{line}\n\nOld bridge falls into river\n\nIt fell on Monday, nobody was hurt.\n", "page.txt"), None)
    assert page.blocks[0].kind == "furniture"
    assert page.articles[0].headline == "Old bridge falls into river"


def test_a_stamp_without_year_takes_that_of_the_company() -> None:
    text = "Bridge falls\n\nBy Ann Lee, 30 Dec 08:15\n\nThe bridge fell into the river, nobody was hurt.\n"
    page = lay_out(replace(read_text(text, "page.txt"), company="2025-01-02"), None)
    assert page.articles[0].published_at.startswith("2024-12-30")


@pytest.mark.parametrize(("text", "kinds"), [
    ("Harbour to close\nThe harbour will close on Monday, the council said.", ["headline", "body"]),
    ("Harbour to close\n\nTom Reyes said it will close.", ["headline", "body"]), ("North Korea fired two missiles on Friday", ["headline"]),
    ("@MFA_Russia: We deny it.", ["body"]), ("Read more\nShare\nHome | World | Sport", ["furniture"] * 3), ("2 min read", ["furniture"])])
def test_a_few_lines_are_a_story_unless_known_as_furniture(model: PageModel, text: str, kinds: list[str]) -> None:
    page = lay_out(read_text(text, "pasted.txt"), model.read(text))
    assert [block.kind for block in page.blocks] == kinds
    assert bool(page.articles) == ("furniture" not in kinds)


STORIES = """Port of Sunda shut after quake
The port was shut on Friday, the harbour master said.
What comes next
Ships wait outside the harbour.
Miners in the north return to work
The strike of three weeks is over, the union said.
Court hears the plea of a mayor
The mayor of Alva told the court that he had known nothing."""


def read_as(text: str, starts: dict[str, float]) -> LineReadings:
    """Lines with a full stop are body, the others headlines, each a start with the probability that is given for it."""
    page = lines(text)
    kinds = np.zeros((len(page), len(KINDS)), np.float32)
    begins = np.zeros((len(page), len(STARTS)), np.float32)
    for n, line in enumerate(page):
        words = text[slice(*line.span)]
        kinds[n, KINDS.index("body" if words.endswith(".") else "headline")] = 1
        begins[n, 1] = starts.get(words, 0.0)
        begins[n, 0] = 1 - begins[n, 1]
    return LineReadings(tuple(page), kinds, begins)


def test_where_headlines_alone_part_stories_the_likely_ones_take_the_others_with_them() -> None:
    likely = {"Port of Sunda shut after quake": .9, "Miners in the north return to work": .8, "Court hears the plea of a mayor": .3,
              "What comes next": .2}
    page = lay_out(read_text(STORIES, "a.txt"), read_as(STORIES, likely))
    assert [article.headline for article in page.articles] == [head for head in likely if head != "What comes next"]


def test_a_story_is_not_cut_at_headlines_that_are_unlikely_on_the_whole() -> None:
    unlikely = {"Port of Sunda shut after quake": .9, "Miners in the north return to work": .3, "Court hears the plea of a mayor": .3}
    assert len(lay_out(read_text(STORIES, "a.txt"), read_as(STORIES, unlikely)).articles) == 1
