"""What a person's hands do in a table: going to a cell, choosing rows, typing."""
from __future__ import annotations

from PySide6.QtCore import Qt


def column(view, field):
    return [one.field for one in view.table.sheet.columns].index(field)


def cell(view, row, field):
    return view.table.index(row, column(view, field))


def read(view, field):
    return [view.table.text(row, column(view, field)) for row in range(view.table.rowCount())]


def type_into(qtbot, view, row, field, text, modifier=Qt.KeyboardModifier.NoModifier):
    """Replaces what the cell holds, as a person does: F2, the words, Enter."""
    view.selectionModel().setCurrentIndex(cell(view, row, field), view.selectionModel().SelectionFlag.NoUpdate)
    view.edit_current()
    editor = view.indexWidget(cell(view, row, field))
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return, modifier)
    qtbot.wait(1)
    return editor


def select_rows(view, *rows):
    view.selectionModel().clear()
    for row in rows:
        index = view.table.index(row, 0)
        view.selectionModel().select(index, view.selectionModel().SelectionFlag.Select | view.selectionModel().SelectionFlag.Rows)
    view.selectionModel().setCurrentIndex(view.table.index(rows[0], 0), view.selectionModel().SelectionFlag.NoUpdate)
