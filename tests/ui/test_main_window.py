"""The whole window over a real project: start page, docks, menus, palette, keys, closing."""
from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QTableView

from tests.builders import small_project
from workbench import app
from workbench.core.reports import AGAIN, FileReport, ImportReport
from workbench.services import claims
from workbench.settings import Settings, load
from workbench.storage import queries
from workbench.ui import theme
from workbench.ui.actions import each_key
from workbench.ui.dialogs.about import KeySheet


@pytest.fixture
def config(tmp_path):
    return tmp_path / "config"


@pytest.fixture
def make(qtbot, qapp, config):
    theme.apply(qapp, "light")
    made = []

    def window(settings=Settings()):  # noqa: B008
        window = app.build(settings, config)
        made.append(window)
        with qtbot.waitExposed(window):
            window.show()
        return window
    yield window
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def path(tmp_path):
    project = small_project(tmp_path)
    project.close()
    return project.path


@pytest.fixture
def window(make, path):
    window = make()
    assert window.commands.open_path(path)
    return window


@pytest.fixture
def palette(qtbot, window):
    window.search()
    return window._palette


def menus(window):
    return [action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions() if not action.isSeparator() and not action.menu()]


def found(palette):
    return [item.words for item in palette.model.items]


def test_without_a_project_there_is_the_start_page_alone(make):
    window = make()
    assert window.start.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.values())
    assert not window.bar.isVisible()


def test_a_project_fills_the_desk(window):
    assert all(dock.isVisible() for dock in window.docks.values())
    assert window.windowTitle() == "small — Claims Workbench"
    assert window._panes.library.view.model().rowCount() == 2
    assert window.bar._title.text() == "small"


def test_the_bottom_docks_span_the_whole_width(window):
    tables, timeline = window.docks["tables"].geometry(), window.docks["timeline"].geometry()
    assert tables.left() == 0
    assert timeline.right() >= window.width() - 2
    assert window.docks["library"].geometry().bottom() < tables.top()


def test_closing_the_project_brings_the_start_page_back_with_it_under_recent(window, path):
    window.actions_table.trigger("project.close")
    assert window.start.isVisible()
    assert window.commands.settings.recent_paths == [path]


def test_a_project_that_is_not_ours_is_a_sentence_and_nothing_more(window, tmp_path):
    other = tmp_path / "other.workbench"
    other.write_text("not a project")
    assert not window.commands.open_path(other)
    assert "other.workbench" in window.status.said
    assert window.windowTitle().startswith("small")


def test_layout_is_kept_for_the_next_start_and_can_be_reset(make, path):
    first = make()
    first.commands.open_path(path)
    first.docks["inspector"].hide()
    first.close()
    second = make(load(first.commands._config))
    second.commands.open_path(path)
    assert second.docks["inspector"].isHidden()
    second.actions_table.trigger("view.reset")
    assert second.docks["inspector"].isVisible()


def test_closing_leaves_one_file(window, path):
    window._workspace.do(claims.accept, [1])
    window.close()
    assert [one.name for one in path.parent.glob("small.workbench*")] == ["small.workbench"]


def test_menus_are_the_table_of_actions(window):
    in_table = {placed.action.id for placed in window.actions_table}
    assert all(action.objectName() in in_table for action in menus(window))
    assert {"File", "Edit", "View", "Go", "Help"} <= {action.text().replace("&", "") for action in window.menuBar().actions()}


def entry(window, name):
    return next(action for action in menus(window) if action.objectName() == name)


def test_an_entry_of_a_menu_does_what_it_says_shows_its_key_and_is_greyed_when_it_cannot(window):
    edit = next(action.menu() for action in window.menuBar().actions() if action.text() == "&Edit")
    edit.aboutToShow.emit()
    assert not entry(window, "edit.undo").isEnabled()
    window._workspace.do(claims.accept, [1])
    edit.aboutToShow.emit()
    assert entry(window, "edit.undo").text() == "Undo accept claim\tCtrl+Z"
    entry(window, "edit.undo").trigger()
    assert queries.get_claim(window._workspace.project, 1).status == "suggested"


def test_letters_of_the_panes_are_not_heard_in_the_menu_bar(qtbot, window):
    window._workspace.select("claim", 1)
    window.menuBar().setFocus()
    qtbot.keyClick(window.menuBar(), "x")
    assert queries.get_claim(window._workspace.project, 1).status == "suggested"


def test_every_action_says_what_it_does_and_which_key_does_it(window):
    for placed in window.actions_table:
        said, keys = placed.face.toolTip(), placed.face.shortcuts()
        assert len(said) > 3, placed.action.id
        assert not keys or said.endswith(f"({keys[0].toString(QKeySequence.SequenceFormat.NativeText)})"), placed.action.id


def test_keys_are_between_commas_and_a_comma_can_be_one():
    assert [each_key(keys) for keys in ("Ctrl+,", "F1,?", "Ctrl++,Ctrl+=", "+,=")] == [["Ctrl+,"], ["F1", "?"], ["Ctrl++", "Ctrl+="], ["+", "="]]


def test_no_two_actions_share_a_key_in_one_place(window):
    keys = Counter((placed.scope, key.toString()) for placed in window.actions_table for key in placed.face.shortcuts())
    assert [one for one, times in keys.items() if times > 1] == []
    everywhere = {key for scope, key in keys if not scope}
    assert [one for one in keys if one[0] and one[1] in everywhere] == []


def test_undo_names_its_step_in_the_menu_and_in_the_tooltip(window):
    assert not window.actions_table.allowed("edit.undo")
    window._workspace.do(claims.accept, [1])
    assert window.actions_table.face("edit.undo").text().startswith("Undo accept")
    assert "Undo accept" in window.bar._buttons["edit.undo"].toolTip()
    window.actions_table.trigger("edit.undo")
    assert window.actions_table.face("edit.redo").text().startswith("Redo accept")


def test_the_palette_finds_actions_by_words_in_any_order(qtbot, palette, window):
    qtbot.keyClicks(palette.line, "layout reset")
    assert found(palette)[0] == "Reset layout"
    window.docks["library"].hide()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.docks["library"].isVisible()


def test_the_palette_opens_an_article(qtbot, palette, window):
    qtbot.keyClicks(palette.line, "seoul weighs")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert (window._workspace.selection.kind, window._workspace.selection.ids) == ("article", (2,))


def test_the_palette_takes_a_filter(qtbot, palette, window):
    qtbot.keyClicks(palette.line, "act:deny")
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert str(window._workspace.filter) == "act:deny"


def test_the_palette_finds_passages_and_goes_there(qtbot, palette, window):
    qtbot.keyClicks(palette.line, "aggression")
    qtbot.waitUntil(lambda: any("aggression" in words for words in found(palette)))
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    assert window._workspace.selection.ids == (1,)


def test_actions_that_cannot_be_done_are_not_offered(palette):
    assert "Undo" not in found(palette)


def test_the_sheet_has_every_key_and_narrows(qtbot, window):
    sheet = KeySheet(window.actions_table, window)
    qtbot.addWidget(sheet)
    sheet.show()
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert {placed.action.text.rstrip("…") for placed in window.actions_table if placed.action.keys} <= set(words)
    sheet.narrow("export")
    seen = [label.text() for label in sheet.findChildren(QLabel) if label.isVisible()]
    assert "Export" in seen
    assert "Quit" not in seen


def test_appearance_is_switched_and_remembered(window, config, qapp):
    window.actions_table.trigger("view.dark")
    assert theme.current() == "dark"
    assert load(config).appearance == "dark"
    window.actions_table.trigger("view.light")
    assert qapp.palette().window().color().name().upper() == theme.tokens().desk


def test_status_line_says_what_is_left_and_that_all_is_saved(window):
    texts = [window.status._left.text(), window.status._saved.text()]
    assert texts == ["6 suggestions to review", "all changes saved"]


def test_settings_that_cannot_be_read_are_the_defaults(config, caplog):
    config.mkdir()
    (config / "settings.json").write_text('{"appearance": "pink", "recent": "x", "reopen": false}')
    assert load(config) == Settings(reopen=False)


@pytest.mark.logs
def test_a_broken_settings_file_is_no_reason_not_to_start(config):
    config.mkdir()
    (config / "settings.json").write_text("{")
    assert load(config) == Settings()


PAINTED = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench import app, settings
from workbench.ui import theme
qt = QApplication(["test"])
theme.apply(qt)
window = app.build(settings.Settings())
window.show()
window.grab()
heavy = {"sqlalchemy", "matplotlib", "pandas", "onnxruntime", "tokenizers", "trafilatura", "lxml", "pysqlite3", "alembic"}
print(sorted(heavy & set(sys.modules)))
"""


def test_nothing_heavy_before_the_first_paint():
    done = subprocess.run([sys.executable, "-c", PAINTED], capture_output=True, text=True, timeout=60, check=False,
                          cwd=Path(__file__).parents[2])
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_every_widget_that_takes_the_focus_has_a_name(window):
    widgets = [one for one in QApplication.allWidgets() if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    missing = [type(one).__name__ for one in widgets if not (one.accessibleName() or getattr(one, "text", str)())]
    assert missing == []


def test_keys_of_the_window_work_where_one_types(qtbot, window):
    window.activateWindow()
    line = window._panes.filters.line
    line.setFocus()
    line.setText("act:warn")
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClick(line, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window._palette.isVisible()
    assert line.text() == "act:warn"


def test_question_marks_can_be_typed(qtbot, window):
    window.activateWindow()
    line = window._panes.filters.line
    line.setFocus()
    qtbot.keyClicks(line, "why?")
    assert line.text() == "why?"


def test_letters_of_one_pane_are_not_heard_in_another(qtbot, window):
    window.activateWindow()
    window.actions_table.trigger("go.tables")
    window._workspace.select("claim", 1, reveal=True)
    table = next(one for one in window._panes.tables.findChildren(QTableView) if one.isVisible())
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_A)
    assert queries.get_claim(window._workspace.project, 1).status == "accepted"


def test_a_new_project_gets_its_ending_and_opens(make, tmp_path, monkeypatch):
    window = make()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(tmp_path / "mine"), ""))
    window.actions_table.trigger("project.new")
    assert (tmp_path / "mine.workbench").exists()
    assert window.bar.isVisible()
    assert window._panes.library._empty.isVisible()


def test_a_new_project_never_replaces_a_file(window, path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))
    window.actions_table.trigger("project.new")
    assert "is there already" in window.status.said
    assert len(queries.list_documents(window._workspace.project)) == 2


def test_the_sample_is_made_by_an_ordinary_import_and_opened_afterwards(qtbot, make, tmp_path):
    window = make()
    with qtbot.waitSignal(window._jobs.finished, timeout=200_000) as signal:
        window.commands.open_sample(tmp_path / "folder")
    assert signal.args[0].count("read") == 5
    assert window.status._show.isVisible()
    window.commands.close_project()
    window.commands.open_sample(tmp_path / "folder")
    assert not window._jobs.busy
    assert len(queries.list_documents(window._workspace.project)) == 5


def test_opening_what_is_open_changes_nothing(window, path):
    window._workspace.select("claim", 1)
    assert window.commands.open_path(path)
    assert window._workspace.selection.ids == (1,)


@pytest.fixture
def brought(window):
    """What a job ends with that brought in the second document alone."""
    window._workspace.select("article", 1)
    window._jobs.progress.emit("…", 0, 0)
    return ImportReport((FileReport("wire.txt", "read", "1 story", 2),))


def test_one_text_that_is_brought_in_is_shown(window, brought):
    window._jobs.finished.emit(brought)
    assert (window._workspace.selection.kind, window._workspace.selection.ids) == ("article", (2,))


def test_who_has_turned_to_something_else_is_not_taken_away_from_it(window, brought):
    window._workspace.select("claim", 1)
    window._jobs.finished.emit(brought)
    assert window._workspace.selection.kind == "claim"


def test_a_page_that_is_read_again_is_not_turned_to(window, brought):
    window._jobs.finished.emit(ImportReport((FileReport("wire.txt", "read", f"{AGAIN}1 story", 2),)))
    assert window._workspace.selection.ids == (1,)


def test_the_window_fits_onto_a_small_screen(make):
    window = make()
    app._fit(window)
    assert window.frameGeometry().width() <= window.screen().availableGeometry().width()
    room = window.screen().availableGeometry().height() - app.FRAME.height()
    assert window.height() <= max(room, window.minimumSizeHint().height())


def test_the_dialog_for_files_offers_every_format_and_a_drop_without_files_is_explained(window, monkeypatch):
    asked, said = [], []
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *given: asked.append(given[-1]) or ([], ""))
    window.commands.import_files()
    window.commands._workspace.report = said.append
    window.commands.import_paths([])
    assert all(f"*{end}" in asked[0].split(";;")[0] for end in (".txt", ".html", ".mhtml", ".pdf", ".docx", ".eml", ".mbox", ".xml", ".csv"))
    assert said == ["Nothing of what was dropped is a file here, and nothing is fetched: save the page and import the file."]
