"""What a press of the mouse on the chart turns into: a click, a pan, a brush, or an annotation on the move."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent

from workbench.charts.annotations import paint, place
from workbench.charts.timeline import Hit
from workbench.core.records import Annotation
from workbench.ui.panes.timeline import times
from workbench.ui.panes.timeline.notes import pinned

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.canvas import Canvas

STILL = 4  # pixels that a click may move
MEANT = 24  # pixels that the mouse has to go after something was selected before it is meant to point


class Aim:
    """Where the mouse points, and whether it is meant to: it may only rest where it was when something was selected."""

    def __init__(self) -> None:
        self.now: QPointF | None = None
        self._then: QPointF | None = None

    def rest(self) -> None:
        """Something was selected: until the mouse moves on, that is what is meant."""
        self._then = self.now

    @property
    def at(self) -> QPointF | None:
        if self.now is None or (self._then is not None and (self.now - self._then).manhattanLength() < MEANT):
            return None
        return self.now


class Gesture:
    """A press that has not moved yet is a click; a drag on the ground pans."""

    def __init__(self, canvas: Canvas, hit: Hit, event: QMouseEvent) -> None:
        self.canvas, self.hit = canvas, hit
        self.start = event.position()
        self.began = False

    def move(self, event: QMouseEvent) -> None:
        if not self.began and (event.position() - self.start).manhattanLength() >= STILL:
            self.began = True
            self.lift()
        if self.began:
            self.drag(event.position())

    def end(self, event: QMouseEvent) -> None:
        if self.began:
            self.drop(event.position())
        else:
            self.canvas.clicked.emit(self.hit, event.modifiers())

    def lift(self) -> None:
        drawn = self.canvas.drawn
        assert drawn is not None  # noqa: S101
        self._frame, self._scroll = drawn.frame, drawn.scroll
        self.canvas.setCursor(Qt.CursorShape.ClosedHandCursor)

    def drag(self, to: QPointF) -> None:
        """Pans in time, and over the lanes when they do not all fit."""
        points = self._points(to)
        left, right = self._frame.view
        days = points[0] / self._frame.scale
        if self.canvas.unfolded:
            self.canvas.scroll = self._scroll - points[1]
            self.canvas.set_view(left - days, right - days)
        else:
            self.canvas.slide(left - days, right - days)

    def drop(self, to: QPointF) -> None:
        self.canvas.settle()
        self.canvas.setCursor(Qt.CursorShape.ArrowCursor)

    def _points(self, to: QPointF) -> tuple[float, float]:
        """How far it was dragged, in points."""
        way = (to - self.start) / self.canvas.per_point
        return way.x(), way.y()


class Brush(Gesture):
    """Shift and drag: a stretch of time."""

    def lift(self) -> None:
        self._from = self._days(self.start)
        self.canvas.setCursor(Qt.CursorShape.SizeHorCursor)

    def drag(self, to: QPointF) -> None:
        self.canvas.brush = (self._from, self._days(to))
        self.canvas.update()

    def drop(self, to: QPointF) -> None:
        super().drop(to)
        self.canvas.brushed.emit(*sorted((self._from, self._days(to))))

    def _days(self, at: QPointF) -> float:
        drawn = self.canvas.drawn
        assert drawn is not None  # noqa: S101
        return drawn.frame.days(min(max(self.canvas.at(at)[0], 0.0), drawn.frame.width))


class Move(Gesture):
    """An annotation follows the pointer: a note's words, a span or one of its edges, a marker."""

    def __init__(self, canvas: Canvas, hit: Hit, event: QMouseEvent, annotation: Annotation) -> None:
        super().__init__(canvas, hit, event)
        self.annotation = annotation
        self.now = annotation
        self._show: Callable[[Annotation], None] = lambda annotation: None

    def lift(self) -> None:
        super().lift()
        shown = next(one for one in self.canvas.drawn.annotations if one.annotation.id == self.annotation.id)  # type: ignore[union-attr]
        self._anchor = shown.anchor
        self._middle = (shown.box[0] - shown.anchor[0], (shown.box[1] + shown.box[3]) / 2 - shown.anchor[1])
        self._show = lifted(self.canvas, self.annotation)

    def drag(self, to: QPointF) -> None:
        x, y = self._points(to)
        if self.hit.part == "foot":
            self.now = self._repointed(to)
        elif self.annotation.kind == "note":
            self.now = replace(self.annotation, offset=(round(self._middle[0] + x, 1), round(self._middle[1] + y, 1)))
        else:
            self.now = times.shifted(self.annotation, x / self._frame.scale, self.hit.part, times.step(self._frame.scale), self.canvas.zone)
        self._show(self.now)

    def _repointed(self, to: QPointF) -> Annotation:
        """Its words stay, what it points at follows the pointer: a statement, or a place in time and lane."""
        drawn = self.canvas.drawn
        assert drawn is not None  # noqa: S101
        x, y = self.canvas.at(to)
        mark = drawn.mark_at(x, y)
        now = replace(self.annotation, date_from=times.to_iso(drawn.frame.days(x), self.canvas.zone), lane=drawn.lane_at(y))
        if mark is not None:
            now = pinned(self.canvas, now, mark)
            x, y, _ = drawn.spot(mark) or (x, y, 0.0)
        else:
            y = drawn.height_of(now.lane)
        return replace(now, offset=(round(self._anchor[0] + self._middle[0] - x, 1), round(self._anchor[1] + self._middle[1] - y, 1)))

    def drop(self, to: QPointF) -> None:
        super().drop(to)
        self.canvas.redraw()
        if self.now != self.annotation:
            self.canvas.moved.emit(self.now)


def lifted(canvas: Canvas, annotation: Annotation) -> Callable[[Annotation], None]:
    """Takes an annotation off the chart; what is returned draws it as it now is, over the picture of all the others."""
    drawn = canvas.draw_without(annotation)
    picture = canvas.copy_from_bbox(canvas.figure.bbox)  # type: ignore[no-untyped-call]

    def show(now: Annotation) -> None:
        canvas.restore_region(picture)  # type: ignore[no-untyped-call]
        shown = place(now, drawn.frame, drawn.anchor_of, canvas.zone)
        if shown is not None:
            paint(drawn.axes, shown, drawn.frame, drawn.theme)
            for artist in shown.artists:
                drawn.axes.draw_artist(artist)
                artist.remove()
        canvas.update()

    return show


def begin(canvas: Canvas, hit: Hit, event: QMouseEvent) -> Gesture:
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        return Brush(canvas, hit, event)
    if hit.kind == "annotation" and (annotation := canvas.annotation(hit.index)) is not None:
        return Move(canvas, hit, event, annotation)
    return Gesture(canvas, hit, event)
