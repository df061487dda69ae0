"""Two statements that cannot both hold, one under the other, with what they differ in, and what the analyst decides."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from workbench.core import dates
from workbench.core.records import RULINGS, Kind, Link
from workbench.ui import late
from workbench.ui.panes.inspector.card import TITLE, Card
from workbench.ui.widgets.differing import differing, values
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project

RULED = {"": "open", "real": "real", "scope": "different scope", "update": "later update", "error": "error"}
RULING_KEYS = {"1": "real", "2": "scope", "3": "update", "4": "error", "0": ""}


class Side(NamedTuple):
    who: str
    where: str
    words: str


class ConflictCard(Card):
    def __init__(self, workspace: Workspace, number: int) -> None:
        super().__init__(workspace, "link", number)
        link, = late.queries.get_links(self.project, [number])
        self._link, self._verbs = link, late.services.links
        over = f" over {link.reason}" if link.reason else ""
        self.caption(f"CONFLICT{over} · {'yours' if link.origin == 'analyst' else link.status}")
        sides = [_read(self.project, kind, one) for kind, one in _ends(link)]
        said = values(link.detail)
        for place, (kind, one) in enumerate(_ends(link)):
            self._side(kind, one, sides[place], differing(sides[place].words, sides[1 - place].words, said[place]))
            if place == 0:
                self.line((link.relation, "disputed"), points=TITLE)
        self.list_field("Ruling", RULINGS, tuple(RULED[ruling] for ruling in RULINGS), link.ruling, lambda ruling: self._rule(ruling=ruling))
        if link.detail:
            self.line(("Compared: ", "muted"), (link.detail, ""), points=9.0)
        self.note(link.note, lambda text: self._rule(note=text))
        self.history()
        self.close_up()

    def _rule(self, **what: str) -> None:
        self.do(self._verbs.rule, self.number, **what)

    def _side(self, kind: Kind, one: int, side: Side, apart: frozenset[int]) -> None:
        """Who and where; the statement with the words that are at odds; both lead to it."""
        go = partial(self.workspace.select, kind, one, reveal=True)
        self.line((side.who, "strong"), (f"  {side.where}", "muted"), press=go)
        words = ((f"{word} ", "serif disputed" if number in apart else "serif") for number, word in enumerate(side.words.split()))
        self.line(*words, points=11.5, press=go)


def _ends(link: Link) -> tuple[tuple[Kind, int], tuple[Kind, int]]:
    return (link.from_kind, link.from_id), (link.to_kind, link.to_id)  # type: ignore[return-value]


def _read(project: Project, kind: Kind, one: int) -> Side:
    if kind == "claim" and (claim := late.queries.get_claim(project, one)):
        return Side(claim.speaker or "Nobody named", f"{claim.outlet or claim.file}, {dates.show(claim.published_at) or 'undated'}", claim.text)
    if kind == "telling":
        for telling in late.queries.get_tellings(project, [one]):
            who = "; ".join(party.name for party in telling.actors) or telling.action
            return Side(who, f"{telling.file}, {dates.show(telling.published_at) or 'undated'}", telling.summary)
    if kind == "event" and (event := late.queries.get_event(project, one)):
        return Side(event.actor or event.action, f"{event.action} {event.recipient}".strip(), event.summary)
    return Side("gone", "", "")
