from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.core import spans

some_spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers()), max_size=12)


def test_the_hull_of_a_claims_parts_holds_the_attribution_between_them():
    assert spans.hull([(40, 52), (3, 20)]) == (3, 52)


def test_nested_names_become_segments_with_the_inner_one_last():
    segments = spans.flatten([(0, 24, "ORG"), (0, 5, "GPE")])
    assert segments == [(0, 5, ("ORG", "GPE")), (5, 24, ("ORG",))]


def test_gaps_and_empty_spans_give_no_segment():
    assert spans.flatten([(5, 5, "a"), (1, 2, "b"), (4, 6, "c")]) == [(1, 2, ("b",)), (4, 6, ("c",))]


@given(some_spans)
def test_segments_say_of_every_place_exactly_what_holds_it(some):
    segments = spans.flatten(some)
    assert all(a[1] <= b[0] for a, b in pairwise(segments))
    for place in range(31):
        here = sorted(value for start, end, value in some if start <= place < end)
        found = [sorted(values) for start, end, values in segments if start <= place < end]
        assert found == ([here] if here else [])


def test_many_nested_spans_take_no_quadratic_time():
    many = [(i, i + 12, i) for i in range(20_000)]
    assert len(spans.flatten(many)) == 20_011
