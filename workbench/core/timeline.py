"""Claims and events -> the marks and lanes of the timeline; numpy alone, nothing of how it is drawn.

A mark is one statement (a group of claims, or one event) in a lane, at its earliest member on the chosen clock. Times are days since 1970-01-01
in UTC, fractions for minutes; an interval that is wider than nothing is drawn as wide as it is.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt

from workbench.core.records import ACTIONS, MODALITIES, SPEECH_ACTS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

LANES = ("speaker", "outlet", "act", "action")
CLOCKS = ("said", "reported", "happened", "both")
LaneKind = Literal["speaker", "outlet", "act", "action"]
Clock = Literal["said", "reported", "happened", "both"]
CLAIM, EVENT = 0, 1
MANY = 10_000  # marks past which nobody can tell them apart: densities are drawn
Namer = Callable[[str, int], str]  # ("speaker", 12) -> the name of that lane
End = tuple[str, int]  # ("claim", 3) or ("event", 7)
Dispute = tuple[End, End, int]  # both sides, and the link that says so


class _Columns:
    """Equally long arrays, a row per record."""

    @classmethod
    def of(cls, columns: Any, ids: Ints | None = None) -> Self:
        """The arrays of the same names of storage's columns, only the rows of `ids` when they are given."""
        keep = np.ones(len(columns.id), bool) if ids is None else np.isin(columns.id, ids)
        return cls(**{field.name: np.asarray(getattr(columns, field.name))[keep] for field in fields(cls)})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Claims(_Columns):
    id: Ints
    article_id: Ints
    speaker: Ints  # canonical entity, 0 unknown
    outlet: Ints
    act: Ints  # index into SPEECH_ACTS
    group: Ints  # 0 none
    event: Ints  # 0 none
    confidence: Floats
    reported_from: Floats
    reported_to: Floats
    said_from: Floats
    said_to: Floats
    happened_from: Floats
    happened_to: Floats


@dataclass(frozen=True, slots=True)
class Events(_Columns):
    id: Ints
    action: Ints  # index into ACTIONS
    modality: Ints  # index into MODALITIES
    stories: Ints
    confidence: Floats
    reported_from: Floats
    reported_to: Floats
    happened_from: Floats
    happened_to: Floats

    @property
    def denied(self) -> Bools:
        return np.asarray(self.modality == MODALITIES.index("denied"))


@dataclass(frozen=True, slots=True)
class Lane:
    key: str  # "speaker:12"; "others" for the lane in which all that do not fit are folded
    name: str
    marks: int
    folded: tuple[str, ...] = ()  # keys of the lanes in it


@dataclass(frozen=True, slots=True)
class Marks:
    kind: Ints  # CLAIM or EVENT
    id: Ints  # of the earliest member
    lane: Ints  # index into Layout.lanes
    left: Floats
    right: Floats
    open: Bools  # nobody says when it was said: it stands at publication, a tail to the left
    then_left: Floats  # on both clocks: when it happened; nan elsewhere
    then_right: Floats
    act: Ints  # index into SPEECH_ACTS; -1 for an event
    articles: Ints
    denied: Bools
    confidence: Floats

    def __len__(self) -> int:
        return len(self.id)

    @property
    def middle(self) -> Floats:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Two are the same only when they are one: so that what is worked out for one can be kept."""
    lane: LaneKind
    clock: Clock
    lanes: tuple[Lane, ...]  # top to bottom
    marks: Marks
    arcs: Ints  # pairs of marks that dispute each other ...
    arc_links: tuple[tuple[int, ...], ...]  # ... and the links that say so
    undated_ids: Ints  # claims and events that have no place on this clock
    undated_kinds: Ints
    view: tuple[float, float]  # where most of it is
    member_ids: Ints  # every drawn claim or event ...
    member_kinds: Ints
    member_events: Ints  # ... the event it reports (an event: itself) ...
    member_marks: Ints  # ... and the mark it is in

    @property
    def dense(self) -> bool:
        return len(self.marks) > MANY

    @property
    def undated(self) -> int:
        return len(self.undated_ids)

    def undated_records(self) -> tuple[list[int], list[int]]:
        """The claims and the events that are not drawn."""
        claims, events = (self.undated_ids[self.undated_kinds == kind].tolist() for kind in (CLAIM, EVENT))
        return claims, events

    def members(self, mark: int) -> tuple[int, ...]:
        """The claims (or the event) of a mark, the earliest first."""
        return tuple(int(some) for some in self.member_ids[self.member_marks == mark])

    def members_of(self, marks: Sequence[int]) -> tuple[list[int], list[int]]:
        """The claims and the events of many marks."""
        chosen = np.isin(self.member_marks, np.asarray(marks, np.int64))
        claims, events = (self.member_ids[chosen & (self.member_kinds == kind)].tolist() for kind in (CLAIM, EVENT))
        return claims, events

    def marks_of(self, kind: str, ids: Sequence[int]) -> Ints:
        """The marks that show these records: claims themselves, an event also through the claims that report it."""
        wanted = np.asarray(ids, np.int64)
        found = np.isin(self.member_events, wanted) if kind == "event" else (self.member_kinds == CLAIM) & np.isin(self.member_ids, wanted)
        if kind not in ("claim", "event"):
            found = np.zeros(len(self.member_ids), bool)
        return np.unique(self.member_marks[found])

    def arcs_of(self, links: Sequence[int]) -> list[int]:
        """The arcs that these links are drawn as."""
        wanted = set(links)
        return [arc for arc, some in enumerate(self.arc_links) if wanted & set(some)]

    def row(self, key: str) -> int | None:
        """The row of a lane, folded or not."""
        return next((row for row, lane in enumerate(self.lanes) if lane.key == key or key in lane.folded), None)

    def within(self, left: float, right: float) -> Ints:
        """The marks that a stretch of time touches."""
        return np.flatnonzero((self.marks.left <= right) & (self.marks.right >= left))


@dataclass(frozen=True, slots=True)
class _Placed:
    """All statements with their places on the clock, claims first, then events, undated ones left out."""
    kind: Ints
    id: Ints
    article: Ints
    key: Ints  # of the lane
    group: Ints
    event: Ints
    left: Floats
    right: Floats
    open: Bools
    then_left: Floats
    then_right: Floats
    act: Ints
    stories: Ints  # of an event; 0 for a claim, whose articles are counted
    denied: Bools
    confidence: Floats

    def __len__(self) -> int:
        return len(self.id)

    def take(self, which: Ints | Bools) -> _Placed:
        return _Placed(**{field.name: getattr(self, field.name)[which] for field in fields(self)})


def lay_out(claims: Claims, events: Events, disputes: Sequence[Dispute] = (), denied: Sequence[int] = (), *,
            lane: LaneKind = "speaker", clock: Clock = "said", names: Namer | None = None) -> Layout:
    """Events are marks of their own only in lanes by action. `denied` are claims that somebody denies."""
    everything = _place_claims(claims, events, np.asarray(denied, np.int64), lane, clock)
    if lane == "action":
        everything = _join(everything, _place_events(events, clock))
    dated = ~np.isnan(everything.left)
    placed = everything.take(dated)
    placed = placed.take(np.lexsort((placed.id, placed.left, placed.group, placed.kind, placed.key)))
    first = _firsts(placed)
    mark_of = np.cumsum(first) - 1
    lanes, row_of = _lanes(placed.key[first], lane, names or _plain_name)
    marks = _marks(placed, first, mark_of, row_of)
    arcs = _arcs(disputes, placed, mark_of)
    return Layout(lane, clock, lanes, marks, np.array(list(arcs), np.int64).reshape(-1, 2), tuple(arcs.values()), everything.id[~dated],
                  everything.kind[~dated], _view(marks), placed.id, placed.kind, placed.event, mark_of)


# Places on the clock ------------------------------------------------------------------------------------------------------------------------


def _place_claims(claims: Claims, events: Events, denied: Ints, lane: LaneKind, clock: Clock) -> _Placed:
    left, right, opened, then_left, then_right = _times(claims, clock)
    at, known = _find(events.id, claims.event)
    action = np.where(known, events.action[at] if len(events.id) else 0, -1)
    key = {"speaker": claims.speaker, "outlet": claims.outlet, "act": claims.act, "action": action}[lane]
    is_denied = np.isin(claims.id, denied) | (known & (events.denied[at] if len(events.id) else False))
    return _Placed(kind=np.full(len(claims.id), CLAIM), id=claims.id, article=claims.article_id, key=key.astype(np.int64),
                   group=np.where(claims.group > 0, claims.group, claims.id), event=claims.event, left=left, right=right, open=opened,
                   then_left=then_left, then_right=then_right, act=claims.act.astype(np.int64), stories=np.zeros(len(claims.id), np.int64),
                   denied=is_denied, confidence=claims.confidence)


def _place_events(events: Events, clock: Clock) -> _Placed:
    left, right, _, then_left, then_right = _times(events, "reported" if clock == "said" else clock)
    count = len(events.id)
    return _Placed(kind=np.full(count, EVENT), id=events.id, article=np.zeros(count, np.int64), key=events.action.astype(np.int64),
                   group=events.id, event=events.id, left=left, right=right, open=np.zeros(count, bool), then_left=then_left,
                   then_right=then_right, act=np.full(count, -1), stories=events.stories, denied=events.denied,
                   confidence=events.confidence)


def _times(rows: Claims | Events, clock: Clock) -> tuple[Floats, Floats, Bools, Floats, Floats]:
    """Left, right, open to the left, and on both clocks where it happened when it was also reported."""
    nothing = np.full(len(rows.id), np.nan)
    never = np.zeros(len(rows.id), bool)
    reported, happened = _stretch(rows.reported_from, rows.reported_to), _stretch(rows.happened_from, rows.happened_to)
    if clock == "happened":
        return *happened, never, nothing, nothing
    if clock == "both":
        unreported = np.isnan(reported[0])
        left, right = (np.where(unreported, happened[end], reported[end]) for end in (0, 1))
        return left, right, never, np.where(unreported, np.nan, happened[0]), np.where(unreported, np.nan, happened[1])
    if clock == "said" and isinstance(rows, Claims):
        said = _stretch(rows.said_from, rows.said_to)
        unsaid = np.isnan(said[0])
        return np.where(unsaid, reported[0], said[0]), np.where(unsaid, reported[1], said[1]), unsaid, nothing, nothing
    return *reported, never, nothing, nothing


def _stretch(first: Floats, last: Floats) -> tuple[Floats, Floats]:
    """Where only one end is known ("before June") that end is all there is to draw."""
    return np.where(np.isnan(first), last, first), np.where(np.isnan(last), first, last)


def _find(keys: Ints, wanted: Ints) -> tuple[Ints, Bools]:
    """Where in `keys` each wanted id is, and whether it is there."""
    order = np.argsort(keys, kind="stable")
    at = np.minimum(np.searchsorted(keys, wanted, sorter=order), max(0, len(keys) - 1))
    if not len(keys):
        return at, np.zeros(len(wanted), bool)
    return order[at], keys[order[at]] == wanted


def _join(a: _Placed, b: _Placed) -> _Placed:
    return _Placed(**{field.name: np.concatenate([getattr(a, field.name), getattr(b, field.name)]) for field in fields(_Placed)})


# Marks and lanes -----------------------------------------------------------------------------------------------------------------------------


def _firsts(placed: _Placed) -> Bools:
    """Where a new mark begins in the sorted rows."""
    first = np.ones(len(placed), bool)
    for column in (placed.key, placed.kind, placed.group):
        first[1:] &= column[1:] == column[:-1]
    first[1:] = ~first[1:]
    return first


def _marks(placed: _Placed, first: Bools, mark_of: Ints, row_of: dict[int, int]) -> Marks:
    begins = np.flatnonzero(first)
    count = len(begins)
    told = np.unique(np.stack([mark_of, placed.article]), axis=1)[0]
    articles = np.bincount(told.astype(np.int64), minlength=count)
    rows = np.array([row_of[int(key)] for key in placed.key[begins]], np.int64)
    return Marks(kind=placed.kind[begins], id=placed.id[begins], lane=rows, left=placed.left[begins], right=placed.right[begins],
                 open=placed.open[begins], then_left=placed.then_left[begins], then_right=placed.then_right[begins], act=placed.act[begins],
                 articles=np.maximum(articles, placed.stories[begins]),
                 denied=np.bincount(mark_of, placed.denied, count) > 0, confidence=_greatest(placed.confidence, begins))


def _greatest(values: Floats, begins: Ints) -> Floats:
    return np.maximum.reduceat(values, begins) if len(begins) else np.zeros(0)


def _lanes(keys: Ints, lane: LaneKind, names: Namer) -> tuple[tuple[Lane, ...], dict[int, int]]:
    """Lanes with the most marks first, what has no speaker, outlet or action last."""
    found, counts = np.unique(keys, return_counts=True)
    nameless = -1 if lane in ("act", "action") else 0
    order = sorted(range(len(found)), key=lambda i: (found[i] == nameless, -counts[i], found[i]))
    lanes = [Lane(f"{lane}:{lane_word(lane, int(found[i]))}", names(lane, int(found[i])), int(counts[i])) for i in order]
    return tuple(lanes), {int(found[i]): row for row, i in enumerate(order)}


def fold(layout: Layout, rows: int) -> Layout:
    """The same in at most `rows` lanes: all that do not fit are one, the last."""
    if len(layout.lanes) <= rows:
        return layout
    shown = max(0, rows - 1)
    rest = layout.lanes[shown:]
    others = Lane("others", f"+ {len(rest)} more", sum(one.marks for one in rest), tuple(one.key for one in rest))
    marks = replace(layout.marks, lane=np.minimum(layout.marks.lane, shown))
    return replace(layout, lanes=(*layout.lanes[:shown], others), marks=marks)


def lane_word(lane: str, key: int) -> str:
    """The part of a lane's key after the colon: an id, or the word of a speech act or an action."""
    words = {"act": SPEECH_ACTS, "action": ACTIONS}.get(lane)
    if words is None:
        return str(key)
    return words[key] if 0 <= key < len(words) else ""


def _plain_name(lane: str, key: int) -> str:
    return lane_word(lane, key).capitalize() or "no event"


def _arcs(disputes: Sequence[Dispute], placed: _Placed, mark_of: Ints) -> dict[tuple[int, int], tuple[int, ...]]:
    """Disputes of which both ends are drawn, in different marks: each pair of marks once, with the links that say so."""
    at = {(("claim", "event")[kind], int(number)): int(mark)
          for kind, number, mark in zip(placed.kind.tolist(), placed.id.tolist(), mark_of.tolist(), strict=True)}
    out: dict[tuple[int, int], tuple[int, ...]] = {}
    for a, b, link in disputes:
        if a in at and b in at and at[a] != at[b]:
            pair = min(at[a], at[b]), max(at[a], at[b])
            out[pair] = (*out.get(pair, ()), link)
    return dict(sorted(out.items()))


def _view(marks: Marks) -> tuple[float, float]:
    """Where most marks are: one that lies decades away must not squeeze all the others into a line."""
    if not len(marks):
        return 0.0, 0.0
    middle = marks.middle
    low, high = np.quantile(middle, (0.1, 0.9))
    reach = max(2.0, 1.5 * (high - low))
    near = (middle >= low - reach) & (middle <= high + reach)
    left, right = float(marks.left[near].min()), float(marks.right[near].max())
    if right - left > 4 * (high - low + reach):  # a few intervals of years among days
        left, right = float(middle[near].min()), float(middle[near].max())
    margin = max(0.06, 0.04 * (right - left))
    return left - 1.5 * margin, right + margin  # tails go to the left


# What depends on the size it is drawn at ------------------------------------------------------------------------------------------------------


def stack(lane: Ints, left: Floats, right: Floats, levels: int) -> Ints:
    """A level for each mark, from 0, so that marks of a lane do not cover each other while levels last."""
    out = np.zeros(len(lane), np.int64)
    ends: dict[int, list[float]] = {}
    for i in np.lexsort((left, lane)).tolist():
        free = ends.setdefault(int(lane[i]), [-np.inf] * levels)
        level = next((k for k in range(levels) if free[k] <= left[i]), min(range(levels), key=free.__getitem__))
        free[level] = max(free[level], float(right[i]))
        out[i] = level
    return out


def density(layout: Layout, left: float, right: float, columns: int) -> Ints:
    """How many marks each lane has in each of `columns` equal stretches of time; a row per lane."""
    marks, rows = layout.marks, max(1, len(layout.lanes))
    inside = (marks.middle >= left) & (marks.middle < right)
    column = ((marks.middle[inside] - left) / max(right - left, 1e-9) * columns).astype(np.int64)
    cell = marks.lane[inside] * columns + np.minimum(column, columns - 1)
    return np.bincount(cell, minlength=rows * columns).reshape(rows, columns)
