from __future__ import annotations

import pytest

from tests.unit.ingest.marked import marked
from workbench.ingest.entities import cast


def types(text: str, names: str = "") -> dict[str, str]:
    return {mention.words: mention.type for mention in cast(text, [marked(text, names)]).mentions}


@pytest.mark.parametrize(("text", "read", "wanted"), [
    ("Then Doron Har-Even left.", "PERSON Doron Har", "Doron Har-Even"),
    ("A conscript, Firuz Saidmurad, fell.", "PERSON Firuz; PERSON Saidmurad", "Firuz Saidmurad"),
    ("The win went to S. Madsen at last.", "PERSON Madsen", "S. Madsen"),
    ("So Ana “Baby” Ruiz sneered.", "PERSON Ana; PERSON Ruiz", "Ana “Baby” Ruiz"),
    ("Then Ana Ruiz fumed.", "PERSON Ana Ruiz fumed", "Ana Ruiz"),
    ("It says Mohammed al-Masri won.", "PERSON Mohammed al-Masri", "Mohammed al-Masri")])
def test_a_person_is_named_whole_and_with_nothing_else(text: str, read: str, wanted: str) -> None:
    assert types(text, read) == {wanted: "PERSON"}


@pytest.mark.parametrize(("text", "read", "wanted"), [
    ("He sits in the European Investment Bank now.", "", "European Investment Bank"),
    ("Ask the Ostra Referendum Commission.", "GPE Ostra; ORG Referendum Commission", "Ostra Referendum Commission")])
def test_a_body_is_named_with_the_place_in_its_name(text: str, read: str, wanted: str) -> None:
    assert types(text, read) == {wanted: "ORG"}


@pytest.mark.parametrize(("text", "read", "wanted"), [
    ("A patrol on the Moei river fired.", "GPE Moei", "Moei river"), ("The tunnel at Panguna mine fell in.", "GPE Panguna", "Panguna"),
    ("Boats crossed the Uraric.", "GPE Uraric", "Uraric"), ("They met on Wspolna Street at noon.", "ORG Wspolna Street", "Wspolna Street"),
    ("Missiles fell near Cape Erim.", "GPE Cape Erim", "Cape Erim"), ("The southern Red Sea is closed.", "LOC southern Red Sea", "Red Sea")])
def test_land_and_sites_are_no_governments(text: str, read: str, wanted: str) -> None:
    assert types(text, read) == {wanted: "LOC"}


def test_the_owner_of_a_body_stays_a_place() -> None:
    assert types("The Ostra insurer sank.", "GPE Ostra") == {"Ostra": "GPE"}


def test_letters_in_capitals_name_a_body() -> None:
    assert types("Fighters of the XNLA left the town.", "GPE XNLA") == {"XNLA": "ORG"}


@pytest.mark.parametrize(("text", "read"), [
    ("The A417 shuts tonight.", "ORG A417"), ("A cyclist hit a kudu there.", "LOC kudu"), ("CRICKET: Rain again.", "ORG CRICKET"),
    ("Two chiefs told us so.", "GPE us")])
def test_what_only_looks_like_a_name(text: str, read: str) -> None:
    assert types(text, read) == {}


def test_a_company_by_the_words_beside_it() -> None:
    assert types("The builder, Minera Apur, waits. Latte Uno shares fell.", "PERSON Minera Apur; PERSON Latte Uno") \
        == {"Minera Apur": "ORG", "Latte Uno": "ORG"}
