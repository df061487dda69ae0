"""The kinds of marks, each with its tint and line: a click switches a kind on or off."""
from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from workbench.ui import theme
from workbench.ui.panes.reader import marks
from workbench.ui.panes.reader.marks import Mark

KINDS = {"person": ("people", "PERSON"), "place": ("places", "GPE"), "organisation": ("organisations", "ORG"),
         "nationality": ("nationalities", "NORP"), "date": ("dates", "DATE"), "thing": ("other", "PRODUCT"), "event": ("events", "")}
GAP = 4
ON_AT_FIRST = frozenset(KINDS) - {"event"}


class Legend(QWidget):
    changed = Signal(object)  # frozenset of the kinds that are on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kinds of marks")
        self.on = ON_AT_FIRST
        self._entries = {kind: _Entry(kind, self) for kind in KINDS}
        for kind, entry in self._entries.items():
            entry.setChecked(kind in self.on)
            entry.toggled.connect(self._toggled)
        self._flow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        """In as many rows as the width asks for."""
        x = y = high = 0
        for entry in self._entries.values():
            size = entry.sizeHint()
            high = size.height()
            if x and x + size.width() > self.width():
                x, y = 0, y + high
            entry.setGeometry(x, y, size.width(), high)
            x += size.width() + GAP
        self.setFixedHeight(y + high)

    def _toggled(self) -> None:
        self.on = frozenset(kind for kind, entry in self._entries.items() if entry.isChecked())
        self.changed.emit(self.on)


class _Entry(QAbstractButton):
    def __init__(self, kind: str, legend: QWidget) -> None:
        super().__init__(legend, checkable=True)
        self._kind = kind
        self.setText(KINDS[kind][0])
        self.setAccessibleName(f"Mark {KINDS[kind][0]}")
        self.setToolTip(f"Show or hide the marks of {KINDS[kind][0]}")
        self.setFont(theme.caption_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 8, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.tokens()
        words = QRectF(self.rect()).adjusted(2, 3, -2, -5)
        if self.isChecked():
            marks.paint(painter, marks.alike(_mark(self._kind), words))
        if self.hasFocus() or self.underMouse():
            painter.setPen(QColor(colours.accent if self.hasFocus() else colours.hairline))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setPen(QColor(colours.ink if self.isChecked() else colours.muted))
        font = self.font()
        font.setStrikeOut(not self.isChecked())
        painter.setFont(font)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())


def _mark(kind: str) -> Mark:
    mention = KINDS[kind][1]
    return marks.of_mention(mention, theme.current()) if mention else marks.telling(theme.current())
