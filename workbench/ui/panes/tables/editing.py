"""Opens the editor that fits a cell and hands on what was put in. What cannot stand keeps its editor open, with the reason under it."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QWidget

from workbench.core import dates
from workbench.ui import late
from workbench.ui.panes.tables.delegates import CellDelegate, Index
from workbench.ui.panes.tables.editors import DateEdit, ListEdit, ManyEdit, NamesEdit, OfferedEdit, WordsEdit
from workbench.ui.panes.tables.sheets import Column
from workbench.ui.widgets.eventnames import event_label

if TYPE_CHECKING:
    from workbench.storage.project import Project
    from workbench.ui.panes.tables.model import TableModel

LONGEST_LIST = 200  # px
KNOWN: dict[str, Callable[[Any], Sequence[str]]] = {  # what an editor offers while one types
    "names": lambda project: late.queries.names(project), "name": lambda project: late.queries.names(project),
    "tags": lambda project: late.queries.tags(project), "outlet": lambda project: [one.name for one in late.queries.list_outlets(project)],
    "event": lambda project: [event_label(one) for one in late.queries.list_events(project)]}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EditingDelegate(CellDelegate):
    entered = Signal(object, object, bool)  # index, value, whether all selected rows are meant

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._to_all = False

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget | None:
        model: TableModel = index.model()  # type: ignore[assignment]
        record = model.record(index.row())
        if record is None or model.project is None:
            return None
        self._to_all = False
        editor = self._make(model.column_at(index), record, model.project, parent)
        editor.setAccessibleName(model.column_at(index).header)
        return editor

    def _make(self, column: Column, record: Any, project: Project, parent: QWidget) -> WordsEdit | ListEdit:
        text, held = column.text(record), column.held(record)
        if column.editor == "date":
            return DateEdit(held, near(record), parent)
        if column.editor in KNOWN:
            many = self._offering(column, text, held, KNOWN[column.editor](project), parent)
            many.chosen.connect(self._choose)
            return many
        if column.editor == "list":
            editor = ListEdit(column.choices, [column.label(choice) for choice in column.choices], held, parent)
            editor.chosen.connect(self._choose)
            return editor
        return WordsEdit(text, parent)

    @staticmethod
    def _offering(column: Column, text: str, held: Any, known: Sequence[str], parent: QWidget) -> ManyEdit:
        if column.editor == "names":
            return NamesEdit(text, held, known, parent)
        if column.editor == "event":
            return OfferedEdit(text, known, parent)
        return ManyEdit(text, known, parent, single=column.editor != "tags")

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The editor was made with what the cell holds; a change elsewhere does not take away what is being typed."""
        if isinstance(editor, WordsEdit) and not editor.isModified():
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: object, index: Index) -> None:
        if isinstance(editor, WordsEdit) and not editor.isModified() and not self._to_all:
            return
        self.entered.emit(index, editor.typed(), self._to_all)  # type: ignore[attr-defined]

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = option.rect.adjusted(0, 0, 0, -1)
        wanted = min(LONGEST_LIST, editor.sizeHint().width()) if isinstance(editor, ListEdit) else 0
        rect.setWidth(max(rect.width(), wanted))
        if rect.height() > 32:
            rect.setTop(rect.center().y() - 14)
            rect.setHeight(28)
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER and isinstance(editor, QWidget):
            self._to_all = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._finish(editor)
            return True
        return super().eventFilter(editor, event)

    def _choose(self, editor: QWidget) -> None:
        self._to_all = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self._finish(editor)

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)


def near(record: Any) -> date | None:
    """The day whose year a date without one takes: when the story was published, or when the happening is held to have been."""
    day = getattr(record, "published_at", "") or getattr(record, "date_from", "")
    span = dates.first_last(day[:10]) if day else None
    return span[0] if span else None


