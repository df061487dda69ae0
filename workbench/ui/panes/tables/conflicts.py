"""The table of conflicts: two statements that cannot both hold, side by side, and what the analyst decided about them."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.core.filters import Filter
from workbench.core.records import RULINGS, Claim, Event, Link, LinkId, Telling
from workbench.ui import late
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.sheets import Column, Sheet
from workbench.ui.widgets.differing import values

if TYPE_CHECKING:
    from workbench.storage.project import Project

SAYS = {"": "open", "real": "real", "scope": "different scope", "update": "later update", "error": "error"}


@dataclass(frozen=True, slots=True)
class Side:
    who: str
    words: str
    value: str = ""  # the words that are at odds, as the link's detail has them


@dataclass(frozen=True, slots=True)
class Conflict:
    link: Link
    a: Side
    b: Side

    @property
    def id(self) -> LinkId:
        return self.link.id


NOBODY = Side("", "")

COLUMNS = (
    Column("relation", "Relation", lambda one: one.link.relation, 96),
    Column("reason", "Over", lambda one: one.link.reason, 84, look="muted", tip="What they differ in: a number, a date, an actor, a denial"),
    Column("from", "Statement", lambda one: f"{one.a.who}: {one.a.words}", 240, look="statement", words="from", stretches=True),
    Column("to", "Against", lambda one: f"{one.b.who}: {one.b.words}", 240, look="statement", words="to", stretches=True),
    Column("ruling", "Ruling", lambda one: SAYS[one.link.ruling], 120, "list", RULINGS, SAYS, value=lambda one: one.link.ruling,
           inferred=lambda one: not one.link.ruling, tip="What you decided: real, different scope, later update, error"),
    Column("detail", "Detail", lambda one: one.link.detail, 180, look="muted", shown=False),
    Column("note", "Note", lambda one: one.link.note, 160, "words", value=lambda one: one.link.note, shown=False),
)


def _links(project: Project) -> list[Link]:
    return late.queries.find_conflicts(project)


def _rows(project: Project) -> np.ndarray:
    return np.sort(np.asarray([link.id for link in _links(project)], dtype=np.int64))


def _records(project: Project, ids: Sequence[int]) -> list[Any]:
    return _conflicts(project, late.queries.get_links(project, ids))


def _conflicts(project: Project, links: Iterable[Link]) -> list[Conflict]:
    links = list(links)
    ends = {end for link in links for end in _ends(link)}
    read: dict[str, Callable[..., Iterable[Any]]] = {
        "claim": late.queries.get_claims, "telling": late.queries.get_tellings, "event": late.queries.get_events}
    sides = {(kind, int(one.id)): _side(one) for kind, get in read.items() for one in get(project, [number for of, number in ends if of == kind])}
    return [Conflict(link, *(replace(sides.get(end, NOBODY), value=value) for end, value in zip(_ends(link), values(link.detail), strict=True)))
            for link in links]


def _ends(link: Link) -> tuple[tuple[str, int], tuple[str, int]]:
    return (link.from_kind, link.from_id), (link.to_kind, link.to_id)


def _side(one: Claim | Telling | Event) -> Side:
    if isinstance(one, Claim):
        return Side(_joined(one.speaker or "nobody named", one.outlet, cells.clock(one.published_at)), one.text)
    if isinstance(one, Telling):
        return Side(_joined(cells.names(one.actors), one.action, cells.clock(one.published_at)), one.summary)
    return Side(_joined(one.actor, one.action, cells.days(one.date_from, one.date_to)), one.summary)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _keys(project: Project, field: str) -> np.ndarray:
    text = next(column.text for column in COLUMNS if column.field == field)
    return cells.ranked([text(one) for one in _conflicts(project, sorted(_links(project), key=lambda link: link.id))])


def _chosen(project: Project, chosen: Filter) -> np.ndarray:
    """Those with a chosen claim or event at an end."""
    links = _links(project)
    if chosen:
        claims = set(late.queries.claim_ids(project, chosen).tolist())
        events = set(late.queries.event_ids(project, chosen).tolist())
        tellings = [number for link in links for kind, number in _ends(link) if kind == "telling"]
        told = {int(telling.id) for telling in late.queries.get_tellings(project, tellings) if telling.event_id in events}
        through = {"claim": claims, "event": events, "telling": told}
        links = [link for link in links if link.from_id in through[link.from_kind] or link.to_id in through[link.to_kind]]
    return np.asarray([link.id for link in links], dtype=np.int64)


def _write(project: Project, ids: Sequence[int], column: Column, value: Any) -> Any:
    return late.services.links.rule(project, ids, **{column.field: value})


SHEET = Sheet("link", "Conflicts", "conflict", COLUMNS, _rows, _chosen, _records, _keys, _write, ("link", "claim", "event", "telling", "entity"),
              lambda one: one.link.ruling == "error", row_height=68)
