"""How a pane follows the workspace: at once when it is seen, once when it is shown again."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent

from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.core.selection import Selection
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object


class Refreshing(_Widget):
    """Stands before QWidget in a pane's bases: `class TablesPane(Refreshing, QWidget)`. The pane calls `follow(workspace)` at the end of its
    `__init__` and overrides what concerns it. While it is hidden the Changes are united and the last selection and filter kept; on show
    they are delivered in this order: changes, filter, selection. A pane that is created after a project was opened gets everything."""
    workspace: Workspace

    def follow(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._changes_due = Changes(everything=True)
        self._filter_due = bool(workspace.filter)
        self._selection_due = workspace.selection.kind is not None
        workspace.changed.connect(self._take_changes)
        workspace.filter_changed.connect(self._take_filter)
        workspace.selection_changed.connect(self._take_selection)

    def refresh(self, changes: Changes) -> None:
        """Reads again what `changes` touches. `workspace.project` is None when the project was closed."""

    def show_filter(self, new: Filter) -> None:
        """Follows a new filter."""

    def show_selection(self, selection: Selection) -> None:
        """Goes to what is selected."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._deliver()

    def _take_changes(self, changes: Changes) -> None:
        self._changes_due |= changes
        if self.isVisible():
            self._deliver()

    def _take_filter(self, _: Filter) -> None:
        self._filter_due = True
        if self.isVisible():
            self._deliver()

    def _take_selection(self, _: Selection) -> None:
        self._selection_due = True
        if self.isVisible():
            self._deliver()

    def _deliver(self) -> None:
        changes, self._changes_due = self._changes_due, Changes()
        filter_due, self._filter_due = self._filter_due, False
        selection_due, self._selection_due = self._selection_due, False
        if changes:
            self.refresh(changes)
        if filter_due:
            self.show_filter(self.workspace.filter)
        if selection_due:
            self.show_selection(self.workspace.selection)
