"""How a table's columns stand, in words: which are shown, in which order, how wide, by which the rows are sorted."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from workbench.ui.panes.tables.view import TableView

WAYS = {"ascending": Qt.SortOrder.AscendingOrder, "descending": Qt.SortOrder.DescendingOrder}
WIDEST = 4000  # pixels


def arrangement(view: TableView) -> dict[str, Any]:
    header, columns = view.horizontalHeader(), view.table.sheet.columns
    shown = view.visible_columns()
    sort = view.table.sorted_by
    return {"columns": [columns[number].field for number in shown], "widths": [header.sectionSize(number) for number in shown],
            "sort": [columns[sort[0]].field, next(name for name, way in WAYS.items() if way == sort[1])] if sort else []}


def arrange(view: TableView, wanted: Mapping[str, Any]) -> None:
    """Columns that this version does not have are passed over; without any that it has, the table stays as it is."""
    header, numbers = view.horizontalHeader(), {column.field: number for number, column in enumerate(view.table.sheet.columns)}
    shown = [numbers[field] for field in _list(wanted, "columns") if field in numbers]
    if not shown:
        return
    for place, number in enumerate(shown):
        header.moveSection(header.visualIndex(number), place)
    for number in numbers.values():
        header.setSectionHidden(number, number not in shown)
    for number, width in zip(shown, _list(wanted, "widths"), strict=False):
        if isinstance(width, int) and 0 < width < WIDEST:
            header.resizeSection(number, width)
    view.fit()
    field, way = (*_list(wanted, "sort"), "", "")[:2]
    header.setSortIndicator(numbers.get(field, -1), WAYS.get(way, Qt.SortOrder.AscendingOrder))


def _list(wanted: Mapping[str, Any], name: str) -> list[Any]:
    """Names and numbers alone: the file may have been written by anybody."""
    found = wanted.get(name)
    return [one for one in found if isinstance(one, str | int)] if isinstance(found, list) else []
