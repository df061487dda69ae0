"""One model for all four tables: an order (row positions over the arrays of `Sheet.rows`) and the words of the rows near the screen."""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.core.filters import Filter
from workbench.ui.panes.tables.sheets import Column, Sheet, places

if TYPE_CHECKING:
    from workbench.storage.project import Project

PAGE = 128  # rows whose words are read at once
PAGES = 24  # pages kept
RUNS = 40  # above so many separate stretches of rows come or gone, the view is told to start anew

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
READABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
WRITABLE = READABLE | Qt.ItemFlag.ItemIsEditable
NO_IDS = np.empty(0, dtype=np.int64)


def stretches(flags: np.ndarray) -> list[tuple[int, int]]:
    """The half-open runs of true in a row of flags."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def together(order: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """The rows with those of one group behind the first of them; a row of no group stays alone."""
    own = groups[order].astype(np.int64)
    own = np.where(own > 0, own, -1 - np.arange(len(own)))
    _, first, group = np.unique(own, return_index=True, return_inverse=True)
    return order[np.argsort(first[group], kind="stable")]


class TableModel(QAbstractTableModel):
    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.project: Project | None = None
        self._open_to_edits = False
        self.filter = Filter()
        self.sorted_by: tuple[int, Qt.SortOrder] | None = None
        self.grouped = False  # rows that belong together stand together
        self._groups: np.ndarray | None = None
        self._ids = NO_IDS  # of every row there is
        self._order = np.empty(0, dtype=np.intp)  # of the rows that are shown
        self._stray: frozenset[int] = frozenset()  # ids that an edit moved out of the filter or the sort
        self._brushed: np.ndarray | None = None
        self._pages: OrderedDict[int, list[Any]] = OrderedDict()
        self._keys: dict[int, np.ndarray] = {}

    # what Qt asks -------------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._order)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.sheet.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) or not index.isValid():
            return None
        return self.text(index.row(), index.column())

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.sheet.columns):
            return None
        column = self.sheet.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.header
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = column.look == "number"
            return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return WRITABLE if self._open_to_edits and self.sheet.columns[index.column()].editor else READABLE

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sorted_by = (column, order) if column >= 0 else None
        self.apply()

    # what the view and the delegate ask -----------------------------------------------------------------------------------------------

    def text(self, row: int, column: int) -> str:
        record = self.record(row)
        return self.sheet.columns[column].text(record) if record is not None else ""

    def record(self, row: int) -> Any:
        """The record in a row; nothing for one that was deleted a moment ago by somebody else."""
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
        return page[place]

    def id_at(self, row: int) -> int:
        return int(self._ids[self._order[row]])

    def ids_at(self, rows: Iterable[int]) -> list[int]:
        return [self.id_at(row) for row in rows]

    def rows_of(self, ids: Sequence[int]) -> list[int]:
        """The rows that show these, in the order asked; what is not shown is left out."""
        if not len(ids) or not len(self._order):
            return []
        row_of = np.full(len(self._ids), -1, dtype=np.intp)
        row_of[self._order] = np.arange(len(self._order))
        return [int(row) for row in row_of[places(self._ids, np.asarray(ids, dtype=np.int64))] if row >= 0]

    def is_brushed(self, row: int) -> bool:
        return self._brushed is not None and bool(self._brushed[self._order[row]])

    def is_stray(self, row: int) -> bool:
        return bool(self._stray) and self.id_at(row) in self._stray

    def joins(self, row: int) -> tuple[bool, bool]:
        """Whether a row belongs together with the one above and with the one below."""
        if self._groups is None or not self.grouped:
            return False, False
        groups = [int(self._groups[self._order[one]]) if 0 <= one < len(self._order) else 0 for one in (row - 1, row, row + 1)]
        return groups[1] > 0 and groups[0] == groups[1], groups[1] > 0 and groups[2] == groups[1]

    @property
    def strays(self) -> int:
        return len(self._stray)

    def brush(self, ids: Sequence[int]) -> None:
        """Draws these as brushed: an array of flags, not a selection of Qt's, which takes a tenth of a second for ten thousand rows."""
        self._brushed = None
        if len(ids):
            self._brushed = np.zeros(len(self._ids), dtype=bool)
            self._brushed[places(self._ids, np.asarray(ids, dtype=np.int64))] = True
        self._repaint()

    # what the workspace says ------------------------------------------------------------------------------------------------------------

    def open(self, project: Project | None) -> None:
        self.beginResetModel()
        self.project = project
        self._open_to_edits = project is not None and not project.read_only
        self._brushed = None
        self._read_rows()
        self._order, self._stray = self._fresh(), frozenset()
        self.endResetModel()

    def group(self, grouped: bool) -> None:
        """Rows that belong together stand together, where the first of them stands; or as they are sorted."""
        self.grouped = grouped and self.sheet.groups is not None
        self._groups = self._read_groups()
        self.apply()

    def set_filter(self, chosen: Filter) -> None:
        self.filter = chosen
        self.apply()

    def apply(self) -> None:
        """Filter and sort anew."""
        fresh = self._fresh()
        self._stray = frozenset()
        shown = np.zeros(len(self._ids), dtype=bool)
        shown[self._order] = True
        if len(fresh) == len(self._order) and shown[fresh].all():
            self._reorder(fresh)
        else:
            self.beginResetModel()
            self._set_order(fresh)
            self.endResetModel()

    def refresh(self, touched: frozenset[int]) -> None:
        """After an edit: shown rows stay where they are, those that no longer belong there are marked, new ones take their place."""
        shown = self._ids[self._order]
        brushed = self._ids[self._brushed] if self._brushed is not None else NO_IDS
        self._read_rows()
        fresh = self._ids[self._fresh()]
        alive = np.isin(shown, self._ids)
        belongs = np.isin(shown, fresh)
        wanted = self._merged(shown[alive], fresh)
        self._move(shown, alive, wanted)
        self._brushed = None
        self.brush(brushed.tolist())
        stray = {int(one) for one in shown[alive & ~belongs]} | self._misplaced(touched | self._stray)
        self._stray = frozenset(stray)
        self._repaint()

    def drop(self, ids: Sequence[int]) -> None:
        """Takes rows off the table that were deleted, without waiting for the filter to be applied again."""
        shown = self._ids[self._order]
        left = ~np.isin(shown, np.asarray(ids, dtype=np.int64))
        self._stray -= frozenset(ids)
        self._move(shown, left, shown[left])

    # the arrays --------------------------------------------------------------------------------------------------------------------------

    def _read_rows(self) -> None:
        self._pages.clear()
        self._keys.clear()
        self._ids = self.sheet.rows(self.project) if self.project else NO_IDS
        self._groups = self._read_groups()

    def _read_groups(self) -> np.ndarray | None:
        return self.sheet.groups(self.project) if self.grouped and self.project and self.sheet.groups else None

    def _read(self, number: int) -> list[Any]:
        ids = self._ids[self._order[number * PAGE:(number + 1) * PAGE]].tolist()
        found = {record.id: record for record in self.sheet.records(self.project, ids)} if self.project else {}
        page = [found.get(one) for one in ids]
        self._pages[number] = page
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return page

    def _key(self, column: int) -> np.ndarray:
        if column not in self._keys and self.project:
            self._keys[column] = self.sheet.keys(self.project, self.sheet.columns[column].field)
        return self._keys[column]

    def _fresh(self) -> np.ndarray:
        if self.project is None:
            return np.empty(0, dtype=np.intp)
        order = self._sorted(places(self._ids, np.asarray(self.sheet.chosen(self.project, self.filter), dtype=np.int64)))
        return together(order, self._groups) if self.grouped and self._groups is not None else order

    def _sorted(self, order: np.ndarray) -> np.ndarray:
        if self.sorted_by is None:
            return order
        column, direction = self.sorted_by
        keys = self._key(column)[order]
        if direction == Qt.SortOrder.DescendingOrder:
            keys = -keys  # the unknown (nan) stays last either way
        return order[np.argsort(keys, kind="stable")]

    def _merged(self, kept: np.ndarray, fresh: np.ndarray) -> np.ndarray:
        """The kept rows in their order, each new one behind the row that it follows in the fresh order."""
        new = ~np.isin(fresh, kept)
        if not new.any():
            return kept
        place_of = np.full(len(self._ids), -1, dtype=np.intp)
        place_of[places(self._ids, kept)] = np.arange(len(kept))
        behind = np.maximum.accumulate(place_of[places(self._ids, fresh)])  # of the kept row above, -1 for none
        ids = np.concatenate((kept, fresh[new]))
        return np.asarray(ids[np.lexsort((np.arange(len(ids)), np.concatenate((np.arange(len(kept)), behind[new]))))])

    def _misplaced(self, touched: frozenset[int]) -> set[int]:
        """Of the touched rows, those that the sort would put elsewhere: not between their neighbours."""
        if self.sorted_by is None or not touched or len(self._order) < 2:
            return set()
        column, direction = self.sorted_by
        keys = np.nan_to_num(self._key(column)[self._order].astype(float), nan=np.inf)
        if direction == Qt.SortOrder.DescendingOrder:
            keys = np.where(np.isinf(keys), keys, -keys)
        wrong = set()
        for row in self.rows_of(sorted(touched)):
            above, below = keys[max(row - 1, 0)], keys[min(row + 1, len(keys) - 1)]
            if keys[row] < above or keys[row] > below:
                wrong.add(self.id_at(row))
        return wrong

    def _set_order(self, order: np.ndarray) -> None:
        """The pages of words follow the order: those read for another one are forgotten."""
        self._order = order
        self._pages.clear()

    # telling the view -------------------------------------------------------------------------------------------------------------------

    def _reorder(self, fresh: np.ndarray) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        ids = [self.id_at(index.row()) for index in held]
        self._set_order(fresh)
        if held:
            rows = dict(zip(ids, self.rows_of(ids), strict=True))
            self.changePersistentIndexList(held, [self.index(rows[one], index.column()) for one, index in zip(ids, held, strict=True)])
        self.layoutChanged.emit()

    def _move(self, shown: np.ndarray, alive: np.ndarray, wanted: np.ndarray) -> None:
        gone, come = stretches(~alive), stretches(~np.isin(wanted, shown))
        new = places(self._ids, wanted)
        if len(gone) + len(come) > RUNS or not len(new):
            self.beginResetModel()
            self._set_order(new)
            self.endResetModel()
            return
        self._order = np.minimum(np.searchsorted(self._ids, shown), len(self._ids) - 1)  # a row that is gone has a neighbour's words till it goes
        for start, end in reversed(gone):
            self.beginRemoveRows(NO_PARENT, start, end - 1)
            self._set_order(np.delete(self._order, np.s_[start:end]))
            self.endRemoveRows()
        for start, end in come:
            self.beginInsertRows(NO_PARENT, start, end - 1)
            self._set_order(np.insert(self._order, start, new[start:end]))
            self.endInsertRows()
        self._set_order(new)

    def _repaint(self) -> None:
        if len(self._order):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._order) - 1, len(self.sheet.columns) - 1))

    def column_at(self, index: Index) -> Column:
        return self.sheet.columns[index.column()]
