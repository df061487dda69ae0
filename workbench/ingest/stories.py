"""Where stories start and end among the lines of a page, and what kind of story each is.

The page model says of each line how likely a story starts there; bylines with a time are the firmer sign. A page keeps one habit: its stamps
stand above the stories, under their headlines or at their ends. The habit that fits the whole page best is held to.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from workbench.core.records import Span
from workbench.ingest.bylines import Byline

MINED = ("headline", "body", "caption", "byline")
START = .5  # probability from which the page model is believed
FAINT = .02
HEADLINE_WORDS = 18
TEASER_WORDS, TEASERS = 130, 5  # a blurb's length, and how many of them there are beside one story at most


@dataclass
class Row:
    """A line of the page as layout sees it; `start` is the page model's probability that a story begins here."""
    span: Span
    text: str
    kind: str
    start: float
    start_kind: str
    byline: Byline | None = None
    blanks: int = 0

    @property
    def stamped(self) -> bool:
        return self.kind == "byline" and self.byline is not None and bool(self.byline.stamps) and self.byline.pure

    @property
    def clocked(self) -> bool:
        return self.stamped and self.byline is not None and any(stamp.clock for stamp in self.byline.stamps)

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass
class Story:
    kind: str
    rows: range  # first to last line, furniture inside included
    fixed: bool = False
    stamps: list[int] = field(default_factory=list)


def find(rows: Sequence[Row]) -> list[Story]:
    _lift_headlines(rows)
    starts = _starts(rows)
    bounds = [*starts, len(rows)]
    stories = [Story("article", _trimmed(rows, range(first, last))) for first, last in pairwise(bounds)]
    stories = [story for story in stories if any(rows[n].kind in ("headline", "body", "caption") for n in story.rows)]
    _name_kinds(rows, stories)
    return stories


def _starts(rows: Sequence[Row]) -> list[int]:
    habit = habit_of(rows)
    starts = {n for n, row in enumerate(rows) if row.start >= START and row.kind not in ("furniture", "promo")}
    if habit != "none":
        firm = set(_by_habit(rows, habit))
        starts = firm | {n for n in starts if not _contradicted(rows, n, firm, habit)}
    mined = [n for n, row in enumerate(rows) if row.kind in MINED]
    if mined and (not starts or min(starts) > mined[0]):
        starts.add(mined[0])
    return _thinned(rows, sorted(starts))


def _lift_headlines(rows: Sequence[Row]) -> None:
    """Where most times stand above a headline, a short line between a time and a paragraph is one too."""
    if habit_of(rows) != "above":
        return
    after = [(n + 1, n + 2) for n in stamps_of(rows) if n + 2 < len(rows)]
    heads = sum(rows[first].kind == "headline" for first, _ in after)
    for first, second in after:
        short = rows[first].words <= HEADLINE_WORDS and rows[second].kind == "body" and rows[second].words > 1.5 * rows[first].words
        if rows[first].kind == "body" and heads * 2 >= len(after) and short:
            rows[first].kind = "headline"


def stamps_of(rows: Sequence[Row]) -> list[int]:
    """The stamps of the form that most of the page's have: with or without a day, an author, a clock."""
    stamped = [n for n, row in enumerate(rows) if row.stamped]
    forms = Counter(_form(rows[n]) for n in stamped)
    if not forms:
        return []
    common = max(forms, key=lambda form: (forms[form], form))
    return [n for n in stamped if _form(rows[n]) == common]


def _form(row: Row) -> tuple[bool, bool]:
    byline = row.byline or Byline()
    return any(stamp.clock for stamp in byline.stamps), any(stamp.day for stamp in byline.stamps)


def habit_of(rows: Sequence[Row]) -> str:
    """above, under, below, or none where times don't part the page's stories."""
    stamps = stamps_of(rows)
    if len(stamps) < 2:
        return "none"
    scores = {habit: _fit(rows, stamps, habit) for habit in ("above", "under", "below")}
    return max(scores, key=lambda habit: scores[habit])


def _fit(rows: Sequence[Row], stamps: list[int], habit: str) -> float:
    """How well a habit agrees with what the lines around the stamps are; the mean over the stamps of log probabilities."""
    before, after = [_near(rows, n, -1) for n in stamps], [_near(rows, n, 1) for n in stamps]
    starts = [_start_at(rows, n, habit) for n in stamps]
    likely = [np.log(max(rows[n].start, FAINT)) if n is not None else np.log(FAINT) for n in (starts[:-1] if habit == "below" else starts)]
    heads_before = np.mean([row is not None and rows[row].kind == "headline" for row in before])
    heads_after = np.mean([row is not None and rows[row].kind == "headline" for row in (after[:-1] if habit == "below" else after)])
    text_after = after[-1] is not None and rows[after[-1]].kind in ("body", "headline")
    text_before = before[0] is not None
    score = float(np.mean(likely))
    if habit == "under":
        return score + 3 * heads_before - 2 - 2 * heads_after - 3 * (not text_after)
    if habit == "below":
        return score + heads_after - heads_before - 4 * text_after - 2 * (not text_before)
    return score + heads_after - 2 * heads_before - 4 * (not text_after)


def _near(rows: Sequence[Row], n: int, step: int) -> int | None:
    """The next line in that direction that is part of a story and no byline."""
    n += step
    while 0 <= n < len(rows) and rows[n].kind in ("byline", "furniture", "promo"):
        n += step
    return n if 0 <= n < len(rows) else None


def _start_at(rows: Sequence[Row], stamp: int, habit: str) -> int | None:
    if habit == "below":
        n = stamp + 1
        while n < len(rows) and (rows[n].kind in ("furniture", "promo") or (rows[n].kind == "byline" and not rows[n].stamped)):
            n += 1
        return n if n < len(rows) else None
    first = stamp
    while first and rows[first - 1].kind == "byline" and not rows[first - 1].stamped and rows[first - 1].start > rows[first].start:
        first -= 1
    if habit == "above":
        return first
    while first and rows[first - 1].kind in ("byline",):
        first -= 1
    while first and rows[first - 1].kind == "headline":
        first -= 1
    return first


def _by_habit(rows: Sequence[Row], habit: str) -> list[int]:
    stamps = stamps_of(rows)
    found = [_start_at(rows, n, habit) for n in stamps]
    if habit == "below" and (first := _first_post(rows, stamps)) is not None:
        found.append(first)
    return [n for n in found if n is not None]


def _first_post(rows: Sequence[Row], stamps: list[int]) -> int | None:
    """Where times end the posts and each has one headline, the first begins at the last headline above the first time: above that is the page's lede."""
    heads = [sum(rows[n].kind == "headline" and rows[n - 1].kind != "headline" for n in range(first + 1, last)) for first, last in pairwise(stamps)]
    if len(stamps) < 3 or max(heads) > 1:
        return None
    n = stamps[0]
    while n and not (rows[n].kind == "headline" and rows[n - 1].kind != "headline"):
        n -= 1
    return n if rows[n].kind == "headline" else None


def _contradicted(rows: Sequence[Row], n: int, firm: set[int], habit: str) -> bool:
    """A start of the model's that the page's habit has no room for: inside a stamped story, but for a lede's and those of teasers."""
    before = [start for start in firm if start <= n]
    if habit == "below":
        return any(start > n for start in firm) and bool(before)
    if not before:
        return False
    return rows[n].start_kind != "teaser"


def _thinned(rows: Sequence[Row], starts: list[int]) -> list[int]:
    """A start is dropped when nothing but headlines, bylines and furniture lie between it and the next: those are one story's top."""
    kept: list[int] = []
    for n in starts:
        if kept and not any(rows[k].kind in ("body", "caption") for k in range(kept[-1], n)) and not _whole(rows, kept[-1], n):
            continue
        kept.append(n)
    return kept


def _whole(rows: Sequence[Row], first: int, last: int) -> bool:
    """A headline with its own stamp is a post without text."""
    span = range(first, last)
    return any(rows[n].kind == "headline" for n in span) and any(rows[n].stamped for n in span)


def _trimmed(rows: Sequence[Row], span: range) -> range:
    """Without the furniture at its end (and at its start)."""
    first, last = span.start, span.stop
    while last > first and rows[last - 1].kind == "furniture":
        last -= 1
    while first < last and rows[first].kind == "furniture":
        first += 1
    return range(first, last)


def _name_kinds(rows: Sequence[Row], stories: list[Story]) -> None:
    for story in stories:
        story.stamps = [n for n in story.rows if rows[n].stamped]
    live = _is_live(rows, stories)
    for n, story in enumerate(stories):
        told = rows[story.rows.start].start_kind
        if live and any(rows[k].clocked for k in story.stamps) and not (n == 0 and _dated(rows, story) and not _dated(rows, stories[-1])):
            story.kind = "post"
        elif told in ("post", "teaser") and rows[story.rows.start].start >= START:
            story.kind = told
    if _has_blurbs(rows, stories):  # no live blog: they have no day and no author
        for story in stories[1:]:
            story.kind = "teaser"


def _dated(rows: Sequence[Row], story: Story) -> bool:
    return any(stamp.day for n in story.stamps for stamp in (rows[n].byline or Byline()).stamps)


def _is_live(rows: Sequence[Row], stories: list[Story]) -> bool:
    """Three stories or more, most with a clock of one day."""
    clocked = [story for story in stories if any(rows[n].clocked for n in story.stamps)]
    return len(clocked) >= 3 and len(clocked) * 2 >= len(stories)


def _text(rows: Sequence[Row], story: Story) -> list[int]:
    return [rows[n].words for n in story.rows if rows[n].kind == "body"]


def _has_blurbs(rows: Sequence[Row], stories: list[Story]) -> bool:
    """One real story, and after it some blurbs of a paragraph each."""
    if not 2 <= len(stories) <= TEASERS + 1:
        return False
    main, others = _text(rows, stories[0]), [_text(rows, story) for story in stories[1:]]
    return len(main) >= 4 and all(len(text) <= 1 and sum(text) <= TEASER_WORDS for text in others) and sum(main) > 1.2 * sum(map(sum, others))
