"""Cards of outlets and conflicts, grades, likelihoods, what is inferred, which event a claim reports."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton

from workbench.services import claims, entities, events, links
from workbench.storage import queries
from workbench.ui.panes.inspector.pane import InspectorPane
from workbench.ui.panes.inspector.parts import Line


@pytest.fixture
def pane(qtbot, workspace):
    pane = InspectorPane(workspace)
    qtbot.addWidget(pane)
    pane.resize(400, 800)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    return pane


def field(pane, name, kind=QLineEdit):
    return next(widget for widget in pane.card.findChildren(kind) if widget.accessibleName() == name)


def lines(pane):
    return [line.text.strip() for line in pane.card.findChildren(Line)]


def write(qtbot, pane, name, words):
    editor = field(pane, name)
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, words)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def choose(pane, name, value):
    editor = field(pane, name, QComboBox)
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())


def inferred(pane):
    return [label for label in pane.card.findChildren(QLabel) if label.text() == "inferred"]


# Grades and likelihoods -----------------------------------------------------------------------------------------------------------------


def test_what_nobody_graded_cannot_be_judged(pane, workspace, project):
    workspace.select("claim", 1)
    assert field(pane, "Source", QComboBox).currentText() == "F cannot be judged"
    assert field(pane, "Information", QComboBox).currentText() == "6 cannot be judged"
    choose(pane, "Source", "B")
    choose(pane, "Information", "2")
    claim = queries.get_claim(project, 1)
    assert (claim.source_reliability, claim.credibility) == ("B", "2")


def test_a_likelihood_is_put_into_the_note_where_the_caret_is(qtbot, pane, workspace, project):
    workspace.select("claim", 1)
    note = field(pane, "Note", QPlainTextEdit)
    note.setPlainText("This is")
    note.moveCursor(note.textCursor().MoveOperation.End)
    offers = field(pane, "Words for how likely something is", QToolButton).menu()
    next(action for action in offers.actions() if action.text().startswith("very likely")).trigger()
    assert note.toPlainText() == "This is very likely (80–95 %)"
    note.save()
    assert queries.get_claim(project, 1).note == "This is very likely (80–95 %)"


# Outlets --------------------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def outlet(workspace, project):
    number = queries.get_article(project, 1).outlet_id
    workspace.select("outlet", number)
    return number


def outlet_of(project, number):
    return next(one for one in queries.list_outlets(project) if one.id == number)


def test_an_outlet_has_a_card_of_its_own(qtbot, pane, project, outlet):
    choose(pane, "Reliability", "C")
    write(qtbot, pane, "Name", "The Courier")
    assert (outlet_of(project, outlet).reliability, outlet_of(project, outlet).name) == ("C", "The Courier")
    assert "The Courier" in lines(pane)


def test_an_outlet_is_an_entity_too(qtbot, pane, project, outlet):
    yonhap = next(one.id for one in queries.list_entities(project) if one.name == "Yonhap")
    write(qtbot, pane, "Is", "Yonhap")
    assert outlet_of(project, outlet).entity_id == yonhap
    write(qtbot, pane, "Is", " ")
    assert outlet_of(project, outlet).entity_id is None


def test_an_outlet_that_takes_another_one_s_name_becomes_it(qtbot, pane, project, workspace, outlet):
    write(qtbot, pane, "Name", "World Wire")
    assert [one.name for one in queries.list_outlets(project)] == ["World Wire"]
    assert workspace.selection.primary == queries.list_outlets(project)[0].id


def test_a_story_s_kind_is_chosen_and_leads_to_its_outlet(pane, project, workspace):
    workspace.select("article", 1)
    choose(pane, "Kind", "teaser")
    assert queries.get_article(project, 1).kind == "teaser"
    field(pane, "Go to source", QPushButton).click()
    assert workspace.selection.kind == "outlet"


# Conflicts ------------------------------------------------------------------------------------------------------------------------------


def test_a_conflict_shows_both_sides_and_takes_a_ruling(pane, project, workspace):
    one = links.add(project, "claim", 2, "claim", 6, relation="contradicts", reason="number", detail="weapons | a mistake")
    workspace.select("link", one)
    assert "it may send weapons to Ukraine" in lines(pane)
    assert "it will be a mistake to arm Ukraine" in lines(pane)
    assert "contradicts" in lines(pane)
    choose(pane, "Ruling", "scope")
    assert queries.get_links(project, [one])[0].ruling == "scope"
    statement = next(line for line in pane.card.findChildren(Line) if "weapons to" in line.text)
    assert [words.strip() for words, look in statement._runs if look.endswith("disputed")] == ["weapons"]
    statement.pressed.emit()
    assert (workspace.selection.kind, workspace.selection.primary) == ("claim", 2)


# Words and inferences -------------------------------------------------------------------------------------------------------------------


def test_a_value_that_no_words_say_is_marked(pane, project, workspace):
    workspace.select("claim", 1)
    assert not inferred(pane)
    pane.card.field_menu("speaker").actions()[1].trigger()
    assert queries.get_claim(project, 1).speakers[0].span is None
    assert len(inferred(pane)) == 1


def test_an_event_s_cell_says_again_what_was_read(pane, project, workspace):
    events.set_field(project, 1, "summary", "Something else")
    workspace.select("event", 1)
    menu = pane.card.field_menu("summary")
    next(action for action in menu.actions() if action.text() == "As it was read").trigger()
    assert queries.get_event(project, 1).summary == "Vladimir Putin signed a treaty"


def test_the_cue_is_shown_with_its_words(pane, workspace):
    workspace.select("claim", 1)
    assert field(pane, "Cue").text() == "told"
    assert field(pane, "Cue").isReadOnly()


def test_a_long_line_ends_in_an_ellipsis_until_it_is_gone_into(qtbot, pane, project, workspace):
    claims.set_field(project, 1, "tags", "; ".join(f"a very long tag number {number}" for number in range(9)))
    workspace.select("claim", 1)
    tags = field(pane, "Tags")
    assert tags.shown.endswith("…")
    assert tags.text().endswith("number 8")


# The event that a claim reports ---------------------------------------------------------------------------------------------------------


def test_a_claim_is_given_an_event_none_and_what_is_compared(qtbot, pane, project, workspace):
    workspace.select("claim", 2)
    write(qtbot, pane, "Reports", "e1")
    assert queries.get_claim(project, 2).event_id == 1
    assert "Vladimir Putin signed a treaty (e1)" in field(pane, "Reports").text()
    next(line for line in pane.card.findChildren(Line) if line.text == "Report what comparing finds").pressed.emit()
    assert queries.get_claim(project, 2).event_id is None
    assert "Report what comparing finds" not in lines(pane)


def test_what_names_no_event_is_refused_with_the_reason(qtbot, pane, project, workspace):
    workspace.select("claim", 2)
    write(qtbot, pane, "Reports", "nonsense")
    assert "names no event" in field(pane, "Reports").toolTip()
    assert not project.steps()


def test_a_split_entity_is_one_again_after_undo(pane, project, workspace):
    entities.split(project, 1, [8])
    workspace.select("entity", 8)
    project.undo()
    assert queries.get_entity(project, 8).members == (1, 8)


# Several at once ------------------------------------------------------------------------------------------------------------------------


def test_several_rows_are_written_together_as_one_step(qtbot, pane, project, workspace):
    workspace.select("claim", [1, 2, 3])
    assert field(pane, "Speaker").placeholderText() == "several values"
    choose(pane, "Act", "demand")
    write(qtbot, pane, "Speaker", "Yonhap")
    assert {(claim.speech_act, claim.speaker) for claim in queries.get_claims(project, [1, 2, 3])} == {("demand", "Yonhap")}
    assert len(project.steps()) == 2
    assert field(pane, "Speaker").text() == "Yonhap"


@pytest.mark.parametrize(("kind", "ids", "name", "value"), [("event", [1, 2], "Action", "CONSULT"), ("entity", [1, 2], "Type", "ORG")])
def test_several_events_and_entities_too(pane, project, workspace, kind, ids, name, value):
    workspace.select(kind, ids)
    choose(pane, name, value)
    read = queries.get_events if kind == "event" else queries.get_entities
    assert {getattr(row, name.lower()) for row in read(project, ids)} == {value}


def test_where_they_differ_nothing_is_written_by_leaving_it_so(pane, project, workspace):
    workspace.select("claim", [1, 2])
    choose(pane, "Act", "")
    assert not project.steps()


def test_from_several_to_one_of_them(pane, workspace):
    workspace.select("claim", [1, 2])
    workspace.select("claim", [1])
    assert "Vladimir Putin promises" in lines(pane)


def test_a_conflict_is_ruled_on_with_one_key(qtbot, pane, project, workspace):
    one = links.add(project, "claim", 2, "claim", 6, relation="contradicts")
    workspace.select("link", one)
    assert pane.rulings.isVisible()
    assert not pane.keys.isVisible()
    pane._area.setFocus()
    qtbot.keyClick(pane._area, Qt.Key.Key_3)
    assert queries.get_links(project, [one])[0].ruling == "update"
    qtbot.keyClick(pane._area, Qt.Key.Key_0)
    assert queries.get_links(project, [one])[0].ruling == ""


def test_one_return_takes_the_name_that_is_offered(qtbot, pane, project, workspace):
    workspace.select("claim", 1)
    speaker = field(pane, "Speaker")
    speaker.setFocus()
    speaker.selectAll()
    qtbot.keyClicks(speaker, "Yonh")
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: queries.get_claim(project, 1).speaker == "Yonhap", timeout=2000)
