"""The words of a PDF's pages -> lines -> paragraphs, by where they stand and how large they are."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
WIDER, LARGER, SAME = 1.35, 1.2, .1  # a gap between paragraphs, a heading's size, sizes that count as one
LONGEST_HEADING = 30  # words
FULL = .94  # share of a column's width from which a line fills it: widths are estimates
WIDTHS = dict.fromkeys("iljtfr.,:;'’‘|!()[]I-", .3) | dict.fromkeys("mwMWQO—…@%", .82) | {" ": .27}  # of letters, in sizes
SMALL, CAPITAL = .5, .66  # width of the others
ENDS = re.compile(r"[.!?…:][”’\"')\]]*$")
ITEM = re.compile(r"[•●▪◦■‣*–—-]\s+\S|\(?\d{1,2}[.)]\s+\S")
HYPHEN = re.compile(r"([^\W\d_]+)[-\u2010\u00ad]$")


@dataclass(slots=True)
class PageLine:
    text: str
    x: float
    y: float  # upwards
    size: float
    running: bool = False  # stands at the edge of several pages

    @property
    def width(self) -> float:
        return _width(self.text) * self.size


@dataclass(slots=True)
class Paragraph:
    text: str
    role: str = ""
    gap: bool = True


@dataclass(slots=True)
class Pen:
    """Follows pypdf over a page: told every piece of text with its place, it keeps lines."""
    _pieces: list[tuple[str, float, float, float]] = field(default_factory=list)
    _lines: list[PageLine] = field(default_factory=list)

    def __call__(self, text: str, place: Sequence[float], letters: Sequence[float], _font: Any, size: float) -> None:
        x = letters[4] * place[0] + letters[5] * place[2] + place[4]
        y = letters[4] * place[1] + letters[5] * place[3] + place[5]
        scale = abs(letters[3] * place[3]) or abs(letters[1] * place[2]) or 1.0
        for number, piece in enumerate(text.split("\n")):
            if number:
                self._break()
            self._pieces.append((piece, x, y, abs(size) * scale))

    def lines(self) -> list[PageLine]:
        self._break()
        return self._lines

    def _break(self) -> None:
        pieces, self._pieces = self._pieces, []
        words = [piece for piece in pieces if piece[0].strip()]
        if not words:
            return
        text = " ".join(CONTROLS.sub("", re.sub("[ﬀ-ﬆ]", lambda one: LIGATURES[one[0]], "".join(piece[0] for piece in pieces))).split())
        if not text:
            return
        _, x, y, _ = words[0]
        self._lines.append(PageLine(text, x, y, max(words, key=lambda piece: len(piece[0]))[3]))


def _width(text: str) -> float:
    return sum(WIDTHS.get(letter) or (CAPITAL if letter.isupper() else SMALL) for letter in text)


def paragraphs(pages: Sequence[Sequence[PageLine]]) -> Iterator[Paragraph]:
    """In the order in which the pages were written: columns come one after the other."""
    lines = [line for number, page in enumerate(pages) for line in (_once(pages[number - 1], page) if number else page)]
    joiner = _Joiner(lines)
    group: list[PageLine] = []
    gap = True
    for line in lines:
        broken = joiner.between(group[-1], line) if group else None
        if broken is not None:
            yield joiner.paragraph(group, gap)
            group, gap = [], broken == "gap"
        group.append(line)
    if group:
        yield joiner.paragraph(group, gap)


def _once(before: Sequence[PageLine], page: Sequence[PageLine]) -> Sequence[PageLine]:
    """A line that the end of a page cuts through is drawn on both pages."""
    return page[1:] if before and page and before[-1].text == page[0].text else page


class _Joiner:
    """What is usual in this document, by which its lines are judged."""

    def __init__(self, lines: Sequence[PageLine]) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = max(sizes, key=lambda size: sizes[size], default=0.0)
        gaps = [a.y - b.y for a, b in pairwise(lines) if 0 < a.y - b.y < 3 * max(a.size, 1.0) and _alike(a, b)]
        self.leading = _usual(gaps) if gaps else 1.2 * self.size
        self.widths = self._widths(lines)
        self.words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(line.text for line in lines).casefold()))

    def _widths(self, lines: Sequence[PageLine]) -> dict[int, float]:
        """The width of each column, by its left edge."""
        found: dict[int, list[float]] = {}
        for line in lines:
            found.setdefault(_column(line), []).append(line.width)
        return {column: sorted(widths)[int(.9 * (len(widths) - 1))] for column, widths in found.items()}

    def between(self, a: PageLine, b: PageLine) -> str | None:
        """None where the second line goes on with the paragraph of the first; else "gap" or "line"."""
        if a.running or not _alike(a, b):
            return "gap"
        if ITEM.match(b.text):
            return "line"
        if b.y >= a.y - a.size / 2 or a.y - b.y > 6 * self.leading:  # the next column or page
            return None if not ENDS.search(a.text) and self._is_full(a, b) and not self.is_heading(a) else "gap"
        if a.y - b.y > WIDER * max(self.leading * a.size / (self.size or a.size), a.size):
            return "gap"
        if self.is_heading(a):
            return None
        indented = a.size * .8 < b.x - a.x < a.size * 5 and ENDS.search(a.text)
        return "line" if indented or not self._is_full(a, b) else None

    def _is_full(self, a: PageLine, b: PageLine) -> bool:
        """Would the next line's first word not have found room?"""
        first = _width(f" {b.text.split()[0]}") * b.size
        return a.width + first > FULL * self.widths[_column(a)]

    def is_heading(self, line: PageLine) -> bool:
        return line.size >= LARGER * self.size

    def paragraph(self, group: Sequence[PageLine], gap: bool) -> Paragraph:
        text = group[0].text
        for line in group[1:]:
            text = self._joined(text, line.text)
        large = self.is_heading(group[0]) and len(text.split()) <= LONGEST_HEADING and len(text.split()) > 1
        return Paragraph(text, "around" if group[0].running else "heading" if large else "", gap)

    def _joined(self, before: str, after: str) -> str:
        """A hyphen at a line's end goes when the word is written without one elsewhere, or nowhere with one."""
        cut = HYPHEN.search(before)
        if not cut or not after[:1].islower():
            return f"{before}{after}" if before.endswith(("—", "/")) else f"{before} {after}"
        rest = re.match(r"[^\W\d_]+", after)
        whole, parted = (cut[1] + rest[0]).casefold() if rest else "", f"{cut[1]}-{rest[0]}".casefold() if rest else ""
        keeps = self.words[parted] > self.words[whole] and not before.endswith("\u00ad")
        return before + after if keeps else before[:-1] + after


def _alike(a: PageLine, b: PageLine) -> bool:
    return abs(a.size - b.size) <= SAME * max(a.size, b.size)


def _column(line: PageLine) -> int:
    return round(line.x / 40)


def _usual(gaps: Sequence[float]) -> float:
    """The smaller ones are between the lines of a paragraph."""
    return median(sorted(gaps)[:max(1, len(gaps) * 2 // 3)])
