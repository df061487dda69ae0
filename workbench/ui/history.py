"""The doors to what was done: the steps, a day's work, the history of what is selected."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from workbench.core.history import Done
from workbench.core.records import tag
from workbench.ui import late
from workbench.ui.actions import Action
from workbench.ui.dialogs.history import HistoryDialog, RowHistoryDialog
from workbench.ui.workspace import Workspace

TOLD = ("claim", "event", "entity", "article", "link", "outlet", "annotation", "mention", "telling")  # kinds that have a history


class History(QObject):
    def __init__(self, window: QWidget, workspace: Workspace, look: Callable[[Done], object]) -> None:
        super().__init__(window)
        self._window, self._workspace, self._look = window, workspace, look
        self._dialog: HistoryDialog | None = None

    def show(self, tab: int) -> None:
        """One of it: it stays open beside the desk."""
        if self._dialog is None:
            self._dialog = HistoryDialog(self._workspace, self._look, self._window)
        self._dialog.show_tab(tab)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def show_row(self) -> None:
        project, selection = self._workspace.project, self._workspace.selection
        if project is None or selection.kind is None or selection.primary is None:
            return
        kind, number = selection.kind, selection.primary
        RowHistoryDialog(f"History of {kind} {tag(kind, number)}", late.services.history.of_row(project, kind, number), self._window).open()

    def actions(self) -> list[Action]:
        is_open: Callable[[], bool] = lambda: self._workspace.project is not None  # noqa: E731
        return [Action("history.steps", "History…", "Ctrl+Alt+Z", partial(self.show, 0), "All steps by name, and the way back to any of them", "Edit",
                       "undo", enabled=is_open),
                Action("history.days", "A day's work…", "", partial(self.show, 1), "What was done on each day, counted and as a list", "Edit", "undo",
                       enabled=is_open),
                Action("history.row", "History of what is selected…", "Ctrl+Shift+H", self.show_row, "Who changed what of it, and when", "Edit",
                       "undo", enabled=lambda: is_open() and self._workspace.selection.kind in TOLD)]
