"""Find in the text that is shown: every place is marked, the return key goes on to the next."""
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import marks
from workbench.ui.widgets.words import named, plain_label

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane


class FindBar(QWidget):
    def __init__(self, pane: ReaderPane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._found: list[Span] = []
        self._at = 0
        self.line = named(QLineEdit(), "Find in the text")
        self.line.setPlaceholderText("Find in the text")
        self.line.textChanged.connect(lambda _: self.search())
        self.tally = plain_label(role="caption")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.tally)
        for sign, name, does in (("↑", "Previous place", lambda: self.go(-1)), ("↓", "Next place", lambda: self.go(1)),
                                 ("✕", "Close", self.close_up)):
            button = named(QToolButton(), name)
            button.setText(sign)
            button.setToolTip(name)
            button.clicked.connect(does)
            layout.addWidget(button)
        self.hide()

    def open_up(self) -> None:
        """With the selected words, when they are few."""
        span = self._pane.view.marked()
        if span and span[1] - span[0] < 80:
            self.line.setText(self._pane.view.words(span))
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self.search()

    def close_up(self) -> None:
        self.hide()
        self._pane.view.set_layer("found")
        self._pane.view.setFocus()

    def search(self) -> None:
        self._found = places(self.line.text(), self._pane.view.offsets.text, self._pane.view.shows_place) if self.isVisible() else []
        self._at = 0
        self._show()

    def go(self, way: int) -> None:
        if self._found:
            self._at = (self._at + way) % len(self._found)
            self._show()

    def _show(self) -> None:
        wanted = self.line.text().strip()
        self.tally.setText(f"{self._at + 1} of {len(self._found)}" if self._found else "not here" if wanted else "")
        self._pane.view.set_layer("found", [(*place, marks.found(theme.current(), i == self._at)) for i, place in enumerate(self._found)])
        if self._found:
            self._pane.view.reveal(self._found[self._at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


def places(words: str, text: str, shown: object) -> list[Span]:
    """Where the words stand, whatever their case; any white space between words will do, and any sort of quotation mark or apostrophe."""
    if not words.strip():
        return []
    pattern = re.sub(r"\\?['’‘]", "['’‘]", r"\s+".join(re.escape(word) for word in words.split()))
    pattern = re.sub(r'["“”]', '["“”]', pattern)
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE) if shown(match.start())]  # type: ignore[operator]
