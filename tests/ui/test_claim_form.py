"""Writing a claim by hand: from a blank article to speaker, cue, statement, act and date with six keys and what is typed."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import SECOND, source
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock
from workbench.services import documents
from workbench.storage import queries
from workbench.ui.actions import Actions
from workbench.ui.panes.reader import looking
from workbench.ui.panes.reader.pane import ReaderPane

BLANK = """Ministers meet 😀 in Vienna
On Tuesday 18 June the chancellor, Anna Gruber 👩‍⚖️, told reporters that “the border stays open”, and that no
country would be “left alone”.
The opposition did not reply.
""".replace("\n", "\r\n")


def test_words_are_found_whatever_their_quotation_marks_and_spaces():
    text = "He said: “It’s\n over-done”."
    assert [text[slice(*span)] for span in looking.places(text, "\"it's over", (0, len(text)))] == ["“It’s\n over"]


@pytest.mark.parametrize(("typed", "wanted"), [
    ("the border stays", ["the border stays"]), ("the border .. open", ["the border stays open"]),
    ("no country ..", ["no\r\ncountry would be “left alone”"]), ("the border stays open … no country", ["the border stays open", "no\r\ncountry"]),
    ("no coun", ["no\r\ncountry"]), ("never said", []), ("the border … never said", [])])
def test_a_statement_is_typed_whole_by_its_ends_or_in_parts(typed, wanted):
    assert [BLANK[slice(*part)] for part in looking.statement(BLANK, typed, (0, len(BLANK)))] == wanted


def test_of_several_places_the_nearest_before_is_meant():
    text = "said A. said B."
    assert looking.nearest(looking.places(text, "said", (0, len(text))), (12, 13)) == (8, 12)


@pytest.fixture
def blank(workspace):
    """A story out of which nothing was read."""
    story = ReadArticle("article", (0, len(BLANK)), "Ministers meet", published_at="2024-06-19")
    extraction = Extraction(source(BLANK, "blank.txt"), "en", articles=(story,), blocks=(ReadBlock("body", (0, len(BLANK)), 0),))
    documents.load(workspace.project, extraction)
    return next(one for one in queries.list_articles(workspace.project) if one.file == "blank.txt")


@pytest.fixture
def pane(qtbot, workspace, jobs, blank):
    pane = ReaderPane(workspace, jobs)
    qtbot.addWidget(pane)
    Actions(pane).add(pane.actions(), pane)
    pane.resize(700, 600)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.view.setFocus()
    workspace.select("article", blank.id, reveal=True)
    return pane


class Typist:
    """Counts the keys that are not typing."""
    def __init__(self, qtbot) -> None:
        self._qtbot, self.keys = qtbot, 0

    def key(self, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
        self.keys += 1
        self._qtbot.keyClick(QApplication.focusWidget(), key, modifier)

    def type(self, words: str) -> None:
        self._qtbot.keyClicks(QApplication.focusWidget(), words)


def write(typist, *fields):
    typist.key(Qt.Key.Key_W)
    for number, words in enumerate(fields):
        if number:
            typist.key(Qt.Key.Key_Tab)
        typist.type(words)


def test_from_a_blank_article_to_a_claim_in_six_keys_and_typing(qtbot, pane, workspace, blank):
    typist = Typist(qtbot)
    write(typist, "Anna Gruber", "told", "the border .. open", "pro", "18 June")
    typist.key(Qt.Key.Key_Return)
    claim, = queries.list_claims(workspace.project, document_id=blank.document_id)
    assert typist.keys == 6
    assert (claim.speaker, claim.cue_text, claim.text, claim.speech_act, claim.said_from) == (
        "Anna Gruber", "told", "the border stays open", "promise", "2024-06-18")
    assert (claim.quote, claim.origin, claim.status) == ("direct", "analyst", "accepted")
    assert {one.field for one in queries.get_evidence(workspace.project, "claim", [claim.id])} == {"speaker", "cue", "content"}
    assert len(workspace.project.steps()) == 1
    workspace.undo()
    assert queries.list_claims(workspace.project, document_id=blank.document_id) == []


def test_what_is_not_in_the_story_is_said_and_nothing_is_lost(qtbot, pane, workspace, blank):
    typist = Typist(qtbot)
    write(typist, "Anna Gruber", "whispered", "the border stays", "warn", "31 June")
    typist.key(Qt.Key.Key_Return)
    assert queries.list_claims(workspace.project, document_id=blank.document_id) == []
    assert pane.form.lines["cue"].property("refused")
    assert "not in the story" in pane.form._says.text()
    assert pane.form.lines["content"].text() == "the border stays"


def test_a_speaker_whom_no_words_name_is_an_inference(qtbot, pane, workspace, blank):
    typist = Typist(qtbot)
    write(typist, "Karl Nehammer", "told", "the border stays")
    typist.key(Qt.Key.Key_Return)
    claim, = queries.list_claims(workspace.project, document_id=blank.document_id)
    assert claim.speaker == "Karl Nehammer"
    assert claim.speakers[0].span is None


def test_a_name_and_a_date_that_were_read_give_their_words(qtbot, pane, workspace):
    story = next(one for one in queries.list_articles(workspace.project) if one.file == "wire.txt")
    workspace.select("article", story.id, reveal=True)
    pane.view.setFocus()
    typist = Typist(qtbot)
    write(typist, "Vladimir Putin", "said", "to arm Ukraine", "warn", "Thursday")
    typist.key(Qt.Key.Key_Return)
    claim = queries.get_claim(workspace.project, workspace.selection.primary)
    assert (claim.speaker, claim.said_from) == ("Vladimir Putin", "2024-06-20")
    words = {one.field: SECOND[one.start:one.end] for one in queries.get_evidence(workspace.project, "claim", [claim.id])}
    assert words == {"speaker": "Putin", "cue": "said", "content": "to arm Ukraine", "said": "Thursday"}


def test_one_claim_after_the_other_is_written_without_leaving(qtbot, pane, workspace, blank):
    typist = Typist(qtbot)
    write(typist, "Anna Gruber", "told", "the border stays open")
    typist.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pane.form.isVisible()
    assert QApplication.focusWidget() is pane.form.lines["speaker"]
    typist.key(Qt.Key.Key_Escape)
    assert not pane.form.isVisible()
    assert QApplication.focusWidget() is pane.view


def test_selected_words_are_the_statement_already(qtbot, pane, workspace, blank):
    at = BLANK.index("no\r\ncountry")
    pane.view.mark((at, at + len("no\r\ncountry would")))
    Typist(qtbot).key(Qt.Key.Key_W)
    assert pane.form.lines["content"].text() == "no country would"
