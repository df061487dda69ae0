"""The details of one article, or of many at once: only what the analyst touched is written."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from workbench.core.records import Article
from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import save_or_cancel, stacked
from workbench.ui.widgets.words import count, named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project

FIELDS = {"headline": "Headline", "outlet": "Outlet", "author": "Author", "published_at": "Published", "url": "Address", "tags": "Tags"}
ONE_ONLY = ("headline", "url")
HINTS = {"published_at": "2024-06-21T08:39, or a day: 2024-06-21", "tags": "separated by commas"}


class ArticleDialog(QDialog):
    def __init__(self, workspace: Workspace, articles: Sequence[Article], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Article details")
        self._workspace, self._articles = workspace, list(articles)
        self._lines: dict[str, QLineEdit] = {}
        self._refused = plain_label(" ", role="warning")  # its line is kept free: what is below it does not move when it speaks
        self._refused.setWordWrap(True)
        self._note = named(QPlainTextEdit(_shared(articles, "note"), tabChangesFocus=True), "Note")
        self._note.setFixedHeight(72)
        self._done = QCheckBox("Done")
        self._done.setChecked(all(article.done for article in articles))
        layout = stacked(self)
        layout.addWidget(plain_label(articles[0].headline or articles[0].file if len(articles) == 1 else count(len(articles), "article"), "title"))
        layout.addLayout(self._form())
        layout.addWidget(self._refused)
        layout.addWidget(save_or_cancel(self))
        self.resize(theme.pixels(520), 0)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        for field, words in FIELDS.items():
            if field not in ONE_ONLY or len(self._articles) == 1:
                line = named(QLineEdit(_shared(self._articles, field)), words)
                line.setPlaceholderText("different" if _differs(self._articles, field) else HINTS.get(field, ""))
                self._lines[field] = line
                form.addRow(words, line)
        if project := self._workspace.project:
            self._complete("outlet", [outlet.name for outlet in late.queries.list_outlets(project)])
            self._complete("tags", late.queries.tags(project))
        form.addRow("Note", self._note)
        form.addRow("", self._done)
        return form

    def _complete(self, field: str, names: Sequence[str]) -> None:
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._lines[field].setCompleter(completer)

    def changed(self) -> dict[str, str | bool]:
        """What was touched, and its new value."""
        cells: dict[str, str | bool] = {field: line.text().strip() for field, line in self._lines.items() if line.isModified()}
        if self._note.document().isModified():
            cells["note"] = self._note.toPlainText()
        if self._done.isChecked() != all(article.done for article in self._articles):
            cells["done"] = self._done.isChecked()
        return cells

    def accept(self) -> None:
        """A value that is refused keeps the dialog open and says why; what was typed stays."""
        ids = [article.id for article in self._articles]
        self._workspace.do(_set_all, ids, self.changed())
        self._refused.setText(self._workspace.refused or " ")
        if not self._workspace.refused:
            super().accept()


def _set_all(project: Project, ids: list[int], cells: dict[str, str | bool]) -> None:
    """One step, whatever the number of fields: a value that is refused refuses all of them."""
    if cells:
        with project.edit("Change article details"):
            for field, value in cells.items():
                late.services.articles.set_field(project, ids, field, value)


def _shared(articles: Sequence[Article], field: str) -> str:
    return "" if _differs(articles, field) else str(getattr(articles[0], field))


def _differs(articles: Sequence[Article], field: str) -> bool:
    return len({getattr(article, field) for article in articles}) > 1
