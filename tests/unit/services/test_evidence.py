"""The words behind cells: pointed elsewhere, widened, interrupted, given up."""
from __future__ import annotations

import pytest

from tests.builders import FIRST, small_project, words
from workbench.core.errors import WorkbenchError
from workbench.services import articles, claims, documents, entities, evidence
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def cells(project, kind, number):
    return {one.field for one in queries.get_evidence(project, kind, [number])}


def test_a_speaker_that_is_inferred_is_still_the_speaker(project):
    evidence.infer(project, "claim", 1, "speaker")
    claim = queries.get_claim(project, 1)
    assert (claim.speaker, claim.status) == ("Vladimir Putin", "edited")
    assert "speaker" not in cells(project, "claim", 1)
    project.undo()
    assert "speaker" in cells(project, "claim", 1)


def test_a_date_that_is_inferred_keeps_its_value(project):
    evidence.infer(project, "claim", 1, "said")
    assert queries.get_claim(project, 1).said_from == "2024-06-19"
    assert "said" not in cells(project, "claim", 1)


@pytest.mark.parametrize("field", ["actor", "recipient", "date", "place"])
def test_any_cell_of_an_event_can_be_an_inference(project, field):
    before = queries.get_event(project, 1)
    evidence.infer(project, "event", 1, field)
    after = queries.get_event(project, 1)
    assert (before.actor, before.recipient, before.date_from, before.place) == (after.actor, after.recipient, after.date_from, after.place)
    assert field not in cells(project, "event", 1)


def test_what_has_no_words_cannot_be_inferred_nor_pointed(project):
    with pytest.raises(WorkbenchError, match="speaker, via, cue, said, about"):
        evidence.infer(project, "claim", 1, "content")
    with pytest.raises(WorkbenchError, match="No words stand behind"):
        evidence.point(project, "claim", 1, "tags", [(0, 4)], 1)


def test_an_inference_twice_is_no_second_step(project):
    evidence.infer(project, "claim", 1, "said")
    evidence.infer(project, "claim", 1, "said")
    assert len(project.steps()) == 1


def test_an_outlet_is_read_from_other_words(project):
    evidence.point(project, "article", 1, "outlet", [words(FIRST, "Yonhap")], 1)
    article = queries.get_article(project, 1)
    assert article.outlet == "Yonhap"
    found = [one for one in queries.get_evidence(project, "article", [1]) if one.field == "outlet"]
    assert [FIRST[one.start:one.end] for one in found] == ["Yonhap"]


def test_a_date_of_a_story_is_read_from_its_words_or_refused(project):
    evidence.point(project, "article", 1, "published_at", [words(FIRST, "19 June", 1)], 1)
    assert queries.get_article(project, 1).published_at.startswith("2024-06-19")
    articles.set_field(project, 1, "published_at", "")
    with pytest.raises(WorkbenchError):
        evidence.point(project, "article", 1, "published_at", [words(FIRST, "treaty")], 1)


def test_the_story_of_a_claim_has_the_words_of_its_outlet(project):
    from workbench.core.selection import Selection
    found = queries.words_of(project, Selection("claim", (1,), "outlet"))
    assert [FIRST[one.start:one.end] for one in found] == ["Daily Courier"]


def test_a_statement_is_interrupted_and_made_whole_again(project):
    whole = queries.get_claim(project, 2).text
    claims.take_words(project, 2, words(FIRST, "send weapons"))
    assert queries.get_claim(project, 2).text == "it may … to Ukraine"
    claims.add_words(project, 2, words(FIRST, " send weapons "))
    assert queries.get_claim(project, 2).parts == (words(FIRST, "it may"), words(FIRST, "send weapons"), words(FIRST, "to Ukraine"))
    claims.add_words(project, 2, words(FIRST, "it may send weapons to Ukraine"))
    assert queries.get_claim(project, 2).text == whole


def test_the_last_words_of_a_statement_stay(project):
    with pytest.raises(WorkbenchError, match="must have words"):
        claims.take_words(project, 2, words(FIRST, "it may send weapons to Ukraine"))


def test_a_name_is_made_longer_and_still_names_the_same(project):
    found = next(one for one in queries.list_mentions(project, 1) if one.text == "Putin")
    entities.set_mention_words(project, found.id, words(FIRST, "Mr Putin"))
    longer = queries.get_mentions(project, [found.id])[0]
    assert (longer.text, longer.entity_id, longer.status) == ("Mr Putin", found.entity_id, "edited")


def test_a_date_that_is_made_longer_is_read_anew(project):
    found = next(one for one in queries.list_mentions(project, 1) if one.text == "Wednesday 19 June")
    entities.set_mention_words(project, found.id, words(FIRST, "19 June", 1))
    assert queries.get_mentions(project, [found.id])[0].value == "2024-06-19"


def test_two_mentions_of_a_kind_never_share_all_their_words(project):
    one, other = (mention for mention in queries.list_mentions(project, 1) if mention.entity == "Vladimir Putin")
    with pytest.raises(WorkbenchError, match="marked"):
        entities.set_mention_words(project, other.id, (one.start, one.end))
