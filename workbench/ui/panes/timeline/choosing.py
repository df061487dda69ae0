"""What a click, a brush or a key on the chart selects, everywhere on the desk."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from PySide6.QtCore import QObject, Qt

from workbench.charts.timeline import Hit
from workbench.core.timeline import EVENT, Floats, Layout
from workbench.ui.panes.timeline import times
from workbench.ui.panes.timeline.canvas import Canvas
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace


class Choosing(QObject):
    def __init__(self, workspace: Workspace, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._workspace, self._canvas = workspace, canvas

    @property
    def _layout(self) -> Layout:
        """Not folded."""
        assert self._canvas.statements is not None  # noqa: S101 - nothing is clicked before it was drawn
        return self._canvas.statements

    def clicked(self, hit: Hit, modifiers: Qt.KeyboardModifier) -> None:
        self._canvas.current = hit.index if hit.kind == "annotation" else None
        if hit.kind == "mark":
            self._select_mark(self._next_of_pile(hit.index), bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        elif hit.kind == "arc":
            self._workspace.select("link", self._layout.arc_links[hit.index], reveal=True)
        elif hit.kind == "cell" and self._canvas.drawn is not None:
            self._select_marks(self._canvas.drawn.in_cell(hit.index))
        elif hit.kind == "lane":
            self._lane_clicked(hit.index)
        elif hit.kind in ("earlier", "later"):
            self._canvas.go_beyond(hit.kind)

    def _next_of_pile(self, mark: int) -> int:
        """The mark itself; where several lie on each other each click goes to the next one."""
        if self._canvas.drawn is None:
            return mark
        pile = self._canvas.drawn.pile(mark)
        now = next((pile.index(one) for one in self._canvas.selected if one in pile), -1)
        return pile[(now + 1) % len(pile)]

    def _select_mark(self, mark: int, adding: bool = False) -> None:
        layout, selected = self._layout, self._workspace.selection
        kind = "event" if layout.marks.kind[mark] == EVENT else "claim"
        ids = layout.members(mark)
        if adding and selected.kind == kind:
            ids = tuple(one for one in selected.ids if one not in ids) if set(ids) <= set(selected.ids) else (*selected.ids, *ids)
        self._workspace.select(cast(Any, kind), ids, reveal=True)

    def _select_marks(self, marks: Sequence[int], stretch: tuple[str, str] | None = None) -> None:
        """Claims where there are any, else events."""
        claims, events = self._layout.members_of(marks)
        self._workspace.select("claim" if claims or not events else "event", claims or events, range=stretch)

    def _lane_clicked(self, row: int) -> None:
        """A speaker's or an outlet's lane selects whom it is, another one its statements; that of the others unfolds."""
        drawn = self._canvas.drawn
        if drawn is None:
            return
        lane = drawn.layout.lanes[row]
        kind, _, number = lane.key.partition(":")
        if lane.folded:
            self._canvas.unfold()
        elif kind == "speaker" and number != "0":
            self._workspace.select("entity", int(number), reveal=True)
        else:
            self._select_marks(np.flatnonzero(self._layout.marks.lane == self._layout.row(lane.key)).tolist())

    def undated(self) -> None:
        """What cannot be drawn can still be worked on."""
        claims, events = self._layout.undated_records()
        if claims or events:
            self._workspace.select("claim" if claims else "event", claims or events, reveal=True)
            beside = f" and {count(len(events), 'event')}" if claims and events else ""
            chosen = count(len(claims), "statement") if claims else count(len(events), "event")
            self._workspace.report(f"{chosen}{beside} without a date on this clock")

    # A stretch of time

    def brushed(self, left: float, right: float) -> None:
        canvas = self._canvas
        canvas.current = None
        marks = self._layout.within(left, right).tolist()
        self._select_marks(marks, (times.to_iso(left, canvas.zone), times.to_iso(right, canvas.zone)))
        if not marks:
            canvas.brush = None
        self._workspace.report(f"{count(len(marks), 'statement')} selected in the stretch of time")

    def brush_here(self) -> None:
        """The day of the selected statement, else that in the middle; less when no more than a part of a day is in view."""
        canvas, drawn = self._canvas, self._canvas.drawn
        if drawn is None:
            return
        left, right = drawn.frame.view
        marks = canvas.selected
        at = float(self._layout.marks.middle[marks[0]]) if len(marks) else (left + right) / 2
        step = times.step(drawn.frame.scale)
        half = 0.5 if step >= times.DAY else (right - left) / 20
        first = np.floor(at) if step >= times.DAY else times.snapped(at - half, step)
        self.brushed(float(first), float(first) + 2 * half)

    def stretch(self, end: str, by: int) -> None:
        """Moves one end of the brushed stretch by a step; the ends never pass each other."""
        canvas, drawn = self._canvas, self._canvas.drawn
        if canvas.brush is None or drawn is None:
            return
        step = by * times.step(drawn.frame.scale)
        left, right = sorted(canvas.brush)
        left, right = (left + step, right) if end == "from" else (left, right + step)
        if left < right:
            self.brushed(left, right)

    # By keys from one statement to another

    def step(self, by: int) -> None:
        """The next or previous statement in time."""
        order = self._layout.marks.middle.argsort(kind="stable").tolist()
        if order:
            now = next((order.index(mark) for mark in self._canvas.selected), -1 if by > 0 else len(order))
            self._go(order[min(max(now + by, 0), len(order) - 1)])

    def step_lane(self, by: int) -> None:
        """The statement of the next lane up or down that is nearest in time."""
        drawn, selected = self._canvas.drawn, self._canvas.selected
        if drawn is None or not len(drawn.layout.marks):
            return
        marks = drawn.layout.marks
        left, right = drawn.frame.view
        at = float(marks.middle[selected[0]]) if len(selected) else (left + right) / 2
        lane = int(marks.lane[selected[0]]) + by if len(selected) else 0
        if 0 <= lane < len(drawn.layout.lanes):
            away: Floats = np.where(marks.lane == lane, np.abs(marks.middle - at), np.inf)
            self._go(int(away.argmin()))

    def _go(self, mark: int) -> None:
        self._select_mark(mark)
        self._canvas.reveal(self._canvas.selected)
