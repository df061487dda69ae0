"""What was done is told in words, and one goes back to a point of it in one go."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench.core.errors import WorkbenchError
from workbench.core.history import Done, Work, as_text, days, moment
from workbench.services import articles, claims, documents, entities, events, history, links, outlets
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = documents.open_project(small_project(tmp_path, documents.compare))
    project.who = "anna"
    yield project
    project.close()


def warned(project):
    return next(claim for claim in queries.list_claims(project) if claim.text.startswith("it may send"))


def told(project, kind, number):
    return [(one.label, one.cell, one.before, one.after) for one in history.of_row(project, kind, number)]


def test_a_changed_speaker_is_told_by_name(project):
    number = warned(project).id
    claims.set_field(project, number, "speaker", ["Vladimir Putin"])
    assert ("Change speaker", "speaker", "South Korea", "Vladimir Putin") in told(project, "claim", number)


def test_dates_and_acts_are_told_as_the_desk_says_them(project):
    number = warned(project).id
    claims.set_field(project, number, "said", "17-19 June 2024")
    claims.set_field(project, number, "speech_act", "state")
    cells = {cell: (before, after) for _, cell, before, after in told(project, "claim", number)}
    assert cells["said"] == ("", "17–19 Jun 2024")
    assert cells["act"] == ("warn", "state")


def test_other_words_are_quoted(project):
    number = warned(project).id
    text = project.text(1)
    start = text.index("send weapons")
    claims.set_words(project, number, "content", [(start, start + len("send weapons"))])
    cells = {cell: (before, after) for _, cell, before, after in told(project, "claim", number)}
    assert cells["words of content"] == ("“it may send weapons to Ukraine”", "“send weapons”")


def test_undo_and_redo_are_part_of_a_row_s_history(project):
    number = warned(project).id
    claims.accept(project, number)
    project.undo()
    assert told(project, "claim", number) == [("Accept claim", "status", "suggested", "accepted"),
                                              ("Undo Accept claim", "status", "accepted", "suggested")]


def test_the_history_of_an_event_is_that_of_its_tellings_and_cells(project):
    event = queries.list_events(project)[0]
    events.set_field(project, event.id, "summary", "The treaty was signed")
    assert "The treaty was signed" in [after for _, cell, _, after in told(project, "event", event.id) if cell == "summary"]


def test_a_merge_is_told_on_the_entity(project):
    numbers = [one.id for one in queries.list_entities(project) if one.name in ("Ukraine", "Yonhap")]
    entities.merge(project, numbers)
    assert "one with" in [cell for _, cell, _, _ in told(project, "entity", min(numbers))]


def test_the_rulings_on_a_conflict_are_its_history(project):
    one, other = (claim.id for claim in queries.list_claims(project)[:2])
    link = links.add(project, "claim", one, "claim", other, relation="contradicts")
    links.rule(project, link, "update")
    links.rule(project, link, "real")
    assert told(project, "link", link)[-1][1:] == ("ruling", "update", "real")


def test_going_back_takes_several_steps_at_once_and_forward_again(project):
    number = warned(project).id
    for note in ("one", "two", "three"):
        claims.set_field(project, number, "note", note)
    second = history.steps(project)[1]
    assert history.go_to(project, second.id) == ("Undone", 1)
    assert history.go_to(project, 0) == ("Undone", 2)
    assert queries.get_claim(project, number).note == ""
    newest = history.steps(project)[0]
    assert newest.undone
    assert history.go_to(project, newest.id) == ("Done again", 3)
    assert queries.get_claim(project, number).note == "three"
    with pytest.raises(WorkbenchError, match="already"):
        history.go_to(project, newest.id)


def test_several_steps_are_taken_back_whole_or_not_at_all(project):
    number = warned(project).id
    claims.set_field(project, number, "note", "one")
    with pytest.raises(WorkbenchError, match="nothing to undo"):
        project.undo(2)
    assert queries.get_claim(project, number).note == "one"


def test_pages_that_were_mended_by_any_of_the_steps_are_read_again(project):
    articles.set_field(project, [1], "published_at", "2024-06-01")
    articles.set_field(project, [1], "note", "seen")
    history.go_to(project, 0)
    assert articles.needs_reading(project) == [1]


def test_the_list_of_steps_has_imports_and_says_what_undo_reaches(project):
    claims.accept(project, warned(project).id)
    assert [(step.kind, step.label, step.within) for step in history.steps(project)] == [
        ("edit", "Accept claim", True), ("import", "Import wire.txt", False), ("import", "Import courier.txt", False)]
    assert history.steps(project)[0].who == "anna"


def test_a_day_s_work_counts_records_once_and_leaves_out_what_was_undone(project):
    found = [claim.id for claim in queries.list_claims(project)]
    claims.accept(project, found[:3])
    claims.reject(project, found[3])
    claims.set_field(project, found[4], "speaker", ["Yonhap"])
    claims.set_field(project, found[4], "note", "look again")
    outlets.set_reliability(project, 1, "B")
    claims.set_field(project, found[5], "note", "undone")
    project.undo()
    day, = history.work(project, "UTC")
    assert dict(day.tally) == {"Documents": "2 imported", "Claims": "3 accepted, 1 rejected, 1 edited", "Outlets": "1 edited"}
    assert [label for _, label, _ in day.lines][:2] == ["Import courier.txt", "Import wire.txt"]


def test_a_merge_counts_as_one(project):
    numbers = [one.id for one in queries.list_entities(project) if one.name in ("Ukraine", "Yonhap")]
    entities.merge(project, numbers)
    assert ("Entities", "1 merged") in history.work(project)[0].tally


def test_the_same_thing_several_times_is_one_line(project):
    for claim in queries.list_claims(project)[:3]:
        claims.accept(project, claim.id)
    assert history.work(project)[0].lines[-1][1:] == ("Accept claim", "3 times")


def test_days_are_those_of_the_analyst_s_clock():
    late = [Work(Done(number, at, "anna", "edit", "Accept claim"), ()) for number, at in
            enumerate(("2026-11-24T23:30:00.0Z", "2026-11-25T00:30:00.0Z"))]
    assert [day.date for day in days(late, "UTC")] == ["2026-11-25", "2026-11-24"]
    assert [day.date for day in days(late, "Asia/Seoul")] == ["2026-11-25"]
    assert moment("2026-11-24T23:30:00.0Z", "Asia/Seoul") == "25 Nov 2026 08:30"


def test_the_list_is_text(project):
    claims.accept(project, [claim.id for claim in queries.list_claims(project)])
    text = as_text(history.work(project))
    assert "Documents  2 imported" in text
    assert "Claims     6 accepted" in text
    assert "Accept 6 claims" in text
