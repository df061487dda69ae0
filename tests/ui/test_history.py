"""History at the desk: the steps and the way back, a day's work, one row's changes, and looking at an earlier moment."""
from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu

from workbench.core.filters import Filter
from workbench.services import claims, history, past
from workbench.storage import queries
from workbench.ui import clock
from workbench.ui.dialogs.history import FIRST, HERE, HistoryDialog, RowHistoryDialog
from workbench.ui.dialogs.known import KnownDialog


@pytest.fixture
def space(window):
    return window._workspace


@pytest.fixture
def steps(window, space):
    """The dialog over three edits of the first claim's note."""
    for note in ("one", "two", "three"):
        space.do(claims.set_field, 1, "note", note)
    window.actions_table.trigger("history.steps")
    return window.findChild(HistoryDialog)


def note(space):
    return queries.get_claim(space.project, 1).note


def shown(dialog):
    return [(row[0], row[2]) for row in dialog.steps.rows]


def choose(dialog, row):
    dialog.table.setCurrentIndex(dialog.steps.index(row, 2))


def test_the_steps_are_named_and_the_current_one_is_marked(steps):
    assert shown(steps)[:3] == [(HERE, "Change note"), ("", "Change note"), ("", "Change note")]
    assert shown(steps)[3:] == [("", "Import wire.txt"), ("", "Import courier.txt"), ("", FIRST)]
    assert (steps.back.text(), steps.back.isEnabled()) == ("You are here", False)


def test_one_goes_back_to_a_step_and_forward_again(steps, space):
    choose(steps, 2)
    assert steps.back.text() == "Undo 2 steps"
    steps.back.click()
    assert note(space) == "one"
    assert shown(steps)[:3] == [("", "Change note"), ("", "Change note"), (HERE, "Change note")]
    choose(steps, 0)
    assert steps.back.text() == "Do 2 steps again"
    steps.back.click()
    assert note(space) == "three"


def test_one_goes_back_before_the_first_change(steps, space):
    choose(steps, 5)
    steps.back.click()
    assert note(space) == ""


def test_the_list_follows_the_desk(steps, space):
    space.undo()
    assert shown(steps)[1][0] == HERE


def test_a_day_s_work_is_copied_and_written(window, steps, tmp_path, monkeypatch):
    window.actions_table.trigger("history.days")
    assert steps.days.rows[0][1].endswith(window._workspace.project.who)
    assert ("", "Claims: 1 edited", "") in steps.days.rows
    assert steps.days.rows[-1][1:] == ("Change note", "3 times")
    steps.copy.click()
    assert "Claims     1 edited" in QApplication.clipboard().text()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "work.txt"), ""))
    steps.keep.click()
    assert (tmp_path / "work.txt").read_text(encoding="utf-8") == QApplication.clipboard().text()


def test_a_list_that_cannot_be_written_is_a_sentence(window, steps, tmp_path, monkeypatch):
    window.actions_table.trigger("history.days")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "work.txt"), ""))
    steps.keep.click()
    assert "Nothing was written" in window.status.said


def test_the_history_of_what_is_selected(window, space):
    space.do(claims.set_field, 1, "speaker", ["South Korea"])
    space.select("claim", 1, reveal=True)
    window.actions_table.trigger("history.row")
    dialog = window.findChild(RowHistoryDialog)
    assert dialog.windowTitle() == "History of claim c1"
    assert ("Change speaker", "speaker", "Vladimir Putin", "South Korea") in [tuple(row[2:]) for row in dialog.rows.rows]
    dialog.copy()
    assert QApplication.clipboard().text().startswith("When\tWho")


def test_a_table_s_menu_leads_to_the_history_of_its_row(window, space):
    space.select("claim", 1, reveal=True)
    tables = window._panes.tables
    tables._show_menu(tables.view, tables.view.rect().center())
    face = next(face for face in tables.view.findChildren(QMenu)[-1].actions() if face.text() == "History of this row…")
    face.trigger()
    assert window.findChild(RowHistoryDialog).windowTitle() == "History of claim c1"


# As known at ---------------------------------------------------------------------------------------------------------------------------------


def look(qtbot, window, ask):
    ask()
    qtbot.waitUntil(lambda: window.look_back.band.isVisible(), timeout=30_000)


def test_an_earlier_moment_is_looked_at_and_left(qtbot, window, steps, space):
    path, tall = space.project.path, window.bar.height()
    space.set_filter(Filter.parse("act:promise"))
    space.select("claim", 1, reveal=True)
    choose(steps, 2)
    look(qtbot, window, steps.look.click)
    assert note(space) == "one"
    assert space.project.read_only
    assert "after “Change note”" in window.look_back.band.words.text()
    assert (str(space.filter), space.selection.primary) == ("act:promise", 1)
    assert not window.actions_table.allowed("edit.undo")
    assert not window.actions_table.allowed("import.files")
    copy = space.project.path
    window.look_back.band.button.click()
    assert (note(space), space.project.path, space.project.read_only) == ("three", path, False)
    assert not window.look_back.band.isVisible()
    assert not copy.exists()
    assert (str(space.filter), space.selection.primary) == ("act:promise", 1)
    qtbot.waitUntil(lambda: window.bar.height() == tall)


def test_a_moment_is_typed(qtbot, window, steps, space):
    at = clock.shown(history.steps(space.project)[0].at)
    window.actions_table.trigger("past.look")
    dialog = window.findChild(KnownDialog)
    dialog.moment.setText("1 Jan 2020")
    dialog.accept()
    assert "did not exist yet" in dialog._refused.text()
    dialog.moment.setText(at)
    look(qtbot, window, dialog.accept)
    assert window.look_back.band.words.text().startswith(f"As known at {at}, after “Change note”")


def test_what_was_published_later_is_not_there(qtbot, window, space):
    window.actions_table.trigger("past.look")
    dialog = window.findChild(KnownDialog)
    dialog.day.setText("soon")
    dialog.ways[1].setChecked(True)
    dialog.accept()
    assert "is no date" in dialog._refused.text()
    dialog.day.setText("19 June 2024")
    look(qtbot, window, dialog.accept)
    assert window.look_back.band.words.text().startswith("As reported until 19 Jun 2024")
    assert window._panes.library.view.model().rowCount() == 1
    assert not window.actions_table.allowed("past.look")
    window.actions_table.trigger("past.back")
    assert window._panes.library.view.model().rowCount() == 2


def test_another_project_or_none_ends_it(qtbot, window, space):
    look(qtbot, window, lambda: window.look_back.reported("19 June 2024"))
    copy = space.project.path
    window.actions_table.trigger("project.close")
    assert not window.look_back.band.isVisible()
    assert not copy.exists()
    assert not window.actions_table.allowed("past.back")


def test_closing_the_desk_meanwhile_leaves_one_file(qtbot, window, space, tmp_path):
    look(qtbot, window, lambda: window.look_back.reported("19 June 2024"))
    copy = space.project.path
    window.close()
    assert not copy.parent.exists()
    assert [one.name for one in tmp_path.glob("small.workbench*")] == ["small.workbench"]


@pytest.mark.logs
def test_a_mistake_of_the_program_is_said_and_leaves_the_door_open(qtbot, window, space, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError
    monkeypatch.setattr(past, "as_reported", broken)
    window.look_back.reported("19 June 2024")
    qtbot.waitUntil(lambda: window.actions_table.allowed("past.look"), timeout=30_000)
    assert "is in the log" in window.status.said


def test_what_was_made_of_a_project_that_is_closed_meanwhile_is_dropped(qtbot, window, space, tmp_path):
    window.look_back.reported("19 June 2024")
    other = tmp_path / "other.workbench"
    assert window.commands.open_path(other, create=True)
    qtbot.waitUntil(lambda: not window.look_back.busy, timeout=30_000)
    assert space.project.path == other
    assert not window.look_back.band.isVisible()
