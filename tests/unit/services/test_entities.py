"""The analyst's verbs on entities and mentions."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import SECOND, second_extraction, small_project, source, words
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.services import documents, entities
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def named(project, name):
    return next(entity for entity in queries.list_entities(project) if entity.name == name)


def mention(project, words, document=2):
    return next(one for one in queries.list_mentions(project, document) if one.text == words)


def test_entities_are_merged_and_split(project):
    kim = named(project, "Kim Jong Un").id
    entities.merge(project, [1, kim])
    assert queries.get_entity(project, kim).members == (1, 2, 8)
    entities.split(project, 1, [2])
    assert (queries.get_entity(project, 1).members, queries.get_entity(project, 2).members) == ((1, 8), (2,))
    assert [step.label for step in project.steps()] == ["Split entity", "Merge entities"]


def test_what_comparing_made_one_can_be_split(project):
    entities.split(project, 1, [8])
    assert queries.get_claim(project, 6).speaker == "Putin"
    entities.merge(project, [1, 8])
    assert queries.get_claim(project, 6).speaker == "Vladimir Putin"


@pytest.mark.parametrize("verb", [lambda project: entities.merge(project, [1]), lambda project: entities.split(project, 1, [1, 8]),
                                  lambda project: entities.split(project, 1, [2]), lambda project: entities.rename(project, 1, "  "),
                                  lambda project: entities.retype(project, 1, "PLANET"), lambda project: entities.set_country(project, 1, "Korea"),
                                  lambda project: entities.add(project, "", "ORG"), lambda project: entities.merge(project, [1, 99])])
def test_what_cannot_be_is_refused(project, verb):
    with pytest.raises(WorkbenchError):
        verb(project)
    assert project.undo_label is None


def test_a_new_name_is_shown_and_the_old_one_found(project):
    entities.rename(project, 8, "V. V. Putin")
    assert queries.get_claim(project, 6).speaker == "V. V. Putin"
    assert queries.get_entity(project, 1).aliases == ("Vladimir Putin", "Putin")


def test_a_new_name_outlives_another_reading(project):
    entities.rename(project, named(project, "North Korean foreign ministry").id, "MFA of the DPRK")
    documents.load(project, second_extraction(), 2)
    assert queries.get_claim(project, 4).speaker == "MFA of the DPRK"


def test_a_new_kind_goes_to_the_mentions(project):
    entities.retype(project, 1, "ORG")
    assert {one.type for one in queries.list_mentions(project, entity_id=1)} == {"ORG"}
    project.undo()
    assert queries.get_entity(project, 1).type == "PERSON"


def test_aliases_country_note_and_tags(project):
    entities.set_aliases(project, 1, "VVP; the president ;Putin")
    entities.set_country(project, [1], "rus")
    entities.set_note(project, 8, "president")
    entities.set_tags(project, [1], ["b", "a"])
    putin = queries.get_entity(project, 1)
    assert (set(putin.aliases), putin.country, putin.note, putin.tags) == ({"VVP", "the president", "Putin"}, "RUS", "president", "b; a")
    entities.set_note(project, 1, "")
    assert queries.get_entity(project, 8).note == ""


def test_an_entity_of_her_own(project):
    number = entities.add(project, " Wagner  Group", "ORG")
    assert named(project, "Wagner Group").id == number


def test_words_become_a_mention_of_who_they_name(project):
    number = entities.add_mention(project, 2, words(SECOND, "Seoul"), "GPE")
    [found] = queries.get_mentions(project, [number])
    assert (found.text, found.entity, found.origin, found.status) == ("Seoul", "South Korea", "analyst", "accepted")


def test_words_that_name_nobody_become_an_entity(project):
    number = entities.add_mention(project, 2, words(SECOND, "World Wire"), "ORG")
    assert queries.get_mentions(project, [number])[0].entity == "World Wire"
    assert named(project, "World Wire").mentions == 1


def test_a_date_gets_its_value(project):
    number = entities.add_mention(project, 2, words(SECOND, "20 June 2024"), "DATE")
    assert queries.get_mentions(project, [number])[0].value == "2024-06-20"
    entities.set_date(project, number, "21 June")
    assert queries.get_mentions(project, [number])[0].value == "2024-06-21"


def test_words_outside_all_stories_are_refused(project):
    with pytest.raises(WorkbenchError, match="in no story"):
        entities.add_mention(project, 1, (0, 4), "ORG")


def test_a_mention_is_removed_here(project):
    entities.remove_mention(project, mention(project, "North Korea").id)
    assert "North Korea" not in [one.text for one in queries.list_mentions(project, 2)]
    assert "North Korea" in [one.text for one in queries.list_mentions(project, 1)]


def test_a_wrong_hit_stays_removed_everywhere(project):
    assert entities.remove_mention(project, mention(project, "North Korea").id, everywhere=True) == 2
    read = second_extraction()
    again = replace(read, source=source(SECOND, "again.txt", Stated(outlet="Third")))
    documents.load(project, again)
    documents.load(project, read, 2)
    assert "North Korea" not in [one.text for one in queries.list_mentions(project)]
    assert queries.list_mentions(project, 3) != []


def test_what_was_wrong_everywhere_can_be_marked_again(project):
    entities.remove_mention(project, mention(project, "North Korea").id, everywhere=True)
    entities.add_mention(project, 2, words(SECOND, "North Korea"), "GPE")
    assert mention(project, "North Korea").entity == "North Korea"
    documents.load(project, second_extraction(), 2)
    assert mention(project, "North Korea").status == "accepted"


def test_a_mention_of_another_kind_is_another_entity(project):
    number = mention(project, "Ukraine").id
    entities.retype_mention(project, number, "ORG")
    [found] = queries.get_mentions(project, [number])
    assert (found.type, found.entity, found.status) == ("ORG", "Ukraine", "edited")
    assert found.entity_id != named(project, "South Korea").id
    entities.set_entity(project, number, "Kyiv")
    assert queries.get_mentions(project, [number])[0].entity == "Ukraine"
