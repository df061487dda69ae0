"""What a person at this machine may choose: looks, her name and clock, keys. Each row does what it says; what is chosen is kept over a restart."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QDialog, QFormLayout, QLineEdit, QWidget

from workbench.settings import Settings, is_zone
from workbench.ui import theme
from workbench.ui.widgets.dialogs import save_or_cancel, stacked
from workbench.ui.widgets.words import named, plain_label

LOOKS = (("As the system has it", "system"), ("Light", "light"), ("Dark", "dark"))
LETTERS = tuple((f"{percent} %", percent) for percent in (90, 100, 110, 125, 150, 175, 200))
ZOOMS = tuple((f"{percent} %", percent) for percent in (80, 90, 100, 110, 125, 150, 175, 200, 250, 300))
FACES = (("Source Serif", "serif"), ("Source Sans", "sans"))
ACCEPTS = (("A alone", ""), ("A or the space bar", "Space"), ("A or +", "+"))
WIDTH = 560


class PreferencesDialog(QDialog):
    """`keep` is given the fields that were changed."""

    def __init__(self, settings: Settings, user: str, keep: Callable[..., object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self._settings, self._keep = settings, keep
        self._lists: dict[str, QComboBox] = {}
        self.reopen = QCheckBox("Open the last project when the program starts")
        self.reopen.setChecked(settings.reopen)
        self.analyst = named(QLineEdit(settings.analyst, placeholderText=user), "Your name")
        self.clock = _zone("Time zone of the history", settings.clock, "the machine's")
        self.zone = _zone("Time zone of new projects", settings.zone, "UTC")
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setVerticalSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._fill()
        self._refused = plain_label(" ", role="warning")  # its line is kept free: what is below it does not move when it speaks
        buttons = save_or_cancel(self)
        layout = stacked(self, 8)
        layout.addLayout(self._form)
        layout.addWidget(self._refused)
        layout.addWidget(buttons)
        self.setFixedWidth(theme.pixels(WIDTH))

    def _fill(self) -> None:
        """A row is added here, its field in `Settings`, what it does in `ui.preferences`."""
        self._heading("Looks")
        self._list("Theme", "appearance", LOOKS)
        self._list("Size of all letters", "letters", LETTERS, "From the next start on.")
        self._list("Face of the text", "face", FACES)
        self._list("Size of the text", "zoom", ZOOMS)
        self._heading("You")
        self._row("Your name", self.analyst, "Stands in the history beside what you do.")
        self._row("Your clock", self.clock, "The zone in which the history is told.")
        self._heading("Work")
        self._row("Zone of new projects", self.zone, "For clocks that a text gives without an offset; each project has its own in its details.")
        self._list("Accept with", "also_accepts", ACCEPTS, "In the text and in the tables.")
        self._form.addRow("", self.reopen)

    def _heading(self, words: str) -> None:
        heading = plain_label(words.upper(), "caption")
        heading.setContentsMargins(0, 8 if self._form.rowCount() else 0, 0, 0)
        self._form.addRow(heading)

    def _list(self, words: str, field: str, choices: tuple[tuple[str, Any], ...], said: str = "") -> None:
        box = named(QComboBox(), words)
        now = getattr(self._settings, field)
        for name, value in choices:
            box.addItem(name, value)
        if box.findData(now) < 0:
            box.addItem(f"{now} %", now)  # as she zoomed to it
        box.setCurrentIndex(box.findData(now))
        self._lists[field] = box
        self._row(words, box, said)

    def _row(self, words: str, widget: QWidget, said: str = "") -> None:
        self._form.addRow(words, widget)
        if said:
            told = plain_label(said, "caption")
            told.setWordWrap(True)
            self._form.addRow("", told)

    def choose(self, field: str, value: object) -> None:
        self._lists[field].setCurrentIndex(self._lists[field].findData(value))

    def accept(self) -> None:
        typed = {"clock": self.clock.text().strip(), "zone": self.zone.text().strip() or "UTC"}
        wrong = next((name for name in typed.values() if name and not is_zone(name)), "")
        if wrong:
            self._refused.setText(f"“{wrong}” is no time zone: write UTC or a name such as Europe/Kyiv or Asia/Seoul.")
            return
        chosen = {field: box.currentData() for field, box in self._lists.items()}
        wanted = {**chosen, **typed, "analyst": " ".join(self.analyst.text().split()), "reopen": self.reopen.isChecked()}
        self._keep(**{name: value for name, value in wanted.items() if value != getattr(self._settings, name)})
        super().accept()


def _zone(name: str, now: str, otherwise: str) -> QLineEdit:
    line = named(QLineEdit(now, placeholderText=otherwise), name)
    completer = QCompleter(sorted(available_timezones()), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    line.setCompleter(completer)
    return line
