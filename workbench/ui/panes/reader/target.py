"""Which words are meant when ends are moved or other words are chosen: those of the selected cell, else of the selected thing itself."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.core.records import Span
from workbench.ui import late

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

TOKEN = re.compile(r"\w+(?:[’'\-–]\w+)*|[^\w\s]")
WHOLE = {"claim": "content", "event": "trigger"}  # the cell that is meant when none is
SAME_CELL = {"action": "trigger", "summary": "trigger", "modality": "trigger", "speech_act": "cue", "quote": "content", "text": "content"}
CALLED = {"content": "statement", "said": "when", "published_at": "published", "via": "passed on by"}


@dataclass(frozen=True)
class Target:
    """A cell of a row with the stretches of the open page that it was read from."""
    kind: str  # claim, event, article or mention
    id: int
    field: str
    spans: tuple[Span, ...]
    document_id: int

    @property
    def called(self) -> str:
        return CALLED.get(self.field, self.field)

    def nearest(self, caret: int) -> int:
        """Which of the stretches is closest to the caret."""
        return min(range(len(self.spans)), key=lambda at: max(self.spans[at][0] - caret, caret - self.spans[at][1], 0))

    def with_span(self, at: int, span: Span) -> list[Span]:
        return [span if place == at else one for place, one in enumerate(self.spans)]


def find(pane: ReaderPane) -> Target | None:
    """Of a claim, an event or a story the cell that was gone to; of an entity its mention at the caret."""
    selection, page, project = pane.workspace.selection, pane.page, pane.workspace.project
    if page is None or project is None or selection.primary is None:
        return None
    if selection.kind in ("entity", "mention"):
        return _mention(pane)
    kind, number = ("event", _event(pane)) if selection.kind == "telling" else (selection.kind or "", selection.primary)
    pointed = late.services.evidence.POINTED.get(kind)
    if pointed is None:
        return None
    field = SAME_CELL.get(selection.field, selection.field)
    field = field if field in pointed else WHOLE.get(kind, "")
    if not field:
        return None
    found = [(one.start, one.end) for one in late.queries.get_evidence(project, kind, [number])
             if one.field == field and one.document_id == page.document_id]
    return Target(kind, number, field, _here(pane, found) if kind == "event" else tuple(found), page.document_id)


def _event(pane: ReaderPane) -> int:
    tellings = late.queries.get_tellings(pane.workspace.project, pane.workspace.selection.ids[:1])  # type: ignore[arg-type]
    return int(tellings[0].event_id) if tellings else 0


def _here(pane: ReaderPane, found: Sequence[Span]) -> tuple[Span, ...]:
    """An event may be told more than once on a page: the place by the caret is meant."""
    caret = pane.view.caret()
    return tuple(sorted(found, key=lambda span: max(span[0] - caret, caret - span[1], 0))[:1])


def _mention(pane: ReaderPane) -> Target | None:
    selection, page, caret = pane.workspace.selection, pane.page, pane.view.caret()
    assert page is not None  # noqa: S101
    mine = [one for one in page.mentions if (one.entity_id if selection.kind == "entity" else one.id) == selection.primary]
    at = [one for one in mine if one.start <= caret <= one.end] or (mine if len(mine) == 1 else [])
    return Target("mention", at[0].id, "name", ((at[0].start, at[0].end),), page.document_id) if at else None


def stretched(text: str, span: Span, bounds: Span, *, end: bool, way: int) -> Span:
    """With the end, or the start, one word further on or back; a mark of punctuation counts as a word. Never empty, never out of the bounds."""
    start, stop = span
    tokens = [match.span() for match in TOKEN.finditer(text, max(bounds[0], start - 400), min(bounds[1], stop + 400))]
    places = [last for _, last in tokens if last > start] if end else [first for first, _ in tokens if first < stop]
    here = stop if end else start
    beyond = [place for place in places if (place > here if way > 0 else place < here)]
    if not beyond:
        return span
    place = min(beyond) if way > 0 else max(beyond)
    return (start, place) if end else (place, stop)


def snapped(text: str, span: Span, offset: int, *, end: bool) -> Span:
    """With one end pulled over the word at a place."""
    tokens = [match.span() for match in TOKEN.finditer(text, max(0, offset - 200), min(len(text), offset + 200))]
    first, last = min(tokens, key=lambda token: max(token[0] - offset, offset + 1 - token[1], 0), default=(offset, offset))
    place = last if end else first
    pulled = (span[0], place) if end else (place, span[1])
    return pulled if pulled[0] < pulled[1] else span
