"""What is done about each preference: the one place where a setting becomes something that is seen."""
from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from workbench.settings import Settings
from workbench.ui import clock, theme
from workbench.ui.actions import Action, Actions
from workbench.ui.commands import Commands
from workbench.ui.dialogs.preferences import PreferencesDialog
from workbench.ui.workspace import Workspace

ACCEPT = ("review.accept", "rows.accept")


def dress(settings: Settings) -> None:
    """Before the window is made: its widgets are measured by the letters."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.set_size(app, settings.letters)
        theme.set_text_face(app, settings.face)
        clock.set_zone(settings.clock)


class Preferences(QObject):
    def __init__(self, window: QWidget, workspace: Workspace, commands: Commands, table: Actions, text: Any) -> None:
        """`text` is the reader's view, which knows its zoom."""
        super().__init__(window)
        self._window, self._workspace, self._commands, self._table, self._text = window, workspace, commands, table, text

    def begin(self) -> None:
        """When the window and its table of actions are there."""
        settings = self._commands.settings
        self._text.set_zoom(settings.zoom / 100)
        self._set_keys(settings)

    def ask(self) -> None:
        self.keep_zoom()
        project, settings = self._workspace.project, self._commands.settings
        user = project.who if project and not settings.analyst else ""
        PreferencesDialog(settings, user, self.keep, self._window).open()

    def keep(self, **fields: Any) -> None:
        if not fields:
            return
        self._commands.keep(**fields)
        settings, app = self._commands.settings, QApplication.instance()
        if isinstance(app, QApplication) and {"face", "appearance"} & fields.keys():
            theme.set_text_face(app, settings.face)
            theme.apply(app, settings.appearance)
        if {"face", "zoom"} & fields.keys():
            self._text.set_zoom(settings.zoom / 100)
        if settings.analyst and self._workspace.project:
            self._workspace.project.who = settings.analyst
        clock.set_zone(settings.clock)
        self._set_keys(settings)

    def keep_zoom(self) -> None:
        """She may have zoomed with keys or the wheel."""
        zoom = round(100 * self._text.zoom)
        if zoom != self._commands.settings.zoom:
            self._commands.keep(zoom=zoom)

    def _set_keys(self, settings: Settings) -> None:
        keys = [QKeySequence(key) for key in ("A", settings.also_accepts) if key]
        for name in ACCEPT:
            self._table.face(name).setShortcuts(keys)

    def actions(self) -> list[Action]:
        return [Action("window.preferences", "Preferences…", "Ctrl+,", self.ask, "Looks, your name and clock, keys", "Edit", "preferences")]
