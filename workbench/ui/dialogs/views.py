"""Naming a view, and the list of those that have names."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from workbench.core.views import LONGEST, SavedView
from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import save_or_cancel, stacked
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

KEEPS = "Keeps the filter, the tables' columns and order, the timeline's lanes, clock and stretch of time, and which panes are open."


class ViewNameDialog(QDialog):
    """`save` is given the name, and returns why it will not do, or nothing."""

    def __init__(self, title: str, name: str, taken: Sequence[str], save: Callable[[str], str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._save, self._taken = save, {one.casefold(): one for one in taken}
        self.line = named(QLineEdit(name, placeholderText="Denials of this week"), "Name of the view")
        self.line.setMaxLength(LONGEST)
        self.line.selectAll()
        self.line.textChanged.connect(self._look)
        self._says = plain_label(KEEPS, "caption")
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(2 * self._says.fontMetrics().lineSpacing() + 8)
        self.buttons = save_or_cancel(self)
        layout = stacked(self)
        for widget in (self.line, self._says, self.buttons):
            layout.addWidget(widget)
        self.setFixedWidth(theme.pixels(440))
        self._look(name)

    def _look(self, name: str) -> None:
        there = self._taken.get(" ".join(name.split()).casefold())
        self._tell(f"Replaces the view “{there}”. Undo brings it back." if there else KEEPS)

    def _tell(self, sentence: str, role: str = "caption") -> None:
        self._says.setProperty("role", role)
        self._says.style().unpolish(self._says)
        self._says.style().polish(self._says)
        self._says.setText(sentence)

    def accept(self) -> None:
        refused = self._save(self.line.text())
        if refused:
            self._tell(refused, "warning")
        else:
            super().accept()


class ViewsDialog(QDialog):
    """The list of saved views: show, rename, delete. Renamed in its place with F2 or a second click."""

    def __init__(self, workspace: Workspace, show: Callable[[SavedView], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Saved views")
        self._workspace, self._show = workspace, show
        self.views: list[SavedView] = []
        self.list = named(QListWidget(), "Saved views")
        self.list.setProperty("role", "popup")
        self.list.itemActivated.connect(lambda _: self.show_chosen())
        self.list.itemChanged.connect(self._renamed)
        self.list.currentRowChanged.connect(lambda _: self._tell())
        self._says = plain_label(role="caption")
        self._says.setWordWrap(True)
        self._says.setMinimumHeight(2 * self._says.fontMetrics().lineSpacing() + 8)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._acts = [self._button(buttons, "Show", self.show_chosen, default=True), self._button(buttons, "Rename", self.rename),
                      self._button(buttons, "Delete", self.delete)]
        layout = stacked(self)
        for widget in (self.list, self._says, buttons):
            layout.addWidget(widget)
        self.resize(theme.room(self, 460, 360))
        workspace.changed.connect(self._fill)
        self._fill()

    def _button(self, box: QDialogButtonBox, words: str, call: Callable[[], None], default: bool = False) -> QPushButton:
        button = box.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.setDefault(default)
        button.clicked.connect(lambda _=False: call())
        return button

    def _fill(self) -> None:
        project, row = self._workspace.project, max(self.list.currentRow(), 0)
        self.views = late.queries.list_views(project) if project else []
        self._filling = True
        self.list.clear()
        for view in self.views:
            item = QListWidgetItem(view.name)
            if project and not project.read_only:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self._filling = False
        self.list.setCurrentRow(min(row, len(self.views) - 1))
        self._tell()

    def _tell(self) -> None:
        view = self.chosen
        writable = self._workspace.project is not None and not self._workspace.project.read_only
        for button, able in zip(self._acts, (True, writable, writable), strict=True):
            button.setEnabled(able and view is not None)
        nothing = "No view has a name yet. “Save this view” in the menu of views gives what you see one."
        self._says.setText((f"Filter: {view.filter}" if view.filter else "No filter") if view else nothing)

    @property
    def chosen(self) -> SavedView | None:
        row = self.list.currentRow()
        return self.views[row] if 0 <= row < len(self.views) else None

    def show_chosen(self) -> None:
        if self.chosen:
            self._show(self.chosen)
            self.accept()

    def rename(self) -> None:
        if self.list.currentItem():
            self.list.editItem(self.list.currentItem())

    def _renamed(self, item: QListWidgetItem) -> None:
        if self._filling or self.chosen is None:
            return
        self._workspace.do(late.services.views.rename, self.chosen.id, item.text())
        if self._workspace.refused:
            refused = self._workspace.refused
            self._fill()
            self._says.setText(refused)

    def delete(self) -> None:
        if self.chosen:
            self._workspace.do(late.services.views.delete, self.chosen.id)
