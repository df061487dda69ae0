"""The chart as a file: as it stands on the desk or whole, light or dark, with a look at it before it is written."""
from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from workbench.core.errors import WorkbenchError
from workbench.core.look import Look
from workbench.ui import late, theme
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project

FORMATS = {"Picture (*.png)": ".png", "Drawing (*.svg)": ".svg", "Page (*.pdf)": ".pdf"}
SHARP = 110  # dots per inch of the preview


class Preview(QLabel):
    """A picture, as large as there is room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(320, 160)
        self._whole = QPixmap()

    def show_picture(self, png: bytes) -> None:
        self._whole.loadFromData(png)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._whole.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self.size() * ratio
        small = self._whole.size().boundedTo(self._whole.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        shown = self._whole.scaled(small, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)

    def sizeHint(self) -> QSize:
        return QSize(theme.pixels(720), theme.pixels(340))


class FigureDialog(QDialog):
    """Keeps open after it wrote, to say where."""
    done_with = Signal(dict)  # settings to keep

    def __init__(self, workspace: Workspace, project: Project, seen: Look, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Export the chart")
        self._workspace, self._project, self._seen = workspace, project, seen
        self.shows = named(QComboBox(), "Shows")
        self.shows.addItem("As on the desk: its stretch of time, its lanes, its size", "seen")
        self.shows.addItem("All lanes, where most of the time is", "all")
        self.colours = named(QComboBox(), "Colours")
        for name in ("light", "dark"):
            self.colours.addItem(f"{name.capitalize()}{', as on the desk' if name == seen.theme else ''}", name)
        self.colours.setCurrentIndex(self.colours.findData(seen.theme))
        self.file = named(QLineEdit(str(folder / f"{project.path.stem}.png")), "File")
        self.command = named(QLineEdit(readOnly=True), "The same from the command line")
        self.preview = named(Preview(), "The chart as it will be written")
        self.said = plain_label("", "caption")
        self.said.setWordWrap(True)
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        for box in (self.shows, self.colours):
            box.currentIndexChanged.connect(self._soon.start)
        self.file.textChanged.connect(self._tell_command)
        self._tell_command()
        self._soon.start()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow("Shows", self.shows)
        form.addRow("Colours", self.colours)
        form.addRow("File", self._line(self.file, "Choose…", self._choose))
        form.addRow("Command line", self._line(self.command, "Copy", lambda: QGuiApplication.clipboard().setText(self.command.text())))
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.write = self._buttons.addButton("Export", QDialogButtonBox.ButtonRole.ActionRole)
        self.write.setDefault(True)
        self.write.clicked.connect(self.export)
        self.show_folder = self._buttons.addButton("Open the folder", QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.path.parent))))
        self.show_folder.hide()
        self._buttons.rejected.connect(self.reject)
        layout = stacked(self)
        layout.addWidget(self.preview, 1)
        layout.addLayout(form)
        layout.addWidget(self.said)
        layout.addWidget(self._buttons)
        self.resize(theme.pixels(860), theme.pixels(640))

    def _line(self, field: QLineEdit, words: str, then: Callable[[], object]) -> QHBoxLayout:
        button = QPushButton(words, autoDefault=False)
        button.clicked.connect(then)
        line = QHBoxLayout()
        line.addWidget(field, 1)
        line.addWidget(button)
        return line

    @property
    def look(self) -> Look:
        chosen = self._seen if self.shows.currentData() == "seen" else replace(self._seen, stretch=None, size=None)
        return replace(chosen, theme=self.colours.currentData())

    @property
    def path(self) -> Path:
        return Path(self.file.text()).expanduser()

    def _tell_command(self) -> None:
        self.command.setText(self.look.command(self._project.path.name, self._workspace.filter, self.path.name))
        self.command.setCursorPosition(0)

    def _look(self) -> None:
        """matplotlib draws in the main thread: it takes a part of a second."""
        self._tell_command()
        figure, picture = late.services.reports.draw(self._project, self.look, self._workspace.filter), io.BytesIO()
        figure.savefig(picture, format="png", dpi=SHARP * self.devicePixelRatioF(), facecolor=figure.get_facecolor())
        self.preview.show_picture(picture.getvalue())
        across, down = figure.get_size_inches() * 2.54
        self.said.setText(f"{across:.1f} by {down:.1f} cm. SVG and PDF stay sharp at any size; the file says how to draw it again.")

    def _choose(self) -> None:
        ending = self.path.suffix.casefold()
        first = next((words for words, suffix in FORMATS.items() if suffix == ending), next(iter(FORMATS)))
        chosen, kind = QFileDialog.getSaveFileName(self, "File of the chart", str(self.path), ";;".join(FORMATS), first)
        if chosen:
            path = Path(chosen)
            self.file.setText(str(path if path.suffix else path.with_suffix(FORMATS.get(kind, ".png"))))

    def export(self) -> None:
        try:
            written: Path = late.services.reports.chart(self._project, self.path, self.look, self._workspace.filter)
        except WorkbenchError as error:
            self.said.setText(str(error))
            return
        self.said.setText(f"The chart was written to {written}")
        self._workspace.report(self.said.text())
        self.show_folder.show()
        self.done_with.emit({"folder": str(written.parent)})
