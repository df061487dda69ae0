"""The project as it was known earlier: a copy for looking, exactly as it stood; the project itself is not touched."""
from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.builders import first_extraction, second_extraction
from tests.unit.services.test_undo import Analyst, dump
from workbench.core.errors import WorkbenchError
from workbench.core.history import Done
from workbench.services import articles, claims, documents, history, past
from workbench.storage import queries
from workbench.storage.schema import StepRow


@pytest.fixture
def project(tmp_path):
    project = documents.open_project(tmp_path / "p.workbench", create=True)
    yield project
    project.close()


def last_step(project):
    with project.reading() as session:
        return session.scalar(select(func.max(StepRow.id))) or 0


def looked_at(project, step):
    then = past.as_stood(project, step)
    try:
        return dump(then), [(one.label, one.undone) for one in history.steps(then)]
    finally:
        then.close()


@pytest.mark.parametrize("seed", range(3))
def test_every_moment_can_be_looked_at_as_it_was(project, seed):
    moments = []
    project.load(first_extraction())
    analyst = Analyst(project, seed)
    for number in range(16):
        if number == 8:
            project.load(second_extraction())
        analyst.act() if number % 4 else analyst.undo_or_redo()
        moments.append((last_step(project), dump(project), [(one.label, one.undone) for one in history.steps(project)]))
    for step, rows, steps in moments[::3]:
        assert looked_at(project, step) == (rows, steps)
    assert dump(project) == moments[-1][1]


def test_before_a_document_came_it_is_not_there(project):
    project.load(first_extraction())
    then = last_step(project)
    project.load(second_extraction())
    before = past.as_stood(project, then)
    assert [document.file for document in queries.list_documents(before)] == ["courier.txt"]
    assert [outlet.name for outlet in queries.list_outlets(before)] == ["Daily Courier"]
    assert before.check() == []
    before.close()


def test_it_is_for_looking_and_its_file_goes_when_it_is_closed(project):
    project.load(first_extraction())
    then = past.as_stood(project, last_step(project))
    folder = then.path.parent
    assert then.path.name == project.path.name
    with pytest.raises(WorkbenchError, match="reading only"):
        claims.accept(then, 1)
    then.close()
    assert not folder.exists()
    claims.accept(project, 1)


def test_what_was_published_later_is_not_known_yet(project):
    project.load(first_extraction())
    project.load(second_extraction())
    then = past.as_reported(project, "19 June 2024")
    assert [article.headline for article in queries.list_articles(then)] == ["Russia and North Korea sign treaty"]
    assert {claim.file for claim in queries.list_claims(then)} == {"courier.txt"}
    assert "North Korean foreign ministry" not in [entity.name for entity in queries.list_entities(then)]
    assert {event.standing for event in queries.list_events(then)} == {"single-source"}
    assert then.check() == []
    then.close()
    assert len(queries.list_articles(project)) == 2


@pytest.mark.parametrize(("until", "known"), [("18 June 2024", 0), ("19 June 2024 10:29", 0), ("19 June 2024 10:30", 1), ("19 June 2024", 1),
                                              ("June 2024", 2)])
def test_the_day_that_is_typed_is_included(project, until, known):
    project.load(first_extraction())
    project.load(second_extraction())
    then = past.as_reported(project, until)
    assert len(queries.list_articles(then)) == known
    then.close()


def test_what_has_no_date_is_left_out_and_counted(project):
    project.load(first_extraction())
    articles.set_field(project, [1], "published_at", "")
    then = past.as_reported(project, "2030")
    assert (len(queries.list_articles(then)), then.left_out) == (0, 1)
    then.close()


@pytest.mark.parametrize(("at", "found"), [("24 Nov 2026 10:15", 1), ("24 Nov 2026 10:14", 0), ("25 Nov 2026", 2)])
def test_a_moment_is_that_of_the_analyst_s_clock(at, found):
    some = [Done(0, "2026-11-24T01:00:00.0Z", "a", "import", ""), Done(1, "2026-11-24T01:15:30.0Z", "a", "edit", ""),
            Done(2, "2026-11-24T02:00:00.0Z", "a", "edit", "")]
    assert past.step_at(some, at, "Asia/Seoul").id == found


@pytest.mark.parametrize("at", ["", "nothing", "1 Jan 2020"])
def test_a_moment_that_will_not_do_is_refused(at):
    with pytest.raises(WorkbenchError):
        past.step_at([Done(1, "2026-11-24T01:15:30.0Z", "a", "edit", "")], at, "UTC")


def test_a_copy_that_cannot_be_made_leaves_nothing(project, monkeypatch, tmp_path):
    made = tmp_path / "made"
    made.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(made))
    with pytest.raises(WorkbenchError):
        past.as_reported(project, "nonsense")
    with pytest.raises(WorkbenchError):
        past._looked_at(project, refuse)
    assert list(made.iterdir()) == []
    assert project.path.exists()


def refuse(_):
    raise WorkbenchError("no")
