"""Large letters: dialogs keep to the screen and clip nothing, arrows and boxes grow with the words; the report of an import stays in reach."""
from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QDialog

from tests.ui.test_looks import clipped, nameless
from workbench.core.reports import FileReport, ImportReport
from workbench.services import claims
from workbench.ui import theme

DIALOGS = ("history.steps", "history.days", "history.row", "past.look", "views.save", "views.manage", "window.preferences", "go.texts",
           "report.export", "import.paste", "help.keys")
REPORT = ImportReport((FileReport("a.txt", "read", "1 story", 1),))


@pytest.fixture
def window(letters, open_desk):
    letters(20.0)
    return open_desk()


def test_dialogs_keep_to_the_screen_and_clip_nothing(qtbot, window):
    space = window._workspace
    space.do(claims.accept, 1)
    space.select("claim", 1, reveal=True)
    room = window.screen().availableGeometry().width()
    for name in DIALOGS:
        window.actions_table.trigger(name)
        dialog = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
        qtbot.wait(50)
        assert (name, clipped(dialog), nameless(dialog)) == (name, [], [])
        assert dialog.width() <= max(room, dialog.minimumSizeHint().width(), dialog.minimumWidth()), name
        dialog.close()


def test_the_library_says_whole_words_or_nothing(qtbot, window):
    header = window._panes.library._header
    qtbot.wait(100)
    assert header.shown in ("2 STORIES", "2 STORIES · 6 CLAIMS")


@pytest.mark.parametrize("points", [theme.ORDINARY, 20.0])
def test_arrows_and_boxes_grow_with_the_letters(letters, points):
    letters(points)
    sheet = theme.style_sheet("light")
    arrow = re.search(r"QComboBox::down-arrow \{[^}]*width: (\d+)px", sheet)
    assert int(arrow[1]) == theme.pixels(12)
    assert not re.search(r"\d(lp)\b", sheet)


def test_the_report_of_an_import_stays_until_it_was_read(window):
    status = window.status
    window._jobs.finished.emit(REPORT)
    status.say("Something else")
    status._forget.timeout.emit()
    assert status.said == ""
    assert status._show.isVisible()
    status._show.click()
    assert not status._show.isVisible()
    assert window.actions_table.allowed("import.report")


def test_another_project_has_no_report_yet(window, tmp_path):
    window._jobs.finished.emit(REPORT)
    window.commands.open_path(tmp_path / "other.workbench", create=True)
    assert not window.status._show.isVisible()
    assert not window.actions_table.allowed("import.report")
