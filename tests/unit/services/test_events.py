"""The analyst's verbs on events: cells are hers, judging and merging go to the tellings."""
from __future__ import annotations

import pytest

from tests.builders import FIRST, SECOND, small_project, words
from workbench.core.errors import WorkbenchError
from workbench.services import claims, documents, events
from workbench.storage import queries
from workbench.storage.schema import DecisionRow


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def event(project, number):
    return queries.get_event(project, number)


@pytest.mark.parametrize(("field", "value", "shown", "expected"), [
    ("actor", "Seoul; Kim Jong Un", "actor", "South Korea; Kim Jong Un"), ("actor", [2], "actor", "Kim Jong Un"), ("recipient", "", "recipient", ""),
    ("action", "consult", "action", "CONSULT"), ("modality", "Planned", "modality", "planned"), ("place", " Wonsan ", "place", "Wonsan"),
    ("summary", "they\n met", "summary", "they met"), ("note", "sure?", "note", "sure?"), ("tags", "b,a", "tags", "b; a"),
    ("date", "June", "date_from", "2024-06-01"), ("date", "17-18 June", "date_to", "2024-06-18"),
    ("date", "before 2024-06-18", "date_to", "2024-06-17"), ("date", "", "date_from", "")])
def test_a_written_cell_holds(project, field, value, shown, expected):
    events.set_field(project, 1, field, value)
    assert getattr(event(project, 1), shown) == expected
    assert (event(project, 1).status, project.undo_label) == ("edited", f"Change {field}")
    assert queries.get_tellings(project, [1])[0].status == "suggested"
    project.undo()
    assert event(project, 1).status == "suggested"


@pytest.mark.parametrize(("field", "value", "part"), [
    ("action", "HUG", "use one of AGREE"), ("date", "32 June", "June has 30 days"), ("modality", "maybe", "modality"),
    ("actor", [88], "not in the project"), ("standing", "disputed", "cannot be changed")])
def test_bad_cells_are_refused(project, field, value, part):
    with pytest.raises(WorkbenchError, match=part):
        events.set_field(project, [1, 2], field, value)
    assert project.undo_label is None


def test_a_cell_is_given_back_to_the_tellings(project):
    events.set_field(project, 1, "place", "Wonsan")
    events.reset_field(project, 1, "place")
    assert (event(project, 1).place, event(project, 1).status) == ("Pyongyang", "suggested")


def test_judging_goes_to_the_tellings(project):
    events.accept(project, 1)
    assert event(project, 1).status == "accepted"
    events.reject(project, [1, 2])
    assert queries.event_ids(project).tolist() == []
    events.accept(project, 2)
    assert event(project, 2).status == "accepted"
    assert [step.label for step in project.steps()] == ["Accept event", "Reject 2 events", "Accept event"]


def test_events_are_merged_and_split(project):
    events.set_field(project, 1, "place", "Wonsan")
    events.set_field(project, 2, "place", "Pyongyang")
    events.merge(project, [2, 1])
    merged = event(project, 1)
    assert (merged.tellings, merged.place, merged.stories) == ((1, 2), "Pyongyang", 2)
    assert event(project, 2) is None
    events.split(project, 1, [2])
    assert (event(project, 1).tellings, event(project, 2).tellings) == ((1,), (2,))
    project.undo()
    project.undo()
    assert (event(project, 1).place, event(project, 2).place) == ("Wonsan", "Pyongyang")


def test_one_event_is_not_merged_and_a_whole_one_not_split(project):
    with pytest.raises(WorkbenchError, match="two events"):
        events.merge(project, [1])
    with pytest.raises(WorkbenchError, match="some, not all"):
        events.split(project, 1, [1])


def test_an_event_is_added_from_words(project):
    number = events.add(project, 2, words(SECOND, " arm Ukraine"), actor="South Korea", action="AID", date="21 June", tags="arms",
                        modality="possible")
    added = event(project, number)
    assert (added.summary, added.actor, added.action, added.date_from) == ("arm Ukraine", "South Korea", "AID", "2024-06-21")
    assert (added.origin, added.status, added.tags, added.modality) == ("analyst", "edited", "arms", "possible")
    [telling] = queries.list_tellings(project, event_id=number)
    assert telling.trigger_text == "arm Ukraine"


def test_a_copy_is_another_event(project):
    events.set_field(project, 1, "place", "Wonsan")
    [copy] = events.duplicate(project, 1)
    assert (event(project, copy).place, event(project, copy).actor, event(project, copy).origin) == ("Wonsan", "Vladimir Putin", "analyst")
    assert event(project, 1).tellings == (1,)


def test_a_copy_of_a_merged_event_has_each_cell_once(project):
    events.set_field(project, [1, 2], "place", "Wonsan")
    decided_elsewhere(project, 1, 2)
    [copy] = events.duplicate(project, 1)
    assert event(project, copy).place == "Wonsan"


def decided_elsewhere(project, a, b):
    """As comparing may find without the analyst: one event, each of whose tellings has a cell."""
    with project.edit("Same") as session:
        session.add(DecisionRow(kind="telling", a=a, b=b, verdict="same"))


def test_deleting_rejects_what_was_read_and_takes_away_her_own(project):
    [copy] = events.duplicate(project, 1)
    claims.set_event(project, 4, copy)
    events.delete(project, [1, copy])
    assert queries.event_ids(project).tolist() == [2]
    assert [telling.id for telling in queries.list_tellings(project, rejected=True)] == [1, 2]
    project.undo()
    assert queries.get_claim(project, 4).event_id == copy


def test_words_say_who_acts_and_when(project):
    events.set_field(project, 1, "actor", "South Korea")
    events.set_words(project, 1, "actor", words(FIRST, "Kim Jong Un"))
    events.set_words(project, 2, "date", words(SECOND, "Thursday"))
    events.set_words(project, 2, "trigger", words(SECOND, "treaty on"))
    assert event(project, 1).actor == "Kim Jong Un"
    assert event(project, 2).date_from == "2024-06-20"
    assert queries.get_tellings(project, [2])[0].trigger_text == "treaty on"


def test_words_of_another_document_are_refused(project):
    with pytest.raises(WorkbenchError, match="does not tell of the event"):
        events.set_words(project, 1, "actor", words(SECOND, "South Korea"), document_id=2)
    with pytest.raises(WorkbenchError, match="no date"):
        events.set_words(project, 2, "date", words(SECOND, "attack"))


def test_merged_events_take_words_where_they_stand(project):
    events.merge(project, [1, 2])
    events.set_words(project, 1, "recipient", words(SECOND, "South Korea"), document_id=2)
    assert [party.name for party in queries.get_tellings(project, [2])[0].recipients] == ["South Korea"]
