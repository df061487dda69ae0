"""What cannot all be true."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.compare.stories import KIRBY, PUTIN, PYONGYANG, RUSSIA, SEOUL, UKRAINE, article, claim, corpus, telling
from workbench.compare.run import run
from workbench.compare.statements import numbers

A, B = article(1, "Courier"), article(2, "Wire", "2024-06-21")


def conflicts(claims=(), tellings=(), articles=(A, B)):
    links = [k for k in run(corpus(articles, claims, tellings)).links if k.relation in ("contradicts", "denies")]
    return [(k.from_kind, k.from_id, k.to_kind, k.to_id, k.relation, k.reason, k.detail) for k in links]


def test_numbers_that_differ():
    found = conflicts([claim(1, A, SEOUL, "North Korean soldiers crossed the border for the second time this month"),
                       claim(2, B, None, "North Korean soldiers had crossed the border for the third time this month")])
    assert found == [("claim", 1, "claim", 2, "contradicts", "number", "second time this month | third time this month")]


@pytest.mark.parametrize(("one", "other"), [
    ("at least 20 people were killed in the quake", "25 people were killed in the quake"),
    ("about 600 diplomats were expelled by Europe", "589 diplomats were expelled by Europe"),
    ("20 people were killed in the quake", "twenty people were killed in the quake"),
    ("20 people were killed in the quake on 4 June", "20 people were killed in the quake on 5 June"),
    ("20 people were killed in the quake", "300 houses were destroyed by the quake")])
def test_numbers_that_agree(one, other):
    assert not conflicts([claim(1, A, SEOUL, one), claim(2, B, SEOUL, other)])


def test_numbers_of_one_story_are_about_two_things():
    assert not conflicts([claim(1, A, SEOUL, "20 people were killed in the quake"), claim(2, A, SEOUL, "25 people were killed in the quake")])


@pytest.mark.parametrize(("text", "found"), [
    ("killed 12 people", [(12, "count")]), ("killed 1,250 people", [(1250, "count")]), ("2.5 million voters", [(2_500_000, "count")]),
    ("prices rose 4.5%", [(4.5, "percent")]), ("a rise of 4 per cent", [(4, "percent")]), ("cost $51.80", [(51.8, "money")]),
    ("for the third time", [(3, "ordinal")]), ("the 2nd attempt", [(2, "ordinal")]), ("on 19 June 2024", []), ("at 10:30", []), ("in 2023", []),
    ("the 17-21 summit", []), ("one of them", []), ("two dogs", [(2, "count")])])
def test_numbers_are_read(text, found):
    assert [(number.value, number.kind) for number in numbers(text)] == found


def test_one_statement_on_two_days():
    words = "Seoul will review its position on arming Ukraine"
    found = conflicts([claim(1, A, SEOUL, words, said_from="2024-06-20", said_to="2024-06-20"),
                       claim(2, B, SEOUL, words, said_from="2024-06-21", said_to="2024-06-21")])
    assert found == [("claim", 1, "claim", 2, "contradicts", "date", "said 20 Jun 2024 | said 21 Jun 2024")]


def test_one_happening_on_two_days():
    found = conflicts(tellings=[telling(1, A, PUTIN, "signed", PYONGYANG, "Putin signed the treaty", "AGREE", "2024-06-19"),
                                telling(2, B, PUTIN, "signed", PYONGYANG, "Putin signed the treaty", "AGREE", "2024-06-18")])
    assert found == [("telling", 1, "telling", 2, "contradicts", "date", "19 Jun 2024 | 18 Jun 2024")]


def test_one_happening_and_two_doers():
    found = conflicts(tellings=[telling(1, A, RUSSIA, "shelled", UKRAINE, "shelled the hospital in the port", "ASSAULT", "2024-06-19"),
                                telling(2, B, PYONGYANG, "shelled", UKRAINE, "shelled the hospital in the port", "ASSAULT", "2024-06-19")])
    assert found == [("telling", 1, "telling", 2, "contradicts", "actor", "Russia | North Korea")]


def test_a_denial_that_says_what_it_denies():
    found = conflicts([claim(1, A, SEOUL, "North Korea of providing Russia with artillery and other weapons", "accuse"),
                       claim(2, B, PYONGYANG, "accusations about North Korean weapons transfers", "deny"),
                       claim(3, B, PUTIN, "Russia may supply weapons to North Korea", "consider")])
    assert found == [("claim", 2, "claim", 1, "denies", "denial", "")]


def test_a_denial_of_the_accusations_before_it():
    found = conflicts([claim(1, A, KIRBY, "North Korea has sent shells to Russia"), claim(2, A, KIRBY, "the weather in Hanoi is fine"),
                       claim(3, A, PYONGYANG, "Absurd", "deny")])
    assert found == [("claim", 3, "claim", 1, "denies", "denial", "")]


def test_a_denial_of_what_a_story_says_in_its_own_voice():
    found = conflicts([claim(1, A, PYONGYANG, "accusations about North Korean weapons transfers", "deny")],
                      [telling(1, B, PYONGYANG, "supplied", RUSSIA, "North Korea supplied Russia with missiles")])
    assert [link[:6] for link in found] == [("claim", 1, "telling", 1, "contradicts", "denial")]


def test_a_telling_that_is_a_denials_cue_is_not_denied():
    denial = replace(claim(1, A, PYONGYANG, "accusations about North Korean weapons transfers", "deny", start=200), cue=(193, 199))
    told = telling(1, A, PYONGYANG, "denied", None, "Pyongyang denied accusations about North Korean weapons transfers", "REJECT", start=183)
    assert told.trigger == denial.cue
    assert not conflicts([denial], [told])


def test_the_same_words_but_for_a_not():
    found = conflicts([claim(1, A, SEOUL, "the Kaesong plant closed in May"), claim(2, B, KIRBY, "the Kaesong plant did not close in May")])
    assert [link[:6] for link in found] == [("claim", 1, "claim", 2, "contradicts", "denial")]


def test_nobody_denies_what_he_says_himself():
    assert not conflicts([claim(1, A, PYONGYANG, "North Korea has never sent weapons to Russia"),
                          claim(2, B, PYONGYANG, "North Korean weapons transfers to Russia", "deny")])
