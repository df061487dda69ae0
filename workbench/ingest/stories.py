"""Where stories start and end among the lines of a page, and what kind of story each is."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from workbench.ingest import stamps as times
from workbench.ingest.rows import MINED, TELLING, Row

START = .5  # probability from which the page model is believed
HINT = .15  # and from which it is where the page's form says so too
TEASER_WORDS, TEASERS = 130, 5  # a blurb's length, and how many of them stand beside one story at most
LEAST_NUMBERED, LIKELY = 3, .35  # numbered headlines part a digest where the model finds their starts this likely on average
LEAST_HEADLINE = 4  # words of a headline that alone parts two stories
NUMBERED = re.compile(r"(?:no\.? ?)?(\d{1,2})\s?[.):]\s+\S", re.IGNORECASE)
BREAK = re.compile(r"[\W_]*")  # a line without a letter: ***, ___


@dataclass
class Story:
    kind: str
    rows: range  # first to last line, furniture inside included
    stamps: list[int] = field(default_factory=list)


def find(rows: Sequence[Row]) -> list[Story]:
    stamped = times.stamps_of(rows)
    habit = times.habit_of(rows, stamped)
    times.lift_headlines(rows, stamped, habit)
    starts, firm = _starts(rows, stamped, habit)
    bounds = [*starts, len(rows)]
    stories = [Story("article", _trimmed(rows, range(first, last))) for first, last in pairwise(bounds)]
    stories = [story for story in stories if any(rows[n].kind in TELLING for n in story.rows)]
    _name_kinds(rows, stories, habit, firm)
    if len(stories) == 1 and stories[0].kind == "teaser":
        stories[0].kind = "article"  # a teaser stands beside something else
    return stories


def _starts(rows: Sequence[Row], stamped: Sequence[int], habit: str) -> tuple[list[int], set[int]]:
    """All starts, and those that the page's times vouch for."""
    firm = _firm(rows, stamped, habit)
    starts = {n for n, row in enumerate(rows) if row.start >= START and row.kind not in ("furniture", "promo")}
    starts |= _numbered(rows) | _emblems(rows) | _topped(rows) | _even(rows)
    firm = {_topmost(rows, n) for n in _without_the_pages_own(rows, sorted(firm))}
    bounds = (min(firm), max(firm)) if firm else None
    starts = {_topmost(rows, n) for n in firm | {n for n in starts if not _contradicted(rows, n, bounds, habit)}}
    mined = [n for n, row in enumerate(rows) if row.kind in MINED]
    if mined and (not starts or min(starts) > mined[0]):
        starts.add(mined[0])
    return _thinned(rows, sorted(starts), firm), firm


def _without_the_pages_own(rows: Sequence[Row], firm: list[int]) -> list[int]:
    """A time on top, with neither headline nor text before the next one, is the whole page's."""
    while len(firm) > 1 and not any(rows[k].kind in ("headline", "body") for k in range(firm[0], firm[1])):
        firm = firm[1:]
    return firm


def _topmost(rows: Sequence[Row], n: int) -> int:
    """No story ends with a headline: one right above a start belongs to it."""
    while n and rows[n - 1].kind == "headline":
        n -= 1
    return n


def _firm(rows: Sequence[Row], stamped: Sequence[int], habit: str) -> set[int]:
    """The starts that the page's times imply."""
    if habit == "none":
        return set()
    found = {times.start_at(rows, n, habit) for n in stamped}
    if habit == "below":
        found.add(times.first_post(rows, stamped))
    lead = 1 if habit == "above" and times.names_above(rows, stamped) else 0
    return {n - lead for n in found if n is not None}


def _numbered(rows: Sequence[Row]) -> set[int]:
    """Headlines that are counted through, as in a digest."""
    counted = [(n, int(match[1])) for n, row in enumerate(rows) if row.kind == "headline" and (match := NUMBERED.match(row.text))]
    in_order = [number for _, number in counted] == list(range(1, len(counted) + 1))
    likely = sum(rows[n].start for n, _ in counted) >= LIKELY * len(counted)
    return {n for n, _ in counted} if len(counted) >= LEAST_NUMBERED and in_order and likely else set()


def _emblems(rows: Sequence[Row]) -> set[int]:
    """Headlines of a newsletter that open with a number or a picture, each its own item; the model must think so of one in two at least."""
    marked = [n for n, row in enumerate(rows) if row.kind == "headline" and (NUMBERED.match(row.text) or unicodedata.category(row.text[0]) == "So")]
    likely = sum(rows[n].start >= HINT for n in marked) * 2 >= len(marked)
    return set(marked) if len(marked) >= LEAST_NUMBERED and likely and any(unicodedata.category(rows[n].text[0]) == "So" for n in marked) else set()


def _topped(rows: Sequence[Row]) -> set[int]:
    """Headlines with a byline or a dateline under them, or a break above; the model must think a start possible at least."""
    return {n for n, row in enumerate(rows) if row.kind == "headline" and (not n or rows[n - 1].kind != "headline") and _is_top(rows, n)}


def _even(rows: Sequence[Row]) -> set[int]:
    """Where nothing but headlines parts the stories they are alike: when the model takes those between paragraphs for starts on the whole, it is
    followed for the ones that it hesitates at; a subhead has fewer words."""
    texts = [n for n, row in enumerate(rows) if row.kind == "body"]
    heads = [n for n, row in enumerate(rows) if row.kind == "headline" and rows[n - 1].kind != "headline" and texts and texts[0] < n < texts[-1]]
    if sum(rows[n].start for n in heads) < LIKELY * len(heads):
        return set()
    return {n for n in heads if rows[n].start >= HINT and rows[n].words >= LEAST_HEADLINE}


def _is_top(rows: Sequence[Row], n: int) -> bool:
    under = n + 1
    while under < len(rows) and rows[under].kind in ("headline", "furniture", "caption"):
        under += 1
    if under == len(rows):
        return False
    signed = rows[under].kind == "byline" and (rows[under].byline.labelled or bool(rows[under].byline.stamps))
    dated = rows[under].datelined or (rows[under].kind == "byline" and under + 1 < len(rows) and rows[under + 1].datelined)
    broken = n > 0 and rows[n - 1].kind == "furniture" and bool(BREAK.fullmatch(rows[n - 1].text))
    return (signed or dated or broken) and rows[n].start >= HINT


def _contradicted(rows: Sequence[Row], n: int, bounds: tuple[int, int] | None, habit: str) -> bool:
    """A start for which the page's habit has no room: between the first and last that times bound. Teasers and what follows are free."""
    if not bounds or n < bounds[0]:
        return False
    if habit == "below":
        return n < bounds[1]
    return not (rows[n].start_kind == "teaser" or (n > bounds[1] and rows[n - 1].kind in ("furniture", "promo")))


def _thinned(rows: Sequence[Row], starts: list[int], firm: set[int]) -> list[int]:
    """Where nothing but headlines, bylines and furniture lie between two starts they are one story's top, unless a time speaks for the second."""
    kept: list[int] = []
    for n in starts:
        kinds = {rows[k].kind for k in range(kept[-1], n)} if kept else {"body"}
        if "body" in kinds or _is_whole(rows, range(kept[-1], n)):
            kept.append(n)
        elif n in firm:
            kept = [*(kept if "headline" in kinds else kept[:-1]), n]
    return kept


def _is_whole(rows: Sequence[Row], span: range) -> bool:
    """A headline with its own time is a post without text."""
    return any(rows[n].kind == "headline" for n in span) and any(rows[n].stamped for n in span)


def _trimmed(rows: Sequence[Row], span: range) -> range:
    """Without the furniture at its ends."""
    first, last = span.start, span.stop
    while last > first and rows[last - 1].kind == "furniture":
        last -= 1
    while first < last and rows[first].kind == "furniture":
        first += 1
    return range(first, last)


# Kinds --------------------------------------------------------------------------------------------------------------------------------------


def _name_kinds(rows: Sequence[Row], stories: list[Story], habit: str, firm: set[int]) -> None:
    for story in stories:
        story.stamps = [n for n in story.rows if rows[n].stamped or (habit == "inline" and rows[n].stamp)]
    live = _is_live(rows, stories)
    posts = sum(rows[story.rows.start].start_kind == "post" for story in stories)
    for story in stories:
        first = rows[story.rows.start]
        lede = story is stories[0] and habit != "below" and story.rows.start not in firm
        if live and _is_clocked(rows, story) and not lede:
            story.kind = "post"
        elif first.start >= START and (first.start_kind == "teaser" or (first.start_kind == "post" and posts * 2 > len(stories))):
            story.kind = first.start_kind
    if _has_blurbs(rows, stories):
        for story in stories[1:]:
            story.kind = "teaser"


def _is_clocked(rows: Sequence[Row], story: Story) -> bool:
    return any(((stamp := rows[n].stamp) and stamp.clock) or rows[n].byline.ago for n in story.stamps)


def _is_live(rows: Sequence[Row], stories: list[Story]) -> bool:
    """Three stories or more, most of them with a clock."""
    clocked = sum(_is_clocked(rows, story) for story in stories)
    return clocked >= 3 and clocked * 2 >= len(stories)


def _texts(rows: Sequence[Row], story: Story) -> list[int]:
    return [rows[n].words for n in story.rows if rows[n].kind == "body"]


def _has_blurbs(rows: Sequence[Row], stories: list[Story]) -> bool:
    """One real story, and after it some blurbs of a paragraph each without an author."""
    if not 2 <= len(stories) <= TEASERS + 1:
        return False
    main, others = _texts(rows, stories[0]), [_texts(rows, story) for story in stories[1:]]
    signed = any(rows[n].byline.author for story in stories[1:] for n in story.rows if rows[n].kind == "byline")
    short = all(len(text) <= 1 and sum(text) <= TEASER_WORDS for text in others)
    return len(main) >= 4 and not signed and short and sum(main) > 1.2 * sum(map(sum, others))
