"""What the chart shows, for the desk and for the exported figure: read with the same filter, laid out in the same lanes."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workbench.core.filters import Filter
from workbench.core.records import Annotation
from workbench.core.selection import Selection
from workbench.core.timeline import Claims, Clock, Dispute, End, Events, LaneKind, Layout, lane_word, lay_out
from workbench.storage import columns, queries
from workbench.storage.project import Project

NAMELESS = {"speaker": "nobody named", "outlet": "outlet unknown", "act": "", "action": "no event"}
NO_DISPUTE = ("scope", "update", "error")  # rulings by which both can hold


@dataclass(frozen=True)
class Chart:
    """The layout, and what the desk needs to follow a selection of things that are not marks."""
    layout: Layout
    claims: Claims
    acts: tuple[int, ...]  # that the project has at all, filtered or not: for the legend that switches them

    def marks_of(self, selection: Selection) -> list[int]:
        """The marks of claims and events themselves; of a speaker or outlet what it said, of an article what is in it, of a conflict both sides."""
        by = {"entity": self.claims.speaker, "outlet": self.claims.outlet, "article": self.claims.article_id}
        if selection.kind in by:
            ids = self.claims.id[np.isin(by[selection.kind], selection.ids)].tolist()
            return [int(mark) for mark in self.layout.marks_of("claim", ids)]
        if selection.kind == "link":
            return sorted({int(mark) for arc in self.layout.arcs_of(selection.ids) for mark in self.layout.arcs[arc]})
        return [int(mark) for mark in self.layout.marks_of(selection.kind or "", selection.ids)]


def read(project: Project, only: Filter = Filter(), *, lane: LaneKind = "speaker", clock: Clock = "said") -> Chart:  # noqa: B008
    everything = columns.claim_columns(project)
    claims = Claims.of(everything, queries.claim_ids(project, only))
    events = Events.of(columns.event_columns(project), None if lane != "action" else queries.event_ids(project, only))
    known = _names(project, claims, lane)
    disputes, denied = _disputes(project)
    layout = lay_out(claims, events, disputes, denied, lane=lane, clock=clock, names=lambda kind, key: known.get(key) or _word(kind, key))
    return Chart(layout, claims, tuple(int(act) for act in np.unique(everything.act) if act >= 0))


def drawn(project: Project) -> list[Annotation]:
    """What is drawn on the chart; plain highlights of texts are not."""
    return [one for one in queries.list_annotations(project) if one.kind != "highlight"]


def _word(lane: str, key: int) -> str:
    return lane_word(lane, key).capitalize() if lane in ("act", "action") and key >= 0 else NAMELESS[lane]


def _names(project: Project, claims: Claims, lane: LaneKind) -> dict[int, str]:
    if lane == "speaker":
        return queries.names_of(project, np.unique(claims.speaker).tolist())
    return {int(one.id): one.name for one in queries.list_outlets(project)} if lane == "outlet" else {}


def _disputes(project: Project) -> tuple[list[Dispute], list[int]]:
    """Pairs of claims or events that the analyst did not rule to be compatible, and the claims that others deny."""
    links = [link for link in queries.list_links(project, conflicts=True) if link.ruling not in NO_DISPUTE and link.status != "rejected"]
    ends = ((link.from_kind, link.from_id) for link in links), ((link.to_kind, link.to_id) for link in links)
    event_of = queries.events_of(project, {number for some in ends for kind, number in some if kind == "telling"})

    def end(kind: str, number: int) -> End:
        return ("event", event_of[number]) if kind == "telling" and number in event_of else (kind, number)

    pairs = [(end(link.from_kind, link.from_id), end(link.to_kind, link.to_id), int(link.id)) for link in links]
    return pairs, [link.to_id for link in links if link.relation == "denies" and link.to_kind == "claim"]

