"""Events and entities of the analyst's own, begun in the table."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QLineEdit, QWidget

from workbench.core.records import Article, Span
from workbench.ui import late, theme
from workbench.ui.panes.tables.entities import TYPES
from workbench.ui.widgets.dialogs import cancel_or, stacked
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project

STORIES = 40  # that a menu has room for


def stories(project: Project, chosen: tuple[int, ...]) -> list[Article]:
    """The chosen ones, else the newest; a teaser tells nothing of its own."""
    some = late.queries.get_articles(project, chosen) if chosen else late.queries.list_articles(project)
    return sorted((one for one in some if one.kind != "teaser"), key=lambda one: one.published_at, reverse=True)[:STORIES]


def new_event(project: Project, article_id: int, span: Span | None) -> int:
    """From these words; without any, from the headline's, else from the story's first line."""
    return int(late.services.events.add(project, article_id, span or _headline(project, article_id)))


def _headline(project: Project, article_id: int) -> Span:
    for one in late.queries.get_evidence(project, "article", [article_id]):
        if one.field == "headline":
            return one.start, one.end
    article, = late.queries.get_articles(project, [article_id])
    text = project.text(article.document_id)[article.start:article.end]
    line = text.lstrip().partition("\n")[0]
    start = article.start + text.index(line)
    return start, start + len(line)


class EntityDialog(QDialog):
    """Who or what no text names yet."""
    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add entity")
        self._workspace = workspace
        self.name, self.type = named(QLineEdit(), "Name"), named(QComboBox(), "Type")
        self.type.addItems(TYPES)
        self._refused = plain_label(" ", role="warning")
        form = QFormLayout()
        form.addRow("Name", self.name)
        form.addRow("Type", self.type)
        buttons, _ = cancel_or(self, "Add")
        layout = stacked(self)
        layout.addLayout(form)
        layout.addWidget(self._refused)
        layout.addWidget(buttons)
        self.resize(theme.pixels(400), 0)

    def accept(self) -> None:
        one = self._workspace.do(late.services.entities.add, self.name.text(), self.type.currentText())
        if one is None:
            self._refused.setText(self._workspace.refused)
            return
        self._workspace.select("entity", one, reveal=True)
        super().accept()
