"""What the panes and the export read, against two stories whose rows are known."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import FIRST, SECOND, first_extraction, small_project, words
from workbench.core.filters import Filter
from workbench.core.records import Annotation, AnnotationId, ClaimId, DocumentId
from workbench.core.selection import Selection
from workbench.services import annotations, documents, entities, links
from workbench.storage import queries
from workbench.storage.schema import ClaimRow, MentionRow, TellingRow


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def reject(project, row, number):
    with project.edit("Reject") as session:
        session.get(row, number).status = "rejected"


def test_documents_come_by_file_with_their_counts(project):
    found = queries.list_documents(project)
    assert [(one.file, one.articles, one.length) for one in found] == [("courier.txt", 1, len(FIRST)), ("wire.txt", 1, len(SECOND))]
    assert queries.get_document(project, 2).file == "wire.txt"


def test_articles_carry_outlet_and_what_is_reviewed(project):
    with project.edit("Accept") as session:
        session.get(ClaimRow, 1).status = "accepted"
    reject(project, ClaimRow, 2)
    first, second = queries.list_articles(project)
    assert (first.outlet, first.claims, first.reviewed) == ("Daily Courier", 2, 1)
    assert (second.outlet, second.claims, second.reviewed) == ("World Wire", 3, 0)
    assert queries.get_article(project, 2) == second


def test_blocks_stand_in_reading_order(project):
    assert [block.kind for block in queries.list_blocks(project, 1)] == ["furniture", "headline", "byline", "body", "promo"]


def test_a_claim_has_its_words(project):
    claim = queries.get_claim(project, 1)
    assert claim.text == "We will help each other against aggression … if either is attacked"
    assert (claim.speaker, claim.cue_text, claim.outlet, claim.file) == ("Vladimir Putin", "told", "Daily Courier", "courier.txt")
    assert FIRST[slice(*claim.speakers[0].span)] == "Mr Putin"


def test_names_are_canonical_across_documents(project):
    he = queries.get_claim(project, 6)
    assert (he.speaker, he.speakers[0].entity_id) == ("Vladimir Putin", 1)
    assert SECOND[slice(*he.speakers[0].span)] == "He"


def test_claims_come_in_the_order_of_the_ids_and_missing_ones_are_left_out(project):
    assert [claim.id for claim in queries.get_claims(project, [6, 99, 1])] == [6, 1]


def test_rejected_claims_are_left_out_unless_asked_for(project):
    reject(project, ClaimRow, 2)
    assert queries.claim_ids(project).tolist() == [3, 1, 4, 5, 6]
    assert queries.claim_ids(project, rejected=True).tolist() == [3, 1, 2, 4, 5, 6]
    assert queries.claim_ids(project, Filter.parse("status:rejected")).tolist() == [2]
    assert queries.to_review(project, Filter.parse("file:courier.txt")).tolist() == [3, 1]


def test_an_event_has_its_parties_and_tellings(project):
    event = queries.get_event(project, 1)
    assert (event.actor, event.recipient, event.place, event.date_from) == ("Vladimir Putin", "Kim Jong Un", "Pyongyang", "2024-06-19")
    assert [queries.get_event(project, 1)] == queries.get_events(project, [99, 1])
    assert [telling.trigger_text for telling in queries.list_tellings(project, event_id=1)] == ["signed"]


def test_a_rejected_telling_stands_for_itself(project):
    reject(project, TellingRow, 1)
    assert queries.event_ids(project).tolist() == [2]
    assert [telling.event_id for telling in queries.list_tellings(project, rejected=True)] == [1, 2]
    assert queries.event_ids(project, Filter.parse("status:rejected file:courier.txt actor:putin")).tolist() == [1]
    assert queries.event_ids(project, Filter.parse("status:rejected speaker:putin")).tolist() == []
    [event] = queries.get_events(project, [1])
    assert (event.status, event.actor, event.date_from, event.place) == ("rejected", "Vladimir Putin", "2024-06-19", "Pyongyang")
    assert [event.id for event in queries.list_events(project, rejected=True)] == [2, 1]


def test_an_entity_stands_for_its_spellings(project):
    putin = queries.get_entity(project, 8)
    assert (putin.id, putin.name, putin.members, putin.aliases) == (1, "Vladimir Putin", (1, 8), ("Putin",))
    assert (putin.mentions, putin.articles, putin.outlets) == (3, 2, 2)
    assert [mention.text for mention in queries.list_mentions(project, entity_id=1)] == ["Vladimir Putin", "Putin", "Putin"]


def test_entities_without_use_are_not_listed(project):
    with project.edit("Reject") as session:
        for number in (4, 6):  # Kim Jong Un is named by the telling, Yonhap by a claim
            session.get(MentionRow, number).status = "rejected"
    names = [entity.name for entity in queries.list_entities(project)]
    assert {"Kim Jong Un", "Yonhap", "North Korean foreign ministry"} <= set(names)
    assert names == sorted(names, key=str.casefold)


def test_dates_say_why_they_were_read_so(project):
    [wednesday] = [mention for mention in queries.list_mentions(project, 1) if mention.text == "Wednesday"]
    assert (wednesday.value, wednesday.reason) == ("2024-06-19", "Wednesday: 2024-06-19, counted from Wednesday 19 June")


def quoted(project, found):
    return [(one.id, one.field, project.text(one.document_id)[one.start:one.end]) for one in found]


def test_every_cell_has_its_words(project):
    assert quoted(project, queries.list_evidence(project, "claim", 1)) == [
        (1, "content", "We will help each other against aggression"), (1, "content", "if either is attacked"), (1, "cue", "told"),
        (1, "said", "Wednesday"), (1, "speaker", "Mr Putin")]
    fields = {(one.kind, one.field) for one in queries.list_evidence(project)}
    assert {("article", "headline"), ("claim", "via"), ("telling", "trigger"), ("event", "place"), ("event", "date")} <= fields


def test_rejected_rows_have_no_evidence_in_the_list_of_all(project):
    reject(project, ClaimRow, 1)
    assert 1 not in {one.id for one in queries.list_evidence(project, "claim")}


@pytest.mark.parametrize(("selection", "expected"), [
    (Selection("claim", (1,)), ["We will help each other against aggression", "if either is attacked"]),
    (Selection("claim", (1,), "said_from"), ["Wednesday"]),
    (Selection("claim", (1,), "speaker"), ["Mr Putin"]),
    (Selection("claim", (2, 1), "cue"), ["warned", "told"]),
    (Selection("event", (2,)), ["Putin signed the treaty on 18 June in Pyongyang"]),
    (Selection("event", (2,), "date"), ["18 June"]),
    (Selection("event", (2,), "recipient"), ["Putin signed the treaty on 18 June in Pyongyang"]),
    (Selection("telling", (1,), "actor"), ["Vladimir Putin"]),
    (Selection("entity", (1,)), ["Vladimir Putin", "Putin", "Putin"]),
    (Selection("mention", (3,)), ["Kim Jong Un"]),
    (Selection("article", (2,)), [SECOND]),
    (Selection("link", (99,)), []), (Selection("outlet", (1,)), []), (Selection(), [])])
def test_a_selection_shows_its_words(project, selection, expected):
    assert [found[2] for found in quoted(project, queries.words_of(project, selection))] == expected


def test_a_link_and_an_annotation_show_what_they_are_about(project):
    link = links.add(project, "claim", 3, "telling", 2, relation="contradicts")
    note = annotations.add(project, Annotation(AnnotationId(0), "note", claim_id=ClaimId(6)))
    highlight = annotations.add(project, Annotation(AnnotationId(0), "highlight", document_id=DocumentId(1), start=0, end=4))

    def shown(kind, number):
        return [found[2] for found in quoted(project, queries.words_of(project, Selection(kind, (number,))))]
    assert [words.split()[0] for words in shown("link", link)] == ["Vladimir", "Putin"]
    assert shown("annotation", note) == ["it will be a mistake to arm Ukraine"]
    assert shown("annotation", highlight) == ["Home"]


def test_the_corpus_has_the_entities_of_documents(project):
    corpus = queries.corpus(project)
    he = next(claim for claim in corpus.claims if claim.id == 6)
    assert he.speakers[0].entity_id == 8
    assert len(corpus.entities) == 13
    assert {claim.event_id for claim in corpus.claims} == {None}


def test_an_outlet_is_the_organisation_of_its_name(tmp_path):
    project = small_project(tmp_path)
    extraction = first_extraction()
    project.load(replace(extraction, articles=(replace(extraction.articles[0], outlet="YONHAP"),)))
    assert queries.corpus(project).outlet_entities == ((3, 5),)
    project.close()


def test_the_lists_that_complete(project):
    assert queries.speakers(project) == ["North Korean foreign ministry", "South Korea", "Vladimir Putin"]
    assert "Pyongyang" in queries.names(project)
    with project.edit("Tag") as session:
        session.get(ClaimRow, 1).tags = "check; Arms"
    assert queries.tags(project) == ["Arms", "check"]


def test_everything_reads_back_at_its_offsets(project):
    for mention in queries.list_mentions(project):
        text = {1: FIRST, 2: SECOND}[mention.document_id]
        assert text[mention.start:mention.end] == mention.text
    assert words(SECOND, "🇰🇵") == (193, 195)


def test_the_names_of_entities_are_those_that_they_are_shown_by(project):
    entities = {int(entity.id): entity.name for entity in queries.list_entities(project)}
    assert queries.names_of(project, entities) == entities


def test_the_events_of_tellings_are_those_that_they_carry(project):
    tellings = {int(telling.id): telling.event_id for telling in queries.list_tellings(project)}
    assert queries.events_of(project, [*tellings, 99]) == tellings


def test_the_ids_of_entities_are_those_that_are_listed(project):
    entities.add(project, "Nobody names them", "ORG")
    entities.merge(project, [1, 2])
    mention = queries.list_mentions(project, 1)[0]
    entities.remove_mention(project, mention.id, everywhere=True)
    listed = queries.list_entities(project)
    assert queries.entity_ids(project) == tuple(one.id for one in sorted(listed, key=lambda one: (-one.mentions, one.name.casefold(), one.id)))
