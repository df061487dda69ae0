"""What became of each file of an import."""
from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QHeaderView, QWidget

from workbench.core.reports import WORDS, ImportReport
from workbench.ui import theme
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.rows import Rows, rows_view
from workbench.ui.widgets.words import plain_label

ORDER = ("failed", "cancelled", "skipped", "used", "read")
HEADERS = ("File", "Result", "What was found, or why not")


class ImportReportDialog(QDialog):
    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import report")
        self._report = report
        files = sorted(report.files, key=lambda file: ORDER.index(file.outcome))
        model = Rows(HEADERS, self)
        model.show([(file.file, WORDS[file.outcome], file.sentence) for file in files],
                   cells={(row, 1): "warning" for row, file in enumerate(files) if file.outcome == "failed"})
        self.table = rows_view(model, "Files", (240, 72, 0))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy = buttons.addButton("Copy as text", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = stacked(self)
        for widget in (plain_label(report.sentence, "title"), self.table, buttons):
            layout.addWidget(widget)
        self.resize(theme.room(self, 860, 420))

    def copy(self) -> None:
        QApplication.clipboard().setText("\n".join(f"{file.file}\t{WORDS[file.outcome]}\t{file.sentence}" for file in self._report.files))
