"""Handles at the ends of the words that are meant: dragged, they take the words with them, word by word."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import marks, target
from workbench.ui.panes.reader.target import Target
from workbench.ui.widgets.words import named

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

WIDTH, KNOB = 11, 3.5  # pixels
MOST = 4  # stretches that get handles


class Grip(QWidget):
    """One end of one stretch."""
    def __init__(self, grips: Grips, at: int, end: bool) -> None:
        super().__init__(grips.pane.view.viewport())
        self._grips, self.at, self.end = grips, at, end
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setToolTip("Drag to move this end of the words (] [ by key)" if end else "Drag to move this end of the words (} { by key)")
        named(self, "End of the words" if end else "Start of the words")

    def stand(self, line: QRectF) -> None:
        self.setGeometry(int(line.left() - WIDTH / 2), int(line.top() - KNOB), WIDTH, int(line.height() + 2 * KNOB))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().accent))
            middle = self.width() / 2
            painter.drawRect(QRectF(middle - 0.75, KNOB, 1.5, self.height() - 2 * KNOB))
            painter.drawEllipse(QPointF(middle, self.height() - KNOB if self.end else KNOB), KNOB, KNOB)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._grips.drag(self, QPointF(self.mapToParent(event.position().toPoint())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grips.drop()


class Grips:
    """The handles of what is selected; none where nothing can be written."""
    def __init__(self, pane: ReaderPane) -> None:
        self.pane = pane
        self.aim: Target | None = None
        self.shown: list[Grip] = []
        self._dragged: tuple[int, Span] | None = None
        pane.view.moved.connect(self.place)

    def follow(self) -> None:
        """To be called when another thing is selected, or the page was read anew."""
        self.aim = target.find(self.pane) if self.pane.writable else None
        self._dragged = None
        for grip in self.shown:
            grip.hide()
            grip.deleteLater()
        spans = self.aim.spans[:MOST] if self.aim else ()
        self.shown = [Grip(self, at, end) for at in range(len(spans)) for end in (False, True)]
        self.place()

    def place(self) -> None:
        for grip in self.shown:
            offset = self._span(grip)[grip.end]
            seen = self.pane.view.shows_place(offset)
            if seen:
                grip.stand(self.pane.view.rect_of((offset, offset)))
            grip.setVisible(seen)

    def _span(self, grip: Grip) -> Span:
        assert self.aim is not None  # noqa: S101
        return self._dragged[1] if self._dragged and self._dragged[0] == grip.at else self.aim.spans[grip.at]

    def drag(self, grip: Grip, where: QPointF) -> None:
        page, offset = self.pane.page, self.pane.view.offset_at(where)
        if page is None or self.aim is None or offset < 0:
            return
        self._dragged = (grip.at, target.snapped(page.text, self._span(grip), offset, end=grip.end))
        self.pane.view.set_layer("dragged", [(*self._dragged[1], marks.cell_words(theme.current()))])
        self.place()

    def drop(self) -> None:
        """Written on release, as one step."""
        dragged, self._dragged = self._dragged, None
        self.pane.view.set_layer("dragged", ())
        if dragged and self.aim and dragged[1] != self.aim.spans[dragged[0]]:
            self.pane.cell_words.write(self.aim, self.aim.with_span(*dragged))
        self.place()
