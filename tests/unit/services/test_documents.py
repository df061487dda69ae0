"""Projects, documents, outlets, links and annotations."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import SECOND, first_extraction, second_extraction, small_project, words
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.records import Annotation, AnnotationId, ClaimId, DocumentId
from workbench.services import annotations, claims, documents, entities, events, links, outlets
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def test_an_opened_project_compares(tmp_path):
    project = documents.open_project(tmp_path / "new.workbench", create=True)
    documents.load(project, first_extraction())
    documents.load(project, second_extraction())
    assert queries.get_claim(project, 6).speaker == "Vladimir Putin"
    project.close()
    again = documents.open_project(tmp_path / "new.workbench")
    claims.set_field(again, 6, "speaker", "Seoul")
    assert queries.get_claim(again, 6).speaker == "South Korea"
    again.close()


def test_a_removed_document_comes_back_whole(project):
    claims.set_field(project, 6, "speaker", "Yonhap")  # of the first document
    claims.set_event(project, 4, 1)
    entities.merge(project, [1, 2])
    events.set_field(project, 1, "note", "mine")
    before = (queries.list_claims(project), queries.list_events(project), queries.list_entities(project), queries.list_evidence(project))
    documents.remove(project, 1)
    assert [document.file for document in queries.list_documents(project)] == ["wire.txt"]
    assert queries.get_claim(project, 6).speaker == "Yonhap"
    assert queries.get_claim(project, 4).event_id is None
    project.undo()
    assert (queries.list_claims(project), queries.list_events(project), queries.list_entities(project), queries.list_evidence(project)) == before
    project.redo()
    assert project.check() == []


def test_removing_what_is_not_there_is_refused(project):
    with pytest.raises(WorkbenchError, match="not in the project"):
        documents.remove(project, [1, 9])
    assert len(queries.list_documents(project)) == 2


def test_an_index_that_was_checked_before_is_checked_as_it_is(project):
    assert project.check() == []
    claims.reject(project, [1, 2, 3, 4])
    assert project.check() == []


# Outlets --------------------------------------------------------------------------------------------------------------------------------


def test_reliability_shows_on_the_claims(project):
    outlets.set_reliability(project, 1, "b")
    outlets.set_note(project, 1, " tabloid ")
    outlet = queries.list_outlets(project)[0]
    assert (outlet.reliability, outlet.note, outlet.articles) == ("B", "tabloid", 1)
    assert queries.get_claim(project, 1).source_reliability == "B"
    with pytest.raises(WorkbenchError, match="use one of A, B"):
        outlets.set_reliability(project, 1, "G")


def test_an_outlet_takes_another_ones_name_and_its_stories(project):
    outlets.set_reliability(project, 1, "C")
    assert outlets.rename(project, 1, "world wire") == 2
    assert [(outlet.name, outlet.articles, outlet.reliability) for outlet in queries.list_outlets(project)] == [("World Wire", 2, "C")]
    project.undo()
    assert outlets.rename(project, 1, "The Courier") == 1
    assert queries.get_article(project, 1).outlet == "The Courier"
    with pytest.raises(WorkbenchError, match="must have a name"):
        outlets.rename(project, 1, " ")


def test_a_renamed_outlet_is_still_what_texts_call_by_the_old_name(project):
    outlets.rename(project, 2, "The Wire")
    documents.load(project, second_extraction(), 2)
    copy = replace(second_extraction(), source=replace(second_extraction().source, file="copy.txt", text=SECOND + " "))
    documents.load(project, copy)
    documents.load(project, replace(copy, articles=(replace(copy.articles[0], outlet="the WIRE"),), source=replace(copy.source, text=SECOND + "  ")))
    assert [article.outlet for article in queries.list_articles(project)] == ["The Wire", "The Wire", "Daily Courier", "The Wire"]
    for name in ("the wire", "world wire"):
        assert len(queries.claim_ids(project, Filter.parse(f'outlet:"{name}"'))) == 9


def test_stories_of_a_merged_outlet_stay_with_the_other(project):
    outlets.rename(project, 1, "World Wire")
    documents.load(project, first_extraction(), 1)
    assert queries.get_article(project, 1).outlet == "World Wire"


def test_what_cannot_be_taken_back_is_said(project):
    documents.remove(project, 1)
    documents.load(project, first_extraction())
    with pytest.raises(WorkbenchError, match="cannot be replayed"):
        project.undo()
    assert len(queries.list_documents(project)) == 2


def test_an_outlet_is_an_entity(project):
    outlets.set_entity(project, 2, 5)
    assert queries.list_outlets(project)[1].entity_id == 5
    assert queries.corpus(project).outlet_entities == ((2, 5),)


# Links ----------------------------------------------------------------------------------------------------------------------------------


def test_a_conflict_is_added_ruled_and_deleted(project):
    number = links.add(project, "claim", 3, "claim", 5, relation="contradicts", reason="date", detail="19 June | 18 June")
    assert queries.get_claim(project, 3).standing == "disputed"
    links.rule(project, [number], ruling="error")
    links.rule(project, number, note="a slip")
    [link] = queries.find_conflicts(project)
    assert (link.ruling, link.note, link.origin, link.detail) == ("error", "a slip", "analyst", "19 June | 18 June")
    assert queries.get_claim(project, 3).standing != "disputed"
    links.delete(project, number)
    assert queries.find_conflicts(project) == []
    assert project.undo_label == "Delete link"


@pytest.mark.parametrize("verb", [lambda p: links.add(p, "claim", 3, "claim", 3, relation="denies"), lambda p: links.rule(p, 99, "real"),
                                  lambda p: links.add(p, "claim", 3, "claim", 5, relation="likes"),
                                  lambda p: links.add(p, "claim", 3, "claim", 50, relation="denies"),
                                  lambda p: links.add(p, "entity", 3, "claim", 5, relation="denies")])
def test_links_that_cannot_be_are_refused(project, verb):
    with pytest.raises(WorkbenchError):
        verb(project)
    assert project.undo_label is None


def test_a_machine_link_that_she_deleted_stays_away(project):
    copy = replace(second_extraction(), source=replace(second_extraction().source, file="copy.txt", text=SECOND + " "))
    documents.load(project, replace(copy, articles=(replace(copy.articles[0], outlet="Third"),)))
    number = next(link.id for link in queries.list_links(project) if link.origin == "machine")
    links.delete(project, number)
    assert number not in [link.id for link in queries.list_links(project)]
    assert number in [link.id for link in queries.list_links(project, rejected=True)]


# Annotations ----------------------------------------------------------------------------------------------------------------------------

NEW = AnnotationId(0)


def test_a_note_is_added_changed_and_deleted(project):
    number = annotations.add(project, Annotation(NEW, "note", "2024-06-19", lane="speaker:1", text="look", colour="yellow", claim_id=ClaimId(1)))
    annotations.change(project, number, text="look here", offset=(12.0, -8.5), date_from="2024-06-20T08:00")
    [note] = queries.list_annotations(project)
    assert (note.text, note.offset, note.date_from, note.lane, note.claim_id) == ("look here", (12.0, -8.5), "2024-06-20T08:00", "speaker:1", 1)
    assert note.created_at.endswith("Z")
    annotations.delete(project, [number])
    assert queries.list_annotations(project) == []
    assert [step.label for step in project.steps()] == ["Delete note", "Change note", "Add note"]


def test_a_span_goes_forward_and_a_highlight_holds_words(project):
    annotations.add(project, Annotation(NEW, "span", "2024-06-22", "2024-06-20"))
    start, end = words(SECOND, " a mistake ")
    annotations.add(project, Annotation(NEW, "highlight", document_id=DocumentId(2), start=start, end=end))
    span, highlight = queries.list_annotations(project)
    assert (span.date_from, span.date_to) == ("2024-06-20", "2024-06-22")
    assert (SECOND[highlight.start:highlight.end], highlight.file) == ("a mistake", "wire.txt")


@pytest.mark.parametrize("bad", [Annotation(NEW, "arrow"), Annotation(NEW, "note", "never"),
                                 Annotation(NEW, "highlight", document_id=DocumentId(2), start=5, end=5)])
def test_bad_annotations_are_refused(project, bad):
    with pytest.raises(WorkbenchError):
        annotations.add(project, bad)
    assert queries.list_annotations(project) == []


def test_only_what_an_annotation_has_is_changed(project):
    number = annotations.add(project, Annotation(NEW, "marker", "2024-06-20"))
    with pytest.raises(WorkbenchError, match="cannot be changed"):
        annotations.change(project, number, created_at="1999")
