"""The page model's side of layout: what it sees of a page's lines, and how it is asked.

A line is a few facts about its form and hashes of its words; a bidirectional recurrent network reads the page's lines in order and says of
each what it is and whether a story starts there. The weights are bound to these very features: whoever changes one trains anew.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from workbench.core.records import BLOCK_KINDS, Span

KINDS = BLOCK_KINDS
STARTS = ("no", "article", "post", "teaser")
BUCKETS, FIRST, LAST, BAG = 4096, 3, 2, 24  # hash buckets (0 is "none"); words looked at from the front, from the back, in all
LONGEST = 4000  # characters of a line that its form is told by
CHUNK, MARGIN = 1500, 60  # lines that the network reads at once, and what it sees of the lines around them
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
TESTS = [re.compile(pattern, re.IGNORECASE) for pattern in (
    r"\b\d{1,2}\s?[:.h]\s?\d\d\b|\b\d{1,2}\s?[ap]\.?m\b",
    rf"\b{MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH}\b|\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b",
    r"^\W*(?:by|from|posted by|written by|updated|published|reporting by|last updated|edited by)\b",
    r"\b(?:hours?|minutes?|mins?|days?|weeks?) ago\b|\bmin(?:ute)?s? read\b|\bduration\b|\bjust now\b",
    r"[“”\"]", r"^[•*·▶►\-–—]", r"[|›»>/·].*[|›»>/·]", r"https?://|www\.|@\w",
    r"\bphoto(?:graph)?\b|\bimage\b|\bgetty\b|\bpicture\b|\bfile\b|\bcredit\b|\breuters\)",
    r"[a-z]\d{1,2} [A-Z]|[a-z]\d{1,2}:\d\d|[a-z][A-Z][a-z]+ [A-Z]",
    r"^(?:watch|read more|read|see also|also read|related|more|listen|video|live|analysis|explained?|in pictures)\b",
    r"\?$", r":$", r"[.!”\"’]$", r"…$|\.\.\.$", r"^[a-z]", r"^\W*$",
    r"©|rights reserved|cookie|subscri|newsletter|sign (?:in|up)|log ?in|advert|follow|share|comments?\b|privacy|terms")]
WIDTHS = (2, 4, 6, 9, 13, 20, 35, 60)  # words of a line
FACTS = len(WIDTHS) + 1 + 4 + len(TESTS) + 9

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Line:
    span: Span
    blanks: int  # empty lines before it, at most 3


@dataclass(frozen=True, slots=True)
class LineReadings:
    """Probabilities of each line's kind (columns as KINDS) and of a story's start there (columns as STARTS)."""
    lines: tuple[Line, ...]
    kinds: Scores
    starts: Scores


class Session(Protocol):
    """What is needed of an `onnxruntime.InferenceSession`."""
    def run(self, output_names: list[str], input_feed: dict[str, Any]) -> list[Any]: ...


class PageModel:
    def __init__(self, session: Session) -> None:
        self.session = session

    def read(self, text: str) -> LineReadings:
        page = lines(text)
        if not page:
            return LineReadings((), np.zeros((0, len(KINDS)), np.float32), np.zeros((0, len(STARTS)), np.float32))
        facts, hashes = arrays(text, page)
        kinds, starts = zip(*(self._run(facts, hashes, at) for at in range(0, len(page), CHUNK)), strict=True)
        return LineReadings(tuple(page), softmax(np.concatenate(kinds)), softmax(np.concatenate(starts)))

    def _run(self, facts: Scores, hashes: NDArray[np.int64], at: int) -> tuple[Scores, Scores]:
        first, last = max(0, at - MARGIN), min(len(facts), at + CHUNK + MARGIN)
        kind, start = self.session.run(["kind", "start"], {"facts": facts[None, first:last], "words": hashes[None, first:last]})
        inner = slice(at - first, min(at + CHUNK, len(facts)) - first)
        return kind[0][inner], start[0][inner]


def softmax(scores: Scores) -> Scores:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    out: Scores = powers / powers.sum(-1, keepdims=True)
    return out


def lines(text: str) -> list[Line]:
    """The lines of a page that have words, without the blanks around them."""
    out, blanks = [], 0
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped[0])
            out.append(Line((start, start + len(stripped)), min(blanks, 3)))
            blanks = 0
        elif match[0]:
            blanks += 1
    return out


def bucket(place: str, word: str) -> int:
    return 1 + crc32(f"{place}{word}".encode("utf-8", "surrogatepass")) % (BUCKETS - 1)


def hashed(text: str) -> list[int]:
    """First words, last words, a bag of all (from both ends); digits count as 0."""
    found = [re.sub(r"\d", "0", word) for word in re.findall(r"\w+|[^\w\s]", text.casefold())]
    bag = found if len(found) <= BAG else found[:BAG * 2 // 3] + found[-(BAG // 3):]
    row = [bucket(f"f{n}", found[n]) if n < len(found) else 0 for n in range(FIRST)]
    row += [bucket(f"l{n}", found[-1 - n]) if n < len(found) else 0 for n in range(LAST)]
    return row + [bucket("w", word) for word in bag] + [0] * (BAG - len(bag))


def facts_of(text: str, blanks: int, seen_before: bool, place: float) -> Iterator[float]:
    words = text.split()
    length = int(np.searchsorted(WIDTHS, len(words)))
    letters = [c for c in text if c.isalpha()]
    capital = sum(word[:1].isupper() for word in words) / len(words)
    yield from (float(length == k) for k in range(len(WIDTHS) + 1))
    yield from (float(blanks == k) for k in range(4))
    shown = text if len(text) <= LONGEST else text[:LONGEST // 2] + text[-LONGEST // 2:]  # some tests take the square of a line's length
    yield from (float(bool(test.search(shown))) for test in TESTS)
    yield from (float(seen_before), float(bool(letters) and all(c.isupper() for c in letters)), capital, float(capital > .8 and len(words) > 1))
    yield from (float(not letters), sum(c.isdigit() for c in text) / len(text), min(len(text) / 300, 1.0), place, float(place == 0.0))


def arrays(text: str, page: list[Line]) -> tuple[Scores, NDArray[np.int64]]:
    """Facts (lines, FACTS) and hashes (lines, FIRST + LAST + BAG)."""
    seen: set[str] = set()
    rows = []
    for n, line in enumerate(page):
        words = text[slice(*line.span)]
        key = words.casefold()
        rows.append(list(facts_of(words, line.blanks, key in seen, n / len(page))))
        seen.add(key)
    return np.array(rows, np.float32), np.array([hashed(text[slice(*line.span)]) for line in page], np.int64)
