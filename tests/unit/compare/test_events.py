"""Tellings of one happening, and what the event says."""
from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.compare.stories import KIM, KIRBY, PEOPLE, PUTIN, PYONGYANG, RUSSIA, SEOUL, UKRAINE, article, claim, corpus, telling
from workbench.compare.run import run
from workbench.core.comparison import Decision, EventCell
from workbench.core.records import Entity, Party

A, B = article(1, "Courier"), article(2, "Wire", "2024-06-21")


def events(*tellings, **rest):
    made = run(corpus([A, B], tellings=tellings, **rest))
    return {event.id: event for event in made.events}


def signed(number, story, date="", **cells):
    return telling(number, story, PUTIN, "signed", KIM, "Putin signed a treaty with Kim", "AGREE", date, **cells)


def test_two_stories_tell_of_one_happening():
    found = events(signed(1, A, "2024-06-19"), signed(2, B, "2024-06"))
    assert list(found) == [1]
    assert (found[1].date_from, found[1].date_to, found[1].date_precision) == ("2024-06-19", "2024-06-19", "day")
    assert (found[1].actor, found[1].recipient, found[1].stories, found[1].outlets) == ("Vladimir Putin", "Kim Jong-un", 2, 2)
    assert found[1].standing == "corroborated"


def test_what_is_done_with_each_other_may_be_told_the_other_way_round():
    other = telling(2, B, KIM, "signed", PUTIN, "Kim signed a treaty with Putin", "AGREE", "2024-06-19")
    assert list(events(signed(1, A, "2024-06-19"), other)) == [1]


def test_what_is_done_to_somebody_may_not():
    assert len(events(telling(1, A, RUSSIA, "sent", PYONGYANG, "Russia sent rockets to North Korea"),
                      telling(2, B, PYONGYANG, "sent", RUSSIA, "North Korea sent rockets to Russia"))) == 2


def test_two_days_are_two_happenings():
    assert len(events(signed(1, A, "2024-06-19"), signed(2, B, "2024-06-12"))) == 2


def test_an_undated_telling_does_not_chain_two_days():
    found = events(signed(1, A, "2024-06-19"), signed(2, B, "2024-06-12"), signed(3, B))
    assert len(found) == 2


def test_two_triggers_of_one_sentence_are_two():
    sentence = "Putin thanked Kim and armed Kim"
    assert len(events(telling(1, A, PUTIN, "thanked", KIM, sentence, "SUPPORT", start=0),
                      telling(2, A, PUTIN, "armed", KIM, sentence, "AID", start=0))) == 2


def test_one_phrase_is_one_happening():
    sentence = "South Korea fired warning shots at North Korea"
    assert len(events(telling(1, A, SEOUL, "fired", PYONGYANG, sentence, "ASSAULT", start=0),
                      telling(2, A, SEOUL, "warning", PYONGYANG, sentence, "THREATEN", start=0))) == 1


def test_the_second_time_is_not_the_third():
    told = "North Korean soldiers crossed the border for the {} time this month"
    assert len(events(telling(1, A, PYONGYANG, "crossed", SEOUL, told.format("second"), "ASSAULT"),
                      telling(2, B, PYONGYANG, "crossed", SEOUL, told.format("third"), "ASSAULT"))) == 2


@pytest.mark.parametrize(("told", "shown"), [
    (("planned", "happened"), "happened"), (("possible", "planned"), "planned"), (("denied", "happened"), "happened"),
    (("denied", "denied"), "denied")])
def test_modality_has_an_order(told, shown):
    found = events(signed(1, A, "2024-06-19", modality=told[0]), signed(2, B, "2024-06-19", modality=told[1]))
    assert [event.modality for event in found.values()] == [shown]


def test_a_telling_that_denies_is_linked_and_disputes():
    made = run(corpus([A, B], tellings=[signed(1, A, "2024-06-19"), signed(2, B, "2024-06-19", modality="denied")]))
    assert [(link.from_id, link.to_id) for link in made.links if link.relation == "denies"] == [(2, 1)]
    assert made.events[0].standing == "disputed"


def test_nobody_does_something_to_himself():
    found = events(telling(1, A, PUTIN, "armed", PUTIN, "Putin armed Putin"))
    assert (found[1].actor, found[1].recipient) == ("Vladimir Putin", "")


def test_her_cells_win():
    found = events(signed(1, A, "2024-06-19"), cells=(EventCell(1, "date", "2024-06-18"), EventCell(1, "recipient", '[[null, "nobody"]]')))
    assert (found[1].date_from, found[1].recipient, found[1].status) == ("2024-06-18", "nobody", "edited")


def test_her_word_parts_and_joins():
    alike = [signed(1, A, "2024-06-19"), signed(2, B, "2024-06-19")]
    assert len(events(*alike, decisions=[Decision("telling", 1, 2, "different")])) == 2
    apart = [alike[0], telling(2, B, UKRAINE, "voted", None, "Ukraine voted", "OCCUR")]
    assert len(events(*apart, decisions=[Decision("telling", 1, 2, "same")])) == 1


def test_a_claim_reports_the_happening_in_its_words():
    made = run(corpus([A], [claim(9, A, SEOUL, "Putin signed a treaty with Kim", start=0)], [signed(1, A, "2024-06-19", start=0)]))
    assert made.event_of_claim == {9: 1}
    assert made.events[0].claims == 1


def test_two_papers_with_one_agency_are_one_origin():
    from workbench.core.records import Party
    stories = [claim(8, A, SEOUL, "Putin signed a treaty with Kim", start=0, vias=(Party(None, "Reuters"),)),
               claim(9, B, SEOUL, "Putin signed a treaty with Kim", start=0, vias=(Party(None, "Reuters"),))]
    made = run(corpus([A, B], stories, [signed(1, A, "2024-06-19", start=0), signed(2, B, "2024-06-19", start=0)]))
    assert [event.standing for event in made.events] == ["single-source"]
    assert set(made.standing.values()) == {"single-source"}


def test_a_teaser_corroborates_nothing():
    teaser = article(3, "Post", kind="teaser")
    made = run(corpus([A, teaser], tellings=[signed(1, A, "2024-06-19"), signed(2, teaser, "2024-06-19")]))
    assert (made.events[0].standing, made.events[0].stories) == ("single-source", 1)


def test_what_is_said_in_one_breath_is_of_one_day():
    on = {"said_from": "2024-06-20", "said_to": "2024-06-20"}
    said = [claim(1, A, PUTIN, "Moscow would answer", start=1000, **on), replace(claim(2, A, PUTIN, "of pain", "warn", start=1150), cue=(1120, 1126))]
    warned = telling(1, A, PUTIN, "warned", SEOUL, "He also warned Seoul", "THREATEN", start=1111)
    assert run(corpus([A], said, [replace(warned, trigger=(1120, 1126))])).events[0].date_from == "2024-06-20"


def test_what_is_told_without_a_day_is_not_of_last_year():
    last_year = telling(1, A, PUTIN, "met", KIM, "Putin met Kim", "CONSULT", "2023-09")
    assert len(events(last_year, telling(2, B, PUTIN, "met", KIM, "Putin met Kim", "CONSULT"))) == 2


def test_a_war_that_began_long_ago_is_the_same_war():
    begun = telling(1, A, RUSSIA, "invaded", UKRAINE, "Russia invaded Ukraine", "ASSAULT", "2022-02-24")
    assert len(events(begun, telling(2, B, RUSSIA, "invaded", UKRAINE, "Russia invaded Ukraine", "ASSAULT"))) == 1


def test_another_story_says_on_which_day_it_was_said_and_by_whom():
    spokesman, official = KIRBY, 20
    words = "the treaty of Moscow and Pyongyang is a grave cause of concern"
    called = replace(claim(1, A, None, words, "condemn", start=400), cue=(420, 426), speakers=(Party(official, "US official"),))
    named = claim(2, B, spokesman, words, "condemn", said_from="2024-06-19", said_to="2024-06-19")
    telling_of_it = replace(telling(1, A, None, "called", RUSSIA, "US official called it", "ACCUSE", "2024-06-19/2024-06-20", start=408),
                            trigger=(420, 426), actors=(Party(official, "US official"),))
    entities = (*PEOPLE, Entity(official, "US official", "ORG", (), "USA"))
    [event] = run(corpus([A, B], [called, named], [telling_of_it], entities=entities)).events
    assert (event.date_from, event.date_to, event.actor) == ("2024-06-19", "2024-06-19", "John Kirby")
