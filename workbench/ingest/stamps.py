"""Where a page puts its times: above its stories, under their headlines, at their ends, or at the head of a paragraph.

A page keeps one habit. The one that agrees best with the lines around all its stamps is held to; each stamp then says where a story starts.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from workbench.ingest.rows import TELLING, Row

FAINT = .02  # a start's probability is not taken for less
UNCLOCKED = .2  # days without a clock part stories only where the model finds starts this likely: else they are subheads of a chronicle
HEADLINE_WORDS = 18
LEAST_INLINE = 3  # paragraphs that begin with a clock make a habit from here on
HABITS = ("above", "under", "below")
Form = tuple[bool, bool, bool]


def stamps_of(rows: Sequence[Row]) -> list[int]:
    """The stamps of the form that most of the page's have; where they are few, paragraphs that begin with a clock."""
    stamped = [n for n, row in enumerate(rows) if row.stamped]
    forms = Counter(_form(rows[n]) for n in stamped)
    common = max(forms, key=lambda form: (forms[form], form), default=None)
    found = [n for n in stamped if _form(rows[n]) == common]
    inline = [n for n, row in enumerate(rows) if not row.stamped and row.stamp]
    return inline if len(inline) >= LEAST_INLINE and len(inline) > len(found) else found


def _form(row: Row) -> Form:
    """Not a change's time, with a clock, with a day."""
    stamps = row.byline.stamps
    changed = bool(stamps) and all(stamp.label.startswith(("updated", "last", "modified")) for stamp in stamps)
    ago = row.byline.ago  # an age stands where older entries have day and clock
    return not changed, ago or any(stamp.clock for stamp in stamps), ago or any(stamp.day for stamp in stamps)


def habit_of(rows: Sequence[Row], stamps: Sequence[int]) -> str:
    """above, under, below, inline; none where times do not part the page's stories."""
    if len(stamps) < 2:
        return "none"
    if not rows[stamps[0]].stamped:
        return "inline"
    scores = {habit: _fit(rows, stamps, habit) for habit in HABITS}
    best = max(scores, key=lambda habit: scores[habit])
    clocked = any(stamp.clock for n in stamps for stamp in rows[n].byline.stamps) or rows[stamps[0]].byline.ago
    return best if clocked or _likely(rows, stamps, best) > np.log(UNCLOCKED) else "none"


def _fit(rows: Sequence[Row], stamps: Sequence[int], habit: str) -> float:
    """Mean log probability of the starts that the habit implies, and how it agrees with headlines and text around the stamps."""
    before, after = [_near(rows, n, -1) for n in stamps], [_near(rows, n, 1) for n in stamps]
    inner = after[:-1] if habit == "below" else after
    likely = _likely(rows, stamps, habit)
    heads_before, heads_after = (float(np.mean([n is not None and rows[n].kind == "headline" for n in near])) for near in (before, inner))
    goes_on = _goes_on(rows, stamps[-1], after[-1])
    if habit == "under":
        return likely + 3 * heads_before - 2 - 2 * heads_after - 1.5 * (goes_on == 0)
    if habit == "below":
        return likely + heads_after - 2 * heads_before - 4 * goes_on - 2 * (before[0] is None)
    return likely + heads_after - 2 * heads_before - 4 * (after[-1] is None) - 2 * _breaks_off(rows, stamps[-1])


def _likely(rows: Sequence[Row], stamps: Sequence[int], habit: str) -> float:
    starts = [start_at(rows, n, habit) for n in (stamps[:-1] if habit == "below" else stamps)]
    return float(np.mean([np.log(max(rows[n].start, FAINT)) if n is not None else np.log(FAINT) for n in starts]))


def _goes_on(rows: Sequence[Row], last: int, after: int | None) -> float:
    """How sure it is that text after the last stamp belongs to it: not when a heading of another part of the page stands between."""
    if after is None or rows[after].kind == "caption":
        return 0.0
    sure = 1 - max((rows[n].start for n in range(last + 1, after + 1)), default=0.0)
    return .3 * sure if _breaks_off(rows, last) else sure


def _breaks_off(rows: Sequence[Row], last: int) -> bool:
    return last + 1 < len(rows) and rows[last + 1].kind == "furniture"


def _near(rows: Sequence[Row], n: int, step: int) -> int | None:
    """The next line in that direction that is part of a story and no byline."""
    n += step
    while 0 <= n < len(rows) and rows[n].kind not in TELLING:
        n += step
    return n if 0 <= n < len(rows) else None


def start_at(rows: Sequence[Row], stamp: int, habit: str) -> int | None:
    """The line at which a story starts, by one of the page's stamps: its own story, or the next one where the stamps are at the ends."""
    if habit == "below":
        n = stamp + 1
        while n < len(rows) and (rows[n].kind in ("furniture", "promo") or (rows[n].kind == "byline" and not rows[n].stamped)):
            n += 1
        return n if n < len(rows) and not rows[n].stamped else None
    n = stamp
    if habit == "under":
        while n and rows[n - 1].kind == "byline":
            n -= 1
    while n and habit in ("under", "inline") and rows[n - 1].kind == "headline":
        n -= 1
    return n


def first_post(rows: Sequence[Row], stamps: Sequence[int]) -> int | None:
    """Where times end the posts and each has one headline, the first begins at the last headline above the first time: above that is the lede."""
    heads = [_headings(rows, first, last) for first, last in pairwise(stamps)]
    if len(stamps) < 3 or max(heads) > 1:
        return None
    n = stamps[0]
    while n and not (rows[n].kind == "headline" and rows[n - 1].kind != "headline"):
        n -= 1
    return n if rows[n].kind == "headline" else None


def _headings(rows: Sequence[Row], first: int, last: int) -> int:
    return sum(rows[n].kind == "headline" and rows[n - 1].kind != "headline" for n in range(first + 1, last))


def names_above(rows: Sequence[Row], stamps: Sequence[int]) -> bool:
    """A line with a name alone above each time opens the story too, unless the page's last story ends with one."""
    named = [n for n in stamps if n and rows[n - 1].kind == "byline" and not rows[n - 1].stamped and rows[n - 1].byline.author]
    last = [row for row in rows if row.kind in (*TELLING, "byline")][-1]
    return len(named) == len(stamps) and not (last.kind == "byline" and last.byline.author)


def lift_headlines(rows: Sequence[Row], stamps: Sequence[int], habit: str) -> None:
    """Where most times stand above a headline, a short line between a time and a longer paragraph is one too."""
    after = [(n + 1, n + 2) for n in stamps if n + 2 < len(rows)] if habit == "above" else []
    heads = sum(rows[first].kind == "headline" for first, _ in after)
    for first, second in after:
        short = rows[first].words <= HEADLINE_WORDS and rows[second].kind == "body" and rows[second].words > 1.5 * rows[first].words
        if rows[first].kind == "body" and heads * 2 >= len(after) and short:
            rows[first].kind = "headline"
