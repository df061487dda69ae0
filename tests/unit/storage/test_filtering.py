"""Every key of a filter, for claims and for events."""
from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import small_project
from tests.unit.core.test_filters import TERMS, WORDS
from workbench.core.filters import Filter
from workbench.services import claims, documents, events, outlets
from workbench.storage import queries


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = small_project(tmp_path_factory.mktemp("filtering"), documents.compare)
    claims.set_field(project, 1, "tags", "check, Arms race")
    claims.set_field(project, 2, "credibility", "2")
    claims.accept(project, 4)
    claims.reject(project, 6)
    events.set_field(project, 2, "tags", "date")
    outlets.set_reliability(project, 2, "B")
    yield project
    project.close()


CLAIMS = [
    ("", [3, 1, 2, 4, 5]), ("act:warn,deny", [2, 4]), ("-act:warn,deny", [3, 1, 5]), ("speaker:putin", [1]), ('speaker:"south korea"', [2, 5]),
    ("speaker:seoul", [2, 5]), ("speaker:n1", [1]), ('speaker:""', [3]), ('-speaker:""', [1, 2, 4, 5]), ("speaker:nobody", []), ("via:yonhap", [2]),
    ('via:""', [3, 1, 4, 5]), ('outlet:"WORLD  wire"', [4, 5]), ("outlet:courier", []), ("date:2024-06-19", [3, 1, 2]), ("date:2024-06-20..", [4, 5]),
    ("said:2024-06", [1, 4]), ("said:..2024-06-19", [1]), ("reported:2024-06-19", [3, 1, 2]), ("happened:2024-06-18", [5]), ("happened:2024", [3, 5]),
    ("entity:ukraine", [2]), ("entity:pyongyang", [3]), ("entity:yonhap", [2]), ("action:AGREE", [3, 5]), ("-action:AGREE", [1, 2, 4]),
    ("actor:putin", [3, 5]), ('recipient:"kim jong un"', [3]), ("place:pyongyang", [3, 5]), ("modality:happened", [3, 5]),
    ("standing:single-source", [3, 5]), ("status:accepted", [4]), ("status:rejected", [6]), ("-status:accepted", [3, 1, 2, 5]), ("tag:CHECK", [1]),
    ('tag:"arms race"', [1]), ("tag:arms", []), ('tag:""', [3, 2, 4, 5]), ("reliability:B", [4, 5]),
    ('reliability:""', [3, 1, 2]), ("credibility:2", [2]),
    ("quote:direct", [1]), ("kind:article", [3, 1, 2, 4, 5]), ("kind:teaser", []), ("origin:analyst", []), ("file:Courier.TXT", [3, 1, 2]),
    ("article:a2", [4, 5]), ("claim:c1,c2", [1, 2]), ("event:e2", [5]), ("group:g1", []), ("treaty", [3, 4, 5]), ("treat", [3, 4, 5]),
    ('"the treaty"', [4, 5]), ('"treaty the"', []), ("treaty attack", [4]), ("text:attack,weapons", [1, 2, 4]), ("-treaty", [1, 2]),
    ("act:state speaker:seoul treaty", [5])]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims_that_pass(project, text, expected):
    assert sorted(queries.claim_ids(project, Filter.parse(text)).tolist()) == sorted(expected)


EVENTS = [
    ("", [1, 2]), ("action:AGREE", [1, 2]), ("action:AID", []), ("actor:putin", [1, 2]), ('recipient:"Kim Jong Un"', [1]), ('recipient:""', [2]),
    ("place:PYONGYANG", [1, 2]), ("date:2024-06-18", [2]), ("happened:2024-06-19..", [1]), ("tag:date", [2]), ("entity:kim", []),
    ('entity:"kim jong un"', [1]), ("entity:pyongyang", [1, 2]), ("modality:denied", []), ("status:suggested", [1]), ("origin:machine", [1, 2]),
    ("event:1", [1]), ("signed", [1, 2]), ("Kim", [1]), ("speaker:seoul", [2]), ("-speaker:seoul", [1]), ("act:state", [1, 2]), ("act:deny", []),
    ("speaker:seoul quote:unmarked", []), ("outlet:\"world wire\"", [2]),
    ("-outlet:\"world wire\"", [1]), ("reported:2024-06-19", [1]),
    ("reliability:B", [2]), ("file:wire.txt act:state", [2]), ("file:courier.txt speaker:seoul", []),
    ("article:1", [1]), ("standing:single-source", [1, 2])]


@pytest.mark.parametrize(("text", "expected"), EVENTS)
def test_events_that_pass(project, text, expected):
    assert sorted(queries.event_ids(project, Filter.parse(text)).tolist()) == expected


def test_one_and_the_same_claim_must_pass_all_claim_keys(project):
    claims.set_event(project, 1, 2)  # Putin promises: the event now has a claim of him and one of Seoul
    assert queries.event_ids(project, Filter.parse("speaker:putin act:promise")).tolist() == [2]
    assert queries.event_ids(project, Filter.parse("speaker:seoul act:promise")).tolist() == []
    project.undo()


def test_an_event_without_claims_passes_what_only_excludes(project):
    claims.reject(project, 3)
    assert sorted(queries.event_ids(project, Filter.parse("-act:deny")).tolist()) == [1, 2]
    assert sorted(queries.event_ids(project, Filter.parse("outlet:\"Daily Courier\"")).tolist()) == [1]
    project.undo()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.builds(Filter, st.lists(TERMS, max_size=3).map(tuple), st.lists(WORDS, max_size=2).map(tuple)))
def test_no_filter_breaks_the_query(project, some):
    claimed, told = queries.claim_ids(project, some), queries.event_ids(project, some)
    assert set(claimed.tolist()) <= {1, 2, 3, 4, 5, 6}
    assert set(told.tolist()) <= {1, 2}
