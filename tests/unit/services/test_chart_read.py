from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench.core.filters import Filter
from workbench.core.records import SPEECH_ACTS, Annotation, AnnotationId
from workbench.core.selection import Selection
from workbench.core.timeline import CLOCKS, LANES
from workbench.services import annotations, documents, links, timeline
from workbench.storage import queries

NEW = AnnotationId(0)


@pytest.fixture
def project(tmp_path):
    project = documents.open_project(small_project(tmp_path, documents.compare))
    yield project
    project.close()


def lanes(chart) -> dict[str, int]:
    return {lane.name: lane.marks for lane in chart.layout.lanes}


def test_lanes_bear_the_names_of_speakers_and_outlets(project):
    assert "Vladimir Putin" in lanes(timeline.read(project))
    assert lanes(timeline.read(project, lane="outlet")) == {"Daily Courier": 3, "World Wire": 3}


def test_a_claim_without_a_speaker_stands_in_a_lane_that_says_so(project):
    assert "nobody named" in lanes(timeline.read(project))


@pytest.mark.parametrize("lane", LANES)
@pytest.mark.parametrize("clock", CLOCKS)
def test_what_is_drawn_and_what_has_no_date_are_all_there_is(project, lane, clock):
    chart = timeline.read(project, lane=lane, clock=clock)
    events = len(queries.list_events(project)) if lane == "action" else 0
    assert len(chart.layout.member_ids) + chart.layout.undated == len(queries.claim_ids(project)) + events


def test_the_filter_is_that_of_the_tables(project):
    only = Filter.parse("act:warn")
    chart = timeline.read(project, only)
    assert sorted(chart.layout.member_ids.tolist()) == sorted(queries.claim_ids(project, only).tolist())
    assert {SPEECH_ACTS[act] for act in chart.acts} == {"state", "deny", "warn", "promise"}, "the legend still offers the others"


def test_a_selection_of_an_article_or_outlet_is_the_marks_of_its_claims(project):
    chart = timeline.read(project)
    article = queries.list_articles(project)[0]
    expected = chart.layout.marks_of("claim", [claim.id for claim in queries.list_claims(project) if claim.article_id == article.id]).tolist()
    assert chart.marks_of(Selection("article", (article.id,))) == expected
    assert chart.marks_of(Selection("outlet", (article.outlet_id,))) == expected


def test_a_dispute_that_was_ruled_to_be_an_update_is_none(project):
    before = timeline.read(project).layout
    a, b = (int(number) for number in before.marks.id[:2])
    link = links.add(project, "claim", a, "claim", b, relation="denies")
    disputed = timeline.read(project).layout
    assert len(disputed.arcs) == len(before.arcs) + 1
    assert timeline.read(project).marks_of(Selection("link", (link,))) == sorted(disputed.marks_of("claim", [a, b]))
    assert disputed.marks.denied[disputed.marks_of("claim", [b])].all()
    links.rule(project, [link], "update")
    assert len(timeline.read(project).layout.arcs) == len(before.arcs)


def test_highlights_of_texts_are_not_on_the_chart(project):
    document = queries.list_documents(project)[0].id
    annotations.add(project, Annotation(NEW, "highlight", text="x", document_id=document, start=0, end=4))
    note = annotations.add(project, Annotation(NEW, "note", "2024-06-19", text="kept"))
    assert [one.id for one in timeline.drawn(project)] == [note]
