"""The report as files: what is filtered or everything, in which form, with a look at the first rows before it is written."""
from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.settings import Settings
from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.words import count, named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.export.rows import Table
    from workbench.storage.project import Project

FORMATS = {"csv": "CSV, a file per table", "xlsx": "One Excel workbook", "jsonl": "JSON Lines, a file per table"}
FIRST_ROWS = 50
_Index = QModelIndex | QPersistentModelIndex


class ExportDialog(QDialog):
    """Keeps open after it wrote, to say where; the preview and the writing go on in a thread of their own."""
    done_with = Signal(dict)  # settings to keep

    def __init__(self, workspace: Workspace, project: Project, loaded: Settings, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._workspace, self._project = workspace, project
        self._tables: Mapping[str, Table] = {}
        self._written: Path | None = None
        self._thread = _Thread(self)
        self.rows = named(QComboBox(), "Rows")
        self.rows.addItem("Everything", "all")
        if workspace.filter:
            self.rows.insertItem(0, f"What is filtered: {workspace.filter}", "filtered")
            self.rows.setCurrentIndex(0)
        self.format = named(QComboBox(), "Form")
        for name, words in FORMATS.items():
            self.format.addItem(words, name)
        self.format.setCurrentIndex(max(self.format.findData(loaded.export_format), 0))
        self.excel = QCheckBox("Safe for spreadsheets: cells that would run as a formula are defused")
        self.excel.setChecked(loaded.excel_safe)
        self.folder = named(QLineEdit(str(folder / f"{project.path.stem} report")), "Folder")
        self.table = named(QComboBox(), "Table of the preview")
        self.table.currentTextChanged.connect(self._show_rows)
        self.preview = named(QTableView(showGrid=False, wordWrap=False), "First rows")
        named(self.preview.horizontalHeader(), "Columns of the first rows")
        self.preview.setAlternatingRowColors(True)
        self.preview.setProperty("role", "plain")
        self.preview.verticalHeader().hide()
        self.preview.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.said = plain_label("", "caption")
        self.said.setWordWrap(True)
        self._lay_out()
        self.rows.currentIndexChanged.connect(self._look)
        self.format.currentIndexChanged.connect(lambda: self.excel.setEnabled(self.format.currentData() == "csv"))
        self.excel.setEnabled(self.format.currentData() == "csv")
        self._look()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Rows", self.rows)
        form.addRow("Form", self.format)
        form.addRow("", self.excel)
        choose = QPushButton("Choose…", autoDefault=False)
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(choose)
        form.addRow("Folder", line)
        form.addRow("Preview", self.table)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.write = self._buttons.addButton("Export", QDialogButtonBox.ButtonRole.ActionRole)
        self.write.setDefault(True)
        self.write.clicked.connect(self.export)
        self.show_folder = self._buttons.addButton("Open the folder", QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder.clicked.connect(self._open_folder)
        self.show_folder.hide()
        self._buttons.rejected.connect(self.reject)
        layout = stacked(self)
        layout.addLayout(form)
        layout.addWidget(self.preview, 1)
        layout.addWidget(self.said)
        layout.addWidget(self._buttons)
        self.resize(theme.room(self, 860, 600))

    @property
    def only(self) -> Filter:
        return self._workspace.filter if self.rows.currentData() == "filtered" else Filter()

    def _look(self) -> None:
        project, only = self._project, self.only
        self.said.setText("Gathering the rows…")
        self._thread.run(lambda: late.services.reports.report(project, only), self._show_tables)

    def _show_tables(self, tables: Mapping[str, Table]) -> None:
        self._tables = tables
        shown = self.table.currentData() or "claims"
        self.table.clear()
        for name, table in tables.items():
            self.table.addItem(f"{name}, {count(len(table.rows), 'row')}", name)
        self.table.setCurrentIndex(self.table.findData(shown))
        self.said.setText(f"{count(sum(len(table.rows) for table in tables.values()), 'row')} in {count(len(tables), 'table')}, "
                          "and the text of each document.")

    def _show_rows(self) -> None:
        table = self._tables.get(self.table.currentData())
        if table is not None:
            self.preview.setModel(_Rows(table, self.preview))
            self.preview.resizeColumnsToContents()
            for column in range(len(table.columns)):
                self.preview.setColumnWidth(column, min(self.preview.columnWidth(column) + 8, 280))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Folder of the report", str(Path(self.folder.text()).parent))
        if chosen:
            self.folder.setText(chosen)

    def export(self) -> None:
        project, only, folder = self._project, self.only, Path(self.folder.text()).expanduser()
        form, excel = self.format.currentData(), self.excel.isChecked()
        self.write.setEnabled(False)
        self.said.setText("Writing…")
        self._thread.run(lambda: late.services.reports.export(project, folder, format=form, excel=excel and form == "csv", only=only),
                         lambda paths: self._tell(folder, paths))

    def _tell(self, folder: Path, paths: list[Path]) -> None:
        self._written = folder
        sentence = f"{count(len(paths), 'file')} written to {folder}"
        self.said.setText(sentence)
        self._workspace.report(sentence)
        self.write.setEnabled(True)
        self.show_folder.show()
        self.done_with.emit({"export_format": self.format.currentData(), "excel_safe": self.excel.isChecked(), "folder": str(folder.parent)})

    def refuse(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.write.setEnabled(True)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))


class _Thread(QObject):
    """Runs one thing after another beside the window; an answer that came too late is dropped."""
    _came = Signal(int, object, object)

    def __init__(self, dialog: ExportDialog) -> None:
        super().__init__(dialog)
        self._dialog, self._number = dialog, 0
        self._came.connect(self._take)

    def run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._number += 1
        threading.Thread(target=self._work, args=(self._number, work, then), daemon=True).start()

    def _work(self, number: int, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        try:
            answer = work()
        except WorkbenchError as error:
            answer, then = str(error), self._dialog.refuse
        except RuntimeError:
            return  # the window is gone
        with suppress(RuntimeError):  # or went just now
            self._came.emit(number, answer, then)

    def _take(self, number: int, answer: Any, then: Callable[[Any], None]) -> None:
        if number == self._number:
            then(answer)


class _Rows(QAbstractTableModel):
    def __init__(self, table: Table, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else min(len(self._table.rows), FIRST_ROWS)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._table.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._table.columns[section] if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        cell = self._table.rows[index.row()][index.column()]
        return "" if cell is None else str(cell)[:300].replace("\n", " ")
