"""Which earlier moment is to be looked at: by what was done in the project until then, or by what was published until then."""
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QRadioButton, QWidget

from workbench.core.errors import WorkbenchError
from workbench.ui import theme
from workbench.ui.widgets.dialogs import cancel_or, stacked
from workbench.ui.widgets.words import named, plain_label

STOOD = "The work as it was then: what was accepted, corrected, merged, and which documents were there."
REPORTED = "Only what was published until then, with your corrections of today. Who had it first and what is corroborated are worked out anew."


class KnownDialog(QDialog):
    """`stood` and `reported` are given what was typed; they raise WorkbenchError when it is no moment."""

    def __init__(self, now: str, stood: Callable[[str], object], reported: Callable[[str], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("As known at an earlier moment")
        self._act = {0: stood, 1: reported}
        self.ways = [QRadioButton("As the project stood"), QRadioButton("As it was reported")]
        self.moment = named(QLineEdit(placeholderText=now), "Moment of the work")
        self.day = named(QLineEdit(placeholderText="19 June 2024"), "Day of publication")
        self.ways[0].setChecked(True)
        self.moment.textEdited.connect(lambda _: self.ways[0].setChecked(True))
        self.day.textEdited.connect(lambda _: self.ways[1].setChecked(True))
        self._refused = plain_label(" ", role="warning")  # its line is kept free: what is below it does not move when it speaks
        self._refused.setWordWrap(True)
        buttons, _ = cancel_or(self, "Look")
        layout = stacked(self)
        layout.addLayout(self._grid())
        layout.addWidget(self._refused)
        layout.addWidget(buttons)
        self.setFixedWidth(theme.pixels(560))
        self.moment.setFocus()

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for number, (way, line, words) in enumerate(zip(self.ways, (self.moment, self.day), (STOOD, REPORTED), strict=True)):
            said = plain_label(words, "caption")
            said.setWordWrap(True)
            said.setMinimumHeight(said.heightForWidth(theme.pixels(480)))
            grid.addWidget(way, 3 * number, 0)
            grid.addWidget(line, 3 * number, 1)
            grid.addWidget(said, 3 * number + 1, 0, 1, 2)
            grid.setRowMinimumHeight(3 * number + 2, 8)
        grid.setColumnStretch(1, 1)
        return grid

    def accept(self) -> None:
        which = 0 if self.ways[0].isChecked() else 1
        line = (self.moment, self.day)[which]
        try:
            self._act[which](line.text() or (line.placeholderText() if which == 0 else ""))
        except WorkbenchError as error:
            self._refused.setText(str(error))
            line.setFocus()
            return
        super().accept()
