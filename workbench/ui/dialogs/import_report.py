"""What became of each file of an import."""
from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QHeaderView, QTableView, QVBoxLayout, QWidget

from workbench.core.reports import WORDS, FileReport, ImportReport
from workbench.ui import theme
from workbench.ui.widgets.words import named, plain_label

ORDER = ("failed", "cancelled", "skipped", "used", "read")
HEADERS = ("File", "Result", "What was found, or why not")
_Index = QModelIndex | QPersistentModelIndex


class ImportReportDialog(QDialog):
    def __init__(self, report: ImportReport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import report")
        self._report = report
        self.table = named(QTableView(showGrid=False, wordWrap=True), "Files")
        self.table.setModel(_Files(sorted(report.files, key=lambda file: ORDER.index(file.outcome)), self.table))
        self.table.setProperty("role", "plain")
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        header = named(self.table.horizontalHeader(), "Columns of files")
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setColumnWidth(0, 240)
        self.table.setColumnWidth(1, 72)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy = buttons.addButton("Copy as text", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        for widget in (plain_label(report.sentence, "title"), self.table, buttons):
            layout.addWidget(widget)
        self.resize(QSize(theme.pixels(860), theme.pixels(420)))

    def copy(self) -> None:
        QApplication.clipboard().setText("\n".join(f"{file.file}\t{WORDS[file.outcome]}\t{file.sentence}" for file in self._report.files))


class _Files(QAbstractTableModel):
    def __init__(self, files: list[FileReport], parent: QWidget) -> None:
        super().__init__(parent)
        self._files = files

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return HEADERS[section] if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self._files[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (file.file, WORDS[file.outcome], file.sentence)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and file.outcome == "failed" and index.column() == 1:
            return QColor(theme.tokens().warning)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None
