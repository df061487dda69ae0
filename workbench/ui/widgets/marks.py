"""The marks of the speech acts as the chart draws them, for panes that paint: colour is never the only signal."""
from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from workbench.charts import palette

CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "^": ((0, -1), (1, 0.85), (-1, 0.85)), ">": ((1, 0), (-0.85, 1), (-0.85, -1)), "v": ((0, 1), (-1, -0.85), (1, -0.85)),
    "s": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)), "D": ((0, -1.05), (1.05, 0), (0, 1.05), (-1.05, 0)),
    "d": ((0, -1.2), (0.72, 0), (0, 1.2), (-0.72, 0))}
ARM = 0.36  # half the breadth of a plus's arms


@cache
def mark(name: str) -> QPainterPath:
    """Of an act, about two units wide, its middle at the origin; what is no act is a disc."""
    shape = palette.MARKS.get(name, "o")
    if shape in CORNERS:
        return _polygon(CORNERS[shape])
    return SHAPES.get(shape, _disc)()


def _polygon(corners: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-0.92, -0.92, 1.84, 1.84))
    return path


def _plus() -> QPainterPath:
    across, down = QPainterPath(), QPainterPath()
    across.addRect(QRectF(-1.05, -ARM, 2.1, 2 * ARM))
    down.addRect(QRectF(-ARM, -1.05, 2 * ARM, 2.1))
    return across.united(down)


def _cross() -> QPainterPath:
    return QTransform().rotate(45).map(_plus())


SHAPES: dict[str, Callable[[], QPainterPath]] = {"P": _plus, "X": _cross}
