"""A quiet button that says what is chosen and opens the choices."""
from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from workbench.ui import theme


class Chooser(QToolButton):
    chosen = Signal(str)

    def __init__(self, name: str, what: str, choices: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._what, self.choices = what, choices
        self.value = next(iter(choices))
        self.setFont(theme.caption_font())
        self.setProperty("role", "chooser")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        group = QActionGroup(menu)
        for value, words in choices.items():
            action = menu.addAction(words)
            action.setObjectName(f"{name}-{value}")
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(lambda _checked=False, which=value: self.choose(which))
        self.setMenu(menu)
        self._say()

    def choose(self, value: str) -> None:
        changed, self.value = value != self.value, value
        self._say()
        if changed:
            self.chosen.emit(value)

    def _say(self) -> None:
        self.setText(f"{self.choices[self.value]} ▾")
        self.setAccessibleName(f"{self._what}: {self.choices[self.value]}")
        for action, value in zip(self.menu().actions(), self.choices, strict=True):
            action.setChecked(value == self.value)
