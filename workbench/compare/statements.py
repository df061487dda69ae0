"""What a statement says, as far as it can be compared: its words as concepts, its numbers with what they count, whether it denies."""
from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from workbench.compare.words import concept, content, fold, tokens
from workbench.core.records import Entity

NUMBERS = {word: value for value, word in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}
NUMBERS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12}
ORDINALS = {word: value for value, word in enumerate(["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"], 1)}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 1_000_000_000_000}
FIGURE = re.compile(r"(?<![\w.])([$€£]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(%|(?:st|nd|rd|th)\b)?(?![\w-]*\d)", re.I)
WORDS = re.compile(r"[A-Za-z][A-Za-z'’-]*|[^\sA-Za-z]")
LOOSE = re.compile(r"\b(?:about|around|some|nearly|almost|roughly|approximately|estimated|up to|dozens|hundreds|thousands)\s*$", re.I)
OPEN = re.compile(r"\b(?:at least|more than|over|no fewer than|no less than|as many as)\s*$", re.I)
NEGATIONS = frozenset(["no", "not", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont", "wouldnt", "cant", "couldnt", "shouldnt", "havent", "hasnt", "hadnt"])
CALENDAR = frozenset(["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"])
BREAKS = frozenset(["a", "an", "the", "and", "or", "but", "of", "in", "on", "at", "to", "from", "for", "with", "by", "as", "into", "over", "near", "after", "before", "during", "since", "until", "against", "between", "among", "across", "than", "that", "which", "who", "when", "where", "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "could", "can", "may", "might", "must", "should", "said", "says", "i", "we", "you", "he", "she", "it", "they", "this", "these", "those", "were", "its", "their", "his", "her"])


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

    @property
    def weight(self) -> float:
        return sum(self.words.values())


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
    for match in re.finditer(r"[A-Za-z]+", text):
        word = match[0].casefold()
        if (word in NUMBERS and word != "one") or (word in ORDINALS and word != "first"):
            kind = "count" if word in NUMBERS else "ordinal"
            found.append(_number(text, match.start(), match.end(), float(NUMBERS.get(word, ORDINALS.get(word, 0))), kind))
    return tuple(number for number in found if number is not None)


def _number(text: str, start: int, end: int, value: float, kind: str) -> Number | None:
    """The number that stands here with what follows it; None for a date, a clock, an age between commas."""
    following = WORDS.findall(text[end:end + 60])
    before = text[max(0, start - 20):start]
    if text[end:end + 1] == ":" or before[-1:] == ":" or re.search(r"[\d/-]$", before) or (following[:1] == ["-"] and following[1:2] and following[1].isdigit()):
        return None
    while following and following[0].casefold() in SCALES:
        value *= SCALES[following.pop(0).casefold()]
    if (following and following[0].casefold() in ("percent", "per")) or "cent" in [w.casefold() for w in following[:2]]:
        kind, following = "percent", following[2:] if following[0].casefold() == "per" else following[1:]
    last = (WORDS.findall(before) or [""])[-1].casefold()
    if kind == "count" and (last in CALENDAR or (following and following[0].casefold() in CALENDAR) or (1900 <= value <= 2100 and value == int(value))):
        return None
    unit = []
    for word in following[:4]:
        folded = fold(word)
        if not folded.isalpha() or folded in BREAKS:
            break
        unit.append(folded)
    if kind in ("count", "ordinal") and not unit:
        return None
    words = " ".join([text[start:end], *following[:max(1, len(unit))]]) if unit else text[start:end]
    if kind == "ordinal" and len(following) > len(unit) and following[len(unit):len(unit) + 1] == ["this"]:
        words = " ".join([words, *following[len(unit):len(unit) + 2]])
    return Number(value, tuple(concept(word) for word in unit), words.strip(), kind, bool(LOOSE.search(before)), bool(OPEN.search(before)))


def clash(a: Number, b: Number) -> bool:
    """Both count the same thing and cannot both be right."""
    if a.kind != b.kind or a.value == b.value or (a.kind in ("count", "ordinal") and a.unit[-1:] != b.unit[-1:]):
        return False
    low, high = sorted((a, b), key=lambda number: number.value)
    if low.at_least or ((a.loose or b.loose) and low.value >= 0.85 * high.value):
        return False
    return True


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
        self.longest = max((name.count(" ") + 1 for name in self.country), default=1)
        self.seen: Counter[str] = Counter()
        self.texts = len(texts)
        for text in texts:
            self.seen.update(set(self.concepts(text)))

    def concepts(self, text: str) -> list[str]:
        """The content words, names of countries as the country's code."""
        words, found, i = tokens(text), [], 0
        while i < len(words):
            for length in range(min(self.longest, len(words) - i), 0, -1):
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
        return Statement(number, words, numbers(text), bool(NEGATIONS & set(plain)), text)

    def rarity(self, word: str) -> float:
        return 0.4 + math.log1p(self.texts / (1 + self.seen[word])) / math.log1p(self.texts + 1)


def alike(a: Statement, b: Statement) -> float:
    """0 to 1: the weight of the words they share, measured half by the shorter one, half by both together."""
    small, large = sorted((a.words, b.words), key=len)
    shared = sum(weight for word, weight in small.items() if word in large)
    if not shared:
        return 0.0
    one, other = a.weight, b.weight
    return 0.5 * shared / min(one, other) + 0.5 * shared / (one + other - shared)


K = TypeVar("K")


class Index(Generic[K]):
    """Finds what shares a rare key with what came before, so that not every pair is looked at."""

    def __init__(self, most: int = 40) -> None:
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
