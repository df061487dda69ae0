"""What is done to rows of the tables: merged and split with a look before, linked, ruled on, searched and replaced, read again, grouped."""
from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.hands import cell, column, read, select_rows, type_into
from workbench.services import claims, entities, events
from workbench.storage import queries
from workbench.ui.panes.tables.adding import EntityDialog
from workbench.ui.panes.tables.editors import offered
from workbench.ui.panes.tables.model import together
from workbench.ui.panes.tables.pane import TablesPane


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


def named(view, name):
    return read(view, "name").index(name)


def lines(dialog):
    return {line.cells[0]: line.cells[1:] for line in dialog.lines.lines}


# Merging and splitting ------------------------------------------------------------------------------------------------------------------


def test_a_merge_of_events_shows_what_they_become_and_says_it_afterwards(pane, act, project, workspace):
    view = pane.show_table("event")
    select_rows(view, 0, 1)
    act("rows.merge")
    dialog = pane.verbs.joining.dialog
    assert lines(dialog)["Date"] == ("2024-06-19", "2024-06-18", "2024-06-18")
    assert lines(dialog)["Told"][-1] == "2 times"
    assert view.table.rowCount() == 2
    dialog.accept()
    event, = queries.list_events(project)
    assert (event.date_from, view.table.rowCount(), workspace.selection.ids) == ("2024-06-18", 1, (event.id,))
    assert workspace.said[-1] == "2 events are one now: 2024-06-18 Vladimir Putin AGREE Kim Jong Un, told 2 times."


def test_the_cell_that_is_chosen_in_a_merge_wins(qtbot, pane, act, project):
    view = pane.show_table("event")
    select_rows(view, 0, 1)
    act("rows.merge")
    dialog = pane.verbs.joining.dialog
    table = dialog.table.view
    table.setFocus()
    table.setCurrentIndex(dialog.lines.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert lines(dialog)["Date"][-1] == "2024-06-19"
    dialog.accept()
    assert queries.list_events(project)[0].date_from == "2024-06-19"
    assert len(project.steps()) == 1


def test_a_merge_that_is_left_changes_nothing(pane, act, project):
    view = pane.show_table("event")
    select_rows(view, 0, 1)
    act("rows.merge")
    pane.verbs.joining.dialog.reject()
    assert len(queries.list_events(project)) == 2
    assert not project.steps()


def test_of_merged_entities_the_name_that_is_chosen_is_shown(pane, act, project, workspace):
    view = pane.show_table("entity")
    select_rows(view, named(view, "Vladimir Putin"), named(view, "Kim Jong Un"))
    act("rows.merge")
    dialog = pane.verbs.joining.dialog
    assert lines(dialog)["Name"] == ("Vladimir Putin", "Kim Jong Un", "Vladimir Putin")
    dialog.choose(0, 2)
    dialog.accept()
    assert "Kim Jong Un" in read(view, "name")
    assert "Vladimir Putin" not in read(view, "name")
    assert workspace.said[-1].startswith("2 entities are one now: Kim Jong Un, ")


def test_more_rows_than_can_be_looked_at_are_not_merged(pane, project, workspace):
    pane.verbs.joining.merge("entity", range(1, 9))
    assert "At most 6" in workspace.said[-1]
    assert not project.steps()


def test_a_split_shows_what_stays_and_what_goes(qtbot, pane, act, project, workspace):
    events.merge(project, [1, 2])
    view = pane.show_table("event")
    view.selectRow(0)
    act("rows.split")
    dialog = pane.verbs.joining.dialog
    assert not dialog.go.isEnabled()
    dialog.table.setFocus()
    dialog.table.setCurrentIndex(dialog.lines.index(1, 0))
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.stays.text() == "Stays: 2024-06-19 Vladimir Putin AGREE Kim Jong Un, told 1 time"
    assert dialog.goes.text() == "Goes: 2024-06-18 Vladimir Putin AGREE, told 1 time"
    dialog.accept()
    assert view.table.rowCount() == 2
    assert workspace.said[-1].startswith("Split off: 2024-06-18 Vladimir Putin AGREE")


def test_an_entity_is_split_by_the_page_that_names_it(pane, act, project):
    view = pane.show_table("entity")
    view.setCurrentIndex(view.table.index(named(view, "Vladimir Putin"), 0))
    act("rows.split")
    dialog = pane.verbs.joining.dialog
    assert [line.cells[1] for line in dialog.lines.lines] == ["Vladimir Putin – courier.txt", "Putin – wire.txt"]
    dialog.lines.setData(dialog.lines.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    dialog.accept()
    assert {"Vladimir Putin", "Putin"} <= set(read(view, "name"))


@pytest.mark.parametrize("kind", ["event", "entity"])
def test_after_undoing_a_split_the_whole_is_selected(pane, project, workspace, kind):
    service = {"event": events, "entity": entities}[kind]
    service.merge(project, [1, 2])
    pane.verbs.joining.split(kind, 1)
    dialog = pane.verbs.joining.dialog
    place = [part for _, part in dialog._parts].index(2)
    dialog.lines.setData(dialog.lines.index(place, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    dialog.accept()
    assert workspace.selection.ids == (2,)
    workspace.undo()
    assert workspace.selection.ids == (1,)
    assert pane.show_table(kind).selected_ids() == [1]


def test_claims_are_one_statement_and_are_not_and_it_is_said(pane, act, project, workspace):
    view = pane.show_table("claim")
    select_rows(view, 0, 1)
    act("rows.merge")
    assert workspace.said[-1] == "2 claims are one statement now: 1 story, 1 outlet."
    view.selectRow(0)
    act("rows.split")
    assert queries.get_claim(project, view.table.id_at(1)).group_id is None
    assert "no longer the same statement" in workspace.said[-1]


# Links and rulings ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("relation", "swapped"), [("contradicts", False), ("denies", False), ("denies", True)])
def test_two_selected_rows_are_linked(pane, project, workspace, relation, swapped):
    view = pane.show_table("claim")
    select_rows(view, 0, 5)
    first, second = view.selected_ids()
    assert pane.verbs.linking.choices()
    pane.verbs.linking.link(relation, swapped)
    ends = (second, first) if swapped else (first, second)
    assert any((link.from_id, link.to_id, link.relation, link.origin) == (*ends, relation, "analyst") for link in queries.find_conflicts(project))
    assert "Conflicts" in workspace.said[-1]


def test_one_row_or_three_cannot_be_linked(pane):
    view = pane.show_table("claim")
    select_rows(view, 0, 1, 2)
    assert pane.verbs.linking.choices() == []


def test_conflicts_are_ruled_on_with_one_key_each(pane, act, project):
    claims_view = pane.show_table("claim")
    select_rows(claims_view, 0, 5)
    pane.verbs.linking.link("contradicts")
    view = pane.show_table("link")
    pane.apply_again()
    number = view.table.rowCount()
    view.setCurrentIndex(view.table.index(0, 0))
    for _ in range(number):
        act("rows.rule_scope")
    assert {link.ruling for link in queries.find_conflicts(project)} == {"scope"}
    assert len(project.steps()) == number + 1


# Find and replace -----------------------------------------------------------------------------------------------------------------------


def replacing(pane, view, field, find, put):
    view.setCurrentIndex(cell(view, 0, field))
    pane.verbs.find_and_replace()
    dialog = pane.verbs.replacing
    dialog.words.setText(find)
    dialog.put.setText(put)
    dialog.look()
    return dialog


def test_every_change_is_seen_before_and_all_are_one_step(pane, project, workspace):
    view = pane.show_table("event")
    dialog = replacing(pane, view, "summary", "SIGNED", "concluded")
    assert [line.cells[1:] for line in dialog.lines.lines] == [
        ("Vladimir Putin signed a treaty", "Vladimir Putin concluded a treaty"), ("Putin signed the treaty", "Putin concluded the treaty")]
    dialog.accept()
    assert read(view, "summary") == ["Vladimir Putin concluded a treaty", "Putin concluded the treaty"]
    assert [step.label for step in project.steps()] == ["Replace in what happened"]
    workspace.undo()
    assert read(view, "summary") == ["Vladimir Putin signed a treaty", "Putin signed the treaty"]


def test_a_change_that_is_unticked_is_not_made(pane):
    view = pane.show_table("event")
    dialog = replacing(pane, view, "summary", "signed", "concluded")
    dialog.lines.setData(dialog.lines.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert dialog.replace.text() == "Replace in 1 cell"
    dialog.accept()
    assert read(view, "summary") == ["Vladimir Putin signed a treaty", "Putin concluded the treaty"]


def test_of_several_names_only_the_one_with_the_words_is_changed(pane, project):
    claims.set_field(project, 1, "speaker", ["Vladimir Putin", "Kim Jong Un"])
    kim = queries.get_claim(project, 1).speakers[1].entity_id
    view = pane.show_table("claim")
    replacing(pane, view, "speaker", "vladimir", "Mr").accept()
    changed = queries.get_claim(project, 1).speakers
    assert ([party.name for party in changed], changed[1].entity_id) == (["Mr Putin", "Kim Jong Un"], kim)


def test_what_cannot_stand_is_said_and_left_out(pane, project):
    view = pane.show_table("event")
    dialog = replacing(pane, view, "date", "2024-06-19", "31 June")
    assert dialog.lines.lines[0].refused
    assert "30 days" in dialog.lines.lines[0].cells[2]
    assert not dialog.replace.isEnabled()


def test_case_and_whole_words_are_looked_at_when_asked(pane):
    view = pane.show_table("claim")
    dialog = replacing(pane, view, "note", "x", "y")
    dialog.column.setCurrentText("Speaker")
    dialog.words.setText("korea")
    dialog.whole.setChecked(True)
    assert {line.cells[1] for line in dialog.lines.lines} == {"South Korea"}
    dialog.case.setChecked(True)
    assert dialog.lines.lines == []


def test_only_the_selected_rows_when_asked(pane):
    view = pane.show_table("claim")
    select_rows(view, 1, 2)
    pane.verbs.find_and_replace()
    dialog = pane.verbs.replacing
    dialog.column.setCurrentText("Act")
    dialog.words.setText("warn")
    dialog.put.setText("demand")
    dialog.look()
    everywhere = len(dialog.lines.lines)
    dialog.only.setChecked(True)
    assert 0 < len(dialog.lines.lines) < everywhere


# Cells ----------------------------------------------------------------------------------------------------------------------------------


def test_a_claim_is_given_another_event_by_its_name_and_takes_back_what_was_compared(qtbot, pane, act, project):
    view = pane.show_table("claim")
    row = next(row for row in range(6) if queries.get_claim(project, view.table.id_at(row)).event_id is None)
    one = view.table.id_at(row)
    type_into(qtbot, view, row, "event", "e1")
    assert queries.get_claim(project, one).event_id == 1
    view.setCurrentIndex(cell(view, row, "event"))
    act("rows.reset")
    assert queries.get_claim(project, one).event_id is None


def test_what_names_no_event_is_refused_in_the_cell(qtbot, pane, workspace):
    view = pane.show_table("claim")
    type_into(qtbot, view, 0, "event", "nonsense")
    assert "names no event" in workspace.refused


def test_an_event_s_cell_says_again_what_was_read(pane, act, project):
    events.set_field(project, 1, "summary", "Something else")
    view = pane.show_table("event")
    view.setCurrentIndex(cell(view, view.table.rows_of([1])[0], "summary"))
    act("rows.reset")
    assert queries.get_event(project, 1).summary == "Vladimir Putin signed a treaty"


def test_the_outlet_of_a_claim_is_its_story_s(qtbot, pane, project):
    view = pane.show_table("claim")
    type_into(qtbot, view, 0, "outlet", "The Courier")
    assert queries.get_article(project, 1).outlet == "The Courier"
    assert {outlet for outlet, file in ((one.outlet, one.file) for one in queries.list_claims(project)) if file == "courier.txt"} == {"The Courier"}


def test_a_cell_is_marked_as_inferred_from_the_table(pane, act, project):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, view.table.rows_of([1])[0], "speaker"))
    act("rows.infer")
    assert queries.get_claim(project, 1).speakers[0].span is None


def test_one_return_takes_the_name_that_is_offered(qtbot, pane, project):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 0, "speaker"))
    view.edit_current()
    editor = view.indexWidget(cell(view, 0, "speaker"))
    editor.selectAll()
    qtbot.keyClicks(editor, "Yon")
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read(view, "speaker")[0] == "Yonhap", timeout=2000)


def test_what_begins_with_the_letters_is_offered_first():
    assert offered(["Pyongyang", "New Yonkers", "Yonhap"], "yon") == ["Yonhap", "New Yonkers", "Pyongyang"]


def test_an_entity_of_one_s_own_is_added(pane, act, project, workspace):
    pane.show_table("entity")
    act("rows.add")
    dialog, = pane.findChildren(EntityDialog)
    dialog.accept()
    assert "empty" in dialog._refused.text()
    dialog.name.setText("Wagner Group")
    dialog.type.setCurrentText("ORG")
    dialog.accept()
    assert queries.get_entity(project, workspace.selection.primary).name == "Wagner Group"


# Groups ---------------------------------------------------------------------------------------------------------------------------------


def test_rows_of_one_group_stand_behind_the_first_of_them():
    order, groups = np.array([4, 0, 3, 1, 2]), np.array([7, 0, 9, 7, 9])
    assert together(order, groups).tolist() == [4, 2, 0, 3, 1]


def test_claims_of_one_statement_stand_together_and_are_bracketed(pane, act, project):
    claims.group(project, [1, 6])
    claims.group(project, [2, 4])
    view = pane.show_table("claim")
    act("rows.group")
    ids = view.table.ids_at(range(6))
    assert {ids.index(1) + 1, ids.index(1) - 1} & {ids.index(6)}
    assert {ids.index(2) + 1, ids.index(2) - 1} & {ids.index(4)}
    assert view.table.joins(min(ids.index(1), ids.index(6))) == (False, True)
    assert view.table.joins(ids.index(3)) == (False, False)
    act("rows.group")
    assert view.table.ids_at(range(6)) == queries.claim_ids(project).tolist()


def test_groups_keep_to_the_sort_and_the_filter(pane, act, project):
    claims.group(project, [1, 6])
    view = pane.show_table("claim")
    view.horizontalHeader().setSortIndicator(column(view, "content"), Qt.SortOrder.DescendingOrder)
    act("rows.group")
    texts = read(view, "content")
    firsts = [text for row, text in enumerate(texts) if not view.table.joins(row)[0]]
    assert firsts == sorted(firsts, key=str.casefold, reverse=True)


def test_one_return_takes_what_was_typed_though_names_are_offered(qtbot, pane):
    view = pane.show_table("claim")
    view.setCurrentIndex(cell(view, 0, "speaker"))
    view.edit_current()
    editor = view.indexWidget(cell(view, 0, "speaker"))
    editor.selectAll()
    qtbot.keyClicks(editor, "Yon")
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: read(view, "speaker")[0] == "Yon", timeout=2000)
