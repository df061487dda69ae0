"""Which stretches of a story are names, and of what type: the tagger's findings, trimmed, held to what the word lists know."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workbench import assets
from workbench.core.records import Span
from workbench.ingest.decode import FoundName
from workbench.ingest.gazetteer import Gazetteer, gazetteer
from workbench.ingest.sentences import Story

_POSSESSIVE = re.compile(r"[’'‘]s?$")
_OWNED = re.compile(r"[’'‘]s?\s+")
_DETERMINER = re.compile(r"(?:the|a|an|this|that)\s+", re.IGNORECASE)
_LISTED = 0.9  # confidence of a name that only the word lists found
_ORGANS = re.compile(r"\b(?:ministry|council|agency|department|committee|commission|parliament|court|police|university|office)\b", re.IGNORECASE)


def names(text: str, story: Story) -> list[FoundName]:
    """The names of a story in their order, no two overlapping; dates are left out."""
    lists = gazetteer()
    found = [name for name in story.found.names if name.type != "DATE"]
    kept = sorted(_retyped(text, piece, lists) for name in found for piece in _split(text, _trimmed(text, name), lists))
    kept = [name for name in kept if name.span[0] < name.span[1]]
    dates = [name.span for name in story.found.names if name.type == "DATE"]
    taken = sorted([name.span for name in kept] + dates)
    hits = (hit for paragraph in story.paragraphs for hit in lists.hits(text, *paragraph.span))
    listed = [FoundName((start, end), kind, _LISTED) for start, end, kind in hits if _free(taken, (start, end)) and not _amount(text, end)]
    return sorted(kept + listed)


def _free(taken: Iterable[Span], span: Span) -> bool:
    return not any(start < span[1] and span[0] < end for start, end in taken)


def _amount(text: str, end: int) -> bool:
    """Whether the name counts money ("300 US dollars")."""
    return bool(re.match(r"\s+(?:dollar|cent)s?\b", text[end:end + 10]))


def _trimmed(text: str, name: FoundName) -> FoundName:
    """Without determiner, titles and possessive; "U.S." keeps its dot, "Smith." does not."""
    start, end = name.span
    start, end = _edges(text, start, end)
    for _ in range(6):  # "the late Gen. Sir John Smith"
        size = _prefix(text[start:end], name.type)
        if not size or start + size >= end:
            break
        start += size
    return FoundName(_edges(text, start, end), name.type, name.confidence)


def _edges(text: str, start: int, end: int) -> Span:
    if found := _POSSESSIVE.search(text, start, end):
        end = found.start() if found.start() > start and found.end() == end else end
    while start < end and not (text[start].isalnum() or text[start] in "’'"):
        start += 1
    while start < end and not text[end - 1].isalnum() and not (text[end - 1] == "." and "." in text[start:end - 1]):
        end -= 1
    return start, end


def _prefix(words: str, kind: str) -> int:
    """How many characters at the front are determiner or title."""
    if found := _DETERMINER.match(words):
        return found.end()
    first, _, rest = words.partition(" ")
    titles = assets.words("titles")
    if kind == "PERSON" and rest and (first in titles["honorifics"] or (first in titles["titles"] and " " in rest)):
        return len(first) + 1
    return 0


def _split(text: str, name: FoundName, lists: Gazetteer) -> Iterator[FoundName]:
    """ "South Korea's foreign ministry" is two names; "Lloyd's of London" is one."""
    start, end = name.span
    cut = _OWNED.search(text, start, end)
    if name.type == "ORG" and cut and (lists.country(text[start:cut.start()]) or lists.capital(text[start:cut.start()])):
        yield FoundName((start, cut.start()), "GPE", name.confidence)
        yield FoundName((cut.end(), end), "ORG", name.confidence)
    else:
        yield name


def _retyped(text: str, name: FoundName, lists: Gazetteer) -> FoundName:
    words = text[slice(*name.span)]
    return FoundName(name.span, _type(words, name.type, lists), name.confidence)


def _type(words: str, found: str, lists: Gazetteer) -> str:
    """The type that the lists know for these words, where they know better than the tagger."""
    sure = words not in lists.ambiguous
    if found == "PERSON":
        return _type(words, "GPE", lists) if sure and (lists.country(words) or lists.capital(words)) else found
    if lists.country(words) or lists.capital(words):
        return "GPE" if sure or found != "ORG" else found
    if lists.people(words) and words[:1].isupper() and not lists.land(words):
        return "NORP" if found != "ORG" else found
    if lists.land(words):
        return "LOC"
    if found != "ORG" and lists.organisation(words):
        return "ORG"
    return _by_head(words, found, lists)


def _by_head(words: str, found: str, lists: Gazetteer) -> str:
    last, first = words.rsplit(None, 1)[-1].casefold(), words.split(None, 1)[0].casefold()
    if found in ("LOC", "GPE") and " " in words and last in lists.area_heads:
        return "GPE"
    if found == "GPE" and " " in words and (last in lists.land_heads or first in ("mount", "lake")) and not lists.city(words):
        return "LOC"
    if found == "LOC" and lists.city(words):
        return "GPE"
    if found in ("LOC", "GPE", "NORP") and _ORGANS.search(words):
        return "ORG"
    return found
