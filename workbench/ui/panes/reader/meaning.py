"""Who is meant by a name in the text, or which day by a date: a line under the words to type it."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QVBoxLayout

from workbench.core import dates
from workbench.core.records import Mention
from workbench.ui import late, theme
from workbench.ui.widgets.words import named, plain_label

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

WIDTH = 320  # pixels


class Meaning(QFrame):
    def __init__(self, pane: ReaderPane) -> None:
        super().__init__(pane.view)
        self.setProperty("role", "popup")
        self.setAccessibleName("What the words mean")
        self._pane, self._workspace = pane, pane.workspace
        self._mention: Mention | None = None
        self.line = named(QLineEdit(), "Meaning")
        self._says = plain_label("", role="caption")
        self._says.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._says)
        self.setFixedWidth(theme.pixels(WIDTH))
        self.hide()

    def ask(self) -> None:
        """Of the smallest name or date at the caret."""
        caret, page = self._pane.view.caret(), self._pane.page
        inside = [one for one in page.mentions if one.start <= caret <= one.end] if page else []
        if inside:
            self.ask_of(min(inside, key=lambda one: one.end - one.start))
        else:
            self._workspace.report("Put the caret into a name or a date that is marked.")

    def ask_of(self, mention: Mention) -> None:
        project = self._workspace.project
        if project is None or not self._pane.writable:
            return
        self._mention = mention
        of_date = mention.type == "DATE"
        self.line.setText(dates.show(mention.value) if of_date else mention.entity)
        self.line.setPlaceholderText("19 June 2024" if of_date else "A name")
        completer = QCompleter([] if of_date else late.queries.names(project), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.line.setCompleter(completer)
        self._say(f"Which day does “{mention.text}” mean?" if of_date else f"Whom does “{mention.text}” name? A new name becomes a new entity.")
        self._place(mention)
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _place(self, mention: Mention) -> None:
        self.adjustSize()
        view = self._pane.view
        rect = view.rect_of((mention.start, mention.end)).translated(view.viewport().pos())
        below = rect.bottom() + 6
        y = below if below + self.height() < view.height() else rect.top() - self.height() - 6
        self.move(int(min(max(4, rect.left()), max(4, view.width() - self.width() - 12))), int(max(4, y)))
        self.show()
        self.raise_()

    def _say(self, words: str, refused: bool = False) -> None:
        self._says.setText(words)
        self.line.setProperty("refused", refused)
        self.line.style().unpolish(self.line)
        self.line.style().polish(self.line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._write()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        assert self._mention is not None  # noqa: S101
        entities = late.services.entities
        verb = entities.set_date if self._mention.type == "DATE" else entities.set_entity
        self._workspace.do(verb, self._mention.id, self.line.text().strip())
        if self._workspace.refused:
            self._say(self._workspace.refused, refused=True)
            self._place(self._mention)
        else:
            self.leave()

    def leave(self) -> None:
        self.hide()
        self._pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
