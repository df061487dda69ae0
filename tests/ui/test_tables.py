"""The tables as the analyst uses them: over a real project, with real keys."""
from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copy

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication

from tests.builders import first_extraction, second_extraction, small_project
from tests.ui.hands import cell, column, read, select_rows, type_into
from workbench.core.filters import Filter
from workbench.services import claims, documents, events, links
from workbench.storage import queries
from workbench.ui.panes.tables.clipboard import as_text, block_of
from workbench.ui.panes.tables.editors import RELEASE_MS, ListEdit
from workbench.ui.panes.tables.header import column_menu
from workbench.ui.panes.tables.pane import TablesPane
from workbench.ui.widgets.differing import differing
from workbench.ui.workspace import Workspace

EDITING = QAbstractItemView.State.EditingState


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    project = small_project(tmp_path_factory.mktemp("made"), documents.compare)
    project.close()
    return project.path


@pytest.fixture
def project(made, tmp_path):
    return documents.open_project(Path(copy(made, tmp_path / made.name)))


@pytest.fixture
def pane(qtbot, workspace):
    pane = TablesPane(workspace)
    qtbot.addWidget(pane)
    pane.resize(900, 320)
    with qtbot.waitExposed(pane):
        pane.show()
    return pane


@pytest.fixture
def act(pane):
    """Does an action as its key or menu would: only when it is allowed."""
    table = {action.id: action for action in pane.actions()}

    def run(name: str) -> None:
        assert table[name].allowed, name
        table[name].callback()
    return run


# What is shown --------------------------------------------------------------------------------------------------------------------------


def test_the_tabs_count_what_there_is(qtbot, pane, project):
    wanted = [f"Events {len(queries.event_ids(project))}", "Claims 6", f"Entities {len(queries.list_entities(project))}",
              f"Conflicts {len(queries.find_conflicts(project))}"]
    qtbot.waitUntil(lambda: [pane.tabs.tabText(number) for number in range(4)] == wanted)


@pytest.mark.parametrize("kind", ["event", "claim", "entity", "link"])
def test_the_models_keep_qt_s_rules(qtmodeltester, pane, kind):
    qtmodeltester.check(pane.show_table(kind).table)


def test_events_stand_newest_first_and_undated_ones_last(pane, workspace, project):
    newest, oldest = queries.list_events(project)[::-1]
    view = pane.show_table("event")
    assert read(view, "date") == ["2024-06-19", "2024-06-18"]
    workspace.do(events.set_field, [newest.id], "date", "")
    pane.apply_again()
    assert view.table.ids_at(range(2)) == [oldest.id, newest.id]


def test_whom_most_words_name_comes_first(pane):
    mentions = [int(number or 0) for number in read(pane.show_table("entity"), "mentions")]
    assert mentions == sorted(mentions, reverse=True)
    assert mentions[0] > mentions[-1]


def test_claims_stand_in_reading_order_with_their_words(pane, project):
    view = pane.show_table("claim")
    assert read(view, "content") == [claim.text for claim in queries.list_claims(project)]
    assert "2024-06-19" in read(view, "said")


def test_a_filter_goes_for_every_table_and_its_count(pane, workspace):
    view = pane.show_table("claim")
    workspace.set_filter(Filter.parse("act:warn"))
    assert read(view, "speech_act") == ["warn", "warn"]
    assert pane.tabs.tabText(1) == "Claims 2"
    assert set(read(pane.show_table("entity"), "name")) >= {"South Korea", "Vladimir Putin"}
    assert "Pyongyang" not in read(pane.view, "name")


@pytest.mark.parametrize("field", ["said", "speaker", "speech_act", "content", "outlet", "standing", "cue", "quote", "via", "about", "published_at",
                                   "headline", "event", "credibility", "confidence", "tags", "note", "status"])
def test_claims_sort_by_every_column(pane, field):
    view = pane.show_table("claim")
    before = read(view, "content")
    view.horizontalHeader().setSortIndicator(column(view, field), Qt.SortOrder.DescendingOrder)
    assert sorted(read(view, "content")) == sorted(before)


def test_a_claim_names_its_story_and_the_event_that_it_reports(pane, project, workspace):
    view, claim = pane.show_table("claim"), queries.list_claims(project)[0]
    event = queries.event_ids(project).tolist()[0]
    workspace.do(claims.set_event, claim.id, event)
    assert read(view, "headline")[0] == "Russia and North Korea sign treaty"
    assert read(view, "event")[0] == queries.get_event(project, event).summary


@pytest.mark.parametrize("kind", ["event", "entity", "link"])
def test_the_other_tables_sort_by_every_column(pane, kind):
    view = pane.show_table(kind)
    for number in range(view.table.columnCount()):
        view.horizontalHeader().setSortIndicator(number, Qt.SortOrder.AscendingOrder)
        assert view.table.rowCount() == len(set(view.table.ids_at(range(view.table.rowCount()))))


def test_names_sort_by_alphabet_and_the_unknown_comes_last(pane):
    view = pane.show_table("claim")
    view.horizontalHeader().setSortIndicator(column(view, "speaker"), Qt.SortOrder.AscendingOrder)
    names = read(view, "speaker")
    assert names[-1] == ""
    assert names[:-1] == sorted(names[:-1], key=str.casefold)


def test_sorting_keeps_what_is_selected(pane):
    view = pane.show_table("claim")
    select_rows(view, 4, 1)
    chosen = view.selected_ids()
    view.horizontalHeader().setSortIndicator(column(view, "content"), Qt.SortOrder.AscendingOrder)
    assert view.selected_ids() == chosen


def test_no_column_is_cut_off_at_the_size_of_the_dock(pane):
    for kind in pane.views:
        view = pane.show_table(kind)
        assert sum(view.columnWidth(number) for number in view.visible_columns()) == view.viewport().width()


# Selection ------------------------------------------------------------------------------------------------------------------------------


def test_a_click_selects_the_claim_with_the_field_of_its_cell(qtbot, pane, workspace):
    view = pane.show_table("claim")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(cell(view, 2, "speaker")).center())
    qtbot.waitUntil(lambda: workspace.selection.kind == "claim")
    assert (workspace.selection.ids, workspace.selection.field) == ((view.table.id_at(2),), "speaker")


def test_clicking_the_same_row_again_brings_its_words_back(qtbot, pane, workspace):
    view = pane.show_table("claim")
    place = view.visualRect(cell(view, 2, "content")).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: workspace.selection.kind == "claim")
    before = workspace.selection.reveal
    qtbot.wait(1)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: workspace.selection.reveal > before)


def test_a_selection_elsewhere_turns_the_tab_and_selects_the_row(qtbot, pane, workspace, project):
    claim = queries.list_claims(project)[3]
    workspace.select("claim", claim.id)
    assert pane.view is pane.views["claim"]
    assert pane.view.selected_ids() == [claim.id]
    qtbot.wait(1)
    assert workspace.selection.field == ""


def test_a_selected_telling_is_shown_as_its_event(pane, workspace, project):
    telling = queries.list_tellings(project)[0]
    pane.show_table("claim")
    workspace.select("telling", telling.id)
    assert pane.view is pane.views["event"]
    assert pane.view.selected_ids() == [telling.event_id]


def test_a_brushed_range_is_drawn_and_not_selected(pane, workspace, project):
    ids = [claim.id for claim in queries.list_claims(project)][:4]
    view = pane.show_table("claim")
    workspace.select("claim", ids, range=("2024-06-19", "2024-06-20"))
    assert [view.table.is_brushed(row) for row in range(6)] == [True] * 4 + [False] * 2
    assert view.selected_ids() == ids[:1]


# Cells ----------------------------------------------------------------------------------------------------------------------------------


def test_a_date_is_taken_as_people_write_it(qtbot, pane, project):
    view = pane.show_table("claim")
    type_into(qtbot, view, 0, "said", "17-18 June")
    assert read(view, "said")[0] == "2024-06-17 – 06-18"
    assert project.undo_label == "Change said"


def test_what_is_no_date_is_refused_in_the_cell_with_the_reason(qtbot, pane, project):
    view = pane.show_table("claim")
    editor = type_into(qtbot, view, 0, "said", "31 June")
    assert view.state() == EDITING
    assert "June has 30 days" in view.hint.text()
    assert view.hint.isVisible()
    assert editor.property("refused")
    assert project.undo_label is None
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert view.state() != EDITING
    assert not view.hint.isVisible()


def test_going_elsewhere_loses_nothing_that_was_refused(qtbot, pane):
    view = pane.show_table("claim")
    editor = type_into(qtbot, view, 0, "said", "31 June")
    view.setCurrentIndex(cell(view, 3, "content"))
    assert editor.isVisible()
    assert editor.text() == "31 June"


def test_a_name_is_written_and_an_untouched_one_keeps_its_entity(qtbot, pane, project):
    view = pane.show_table("claim")
    claim = queries.list_claims(project)[1]
    type_into(qtbot, view, 1, "speaker", f"{claim.speaker}; Yonhap")
    parties = queries.get_claim(project, claim.id).speakers
    assert [party.name for party in parties] == [claim.speaker, "Yonhap"]
    assert parties[0].entity_id == claim.speakers[0].entity_id


def test_a_list_opens_at_once_and_choosing_is_the_edit(qtbot, pane, project):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 0, "speech_act"))
    view.edit_current()
    box = view.indexWidget(cell(view, 0, "speech_act"))
    assert box.view().isVisible()
    box.setCurrentIndex(box.findData("accuse"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: read(view, "speech_act")[0] == "accuse")
    assert queries.list_claims(project)[0].status == "edited"


def test_a_list_does_not_open_before_the_double_click_has_ended(qtbot, pane):
    qtbot.mousePress(pane, Qt.MouseButton.LeftButton)
    box = ListEdit(("state", "deny"), ("state", "deny"), "deny", pane)
    box.show()
    qtbot.wait(3 * RELEASE_MS)
    assert not box.view().isVisible()
    qtbot.mouseRelease(pane, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(box.view().isVisible)


def test_next_and_previous_go_through_the_suggestions(act, pane, workspace):
    pane.show_table("claim")
    queue = queries.to_review(workspace.project).tolist()
    workspace.select("claim", queue[0])
    act("rows.next")
    assert pane.view.selected_ids() == [queue[1]]
    act("rows.previous")
    assert pane.view.selected_ids() == [queue[0]]


def test_a_row_does_not_look_selected_when_something_else_is(pane, workspace):
    workspace.select("claim", 1)
    assert pane.view.selected_ids() == [1]
    workspace.select("article", 1)
    assert pane.view.selected_ids() == []


def test_an_editor_left_as_it_was_writes_nothing(qtbot, pane, project):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 1, "speaker"))
    view.edit_current()
    qtbot.keyClick(view.indexWidget(cell(view, 1, "speaker")), Qt.Key.Key_Return)
    qtbot.wait(1)
    assert project.undo_label is None


def test_ctrl_enter_writes_all_selected_rows_in_one_step(qtbot, pane, project):
    view = pane.show_table("claim")
    select_rows(view, 0, 2, 4)
    type_into(qtbot, view, 2, "note", "check", Qt.KeyboardModifier.ControlModifier)
    assert read(view, "note") == ["check", "", "check", "", "check", ""]
    assert project.undo_label == "Change note of 3 claims"


def test_events_and_entities_are_written_too(qtbot, pane, project):
    view = pane.show_table("event")
    type_into(qtbot, view, 0, "date", "June 2024")
    assert "2024-06" in read(view, "date")
    view = pane.show_table("entity")
    row = read(view, "name").index("Yonhap")
    type_into(qtbot, view, row, "aliases", "Yonhap News; YNA")
    assert read(view, "aliases")[row] == "Yonhap News; YNA"


# Rows -----------------------------------------------------------------------------------------------------------------------------------


def test_rows_that_an_edit_moves_out_of_the_filter_stay_until_it_is_applied_again(pane, workspace, act):
    view = pane.show_table("claim")
    workspace.set_filter(Filter.parse("status:suggested"))
    select_rows(view, 0, 1)
    act("rows.accept")
    assert view.table.rowCount() == 6
    assert [view.table.is_stray(row) for row in range(6)] == [True, True] + [False] * 4
    pane.apply_again()
    assert (view.table.rowCount(), view.table.strays) == (4, 0)


def test_a_rejected_claim_stays_marked_and_can_be_accepted_again(pane, act):
    view = pane.show_table("claim")
    select_rows(view, 1)
    act("rows.reject")
    assert (view.table.record(1).status, view.table.is_stray(1)) == ("rejected", True)
    select_rows(view, 1)
    act("rows.accept")
    assert (view.table.record(1).status, view.table.is_stray(1)) == ("accepted", False)


def test_a_row_that_an_edit_moves_in_the_sort_stays_marked(qtbot, pane, project):
    view = pane.show_table("claim")
    view.horizontalHeader().setSortIndicator(column(view, "speaker"), Qt.SortOrder.AscendingOrder)
    one = view.table.id_at(0)
    type_into(qtbot, view, 0, "speaker", "Zelenskyy")
    assert (view.table.id_at(0), view.table.is_stray(0)) == (one, True)
    pane.apply_again()
    assert view.table.rows_of([one]) == [4]


def test_rows_that_arrive_with_a_document_are_put_in_order(qtbot, pane, project):
    view = pane.show_table("claim")
    view.horizontalHeader().setSortIndicator(column(view, "speech_act"), Qt.SortOrder.AscendingOrder)
    first = view.table.id_at(0)
    read = first_extraction() if queries.get_claim(project, first).document_id == 1 else second_extraction()
    others = tuple(replace(claim, speech_act="condemn") for claim in read.claims)
    with qtbot.waitSignal(pane.workspace.changed):
        project.load(replace(read, claims=others), document_id=queries.get_claim(project, first).document_id)
    arrived = [view.table.id_at(row) for row in range(view.table.rowCount())]
    assert view.table.strays == 0
    pane.apply_again()
    assert arrived == [view.table.id_at(row) for row in range(view.table.rowCount())]


def test_a_rejected_event_stays_too(pane, act):
    view = pane.show_table("event")
    select_rows(view, 0)
    act("rows.reject")
    row = next(row for row in range(view.table.rowCount()) if view.table.record(row).status == "rejected")
    assert view.table.is_stray(row)
    select_rows(view, row)
    act("rows.accept")
    assert sorted(read(view, "status")) == ["accepted", "suggested"]


def test_a_verdict_goes_on_to_the_next_suggestion_below(qtbot, pane, act, workspace):
    view = pane.show_table("claim")
    select_rows(view, 1)
    act("rows.accept")
    act("rows.reject")
    assert read(view, "status")[1:4] == ["accepted", "rejected", "suggested"]
    assert view.selected_rows() == [3]
    qtbot.waitUntil(lambda: workspace.selection.ids == (view.table.id_at(3),))


def test_deleted_rows_leave_at_once(pane, act, project):
    view = pane.show_table("claim")
    select_rows(view, 1, 3)
    gone = view.selected_ids()
    act("rows.delete")
    assert not set(gone) & set(view.table.ids_at(range(view.table.rowCount())))
    assert pane.tabs.tabText(1) == "Claims 4"
    assert project.undo_label == "Delete 2 claims"


def test_a_copy_is_selected(pane, act, workspace):
    view = pane.show_table("claim")
    select_rows(view, 2)
    act("rows.duplicate")
    assert workspace.selection.ids == (view.table.id_at(3),)
    assert view.selected_rows() == [3]


def test_duplicates_come_in_and_undo_takes_them_out(pane, workspace, act):
    view = pane.show_table("claim")
    select_rows(view, 2)
    act("rows.duplicate")
    assert view.table.rowCount() == 7
    workspace.undo()
    assert view.table.rowCount() == 6


def test_fill_down_gives_the_top_cell_to_the_others(pane, act, project):
    view = pane.show_table("claim")
    select_rows(view, 1, 2, 3)
    view.selectionModel().setCurrentIndex(cell(view, 1, "speaker"), view.selectionModel().SelectionFlag.NoUpdate)
    act("rows.fill")
    assert len(set(read(view, "speaker")[1:4])) == 1


# The clipboard --------------------------------------------------------------------------------------------------------------------------


def test_rows_go_to_a_spreadsheet_with_their_headers(pane, act):
    view = pane.show_table("event")
    select_rows(view, 0)
    act("rows.copy_headers")
    header, row = QGuiApplication.clipboard().text().splitlines()
    assert header.split("\t")[1:4] == ["Date", "Actor", "Action"]
    assert row.split("\t")[3] == "AGREE"


def test_a_copy_runs_nothing_in_a_spreadsheet_and_comes_back_as_it_was(pane, act, project):
    view = pane.show_table("claim")
    note = '=HYPERLINK("x")\tand a tab'
    claims.set_field(project, view.table.id_at(0), "note", note)
    text = as_text(view.table, [0], [column(view, "note")], headers=False)
    assert text.startswith('"\'=HYPER')
    assert block_of(text) == [[note]]


def test_a_block_is_pasted_in_one_step_and_bad_cells_are_named(pane, act, project, workspace):
    view = pane.show_table("claim")
    select_rows(view, 0)
    view.selectionModel().setCurrentIndex(cell(view, 0, "said"), view.selectionModel().SelectionFlag.NoUpdate)
    QGuiApplication.clipboard().setText("18 June\tYonhap\tdeny\n31 June\tKim Jong Un\tshout\n")
    act("rows.paste")
    assert read(view, "said")[0] == "2024-06-18"
    assert read(view, "speaker")[:2] == ["Yonhap", "Kim Jong Un"]
    assert read(view, "speech_act")[0] == "deny"
    assert project.undo_label == "Paste 4 cells"
    assert "Row 2, When: 31 June: June has 30 days" in workspace.said[-1]
    assert "“shout” is none of" in workspace.said[-1]
    workspace.undo()
    assert read(view, "speaker")[0] == ""


def test_a_table_that_is_not_on_top_reads_again_when_it_is(pane, project):
    pane.show_table("event")
    claims.set_field(project, [claim.id for claim in queries.list_claims(project)], "note", "seen")
    assert set(read(pane.show_table("claim"), "note")) == {"seen"}


# Columns --------------------------------------------------------------------------------------------------------------------------------


def test_columns_are_remembered(qtbot, pane, workspace, tmp_path):
    view = pane.show_table("claim")
    view.show_column(column(view, "note"), True)
    view.show_column(column(view, "outlet"), False)
    view.horizontalHeader().moveSection(1, 4)
    settings = QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat)
    pane.save_columns(settings)
    settings.sync()
    again = TablesPane(workspace)
    qtbot.addWidget(again)
    again.restore_columns(QSettings(str(tmp_path / "layout.ini"), QSettings.Format.IniFormat))
    assert again.views["claim"].visible_columns() == view.visible_columns()
    again.views["claim"].reset_columns()
    assert again.views["claim"].visible_columns() == [number for number, one in enumerate(view.table.sheet.columns) if one.shown]


def test_the_header_s_menu_filters_by_the_current_cell(pane, workspace):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 1, "speaker"))
    menu = column_menu(view, column(view, "speaker"), workspace.filter, workspace.set_filter)
    next(action for action in menu.actions() if action.text().startswith("Only speaker:")).trigger()
    assert str(workspace.filter) == 'speaker:"Vladimir Putin"'
    assert set(read(view, "speaker")) == {"Vladimir Putin"}


def test_the_header_s_menu_filters_by_day(pane, workspace):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 1, "said"))
    menu = column_menu(view, column(view, "said"), workspace.filter, workspace.set_filter)
    next(action for action in menu.actions() if action.text().startswith("Without when:")).trigger()
    assert str(workspace.filter) == "-date:2024-06-19"
    assert set(read(view, "said")) == {"2024-06-20"}


def test_the_header_s_menu_ticks_what_the_filter_has(pane, workspace):
    view = pane.show_table("claim")
    workspace.set_filter(Filter.parse("act:warn"))
    menu = column_menu(view, column(view, "speech_act"), workspace.filter, workspace.set_filter)
    some = next(action.menu() for action in menu.actions() if action.text() == "Any act of")
    assert [action.text() for action in some.actions() if action.isChecked()] == ["warn"]
    next(action for action in some.actions() if action.text() == "deny").trigger()
    assert str(workspace.filter) == "act:warn,deny"


# More of editing -------------------------------------------------------------------------------------------------------------------------


def test_names_complete_after_a_semicolon(qtbot, pane):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 1, "speaker"))
    view.edit_current()
    editor = view.indexWidget(cell(view, 1, "speaker"))
    editor.end(False)
    qtbot.keyClicks(editor, "; yonh")
    popup = QApplication.activePopupWidget()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Yonhap"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read(view, "speaker")[1] == "Vladimir Putin; Yonhap")


def test_what_the_verb_refuses_is_said_and_nothing_changes(qtbot, pane, workspace, project):
    view = pane.show_table("entity")
    row = read(view, "name").index("Yonhap")
    type_into(qtbot, view, row, "country", "Korea")
    assert "three letters" in workspace.said[-1]
    assert (read(view, "country")[row], project.undo_label) == ("", None)
    editor = view.indexWidget(cell(view, row, "country"))
    assert editor.text() == "Korea"
    assert "three letters" in view.hint.text()
    editor.selectAll()
    qtbot.keyClicks(editor, "kor")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read(view, "country")[row] == "KOR")


def test_an_event_is_added_from_the_selected_claim(qtbot, pane, workspace, act, project):
    claim = queries.list_claims(project)[3]
    workspace.select("claim", claim.id)
    act("rows.event_of")
    event = queries.get_event(project, workspace.selection.primary)
    assert (event.summary, event.status, pane.view.state()) == (claim.text, "accepted", EDITING)


def test_an_event_is_added_from_a_story_s_headline(pane, act, project):
    pane.show_table("event")
    act("rows.add")
    menu = QApplication.activePopupWidget()
    next(action for action in menu.actions() if "Russia and North Korea sign treaty" in action.text()).trigger()
    assert "Russia and North Korea sign treaty" in read(pane.view, "summary")


def test_a_project_for_reading_only_opens_no_editor(qapp, qtbot, project, tmp_path):
    path = project.path
    project.close()
    workspace = Workspace()
    workspace.open(documents.open_project(path, read_only=True))
    pane = TablesPane(workspace)
    qtbot.addWidget(pane)
    with qtbot.waitExposed(pane):
        pane.show()
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 0, "note"))
    view.edit_current()
    assert view.state() != EDITING
    assert not any(action.allowed for action in pane.actions() if action.id in ("rows.edit", "rows.accept", "rows.paste", "rows.add"))
    workspace.close()


# Conflicts -------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def conflict(pane, workspace, project):
    """Two claims that the analyst found to be at odds."""
    one, other = [claim.id for claim in queries.list_claims(project)][:2]
    workspace.do(links.add, "claim", one, "claim", other, relation="contradicts", reason="other")
    return pane.show_table("link")


def test_a_conflict_shows_both_statements_with_who_and_where(conflict, project):
    link = queries.find_conflicts(project)[-1]
    row = conflict.table.rows_of([link.id])[0]
    one, other = queries.get_claims(project, [link.from_id, link.to_id])
    assert one.text in read(conflict, "from")[row]
    assert f"{other.speaker} · {other.outlet}" in read(conflict, "to")[row]


def test_a_ruling_is_given_in_its_cell(qtbot, conflict, project):
    row = conflict.table.rows_of([queries.find_conflicts(project)[-1].id])[0]
    conflict.setCurrentIndex(cell(conflict, row, "ruling"))
    conflict.edit_current()
    box = conflict.indexWidget(cell(conflict, row, "ruling"))
    box.setCurrentIndex(box.findText("later update"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: read(conflict, "ruling")[row] == "later update")
    assert queries.find_conflicts(project)[-1].ruling == "update"


def test_the_reader_is_given_the_words_of_the_side_that_was_clicked(qtbot, conflict, workspace, project):
    link = queries.find_conflicts(project)[-1]
    row = conflict.table.rows_of([link.id])[0]
    conflict.setCurrentIndex(cell(conflict, row, "to"))
    qtbot.waitUntil(lambda: workspace.selection.kind == "link")
    found = queries.words_of(project, workspace.selection)
    assert {(one.start, one.end) for one in found} == set(queries.get_claim(project, link.to_id).parts)


@pytest.mark.parametrize(("one", "other", "value", "apart"), [
    ("the second time this month", "the third time this month", "", {1}), ("the third time this month", "the second time this month", "", {1}),
    ("Seoul signed it on 18 June", "Moscow says 19 June", "18 June", {4, 5}), ("nothing of this", "an entirely other sentence", "", set())])
def test_differing_words_are_found(one, other, value, apart):
    assert differing(one, other, value) == apart


def test_whatever_is_done_the_rows_are_those_that_were_there_and_those_that_came(qtbot, pane, workspace, project):
    """A random walk of edits, undo and redo over a filtered and sorted table, held against reading it anew."""
    chance = random.Random(7)  # noqa: S311
    view = pane.show_table("claim")
    workspace.set_filter(Filter.parse("-act:praise"))
    view.horizontalHeader().setSortIndicator(column(view, "speaker"), Qt.SortOrder.AscendingOrder)
    table = view.table
    for _ in range(60):
        before = table.ids_at(range(table.rowCount()))
        one = chance.choice(before)
        edits = [(claims.set_field, one, field, value) for field, value in (("speech_act", "praise"), ("speech_act", "warn"), ("speaker", "Anna"),
                                                                            ("speaker", "Zoe"))]
        edits += [(verb, one) for verb in (claims.duplicate, claims.reject, claims.accept)]
        chance.choice([*(partial(workspace.do, *edit) for edit in edits), workspace.undo, workspace.redo])()
        after = table.ids_at(range(table.rowCount()))
        there = set(queries.claim_ids(project, rejected=True).tolist())
        passing = queries.claim_ids(project, workspace.filter).tolist()
        assert [one for one in after if one in before] == [one for one in before if one in there]
        assert set(after) == {one for one in before if one in there} | set(passing)
        assert {one for one in after if one not in passing} <= {one for row, one in enumerate(after) if table.is_stray(row)}
        assert [table.record(row).id for row in range(table.rowCount())] == after
    pane.apply_again()
    assert sorted(table.ids_at(range(table.rowCount()))) == sorted(passing)
    assert not table.strays


def test_a_closed_project_leaves_empty_tables(pane, workspace):
    pane.show_table("claim")
    workspace.close()
    assert [pane.tabs.tabText(number) for number in range(4)][1] == "Claims"
    assert pane.view.table.rowCount() == 0
