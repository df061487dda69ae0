"""The chart on the screen: drawn by matplotlib when data or axes change; rings, brush and what the pointer is on are painted over it."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from workbench.charts.annotations import need_strip
from workbench.charts.timeline import Drawn, Hit, draw
from workbench.core.records import Annotation
from workbench.core.timeline import Layout
from workbench.ui import theme
from workbench.ui.panes.timeline import overlay
from workbench.ui.panes.timeline.gestures import Aim, Gesture, begin

ZOOM = 1.25  # a notch of the wheel
SETTLE_MS = 120  # how long a dragged chart is a moved picture
CLOSEST = 10 / 1440  # days: nobody needs to see less than ten minutes
BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


class Canvas(FigureCanvasQTAgg):
    """Places on it are matplotlib's pixels, from the bottom left."""
    clicked = Signal(object, object)  # Hit, Qt.KeyboardModifiers
    double_clicked = Signal(object, QPointF)  # Hit, place
    hovered = Signal(object, object)  # Hit, QPoint
    brushed = Signal(float, float)
    moved = Signal(object)  # an Annotation as it was dropped
    menu_asked = Signal(object, QPointF)  # Hit, place
    slid = Signal(float, float)  # the stretch of time while it is dragged
    turned = Signal()  # to another annotation, or another brushed stretch of time

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Figure(dpi=parent.logicalDpiX() * theme.letters(), facecolor=theme.tokens().panel))
        self.setParent(parent)
        self.setObjectName("timelineCanvas")
        self.setAccessibleName("Timeline chart")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(120, 60)
        self._axes = self.figure.add_axes((0.1, 0.1, 0.8, 0.8))
        self.statements: Layout | None = None  # not folded
        self._annotations: Sequence[Annotation] = ()
        self.zone = "UTC"
        self._drawn: Drawn | None = None
        self._gesture: Gesture | None = None
        self.view: tuple[float, float] | None = None  # None: all of it
        self.unfolded = False
        self.scroll = 0.0
        self.selected: Sequence[int] = ()  # marks
        self.selected_arcs: Sequence[int] = ()
        self._brush: tuple[float, float] | None = None
        self._current: int | None = None
        self.aim = Aim()
        self.outlined = False  # the keyboard brought the focus
        self._under: Hit = Hit("nothing")
        self._held: tuple[QPixmap, float] | None = None  # the chart as a picture, and how far it was slid
        self._idle = QTimer(self, singleShot=True, interval=0)
        self._idle.timeout.connect(self.draw)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.settle)
        self.on_drawn: Callable[[Drawn], None] = lambda drawn: None

    @property
    def brush(self) -> tuple[float, float] | None:
        """The brushed stretch, in days."""
        return self._brush

    @brush.setter
    def brush(self, days: tuple[float, float] | None) -> None:
        self._brush = days
        self.update()
        self.turned.emit()

    @property
    def current(self) -> int | None:
        """The annotation that keys act on."""
        return self._current

    @current.setter
    def current(self, number: int | None) -> None:
        self._current = number
        self.update()
        self.turned.emit()

    # What it shows

    def show_chart(self, layout: Layout, annotations: Sequence[Annotation], zone: str) -> None:
        self.statements, self._annotations, self.zone = layout, annotations, zone
        self.redraw()

    def redraw(self) -> None:
        """Before the next paint, however often it is asked for."""
        self._drawn, self._under = None, Hit("nothing")
        self._idle.start()

    def draw_idle(self) -> None:
        """matplotlib's own timer would outlive the canvas."""
        if hasattr(self, "_idle"):
            self._idle.start()

    @property
    def drawn(self) -> Drawn | None:
        if self._drawn is None and self.statements is not None:
            self._drawn = self._draw_chart(self.statements, self._annotations)
            self.scroll = self._drawn.scroll
            self.on_drawn(self._drawn)
            self._draw_resized()
        return self._drawn

    def _draw_resized(self) -> None:
        """When the bar beside it came or went while it was drawn."""
        if self._drawn is None and self.statements is not None:
            self._drawn = self._draw_chart(self.statements, self._annotations)

    def annotation(self, number: int | None) -> Annotation | None:
        return next((one for one in self._annotations if one.id == number), None)

    def _draw_chart(self, layout: Layout, annotations: Sequence[Annotation]) -> Drawn:
        return draw(self._axes, layout, annotations, theme=theme.current(), zone=self.zone, view=self.view, unfolded=self.unfolded,
                    scroll=self.scroll, strip=need_strip(self._annotations))

    def draw(self) -> None:
        if self.drawn is not None:
            super().draw()

    def set_view(self, left: float, right: float) -> None:
        middle, half = (left + right) / 2, max(right - left, CLOSEST) / 2
        self.view = (middle - half, middle + half)
        self.redraw()

    def slide(self, left: float, right: float) -> None:
        """As `set_view` for the same width of time, but moves the picture at once and draws it anew a moment later."""
        if self._held is None:
            self._held = (self.grab(), self.drawn.frame.view[0] if self.drawn else left)
        self.view = (left, right)
        if not self._settle.isActive():
            self._settle.start()
        self.slid.emit(left, right)
        self.update()

    def settle(self) -> None:
        if self._held is not None:
            self._settle.stop()
            self._held = None
            self.redraw()

    def reset_view(self) -> None:
        self.view, self.scroll = None, 0.0
        self.redraw()

    def unfold(self) -> None:
        """All lanes, or those that fit."""
        self.unfolded, self.scroll = not self.unfolded, 0.0
        self.redraw()

    def zoom(self, factor: float, around: float | None = None) -> None:
        """Around a day, else around the middle."""
        if self.drawn is not None:
            left, right = self.drawn.frame.view
            fixed = (left + right) / 2 if around is None else around
            self.set_view(fixed - (fixed - left) / factor, fixed + (right - fixed) / factor)

    def pan(self, share: float) -> None:
        if self.drawn is not None:
            left, right = self.drawn.frame.view
            self.set_view(left + share * (right - left), right + share * (right - left))

    def go_beyond(self, side: str) -> None:
        """Until the next statement that lies `earlier` or `later` than what is in view is in the middle."""
        if self.drawn is not None and (days := self.drawn.next_beyond(side)) is not None:
            self._centre(days)

    def _centre(self, days: float) -> None:
        if self.drawn is not None:
            half = (self.drawn.frame.view[1] - self.drawn.frame.view[0]) / 2
            self.set_view(days - half, days + half)

    def reveal(self, marks: Sequence[int]) -> None:
        """Moves the view just so far that the first of these marks is in it."""
        drawn = self.drawn
        if drawn is None or not len(marks):
            return
        middle, (left, right) = float(drawn.layout.marks.middle[marks[0]]), drawn.frame.view
        if not left <= middle <= right:
            self._centre(middle)
        if self.unfolded and (scroll := drawn.scroll_to(marks[0])) != drawn.scroll:
            self.scroll = scroll
            self.redraw()

    # Places

    @property
    def per_point(self) -> float:
        """Qt's own pixels to a point."""
        return float(self.figure.dpi / 72 / self.devicePixelRatioF())

    def pixel(self, position: QPointF) -> tuple[float, float]:
        ratio = self.devicePixelRatioF()
        return position.x() * ratio, (self.height() - position.y()) * ratio

    def at(self, position: QPointF) -> tuple[float, float]:
        """In points of the lanes."""
        assert self.drawn is not None  # noqa: S101
        return self.drawn.frame.points(self.figure, *self.pixel(position))

    def on_screen(self, x: float, y: float) -> QPointF:
        """A place in points of the lanes as Qt's own pixels."""
        assert self.drawn is not None  # noqa: S101
        return QPointF((x + self.drawn.frame.left) * self.per_point, (y + self.drawn.frame.top) * self.per_point)

    def hit(self, position: QPointF) -> Hit:
        return self.drawn.what_is_at(*self.pixel(position)) if self.drawn else Hit("nothing")

    # The mouse

    def unhover(self) -> None:
        """What the pointer is on is not told while something else goes on there."""
        self._under = Hit("nothing")
        self.hovered.emit(self._under, None)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.unhover()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton and self.drawn is not None:
            self._gesture = begin(self, self.hit(event.position()), event)
        elif event.button() == Qt.MouseButton.RightButton:
            self.menu_asked.emit(self.hit(event.position()), event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.aim.now = event.position()
        if self._gesture is not None:
            self._gesture.move(event)
        else:
            self._hover(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None and event.button() == Qt.MouseButton.LeftButton:
            gesture.end(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._gesture = None
        if event.button() != Qt.MouseButton.LeftButton or self.drawn is None:
            return
        self.double_clicked.emit(self.hit(event.position()), event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches, across = event.angleDelta().y() / 120, event.angleDelta().x() / 120
        if self.drawn is None:
            return
        if abs(across) > abs(notches):
            self.pan(-0.08 * across)
        elif self.unfolded and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.scroll = self.drawn.scroll - 36 * notches
            self.redraw()
        else:
            x, _ = self.at(event.position())
            self.zoom(ZOOM ** notches, self.drawn.frame.days(x))
        event.accept()

    def leaveEvent(self, event: object) -> None:
        self.aim.now = None
        self.unhover()

    def _hover(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position())
        if hit != self._under:
            self._under = hit
            self.setCursor(_cursor(hit))
            self.hovered.emit(hit, event.position().toPoint())
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # the keys are the pane's

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.outlined = event.reason() in BY_KEY
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.outlined = False
        self.update()

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._held is not None and self._drawn is not None:
            overlay.paint_held(self, self._drawn, *self._held)
            return
        if self._idle.isActive():
            self._idle.stop()
            self.draw()
        super().paintEvent(event)
        if self.drawn is not None:
            overlay.paint(self, self.drawn, self._under)

    def draw_without(self, annotation: Annotation) -> Drawn:
        assert self.statements is not None  # noqa: S101
        self._drawn = self._draw_chart(self.statements, [one for one in self._annotations if one.id != annotation.id])
        super().draw()
        return self._drawn


def _cursor(hit: Hit) -> Qt.CursorShape:
    if hit.kind in ("mark", "cell", "lane", "arc", "earlier", "later"):
        return Qt.CursorShape.PointingHandCursor
    if hit.kind == "annotation":
        return Qt.CursorShape.SizeAllCursor if hit.part == "words" else Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.ArrowCursor
