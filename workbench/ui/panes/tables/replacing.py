"""Find and replace in one column: every change is seen before it is made, each can be left out, and all of them are one step."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QWidget

from workbench.core.errors import WorkbenchError
from workbench.ui import theme
from workbench.ui.panes.tables import cells, clipboard
from workbench.ui.panes.tables.editing import near
from workbench.ui.panes.tables.sheetlet import Line, Lines, view_of
from workbench.ui.panes.tables.sheets import Column
from workbench.ui.widgets.dialogs import cancel_or, stacked
from workbench.ui.widgets.words import count, named, plain_label

if TYPE_CHECKING:
    from workbench.ui.panes.tables.model import TableModel

PAUSE = 200  # ms after the last letter
LISTED = 500  # changes that the preview has room for; the others are made too, and it says so
EDITORS = ("words", "names", "name", "tags", "list", "date", "outlet")


@dataclass(frozen=True)
class Change:
    id: int
    before: str
    after: str
    value: Any = None
    reason: str = ""  # why it cannot be made


@dataclass(frozen=True)
class Wanted:
    find: str
    put: str
    case: bool = False
    whole: bool = False

    @property
    def pattern(self) -> re.Pattern[str]:
        words = re.escape(self.find)
        return re.compile(rf"(?<!\w){words}(?!\w)" if self.whole else words, 0 if self.case else re.IGNORECASE)


def columns_of(model: TableModel) -> list[Column]:
    return [column for column in model.sheet.columns if column.editor in EDITORS]


def changes(records: Iterable[Any], column: Column, wanted: Wanted) -> list[Change]:
    """What replacing would do to these rows; of several names in a cell only those that hold the words."""
    if not wanted.find:
        return []
    pattern = wanted.pattern
    return [_change(int(record.id), column, record, text, pattern, wanted.put) for record in records if pattern.search(text := column.text(record))]


def _change(one: int, column: Column, record: Any, text: str, pattern: re.Pattern[str], put: str) -> Change:
    after = pattern.sub(lambda _: put, text)
    try:
        return Change(one, text, after, _names(column, record, text, pattern, put) if column.editor == "names" else
                      clipboard.value_of(column, after, near(record)))
    except WorkbenchError as error:
        return Change(one, text, after, reason=str(error))


def _names(column: Column, record: Any, text: str, pattern: re.Pattern[str], put: str) -> list[int | str]:
    """A name without the words keeps whom it means."""
    held, shown = column.held(record), cells.split(text)
    kept = held if len(held) == len(shown) else shown
    return [pattern.sub(lambda _: put, name) if pattern.search(name) else one for name, one in zip(shown, kept, strict=True)
            if not pattern.search(name) or pattern.sub(lambda _: put, name).strip()]


class ReplaceDialog(QDialog):
    def __init__(self, model: TableModel, current: Column, chosen: Sequence[int], write: Callable[[str, list[tuple[int, Column, Any]]], bool],
                 parent: QWidget) -> None:
        """`chosen` are the selected rows; `write` makes the changes as one step and says whether it did."""
        super().__init__(parent)
        self.setWindowTitle("Find and replace")
        self._model, self._chosen, self._write = model, list(chosen), write
        self._found: list[Change] = []
        self._columns = columns_of(model)
        self.column = named(QComboBox(), "Column")
        self.column.addItems([column.header or column.field for column in self._columns])
        self.column.setCurrentIndex(self._columns.index(current) if current in self._columns else 0)
        self.words, self.put = named(QLineEdit(), "Find"), named(QLineEdit(), "Replace with")
        self.case, self.whole = QCheckBox("Match case"), QCheckBox("Whole words")
        self.only = QCheckBox(f"Selected rows only ({len(self._chosen)})")
        self.only.setEnabled(len(self._chosen) > 1)
        self.lines = Lines(("", "Now", "Then"), self)
        self.preview = view_of(self.lines, "Changes", 2)
        self.says = plain_label("", role="caption")
        self._pause = QTimer(self, interval=PAUSE, singleShot=True)
        self._pause.timeout.connect(self.look)
        self._lay_out()

    def _lay_out(self) -> None:
        form = QFormLayout()
        for words, editor in (("Column", self.column), ("Find", self.words), ("Replace with", self.put)):
            form.addRow(words, editor)
        ticks = QHBoxLayout()
        for tick in (self.case, self.whole, self.only):
            ticks.addWidget(tick)
            tick.toggled.connect(self.look)
        ticks.addStretch(1)
        form.addRow("", ticks)
        buttons, self.replace = cancel_or(self, "Replace")
        layout = stacked(self)
        layout.addLayout(form)
        for widget in (self.preview, self.says, buttons):
            layout.addWidget(widget)
        self.preview.setColumnWidth(0, theme.pixels(32))
        self.preview.setColumnWidth(1, theme.pixels(280))
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.put.textChanged.connect(lambda _: self._pause.start())
        self.column.currentIndexChanged.connect(lambda _: self.look())
        self.lines.ticked.connect(self._count)
        self.resize(theme.pixels(680), theme.pixels(480))
        self.words.setFocus()
        self.look()

    @cached_property
    def _records(self) -> list[Any]:
        """Of all rows that are shown, read once: the table cannot change while the dialog stands before it."""
        project = self._model.project
        return self._model.sheet.records(project, self._model.ids_at(range(self._model.rowCount()))) if project else []

    def look(self) -> None:
        """Finds anew what would change."""
        self._pause.stop()
        records = self._records
        if self.only.isChecked():
            chosen = set(self._model.ids_at(self._chosen))
            records = [record for record in records if record.id in chosen]
        wanted = Wanted(self.words.text(), self.put.text(), self.case.isChecked(), self.whole.isChecked())
        found = changes(records, self._columns[self.column.currentIndex()], wanted)
        self._found = [change for change in found if change.before != change.after]
        self.lines.show([Line(("", change.before, change.reason or change.after or "–"), None if change.reason else True, bool(change.reason))
                         for change in self._found[:LISTED]])
        self._count()

    def _left(self) -> list[Change]:
        """Those that can be made and are not left out."""
        out = {number for number, line in enumerate(self.lines.lines) if line.ticked is False}
        return [change for number, change in enumerate(self._found) if not change.reason and number not in out]

    def _count(self) -> None:
        left, refused = self._left(), sum(bool(change.reason) for change in self._found)
        more = len(self._found) - LISTED
        parts = [f"{count(len(self._found), 'cell')} with these words" if self.words.text() else "Type what to find.",
                 f"{refused} cannot be changed" if refused else "", f"the first {LISTED} are shown" if more > 0 else ""]
        self.says.setText(" · ".join(part for part in parts if part))
        self.replace.setText(f"Replace in {count(len(left), 'cell')}")
        self.replace.setEnabled(bool(left))

    def accept(self) -> None:
        if self._pause.isActive():
            self.look()
        column = self._columns[self.column.currentIndex()]
        label = f"Replace in {(column.header or column.field).lower()}"
        if (left := self._left()) and self._write(label, [(change.id, column, change.value) for change in left]):
            super().accept()
