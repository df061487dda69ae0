"""Words that are typed, found again in the story: so that a claim can be written without leaving the keys, and still has its evidence."""
from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.core.records import Span
from workbench.core.spans import hull

QUOTES = dict.fromkeys("“”„«»\"", "[“”„«»\"]") | dict.fromkeys("‘’'`", "[‘’'`]") | dict.fromkeys("-–—‑", "[-–—‑]")
PARTS = re.compile(r"\s*(?:…|\.\.\.|\|)\s*")
SENTENCE = re.compile(r"[.!?…][”\"’')\]]*(?=\s|$)|\n")


def places(text: str, typed: str, bounds: Span) -> list[Span]:
    """Everywhere the words stand, whatever the kind of their quotation marks and spaces; the last word may be half typed."""
    words = typed.split()
    if not words:
        return []
    pattern = r"\s+".join("".join(QUOTES.get(letter, re.escape(letter)) for letter in word) for word in words)
    front = r"(?<!\w)" if words[0][0].isalnum() else ""
    return [_whole(text, match.span()) for match in re.compile(front + pattern, re.IGNORECASE).finditer(text, *bounds)]


def _whole(text: str, span: Span) -> Span:
    start, end = span
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def nearest(found: Sequence[Span], to: Span | None) -> Span | None:
    """What stands closest to a stretch; before it rather than after it, since a speaker is mostly named first."""
    if not found:
        return None
    if to is None:
        return found[0]
    return min(found, key=lambda span: (max(to[0] - span[1], (span[0] - to[1]) * 1.5, 0), span[0]))


def statement(text: str, typed: str, bounds: Span, near: Span | None = None) -> list[Span]:
    """What a claim says: `first words .. last words` is all between them, `first words ..` goes to the sentence's end, `one … two` is interrupted.
    Empty when a part of it is not in the story."""
    found: list[Span] = []
    at = bounds[0]
    for part in PARTS.split(typed.strip()):
        stretch = _stretch(text, part, (at, bounds[1]), None if found else near)
        if stretch is None:
            return []
        found.append(stretch)
        at = stretch[1]
    return found


def _stretch(text: str, typed: str, bounds: Span, near: Span | None) -> Span | None:
    first, dots, last = (piece.strip() for piece in typed.partition(".."))
    start = nearest(places(text, first, bounds), near)
    if start is None or not dots:
        return start
    if not last:
        return hull([start, (start[1], sentence_end(text, start[1], bounds[1]))])
    end = next(iter(places(text, last, (start[1], bounds[1]))), None)
    return hull([start, end]) if end else None


def sentence_end(text: str, at: int, until: int) -> int:
    """Before the mark that ends it."""
    match = SENTENCE.search(text, at, until)
    return match.start() if match else until
