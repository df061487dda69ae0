"""What was done: the steps, from which one goes back; a day's work; the history of one row."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.core import dates
from workbench.core.history import CellChange, Day, Done, as_text
from workbench.ui import clock, late, theme
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.rows import Rows, rows_view
from workbench.ui.widgets.words import count, named, plain_label
from workbench.ui.workspace import Workspace

FIRST = "Before the first change"
HERE = "●"
REACH = "Grey steps were undone: they can be done again until something else is changed. Imports are not undone here; remove the document instead."
CELLS = ("When", "Who", "What was done", "Cell", "Before", "After")


class HistoryDialog(QDialog):
    """Stays open beside the desk and follows it. `look` shows the project as it stood after a step."""

    def __init__(self, workspace: Workspace, look: Callable[[Done], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("History")
        self.setModal(False)
        self._workspace, self._look = workspace, look
        self._steps: list[Done] = []
        self._days: list[Day] = []
        self.steps = Rows(("", "When", "What was done", "Who"), self)
        self.table = rows_view(self.steps, "Steps", (28, 140, 0, 110))
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self.table.doubleClicked.connect(lambda _: self.go())
        self.days = Rows(("When", "What was done", "How often"), self)
        self.work = rows_view(self.days, "Days", (140, 0, 100))
        self.tabs = named(QTabBar(expanding=False, drawBase=False), "History")
        self._stack = QStackedWidget()
        for words, page in (("Steps", self.table), ("Days", self.work)):
            self.tabs.addTab(words)
            self._stack.addWidget(page)
        self.tabs.currentChanged.connect(self._turn)
        self._says = plain_label(REACH, "caption")
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(2 * self._says.fontMetrics().lineSpacing() + 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 12)
        layout.setSpacing(8)
        for widget in (self.tabs, self._stack, self._says, self._buttons()):
            layout.addWidget(widget)
        self.resize(theme.room(self, 620, 520))
        workspace.changed.connect(self._follow)
        self._read()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        box.rejected.connect(self.reject)
        self.back = _button(box, "Go back to here", self.go)
        self.look = _button(box, "Look at this moment", self.look_at)
        self.copy = _button(box, "Copy as text", self.copy_days)
        self.keep = _button(box, "Save as…", self.save_days)
        return box

    def show_tab(self, number: int) -> None:
        self.tabs.setCurrentIndex(number)
        self._turn(number)

    def _turn(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        for button in (self.back, self.look):
            button.setVisible(number == 0)
        for button in (self.copy, self.keep):
            button.setVisible(number == 1)
        self._says.setText(REACH if number == 0 else "What was undone is not counted. Each row counts once for each thing that was done to it.")
        if self.isVisible() or number == 1:
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._turn(self.tabs.currentIndex())
        (self.table if self.tabs.currentIndex() == 0 else self.work).setFocus()

    # What it shows

    def _follow(self, _: object) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        project = self._workspace.project
        if self.tabs.currentIndex() == 0:
            self._steps = late.services.history.steps(project) if project else []
            self._fill_steps()
        else:
            self._days = late.services.history.work(project, clock.zone()) if project else []
            self.days.show(*_day_rows(self._days))

    def _fill_steps(self) -> None:
        kept = self.chosen.id if self.chosen else None
        here = next((step.id for step in self._steps if not step.undone), 0)
        rows = [(HERE if step.id == here else "", clock.shown(step.at), step.label, step.who) for step in self._steps]
        tones = ["strong" if step.id == here else "muted" if step.undone else "" for step in self._steps]
        if any(step.within for step in self._steps):
            rows.append((HERE if not here else "", "", FIRST, ""))
            tones.append("muted")
        self.steps.show(rows, tones)
        ids = [*(step.id for step in self._steps), 0]
        self.table.setCurrentIndex(self.steps.index(ids.index(kept if kept in ids else here) if rows else -1, 2))
        self._tell()

    @property
    def chosen(self) -> Done | None:
        """The step of the current row; the last row stands before all of them."""
        row = self.table.currentIndex().row()
        return self._steps[row] if 0 <= row < len(self._steps) else None

    def _tell(self) -> None:
        project = self._workspace.project
        way = late.services.history.distance(self._steps, self.chosen.id if self.chosen else 0) if self._steps else 0
        self.back.setText(f"Undo {count(-way, 'step')}" if way < 0 else f"Do {count(way, 'step')} again" if way else "You are here")
        self.back.setEnabled(bool(way) and project is not None and not project.read_only)
        self.look.setEnabled(self.chosen is not None and project is not None and not project.read_only)

    # What the analyst does

    def go(self) -> None:
        if self.back.isEnabled():
            self._workspace.go_back_to(self.chosen.id if self.chosen else 0)

    def look_at(self) -> None:
        if self.chosen:
            self._look(self.chosen)

    def copy_days(self) -> None:
        QApplication.clipboard().setText(as_text(self._days))
        self._workspace.report("Copied.")

    def save_days(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Save the list", "Work.txt", "Text (*.txt)")
        if not chosen:
            return
        try:
            Path(chosen).write_text(as_text(self._days), encoding="utf-8")
            self._workspace.report(f"The list was written to {chosen}")
        except OSError as error:
            self._workspace.report(f"Nothing was written to {chosen}: {error.strerror}. Choose another folder.")


class RowHistoryDialog(QDialog):
    """Who changed what of one row, and when; the last change first."""

    def __init__(self, title: str, changes: list[CellChange], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.rows = Rows(CELLS, self)
        self.rows.show([(clock.shown(one.at), one.who, one.label, one.cell, one.before, one.after) for one in reversed(changes)])
        self.table = rows_view(self.rows, "Changes", (140, 90, 170, 100, 200, 0))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        box.rejected.connect(self.reject)
        _button(box, "Copy as text", self.copy).setEnabled(bool(changes))
        nothing = "Nobody has changed it: it is as it was read." if not changes else f"{count(len(changes), 'change')}, the last one first"
        layout = stacked(self)
        for widget in (plain_label(title, "title"), plain_label(nothing, "caption"), self.table, box):
            layout.addWidget(widget)
        self.resize(theme.room(self, 960, 420))

    def copy(self) -> None:
        QApplication.clipboard().setText("\n".join("\t".join(row) for row in (CELLS, *self.rows.rows)))


def _day_rows(some: list[Day]) -> tuple[list[tuple[str, str, str]], list[str]]:
    rows: list[tuple[str, str, str]] = []
    tones: list[str] = []
    for day in some:
        rows.append((dates.show(day.date), f"{day.first} to {day.last}, {', '.join(day.who)}", ""))
        rows += [("", f"{kind}: {words}", "") for kind, words in day.tally]
        rows += day.lines
        tones += ["strong", *("" for _ in day.tally), *("muted" for _ in day.lines)]
    return rows, tones


def _button(box: QDialogButtonBox, words: str, call: Callable[[], object]) -> QPushButton:
    button = box.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
    button.setAutoDefault(False)
    button.clicked.connect(lambda _=False: call())
    return button
