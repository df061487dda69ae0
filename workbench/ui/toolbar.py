"""The tool bar: the project's name, what is done most, the door to the palette, the filter bar."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QToolBar, QToolButton, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.ui import theme
from workbench.ui.actions import Actions
from workbench.ui.widgets.words import named, plain_label, plain_tip
from workbench.ui.workspace import Workspace

SEARCH = "Search text, speakers, claims…"
BUTTONS = {"import.files": "Import", "edit.undo": "Undo", "edit.redo": "Redo"}


class ToolBar(QToolBar):
    def __init__(self, workspace: Workspace, table: Actions, filters: QWidget, search: Callable[[], None],
                 band: QWidget) -> None:
        super().__init__("Tool bar")
        self.setObjectName("toolbar")
        self.setMovable(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._workspace = workspace
        self._title = plain_label(role="title")
        self._table = table
        self._buttons = {name: self._button(name, words) for name, words in BUTTONS.items()}
        self.door = named(Door(), "Search and commands")
        self.door.setProperty("role", "door")
        self.door.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.door.setMinimumWidth(120)
        self.door.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.door.clicked.connect(lambda: search())
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for widget in (self._title, *self._buttons.values()):
            row.addWidget(widget)
        row.addSpacing(4)
        row.addWidget(self.door, 3)
        row.addSpacing(4)
        row.addWidget(filters, 6)
        whole = QWidget()  # a layout of our own: the tool bar's would hide what does not fit behind an arrow instead of narrowing it
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(band)
        column.addLayout(row)
        whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(whole)
        workspace.changed.connect(self._follow)

    def _button(self, name: str, words: str) -> QToolButton:
        """Has a short name of its own: the action's ("Undo merge entities") is in the tooltip."""
        button = named(QToolButton(), words)
        button.setText(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self._table.trigger(name))
        return button

    def refresh(self) -> None:
        for name, button in self._buttons.items():
            button.setToolTip(self._table.face(name).toolTip())
            button.setEnabled(self._table.allowed(name))

    def _follow(self, changes: Changes) -> None:
        if changes.everything:
            project = self._workspace.project
            stem = project.setting("title") or project.path.stem if project else ""
            self._title.setText(self._title.fontMetrics().elidedText(stem, Qt.TextElideMode.ElideRight, min(theme.pixels(220), 300)))
            self._title.setToolTip(plain_tip(str(project.path) if project else ""))


class Door(QPushButton):
    """Looks like a line to type in and opens the palette; its words are cut to its width, the key stays."""
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        key, metrics = _keys("Ctrl+K"), self.fontMetrics()
        room = self.width() - 28 - metrics.horizontalAdvance(f"    {key}")
        self.setText(f"{metrics.elidedText(SEARCH, Qt.TextElideMode.ElideRight, room)}    {key}")


def _keys(keys: str) -> str:
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def dropped_paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
