"""What the program is, and the sheet of its keys."""
from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QGridLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from workbench.ui import theme
from workbench.ui.actions import MENUS, Placed, shown_keys
from workbench.ui.crash import about_system
from workbench.ui.widgets.words import named, plain_label

ABOUT_WIDTH = 480


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Claims Workbench")
        said = plain_label("For people who read the news for a living: who claimed what, when, in whose words, who had it first, who disputes it.\n\n"
                           "Everything stays on this machine. Apache License 2.0. The faces are Source Sans and Source Serif, SIL Open Font License.")
        said.setWordWrap(True)
        said.setMinimumHeight(said.heightForWidth(theme.pixels(ABOUT_WIDTH) - 48))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(about_system()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(12)
        for widget in (plain_label("Claims Workbench", "title"), said, plain_label(about_system(), "caption"), buttons):
            layout.addWidget(widget)
        self.setFixedWidth(theme.pixels(ABOUT_WIDTH))


class KeySheet(QDialog):
    """Every action that has keys, under the pane or menu it belongs to; typing narrows it."""
    def __init__(self, placed: Iterable[Placed], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self._rows: list[tuple[str, list[QWidget]]] = []
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        self._fill(grid, [one for one in placed if one.action.keys])
        inner = QWidget()
        inner.setProperty("role", "panel")
        inner.setLayout(grid)
        scroll = named(QScrollArea(widgetResizable=True), "Keys")
        scroll.setWidget(inner)
        line = named(QLineEdit(placeholderText="Find a key or an action", clearButtonEnabled=True), "Find a key or an action")
        line.textChanged.connect(self.narrow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (line, scroll, buttons):
            layout.addWidget(widget)
        self.resize(theme.room(self, 560, 640))

    def _fill(self, grid: QGridLayout, placed: list[Placed]) -> None:
        groups = dict.fromkeys(_group(one) for one in sorted(placed, key=lambda one: (one.scope, _menu_order(one))))
        for group in groups:
            heading = plain_label(group.upper(), "caption")
            heading.setContentsMargins(0, 12 if self._rows else 0, 0, 4)
            grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
            members: list[QWidget] = [heading]
            for one in placed:
                if _group(one) == group:
                    row = grid.rowCount()
                    keys = shown_keys(*(key.toString() for key in one.face.shortcuts()))  # as she chose them
                    widgets = [plain_label(one.action.text.rstrip("…")), plain_label(keys)]
                    for column, widget in enumerate(widgets):
                        grid.addWidget(widget, row, column)
                    members += widgets
                    self._rows.append((f"{one.action.text} {keys} {group}".casefold(), [*widgets]))
            self._rows.append((" ".join(text for text, some in self._rows if some[0] in members), [heading]))
        grid.setRowStretch(grid.rowCount(), 1)
        grid.setColumnStretch(0, 1)

    def narrow(self, text: str) -> None:
        for words, widgets in self._rows:
            for widget in widgets:
                widget.setVisible(text.casefold() in words)


def _group(placed: Placed) -> str:
    return f"In {placed.scope}" if placed.scope else placed.action.menu.split("/")[0] or "Everywhere"


def _menu_order(placed: Placed) -> int:
    top = placed.action.menu.split("/")[0]
    return MENUS.index(top) if top in MENUS else len(MENUS)
