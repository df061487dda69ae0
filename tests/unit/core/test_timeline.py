from __future__ import annotations

import numpy as np
import pytest

from workbench.core import timeline
from workbench.core.records import ACTIONS, MODALITIES, SPEECH_ACTS
from workbench.core.timeline import Claims, Events

NAN = float("nan")
DEFAULTS = {"article_id": 1, "speaker": 1, "outlet": 1, "act": 0, "group": 0, "event": 0, "confidence": 0.9, "reported_from": 100.5,
            "reported_to": 100.5, "said_from": NAN, "said_to": NAN, "happened_from": NAN, "happened_to": NAN}


def claims(*rows: dict) -> Claims:
    full = [{"id": number, **DEFAULTS, **row} for number, row in enumerate(rows, 1)]
    whole = {name: np.array([row[name] for row in full]) for name in Claims.__slots__}
    return Claims(**whole)


def events(*rows: dict) -> Events:
    common = {"action": 0, "modality": 0, "stories": 1, "confidence": 0.9, "reported_from": 100.5, "reported_to": 100.5, "happened_from": 99.0,
              "happened_to": 100.0}
    full = [{"id": number, **common, **row} for number, row in enumerate(rows, 1)]
    return Events(**{name: np.array([row[name] for row in full], dtype=float if "_" in name or name == "confidence" else int)
                     for name in Events.__slots__})


def lay_out(some: Claims, told: Events | None = None, *more, **how) -> timeline.Layout:
    return timeline.lay_out(some, told or events(), *more, **how)


def test_a_group_in_a_lane_is_one_mark_at_its_earliest_telling():
    layout = lay_out(claims({"group": 1, "reported_from": 102.0, "reported_to": 102.0}, {"group": 1, "article_id": 2}, {}))
    assert layout.marks.id.tolist() == [2, 3]
    assert layout.marks.left.tolist() == [100.5, 100.5]
    assert layout.marks.articles.tolist() == [2, 1]
    assert layout.members(0) == (2, 1)


def test_two_claims_of_one_group_in_one_article_count_it_once():
    layout = lay_out(claims({"group": 1}, {"group": 1}))
    assert layout.marks.articles.tolist() == [1]


def test_one_group_in_two_lanes_is_two_marks():
    layout = lay_out(claims({"group": 1, "outlet": 1}, {"group": 1, "outlet": 2}), lane="outlet")
    assert len(layout.marks) == 2


def test_lanes_with_more_marks_come_first_and_the_nameless_last():
    layout = lay_out(claims({"speaker": 0}, {"speaker": 0}, {"speaker": 0}, {"speaker": 7}, {"speaker": 9}, {"speaker": 9}))
    assert [lane.key for lane in layout.lanes] == ["speaker:9", "speaker:7", "speaker:0"]
    assert [lane.marks for lane in layout.lanes] == [2, 1, 3]


def test_lanes_by_speech_act_are_keyed_and_named_by_its_word():
    layout = lay_out(claims({"act": SPEECH_ACTS.index("deny")}), lane="act")
    assert [(lane.key, lane.name) for lane in layout.lanes] == [("act:deny", "Deny")]


def test_lanes_by_action_show_events_and_the_claims_that_report_them():
    layout = lay_out(claims({"event": 1}, {}), events({"action": ACTIONS.index("AID")}), lane="action")
    assert [lane.key for lane in layout.lanes] == ["action:AID", "action:"]
    assert [lane.marks for lane in layout.lanes] == [2, 1]
    assert layout.marks.kind[layout.marks.lane == 0].tolist() == [timeline.CLAIM, timeline.EVENT]


def test_a_name_is_asked_for_each_lane():
    layout = lay_out(claims({"speaker": 4}), names=lambda lane, key: f"{lane} number {key}")
    assert layout.lanes[0].name == "speaker number 4"


def test_what_nobody_dated_stands_at_publication_and_is_open_to_the_left():
    layout = lay_out(claims({}, {"said_from": 99.0, "said_to": 100.0}))
    assert dict(zip(layout.marks.id.tolist(), layout.marks.open.tolist(), strict=True)) == {1: True, 2: False}
    assert layout.marks.left[layout.marks.id == 2] == 99.0


def test_a_day_without_a_clock_is_as_wide_as_the_day():
    marks = lay_out(claims({"reported_from": 100.0, "reported_to": 101.0}), clock="reported").marks
    assert (marks.left[0], marks.right[0], marks.middle[0]) == (100.0, 101.0, 100.5)


def test_what_has_no_place_on_the_clock_is_counted_not_drawn():
    layout = lay_out(claims({}, {"happened_from": 50.0, "happened_to": 51.0}), clock="happened")
    assert layout.marks.id.tolist() == [2]
    assert layout.undated_records() == ([1], [])


def test_what_has_no_place_among_events_is_known_too():
    layout = lay_out(claims({}), events({"happened_from": NAN, "happened_to": NAN}), lane="action", clock="happened")
    assert layout.undated == 2
    assert layout.undated_records() == ([1], [1])


def test_only_one_known_end_is_where_it_is_drawn():
    marks = lay_out(claims({"happened_to": 51.0}), clock="happened").marks
    assert (marks.left[0], marks.right[0]) == (51.0, 51.0)


def test_both_clocks_keep_when_it_happened_beside_when_it_was_reported():
    marks = lay_out(claims({"happened_from": 50.0, "happened_to": 51.0}, {}), clock="both").marks
    assert marks.left.tolist() == [100.5, 100.5]
    np.testing.assert_array_equal(marks.then_left, [50.0, NAN])


def test_a_denied_event_or_claim_makes_a_hollow_mark():
    denied = {"modality": MODALITIES.index("denied")}
    layout = lay_out(claims({"event": 1}, {}, {}), events(denied), (), [3])
    assert layout.marks.denied.tolist() == [True, False, True]


def test_disputes_join_the_marks_of_their_ends_once():
    one, two, three, nobody = (("claim", number) for number in (1, 2, 3, 99))
    layout = lay_out(claims({"group": 1}, {"group": 1}, {}), None, [(one, three, 7), (three, one, 8), (one, two, 9), (one, nobody, 10)])
    assert layout.arcs.tolist() == [[0, 1]]
    assert layout.arc_links == ((7, 8),)
    assert layout.arcs_of([8]) == [0]
    assert layout.arcs_of([9]) == []


def test_marks_are_found_by_claim_and_by_the_event_that_claims_report():
    layout = lay_out(claims({"event": 5}, {}, {"event": 5}))
    assert layout.marks_of("claim", [2]).tolist() == [1]
    assert layout.marks_of("event", [5]).tolist() == [0, 2]
    assert layout.marks_of("entity", [1]).tolist() == []


def test_folding_keeps_every_mark_and_the_lane_that_it_was_in():
    layout = lay_out(claims(*({"speaker": speaker} for speaker in (1, 1, 1, 2, 2, 3, 4))))
    folded = timeline.fold(layout, 3)
    assert [lane.name for lane in folded.lanes][-1] == "+ 2 more"
    assert folded.lanes[-1].folded == ("speaker:3", "speaker:4")
    assert folded.marks.lane.tolist() == [0, 0, 0, 1, 1, 2, 2]
    assert folded.row("speaker:4") == 2
    assert timeline.fold(layout, 4) is layout


def test_within_finds_bars_that_only_touch_the_stretch():
    layout = lay_out(claims({"reported_from": 100.0, "reported_to": 101.0}, {"reported_from": 105.0, "reported_to": 105.0}), clock="reported")
    assert layout.within(100.9, 103.0).tolist() == [0]


def test_the_view_leaves_out_what_lies_decades_away():
    near = [{"reported_from": 19_890 + n / 10, "reported_to": 19_890 + n / 10} for n in range(40)]
    layout = lay_out(claims({"reported_from": -7000.0, "reported_to": -6999.0}, *near), clock="reported")
    assert 19_880 < layout.view[0] < 19_890
    assert 19_893 < layout.view[1] < 19_900


def test_nothing_lays_out_to_nothing():
    layout = lay_out(claims())
    assert (len(layout.marks), layout.lanes, layout.undated) == (0, (), 0)


def test_stacked_marks_do_not_overlap_while_levels_last():
    lane, left, right = np.zeros(4, int), np.array([0.0, 0.5, 0.6, 3.0]), np.array([1.0, 1.5, 1.6, 4.0])
    assert timeline.stack(lane, left, right, 3).tolist() == [0, 1, 2, 0]


def test_densities_count_every_mark_in_view_in_its_lane():
    many = [{"speaker": 1 + n % 2, "reported_from": n / 10, "reported_to": n / 10} for n in range(100)]
    counts = timeline.density(lay_out(claims(*many), clock="reported"), 0.0, 5.0, 10)
    assert counts.shape == (2, 10)
    assert counts.sum() == 50
    assert counts.max() == 3


def test_columns_of_the_same_names_are_taken_by_id():
    some = Claims.of(claims({}, {"speaker": 8}, {}), np.array([2]))
    assert (some.id.tolist(), some.speaker.tolist()) == ([2], [8])


@pytest.mark.parametrize("clock", timeline.CLOCKS)
@pytest.mark.parametrize("lane", timeline.LANES)
def test_every_lane_and_clock_places_each_statement_once(lane, clock):
    some = claims(*({"speaker": n % 3, "act": n % 9, "outlet": n % 2, "event": n % 4, "happened_from": 90.0 + n, "happened_to": 91.0 + n}
                    for n in range(20)))
    layout = lay_out(some, events({}, {}, {}), lane=lane, clock=clock)
    assert sorted(layout.member_ids[layout.member_kinds == timeline.CLAIM].tolist()) == list(range(1, 21))
    assert sum(one.marks for one in layout.lanes) == len(layout.marks)
