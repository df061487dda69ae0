"""Writing on the chart: the small field in which the words of a note, a span or a marker are typed, in place."""
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.charts import palette
from workbench.ui import theme

WIDE, HIGH, LOW = 232, 64, 32


class NoteField(QPlainTextEdit):
    """`Enter` or leaving it keeps what was typed, `Shift+Enter` is a new line, `Esc` forgets it. Calls back once, then goes away."""

    def __init__(self, parent: QWidget, words: str, at: QPointF, kept: Callable[[str], None], single: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("timelineNote")
        self.setAccessibleName("Words of the note")
        self.setAccessibleDescription("Enter keeps them, Shift+Enter begins a new line, Escape forgets them")
        self.setPlaceholderText("Note")
        self.setFont(theme.caption_font())
        self.setStyleSheet(f"background: {palette.note('yellow', theme.current())};")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(words)
        self.selectAll()
        self._words, self._single = words, single
        self._kept: Callable[[str], None] | None = kept
        high = LOW if single else HIGH
        self.setGeometry(max(0, min(int(at.x()), parent.width() - WIDE)), max(0, min(int(at.y()), parent.height() - high)), WIDE, high)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """While she types, no key is a command of the chart."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._finish(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._single or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self._finish(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def _finish(self, keep: bool) -> None:
        kept, self._kept = self._kept, None
        if kept is None:
            return
        words = self.toPlainText().strip()
        self.hide()
        self.deleteLater()
        if keep and words != self._words:
            kept(words)
