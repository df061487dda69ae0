"""One entity for all its spellings, and nobody who is not."""
from __future__ import annotations

import pytest

from workbench.compare.entities import name_to_show, same_entities
from workbench.core.comparison import Decision
from workbench.core.records import Entity


def one(*entities: Entity, decisions: tuple[Decision, ...] = ()) -> dict[int, int]:
    return same_entities(entities, decisions)[0]


def named(kind: str, *names: str, country: str = "") -> list[Entity]:
    return [Entity(number, name, kind, (), country, mentions=1) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(("kind", "a", "b"), [
    ("PERSON", "Kim Jong-un", "Kim Jong Un"), ("PERSON", "Volodymyr Zelensky", "Volodymyr Zelenskyy"), ("PERSON", "Vladimir Putin", "Putin"),
    ("ORG", "International Criminal Court", "ICC"), ("ORG", "US State Department", "State Department"), ("GPE", "U.S.", "US"),
    ("ORG", "South Korean Defence Ministry", "South Korean Defense Ministry"), ("GPE", "Côte d’Ivoire", "Cote d'Ivoire"),
    ("ORG", "Ministry of Energy of Ukraine", "Ukraine Energy Ministry"), ("ORG", "the Kremlin", "Kremlin")])
def test_two_spellings_are_one(kind, a, b):
    assert one(*named(kind, a, b)) == {1: 1, 2: 1}


@pytest.mark.parametrize(("kind", "a", "b"), [
    ("PERSON", "Kim Jong-un", "Kim Jong-il"), ("PERSON", "John Kirby", "John Kerry"), ("ORG", "foreign ministry", "Foreign Ministry"),
    ("ORG", "Bank of England", "Bank of Japan"), ("GPE", "North Korea", "South Korea"), ("PERSON", "Vladimir Putin", "Vladimir Medinsky")])
def test_two_names_are_two(kind, a, b):
    assert one(*named(kind, a, b)) == {1: 1, 2: 2}


def test_a_surname_that_several_bear_stays_with_its_document():
    assert one(*named("PERSON", "Kim Jong-un", "Kim Yo-jong", "Kim")) == {1: 1, 2: 2, 3: 3}


def test_places_of_two_countries_are_two():
    assert one(Entity(1, "Georgia", "GPE", (), "GEO"), Entity(2, "Georgia", "GPE", (), "USA")) == {1: 1, 2: 2}


def test_a_person_and_a_place_are_two():
    assert one(Entity(1, "Paris", "GPE"), Entity(2, "Paris", "PERSON")) == {1: 1, 2: 2}


def test_her_word_joins_what_names_cannot():
    assert one(*named("ORG", "Kremlin", "Russian presidency"), decisions=(Decision("entity", 1, 2, "same"),)) == {1: 1, 2: 1}


def test_her_word_keeps_apart_what_has_one_name():
    assert one(*named("PERSON", "John Smith", "John Smith"), decisions=(Decision("entity", 1, 2, "different"),)) == {1: 1, 2: 2}


def test_her_word_holds_against_a_third_that_is_like_both():
    people = named("PERSON", "John Smith", "John Smith", "John Smith")
    found = one(*people, decisions=(Decision("entity", 1, 2, "different"),))
    assert found[1] != found[2]


def test_the_name_to_show_is_full_and_frequent():
    assert name_to_show([Entity(1, "Putin", "PERSON", mentions=40), Entity(2, "Vladimir Putin", "PERSON", mentions=2)]) == "Vladimir Putin"
    assert name_to_show([Entity(1, "NATO", "ORG", mentions=9), Entity(2, "North Atlantic Treaty Organization", "ORG", mentions=1)]) == "NATO"
