"""The table on the screen: rows are selected, one cell of them is current, one column stretches."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QHeaderView, QTableView, QToolTip, QWidget

from workbench.ui import theme
from workbench.ui.panes.tables.editing import ENTER, EditingDelegate
from workbench.ui.panes.tables.editors import Hint, ListEdit, WordsEdit
from workbench.ui.panes.tables.headings import Header
from workbench.ui.panes.tables.model import TableModel
from workbench.ui.panes.tables.sheets import Column

HEADER_HEIGHT = 32
NARROWEST = 32
FOLLOWED = 200  # a selection of more rows is drawn as brushed, its first row alone is selected
EMPTY = {"event": "No events yet. Import texts (Ctrl+I), or add an event (Ins); in the text, E makes one of the selected words.",
         "claim": "No claims yet. Import texts (Ctrl+I), or add a claim (Ins); in the text, C makes one of the selected words.",
         "entity": "No entities yet. Import texts (Ctrl+I), or add an entity (Ins).",
         "link": "Nothing is at odds so far. Two claims or events that you find to be are linked in their table, by the menu of the right button."}
STRAY = "An edit moved this row out of the filter or the sort; it stays until they are applied again."
Hints = QAbstractItemDelegate.EndEditHint
Select = QItemSelectionModel.SelectionFlag


class TableView(QTableView):
    picked = Signal()  # the analyst went to a row or a cell
    entered = Signal(object, object, object)  # ids, column, value

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = model
        self._following = False
        self._kept: list[int] = []
        self._wanted: dict[int, int] = {}  # widths that a person gave to stretching columns
        self._fitting = False
        self.setModel(model)
        self.delegate = EditingDelegate(self)
        self.setItemDelegate(self.delegate)
        self.delegate.entered.connect(self._enter)
        self.hint = Hint(self.viewport())
        self._settle = QTimer(self, interval=0, singleShot=True)
        self._settle.timeout.connect(self.picked)
        self._set_up()
        self._set_up_header()
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    def _set_up(self) -> None:
        self.setAccessibleName(self.table.sheet.title)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.pixels(self.table.sheet.row_height))
        rows.setDefaultSectionSize(theme.pixels(self.table.sheet.row_height))
        self.selectionModel().selectionChanged.connect(self._moved)
        self.selectionModel().currentChanged.connect(self._moved)

    def _set_up_header(self) -> None:
        self.setHorizontalHeader(Header(self))
        header = self.horizontalHeader()
        header.setAccessibleName(f"Columns of {self.table.sheet.title.lower()}")
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(NARROWEST)
        header.setFixedHeight(theme.pixels(HEADER_HEIGHT))
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        for number, column in enumerate(self.table.sheet.columns):
            header.resizeSection(number, theme.pixels(column.width))
            header.setSectionHidden(number, not column.shown)
        header.sortIndicatorChanged.connect(self.table.sort)
        header.sectionResized.connect(self._resized)

    # widths: the stretching columns take what the others leave ----------------------------------------------------------------------------

    def fit(self) -> None:
        header, columns = self.horizontalHeader(), self.table.sheet.columns
        shown = [number for number in range(len(columns)) if not header.isSectionHidden(number)]
        stretching = [number for number in shown if columns[number].stretches]
        if not stretching:
            return
        room = self.viewport().width() - sum(header.sectionSize(number) for number in shown if number not in stretching)
        least = {number: self._wanted.get(number, theme.pixels(columns[number].width)) for number in stretching}
        spare = max(0, room - sum(least.values()))
        self._fitting = True
        for position, number in enumerate(stretching):
            share = spare // (len(stretching) - position)
            header.resizeSection(number, least[number] + share)
            spare -= share
        self._fitting = False

    def _resized(self, number: int, _before: int, after: int) -> None:
        if self._fitting:
            return
        if self.table.sheet.columns[number].stretches and not self.horizontalHeader().isSectionHidden(number):
            self._wanted[number] = max(NARROWEST, after)
        self.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def show_column(self, number: int, shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(number, not shown)
        self.fit()

    def reset_columns(self) -> None:
        """Which columns are shown, in which order and how wide, as on the first day."""
        header, columns = self.horizontalHeader(), self.table.sheet.columns
        self._wanted.clear()
        for number, column in enumerate(columns):
            header.moveSection(header.visualIndex(number), number)
            header.setSectionHidden(number, not column.shown)
            header.resizeSection(number, theme.pixels(column.width))
        self.fit()

    def restore_columns(self, state: QByteArray) -> None:
        header = self.horizontalHeader()
        header.restoreState(state)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.fit()

    def visible_columns(self) -> list[int]:
        """As they stand on the screen, from left to right."""
        header = self.horizontalHeader()
        order = [header.logicalIndex(place) for place in range(header.count())]
        return [number for number in order if not header.isSectionHidden(number)]

    # selection ----------------------------------------------------------------------------------------------------------------------------

    def selected_rows(self) -> list[int]:
        """From top to bottom."""
        chosen: list[QItemSelectionRange] = list(self.selectionModel().selection())  # type: ignore[call-overload]
        return sorted({row for some in chosen for row in range(some.top(), some.bottom() + 1)})

    def selected_ids(self) -> list[int]:
        """The current row's first."""
        rows = self.selected_rows()
        current = self.currentIndex().row()
        return self.table.ids_at([current, *(row for row in rows if row != current)] if current in rows else rows)

    def follow(self, ids: Iterable[int]) -> None:
        """Selects these rows because somebody else did, and brings the first into view; the current column stays."""
        with self._quiet():
            wanted = list(ids)
            rows = self.table.rows_of(wanted[:FOLLOWED])
            column = max(0, self.currentIndex().column())
            if not rows:
                self.selectionModel().clear()
                return
            if set(rows) == set(self.selected_rows()) and self.currentIndex().row() == rows[0]:
                self.scrollTo(self.currentIndex())
                return
            first = self.table.index(rows[0], column)
            self.selectionModel().setCurrentIndex(first, Select.ClearAndSelect | Select.Rows)
            if len(rows) > 1:
                self.selectionModel().select(self._as_selection(rows), Select.Select | Select.Rows)
            self.scrollTo(first)

    def let_go(self) -> None:
        """Nothing of this table is selected any more; the place for the arrow keys stays."""
        with self._quiet():
            self.clearSelection()

    def _as_selection(self, rows: Iterable[int]) -> QItemSelection:
        selection = QItemSelection()
        for row in rows:
            index = self.table.index(row, 0)
            selection.select(index, index)
        return selection

    @contextmanager
    def _quiet(self) -> Iterator[None]:
        """What is selected meanwhile was not picked by the analyst."""
        before, self._following = self._following, True
        try:
            yield
        finally:
            self._following = before

    def _moved(self) -> None:
        if not self._following:
            self._settle.start()

    def _keep(self) -> None:
        self._kept = self.selected_ids()

    def _restore(self) -> None:
        if self._kept:
            self.follow(self._kept)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid():
            self._settle.start()  # clicking the same row again brings its words back into view

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.state() != QAbstractItemView.State.EditingState:
            self.edit_current()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _letters: str) -> None:
        """Letters are keys of verbs here, and Qt's search would read a million rows for one."""

    # editing ------------------------------------------------------------------------------------------------------------------------------

    def edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def edit(self, *how: Any) -> Any:
        """With a trigger and an event Qt asks whether to begin; without them it is told to."""
        begun = super().edit(*how)
        editor = self.indexWidget(how[0]) if self.state() == QAbstractItemView.State.EditingState else None
        rows = len(self.selected_rows())
        if editor and rows > 1:
            self.hint.say(f"Enter: this row · Ctrl+Enter: all {rows} selected rows", editor, at_side=isinstance(editor, ListEdit))
        return begun

    def refuse(self, one: int, column: Column, value: object, reason: str) -> None:
        """Opens the cell again with what was put in, and says why it was not taken."""
        rows = self.table.rows_of([one])
        index = self.table.index(rows[0], self.table.sheet.columns.index(column)) if rows else QModelIndex()
        self.setCurrentIndex(index)
        self.edit_current()
        editor = self.indexWidget(index)
        if isinstance(editor, WordsEdit):
            editor.setText(str(value))
            editor.setModified(True)
            editor.refuse(True)
            self.hint.say(reason, editor, refused=True)

    def commitData(self, editor: QWidget) -> None:
        if not self._refused(editor):
            super().commitData(editor)

    def closeEditor(self, editor: QWidget, hint: Hints) -> None:
        if hint != Hints.RevertModelCache and self._refused(editor):
            return
        self.hint.hide()
        super().closeEditor(editor, hint)

    def _refused(self, editor: QWidget) -> bool:
        reason = editor.reason()  # type: ignore[attr-defined]
        if reason:
            editor.refuse(True)  # type: ignore[attr-defined]
            self.hint.say(reason, editor, refused=True)
        return bool(reason)

    def _enter(self, index: QModelIndex, value: object, to_all: bool) -> None:
        """Written when the editor is closed: writing changes the rows under it."""
        ids = self.selected_ids() if to_all else [self.table.id_at(index.row())]
        column = self.table.column_at(index)
        QTimer.singleShot(0, self, lambda: self.entered.emit(ids, column, value))

    # what is painted and said beside the cells --------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "delegate"):
            self.delegate.forget()
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.table.rowCount() == 0 and self.table.project is not None:
            sheet = self.table.sheet
            sentence = f"No {sheet.title.lower()} pass the filter. Ctrl+Shift+X clears it." if self.table.filter else EMPTY[sheet.kind]
            painter = QPainter(self.viewport())
            painter.setPen(theme.tokens().muted)
            room = self.viewport().rect().adjusted(24, 0, -24, 0)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), sentence)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(event)
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> None:
        """The whole of a cell that is cut off, and why a row is marked. Escaped: a text is never taken for markup."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            QToolTip.hideText()
            return
        text = self.table.text(index.row(), index.column())
        cut = self.fontMetrics().horizontalAdvance(text) > self.columnWidth(index.column()) - 16
        why = STRAY if self.table.is_stray(index.row()) else ""
        said = "\n\n".join(part for part in (text if cut else "", why) if part)
        QToolTip.showText(event.globalPos(), f"<p style='white-space:pre-wrap'>{escape(said)}</p>" if said else "", self.viewport())
