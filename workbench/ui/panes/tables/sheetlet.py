"""A small table for dialogs: some lines of plain words, a tick where lines can be chosen."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QHeaderView, QTableView

from workbench.ui import theme
from workbench.ui.widgets.words import named, plain_tip

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
Role = Qt.ItemDataRole


@dataclass
class Line:
    cells: tuple[str, ...]
    ticked: bool | None = None  # None: nothing to tick
    refused: bool = False
    strong: frozenset[int] = field(default_factory=frozenset)  # columns


class Lines(QAbstractTableModel):
    ticked = Signal()

    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headers, self.lines = list(headers), list[Line]()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        return self.headers[section] if role == Role.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        words = line.cells[column]
        asked: dict[int, Callable[[], object]] = {
            Role.DisplayRole: lambda: " ".join(words.split()), Role.ToolTipRole: lambda: plain_tip(words),
            Role.CheckStateRole: lambda: _state(line) if column == 0 and line.ticked is not None else None,
            Role.FontRole: lambda: _bold() if column in line.strong else None,
            Role.ForegroundRole: lambda: QColor(theme.tokens().warning) if line.refused and column == len(line.cells) - 1 else None}
        return asked[role]() if role in asked else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        line = self.lines[index.row()]
        return super().flags(index) | (Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and line.ticked is not None else Qt.ItemFlag(0))

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        line = self.lines[index.row()]
        if role != Role.CheckStateRole or line.ticked is None:
            return False
        line.ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


def _state(line: Line) -> Qt.CheckState:
    return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked


def _bold() -> QFont:
    return theme.desk_font(bold=True)


def view_of(lines: Lines, name: str, stretching: int) -> QTableView:
    view = named(QTableView(showGrid=False, wordWrap=False), name)
    view.setModel(lines)
    view.setProperty("role", "plain")
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.pixels(28))
    view.setTabKeyNavigation(False)
    header = named(view.horizontalHeader(), f"Columns of {name.lower()}")
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.setSectionResizeMode(stretching, QHeaderView.ResizeMode.Stretch)
    return view
