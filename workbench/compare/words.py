"""Names and statements in a form that can be compared: folded, stemmed, one word for words that mean the same in the news."""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from workbench import assets

WORD = re.compile(r"[a-z]+|\d[\d,.]*\d|\d")
ENDINGS = ("ization", "isation", "ational", "fulness", "iveness", "ations", "ation", "ments", "ment", "ings", "ing", "ness", "edly", "ies", "ied",
           "ers", "ors", "ed", "es", "ly", "er", "or", "al", "s", "e")


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Without case, accents, hyphens, apostrophes, dots of abbreviations, possessive and leading article: "the U.S.'s" is "us"."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"[’‘`´ʼ]", "'", plain)
    plain = re.sub(r"'s\b|(?<=s)'(?=\s|$)", "", plain)
    plain = re.sub(r"\b((?:\w\.)+\w)\b\.?|\b(\w)\.(?=\w\.)", lambda found: found[0].replace(".", ""), plain)
    plain = re.sub(r"[^\w]+", " ", plain.replace("'", "")).replace("_", " ")
    return " ".join(plain.split()).removeprefix("the ")


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `resources/words/statements.json`."""
    return frozenset(assets.words("statements")[name])


@cache
def valued(name: str) -> Mapping[str, int]:
    """A list of it whose words have a value."""
    values: Mapping[str, int] = assets.words("statements")[name]
    return values


@cache
def _concepts() -> Mapping[str, str]:
    """Word -> the first word of its row in the list of words that mean the same."""
    rows: list[list[str]] = assets.words("statements")["same"]
    return {stem(word): row[0].upper() for row in rows for word in row}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Rough, but the same for the forms of a word: supply, supplies, supplied, supplying."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return re.sub(r"(?<=..)i$|(?<=...)y$", "", word).replace("is", "iz") if len(word) > 4 else word


@lru_cache(maxsize=50_000)
def tokens(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(fold(text)))


@lru_cache(maxsize=100_000)
def concept(word: str) -> str:
    stemmed = stem(word)
    return _concepts().get(stemmed, stemmed)


@lru_cache(maxsize=100_000)
def content(text: str) -> tuple[str, ...]:
    """The words that carry meaning, in their order, each as its concept."""
    stop = listed("stop")
    return tuple(concept(word) for word in tokens(text) if word not in stop and not word[0].isdigit())
