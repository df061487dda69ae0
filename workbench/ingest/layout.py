"""Text -> stories and blocks: spans over the text, nothing copied."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workbench.core.extraction import Fixed, FixedArticle, ReadArticle, ReadBlock, Source, Stated
from workbench.core.records import Span
from workbench.ingest import clocks, formats, outlets, stories
from workbench.ingest.lines import rows_of
from workbench.ingest.page import LineReadings
from workbench.ingest.rows import Row
from workbench.ingest.stories import Story


@dataclass(frozen=True, slots=True)
class Layout:
    articles: tuple[ReadArticle, ...]
    blocks: tuple[ReadBlock, ...]
    notes: tuple[str, ...] = ()


def lay_out(source: Source, readings: LineReadings | None, fixed: Fixed = Fixed()) -> Layout:  # noqa: B008  -- frozen
    """`readings` are the page model's; without them the lines' form alone decides, and a note says so."""
    rows = rows_of(source.text, readings, formats.marks(source))
    for row in rows:
        row.kind = _kept_kind(row, fixed)
    found = [_fixed_story(rows, article) for article in fixed.articles] if fixed.articles else stories.find(rows)
    outlet = outlets.find(source, rows)
    articles = [_article(rows, story, article, outlet) for story, article in zip(found, [*fixed.articles, *[None] * len(found)], strict=False)]
    dated = clocks.date_stories(source, rows, found, articles)
    notes = [] if readings else ["The page model is missing: stories and blocks were told by the form of the lines alone."]
    return Layout(tuple(_stated(source.stated, _told(source.found, dated))), tuple(_blocks(rows, dated)), (*notes, *_left_aside(source, dated)))


def _left_aside(source: Source, articles: Sequence[ReadArticle]) -> list[str]:
    """What was stated of one story and cannot be said of several."""
    number = sum(article.kind != "teaser" for article in articles)
    aside = [name for name in ("headline", "author") if getattr(source.stated, name)]
    if not aside or number < 2:
        return []
    verb = "was" if len(aside) == 1 else "were"
    return [f"{source.file} holds {number} stories, so the stated {' and '.join(aside)} {verb} left aside: nothing says which story is meant."]


def _kept_kind(row: Row, fixed: Fixed) -> str:
    for kind, (start, end) in fixed.blocks:
        if min(end, row.span[1]) - max(start, row.span[0]) > (row.span[1] - row.span[0]) / 2:
            return kind
    return row.kind


def _fixed_story(rows: Sequence[Row], article: FixedArticle) -> Story:
    inside = [n for n, row in enumerate(rows) if row.span[0] < article.span[1] and row.span[1] > article.span[0]]
    span = range(inside[0], inside[-1] + 1) if inside else range(0)
    return Story(article.kind, span, [n for n in span if rows[n].stamped])


def _article(rows: Sequence[Row], story: Story, fixed: FixedArticle | None, outlet: tuple[str, Span | None]) -> ReadArticle:
    span = fixed.span if fixed else (rows[story.rows.start].span[0], rows[story.rows.stop - 1].span[1])
    evidence: dict[str, Span] = {}
    headline = _headline(rows, story)
    if headline is not None:
        evidence["headline"] = rows[headline].span
    author = _author(rows, story, evidence)
    if outlet[1]:
        evidence["outlet"] = outlet[1]
    read = ReadArticle(kind=story.kind, span=span, headline=" ".join(rows[headline].text.split()) if headline is not None else "", author=author,
                       outlet=outlet[0], evidence=tuple(evidence.items()))
    return _with_fixed(read, fixed) if fixed else read


def _with_fixed(read: ReadArticle, fixed: FixedArticle) -> ReadArticle:
    """What she wrote has no words in the text to point at."""
    wrote = {name: value for name in ("headline", "author", "outlet", "published_at", "url") if (value := getattr(fixed, name))}
    evidence = tuple((name, span) for name, span in read.evidence if name not in wrote)
    if "published_at" in wrote:
        wrote["published_from"] = "analyst"
    return replace(read, **wrote, evidence=evidence)


def _headline(rows: Sequence[Row], story: Story) -> int | None:
    """The first headline, as long as no body stands above it: below that it is a subhead."""
    for n in story.rows:
        if rows[n].kind == "headline":
            return n
        if rows[n].kind == "body":
            return None
    return None


def _author(rows: Sequence[Row], story: Story, evidence: dict[str, Span]) -> str:
    for n in story.rows:
        byline = rows[n].byline
        if rows[n].kind == "byline" and byline.author_span:
            start = rows[n].span[0]
            evidence["author"] = (start + byline.author_span[0], start + byline.author_span[1])
            return byline.author
    return ""


def _told(found: Stated, articles: list[ReadArticle]) -> list[ReadArticle]:
    """What the file's metadata says, where the text does not: its address of all stories but teasers, headline and author of a single one."""
    own = [article for article in articles if article.kind != "teaser"]
    names = ("url", "author", "headline") if len(own) == 1 else ("url",)
    return [article if article.kind == "teaser" else replace(article, **{name: getattr(article, name) or getattr(found, name) for name in names})
            for article in articles]


def _stated(stated: Stated, articles: list[ReadArticle]) -> list[ReadArticle]:
    """What a manifest states wins. Of several stories it holds outlet and URL for all but teasers, and the day for none that has its own."""
    own = [article for article in articles if article.kind != "teaser"]
    return [_with_stated(stated, article, len(own) == 1) if article.kind != "teaser" else article for article in articles]


def _with_stated(stated: Stated, article: ReadArticle, alone: bool) -> ReadArticle:
    said = {name: value for name in ("outlet", "url", *(("author", "headline") if alone else ())) if (value := getattr(stated, name))}
    if stated.published_at and (alone or not article.published_at):
        said |= {"published_at": stated.published_at, "published_from": "stated"}
    return replace(article, **said, evidence=tuple((name, span) for name, span in article.evidence if name not in said))


def _blocks(rows: Sequence[Row], articles: Sequence[ReadArticle]) -> list[ReadBlock]:
    blocks: list[ReadBlock] = []
    order = sorted(range(len(articles)), key=lambda n: articles[n].span)
    starts = [articles[n].span[0] for n in order]
    for group in _paragraphs(rows):
        span = (group[0].span[0], group[-1].span[1])
        place = bisect_right(starts, span[0]) - 1
        owner = order[place] if place >= 0 and span[0] < articles[order[place]].span[1] else None
        kind = group[0].kind
        if owner is None and kind not in ("promo", "furniture"):
            kind = "furniture"  # what stands in no story is not mined
        blocks.append(ReadBlock(kind, span, owner))
    return blocks


def _paragraphs(rows: Sequence[Row]) -> list[list[Row]]:
    """The lines of a hard-wrapped page put together again; else a line each."""
    wrapped = _is_wrapped(rows)
    groups: list[list[Row]] = []
    for row in rows:
        last = groups[-1][-1] if groups else None
        if wrapped and last and row.kind == last.kind and row.kind in ("body", "caption") and not row.blanks and len(last.text) >= .7 * wrapped:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _is_wrapped(rows: Sequence[Row]) -> int:
    """The width that a page is wrapped at, or 0: most lines of text end before a margin and in mid-sentence."""
    body = [row for row in rows if row.kind == "body"]
    full = [row for row in body if 45 <= len(row.text) <= 110]
    broken = [one for one, other in pairwise(body) if not other.blanks and not re.search(r"[.!?:…][”’\"')\]]*$", one.text)]
    if len(body) < 6 or len(full) < .6 * len(body) or len(broken) < .4 * len(body) or any(len(row.text) > 130 for row in body):
        return 0
    return max(len(row.text) for row in full)
