"""The menu of a column's header: sort, filter by what stands there, which columns are shown."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from workbench.core.filters import Filter
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.sheets import Column
from workbench.ui.panes.tables.view import TableView

OFFERED = 12  # values of a column in its menu, the most frequent of the rows looked at
LOOKED_AT = 500
LONGEST = 40


def column_menu(view: TableView, number: int, chosen: Filter, set_filter: Callable[[Filter], None]) -> QMenu:
    column = view.table.sheet.columns[number]
    menu = QMenu(view)
    header = view.horizontalHeader()
    menu.addAction("Sort ascending", lambda: header.setSortIndicator(number, Qt.SortOrder.AscendingOrder))
    menu.addAction("Sort descending", lambda: header.setSortIndicator(number, Qt.SortOrder.DescendingOrder))
    if view.table.sorted_by is not None:
        menu.addAction("Do not sort", lambda: header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder))
    if column.key:
        menu.addSeparator()
        _add_filters(menu, view, column, chosen, set_filter)
    menu.addSeparator()
    hide = menu.addAction(f"Hide {_name(column)}", lambda: view.show_column(number, False))
    hide.setEnabled(len(view.visible_columns()) > 1)
    menu.addMenu(columns_menu(view, menu))
    return menu


def columns_menu(view: TableView, parent: QWidget) -> QMenu:
    """Every column with a tick, in the order of the screen."""
    menu = QMenu("Columns", parent)
    header = view.horizontalHeader()
    for place in range(header.count()):
        number = header.logicalIndex(place)
        action = menu.addAction(_name(view.table.sheet.columns[number]).capitalize())
        action.setCheckable(True)
        action.setChecked(not header.isSectionHidden(number))
        action.toggled.connect(lambda shown, number=number: view.show_column(number, shown))
    menu.addSeparator()
    menu.addAction("As at first", view.reset_columns)
    return menu


def pop_up(view: TableView, place: QPoint, chosen: Filter, set_filter: Callable[[Filter], None]) -> None:
    number = view.horizontalHeader().logicalIndexAt(place)
    if number >= 0:
        menu = column_menu(view, number, chosen, set_filter)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(view.horizontalHeader().mapToGlobal(place))


def _name(column: Column) -> str:
    return (column.header or column.field).lower()


def _add_filters(menu: QMenu, view: TableView, column: Column, chosen: Filter, set_filter: Callable[[Filter], None]) -> None:
    on, name = chosen.values(column.key), _name(column)
    here = _values_of_current(view, column)
    for value in here:
        menu.addAction(f"Only {name}: {_short(value)}", partial(set_filter, chosen.with_term(column.key, [value])))
        menu.addAction(f"Without {name}: {_short(value)}", partial(set_filter, chosen.with_term(column.key, [value], exclude=True)))
    offered = list(column.choices) or _frequent(view, column)
    if offered:
        some = menu.addMenu(f"Any {name} of")
        for value in dict.fromkeys([*on, *offered]):
            action = some.addAction(_short(value))
            action.setCheckable(True)
            action.setChecked(value in on)
            action.toggled.connect(lambda ticked, value=value: set_filter(_with(chosen, column.key, value, ticked)))
    if any(term.key == column.key for term in chosen.terms):
        menu.addAction(f"Every {name}", lambda: set_filter(chosen.without(column.key)))


def _with(chosen: Filter, key: str, value: str, ticked: bool) -> Filter:
    values = [one for one in chosen.values(key) if one != value]
    return chosen.with_term(key, [*values, value] if ticked else values)


def values_of(column: Column, record: object) -> list[str]:
    """A cell as the filter asks for it: each of several on its own, an event by its id."""
    if column.asked:
        return column.asked(record)
    text = column.text(record)
    return cells.split(text) if column.editor in ("names", "tags") else [text] if text else []


def _values_of_current(view: TableView, column: Column) -> list[str]:
    index = view.currentIndex()
    record = view.table.record(index.row()) if index.isValid() else None
    return values_of(column, record) if record is not None else []


def _frequent(view: TableView, column: Column) -> list[str]:
    rows = min(LOOKED_AT, view.table.rowCount())
    records = (view.table.record(row) for row in range(rows))
    counted = Counter(value for record in records if record is not None for value in values_of(column, record))
    return [value for value, _ in counted.most_common(OFFERED)]


def _short(value: str) -> str:
    shown = value if len(value) <= LONGEST else value[:LONGEST - 1] + "…"
    return shown.replace("&", "&&")
