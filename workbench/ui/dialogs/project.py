"""What the analyst may say of a project as a whole."""
from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QFormLayout, QLineEdit, QWidget

from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import save_or_cancel, stacked
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project


class ProjectDialog(QDialog):
    def __init__(self, workspace: Workspace, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Project details")
        self._workspace = workspace
        self.title = named(QLineEdit(project.setting("title"), placeholderText=project.path.stem), "Title")
        self.zone = named(QLineEdit(project.zone), "Time zone")
        completer = QCompleter(sorted(available_timezones()), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.zone.setCompleter(completer)
        said = plain_label("Clocks that a text gives without an offset are taken to be of this zone: it decides who was first. "
                           "It is not exported.", "caption")
        said.setWordWrap(True)
        self._refused = plain_label(" ", role="warning")  # its line is kept free: what is below it does not move when it speaks
        self._refused.setWordWrap(True)
        form = QFormLayout()
        for words, widget in (("Title", self.title), ("Time zone", self.zone), ("", said), ("File", plain_label(str(project.path)))):
            form.addRow(words, widget)
        buttons = save_or_cancel(self)
        layout = stacked(self)
        layout.addLayout(form)
        layout.addWidget(self._refused)
        layout.addWidget(buttons)
        self.resize(theme.pixels(520), self.sizeHint().height())

    def accept(self) -> None:
        self._workspace.do(late.services.projects.set_details, title=self.title.text(), zone=self.zone.text())
        self._refused.setText(self._workspace.refused or " ")
        if not self._workspace.refused:
            super().accept()
