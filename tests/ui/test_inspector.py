"""The inspector as the analyst uses it: over a real project, by its fields' names."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton

from workbench.core.selection import Selection
from workbench.services import articles, claims
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


def show(pane, words):
    found = next(one for one in queries.list_claims(pane.workspace.project) if words in one.text)
    pane.workspace.select("claim", found.id)
    return found


def field(pane, name, kind=QLineEdit):
    return next(widget for widget in pane.card.findChildren(kind) if widget.accessibleName() == name)


def lines(pane):
    return [line.text for line in pane.card.findChildren(Line)]


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


def current(pane):
    return queries.get_claim(pane.workspace.project, pane.workspace.selection.primary)


def test_a_claim_is_shown_in_full(pane):
    show(pane, "weapons")
    assert lines(pane)[:2] == ["South Korea warns", "it may send weapons to Ukraine"]
    assert [field(pane, name).text() for name in ("Speaker", "Via", "Said")] == ["South Korea", "Yonhap", ""]
    assert field(pane, "Act", QComboBox).currentText() == "warn"


def test_a_speaker_is_typed_and_the_claim_becomes_edited(qtbot, pane):
    show(pane, "weapons")
    write(qtbot, pane, "Speaker", "Kim Jong Un")
    assert (current(pane).speaker, current(pane).status) == ("Kim Jong Un", "edited")
    assert lines(pane)[0] == "Kim Jong Un warns"


def test_a_date_takes_the_storys_year_and_refuses_what_is_none(qtbot, pane):
    show(pane, "weapons")
    write(qtbot, pane, "Said", "18 June")
    assert current(pane).said_from == "2024-06-18"
    write(qtbot, pane, "Said", "31 June")
    editor = field(pane, "Said")
    assert "June has 30 days" in editor.toolTip()
    assert editor.text() == "31 June"
    assert current(pane).said_from == "2024-06-18"


def test_lists_and_admiralty_codes_go_to_claim_and_outlet(pane):
    number = show(pane, "weapons").id
    choose(pane, "Act", "demand")
    choose(pane, "Information", "2")
    choose(pane, "Source", "B")
    told = queries.get_claim(pane.workspace.project, number)
    assert (told.speech_act, told.credibility, told.source_reliability) == ("demand", "2", "B")
    assert queries.list_outlets(pane.workspace.project)[0].reliability == "B"


def test_a_note_is_saved_when_it_is_left(pane):
    number = show(pane, "weapons").id
    note = field(pane, "Note", QPlainTextEdit)
    note.setPlainText("Compare with Yonhap.")
    note.save()
    assert queries.get_claim(pane.workspace.project, number).note == "Compare with Yonhap."


def test_a_note_is_saved_when_something_else_is_selected(pane):
    number = show(pane, "weapons").id
    field(pane, "Note", QPlainTextEdit).setPlainText("not lost")
    show(pane, "mistake")
    assert queries.get_claim(pane.workspace.project, number).note == "not lost"


def test_what_is_being_typed_stays_while_other_things_change(qtbot, pane):
    number = show(pane, "weapons").id
    qtbot.keyClicks(field(pane, "Tags"), "half a t")
    pane.workspace.do(claims.set_field, number, "credibility", "3")
    assert field(pane, "Tags").text() == "half a t"


def test_a_name_of_a_field_leads_to_its_words(qtbot, pane):
    number = show(pane, "weapons").id
    qtbot.mouseClick(next(one for one in pane.card.children() if getattr(one, "accessibleName", str)() == "Words of via"), Qt.MouseButton.LeftButton)
    assert pane.workspace.selection == Selection("claim", (number,), "via", None, 1)


def test_names_are_never_markup(qtbot, pane):
    show(pane, "weapons")
    write(qtbot, pane, "Speaker", "<b>Kim</b>")
    assert lines(pane)[0] == "<b>Kim</b> warns"


def test_the_keys_judge_and_go_on(qtbot, pane):
    first = show(pane, "weapons").id
    accept = next(one for one in pane.keys.findChildren(QToolButton) if one.accessibleName() == "accept")
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert queries.get_claim(pane.workspace.project, first).status == "accepted"
    assert pane.workspace.selection.primary != first


def test_same_statement_and_dispute_lead_to_the_others(pane):
    here, other = show(pane, "mistake").id, show(pane, "weapons").id
    pane.workspace.do(claims.group, [here, other])
    assert any("World Wire" in line for line in lines(pane))
    next(line for line in pane.card.findChildren(Line) if ("World Wire" in line.text and "○" in line.text) or "●" in line.text).pressed.emit()
    assert pane.workspace.selection.kind == "claim"


def test_history_tells_what_was_changed(qtbot, pane):
    show(pane, "weapons")
    choose(pane, "Act", "demand")
    assert any("act: warn → demand" in line for line in lines(pane))


def test_an_entity_is_renamed_and_retyped(qtbot, pane):
    number = next(one.id for one in queries.list_entities(pane.workspace.project) if one.name == "Yonhap")
    pane.workspace.select("entity", number)
    write(qtbot, pane, "Name", "Yonhap News Agency")
    choose(pane, "Type", "PERSON")
    entity = queries.get_entity(pane.workspace.project, number)
    assert (entity.name, entity.type) == ("Yonhap News Agency", "PERSON")


def test_an_event_is_edited(qtbot, pane):
    number = queries.list_events(pane.workspace.project)[0].id
    pane.workspace.select("event", number)
    write(qtbot, pane, "Recipient", "Ukraine")
    choose(pane, "Modality", "planned")
    event = queries.get_event(pane.workspace.project, number)
    assert (event.recipient, event.modality) == ("Ukraine", "planned")


def test_an_article_is_edited(qtbot, pane):
    article = queries.list_articles(pane.workspace.project)[0]
    pane.workspace.select("article", article.id)
    write(qtbot, pane, "Author", "A. Reporter")
    choose(pane, "State", "done")
    now = queries.get_article(pane.workspace.project, article.id)
    assert (now.author, now.done) == ("A. Reporter", True)


def test_what_is_gone_leaves_an_empty_inspector(pane):
    project = pane.workspace.project
    number = pane.workspace.do(claims.add, queries.list_articles(project)[0].id, [(20, 30)])
    pane.workspace.select("claim", number)
    assert pane.card.number == number
    pane.workspace.do(claims.delete, number)
    assert pane.card is None


def test_edit_goes_to_the_first_field(pane):
    show(pane, "weapons")
    pane.edit()
    assert field(pane, "Speaker").hasFocus()


def test_a_name_completes_from_all_names_of_the_project(pane):
    show(pane, "weapons")
    pane.edit()
    completer = field(pane, "Speaker").completer()
    completer.setCompletionPrefix("jong")
    assert completer.currentCompletion() == "Kim Jong Un"


def test_a_document_is_taken_out_of_an_entity(pane):
    found = [one for one in queries.list_entities(pane.workspace.project) if len(one.members) > 1]
    pane.workspace.select("entity", found[0].id)
    last = found[0].members[-1]
    [*_, line] = [line for line in pane.card.findChildren(Line) if "Take out" in line.text]
    line.pressed.emit()
    assert last not in queries.get_entity(pane.workspace.project, found[0].id).members


def test_the_outlet_of_a_claim_that_has_none_is_asked_for(qtbot, pane):
    claim = show(pane, "weapons")
    pane.workspace.do(articles.set_field, claim.article_id, "outlet", "")
    write(qtbot, pane, "Source", "Daily Courier")
    assert queries.get_claim(pane.workspace.project, claim.id).outlet == "Daily Courier"
    assert "Source" in [one.accessibleName() for one in pane.card.findChildren(QComboBox)]


def test_the_keys_of_the_review_stand_below_a_claim_alone(pane):
    show(pane, "weapons")
    assert pane.keys.isVisible()
    pane.workspace.select("article", 1)
    assert not pane.keys.isVisible()
