"""The arrays that tables sort and the chart draws."""
from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.builders import small_project
from workbench.core.records import ACTIONS, QUOTES, SPEECH_ACTS, STATUSES
from workbench.services import claims, documents
from workbench.storage.columns import claim_columns, event_columns, ranked, ranks
from workbench.storage.project import Project
from workbench.storage.schema import SettingRow

DAY = (date(2024, 6, 19) - date(1970, 1, 1)).days


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path, documents.compare)
    yield project
    project.close()


def test_claims_as_numbers(project):
    columns = claim_columns(project)
    assert columns.id.tolist() == [1, 2, 3, 4, 5, 6]
    assert columns.speaker.tolist() == [1, 4, 0, 12, 4, 1]
    assert columns.outlet.tolist() == [1, 1, 1, 2, 2, 2]
    assert [SPEECH_ACTS[act] for act in columns.act] == ["promise", "warn", "state", "deny", "state", "warn"]
    assert [QUOTES[quote] for quote in columns.quote[:3]] == ["direct", "indirect", "unmarked"]
    assert columns.event.tolist() == [0, 0, 1, 0, 2, 0]
    assert columns.standing.tolist() == [-1, -1, 0, -1, 0, -1]
    assert len(columns) == 6


def test_times_are_days_and_nan_where_nothing_is_known(project):
    columns = claim_columns(project)
    assert (columns.reported_from[0], columns.reported_to[0]) == (DAY + 10.5 / 24, DAY + 10.5 / 24)
    assert (columns.reported_from[3], columns.reported_to[3]) == (DAY + 1, DAY + 2)
    assert (columns.said_from[0], columns.said_to[0]) == (DAY, DAY + 1)
    assert np.isnan(columns.said_from[1])
    assert columns.happened_from[4] == DAY - 1
    assert np.isnan(columns.happened_to[0])


def test_the_projects_zone_orders_clocks_without_one(project):
    with project.edit("Zone") as session:
        session.add(SettingRow(name="zone", value="Asia/Seoul"))
    assert claim_columns(project).reported_from[0] == DAY + 1.5 / 24


def test_rejected_claims_when_asked_for(project):
    claims.reject(project, 2)
    assert 2 not in claim_columns(project).id
    columns = claim_columns(project, rejected=True)
    assert STATUSES[columns.status[1]] == "rejected"


def test_events_as_numbers(project):
    columns = event_columns(project)
    assert columns.id.tolist() == [1, 2]
    assert columns.actor.tolist() == [1, 1]
    assert [ACTIONS[action] for action in columns.action] == ["AGREE", "AGREE"]
    assert columns.happened_from.tolist() == [DAY, DAY - 1]
    assert columns.document_id.tolist() == [1, 2]
    assert columns.claims.tolist() == [1, 1]


def test_an_empty_project_has_empty_columns(tmp_path):
    project = Project.create(tmp_path / "empty.workbench")
    assert len(claim_columns(project)) == len(event_columns(project)) == 0
    assert ranks(project, "claim", "speaker").tolist() == []
    project.close()


@pytest.mark.parametrize(("column", "expected"), [
    ("speaker", [2, 1, -1, 0, 1, 2]), ("outlet", [0, 0, 0, 1, 1, 1]), ("cue", [3, 4, -1, 1, 0, 2]), ("content", [5, 0, 4, 3, 2, 1]),
    ("via", [-1, 0, -1, -1, -1, -1]), ("quote", [0, 1, 2, 1, 1, 1]), ("standing", [-1, -1, 0, -1, 0, -1]), ("published_at", [0, 0, 0, 1, 1, 1]),
    ("file", [0, 0, 0, 1, 1, 1]), ("speech_act", [1, 3, 2, 0, 2, 3])])
def test_ranks_sort_words_and_say_none(project, column, expected):
    assert ranks(project, "claim", column).tolist() == expected


@pytest.mark.parametrize(("column", "expected"), [("actor", [0, 0]), ("recipient", [0, -1]), ("summary", [1, 0]), ("place", [0, 0]),
                                                  ("action", [0, 0])])
def test_ranks_of_events(project, column, expected):
    assert ranks(project, "event", column).tolist() == expected


def test_ranks_fold_case_and_follow_a_list():
    assert ranked(["b", "A", "", "a"]).tolist() == [1, 0, -1, 0]
    assert ranked(["disputed", "", "single-source"], ("single-source", "disputed")).tolist() == [1, -1, 0]


@pytest.mark.parametrize("kind", ["claim", "event"])
def test_an_unknown_column_is_a_mistake_of_ours(project, kind):
    with pytest.raises(ValueError, match="no column of words"):
        ranks(project, kind, "colour")


def test_the_arrays_are_read_once_for_each_edition_and_belong_to_nobody(project):
    columns = claim_columns(project)
    assert claim_columns(project) is columns
    with pytest.raises(ValueError, match="read-only"):
        columns.act[0] = 0
    claims.set_field(project, 1, "speech_act", "deny")
    assert claim_columns(project) is not columns
    assert SPEECH_ACTS[claim_columns(project).act[0]] == "deny"
    project.undo()
    assert SPEECH_ACTS[claim_columns(project).act[0]] == "promise"
