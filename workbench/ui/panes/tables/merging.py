"""Merging and splitting, seen before it is done: which rows become one, which cell wins, what goes where."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTableView, QWidget

from workbench.ui import theme
from workbench.ui.panes.tables.sheetlet import Line, Lines, view_of
from workbench.ui.widgets.dialogs import cancel_or, stacked
from workbench.ui.widgets.words import named, plain_label

LABELS, WIDTH = 120, 176  # pixels


@dataclass
class Cell:
    """A cell that the rows differ in or not. `becomes` is what the one row will say; choosing a row's cell makes that win."""
    field: str
    header: str
    shown: tuple[str, ...]
    held: tuple[Any, ...]  # as the verb takes them
    becomes: str
    chosen: int | None = None  # the row whose cell was chosen
    fixed: bool = False  # nothing to choose: all are kept, or it is counted

    @property
    def differs(self) -> bool:
        return len(set(self.shown)) > 1

    @property
    def result(self) -> str:
        return self.becomes if self.chosen is None else self.shown[self.chosen]


class MergeDialog(QDialog):
    def __init__(self, title: str, sentence: str, rows: Sequence[str], cells: Sequence[Cell], merge: Callable[[dict[str, Any]], bool],
                 parent: QWidget) -> None:
        """`merge` takes the cells that were chosen, by field, and says whether it was done."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self._cells, self._merge = list(cells), merge
        self.lines = Lines(("", *rows, "Becomes"), self)
        self.table = _Chooser(self)
        self.says = plain_label(sentence)
        self.says.setWordWrap(True)
        buttons, self.go = cancel_or(self, "Merge")
        layout = stacked(self)
        hint = plain_label("Where they differ, click the cell that is right, or go there with the arrow keys and press Space.", role="caption")
        for widget in (self.says, self.table.view, hint, buttons):
            layout.addWidget(widget)
        self.show_cells()
        self.resize(theme.pixels(min(1000, LABELS + WIDTH * (len(rows) + 1) + 56)), theme.pixels(164 + 28 * (len(cells) + 1)))

    def show_cells(self) -> None:
        last = len(self.lines.headers) - 1
        self.lines.show([Line((cell.header, *cell.shown, cell.result), strong=frozenset({last, *_winner(cell)})) for cell in self._cells])

    def choose(self, row: int, column: int) -> None:
        """The cell of one of the rows wins."""
        cell, place = self._cells[row], column - 1
        if cell.fixed or not 0 <= place < len(cell.shown):
            return
        cell.chosen = place
        self.show_cells()

    def accept(self) -> None:
        chosen = {cell.field: cell.held[cell.chosen] for cell in self._cells if cell.chosen is not None}
        if self._merge(chosen):
            super().accept()


def _winner(cell: Cell) -> set[int]:
    """The columns of the rows whose cell is the one that wins."""
    return set() if cell.fixed or not cell.differs else {place + 1 for place, words in enumerate(cell.shown) if words == cell.result}


class _Chooser:
    """The table of a merge: a click or Space chooses."""
    def __init__(self, dialog: MergeDialog) -> None:
        self._dialog = dialog
        self.view: QTableView = view_of(dialog.lines, "What they become", len(dialog.lines.headers) - 1)
        for column in range(len(dialog.lines.headers)):
            self.view.setColumnWidth(column, theme.pixels(WIDTH if column else LABELS))
        self.view.clicked.connect(self._choose)
        self.view.keyPressEvent = self._press  # type: ignore[method-assign]

    def _choose(self, index: QModelIndex) -> None:
        row, column = index.row(), index.column()
        self._dialog.choose(row, column)
        self.view.setCurrentIndex(self._dialog.lines.index(row, column))

    def _press(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._choose(self.view.currentIndex())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._dialog.accept()
        else:
            QTableView.keyPressEvent(self.view, event)


class SplitDialog(QDialog):
    """The parts of one row with a tick at those that go; below, what both rows will say."""
    def __init__(self, title: str, parts: Sequence[tuple[str, int]], seen: Callable[[list[int]], str], split: Callable[[list[int]], bool],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._parts, self._seen, self._split = list(parts), seen, split
        self.lines = Lines(("", "Part"), self)
        self.lines.show([Line(("", words), False) for words, _ in parts])
        self.table = view_of(self.lines, "Parts", 1)
        self.table.setColumnWidth(0, theme.pixels(32))
        self.stays, self.goes = (named(plain_label(), name) for name in ("What stays", "What goes"))
        for label in (self.stays, self.goes):
            label.setWordWrap(True)
        buttons, self.go = cancel_or(self, "Split off")
        layout = stacked(self, 8)
        layout.addWidget(plain_label("Tick what is to stand on its own (Space)."))
        for widget in (self.table, self.stays, self.goes, buttons):
            layout.addWidget(widget)
        self.lines.ticked.connect(self._follow)
        self.table.setCurrentIndex(self.lines.index(0, 0))
        self.resize(theme.pixels(680), theme.pixels(min(520, 220 + 28 * len(parts))))
        self._follow()

    @property
    def chosen(self) -> list[int]:
        return [part for (_, part), line in zip(self._parts, self.lines.lines, strict=True) if line.ticked]

    def _follow(self) -> None:
        chosen = self.chosen
        rest = [part for _, part in self._parts if part not in chosen]
        self.go.setEnabled(bool(chosen and rest))
        self.stays.setText(f"Stays: {self._seen(rest) if rest else 'nothing – leave something'}")
        self.goes.setText(f"Goes: {self._seen(chosen) if chosen else 'nothing yet'}")

    def accept(self) -> None:
        if self._split(self.chosen):
            super().accept()
