"""A plain table to be read: rows of words, some of them set back or brought forward."""
from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.ui import theme
from workbench.ui.widgets.words import named

TONES = ("", "muted", "strong", "warning")
_Index = QModelIndex | QPersistentModelIndex


class Rows(QAbstractTableModel):
    """`tones` say how a row is painted, `cells` how single cells are: by (row, column)."""

    def __init__(self, headers: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headers = headers
        self.rows: Sequence[Sequence[str]] = ()
        self.tones: Sequence[str] = ()
        self.cells: Mapping[tuple[int, int], str] = {}

    def show(self, rows: Sequence[Sequence[str]], tones: Sequence[str] = (), cells: Mapping[tuple[int, int], str] | None = None) -> None:
        self.beginResetModel()
        self.rows, self.tones, self.cells = rows, tones or [""] * len(rows), cells or {}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.headers[section] if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        tone = self.cells.get((index.row(), index.column())) or self.tones[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and tone in ("muted", "warning"):
            return QColor(getattr(theme.tokens(), tone))
        if role == Qt.ItemDataRole.FontRole and tone == "strong":
            return theme.desk_font(bold=True)
        return None


def rows_view(model: Rows, name: str, widths: Sequence[int]) -> QTableView:
    """`widths` are those of the first day; the column that has none takes what is left."""
    view = named(QTableView(showGrid=False, wordWrap=True), name)
    view.setModel(model)
    view.setProperty("role", "plain")
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
    view.verticalHeader().hide()
    header = named(view.horizontalHeader(), f"Columns of {name.lower()}")
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    for number, width in enumerate(widths):
        if width:
            view.setColumnWidth(number, theme.pixels(width))
        else:
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
    return view
