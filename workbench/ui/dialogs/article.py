"""The details of one article, or of many at once: only what the analyst touched is written."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QCompleter, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from workbench.core.records import Article
from workbench.ui import late
from workbench.ui.widgets.words import count, plain_label
from workbench.ui.workspace import Workspace

FIELDS = {"headline": "Headline", "outlet": "Outlet", "author": "Author", "published_at": "Published", "url": "Address", "tags": "Tags"}
ONE_ONLY = ("headline", "url")
HINTS = {"published_at": "2024-06-21T08:39, or a day: 2024-06-21", "tags": "separated by commas"}


class ArticleDialog(QDialog):
    def __init__(self, workspace: Workspace, articles: Sequence[Article], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Article details")
        self._workspace, self._articles = workspace, list(articles)
        self._lines: dict[str, QLineEdit] = {}
        self._refused = plain_label(role="warning")
        self._refused.setWordWrap(True)
        self._refused.hide()
        self._note = QPlainTextEdit(_shared(articles, "note"), accessibleName="Note", tabChangesFocus=True)
        self._note.setFixedHeight(72)
        self._done = QCheckBox("Done")
        self._done.setChecked(all(article.done for article in articles))
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(articles[0].headline or articles[0].file if len(articles) == 1 else count(len(articles), "article"), "title"))
        layout.addLayout(self._form())
        layout.addWidget(self._refused)
        layout.addWidget(self._buttons())
        self.resize(520, 0)

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        for field, words in FIELDS.items():
            if field not in ONE_ONLY or len(self._articles) == 1:
                line = QLineEdit(_shared(self._articles, field), accessibleName=words)
                line.setPlaceholderText("different" if _differs(self._articles, field) else HINTS.get(field, ""))
                self._lines[field] = line
                form.addRow(words, line)
        self._complete("outlet", lambda: [outlet.name for outlet in late.queries.list_outlets(self._workspace.project)])
        self._complete("tags", lambda: late.queries.tags(self._workspace.project))
        form.addRow("Note", self._note)
        form.addRow("", self._done)
        return form

    def _complete(self, field: str, names: Callable[[], list[str]]) -> None:
        if self._workspace.project is not None:
            completer = QCompleter(names(), self)
            completer.setCaseSensitivity(completer.caseSensitivity().CaseInsensitive)
            self._lines[field].setCompleter(completer)

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

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
        said: list[str] = []
        for field, value in self.changed().items():
            self._workspace.do(late.services.articles.set_field, ids, field, value)
            said += [self._workspace.refused] if self._workspace.refused else []
        self._refused.setText("\n".join(said))
        self._refused.setVisible(bool(said))
        if not said:
            super().accept()


def _shared(articles: Sequence[Article], field: str) -> str:
    return "" if _differs(articles, field) else str(getattr(articles[0], field))


def _differs(articles: Sequence[Article], field: str) -> bool:
    return len({getattr(article, field) for article in articles}) > 1
