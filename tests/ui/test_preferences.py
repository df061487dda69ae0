"""Preferences: each does what it says, and is kept over a restart."""
from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.builders import small_project
from workbench import app, settings
from workbench.services import claims, documents
from workbench.settings import Settings
from workbench.storage import queries
from workbench.ui import clock, preferences, theme
from workbench.ui.dialogs.about import KeySheet
from workbench.ui.dialogs.preferences import PreferencesDialog


@pytest.fixture
def make(qtbot, qapp, tmp_path):
    theme.apply(qapp, "light")

    def make(loaded=Settings()):  # noqa: B008
        window = app.build(loaded, tmp_path / "config")
        qtbot.addWidget(window, before_close_func=lambda _: window.close())
        with qtbot.waitExposed(window):
            window.show()
        return window
    yield make
    preferences.dress(Settings())
    theme.apply(qapp, "light")


@pytest.fixture
def path(tmp_path):
    project = small_project(tmp_path, documents.compare)
    project.close()
    return project.path


@pytest.fixture
def window(make, path):
    window = make()
    assert window.commands.open_path(path)
    return window


def ask(window):
    window.actions_table.trigger("window.preferences")
    return window.findChildren(PreferencesDialog)[-1]


def test_what_is_chosen_is_seen_at_once_and_kept(window, tmp_path):
    dialog = ask(window)
    dialog.choose("appearance", "dark")
    dialog.choose("face", "sans")
    dialog.choose("zoom", 150)
    dialog.reopen.setChecked(False)
    dialog.accept()
    assert theme.current() == "dark"
    assert theme.text_font().family() == theme.SANS
    assert window._panes.reader.view.document().defaultFont().pointSizeF() == pytest.approx(theme.TEXT_POINTS * 1.5)
    kept = settings.load(tmp_path / "config")
    assert (kept.appearance, kept.face, kept.zoom, kept.reopen) == ("dark", "sans", 150, False)


def test_large_letters_come_with_the_next_start(make, window):
    dialog = ask(window)
    dialog.choose("letters", 150)
    dialog.accept()
    assert theme.desk_font().pointSizeF() == theme.DESK_POINTS
    window.close()
    make(window.commands.settings)
    assert theme.desk_font().pointSizeF() == theme.DESK_POINTS * 1.5


def test_the_zoom_by_keys_is_kept_over_a_restart(make, window, tmp_path):
    window.actions_table.trigger("text.larger")
    window.close()
    again = make(settings.load(tmp_path / "config"))
    assert again._panes.reader.view.zoom == pytest.approx(1.1)


def test_her_name_stands_in_the_history(window, path):
    dialog = ask(window)
    dialog.analyst.setText("  Anna  Kim ")
    dialog.accept()
    window._workspace.do(claims.accept, 1)
    assert window._workspace.project.who == "Anna Kim"
    window.actions_table.trigger("project.close")
    window.commands.open_path(path)
    assert window._workspace.project.who == "Anna Kim"
    assert [row.who for row in window._workspace.project.history()][-1] == "Anna Kim"


def test_the_history_is_told_by_her_clock(window):
    dialog = ask(window)
    dialog.clock.setText("Asia/Seoul")
    dialog.accept()
    assert clock.shown("2026-11-24T23:30:00.0Z") == "25 Nov 2026 08:30"


def test_a_zone_that_is_none_is_refused_in_the_dialog(window):
    dialog = ask(window)
    dialog.zone.setText("Seoul")
    dialog.accept()
    assert dialog.isVisible()
    assert "no time zone" in dialog._refused.text()


def test_new_projects_take_the_zone(make, tmp_path):
    window = make(Settings(zone="Asia/Seoul"))
    window.commands.open_path(tmp_path / "new.workbench", create=True)
    assert window._workspace.project.zone == "Asia/Seoul"


def test_the_space_bar_accepts_too(qtbot, window):
    dialog = ask(window)
    dialog.choose("also_accepts", "Space")
    dialog.accept()
    window.activateWindow()
    tables = window._panes.tables
    window._workspace.select("claim", 1, reveal=True)
    tables.show_table("claim").setFocus()
    qtbot.keyClick(tables.view, Qt.Key.Key_Space)
    assert queries.get_claim(window._workspace.project, 1).status == "accepted"


def test_the_sheet_of_keys_shows_what_she_chose(window):
    dialog = ask(window)
    dialog.choose("also_accepts", "Space")
    dialog.accept()
    window.actions_table.trigger("help.keys")
    assert "A  or  Space" in [label.text() for label in window.findChild(KeySheet).findChildren(QLabel)]


def test_saving_as_it_was_keeps_nothing(window, tmp_path):
    before = window.commands.settings
    ask(window).accept()
    assert window.commands.settings == before


@pytest.mark.parametrize("field", ["letters", "face", "zoom", "clock", "zone", "also_accepts", "appearance"])
def test_what_another_hand_wrote_into_the_file_is_as_at_first(tmp_path, field):
    wrong = 9999 if isinstance(getattr(Settings(), field), int) else "../nonsense"
    settings.save(replace(Settings(), analyst="Anna", **{field: wrong}), tmp_path)
    assert settings.load(tmp_path) == Settings(analyst="Anna")
