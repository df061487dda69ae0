"""Saved views: a name brings back the filter and how the panes stood. Looking is not editing: showing one is no step to undo, saving one is."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QDockWidget, QMainWindow, QMenu

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.views import SavedView
from workbench.ui import late
from workbench.ui.actions import Action, Choice
from workbench.ui.dialogs.views import ViewNameDialog, ViewsDialog
from workbench.ui.workspace import Workspace


class Part(Protocol):
    """What stands in a way that a view keeps: a pane, or the docks."""
    def standing(self) -> dict[str, Any]: ...
    def stand(self, wanted: Mapping[str, Any]) -> None: ...


class Docks:
    """Which panes are open, and how large."""

    def __init__(self, window: QMainWindow, docks: Mapping[str, QDockWidget]) -> None:
        self._window, self._docks = window, docks

    def standing(self) -> dict[str, Any]:
        return {name: list(dock.size().toTuple()) for name, dock in self._docks.items() if not dock.isHidden()}

    def stand(self, wanted: Mapping[str, Any]) -> None:
        sizes = {name: QSize(*size) for name, size in wanted.items() if name in self._docks and _is_size(size)}
        if not wanted:
            return
        for name, dock in self._docks.items():
            dock.setVisible(name in sizes)
        placed = [self._docks[name] for name in sizes]
        self._window.resizeDocks(placed, [size.width() for size in sizes.values()], Qt.Orientation.Horizontal)
        self._window.resizeDocks(placed, [size.height() for size in sizes.values()], Qt.Orientation.Vertical)


class Views(QObject):
    turned = Signal()  # another view is the current one, or none

    def __init__(self, window: QMainWindow, workspace: Workspace, parts: Mapping[str, Part]) -> None:
        super().__init__(window)
        self._window, self._workspace, self._parts = window, workspace, parts
        self._shown: SavedView | None = None  # the one that was shown or saved last

    @property
    def current(self) -> SavedView | None:
        """As long as its filter holds."""
        shown = next((view for view in self.all() if self._shown and view.id == self._shown.id), None)
        return shown if shown and shown.filter == str(self._workspace.filter) else None

    def all(self) -> list[SavedView]:
        return late.queries.list_views(self._workspace.project) if self._workspace.project else []

    def show(self, view: SavedView) -> None:
        try:
            chosen = Filter.parse(view.filter)
        except WorkbenchError as error:  # a file that another hand has written
            self._workspace.report(f"The view “{view.name}” cannot be shown: {error}")
            return
        self._shown = view
        for name, part in self._parts.items():
            wanted = view.panes.get(name)
            if isinstance(wanted, dict):
                part.stand(wanted)
        self._workspace.set_filter(chosen)
        self._workspace.report(f"View “{view.name}”")
        self.turned.emit()

    def save(self, name: str) -> str:
        """Returns why it was refused, or nothing."""
        panes = {part: one.standing() for part, one in self._parts.items()}
        number = self._workspace.do(late.services.views.save, name, self._workspace.filter, panes)
        if not self._workspace.refused:
            self._shown = next((view for view in self.all() if view.id == number), None)
            self.turned.emit()
        return self._workspace.refused

    def ask_name(self) -> None:
        taken = [view.name for view in self.all()]
        ViewNameDialog("Save this view", self.current.name if self.current else "", taken, self.save, self._window).open()

    def manage(self) -> None:
        ViewsDialog(self._workspace, self.show, self._window).open()

    def choices(self) -> list[Choice]:
        return [(view.name, partial(self.show, view)) for view in self.all()]

    def menu(self) -> QMenu:
        """What the bar's chip opens."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.current
        for view in self.all():
            face = menu.addAction(view.name.replace("&", "&&"), partial(self.show, view))
            face.setCheckable(True)
            face.setChecked(current is not None and view.id == current.id)
        menu.addSeparator()
        menu.addAction("Save this view…", self.ask_name).setEnabled(self._writable())
        menu.addAction("Rename or delete…", self.manage).setEnabled(bool(self.all()))
        return menu

    def actions(self) -> list[Action]:
        is_open: Callable[[], bool] = lambda: self._workspace.project is not None  # noqa: E731
        return [Action("views.show", "Saved view", "", self.manage, "A filter and how the panes stood, under a name", "View", "views",
                       enabled=is_open, choices=self.choices),
                Action("views.save", "Save this view…", "Ctrl+Shift+S", self.ask_name, "The filter, the columns, the chart's stretch of time",
                       "View", "views", enabled=self._writable),
                Action("views.manage", "Saved views…", "", self.manage, "Rename or delete the views that have names", "View", "views",
                       enabled=is_open)]

    def _writable(self) -> bool:
        return self._workspace.project is not None and not self._workspace.project.read_only


def _is_size(size: object) -> bool:
    return isinstance(size, list) and len(size) == 2 and all(isinstance(one, int) and 0 < one < 10_000 for one in size)
