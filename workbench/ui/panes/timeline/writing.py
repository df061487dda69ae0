"""Notes, spans and markers: put on the chart, edited in place, moved, coloured, deleted; each is one step that can be undone."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF
from PySide6.QtGui import QActionGroup, QCursor
from PySide6.QtWidgets import QMenu

from workbench.charts import palette
from workbench.charts.timeline import Hit
from workbench.core.records import Annotation, AnnotationId
from workbench.ui import late
from workbench.ui.panes.timeline import times
from workbench.ui.panes.timeline.canvas import Canvas
from workbench.ui.panes.timeline.notes import NoteField
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
        """A span over the brushed time; else a note on the selected statement where it is in view, else under the pointer or in the middle."""
        spots = self._selected_spots()
        if self._canvas.brush is not None:
            self.span_here()
        elif spots:
            self._write_note(self._on_mark(spots[0]), self._beside(spots[0]))
        else:
            days, lane, place = self._pointer()
            self._write_note(Annotation(NEW, "note", times.to_iso(days, self._canvas.zone), lane=lane, colour="yellow"), place)

    def double_clicked(self, hit: Hit, days: float, lane: str) -> None:
        """On an annotation: its words. On a mark: a note on it. On a day under the axis: a marker. Elsewhere: a note on that time and lane."""
        if hit.kind == "annotation":
            self.edit(hit.index)
        elif hit.kind == "mark":
            self._write_note(self._on_mark(hit.index), self._beside(hit.index))
        elif hit.kind == "day":
            self._mark_day(days)
        elif hit.kind in ("nothing", "cell"):
            self._write_note(Annotation(NEW, "note", times.to_iso(days, self._canvas.zone), lane=lane, colour="yellow"), self._pointer()[2])

    def span_here(self) -> None:
        """Over the brushed stretch of time."""
        canvas = self._canvas
        if canvas.brush is None or canvas.drawn is None:
            self._workspace.report("Brush a stretch of time first: hold Shift and drag over the chart")
            return
        left, right = sorted(canvas.brush)
        first, last = times.span(left, right, times.step(canvas.drawn.frame.scale), canvas.zone)
        place = canvas.on_screen(canvas.drawn.frame.x(left), -canvas.drawn.frame.strip)
        self._write(Annotation(NEW, "span", first, last, colour="blue"), place, True)

    def marker_here(self) -> None:
        """On the day of the selected statement, else on that under the pointer."""
        drawn = self._canvas.drawn
        if drawn is None:
            return
        spots = self._selected_spots()
        self._mark_day(float(drawn.layout.marks.middle[spots[0]]) if spots else self._pointer()[0])

    def _mark_day(self, days: float) -> None:
        drawn = self._canvas.drawn
        assert drawn is not None  # noqa: S101
        place = self._canvas.on_screen(drawn.frame.x(days), -drawn.frame.strip)
        self._write(Annotation(NEW, "marker", times.to_iso(days, self._canvas.zone, True), colour="grey"), place, True)

    def _write_note(self, annotation: Annotation, at: QPointF) -> None:
        self._write(annotation, at, False)

    def _write(self, annotation: Annotation, at: QPointF, single: bool) -> None:
        self.field = NoteField(self._canvas, "", at, lambda words: self._add(replace(annotation, text=words)), single)

    def _add(self, annotation: Annotation) -> None:
        self._canvas.current = self._workspace.do(late.services.annotations.add, annotation)
        self._canvas.setFocus()
        self._canvas.update()

    def _on_mark(self, mark: int) -> Annotation:
        return self._canvas.pinned(Annotation(NEW, "note", colour="yellow"), mark)

    def _selected_spots(self) -> list[int]:
        drawn = self._canvas.drawn
        return [mark for mark in self._canvas.selected if drawn is not None and drawn.spot(mark)]

    def _beside(self, mark: int) -> QPointF:
        drawn = self._canvas.drawn
        spot = drawn.spot(mark) if drawn else None
        return self._canvas.on_screen(spot[0] + 12, spot[1] + 8) if spot else QPointF(self._canvas.rect().center())

    def _pointer(self) -> tuple[float, str, QPointF]:
        """Days and lane where the pointer is, or in the middle of the chart when it is elsewhere."""
        canvas, drawn = self._canvas, self._canvas.drawn
        assert drawn is not None  # noqa: S101
        place = QPointF(canvas.mapFromGlobal(QCursor.pos()))
        if not canvas.rect().contains(place.toPoint()):
            place = QPointF(canvas.rect().center())
        x, y = canvas.at(place)
        return drawn.frame.days(min(max(x, 0.0), drawn.frame.width)), drawn.lane_at(y), place

    # Those that are there

    def edit(self, number: int | None = None) -> None:
        number = self._canvas.current if number is None else number
        shown = next((one for one in self._canvas.drawn.annotations if one.annotation.id == number), None) if self._canvas.drawn else None
        if shown is None:
            return
        annotation, place = shown.annotation, self._canvas.on_screen(shown.box[0], shown.box[1])
        self.field = NoteField(self._canvas, annotation.text, place, lambda words: self._reword(annotation, words), annotation.kind != "note")

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
        shown = next((one for one in drawn.annotations if one.annotation.id == annotation.id), None)
        if annotation.kind == "note" and shown is not None:
            middle = (shown.box[1] + shown.box[3]) / 2
            offset = (shown.box[0] - shown.anchor[0] + across * NUDGE, middle - shown.anchor[1] + down * NUDGE)
            self._change(annotation, replace(annotation, offset=(round(offset[0], 1), round(offset[1], 1))))
        elif annotation.kind != "note" and across:
            step = times.step(drawn.frame.scale)
            self._change(annotation, times.shifted(annotation, across * step, "", step, self._canvas.zone))
        return True

    def stretch(self, by: int) -> None:
        """Moves the end of the current span by a step."""
        annotation, drawn = self._canvas.annotation(self._canvas.current), self._canvas.drawn
        if annotation is not None and annotation.kind == "span" and drawn is not None:
            step = times.step(drawn.frame.scale)
            self._change(annotation, times.shifted(annotation, by * step, "to", step, self._canvas.zone))

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
            self._canvas.update()

    def show_menu(self, number: int, at: QPoint) -> None:
        annotation = self._canvas.annotation(number)
        if annotation is None:
            return
        self._canvas.current = number
        self._canvas.update()
        menu = QMenu(self._canvas)
        menu.setObjectName("timelineMenu")
        menu.addAction("Edit the words").triggered.connect(lambda: self.edit(number))
        self._add_colours(menu.addMenu("Colour"), annotation)
        menu.addSeparator()
        menu.addAction("Delete").triggered.connect(lambda: self.delete(number))
        menu.popup(at)

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
