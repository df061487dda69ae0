"""What was done, as the analyst reads it: steps, the cells of a row, a day's work."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from workbench.core import dates


@dataclass(frozen=True, slots=True)
class Done:
    """A step of the journal: an edit (undone or not), an import, a barrier. `within` says whether undo or redo reach it."""
    id: int
    at: str  # UTC
    who: str
    kind: str
    label: str
    undone: bool = False
    within: bool = True


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a row, in words: names for the numbers of entities, the text's own words for spans."""
    at: str
    who: str
    label: str
    cell: str
    before: str
    after: str
    step: int = 0


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step of a day's work did to which record."""
    what: str  # added, edited, accepted, rejected, deleted, imported, merged, split
    kind: str
    id: int


@dataclass(frozen=True)
class Work:
    step: Done
    touched: tuple[Touched, ...]


@dataclass(frozen=True)
class Day:
    """A day's work by the analyst's clock."""
    date: str  # ISO
    first: str  # clocks, such as 09:02
    last: str
    who: tuple[str, ...]
    tally: tuple[tuple[str, str], ...]  # a kind, what was done to how many of it
    lines: tuple[tuple[str, str, str], ...] = field(default=())  # clock, label, how often if more than once


KINDS = {"document": "Documents", "article": "Articles", "claim": "Claims", "event": "Events", "entity": "Entities", "mention": "Mentions",
         "outlet": "Outlets", "link": "Rulings", "annotation": "Annotations", "block": "Lines of pages", "view": "Views", "setting": "Project"}
ORDER = ("imported", "added", "accepted", "rejected", "edited", "merged", "split", "deleted")


def local(at: str, zone: str = "") -> datetime:
    """A moment of the journal by the analyst's clock; no zone: the machine's."""
    moment = datetime.fromisoformat(at)
    return moment.astimezone(ZoneInfo(zone) if zone else None)


def moment(at: str, zone: str = "") -> str:
    """For a screen: 24 Nov 2026 10:15."""
    return dates.show(f"{local(at, zone):%Y-%m-%dT%H:%M}")


def days(work: Iterable[Work], zone: str = "") -> list[Day]:
    """The last one first."""
    dated = [(local(one.step.at, zone), one) for one in work]
    grouped = groupby(dated, key=lambda pair: pair[0].date())
    return [_day(date.isoformat(), list(some)) for date, some in grouped][::-1]


def _day(date: str, some: Sequence[tuple[datetime, Work]]) -> Day:
    clocks = [f"{at:%H:%M}" for at, _ in some]
    lines = []
    for label, same in groupby(zip(clocks, some, strict=True), key=lambda pair: pair[1][1].step.label):
        group = list(same)
        lines.append((group[0][0], label, f"{len(group)} times" if len(group) > 1 else ""))
    return Day(date, clocks[0], clocks[-1], tuple(dict.fromkeys(one.step.who for _, one in some)), tuple(_tally(one for _, one in some)),
               tuple(lines))


def _tally(work: Iterable[Work]) -> Iterable[tuple[str, str]]:
    """Each record counts once for each thing that was done to it."""
    counted: dict[str, Counter[str]] = {}
    for what, kind, _ in {(touched.what, touched.kind, touched.id): None for one in work for touched in one.touched}:
        counted.setdefault(kind, Counter())[what] += 1
    for kind in sorted(counted, key=lambda one: (list(KINDS).index(one) if one in KINDS else len(KINDS), one)):
        parts = sorted(counted[kind].items(), key=lambda part: ORDER.index(part[0]) if part[0] in ORDER else len(ORDER))
        yield KINDS.get(kind, kind), ", ".join(f"{number} {what}" for what, number in parts)


def as_text(some: Sequence[Day]) -> str:
    """To be pasted into a report or a mail."""
    return "\n".join(_day_text(day) for day in some)


def _day_text(day: Day) -> str:
    wide = max((len(kind) for kind, _ in day.tally), default=0)
    head = f"{dates.show(day.date)}, {day.first} to {day.last} ({', '.join(day.who)})"
    tally = [f"  {kind.ljust(wide)}  {words}" for kind, words in day.tally]
    lines = [f"  {clock}  {label}{f' ({often})' if often else ''}" for clock, label, often in day.lines]
    return "\n".join([head, *tally, "", *lines, ""])
