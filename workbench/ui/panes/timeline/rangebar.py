"""The whole of the time in small, and which stretch of it is in view: dragged at its ends or whole, or moved by keys."""
from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.charts.ticks import interval_words
from workbench.core.timeline import Floats, Layout
from workbench.ui import theme

HIGH, EDGE = 22, 6  # pixels; how near to an end is on it
COLUMN = 3.0  # pixels of time that one column counts
STEP = 0.1  # of the stretch, that a key moves it by
NARROWEST = 3.0  # pixels of the stretch
KEYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
ZOOMS = {Qt.Key.Key_Plus: 1.5, Qt.Key.Key_Equal: 1.5, Qt.Key.Key_Up: 1.5, Qt.Key.Key_Minus: 1 / 1.5, Qt.Key.Key_Down: 1 / 1.5}
ALL = (Qt.Key.Key_Home, Qt.Key.Key_0, Qt.Key.Key_Escape)
Stretch = tuple[float, float]


class RangeBar(QWidget):
    slid = Signal(float, float)  # the stretch that is to be in view, as wide as before
    sized = Signal(float, float)  # ... or not
    dropped = Signal()
    all_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineRange")
        self.setAccessibleName("Stretch of time in view")
        self.setToolTip("The stretch of time in view. Drag it or one of its ends; double-click shows all.\n"
                        "Keys: ← → move it, with Shift its end, with Ctrl its beginning; + − zoom; Home shows all.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._days: Floats = np.zeros(0)
        self._whole: Stretch = (0.0, 1.0)
        self._zone = "UTC"
        self.seen: Stretch = (0.0, 1.0)
        self._lanes = (0.0, 200.0)  # from where to where the lanes are above it, in pixels
        self._held: tuple[str, float, Stretch] | None = None  # what of it, from which day, and the stretch then

    def sizeHint(self) -> QSize:
        return QSize(200, theme.pixels(HIGH))

    def show_layout(self, layout: Layout, zone: str) -> None:
        self._days, self._whole, self._zone = layout.marks.middle, layout.view, zone
        self.update()

    def show_stretch(self, left: float, right: float, lanes: tuple[float, ...] = ()) -> None:
        """`lanes`: from where to where they are above it, in pixels."""
        self.seen = (left, right)
        self._lanes = (lanes[0], lanes[1]) if lanes else self._lanes
        self.setAccessibleDescription(f"{interval_words(left, right, self._zone)} of {interval_words(*self.whole, self._zone)}. "
                                      "Arrow keys move it, with Shift its end, with Control its beginning, Home shows all")
        self.update()

    @property
    def whole(self) -> Stretch:
        """All that is worth seeing; more when she went there."""
        return min(self._whole[0], self.seen[0]), max(self._whole[1], self.seen[1], self._whole[0] + 1 / 1440)

    # Places

    @property
    def _room(self) -> QRectF:
        return QRectF(self._lanes[0], 3, max(20.0, self._lanes[1] - self._lanes[0]), self.height() - 8)

    def x(self, days: float) -> float:
        whole, room = self.whole, self._room
        return room.left() + (days - whole[0]) / (whole[1] - whole[0]) * room.width()

    def days(self, x: float) -> float:
        whole, room = self.whole, self._room
        return whole[0] + (x - room.left()) / room.width() * (whole[1] - whole[0])

    def _part(self, x: float) -> str:
        """`from`, `to`, `all` (inside) or nothing."""
        first, last = self.x(self.seen[0]), self.x(self.seen[1])
        end, away = min((("from", abs(x - first)), ("to", abs(x - last))), key=lambda one: one[1])
        if away <= EDGE:
            return end
        return "all" if first < x < last else ""

    def _ask(self, left: float, right: float, slide: bool) -> None:
        self.seen = (left, right)  # the next key builds on it before the chart is drawn anew
        self.update()
        (self.slid if slide else self.sized).emit(left, right)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        x = event.position().x()
        part = self._part(x)
        if not part:  # beside it: it comes there
            middle, half = self.days(x), (self.seen[1] - self.seen[0]) / 2
            self._ask(middle - half, middle + half, True)
        self._held = (part or "all", self.days(x), self.seen)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._held is None:
            self.setCursor({"from": Qt.CursorShape.SizeHorCursor, "to": Qt.CursorShape.SizeHorCursor, "all": Qt.CursorShape.OpenHandCursor}.get(
                self._part(x), Qt.CursorShape.PointingHandCursor))
            return
        part, began, seen = self._held
        way = self.days(x) - began
        if part == "all":
            self._ask(seen[0] + way, seen[1] + way, True)
        else:
            self._drag_end(part, self.days(x))

    def _drag_end(self, part: str, to: float) -> None:
        """The two ends never pass each other, and never leave the bar."""
        least, whole = NARROWEST / self._room.width() * (self.whole[1] - self.whole[0]), self.whole
        first, last = self.seen
        if part == "from":
            first = max(whole[0], min(to, last - least))
        else:
            last = min(whole[1], max(to, first + least))
        self._ask(first, last, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.dropped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.all_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(1.25 ** (event.angleDelta().y() / 120))
        event.accept()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Its keys are its own while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and (event.key() in KEYS or event.key() in ZOOMS
                                                                                              or event.key() in ALL):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in KEYS:
            self._move(KEYS[key], event.modifiers())
        elif key in ZOOMS:
            self._zoom(ZOOMS[key])
        elif key in ALL:
            self.all_asked.emit()
        else:
            super().keyPressEvent(event)

    def _move(self, by: int, modifiers: Qt.KeyboardModifier) -> None:
        way = by * STEP * (self.seen[1] - self.seen[0])
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._drag_end("to", self.seen[1] + way)
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self._drag_end("from", self.seen[0] + way)
        else:
            self._ask(self.seen[0] + way, self.seen[1] + way, False)

    def _zoom(self, factor: float) -> None:
        middle, half = sum(self.seen) / 2, (self.seen[1] - self.seen[0]) / 2 / factor
        self._ask(middle - half, middle + half, False)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        there, room = theme.tokens(), self._room
        first, last = (min(max(self.x(day), room.left()), room.right()) for day in self.seen)
        window = QRectF(first, room.top(), max(last - first, NARROWEST), room.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(room, QColor(there.desk))
        zoomed = self.seen[0] > self.whole[0] or self.seen[1] < self.whole[1]
        if zoomed:
            painter.fillRect(window, QColor(there.selection))
        painter.setBrush(QColor(there.muted))
        painter.setOpacity(0.6)
        painter.drawPolygon(self._skyline())
        painter.setOpacity(1.0)
        painter.setPen(QPen(QColor(there.accent if zoomed else there.hairline), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(window)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(there.accent if zoomed or self.underMouse() else there.muted))
        for x in (window.left(), window.right()):
            painter.drawRoundedRect(QRectF(x - 2, room.top() + room.height() / 2 - 5, 4, 10), 2, 2)
        if self.hasFocus():
            painter.setPen(QPen(QColor(there.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(-4, -2, 4, 3), 4, 4)
        painter.end()

    def _skyline(self) -> QPolygonF:
        """How many statements there are at each time, few of them made visible beside many."""
        room, whole = self._room, self.whole
        columns = max(1, int(room.width() / COLUMN))
        counts = np.histogram(self._days, bins=columns, range=whole)[0]
        heights = np.sqrt(counts / max(1, counts.max())) * (room.height() - 3)
        wide = room.width() / columns
        points = [QPointF(room.left(), room.bottom())]
        for column in np.flatnonzero(heights).tolist():
            left, top = room.left() + column * wide, room.bottom() - float(heights[column])
            points += [QPointF(left, room.bottom()), QPointF(left, top), QPointF(left + wide, top), QPointF(left + wide, room.bottom())]
        return QPolygonF([*points, QPointF(room.right(), room.bottom())])
