"""The four tables: events, claims, entities, conflicts. Live, linked to the other panes, every cell that can be wrong can be written."""
from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.core.selection import Selection
from workbench.ui import late
from workbench.ui.actions import Action
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.panes.tables import arrangement, claims, conflicts, entities, events, header
from workbench.ui.panes.tables.model import TableModel
from workbench.ui.panes.tables.sheets import Column, Sheet
from workbench.ui.panes.tables.verbs import Verbs
from workbench.ui.panes.tables.view import FOLLOWED, TableView
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

SOON = 60  # ms
SHEETS = (events.SHEET, claims.SHEET, entities.SHEET, conflicts.SHEET)


class TablesPane(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Tables")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.views = {sheet.kind: self._make(sheet) for sheet in SHEETS}
        self._due = {kind: Changes(everything=True) for kind in self.views}
        self._arriving: set[str] = set()  # tables whose rows came with documents: in order until the analyst edits there
        self._count_others = QTimer(self, interval=SOON, singleShot=True)
        self._count_others.timeout.connect(self._count_all)
        self._lay_out()
        self.verbs = Verbs(self, workspace)
        self.follow(workspace)

    # what it is made of -------------------------------------------------------------------------------------------------------------------

    def _make(self, sheet: Sheet) -> TableView:
        view = TableView(TableModel(sheet, self))
        view.picked.connect(partial(self._pick, view))
        view.entered.connect(partial(self._write, view))
        head = view.horizontalHeader()
        head.customContextMenuRequested.connect(lambda place: header.pop_up(view, place, self.workspace.filter, self.workspace.set_filter))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(partial(self._show_menu, view))
        return view

    def _lay_out(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Tables")
        self.stack = QStackedWidget()
        for view in self.views.values():
            self.tabs.addTab(view.table.sheet.title)
            self.stack.addWidget(view)
        self.tabs.currentChanged.connect(self._turn)
        self._again = _button("", "Edited rows stay where they are until the filter and the sort are applied again", self.apply_again)
        self._grouping = _button("Group", "Claims that are the same statement stand together (G)", self.toggle_groups)
        self._grouping.setCheckable(True)
        self._columns = _button("Columns", "Choose the columns of this table", self._choose_columns)
        top = QHBoxLayout()
        top.setContentsMargins(4, 0, 8, 0)
        top.setSpacing(4)
        top.addWidget(self.tabs)
        top.addStretch(1)
        top.addWidget(self._again)
        top.addWidget(self._grouping)
        top.addWidget(self._columns)
        self._again.hide()
        bar = QWidget()
        bar.setLayout(top)
        bar.setAutoFillBackground(True)  # the desk's grey, under the tabs as beside them
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self.stack, 1)
        self.stack.setFocusProxy(self.view)
        self.setFocusProxy(self.stack)

    def restore_columns(self, settings: QSettings) -> None:
        """Which columns were shown, in which order and how wide, when the window was closed; another version's columns begin afresh."""
        for kind, view in self.views.items():
            state = settings.value(_place(kind, view))
            if isinstance(state, QByteArray):
                view.restore_columns(state)

    def save_columns(self, settings: QSettings) -> None:
        for kind, view in self.views.items():
            settings.setValue(_place(kind, view), view.horizontalHeader().saveState())

    def standing(self) -> dict[str, Any]:
        """What a saved view keeps of the tables."""
        return {"table": self.view.table.sheet.kind, "tables": {kind: arrangement.arrangement(view) for kind, view in self.views.items()}}

    def stand(self, wanted: Mapping[str, Any]) -> None:
        tables = wanted.get("tables")
        for kind, view in self.views.items():
            if isinstance(tables, dict) and isinstance(tables.get(kind), dict):
                arrangement.arrange(view, tables[kind])
        if wanted.get("table") in self.views:
            self.show_table(wanted["table"])

    @property
    def view(self) -> TableView:
        return self.stack.currentWidget()  # type: ignore[return-value]

    def show_table(self, kind: str) -> TableView:
        self.tabs.setCurrentIndex([str(one) for one in self.views].index(kind))
        return self.view

    def _turn(self, number: int) -> None:
        self.stack.setCurrentIndex(number)
        self.stack.setFocusProxy(self.view)
        self._catch_up(self.view)
        self.recount()

    # following ----------------------------------------------------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        for kind in self._due:
            self._due[kind] |= changes
        if self.workspace.editing:
            self._arriving.discard(self.view.table.sheet.kind)
        elif changes.touches("document"):
            self._arriving |= self._due.keys()
        self._catch_up(self.view)
        self._hold()
        self.recount()
        self._count_others.start()

    def _hold(self) -> None:
        """Who or what became part of another row by a merge, or by undoing a split, is selected as that row."""
        project, selection = self.workspace.project, self.workspace.selection
        if project is None or selection.kind not in ("event", "entity"):
            return
        if selection.kind == "event":
            part_of = late.queries.events_of(project, selection.ids)
        else:
            part_of = {member: entity.id for entity in late.queries.get_entities(project, selection.ids) for member in entity.members}
        ids = tuple(dict.fromkeys(part_of.get(one, one) for one in selection.ids))
        if ids != selection.ids:
            self.workspace.select(selection.kind, ids)

    def _catch_up(self, view: TableView) -> None:
        """A table that is not on top re-reads once, when it comes to the top."""
        sheet, model = view.table.sheet, view.table
        due, self._due[sheet.kind] = self._due[sheet.kind], Changes()
        if due.everything or model.project is not self.workspace.project:
            model.filter = self.workspace.filter
            model.open(self.workspace.project)
        elif due.touches(*sheet.concerns):
            arrived = sheet.kind in self._arriving and not model.strays
            model.refresh(frozenset() if arrived else frozenset(due.ids.get(sheet.kind, ())))
            if arrived:
                model.apply()
        if model.filter != self.workspace.filter:
            model.set_filter(self.workspace.filter)

    def show_filter(self, new: Filter) -> None:
        self._catch_up(self.view)
        self.recount()
        self._count_others.start()

    def show_selection(self, selection: Selection) -> None:
        kind, ids = selection.kind, selection.ids
        if kind == "telling" and self.workspace.project:
            kind, ids = "event", tuple(telling.event_id for telling in late.queries.get_tellings(self.workspace.project, ids))
        if kind not in self.views:
            self.view.let_go()
            return
        brushed = selection.range is not None
        view = self.views[kind] if brushed else self.show_table(kind)
        self._catch_up(view)
        view.table.brush(ids if brushed or len(ids) > FOLLOWED else ())
        view.follow(ids[:1] if brushed else ids)

    def _count_all(self) -> None:
        """Of the tables that are not on top, once the eye has what it looks at: what passes the filter."""
        project = self.workspace.project
        for number, view in enumerate(self.views.values()):
            if view is not self.view:
                self._label(number, len(view.table.sheet.chosen(project, self.workspace.filter)) if project else 0)

    def _label(self, number: int, rows: int) -> None:
        title = SHEETS[number].title
        self.tabs.setTabText(number, f"{title} {rows:,}".replace(",", " ") if self.workspace.project else title)

    def recount(self) -> None:
        """Of the table on top: its rows, those that an edit left standing too."""
        project = self.workspace.project
        self._label(self.stack.currentIndex(), self.view.table.rowCount())
        strays = self.view.table.strays
        self._again.setVisible(strays > 0)
        self._again.setText(f"{count(strays, 'edited row')} kept – apply again")
        self._columns.setEnabled(project is not None)
        self._grouping.setVisible(self.view.table.sheet.groups is not None)
        self._grouping.setChecked(self.view.table.grouped)

    # what the analyst does -----------------------------------------------------------------------------------------------------------------

    def _pick(self, view: TableView) -> None:
        ids, index = view.selected_ids(), view.currentIndex()
        if ids and index.isValid():
            self.workspace.select(view.table.sheet.kind, ids, field=view.table.column_at(index).words, reveal=True)

    def _write(self, view: TableView, ids: list[int], column: Column, value: Any) -> None:
        self.workspace.do(view.table.sheet.write, ids, column, value)
        if self.workspace.refused:
            view.refuse(ids[0], column, value, self.workspace.refused)

    def apply_again(self) -> None:
        self.view.table.apply()
        self.recount()

    def toggle_groups(self) -> None:
        """Of the table on top, where its rows belong together in groups."""
        table = self.view.table
        table.group(not table.grouped)
        self.recount()

    def _choose_columns(self) -> None:
        menu = header.columns_menu(self.view, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._columns.mapToGlobal(self._columns.rect().bottomLeft()))

    def _show_menu(self, view: TableView, place: QPoint) -> None:
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        section = ""
        for action in self.verbs.actions():
            if section and action.section != section:
                menu.addSeparator()
            section = action.section
            face = menu.addAction(action.shown, action.callback)
            face.setEnabled(action.allowed)
        if told := self.window().findChild(QAction, "history.row"):  # the window's own action: it knows every kind of row
            menu.addSeparator()
            menu.addAction("History of this row…", told.trigger)
        menu.popup(view.viewport().mapToGlobal(place))

    def actions(self) -> list[Action]:
        shown = [Action(f"tables.{view.table.sheet.kind}", f"Table of {view.table.sheet.title.lower()}", "", partial(self._go, kind), menu="Go",
                        section="tables", enabled=lambda: self.workspace.project is not None) for kind, view in self.views.items()]
        return [*self.verbs.actions(), *shown]

    def _go(self, kind: str) -> None:
        self.show_table(kind).setFocus(Qt.FocusReason.ShortcutFocusReason)


def _place(kind: str, view: TableView) -> str:
    return f"columns/{kind}/{'-'.join(column.field for column in view.table.sheet.columns)}"


def _button(text: str, tip: str, callback: Any) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setAutoRaise(True)
    button.clicked.connect(lambda _=False: callback())
    return button
