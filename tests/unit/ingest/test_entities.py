from __future__ import annotations

from itertools import pairwise

import pytest

from tests.unit.ingest.marked import at, marked
from workbench.ingest.cast import Cast
from workbench.ingest.entities import cast
from workbench.ingest.gazetteer import gazetteer, plain
from workbench.ingest.names import agreed, names
from workbench.ingest.sentences import Story


def entity(found: Cast, words: str, nth: int = 0) -> str:
    span = at(found.text, words, nth)
    return next(found.entries[mention.entity].name for mention in found.mentions if mention.span == span)


def types(text: str, names: str = "") -> dict[str, str]:
    return {mention.words: mention.type for mention in cast(text, [marked(text, names)]).mentions}


def test_names_lose_titles_articles_and_possessives() -> None:
    text = "The late Gen. Ann Lee’s adviser met Mr Okoro at the Harbour Trust."
    found = types(text, "PERSON Gen. Ann Lee’s; PERSON Mr Okoro; ORG the Harbour Trust")
    assert found == {"Ann Lee": "PERSON", "Okoro": "PERSON", "Harbour Trust": "ORG"}


def test_countries_peoples_and_capitals_are_found_without_the_tagger() -> None:
    assert types("Kenyan police warned Uganda; US-led talks open in Nairobi.") == {"Kenyan": "NORP", "Uganda": "GPE", "US": "GPE", "Nairobi": "GPE"}


def test_amount_of_money_names_no_country() -> None:
    assert types("He carried 300 US dollars and US$5.") == {}


@pytest.mark.parametrize(("words", "read", "known"), [
    ("Black Sea", "GPE", "LOC"), ("Kharkiv", "LOC", "GPE"), ("Norway", "ORG", "GPE"), ("Norwegian", "ORG", "NORP"),
    ("Vladimir Putin", "GPE", "PERSON")])
def test_lists_know_better_than_the_tagger(words: str, read: str, known: str) -> None:
    assert types(f"They spoke of {words} again.", f"{read} {words}") == {words: known}


def test_possessive_country_and_its_ministry_are_two_names() -> None:
    assert types("South Korea’s foreign ministry agreed.", "ORG South Korea’s foreign ministry") == {"South Korea": "GPE", "foreign ministry": "ORG"}
    assert types("The Russian defence ministry agreed.") == {"Russian defence ministry": "ORG"}


def test_region_and_peninsula_belong_to_the_name() -> None:
    assert types("In Ostra region, off the Korean peninsula.", "GPE Ostra; NORP Korean") == {"Ostra region": "GPE", "Korean peninsula": "LOC"}


def test_nationality_is_its_country() -> None:
    text = "South Korean troops left South Korea."
    found = cast(text, [marked(text)])
    assert entity(found, "South Korean") == entity(found, "South Korea", 1) == "South Korea"
    assert [found.entries[mention.entity].country for mention in found.mentions] == ["KOR", "KOR"]


def test_capital_stays_a_city_of_its_country() -> None:
    text = "Seoul denied it."
    found = cast(text, [marked(text)])
    assert (entity(found, "Seoul"), found.entries[0].country) == ("Seoul", "KOR")


def test_the_north_is_the_half_that_the_text_speaks_of() -> None:
    text = "North Korea fired. The South’s army said the North fired twice at South Korea."
    found = cast(text, [marked(text, "GPE South; LOC North#1")])
    assert (entity(found, "South"), entity(found, "North", 1)) == ("South Korea", "North Korea")


def test_surname_is_whoever_its_own_story_named() -> None:
    text = "Kim Jong-un met Putin.\nVice minister Kim Hong-kyun spoke.\nMr Kim left.\n"
    first, second = marked(text, "PERSON Kim Jong-un"), marked(text, "PERSON Kim Hong-kyun; PERSON Mr Kim")
    second.number, first.paragraphs, second.paragraphs = 1, first.paragraphs[:1], second.paragraphs[1:]
    assert entity(cast(text, [first, second]), "Kim", 2) == "Kim Hong-kyun"


def test_surname_that_the_story_does_not_introduce_is_the_document_s() -> None:
    text = "Ann Okafor spoke.\nOkafor left early.\n"
    first, second = marked(text, "PERSON Ann Okafor"), marked(text, "PERSON Okafor#1")
    second.number, first.paragraphs, second.paragraphs = 1, first.paragraphs[:1], second.paragraphs[1:]
    assert entity(cast(text, [first, second]), "Okafor", 1) == "Ann Okafor"


def test_of_two_who_bear_a_surname_it_is_whom_the_story_speaks_of_most() -> None:
    text = "Ann Okafor spoke. Okafor left. Ben Okafor stayed. Okafor returned."
    story = marked(text, "PERSON Ann Okafor; PERSON Okafor#1; PERSON Ben Okafor; PERSON Okafor#3")
    assert entity(cast(text, [story]), "Okafor", 3) == "Ann Okafor"


def test_surname_is_a_person_though_the_tagger_took_it_for_a_place() -> None:
    text = "Thomas Haldenwang spoke. Haldenwang then left."
    assert types(text, "PERSON Thomas Haldenwang; GPE Haldenwang#1") == {"Thomas Haldenwang": "PERSON", "Haldenwang": "PERSON"}


def test_spellings_of_one_name_are_one_person() -> None:
    text = "Jens Stoltenberg came. Later Jens Stoltenburg spoke, and Kim Jong-Un listened to Kim Jong-un."
    found = cast(text, [marked(text, "PERSON Jens Stoltenberg; PERSON Jens Stoltenburg; PERSON Kim Jong-Un; PERSON Kim Jong-un")])
    assert entity(found, "Jens Stoltenberg") == entity(found, "Jens Stoltenburg")
    assert entity(found, "Kim Jong-Un") == entity(found, "Kim Jong-un")


def test_brackets_and_initials_abbreviate() -> None:
    text = "The Federal Office for Water (BfW) and the Harbour Trust Authority met; BfW and HTA agreed."
    found = cast(text, [marked(text, "ORG Federal Office for Water; ORG BfW; ORG Harbour Trust Authority; ORG BfW#1; ORG HTA")])
    assert entity(found, "BfW", 1) == "Federal Office for Water"
    assert entity(found, "HTA") == "Harbour Trust Authority"


@pytest.mark.parametrize("text", [
    "Seoul’s foreign ministry said so.", "The South Korean foreign ministry said so.",
    "South Korea protested on Monday, the foreign ministry said.", "The foreign ministry in Seoul said so."])
def test_ministry_belongs_to_a_country(text: str) -> None:
    found = cast(text, [marked(text)])
    assert "South Korean Foreign Ministry" in [entry.name for entry in found.entries]


def test_known_bodies_have_one_name() -> None:
    text = "The U.N. met Nato and the State Department, AP reported."
    found = cast(text, [marked(text, "ORG State Department; ORG AP")])
    assert [found.entries[mention.entity].name for mention in found.mentions] == ["United Nations", "NATO", "US State Department", "Associated Press"]


def test_person_has_the_country_of_the_office() -> None:
    text = "Kenyan minister Wanjiru Mwangi resigned."
    found = cast(text, [marked(text, "PERSON Wanjiru Mwangi")])
    assert next(entry.country for entry in found.entries if entry.type == "PERSON") == "KEN"


def test_keys_ignore_how_a_name_is_spelt() -> None:
    assert plain("The U.S. Defense Department") == plain("US defence department")
    assert plain("Kim Jong-Un") == plain("Kim Jong Un")
    assert plain("Gdańsk") == plain("Gdansk")


def test_every_country_has_a_code_and_no_name_is_two_countries() -> None:
    countries = gazetteer().countries
    assert len(countries) > 195
    assert all(len(code) == 3 and code.isupper() for code in countries)
    assert all(gazetteer().country(name) == country for country in countries.values() for name in (country.name, *country.aliases))


def test_mentions_neither_nest_nor_overlap() -> None:
    text = "UN Security Council members met in New York; the Bank of Korea’s governor spoke in Seoul."
    story: Story = marked(text, "ORG UN; ORG Security Council; GPE New York; ORG Bank of; GPE Korea")
    spans = [mention.span for mention in cast(text, [story]).mentions]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_words_that_name_whoever_the_story_is_about_are_no_alias() -> None:
    text = "South Korea’s foreign ministry spoke. North Korea met the South’s envoy in Kim Il Sung Square."
    found = cast(text, [marked(text, "GPE South#1")])
    aliases = {entry.name: entry.read().aliases for entry in found.entries}
    assert (aliases["South Korean Foreign Ministry"], aliases["South Korea"]) == ((), ())


@pytest.mark.parametrize("text", ["Zinc fell. Andina Cobre, Chile's second-largest producer, cut output.",
                                  "It denied a merger with its rival Andina Cobre.", "Andina Cobre (Oslo: ANDC) fell."])
def test_a_firm_that_looks_like_a_person(text: str) -> None:
    assert [name.type for name in agreed(text, [marked(text, "PERSON Andina Cobre")], [names(text, marked(text, "PERSON Andina Cobre"))])[0]
            if text[slice(*name.span)] == "Andina Cobre"] == ["ORG"]
