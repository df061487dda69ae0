"""The same statement in several stories, who had it first, and how many voices are behind it."""
from __future__ import annotations

import pytest

from tests.unit.compare.stories import KIRBY, PUTIN, PYONGYANG, RUSSIA, SEOUL, article, claim, corpus
from workbench.compare.run import run
from workbench.core.comparison import Decision
from workbench.core.records import Article, Link, Party

A, B, C = article(1, "Courier"), article(2, "Wire", "2024-06-21T09:00"), article(3, "Post", "2024-06-22")


def grouped(*claims, **rest):
    return run(corpus([A, B, C], claims, **rest)).group_of


@pytest.mark.parametrize(("one", "other"), [
    ("Seoul would review the possibility of supplying weapons to Ukraine in response to the pact", "it would consider providing arms to Ukraine"),
    ("arming Ukraine would be a big mistake", "making a “big mistake” if Seoul decides to aid Ukraine with arms"),
    ("It would destabilise the Korean Peninsula", "It would destabilize the Korean peninsula, of course"),
    ("the pact is a cause of concern but no surprise", "the pact is a cause for concern"),
    ("the strike will go on until Friday", "The strike will go on until Friday")])
def test_paraphrases_are_one_statement(one, other):
    assert grouped(claim(1, A, SEOUL, one), claim(2, B, SEOUL, other)) == {1: 1, 2: 1}


@pytest.mark.parametrize(("one", "other"), [
    ("the treaty covers attack", "the talks in Vietnam were useful"),
    ("70 drones were shot down over the Black Sea", "24 drones were shot down over the Black Sea"),
    ("the plant will be closed", "the plant will not be closed"),
    ("Ukraine", "weapons for Ukraine would be a mistake")])
def test_different_statements_are_two(one, other):
    assert grouped(claim(1, A, PUTIN, one), claim(2, B, PUTIN, other)) == {}


@pytest.mark.parametrize(("act", "found"), [("consider", {1: 1, 2: 1}), ("state", {})])
def test_the_same_deed_needs_fewer_words(act, found):
    one, other = "it will rethink its old policy of sending no howitzers abroad", "the new cabinet may rethink sending howitzers to allies next year"
    assert grouped(claim(1, A, SEOUL, one.replace("no ", ""), act), claim(2, B, SEOUL, other, act)) == found


def test_a_state_and_who_speaks_for_it_are_one_voice():
    words = "the pact is purely defensive in nature"
    assert grouped(claim(1, A, PUTIN, words), claim(2, B, RUSSIA, words)) == {1: 1, 2: 1}


def test_two_people_are_two_voices():
    words = "the pact is a matter of great concern"
    assert grouped(claim(1, A, KIRBY, words), claim(2, B, PUTIN, words)) == {}


def test_a_denial_is_no_repetition():
    words = "North Korea sent shells to Russia"
    assert grouped(claim(1, A, PYONGYANG, words), claim(2, B, PYONGYANG, words, "deny")) == {}


def test_her_word_parts_and_joins():
    same = "the pact is purely defensive in nature"
    assert grouped(claim(1, A, PUTIN, same), claim(2, B, PUTIN, same), decisions=[Decision("claim", 1, 2, "different")]) == {}
    assert grouped(claim(1, A, PUTIN, same), claim(2, B, KIRBY, "no"), decisions=[Decision("claim", 1, 2, "same")]) == {1: 1, 2: 1}


def stories(*times: tuple[str, str]) -> list[Article]:
    return [article(number, f"Paper {number}", time, kind) for number, (time, kind) in enumerate(times, 1)]


@pytest.mark.parametrize(("times", "first"), [
    ((("2024-06-20T10:00", "article"), ("2024-06-20T11:00", "article")), 1),
    ((("2024-06-20T11:00+03:00", "article"), ("2024-06-20T10:00+00:00", "article")), 1),
    ((("2024-06-20", "article"), ("2024-06-20T11:00", "article")), None),
    ((("2024-06-19", "article"), ("2024-06-20T11:00", "article")), 1),
    ((("2024-06-20T11:00", "article"), ("", "article")), None),
    ((("2024-06-20T12:00", "article"), ("2024-06-20T11:00", "article"), ("2024-06-20T09:00", "teaser")), 2),
    ((("2024-06-20T11:00", "article"), ("2024-06-20T11:00", "article")), None)])
def test_first_is_said_only_where_times_do_not_overlap(times, first):
    papers = stories(*times)
    made = run(corpus(papers, [claim(paper.id, paper, PUTIN, "the pact is purely defensive in nature") for paper in papers]))
    assert made.first == {1: first}


def test_a_clock_without_zone_takes_the_projects():
    papers = stories(("2024-06-20T10:00", "article"), ("2024-06-20T08:30+00:00", "article"))
    made = run(corpus(papers, [claim(paper.id, paper, PUTIN, "the pact is purely defensive in nature") for paper in papers], zone="Europe/Berlin"))
    assert made.first == {1: 1}


@pytest.mark.parametrize(("outlets", "vias", "standing"), [
    (("Courier", "Wire"), (), "corroborated"), (("Courier", "courier"), (), "single-source"), (("", ""), (), "corroborated"),
    (("Courier", "Wire"), ("Reuters",), "single-source"), (("Reuters", "Wire"), ("Reuters",), "single-source")])
def test_independent_origins_are_counted(outlets, vias, standing):
    papers = [article(1, outlets[0]), article(2, outlets[1], "2024-06-21")]
    passed_on = tuple(Party(None, name) for name in vias)
    made = run(corpus(papers, [claim(paper.id, paper, PUTIN, "the pact is purely defensive in nature", vias=passed_on) for paper in papers]))
    assert made.standing == {1: standing}


def test_a_later_story_repeats_the_earliest():
    made = run(corpus([A, B, C], [claim(n, story, PUTIN, "the pact is purely defensive in nature") for n, story in ((1, C), (2, A), (3, B))]))
    assert [(k.from_id, k.to_id) for k in made.links if k.relation == "repeats"] == [(3, 2), (1, 2)]


@pytest.mark.parametrize(("ruling", "standing"), [("", "disputed"), ("real", "disputed"), ("scope", "corroborated"), ("error", "corroborated")])
def test_her_ruling_settles_a_dispute(ruling, standing):
    same = [claim(1, A, PUTIN, "the pact is purely defensive in nature"), claim(2, B, PUTIN, "the pact is purely defensive in nature"),
            claim(3, C, KIRBY, "no")]
    hers = Link(0, "claim", 3, "claim", 1, "contradicts", "other", origin="analyst", ruling=ruling)
    assert run(corpus([A, B, C], same, rulings=(hers,))).standing == {1: standing}
