"""What is known of names before any text is read: countries with their peoples and capitals, cities, organisations, well-known people.

Lookups take the words as they stand in a text and ignore apostrophe styles and capitals where that cannot mislead.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from workbench import assets


@dataclass(frozen=True, slots=True)
class Country:
    name: str
    code: str  # ISO 3166-1 alpha-3
    label: str  # before an institution's name: "South Korean", "US"; the name itself where the list has no adjective
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that the lists know: the name to show, its type and country."""
    name: str
    type: str
    country: str = ""
    aliases: tuple[str, ...] = ()
    media: bool = False


@lru_cache(20_000)  # the words of a page come again and again
def plain(name: str) -> str:
    """The key under which spellings of one name meet: no accents, dots, apostrophes' styles, hyphens or capitals; "defense" is "defence"."""
    letters = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'"))
    bare = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    bare = re.sub(r"(?<=\b\w)\.(?=\w\b)|\.(?=\s|$)", "", bare)
    return " ".join(re.sub(r"[-\s]+", " ", bare).replace("defense", "defence").split()).removeprefix("the ")


class Gazetteer:
    """All word lists of names, keyed for looking up. Made once; `gazetteer()` gives it."""

    def __init__(self) -> None:
        self.countries: dict[str, Country] = {}  # by code
        self._countries: dict[str, Country] = {}  # by plain name or alias
        self._peoples: dict[str, Known] = {}  # adjectives and people's nouns -> the country or land
        self._capitals: dict[str, Known] = {}
        self._cities: dict[str, Known] = {}
        self._lands: dict[str, Known] = {}
        self._organisations: dict[str, Known] = {}
        self._people: dict[str, Known] = {}
        self._surnames: dict[str, Known] = {}
        self._hits: dict[str, str] = {}  # names safe to mark wherever they stand -> type
        places = assets.words("places")
        self.ambiguous = frozenset(places["ambiguous"])
        self.land_heads, self.area_heads = frozenset(places["land_heads"]), frozenset(places["area_heads"])
        self._read_countries(assets.words("countries"))
        self._read_places(places)
        self._read_groups(assets.words("groups"))
        self._read_organisations(assets.words("organisations"))
        self._read_people(assets.words("people"))
        self.pattern = self._pattern()

    def _read_countries(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            country = Country(row["name"], row["code"], row.get("label") or (row["adjectives"] or [row["name"]])[0], tuple(row["aliases"]))
            self.countries[country.code] = country
            known = Known(country.name, "GPE", country.code, country.aliases)
            for name in (row["name"], *row["aliases"]):
                self._countries[plain(name)] = country
                self._hits[name] = "GPE"
            for name in (*row["adjectives"], *row["people"]):
                self._peoples.setdefault(plain(name), known)
                self._hits[name] = "NORP"
            for position, name in enumerate(row["capitals"]):
                self._capitals[plain(name)] = Known(_capital(row["capitals"], position), "GPE", country.code)
                self._hits[name] = "GPE"

    def _read_places(self, places: dict[str, Any]) -> None:
        for code, names in assets.words("cities").items():
            self._cities.update({plain(name): Known(name, "GPE", code) for name in names})
        for code, names in places["regions"].items():
            self._cities.update({plain(name): Known(name, "GPE", code) for name in names})
        self._lands.update({plain(name): Known(name, "LOC") for name in places["lands"]})

    def _read_groups(self, groups: dict[str, list[str]]) -> None:
        for name, words in groups.items():
            known = self._lands.get(plain(name)) or self._cities.get(plain(name)) or Known(name, "NORP")
            for word in (name, *words) if known.type == "NORP" else words:
                self._peoples.setdefault(plain(word), known)

    def _read_organisations(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            known = Known(row["name"], "ORG", row["country"], tuple(row["aliases"]), row["media"])
            for name in (row["name"], *row["aliases"]):
                self._organisations[plain(name)] = known
                if _distinct(name):
                    self._hits.setdefault(name, "ORG")

    def _read_people(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            known = Known(row["name"], "PERSON", row["country"], tuple(row["aliases"]))
            for name in (row["name"], *row["aliases"]):
                self._people[plain(name)] = known
                self._hits[name] = "PERSON"
            self._surnames.update({plain(name): known for name in row["short"]})

    def _pattern(self) -> re.Pattern[str]:
        for name in [name for name, kind in self._hits.items() if kind in ("GPE", "NORP") and len(name) > 3 and name not in self.ambiguous]:
            self._hits.setdefault(name.upper(), self._hits[name])  # datelines and headlines in capitals
        names = sorted((name for name in self._hits if name not in self.ambiguous), key=len, reverse=True)
        spaced = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
        return re.compile(rf"(?<![\w.$&])(?:{spaced})(?![\w$])")

    def hits(self, text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
        """Names that mean nothing else, wherever they stand in text[start:end]: the longest at each place, with its type."""
        for match in self.pattern.finditer(text, start, end):
            yield match.start(), match.end(), self._hits[" ".join(match[0].split())]

    def country(self, name: str) -> Country | None:
        return self._countries.get(plain(name))

    def people(self, word: str) -> Known | None:
        """Whom an adjective or a people's noun stands for: "South Korean" for South Korea, "Western" for the West."""
        return self._peoples.get(plain(word))

    def capital(self, name: str) -> Known | None:
        return self._capitals.get(plain(name))

    def city(self, name: str) -> Known | None:
        """A capital, another large city, or a region that has a government."""
        return self._capitals.get(plain(name)) or self._cities.get(plain(name))

    def land(self, name: str) -> Known | None:
        """A continent or another part of the world that nobody governs."""
        return self._lands.get(plain(name))

    def organisation(self, name: str) -> Known | None:
        return self._organisations.get(plain(name))

    def person(self, name: str) -> Known | None:
        return self._people.get(plain(name))

    def surname(self, name: str) -> Known | None:
        """The one that newspapers mean by this name alone, if a text introduces nobody else."""
        return self._surnames.get(plain(name))

    def owner(self, name: str) -> Country | None:
        """The country that a country's name, a nationality or a capital stands for."""
        country = self.country(name)
        if country:
            return country
        known = self.people(name) or self.capital(name)
        return self.countries.get(known.country) if known else None


_ALONE = frozenset(("UN", "EU", "U.N.", "Nato", "Kremlin", "Pentagon", "Unicef", "Unesco", "Reuters"))


def _distinct(name: str) -> bool:
    """Whether an organisation's name can be marked wherever it stands: several capitalised words, or letters in capitals."""
    words = name.split()
    if len(words) == 1:
        return name in _ALONE or (name.isupper() and len(name) > 2)
    return sum(word[:1].isupper() for word in words) > 1


def _capital(names: list[str], position: int) -> str:
    """Spellings of one capital share their first ("Kyiv", "Kiev"); a second capital keeps its own name ("The Hague", "Amsterdam")."""
    name, first = names[position], names[0]
    same = plain(name)[0] == plain(first)[0] or plain(name) in plain(first) or plain(first) in plain(name)
    return first if same else name


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer()
