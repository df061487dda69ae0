"""The timeline as the analyst uses it: a real project, real mouse and keys, notes that are steps to undo."""
from __future__ import annotations

import sys

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.core.records import Annotation, AnnotationId
from workbench.services import annotations, claims, links
from workbench.storage import queries
from workbench.ui.actions import Actions
from workbench.ui.panes.timeline.pane import TimelinePane

NEW = AnnotationId(0)


@pytest.fixture
def pane(qtbot, workspace):
    pane = TimelinePane(workspace)
    qtbot.addWidget(pane)
    pane.resize(720, 330)
    pane.show()
    qtbot.waitUntil(lambda: pane.canvas is not None and pane.canvas.drawn is not None, timeout=20_000)
    return pane


@pytest.fixture
def act(pane):
    table = {action.id: action.callback for action in pane.actions()}
    return lambda name: table[f"timeline.{name}"]()


def place(pane, mark) -> QPoint:
    x, y, _ = pane.canvas.drawn.spot(mark)
    return pane.canvas.on_screen(x, y).toPoint()


def mark_of(pane, claim) -> int:
    return int(pane.chart.layout.marks_of("claim", [claim])[0])


def click(pane, at, keys=Qt.KeyboardModifier.NoModifier):
    QTest.mouseClick(pane.canvas, Qt.MouseButton.LeftButton, keys, at)


def drag(pane, start, stop, keys=Qt.KeyboardModifier.NoModifier):
    QTest.mousePress(pane.canvas, Qt.MouseButton.LeftButton, keys, start)
    for step in range(1, 5):
        QTest.mouseMove(pane.canvas, start + (stop - start) * (step / 4))
    QTest.mouseRelease(pane.canvas, Qt.MouseButton.LeftButton, keys, stop)


def write(pane, words):
    QTest.keyClicks(pane.writing.field, words)
    QTest.keyClick(pane.writing.field, Qt.Key.Key_Return)


def middle(shown, pane) -> QPoint:
    left, top, right, bottom = shown.box
    return pane.canvas.on_screen((left + right) / 2, (top + bottom) / 2).toPoint()


def notes(project) -> list[Annotation]:
    return queries.list_annotations(project)


# What it shows


def test_a_click_on_a_mark_selects_its_claim_and_reveals_it(pane, workspace):
    click(pane, place(pane, mark_of(pane, 2)))
    assert (workspace.selection.kind, workspace.selection.ids, workspace.selection.reveal) == ("claim", (2,), 1)
    assert pane.canvas.selected == [mark_of(pane, 2)]


def test_ctrl_click_adds_a_statement_and_takes_it_away_again(pane, workspace):
    click(pane, place(pane, mark_of(pane, 2)))
    click(pane, place(pane, mark_of(pane, 4)), Qt.KeyboardModifier.ControlModifier)
    assert workspace.selection.ids == (2, 4)
    click(pane, place(pane, mark_of(pane, 2)), Qt.KeyboardModifier.ControlModifier)
    assert workspace.selection.ids == (4,)


def test_a_selection_made_elsewhere_rings_its_marks(pane, workspace):
    workspace.select("claim", 3)
    assert pane.canvas.selected == [mark_of(pane, 3)]
    speaker = queries.get_claim(workspace.project, 2).speakers[0].entity_id
    workspace.select("entity", speaker)
    assert mark_of(pane, 2) in pane.canvas.selected


def test_an_edit_elsewhere_changes_the_chart(pane, workspace):
    workspace.do(claims.set_field, [2], "speech_act", "demand")
    assert pane.chart.layout.marks.act[mark_of(pane, 2)] == 5
    workspace.undo()
    assert pane.chart.layout.marks.act[mark_of(pane, 2)] == 2


def test_the_filter_of_the_desk_is_the_charts(pane, workspace):
    workspace.set_filter(Filter.parse("act:deny"))
    assert pane.chart.layout.member_ids.tolist() == queries.claim_ids(workspace.project, workspace.filter).tolist()
    assert len(pane.chart.layout.marks) == 1


def test_the_legend_switches_acts_in_the_filter(pane, workspace, qtbot):
    qtbot.mouseClick(pane.legend.buttons["warn"], Qt.MouseButton.LeftButton)
    assert str(workspace.filter) == "-act:warn"
    assert not pane.legend.buttons["warn"].isChecked()
    qtbot.mouseClick(pane.legend.buttons["warn"], Qt.MouseButton.LeftButton)
    assert workspace.filter == Filter()
    qtbot.mouseClick(pane.legend.buttons["deny"], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    assert str(workspace.filter) == "act:deny"


def test_the_legend_shows_only_the_acts_that_there_are_and_none_overlap(pane):
    shown = [button for button in pane.legend.buttons.values() if not button.isHidden()]
    assert {button.text() for button in shown} == {"state", "deny", "warn", "promise"}
    assert not any(a.geometry().intersects(b.geometry()) for a in shown for b in shown if a is not b)


@pytest.mark.parametrize(("value", "names"), [("outlet", {"Daily Courier", "World Wire"}), ("act", {"State", "Warn", "Deny", "Promise"}),
                                              ("action", {"Agree", "no event"})])
def test_lanes_are_chosen(pane, value, names):
    pane.lane.choose(value)
    assert {lane.name for lane in pane.canvas.drawn.layout.lanes} == names


def test_another_clock_says_how_many_have_no_date_on_it_and_selects_them(qtbot, pane, workspace, act):
    assert not pane.undated.isVisible()
    pane.clock.choose("happened")
    assert (pane._caption.text(), pane.undated.text()) == ("2 statements", "4 without a date")
    qtbot.mouseClick(pane.undated, Qt.MouseButton.LeftButton)
    assert (workspace.selection.kind, set(workspace.selection.ids)) == ("claim", set(pane.chart.layout.undated_ids.tolist()))
    assert workspace.said[-1] == "4 statements without a date on this clock"
    workspace.select("claim", 2)
    act("undated")
    assert len(workspace.selection.ids) == 4


def test_an_empty_chart_says_why_and_what_to_do(pane, workspace):
    workspace.set_filter(Filter.parse("speaker:Nobody"))
    assert pane._nothing.isVisible()
    assert pane._nothing.text() == "No statements pass the filter. Ctrl+Shift+X clears it."
    assert not pane.more.isVisible()
    workspace.set_filter(Filter())
    assert not pane._nothing.isVisible()


def test_events_are_marks_in_lanes_by_action_and_a_click_selects_one(pane, workspace):
    pane.lane.choose("action")
    assert not pane.legend.event_entry.isHidden()
    events = len(queries.list_events(workspace.project))
    assert pane._caption.text().startswith(f"{len(pane.chart.layout.marks) - events} statements and {events} event")
    mark = int((pane.chart.layout.marks.act == -1).nonzero()[0][0])
    click(pane, place(pane, mark))
    assert workspace.selection.kind == "event"


def test_a_click_on_a_speakers_name_selects_the_speaker(pane, workspace):
    drawn = pane.canvas.drawn
    row = next(row for row, lane in enumerate(drawn.layout.lanes) if lane.name == "South Korea")
    click(pane, pane.canvas.on_screen(-30, drawn.rows.middles[row]).toPoint())
    assert (workspace.selection.kind, f"speaker:{workspace.selection.primary}") == ("entity", drawn.layout.lanes[row].key)


def test_hovering_tells_who_when_and_what(pane):
    QTest.mouseMove(pane.canvas, place(pane, mark_of(pane, 2)))
    assert pane._hover.isVisible()
    assert pane._hover.textFormat() == Qt.TextFormat.PlainText
    assert pane._hover.text() == "South Korea · warn\nnot after Wed 19 Jun 2024, 10:30 · 1 article\nit may send weapons to Ukraine"


def test_nothing_is_told_of_the_chart_while_a_note_is_written(qtbot, pane, act):
    def told_of(claim) -> bool:
        for at in (QPoint(3, 3), place(pane, mark_of(pane, claim))):
            QTest.mouseMove(pane.canvas, at)
        return pane._hover.isVisible()

    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.canvas.setFocus()
    qtbot.waitUntil(lambda: told_of(2))  # activation moves the pointer out and in
    act("note")
    assert not pane._hover.isVisible()
    assert not told_of(4)
    QTest.keyClick(pane.writing.field, Qt.Key.Key_Escape)
    assert told_of(3)


def test_hovering_a_lanes_name_tells_it_in_full(pane):
    drawn = pane.canvas.drawn
    row = next(row for row, lane in enumerate(drawn.layout.lanes) if lane.name == "South Korea")
    QTest.mouseMove(pane.canvas, pane.canvas.on_screen(-30, drawn.rows.middles[row]).toPoint())
    assert pane._hover.text() == "South Korea\n2 statements: click selects the speaker"


def test_a_click_on_what_lies_earlier_brings_it_into_view(pane):
    pane.canvas.set_view(19_893.9, 19_894.2)
    left, top, right, bottom = pane.canvas.drawn.beyond["earlier"]
    click(pane, pane.canvas.on_screen((left + right) / 2, (top + bottom) / 2).toPoint())
    assert pane.canvas.drawn.frame.view[0] < 19_893.5 < 19_893.9


def test_the_wheel_zooms_around_the_pointer(pane):
    at = place(pane, mark_of(pane, 2))
    before = pane.canvas.drawn.frame
    spot = QPointF(at)
    QApplication.sendEvent(pane.canvas, QWheelEvent(spot, pane.canvas.mapToGlobal(spot), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
                                                    Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False))
    after = pane.canvas.drawn.frame
    assert after.view[1] - after.view[0] < before.view[1] - before.view[0]
    assert abs(place(pane, mark_of(pane, 2)).x() - at.x()) <= 1


def test_dragging_pans_and_home_shows_all_again(pane, act):
    whole = pane.canvas.drawn.frame.view
    x, y = pane.canvas.width() - 60, pane.canvas.height() // 2 + 40
    drag(pane, QPoint(x, y), QPoint(x - 100, y))
    assert pane.canvas.drawn.frame.view[0] > whole[0]
    act("reset")
    assert pane.canvas.drawn.frame.view == whole


def test_a_brush_selects_what_lies_within_everywhere(pane, workspace):
    frame = pane.canvas.drawn.frame
    left, right = (pane.canvas.on_screen(frame.x(days), frame.height - 3).toPoint() for days in (19_893.2, 19_893.6))
    drag(pane, left, right, Qt.KeyboardModifier.ShiftModifier)
    assert set(workspace.selection.ids) == {1, 2, 3}
    assert workspace.selection.range[0].startswith("2024-06-19T0")
    workspace.select("claim", 6)
    assert pane.canvas.brush is None


def test_the_day_is_brushed_and_stretched_by_keys(pane, workspace, act):
    workspace.select("claim", 4)
    pane.canvas.set_view(19_885.0, 19_900.0)
    act("brush")
    assert workspace.selection.range == ("2024-06-20T00:00", "2024-06-21T00:00")
    act("begin_earlier")
    assert workspace.selection.range == ("2024-06-19T00:00", "2024-06-21T00:00")
    assert len(workspace.selection.ids) == 6
    act("shorter")
    act("shorter")
    assert workspace.selection.range == ("2024-06-19T00:00", "2024-06-20T00:00"), "the ends never meet"
    act("leave")
    assert pane.canvas.brush is None


def test_the_arrows_up_and_down_go_from_lane_to_lane(pane, workspace, act):
    order = pane.canvas.drawn.layout.marks.lane
    act("down")
    assert order[pane.canvas.selected[0]] == 0
    act("down")
    assert order[pane.canvas.selected[0]] == 1
    act("up")
    assert order[pane.canvas.selected[0]] == 0


def test_the_arrow_keys_go_through_the_statements_in_time(pane, workspace, act):
    act("right")
    first = workspace.selection.ids
    act("right")
    act("left")
    assert workspace.selection.ids == first


# Notes, spans and markers


def test_a_note_is_written_on_the_selected_statement_with_the_keyboard_and_undone(pane, workspace, act):
    workspace.select("claim", 2)
    act("note")
    write(pane, "Check with Yonhap")
    note, = notes(workspace.project)
    assert (note.kind, note.text, note.claim_id, note.date_from) == ("note", "Check with Yonhap", 2, "2024-06-19T10:30")
    assert [one.annotation.id for one in pane.canvas.drawn.annotations] == [note.id]
    workspace.undo()
    assert notes(workspace.project) == []
    assert pane.canvas.drawn.annotations == []


def test_a_double_click_in_the_empty_writes_a_note_on_that_time_and_lane(pane, workspace):
    drawn = pane.canvas.drawn
    QTest.mouseDClick(pane.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                      pane.canvas.on_screen(drawn.frame.x(19_894.05), drawn.rows.middles[3]).toPoint())
    write(pane, "Nothing from them")
    note, = notes(workspace.project)
    assert note.lane == drawn.layout.lanes[3].key
    assert note.date_from.startswith("2024-06-20T0")


def test_escape_forgets_what_was_typed_and_leaving_keeps_it(pane, workspace, act, qtbot):
    workspace.select("claim", 2)
    act("note")
    QTest.keyClicks(pane.writing.field, "never mind")
    QTest.keyClick(pane.writing.field, Qt.Key.Key_Escape)
    assert notes(workspace.project) == []
    act("note")
    QTest.keyClicks(pane.writing.field, "kept")
    pane.writing.field.clearFocus()
    assert [note.text for note in notes(workspace.project)] == ["kept"]


def test_a_note_is_dragged_and_stays_there_after_opening_again(pane, workspace, project):
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-19T10:30", text="First to warn", claim_id=2))
    shown, = pane.canvas.drawn.annotations
    drag(pane, middle(shown, pane), middle(shown, pane) + QPoint(90, 30))
    moved, = notes(project)
    assert moved.offset != (0.0, 0.0)
    after, = pane.canvas.drawn.annotations
    assert after.box[0] == pytest.approx(shown.box[0] + 90 * 0.75, abs=2)
    path = project.path
    workspace.close()
    workspace.open(path)
    assert notes(workspace.project) == [moved]
    assert pane.canvas.drawn.annotations[0].box == pytest.approx(after.box)


def test_a_span_over_the_brushed_time_is_resized_at_its_edge(pane, workspace, act):
    workspace.select("claim", (1, 2), range=("2024-06-19T05:00", "2024-06-19T21:00"))
    assert pane.canvas.brush == pytest.approx((19_893 + 5 / 24, 19_893 + 21 / 24))
    act("note")
    write(pane, "Summit")
    span, = notes(workspace.project)
    assert (span.kind, span.date_from[:10], span.date_to[:10]) == ("span", "2024-06-19", "2024-06-19")
    frame = pane.canvas.drawn.frame
    edge = pane.canvas.on_screen(pane.canvas.drawn.annotations[0].edges[1], frame.height - 4).toPoint()
    drag(pane, edge, edge + QPoint(int(frame.scale / 0.75 * 0.3), 0))
    wider, = notes(workspace.project)
    assert wider.date_from == span.date_from
    assert wider.date_to > span.date_to
    workspace.undo()
    assert notes(workspace.project) == [span]


def test_a_marker_stands_on_a_day_and_is_moved_with_the_arrow_keys(pane, workspace, act):
    workspace.select("claim", 4)
    act("marker")
    write(pane, "Denial")
    marker, = notes(workspace.project)
    assert (marker.kind, marker.date_from) == ("marker", "2024-06-20")
    pane.canvas.set_view(19_880.0, 19_900.0)
    act("left")
    assert notes(workspace.project)[0].date_from == "2024-06-19"


@pytest.mark.parametrize(("kind", "last"), [("marker", ""), ("span", "2024-06-19")])
def test_a_marker_and_a_span_are_dragged_to_another_day_by_their_words(pane, workspace, kind, last):
    workspace.do(annotations.add, Annotation(NEW, kind, "2024-06-19", last, text="Summit"))
    pane.canvas.set_view(19_885.0, 19_900.0)
    shown, = pane.canvas.drawn.annotations
    drag(pane, middle(shown, pane), middle(shown, pane) + QPoint(round(-2 * pane.canvas.drawn.frame.scale * pane.canvas.per_point), 0))
    moved, = notes(workspace.project)
    assert (moved.date_from, moved.date_to) == ("2024-06-17", "2024-06-17" if last else "")
    workspace.undo()
    assert notes(workspace.project)[0].date_from == "2024-06-19"


def test_how_it_stands_is_kept_and_comes_back(pane):
    pane.lane.choose("outlet")
    pane.canvas.unfold()
    pane.canvas.set_view(19_893.0, 19_894.0)
    kept = pane.standing()
    assert kept == {"lane": "outlet", "clock": "said", "stretch": ["2024-06-19T00:00", "2024-06-20T00:00"], "unfolded": True}
    pane.stand({})
    assert (pane.canvas.view, pane.canvas.unfolded) == (None, False)
    pane.stand(kept)
    assert pane.standing() == kept


def test_other_lanes_keep_the_stretch_of_time_and_another_clock_shows_all(pane):
    pane.canvas.set_view(19_893.0, 19_894.0)
    pane.lane.choose("act")
    assert pane.canvas.drawn.frame.view == (19_893.0, 19_894.0)
    pane.clock.choose("reported")
    assert pane.canvas.drawn.frame.view == pane.chart.layout.view


def test_a_note_is_edited_in_place_coloured_and_deleted(pane, workspace, act):
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-19T10:30", text="First", colour="yellow", claim_id=2))
    QTest.mouseDClick(pane.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle(pane.canvas.drawn.annotations[0], pane))
    write(pane, "Second")
    act("other")
    act("colour")
    note, = notes(workspace.project)
    assert (note.text, note.colour) == ("Second", "blue")
    act("delete")
    assert notes(workspace.project) == []
    assert workspace.project.undo_label == "Delete note"


def test_the_menu_of_a_note_has_its_colours(pane, workspace, qtbot):
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-19T10:30", text="First", claim_id=2))
    at = middle(pane.canvas.drawn.annotations[0], pane)
    QTest.mouseClick(pane.canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, at)
    menu = pane.canvas.findChild(QMenu, "timelineMenu")
    next(action for action in menu.findChildren(QMenu)[0].actions() if action.text() == "green").trigger()
    menu.close()
    assert notes(workspace.project)[0].colour == "green"


def test_a_note_on_a_claim_hides_with_it(pane, workspace):
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-19T10:30", text="First", claim_id=2))
    workspace.set_filter(Filter.parse("act:deny"))
    assert pane.canvas.drawn.annotations == []
    workspace.set_filter(Filter())
    assert len(pane.canvas.drawn.annotations) == 1


def test_plain_highlights_are_not_drawn(pane, workspace):
    document = queries.list_documents(workspace.project)[0].id
    workspace.do(annotations.add, Annotation(NEW, "highlight", text="words", document_id=document, start=0, end=4))
    assert pane.canvas.drawn.annotations == []


# Its place on the desk


def test_hidden_it_waits_and_shown_it_catches_up(pane, workspace):
    pane.hide()
    workspace.set_filter(Filter.parse("act:deny"))
    workspace.select("claim", 4)
    assert len(pane.chart.layout.marks) == 6
    pane.show()
    assert len(pane.chart.layout.marks) == 1
    assert pane.canvas.selected == [0]


def test_a_closed_project_leaves_an_empty_frame(pane, workspace):
    workspace.close()
    assert not pane.canvas.isVisible()
    pane.refresh(Changes(everything=True))


def test_it_is_named_and_described_for_a_reader_of_the_screen(pane):
    assert pane.canvas.accessibleName() == "Timeline chart"
    assert pane.canvas.accessibleDescription() == "6 statements by speaker, when said"
    assert pane.lane.accessibleName() == "Lanes: by speaker"
    assert pane.legend.buttons["deny"].accessibleName() == "deny, shown"


def test_looking_redraws_nothing_but_the_overlay(pane, workspace):
    drawn = pane.canvas.drawn
    QTest.mouseMove(pane.canvas, place(pane, mark_of(pane, 2)))
    workspace.select("claim", 2)
    QApplication.processEvents()
    assert pane.canvas.drawn is drawn


def test_matplotlib_waits_for_the_first_paint():
    import subprocess
    code = ("import sys; from workbench.ui.panes.timeline.pane import TimelinePane;"
            "print([name for name in ('matplotlib', 'sqlalchemy', 'pandas') if name in sys.modules])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_lanes_that_do_not_fit_unfold_and_scroll(pane, qtbot):
    pane.resize(720, 160)
    assert pane.canvas.drawn.layout.lanes[-1].folded
    drawn = pane.canvas.drawn
    click(pane, pane.canvas.on_screen(-30, drawn.rows.middles[-1]).toPoint())
    assert [lane.folded for lane in pane.canvas.drawn.layout.lanes] == [()] * 4
    assert pane._scroll.maximum() > 0
    pane._scroll.setValue(pane._scroll.maximum())
    assert pane.canvas.drawn.scroll > 0
    qtbot.mouseClick(pane.more, Qt.MouseButton.LeftButton)
    assert pane.canvas.drawn.layout.lanes[-1].folded


def test_keys_of_the_chart_are_letters_while_a_note_is_typed(qtbot, pane, workspace):
    Actions(pane).add(pane.actions(), pane)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    workspace.select("claim", 2)
    pane.canvas.setFocus()
    QTest.keyClick(pane.canvas, Qt.Key.Key_N)
    QTest.keyClicks(pane.writing.field, "not now")
    QTest.keyClick(pane.writing.field, Qt.Key.Key_Escape)
    assert notes(workspace.project) == []
    QTest.keyClick(pane.canvas, Qt.Key.Key_N)
    write(pane, "note on n, m and 0")
    assert [note.text for note in notes(workspace.project)] == ["note on n, m and 0"]
    QTest.keyClick(pane.canvas, Qt.Key.Key_Delete)
    assert notes(workspace.project) == []


def test_the_foot_of_a_note_is_dragged_onto_a_statement_while_its_words_stay(pane, workspace):
    lane = pane.canvas.drawn.layout.lanes[3].key
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-20T00:00", lane=lane, text="Whose words?", offset=(40.0, -20.0)))
    shown, = pane.canvas.drawn.annotations
    drag(pane, pane.canvas.on_screen(*shown.anchor).toPoint(), place(pane, mark_of(pane, 4)))
    note, = notes(workspace.project)
    assert (note.claim_id, note.lane) == (4, pane.chart.layout.lanes[int(pane.chart.layout.marks.lane[mark_of(pane, 4)])].key)
    assert pane.canvas.drawn.annotations[0].box == pytest.approx(shown.box, abs=1)


def test_a_note_is_put_where_the_mouse_points_once_it_has_moved_on_from_what_was_selected(pane, workspace, act):
    click(pane, place(pane, mark_of(pane, 2)))
    act("note")
    write(pane, "On the statement")
    assert notes(workspace.project)[-1].claim_id == 2
    drawn = pane.canvas.drawn
    QTest.mouseMove(pane.canvas, pane.canvas.on_screen(drawn.frame.x(19_894.05), drawn.rows.middles[3]).toPoint())
    act("note")
    write(pane, "In the empty")
    assert (notes(workspace.project)[-1].claim_id, notes(workspace.project)[-1].lane) == (None, drawn.layout.lanes[3].key)
    QTest.mouseMove(pane.canvas, place(pane, mark_of(pane, 4)))
    act("note")
    write(pane, "On another")
    assert notes(workspace.project)[-1].claim_id == 4


def test_a_marker_stands_where_the_mouse_points_also_when_only_hours_are_in_view(pane, workspace, act):
    workspace.select("claim", 2)
    pane.canvas.set_view(19_893.30, 19_893.48)
    frame = pane.canvas.drawn.frame
    QTest.mouseMove(pane.canvas, pane.canvas.on_screen(frame.x(19_893.40), frame.height - 5).toPoint())
    act("marker")
    write(pane, "09:35")
    marker, = notes(workspace.project)
    assert marker.date_from == "2024-06-19T09:35"
    shown, = pane.canvas.drawn.annotations
    assert shown.anchor[0] == pytest.approx(frame.x(19_893.40), abs=frame.scale * 3 / 1440)


def test_a_note_is_pointed_at_the_selected_statement_by_key_and_its_words_stay(pane, workspace, act):
    workspace.do(annotations.add, Annotation(NEW, "note", "2024-06-20T00:00", lane="", text="Whose words?", offset=(40.0, 60.0)))
    before, = pane.canvas.drawn.annotations
    workspace.select("claim", 4)
    act("other")
    act("point")
    assert notes(workspace.project)[0].claim_id == 4
    assert pane.canvas.drawn.annotations[0].box == pytest.approx(before.box, abs=1)
    workspace.undo()
    assert notes(workspace.project)[0].claim_id is None


def test_the_keys_of_what_is_chosen_are_in_sight(pane, workspace, act):
    workspace.do(annotations.add, Annotation(NEW, "span", "2024-06-19", "2024-06-19", text="Summit"))
    act("other")
    assert pane._caption.text() == "← → move · [ ] end · { } begin · Enter words · O colour · Del · Esc"
    act("leave")
    assert pane._caption.text() == "6 statements"


def test_a_dispute_is_hovered_and_clicked(pane, workspace):
    workspace.do(links.add, "claim", 2, "claim", 4, relation="denies")
    arcs = pane.canvas.drawn.arcs
    number = int(pane.chart.layout.arcs_of([queries.list_links(workspace.project, kind="claim", id=4)[-1].id])[0])
    start, bend, stop = (np.array(point) for point in arcs.curve(number))
    along = (pane.canvas.on_screen(*((1 - t) ** 2 * start + 2 * t * (1 - t) * bend + t ** 2 * stop)).toPoint() for t in np.linspace(0.1, 0.9, 81))
    at = next(place for place in along if pane.canvas.hit(QPointF(place)).kind == "arc")
    QTest.mouseMove(pane.canvas, at)
    said = pane._hover.text().splitlines()
    assert said[0] == "Denies"
    assert "South Korea · warn: it may send weapons to Ukraine" in said[1:3]
    assert said[-1] == "Click compares them"
    click(pane, at)
    assert (workspace.selection.kind, workspace.selection.ids) == ("link", pane.chart.layout.arc_links[number])
    assert set(pane.canvas.selected) == {mark_of(pane, 2), mark_of(pane, 4)}
    assert pane.canvas.selected_arcs == [number]


def test_the_menu_of_an_empty_place_puts_a_marker_there(pane, workspace):
    frame = pane.canvas.drawn.frame
    pane.canvas.set_view(19_885.0, 19_900.0)
    frame = pane.canvas.drawn.frame
    QTest.mouseClick(pane.canvas, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier,
                     pane.canvas.on_screen(frame.x(19_890.4), frame.height - 4).toPoint())
    menu = pane.canvas.findChild(QMenu, "timelineMenu")
    next(action for action in menu.actions() if action.text() == "Marker here").trigger()
    menu.close()
    write(pane, "Before all of it")
    assert [(one.kind, one.date_from) for one in notes(workspace.project)] == [("marker", "2024-06-16")]


def test_a_span_begins_earlier_by_key_and_its_ends_never_pass_each_other(pane, workspace, act):
    workspace.do(annotations.add, Annotation(NEW, "span", "2024-06-19", "2024-06-19", text="Summit"))
    pane.canvas.set_view(19_880.0, 19_900.0)
    act("other")
    act("begin_earlier")
    assert (notes(workspace.project)[0].date_from, notes(workspace.project)[0].date_to) == ("2024-06-18", "2024-06-19")
    act("begin_later")
    act("begin_later")
    assert (notes(workspace.project)[0].date_from, notes(workspace.project)[0].date_to) == ("2024-06-19", "2024-06-19")


def test_a_span_ends_later_by_key(pane, workspace, act):
    workspace.do(annotations.add, Annotation(NEW, "span", "2024-06-19", "2024-06-19", text="Summit"))
    pane.canvas.set_view(19_880.0, 19_900.0)
    act("other")
    act("longer")
    assert (notes(workspace.project)[0].date_from, notes(workspace.project)[0].date_to) == ("2024-06-19", "2024-06-20")
    act("shorter")
    assert notes(workspace.project)[0].date_to == "2024-06-19"


def test_a_double_click_under_the_axis_marks_the_day(pane, workspace):
    frame = pane.canvas.drawn.frame
    QTest.mouseDClick(pane.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
                      pane.canvas.on_screen(frame.x(19_894.3), frame.height + 10).toPoint())
    write(pane, "Answer from Seoul")
    marker, = notes(workspace.project)
    assert (marker.kind, marker.date_from) == ("marker", "2024-06-20")


def test_hovering_a_span_tells_its_words_and_dates(pane, workspace):
    workspace.do(annotations.add, Annotation(NEW, "span", "2024-06-19", "2024-06-20", text="Summit in Pyongyang"))
    QTest.mouseMove(pane.canvas, middle(pane.canvas.drawn.annotations[0], pane))
    assert pane._hover.text() == "Summit in Pyongyang\n19 Jun 2024 to 20 Jun 2024"


def test_nothing_is_ringed_beside_the_lanes(qtbot, pane, workspace):
    canvas = pane.canvas
    first = int(canvas.drawn.placed.which[canvas.drawn.placed.x.argmin()])
    before = canvas.grab().toImage()
    canvas.drawn.placed.x[:] = -5.0
    canvas.selected = [first]
    assert canvas.grab().toImage() == before
