"""Notes, spans and markers: put on the chart, edited in place, moved, coloured, deleted; each is one step that can be undone."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from workbench.charts import palette
from workbench.charts.annotations import Shown, stretch
from workbench.charts.timeline import Hit
from workbench.core.records import Annotation, AnnotationId
from workbench.ui import late
from workbench.ui.panes.timeline import times
from workbench.ui.panes.timeline.canvas import Canvas
from workbench.ui.panes.timeline.notes import NoteField, pinned
from workbench.ui.workspace import Workspace

NUDGE = 6.0  # points that an arrow key moves a note's words
NEW = AnnotationId(0)
CHANGEABLE = ("date_from", "date_to", "lane", "text", "colour", "offset", "claim_id", "event_id")


class Writing(QObject):
    def __init__(self, workspace: Workspace, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._workspace, self._canvas = workspace, canvas
        self.field: NoteField | None = None

    # New ones

    def note_here(self) -> None:
        """A span over the brushed time; else a note where the mouse points; else on the selected statement; else in the middle."""
        aim, spots = self._canvas.aim.at, self._selected_spots()
        if self._canvas.brush is not None:
            self.span_here()
        elif aim is None and spots:
            self._note_on(spots[0])
        else:
            self._note_at(aim or QPointF(self._canvas.rect().center()))

    def _note_at(self, place: QPointF) -> None:
        """On the statement that is there, else on that time and lane."""
        canvas, drawn = self._canvas, self._canvas.drawn
        if drawn is None:
            return
        x, y = canvas.at(place)
        mark = drawn.mark_at(x, y)
        if mark is not None:
            self._note_on(mark)
        else:
            days = drawn.frame.days(min(max(x, 0.0), drawn.frame.width))
            self._write(Annotation(NEW, "note", times.to_iso(days, canvas.zone), lane=drawn.lane_at(y), colour="yellow"), place)

    def _note_on(self, mark: int) -> None:
        spot = self._canvas.drawn.spot(mark) if self._canvas.drawn else None
        place = self._canvas.on_screen(spot[0] + 12, spot[1] + 8) if spot else QPointF(self._canvas.rect().center())
        self._write(pinned(self._canvas, Annotation(NEW, "note", colour="yellow"), mark), place)

    def double_clicked(self, hit: Hit, at: QPointF) -> None:
        """On an annotation: its words. On a day under the axis: a marker. Elsewhere: a note."""
        if hit.kind == "annotation":
            self.edit(hit.index)
        elif hit.kind == "day":
            self._mark(at, a_day=True)
        elif hit.kind in ("mark", "nothing", "cell", "arc"):
            self._note_at(at)

    def span_here(self) -> None:
        """Over the brushed stretch of time."""
        canvas = self._canvas
        if canvas.brush is None or canvas.drawn is None:
            self._workspace.report("Brush a stretch of time first: hold Shift and drag over the chart, or press B")
            return
        left, right = sorted(canvas.brush)
        first, last = times.span(left, right, times.step(canvas.drawn.frame.scale), canvas.zone)
        self._write(Annotation(NEW, "span", first, last, colour="blue"), self._in_the_strip(left))

    def marker_here(self) -> None:
        """Where the mouse points, else at the selected statement, else in the middle."""
        aim, spots = self._canvas.aim.at, self._selected_spots()
        if aim is None and spots and self._canvas.drawn is not None:
            marks = self._canvas.drawn.layout.marks
            self._mark_time(float(marks.middle[spots[0]]), bool(marks.right[spots[0]] - marks.left[spots[0]] >= times.DAY))
        else:
            self._mark(aim or QPointF(self._canvas.rect().center()))

    def _mark(self, at: QPointF, a_day: bool = False) -> None:
        drawn = self._canvas.drawn
        if drawn is not None:
            self._mark_time(drawn.frame.days(min(max(self._canvas.at(at)[0], 0.0), drawn.frame.width)), a_day)

    def _mark_time(self, days: float, a_day: bool = False) -> None:
        """The day; the time of day where days are wide enough to see it, unless `a_day` is meant. The field opens where the marker will stand."""
        drawn = self._canvas.drawn
        assert drawn is not None  # noqa: S101
        step = times.step(drawn.frame.scale)
        noon = float(np.floor(days)) + 0.5
        whole = step >= times.DAY or (a_day and drawn.frame.view[0] <= noon <= drawn.frame.view[1])
        marker = Annotation(NEW, "marker", times.to_iso(days if whole else times.snapped(days, step), self._canvas.zone, whole), colour="grey")
        where = stretch(marker, self._canvas.zone) or (days, days)
        self._write(marker, self._in_the_strip(sum(where) / 2))

    def _in_the_strip(self, days: float) -> QPointF:
        drawn = self._canvas.drawn
        assert drawn is not None  # noqa: S101
        return self._canvas.on_screen(drawn.frame.x(days) + 2, -drawn.frame.strip)

    def _write(self, annotation: Annotation, at: QPointF) -> None:
        self.field = NoteField(self._canvas, annotation, at, lambda words: self._add(replace(annotation, text=words)))

    def _add(self, annotation: Annotation) -> None:
        self._canvas.current = self._workspace.do(late.services.annotations.add, annotation)
        self._canvas.setFocus()

    def _selected_spots(self) -> list[int]:
        drawn = self._canvas.drawn
        return [mark for mark in self._canvas.selected if drawn is not None and drawn.spot(mark)]

    # Those that are there

    def edit(self, number: int | None = None) -> None:
        number = self._canvas.current if number is None else number
        shown = self._shown(number)
        if shown is None:
            return
        annotation, place = shown.annotation, self._canvas.on_screen(shown.box[0], shown.box[1])
        self.field = NoteField(self._canvas, annotation, place, lambda words: self._reword(annotation, words))

    def _shown(self, number: int | None) -> Shown | None:
        return next((one for one in self._canvas.drawn.annotations if one.annotation.id == number), None) if self._canvas.drawn else None

    def _reword(self, annotation: Annotation, words: str) -> None:
        if words:
            self._change(annotation, replace(annotation, text=words))
        else:
            self.delete(annotation.id)

    def moved(self, now: Annotation) -> None:
        before = self._canvas.annotation(now.id)
        if before is not None:
            self._canvas.current = now.id
            self._change(before, now)

    def nudge(self, across: int, down: int) -> bool:
        """Moves the current annotation by a step; whether there was one."""
        annotation, drawn = self._canvas.annotation(self._canvas.current), self._canvas.drawn
        if annotation is None or drawn is None:
            return False
        shown = self._shown(annotation.id)
        if annotation.kind == "note" and shown is not None:
            middle = (shown.box[1] + shown.box[3]) / 2
            offset = (shown.box[0] - shown.anchor[0] + across * NUDGE, middle - shown.anchor[1] + down * NUDGE)
            self._change(annotation, replace(annotation, offset=(round(offset[0], 1), round(offset[1], 1))))
        elif annotation.kind != "note" and across:
            step = times.step(drawn.frame.scale)
            self._change(annotation, times.shifted(annotation, across * step, "", step, self._canvas.zone))
        return True

    def stretch(self, end: str, by: int) -> bool:
        """Moves the `from` or `to` end of the current span by a step; whether there was one. The ends never pass each other."""
        annotation, drawn = self._canvas.annotation(self._canvas.current), self._canvas.drawn
        if annotation is None or annotation.kind != "span" or drawn is None:
            return False
        step = times.step(drawn.frame.scale)
        now = times.shifted(annotation, by * step, end, step, self._canvas.zone)
        if now.date_from <= now.date_to and (end != "from" or now.date_to == annotation.date_to):
            self._change(annotation, now)
        return True

    def point(self) -> None:
        """The current note points at the selected statement; its words stay where they are."""
        shown, spots, drawn = self._shown(self._canvas.current), self._selected_spots(), self._canvas.drawn
        if shown is None or shown.annotation.kind != "note" or not spots or drawn is None:
            self._workspace.report("Choose a note with T and a statement that is in view first")
            return
        x, y, _ = drawn.spot(spots[0]) or (0.0, 0.0, 0.0)
        offset = (round(shown.box[0] - x, 1), round((shown.box[1] + shown.box[3]) / 2 - y, 1))
        self._change(shown.annotation, replace(pinned(self._canvas, shown.annotation, spots[0]), offset=offset))

    def delete(self, number: int | None = None) -> None:
        number = self._canvas.current if number is None else number
        if self._canvas.annotation(number) is not None:
            self._canvas.current = None
            self._workspace.do(late.services.annotations.delete, [number])

    def next_colour(self) -> None:
        annotation = self._canvas.annotation(self._canvas.current)
        if annotation is not None:
            now = palette.NOTE_NAMES.index(annotation.colour) if annotation.colour in palette.NOTE_NAMES else -1
            self._change(annotation, replace(annotation, colour=palette.NOTE_NAMES[(now + 1) % len(palette.NOTE_NAMES)]))

    def step(self) -> None:
        """Makes the next annotation in view the current one."""
        shown = [one.annotation.id for one in self._canvas.drawn.annotations] if self._canvas.drawn else []
        if shown:
            now = shown.index(AnnotationId(self._canvas.current)) if self._canvas.current in shown else -1
            self._canvas.current = shown[(now + 1) % len(shown)]
            self._canvas.setFocus()

    def show_menu(self, hit: Hit, place: QPointF) -> None:
        menu = QMenu(self._canvas)
        menu.setObjectName("timelineMenu")
        annotation = self._canvas.annotation(hit.index) if hit.kind == "annotation" else None
        if annotation is None:
            menu.addAction("Note here").triggered.connect(lambda: self._note_at(place))
            menu.addAction("Marker here").triggered.connect(lambda: self._mark(place))
            menu.addAction("Span over the brushed time").triggered.connect(self.span_here)
            menu.actions()[-1].setEnabled(self._canvas.brush is not None)
        else:
            self._canvas.current = number = annotation.id
            menu.addAction("Edit the words").triggered.connect(lambda: self.edit(number))
            self._add_colours(menu.addMenu("Colour"), annotation)
            menu.addSeparator()
            menu.addAction("Delete").triggered.connect(lambda: self.delete(number))
        menu.popup(self._canvas.mapToGlobal(place.toPoint()))

    def _add_colours(self, menu: QMenu, annotation: Annotation) -> None:
        group = QActionGroup(menu)
        for name in palette.NOTE_NAMES:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name == (annotation.colour or palette.NOTE_NAMES[0]))
            action.setActionGroup(group)
            action.triggered.connect(self._colourer(annotation, name))

    def _colourer(self, annotation: Annotation, name: str) -> Callable[[], None]:
        return lambda: self._change(annotation, replace(annotation, colour=name))

    def _change(self, before: Annotation, now: Annotation) -> None:
        """Writes the fields that differ."""
        cells: dict[str, Any] = {field.name: getattr(now, field.name) for field in fields(Annotation) if field.name in CHANGEABLE}
        cells = {name: value for name, value in cells.items() if value != getattr(before, name)}
        if cells:
            self._workspace.do(late.services.annotations.change, before.id, **cells)
