from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.filters import CHOICES, DATES, IDS, KEYS, BadFilter, Filter, Term
from workbench.core.records import LETTERS

CONTRACT = ('act:deny,warn speaker:"Vladimir Putin" outlet:"UK One News" date:2024-06-17..2024-06-22 entity:NATO action:AID '
            "standing:disputed status:accepted tag:check missile")


def values_of(key: str) -> st.SearchStrategy[str]:
    if key in CHOICES:
        return st.sampled_from(CHOICES[key])
    if key in DATES:
        return st.sampled_from(["2024", "2024-06", "2024-06-19", "2024-06-17..2024-06-22", "..2024", "2024-06.."])
    if key in IDS:
        return st.integers(1, 10**9).map(lambda number: f"{LETTERS[key]}{number}")
    return st.text(max_size=12)


TERMS = st.sampled_from(sorted(KEYS)).flatmap(
    lambda key: st.builds(Term, st.just(key), st.lists(values_of(key), min_size=1, max_size=3).map(tuple), st.booleans()))
WORDS = st.text(min_size=1, max_size=12).filter(str.strip)


def test_the_example_of_the_contract_is_read() -> None:
    parsed = Filter.parse(CONTRACT)
    assert parsed.terms[0] == Term("act", ("deny", "warn"))
    assert parsed.terms[1].values == ("Vladimir Putin",)
    assert parsed.words == ("missile",)
    assert str(parsed) == CONTRACT


@given(st.builds(Filter, st.lists(TERMS, max_size=4).map(tuple), st.lists(WORDS, max_size=3).map(tuple)))
def test_the_text_form_reads_back_as_the_same_filter(some: Filter) -> None:
    assert Filter.parse(str(some)) == some


@given(st.text(max_size=60))
def test_any_text_is_a_filter_or_is_refused(text: str) -> None:
    try:
        parsed = Filter.parse(text)
    except BadFilter:
        return
    assert Filter.parse(str(parsed)) == parsed


def test_a_minus_excludes_keys_and_words() -> None:
    parsed = Filter.parse('-act:deny -missile -"long range"')
    assert parsed.terms == (Term("act", ("deny",), True), Term("text", ("missile",), True), Term("text", ("long range",), True))


def test_values_take_the_spelling_of_the_lists() -> None:
    assert Filter.parse("action:aid ACT:Deny article:A3 claim:7") == Filter.parse("action:AID act:deny article:a3 claim:c7")


@pytest.mark.parametrize(("text", "part"), [
    ("act:lie", "state, deny"), ("colour:red", "speaker"), ("date:yesterday", "2024-06-19"), ("act:", "no value"),
    ('speaker:"Kim', "not closed"), ("article:x", "a12"), ("date:..", "2024-06-19"),
    ("date:2024-13", "months go from 1 to 12"), ("said:2024-06-31", "June has 30 days"), ("date:2024-07..2024-06", "earlier date first")])
def test_what_cannot_be_read_is_refused_with_what_would_do(text: str, part: str) -> None:
    with pytest.raises(BadFilter, match=part):
        Filter.parse(text)


def test_terms_are_put_in_place_of_each_other() -> None:
    some = Filter.parse("act:deny missile").with_term("act", ["warn"]).with_term("speaker", "Kim", exclude=True)
    assert str(some) == "act:warn -speaker:Kim missile"
    assert str(some.without("act").with_term("speaker", [], exclude=True)) == "missile"
    assert some.values("act") == ("warn",)
    assert not Filter()
