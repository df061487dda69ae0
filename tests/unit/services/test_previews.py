"""What merging would make is what merging makes."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import small_project
from workbench.services import claims, documents, entities, events, previews
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def settled(event):
    """Who disputes and who reports it is seen only among all documents; where a party is named is the tellings'."""
    parties = {role: tuple(replace(party, span=None) for party in getattr(event, role)) for role in ("actors", "recipients")}
    return replace(event, standing="", claims=0, **parties)


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_event_that_a_merge_makes_is_seen_before(project, order):
    events.set_field(project, 1, "summary", "They signed")
    events.set_field(project, 2, "summary", "A treaty was signed")
    seen = previews.told_by(project, (1, 2), order)
    events.merge(project, order)
    assert settled(queries.get_event(project, 1)) == settled(seen)
    assert seen.summary == ("They signed" if order[0] == 1 else "A treaty was signed")


def test_cells_that_are_chosen_hold_whatever_the_tellings_say(project):
    one = events.merge(project, (1, 2), {"date": "2024-06-18", "action": "CONSULT"})
    event = queries.get_event(project, one)
    assert (event.date_from, event.action) == ("2024-06-18", "CONSULT")
    assert len(project.steps()) == 1


def test_the_parts_of_a_split_are_seen_before(project):
    events.merge(project, (1, 2))
    seen = [previews.told_by(project, part) for part in (1, 2)]
    events.split(project, 1, [2])
    assert [settled(queries.get_event(project, number)) for number in (1, 2)] == [settled(one) for one in seen]


def test_a_merged_entity_is_called_and_is_what_was_chosen(project):
    kim = next(entity.id for entity in queries.list_entities(project) if entity.name == "Kim Jong Un")
    one = entities.merge(project, [1, kim], name="The two leaders", type="ORG", country="kor")
    entity = queries.get_entity(project, one)
    assert (entity.name, entity.type, entity.country) == ("The two leaders", "ORG", "KOR")
    assert {mention.type for mention in queries.list_mentions(project, entity_id=one)} == {"ORG"}
    project.undo()
    assert queries.get_entity(project, kim).name == "Kim Jong Un"


def test_a_group_takes_all_in_that_are_the_same_already(project):
    claims.group(project, [1, 2])
    seen = previews.one_statement(project, [2, 4])
    claims.group(project, [2, 4])
    assert seen.claims == (1, 2, 4)
    assert {claim.id for claim in queries.group_members(project, 1)} == set(seen.claims)
    assert (seen.stories, seen.outlets) == (2, 2)
