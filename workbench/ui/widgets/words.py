"""Names for those who do not see, labels that never take their words for markup, and counted nouns."""
from __future__ import annotations

from html import escape
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QToolTip, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Gives a widget the name that a screen reader says, and by which tests find it."""
    widget.setAccessibleName(name)
    return widget


def plain_label(text: str = "", role: str = "") -> QLabel:
    """`role` chooses the style sheet's rule: caption, title, hero, warning."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


class OneLine(QLabel):
    """Plain words on one line that give way: a long one ends in an ellipsis instead of widening the pane, and is told in full by its tip.
    `by_parts`: of parts between dots those at the end are left out whole."""
    def __init__(self, role: str = "", by_parts: bool = False) -> None:
        super().__init__()
        self._by_parts = by_parts
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @property
    def shown(self) -> str:
        text, room = self.text(), self.contentsRect().width()
        while self._by_parts and " · " in text and self.fontMetrics().horizontalAdvance(text) > room:
            text = text.rpartition(" · ")[0]
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.style().drawItemText(painter, self.contentsRect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self.palette(),
                                  self.isEnabled(), self.shown, self.foregroundRole())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.shown != self.text():
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)


def plain_tip(words: str) -> str:
    """For a tool tip, which takes words that look like markup for markup: these are shown as they are."""
    return f"<span>{escape(words)}</span>" if words else ""


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", " ")
