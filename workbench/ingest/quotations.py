"""Quotation marks: which stretches of a paragraph stand in them, and what that makes of a claim."""
from __future__ import annotations

from workbench.core.records import Span

OPENING = "“„«‘"
CLOSING = {"“": "”“", "„": "“”", "«": "»", "‘": "’"}
MARKS = "“”„«»\"‘’'"


def quoted(text: str, start: int, end: int) -> list[Span]:
    """The insides of quotations in text[start:end]. One that is never closed runs to the end; one never opened begins at the start."""
    spans, at = [], start
    while at < end:
        closes = _closer(text, at, start)
        if closes:
            stop = _close(text, at + 1, end, closes)
            spans.append((at + 1, stop))
            at = stop
        elif text[at] == "”" and not spans:
            spans.append((start, at))
        at += 1
    return [span for span in spans if span[0] < span[1]]


def _closer(text: str, at: int, start: int) -> str:
    """The marks that close a quotation opening at `at`; nothing where none opens."""
    mark = text[at]
    before = text[at - 1] if at > start else " "
    if mark in OPENING:
        return CLOSING[mark] if mark != "‘" or not before.isalnum() else ""
    follows = text[at + 1:at + 2]
    if mark in "\"'" and not before.isalnum() and before not in ".,!?" and follows and not follows.isspace():
        return mark
    return ""


def _close(text: str, at: int, end: int, closes: str) -> int:
    for here in range(at, end):
        if text[here] in closes and not (text[here] in "’'" and _apostrophe(text, here)):
            return here
    return end


def _apostrophe(text: str, at: int) -> bool:
    return text[at - 1:at].isalnum() and text[at + 1:at + 2].isalnum()


def kind(text: str, parts: list[Span], paragraph: Span, read: str) -> str:
    """The kind of quotation by the marks themselves; without any, what the tagger `read` decides between indirect and unmarked."""
    marked = quoted(text, *paragraph)
    inside = [any(a <= start + 1 and end <= b + 2 for a, b in marked) for start, end in parts]
    if all(inside):
        return "direct"
    if any(inside) or any(a < end and start < b for start, end in parts for a, b in marked):
        return "mixed"
    return "unmarked" if read in ("unmarked", "direct") else "indirect"
