"""The kinds of marks, each with its tint and line: a click switches a kind on or off."""
from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from workbench.ui import theme
from workbench.ui.panes.reader import marks
from workbench.ui.panes.reader.marks import Mark

KINDS = {"person": ("people", "PERSON"), "place": ("places", "GPE"), "organisation": ("organisations", "ORG"),
         "nationality": ("nationalities", "NORP"), "date": ("dates", "DATE"), "thing": ("other", "PRODUCT"), "event": ("events", "")}
ON_AT_FIRST = frozenset(KINDS) - {"event"}


class Legend(QWidget):
    changed = Signal(object)  # frozenset of the kinds that are on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Kinds of marks")
        self.on = ON_AT_FIRST
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._entries = {kind: _Entry(kind) for kind in KINDS}
        for kind, entry in self._entries.items():
            entry.setChecked(kind in self.on)
            entry.toggled.connect(self._toggled)
            layout.addWidget(entry)
        layout.addStretch(1)

    def switch(self, kind: str) -> None:
        self._entries[kind].toggle()

    def _toggled(self) -> None:
        self.on = frozenset(kind for kind, entry in self._entries.items() if entry.isChecked())
        self.changed.emit(self.on)


class _Entry(QAbstractButton):
    def __init__(self, kind: str) -> None:
        super().__init__(checkable=True)
        self._kind = kind
        self.setText(KINDS[kind][0])
        self.setAccessibleName(f"Mark {KINDS[kind][0]}")
        self.setToolTip(f"Show or hide the marks of {KINDS[kind][0]}")
        self.setFont(theme.caption_font())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
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
