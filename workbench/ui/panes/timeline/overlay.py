"""What is painted over the finished chart, so that looking and choosing draw nothing anew: rings, brush, the note that keys act on."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF, QRegion

from workbench.charts import palette
from workbench.charts.marks import hue_of, name_of, outline
from workbench.charts.timeline import Drawn, Hit

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.canvas import Canvas

FEW = 8  # selected marks that are ringed boldly
MOST_RINGS = 1000  # of a selection; there is no telling them apart when there are more
MOST_SHAPES = 20


def paint(canvas: Canvas, drawn: Drawn, under: Hit) -> None:
    painter = QPainter(canvas)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    there = palette.tokens(drawn.theme)
    painter.setClipRegion(_free_of_notes(canvas, drawn))
    if canvas.brush is not None:
        _brush(painter, canvas, drawn, canvas.brush)
    _arcs(painter, canvas, drawn, [*canvas.selected_arcs, *([under.index] if under.kind == "arc" else [])])
    if under.kind == "mark" and under.index not in canvas.selected:
        _rings(painter, canvas, drawn, [under.index], QPen(QColor(there.muted), 1.2))
    _buried(painter, canvas, drawn)
    few = len(canvas.selected) <= FEW
    _rings(painter, canvas, drawn, canvas.selected, QPen(QColor(there.ink), 1.8) if few else QPen(QColor(there.accent), 1.0))
    painter.setClipping(False)
    _current(painter, canvas, drawn)
    if canvas.outlined:
        _outline(painter, canvas, drawn)
    painter.end()


def _free_of_notes(canvas: Canvas, drawn: Drawn) -> QRegion:
    """Notes lie above what is ringed."""
    free = QRegion(canvas.rect())
    for shown in drawn.annotations:
        if shown.annotation.kind == "note":
            free -= QRegion(QRectF(canvas.on_screen(*shown.box[:2]), canvas.on_screen(*shown.box[2:])).toAlignedRect())
    return free


def paint_held(canvas: Canvas, drawn: Drawn, picture: QPixmap, left: float) -> None:
    """The chart while it is dragged: the names stay, the picture of lanes and days slides."""
    painter = QPainter(canvas)
    painter.drawPixmap(0, 0, picture)
    lanes = QRectF(canvas.on_screen(0, -drawn.frame.strip), QPointF(canvas.width(), canvas.height()))
    painter.setClipRect(lanes)
    painter.fillRect(lanes, QColor(palette.tokens(drawn.theme).panel))
    way = (left - canvas.view[0]) * drawn.frame.scale if canvas.view else 0.0
    painter.drawPixmap(QPointF(canvas.on_screen(way, 0).x() - canvas.on_screen(0, 0).x(), 0), picture)
    painter.end()


def _rings(painter: QPainter, canvas: Canvas, drawn: Drawn, marks: Sequence[int], pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for x, y, radius in [spot for spot in drawn.spots(marks) if _in_the_lanes(drawn, spot[0])][:MOST_RINGS]:
        around = (radius + (3.4 if len(marks) <= FEW else 1.6)) * canvas.per_point
        painter.drawEllipse(canvas.on_screen(x, y), around, around)


def _arcs(painter: QPainter, canvas: Canvas, drawn: Drawn, arcs: Sequence[int]) -> None:
    """The disputes that are selected, and that under the pointer."""
    pen = QPen(QColor(palette.fill("disputed", drawn.theme)), 2.4)
    pen.setDashPattern([4.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for curve in filter(None, (drawn.arcs.curve(arc) for arc in arcs)):
        start, bend, stop = (canvas.on_screen(*point) for point in curve)
        path = QPainterPath(start)
        path.quadTo(bend, stop)
        painter.drawPath(path)


def _outline(painter: QPainter, canvas: Canvas, drawn: Drawn) -> None:
    """The keyboard is here."""
    painter.setPen(QPen(QColor(palette.tokens(drawn.theme).accent), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(canvas.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 5, 5)


def _in_the_lanes(drawn: Drawn, x: float) -> bool:
    """A little more is placed than is in view."""
    return 0 <= x <= drawn.frame.width


def _buried(painter: QPainter, canvas: Canvas, drawn: Drawn) -> None:
    """A selected mark that lies under others in its pile comes to the top."""
    painter.setPen(QPen(QColor(palette.tokens(drawn.theme).panel), 0.8))
    for mark in canvas.selected[:MOST_SHAPES]:
        spot = drawn.spot(mark)
        if spot is None or not _in_the_lanes(drawn, spot[0]) or drawn.pile(mark)[0] == mark:
            continue
        name, middle, reach = name_of(int(drawn.layout.marks.act[mark])), canvas.on_screen(spot[0], spot[1]), 1.15 * spot[2] * canvas.per_point
        painter.setBrush(QColor(hue_of(name, drawn.theme)))
        for polygon in outline(name):
            painter.drawPolygon(QPolygonF([middle + QPointF(x, -y) * reach for x, y in polygon.tolist()]))


def _brush(painter: QPainter, canvas: Canvas, drawn: Drawn, brush: tuple[float, float]) -> None:
    left, right = (min(max(drawn.frame.x(days), 0.0), drawn.frame.width) for days in sorted(brush))
    area = QRectF(canvas.on_screen(left, 0), canvas.on_screen(right, drawn.frame.height))
    accent = QColor(palette.tokens(drawn.theme).accent)
    painter.setPen(QPen(accent, 1))
    painter.drawLine(area.topLeft(), area.bottomLeft())
    painter.drawLine(area.topRight(), area.bottomRight())
    accent.setAlphaF(0.12)
    painter.fillRect(area, accent)


def _current(painter: QPainter, canvas: Canvas, drawn: Drawn) -> None:
    """A line round the words of the annotation that keys act on."""
    shown = next((one for one in drawn.annotations if one.annotation.id == canvas.current), None)
    if shown is not None:
        painter.setPen(QPen(QColor(palette.tokens(drawn.theme).accent), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(canvas.on_screen(*shown.box[:2]), canvas.on_screen(*shown.box[2:]))
        painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)
