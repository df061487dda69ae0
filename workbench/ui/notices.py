"""Sentences that stay in the window until they were read, above whatever is in its middle."""
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui.widgets.words import named, plain_label


class Notices(QWidget):
    """`below` is what they stand above."""
    def __init__(self, below: QWidget) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(below, 1)

    def say(self, sentence: str, *, more: tuple[str, Callable[[], object]] | None = None, read: Callable[[], object] | None = None) -> QWidget:
        """`more` is a button beside it, `read` is called when it is closed by hand. What is returned can be closed by whoever said it."""
        notice = _Notice(sentence, more, read)
        self._column.insertWidget(self._column.count() - 1, notice)
        notice.show()
        return notice

    @property
    def said(self) -> list[str]:
        return [notice.sentence for notice in self.findChildren(_Notice) if not notice.isHidden()]


class _Notice(QFrame):
    def __init__(self, sentence: str, more: tuple[str, Callable[[], object]] | None, read: Callable[[], object] | None) -> None:
        super().__init__()
        self.sentence = sentence
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = plain_label(sentence)
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        named(self, "Notice").setAccessibleDescription(sentence)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(4)
        row.addWidget(words, 1)
        for text, calls in ((more,) if more else ()) + (("Close", lambda: self._close(read)),):
            button = QPushButton(text, flat=True)
            button.clicked.connect(lambda _=False, calls=calls: calls())
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)

    def _close(self, read: Callable[[], object] | None) -> None:
        if read:
            read()
        self.close()
