"""What is seen when no project is open."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from workbench.ui import theme
from workbench.ui.widgets.words import plain_label

WIDTH, SIDE = 464, 12


class StartPage(QWidget):
    def __init__(self, *, sample: Callable[[], object], new: Callable[[], object], choose: Callable[[], object],
                 open_path: Callable[[Path], object]) -> None:
        super().__init__()
        self.setAccessibleName("Start")
        self._open_path = open_path
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        self._heading = plain_label("RECENT", role="caption")
        column = QVBoxLayout()
        column.setSpacing(12)
        column.setContentsMargins(SIDE, 0, SIDE, 0)
        column.addWidget(plain_label("Claims Workbench", role="hero"))
        said = plain_label("Who claimed what, when, in whose words, who had it first, and who disputes it: "
                           "with the exact words behind every cell.")
        said.setWordWrap(True)
        said.setMinimumHeight(said.heightForWidth(theme.pixels(WIDTH) - 2 * SIDE))  # in a centred column Qt would cut its second line
        column.addWidget(said)
        column.addSpacing(12)
        column.addLayout(self._buttons(sample, new, choose))
        column.addSpacing(20)
        column.addWidget(self._heading)
        column.addLayout(self._recent)
        self._centre(column)

    def _buttons(self, sample: Callable[[], object], new: Callable[[], object], choose: Callable[[], object]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for words, callback, tip in (("Open the sample", sample, "Five news pages about the June 2024 summit in Pyongyang"),
                                     ("New project…", new, "An empty project in a file of your own"), ("Open…", choose, "A project file")):
            button = QPushButton(words, default=words == "Open the sample")
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, call=callback: call())
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _centre(self, column: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setLayout(column)
        inner.setFixedWidth(theme.pixels(WIDTH))
        inner.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Projects whose file is gone are left out."""
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        there = [path for path in paths if path.exists()]
        for path in there:
            button = QPushButton(f"{path.stem}   —   {path.parent}", flat=True)
            button.setProperty("role", "row")
            button.clicked.connect(lambda _=False, path=path: self._open_path(path))
            self._recent.addWidget(button)
        self._heading.setVisible(bool(there))
