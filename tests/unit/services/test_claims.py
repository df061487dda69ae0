"""The analyst's verbs on claims: what each does, what it is called, that it can be undone, and what is refused."""
from __future__ import annotations

import pytest

from tests.builders import FIRST, SECOND, small_project, words
from workbench.core.errors import WorkbenchError
from workbench.services import claims, documents
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def cell(project, number, field):
    return getattr(queries.get_claim(project, number), field)


def words_of(project, number, field):
    found = queries.list_evidence(project, "claim", number)
    return [project.text(one.document_id)[one.start:one.end] for one in found if one.field == field]


def test_another_speaker_keeps_the_words_that_name_him(project):
    claims.set_field(project, 1, "speaker", "Kim Jong Un")
    assert (cell(project, 1, "speaker"), cell(project, 1, "status")) == ("Kim Jong Un", "edited")
    assert words_of(project, 1, "speaker") == ["Mr Putin"]
    assert project.undo_label == "Change speaker"


def test_a_new_name_becomes_one_entity_for_all_rows(project):
    claims.set_field(project, [1, 2, 4], "speaker", "Dmitry Peskov")
    ids = {queries.get_claim(project, number).speakers[0].entity_id for number in (1, 2, 4)}
    assert len(ids) == 1
    assert queries.get_entity(project, ids.pop()).type == "PERSON"
    assert project.undo_label == "Change speaker of 3 claims"


def test_several_speakers_stand_in_order(project):
    claims.set_field(project, 2, "speaker", ["Putin", 2])
    assert cell(project, 2, "speaker") == "Vladimir Putin; Kim Jong Un"
    claims.set_field(project, 2, "speaker", "")
    assert cell(project, 2, "speakers") == ()


def test_an_alias_finds_its_entity(project):
    claims.set_field(project, 4, "speaker", "seoul")
    assert cell(project, 4, "speaker") == "South Korea"


@pytest.mark.parametrize(("field", "value", "stored"), [
    ("speech_act", "Deny", "deny"), ("quote", "mixed", "mixed"), ("credibility", "3", "3"), ("credibility", "", ""), ("note", " look ", "look"),
    ("tags", "b, a; b", "b; a")])
def test_cells_are_stored_as_the_lists_spell_them(project, field, value, stored):
    claims.set_field(project, 1, field, value)
    assert cell(project, 1, field) == stored


def test_a_note_is_no_correction(project):
    claims.set_field(project, 1, "note", "check this")
    assert cell(project, 1, "status") == "suggested"


def test_setting_what_is_there_changes_nothing(project):
    claims.set_field(project, 1, "speech_act", "promise")
    claims.set_field(project, 1, "speaker", "Vladimir Putin")
    assert cell(project, 1, "status") == "suggested"
    assert project.undo_label is None


def test_a_typed_date_is_an_inference(project):
    claims.set_field(project, 1, "said", "17-18 June")
    assert (cell(project, 1, "said_from"), cell(project, 1, "said_to")) == ("2024-06-17", "2024-06-18")
    assert words_of(project, 1, "said") == []


def test_one_end_of_a_stretch(project):
    claims.set_field(project, 1, "said_from", "2024-06-17")
    assert (cell(project, 1, "said_from"), cell(project, 1, "said_to")) == ("2024-06-17", "2024-06-19")
    with pytest.raises(WorkbenchError, match="earlier date comes first"):
        claims.set_field(project, 1, "said_to", "2024-06-01")


@pytest.mark.parametrize(("field", "value", "part"), [
    ("speech_act", "shout", "use one of state, deny"), ("said", "31 June", "June has 30 days"), ("about", "soon", "is no date"),
    ("speaker", 999, "not in"), ("colour", "red", "cannot be changed"), ("credibility", "9", "use one of 1"), ("quote", "loud", "kind of quotation")])
def test_bad_cells_are_refused_and_nothing_is_written(project, field, value, part):
    with pytest.raises(WorkbenchError, match=part):
        claims.set_field(project, [2, 1], field, value)
    assert project.undo_label is None
    assert cell(project, 2, "status") == "suggested"


def test_no_rows_and_gone_rows_are_said(project):
    with pytest.raises(WorkbenchError, match="Nothing is selected"):
        claims.accept(project, [])
    with pytest.raises(WorkbenchError, match="not in the project any more"):
        claims.reject(project, [1, 77])
    assert cell(project, 1, "status") == "suggested"


def test_words_say_who_speaks(project):
    claims.set_words(project, 1, "speaker", words(FIRST, "Kim Jong Un"))
    assert (cell(project, 1, "speaker"), words_of(project, 1, "speaker")) == ("Kim Jong Un", ["Kim Jong Un"])


def test_a_pronoun_stands_for_whoever_was_there(project):
    claims.set_words(project, 5, "speaker", words(SECOND, "He"))
    assert (cell(project, 5, "speaker"), words_of(project, 5, "speaker")) == ("South Korea", ["He"])


def test_words_that_name_nobody_known_stay_words(project):
    claims.set_words(project, 5, "speaker", words(SECOND, "mistake"))
    [party] = cell(project, 5, "speakers")
    assert (party.entity_id, party.name) == (None, "mistake")


def test_content_and_cue_are_pointed_elsewhere(project):
    claims.set_words(project, 6, "content", [words(SECOND, "arm Ukraine"), words(SECOND, " a mistake ")])
    claims.set_words(project, 6, "cue", words(SECOND, "according to"))
    assert (cell(project, 6, "text"), cell(project, 6, "cue_text")) == ("a mistake … arm Ukraine", "according to")
    assert cell(project, 6, "start") == words(SECOND, "a mistake")[0]


def test_a_date_in_the_text_gives_its_value(project):
    claims.set_words(project, 5, "said", words(SECOND, "Thursday"))
    assert (cell(project, 5, "said_from"), words_of(project, 5, "said")) == ("2024-06-20", ["Thursday"])


@pytest.mark.parametrize("span", [(0, 0), (5, 3), (-1, 4), (0, 10_000)])
def test_words_outside_the_text_are_refused(project, span):
    with pytest.raises(WorkbenchError, match="elect"):
        claims.set_words(project, 1, "cue", span)
    with pytest.raises(WorkbenchError, match="elect"):
        claims.add(project, 1, span)


def test_a_claim_must_have_words(project):
    with pytest.raises(WorkbenchError, match="must have words"):
        claims.set_words(project, 1, "content", [])


def test_a_claim_is_added_from_words(project):
    named = {"speaker": words(SECOND, "South Korea"), "cue": words(SECOND, "said", 1)}
    number = claims.add(project, 2, words(SECOND, "it will be a mistake"), words=named, speech_act="warn", said="20 June")
    claim = queries.get_claim(project, number)
    assert (claim.text, claim.speaker, claim.cue_text, claim.speech_act) == ("it will be a mistake", "South Korea", "said", "warn")
    assert (claim.origin, claim.status, claim.quote, claim.said_from, claim.confidence) == ("analyst", "accepted", "indirect", "2024-06-20", 1.0)


def test_a_quotation_is_seen_by_its_marks(project):
    number = claims.add(project, 1, words(FIRST, "We will help each other against aggression"))
    assert cell(project, number, "quote") == "direct"


def test_a_copy_is_the_analysts_own(project):
    [copy] = claims.duplicate(project, [1])
    assert (cell(project, copy, "text"), cell(project, copy, "speaker")) == (cell(project, 1, "text"), "Vladimir Putin")
    assert (cell(project, copy, "origin"), cell(project, 1, "origin")) == ("analyst", "machine")


def test_deleting_rejects_what_was_read_and_takes_away_her_own(project):
    [copy] = claims.duplicate(project, 1)
    claims.delete(project, [1, copy])
    assert cell(project, 1, "status") == "rejected"
    assert queries.get_claim(project, copy) is None
    assert project.undo_label == "Delete 2 claims"
    project.undo()
    assert cell(project, copy, "text") == cell(project, 1, "text")


def test_judging_many_is_one_step(project):
    claims.reject(project, [1, 2, 3])
    claims.accept(project, [2])
    assert [step.label for step in project.steps()] == ["Accept claim", "Reject 3 claims"]
    project.undo()
    assert queries.claim_ids(project).tolist() == [4, 5, 6]


def test_claims_are_grouped_and_taken_apart(project):
    claims.group(project, [1, 4, 6])
    assert {cell(project, number, "group_id") for number in (1, 4, 6)} == {1}
    claims.ungroup(project, [1])
    assert [cell(project, number, "group_id") for number in (1, 4, 6)] == [None, 4, 4]
    claims.group(project, [1, 4])
    assert [cell(project, number, "group_id") for number in (1, 4, 6)] == [1, 1, 1]
    claims.ungroup(project, [1, 4, 6])
    assert [cell(project, number, "group_id") for number in (1, 4, 6)] == [None, None, None]


def test_a_claim_reports_the_event_that_she_says(project):
    claims.set_event(project, [1, 4], 2)
    assert [cell(project, number, "event_id") for number in (1, 4)] == [2, 2]
    assert queries.get_event(project, 2).claims == 3
    claims.set_event(project, [1, 5], None)
    assert [cell(project, number, "event_id") for number in (1, 5)] == [None, None]
    claims.reset_event(project, [1, 5])
    assert [cell(project, number, "event_id") for number in (1, 5)] == [None, 2]
    with pytest.raises(WorkbenchError, match="not in the project"):
        claims.set_event(project, 1, 99)
