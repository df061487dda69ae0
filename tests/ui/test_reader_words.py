"""The words behind a cell, by key and by handle: pointed elsewhere, made longer and shorter, interrupted, given up, marked again."""
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.builders import FIRST, words
from workbench.services import claims, documents, evidence
from workbench.storage import queries
from workbench.ui.actions import Actions
from workbench.ui.panes.reader.pane import ReaderPane
from workbench.ui.panes.reader.target import snapped, stretched

TEXT = "He said “it’s over”, twice."


@pytest.fixture
def pane(qtbot, workspace, jobs):
    pane = ReaderPane(workspace, jobs)
    qtbot.addWidget(pane)
    Actions(pane).add(pane.actions(), pane)
    pane.resize(900, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.view.setFocus()
    workspace.select("article", 1, reveal=True)
    return pane


def press(qtbot, pane, letter, some=""):
    if some:
        pane.view.mark(words(FIRST, some))
    qtbot.keyClicks(pane.view, letter)


def of_cell(pane, kind, number, field):
    return [FIRST[one.start:one.end] for one in queries.get_evidence(pane.workspace.project, kind, [number]) if one.field == field]


@pytest.mark.parametrize(("end", "way", "wanted"), [(True, 1, "it’s over”"), (True, -1, "it’s"), (False, 1, "over"), (False, -1, "“it’s over")])
def test_an_end_goes_from_word_to_word(end, way, wanted):
    start, stop = stretched(TEXT, words(TEXT, "it’s over"), (0, len(TEXT)), end=end, way=way)
    assert TEXT[start:stop] == wanted


def test_an_end_stays_within_the_story_and_never_passes_the_other():
    assert stretched(TEXT, words(TEXT, "twice"), (0, TEXT.index(".")), end=True, way=1) == words(TEXT, "twice")
    assert stretched(TEXT, words(TEXT, "twice"), (0, len(TEXT)), end=True, way=-1) == words(TEXT, "twice")


def test_a_dragged_end_takes_whole_words():
    assert snapped(TEXT, words(TEXT, "it’s"), TEXT.index("ver"), end=True) == words(TEXT, "it’s over")
    assert snapped(TEXT, words(TEXT, "it’s"), TEXT.index("said"), end=True) == words(TEXT, "it’s")
    assert snapped(TEXT, words(TEXT, "over"), TEXT.index("t’s"), end=False) == words(TEXT, "it’s over")


def test_the_selected_cell_is_read_from_other_words(qtbot, pane, workspace):
    workspace.select("claim", 1, field="speaker")
    press(qtbot, pane, "v", "Kim Jong Un")
    assert queries.get_claim(workspace.project, 1).speaker == "Kim Jong Un"
    assert of_cell(pane, "claim", 1, "speaker") == ["Kim Jong Un"]
    workspace.undo()
    assert of_cell(pane, "claim", 1, "speaker") == ["Mr Putin"]


@pytest.mark.parametrize(("kind", "field", "some"), [
    ("claim", "cue", "reporters"), ("claim", "said", "Wednesday 19 June"), ("claim", "via", "Yonhap"), ("claim", "content", "if either is attacked"),
    ("event", "actor", "Kim Jong Un"), ("event", "recipient", "Vladimir Putin"), ("event", "date", "Wednesday 19 June"),
    ("event", "place", "South Korea"), ("article", "outlet", "Yonhap")])
def test_every_cell_can_be_pointed_at_words(qtbot, pane, workspace, kind, field, some):
    workspace.select(kind, 1, field=field)
    press(qtbot, pane, "v", some)
    assert of_cell(pane, kind, 1, field) == [some]


def test_without_a_cell_the_statement_is_meant(qtbot, pane, workspace):
    workspace.select("claim", 2)
    press(qtbot, pane, "v", "send weapons to Ukraine")
    assert queries.get_claim(workspace.project, 2).text == "send weapons to Ukraine"


def test_ends_are_moved_by_key(qtbot, pane, workspace):
    workspace.select("claim", 2)
    press(qtbot, pane, "[")
    assert queries.get_claim(workspace.project, 2).text == "it may send weapons to"
    press(qtbot, pane, "]")
    press(qtbot, pane, "}")
    press(qtbot, pane, "}")
    press(qtbot, pane, "{")
    assert queries.get_claim(workspace.project, 2).text == "may send weapons to Ukraine"
    assert len(workspace.project.steps()) == 5


def test_of_an_interrupted_statement_the_stretch_at_the_caret_is_moved(qtbot, pane, workspace):
    workspace.select("claim", 1)
    pane.view.mark(words(FIRST, "attacked"))
    pane.view.mark(None)
    press(qtbot, pane, "[")
    assert queries.get_claim(workspace.project, 1).text == "We will help each other against aggression … if either is"


def test_a_name_is_made_longer_by_key(qtbot, pane, workspace):
    name = next(one for one in queries.list_mentions(workspace.project, 1) if one.text == "Putin")
    pane.view.mark((name.start + 1, name.start + 1))
    workspace.select("entity", name.entity_id)
    press(qtbot, pane, "{")
    assert queries.get_mentions(workspace.project, [name.id])[0].text == "Mr Putin"


def test_words_are_added_to_a_statement_and_taken_from_it(qtbot, pane, workspace):
    workspace.select("claim", 2)
    press(qtbot, pane, "-", "send weapons")
    assert queries.get_claim(workspace.project, 2).text == "it may … to Ukraine"
    press(qtbot, pane, "+", "Yonhap reported")
    assert queries.get_claim(workspace.project, 2).text == "it may … to Ukraine … Yonhap reported"


def test_statements_may_overlap(qtbot, pane, workspace):
    press(qtbot, pane, "c", "weapons to Ukraine, Yonhap reported")
    assert queries.get_claim(workspace.project, workspace.selection.primary).text == "weapons to Ukraine, Yonhap reported"
    assert queries.get_claim(workspace.project, 2).text == "it may send weapons to Ukraine"


def test_a_cell_is_marked_as_an_inference_by_key(qtbot, pane, workspace):
    workspace.select("claim", 1, field="said")
    press(qtbot, pane, "i")
    assert of_cell(pane, "claim", 1, "said") == []
    assert queries.get_claim(workspace.project, 1).said_from == "2024-06-19"
    assert "inference" in workspace.said[-1]


def test_the_last_mark_is_made_again_on_other_words(qtbot, pane, workspace):
    press(qtbot, pane, "o", "Daily Courier")
    press(qtbot, pane, ".", "reporters")
    assert [one.type for one in queries.list_mentions(workspace.project, 1) if one.text == "reporters"] == ["ORG"]


def test_the_last_change_is_made_again_on_another_claim(qtbot, pane, workspace):
    workspace.select("claim", 1)
    workspace.do(claims.set_field, 1, "speech_act", "demand")
    workspace.select("claim", 2)
    press(qtbot, pane, ".")
    assert queries.get_claim(workspace.project, 2).speech_act == "demand"


def test_handles_stand_at_the_ends_of_the_words_and_take_them_along(qtbot, pane, workspace):
    workspace.select("claim", 2, reveal=True)
    start, end = pane.grips.shown
    assert start.isVisible()
    assert end.isVisible()
    target = pane.view.rect_of(words(FIRST, "weapons to"))
    here = QPoint(end.width() // 2, end.height() // 2)
    to = end.mapFromParent(QPoint(int(target.right()) - 2, int(target.center().y())))
    qtbot.mousePress(end, Qt.MouseButton.LeftButton, pos=here)
    pane.grips.drag(end, pane.view.viewport().mapFromGlobal(end.mapToGlobal(to)).toPointF())
    qtbot.mouseRelease(pane.grips.shown[1], Qt.MouseButton.LeftButton)
    assert queries.get_claim(workspace.project, 2).text == "it may send weapons to"


def test_nothing_is_dragged_where_nothing_can_be_written(qtbot, workspace, jobs):
    path = workspace.project.path
    workspace.close()
    workspace.open(documents.open_project(path, read_only=True))
    pane = ReaderPane(workspace, jobs)
    qtbot.addWidget(pane)
    pane.show()
    workspace.select("claim", 2)
    assert pane.page is not None
    assert not pane.grips.shown


def mean(qtbot, pane, some, typed):
    start = words(FIRST, some)[0] + 1
    pane.view.mark((start, start))
    qtbot.keyClick(pane.view, Qt.Key.Key_M)
    qtbot.keyClicks(pane.meaning.line, typed)
    qtbot.keyClick(pane.meaning.line, Qt.Key.Key_Return)
    return next(one for one in queries.list_mentions(pane.workspace.project, 1) if one.start == words(FIRST, some)[0])


def test_whom_a_name_names_is_typed_under_it(qtbot, pane):
    assert mean(qtbot, pane, "Yonhap", "South Korea").entity == "South Korea"
    assert not pane.meaning.isVisible()


def test_which_day_a_date_means_is_typed_under_it(qtbot, pane):
    assert mean(qtbot, pane, "Wednesday 19 June", "18 June").value == "2024-06-18"


def test_what_is_no_day_is_refused_with_the_reason(qtbot, pane):
    assert mean(qtbot, pane, "Wednesday 19 June", "31 June").value == "2024-06-19"
    assert pane.meaning.isVisible()
    assert "30 days" in pane.meaning._says.text()
    qtbot.keyClick(pane.meaning.line, Qt.Key.Key_Escape)
    assert not pane.meaning.isVisible()


def framed(pane):
    layer = pane.view._paper._layers["cell"]
    at = pane.page.offsets.offset
    return [FIRST[at(start):at(end)] for start, end in zip(layer._starts.tolist(), layer._ends.tolist(), strict=True)]


def test_a_cell_that_no_words_say_has_no_words_framed(pane, workspace):
    workspace.select("claim", 1, field="speaker")
    assert framed(pane) == ["Mr Putin"]
    workspace.do(evidence.infer, "claim", 1, "speaker")
    assert framed(pane) == []
    workspace.select("claim", 1, field="outlet")
    assert framed(pane) == ["Daily Courier"]
