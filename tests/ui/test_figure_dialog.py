"""The chart as a file, from the window: what is seen is what is written, and the command line writes the same."""
from __future__ import annotations

import shlex

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from tests.builders import small_project
from workbench import app, cli
from workbench.core.filters import Filter
from workbench.settings import Settings
from workbench.ui import theme
from workbench.ui.dialogs.figure import FigureDialog


@pytest.fixture
def window(qtbot, qapp, tmp_path):
    theme.apply(qapp, "light")
    project = small_project(tmp_path)
    project.close()
    window = app.build(Settings(folder=str(tmp_path)), tmp_path / "config")
    with qtbot.waitExposed(window):
        window.show()
    assert window.commands.open_path(project.path)
    qtbot.waitUntil(lambda: window._panes.timeline.canvas is not None and window._panes.timeline.canvas.drawn is not None, timeout=60_000)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def dialog(qtbot, window):
    window._panes.timeline.lane.choose("act")
    window._panes.timeline.canvas.set_view(19_893.25, 19_894.5)
    window._workspace.set_filter(Filter.parse("act:warn,deny"))
    window.actions_table.trigger("report.chart")
    dialog = window.findChild(FigureDialog)
    qtbot.waitUntil(lambda: not dialog.preview.pixmap().isNull(), timeout=20_000)
    return dialog


def test_the_command_line_writes_the_same_file(dialog, window, tmp_path):
    dialog.file.setText(str(tmp_path / "desk" / "chart.svg"))
    assert dialog.look.stretch == ("2024-06-19T06:00", "2024-06-20T12:00")
    dialog.write.click()
    assert str(tmp_path / "desk" / "chart.svg") in window.status.said
    words = shlex.split(dialog.command.text())
    assert words[:2] == ["workbench", "chart"]
    again = tmp_path / "line" / "chart.svg"
    assert cli.main(["chart", str(window._workspace.project.path), "--out", str(again), *words[5:]]) == 0
    assert again.read_bytes() == (tmp_path / "desk" / "chart.svg").read_bytes()


def test_all_of_it_can_be_written_and_in_the_other_colours(dialog, qtbot):
    before = dialog.preview.pixmap().toImage()
    dialog.shows.setCurrentIndex(1)
    dialog.colours.setCurrentIndex(1)
    qtbot.waitUntil(lambda: dialog.preview.pixmap().toImage() != before, timeout=20_000)
    assert (dialog.look.stretch, dialog.look.size, dialog.look.theme) == (None, None, "dark")
    assert "--from" not in dialog.command.text()


def test_the_command_is_copied(dialog, qtbot):
    qtbot.mouseClick(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy"), Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == dialog.command.text()


def test_a_file_of_no_kind_is_refused_with_a_sentence(dialog, tmp_path):
    dialog.file.setText(str(tmp_path / "chart.bmp"))
    dialog.write.click()
    assert "end in .png, .svg or .pdf" in dialog.said.text()
    assert dialog.show_folder.isHidden()


def test_a_chosen_file_gets_its_ending(dialog, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "chart"), "Page (*.pdf)"))
    qtbot.mouseClick(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Choose…"), Qt.MouseButton.LeftButton)
    assert dialog.path == tmp_path / "chart.pdf"
