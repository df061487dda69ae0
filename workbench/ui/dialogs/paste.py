"""A document of a pasted text: a small form asks what the text itself may not say."""
from __future__ import annotations

from PySide6.QtWidgets import QApplication, QCompleter, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ui import late, theme
from workbench.ui.jobs import Jobs
from workbench.ui.widgets.dialogs import cancel_or, stacked
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

FIELDS = {"outlet": ("Outlet", "where the text does not say it"), "author": ("Author", ""),
          "published_at": ("Published", "21 June 2024, or 2024-06-21T08:39"), "url": ("Address", "https://…")}


class PasteDialog(QDialog):
    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Paste text")
        self._jobs = jobs
        hint = "The whole page as you copied it: what is not the story is left out of it."
        self.text = named(QPlainTextEdit(placeholderText=hint, tabChangesFocus=True), "Text")
        self.text.setPlainText(QApplication.clipboard().text())
        self.lines = {field: named(QLineEdit(placeholderText=hint), words) for field, (words, hint) in FIELDS.items()}
        if workspace.project:
            completer = QCompleter([outlet.name for outlet in late.queries.list_outlets(workspace.project)], self)
            self.lines["outlet"].setCompleter(completer)
        self._refused = plain_label(" ", role="warning")  # its line is kept free: what is below it does not move when it speaks
        self._refused.setWordWrap(True)
        form = QFormLayout()
        for field, (words, _) in FIELDS.items():
            form.addRow(words, self.lines[field])
        buttons, self.read = cancel_or(self, "Read it")
        self.text.textChanged.connect(self._follow)
        layout = stacked(self)
        layout.addWidget(self.text, 1)
        layout.addLayout(form)
        layout.addWidget(self._refused)
        layout.addWidget(buttons)
        self.resize(theme.room(self, 640, 560))
        self._follow()

    def _follow(self) -> None:
        self.read.setEnabled(bool(self.text.toPlainText().strip()))

    def accept(self) -> None:
        try:
            stated = self._stated()
        except WorkbenchError as error:
            self._refused.setText(str(error))
            self.lines["published_at"].setFocus()
            return
        self._jobs.import_text(self.text.toPlainText(), stated)
        super().accept()

    def _stated(self) -> Stated:
        said = {field: " ".join(line.text().split()) for field, line in self.lines.items()}
        when = dates.parse(said["published_at"])
        if when.precision not in ("", "day", "minute"):
            raise WorkbenchError(f"“{said['published_at']}” is no day: write 21 June 2024 or 2024-06-21T08:39.")
        return Stated(outlet=said["outlet"], author=said["author"], published_at=str(when), url=said["url"])
