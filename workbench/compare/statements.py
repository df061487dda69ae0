"""What a statement says, as far as it can be compared: its words as concepts, its numbers with what they count, whether it denies."""
from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Generic, TypeVar

from workbench.compare.words import concept, content, fold, listed, tokens, valued
from workbench.core.records import Entity

FIGURE = re.compile(r"(?<![\w.])([$€£]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(%|(?:st|nd|rd|th)\b)?(?![\w-]*\d)", re.I)
LETTERS = re.compile(r"[A-Za-z]+")
WRITTEN_OUT = (("count", "numbers"), ("ordinal", "ordinals"))
WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*|[^\sA-Za-z]")
LOOSE = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|estimated|up to|dozens|hundreds|thousands)\s*$", re.I)
OPEN = re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|as many as)\s*$", re.I)


LEAST = 2.0  # weight of words below which a statement says too little to be found whole in another


@dataclass(frozen=True)
class Number:
    value: float
    unit: tuple[str, ...]  # concepts of the words it counts, countries left out
    words: str  # as they stand
    kind: str = "count"  # count, ordinal, percent, money
    loose: bool = False  # about 600
    at_least: bool = False


@dataclass(frozen=True)
class Statement:
    id: int
    words: Mapping[str, float]  # concept -> weight
    numbers: tuple[Number, ...]
    negated: bool
    text: str
    weight: float  # of all words


def numbers(text: str) -> tuple[Number, ...]:
    """The amounts, counts and ordinals of a text, without its dates and clocks."""
    found = []
    for match in FIGURE.finditer(text):
        value, kind = float(match[2].replace(",", "")), "count"
        if match[1]:
            kind = "money"
        elif match[3]:
            kind = "percent" if match[3] == "%" else "ordinal"
        found.append(_number(text, match.start(), match.end(), value, kind))
    for match in LETTERS.finditer(text):
        word = match[0].casefold()
        for kind, values in WRITTEN_OUT:
            if word in valued(values) and word not in ("one", "first"):  # these seldom count
                found.append(_number(text, match.start(), match.end(), float(valued(values)[word]), kind))
    return tuple(number for number in found if number is not None)


def _number(text: str, start: int, end: int, value: float, kind: str) -> Number | None:
    """The number that stands here with what follows it; None for a date or a clock."""
    following = WORDS.findall(text[end:end + 60])
    before = text[max(0, start - 20):start]
    if re.match(r":|\s?[-–/]\s?\d", text[end:]) or re.search(r"[\d:/–-]\s?$", before):
        return None
    while following and following[0].casefold() in valued("scales"):
        value *= valued("scales")[following.pop(0).casefold()]
    if re.match(r"\s*(per ?cent)\b", text[end:], re.I):
        kind, following = "percent", following[2:]
    if kind == "count" and is_date(before, following, value):
        return None
    unit = tuple(takewhile(lambda word: fold(word).isalpha() and fold(word) not in listed("breaks"), following[:4]))
    if kind in ("count", "ordinal") and not unit:
        return None
    span = " ".join([text[start:end], *unit, *(following[len(unit):len(unit) + 2] if following[len(unit):len(unit) + 1] == ["this"] else ())])
    return Number(value, tuple(concept(fold(word)) for word in unit), span, kind, bool(LOOSE.search(before)), bool(OPEN.search(before)))


def is_date(before: str, following: Sequence[str], value: float) -> bool:
    last = (WORDS.findall(before) or [""])[-1].casefold()
    return last in listed("calendar") or (bool(following) and following[0].casefold() in listed("calendar")) or 1900 <= value <= 2100


def clash(a: Number, b: Number) -> bool:
    """Both count the same thing and cannot both be right."""
    if a.kind != b.kind or a.value == b.value or (a.kind in ("count", "ordinal") and a.unit[-1:] != b.unit[-1:]):
        return False
    low, high = sorted((a, b), key=lambda number: number.value)
    return not low.at_least and not ((a.loose or b.loose) and low.value >= 0.85 * high.value)


class Reader:
    """Turns texts into statements. Words that few statements have weigh more; names of a country, its people and places count as the country too."""

    def __init__(self, entities: Iterable[Entity], texts: Sequence[str]) -> None:
        self.country: dict[str, str] = {}
        for entity in entities:
            if entity.country and entity.type in ("GPE", "NORP"):
                for name in (entity.name, *entity.aliases):
                    if len(fold(name)) > 1:
                        self.country[fold(name)] = entity.country
        self.codes = frozenset(self.country.values())
        self.longest: dict[str, int] = {}  # first word of a country's name -> words of the longest name that begins so
        for name in self.country:
            first = name.partition(" ")[0]
            self.longest[first] = max(self.longest.get(first, 1), name.count(" ") + 1)
        self.known: dict[str, tuple[str, ...]] = {}
        self.seen: Counter[str] = Counter()
        self.texts = len(texts)
        for text in texts:
            self.seen.update(set(self.concepts(text)))

    def concepts(self, text: str) -> tuple[str, ...]:
        """The content words, names of countries as the country's code."""
        if text not in self.known:
            self.known[text] = tuple(self._concepts(text))
        return self.known[text]

    def _concepts(self, text: str) -> list[str]:
        words, found, i = tokens(text), [], 0
        while i < len(words):
            for length in range(min(self.longest.get(words[i], 0), len(words) - i), 0, -1):
                code = self.country.get(" ".join(words[i:i + length]))
                if code:
                    found.append(code)
                    i += length
                    break
            else:
                found += content(words[i])
                i += 1
        return found

    def read(self, number: int, text: str) -> Statement:
        words = {word: self.rarity(word) for word in self.concepts(text)}
        plain = tokens(text)
        return Statement(number, words, numbers(text), negates(plain), text, sum(words.values()))

    def rarity(self, word: str) -> float:
        return 0.4 + math.log1p(self.texts / (1 + self.seen[word])) / math.log1p(self.texts + 1)


def negates(words: Sequence[str]) -> bool:
    """Says that something is not so. "Will reconsider its policy of not supplying" does not: what is taken back may be a refusal.
    Nor does "a concern but no surprise"."""
    found = next((place for place, word in enumerate(words) if word in listed("negations") and "but" not in words[1:place]), None)
    return found is not None and not any(word.startswith(tuple(listed("reversals"))) for word in words[:found])


def alike(a: Statement, b: Statement, short: float = 0.5) -> float:
    """0 to 1: the weight of the words they share, measured by the shorter one (its share of the result is `short`) and by both together."""
    shared = math.fsum(map(a.words.__getitem__, a.words.keys() & b.words.keys()))  # exact, whatever the order of a set
    if not shared:
        return 0.0
    one, other = a.weight, b.weight
    return short * shared / max(min(one, other), LEAST) + (1 - short) * shared / (one + other - shared)


K = TypeVar("K")


class Index(Generic[K]):
    """Finds what shares a rare key with what came before, so that not every pair is looked at."""

    def __init__(self, most: int = 30) -> None:
        self.most = most
        self.holders: dict[K, list[int]] = defaultdict(list)

    def add(self, number: int, keys: Iterable[K]) -> None:
        for key in keys:
            self.holders[key].append(number)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Each pair with a key in common once. Of very many with one key each meets its neighbours only: a statement that all papers carry still
        hangs together through those."""
        seen: set[tuple[int, int]] = set()
        for holders in self.holders.values():
            for i, a in enumerate(holders):
                for b in holders[i + 1:i + 1 + self.most]:
                    pair = (a, b) if a < b else (b, a)
                    if a != b and pair not in seen:
                        seen.add(pair)
                        yield pair
