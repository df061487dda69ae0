"""What a name's own form and the words beside it tell: where it begins and ends ("Doron Har-Even", "Moei river"), and what it is ("the Dniester")."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

from workbench import assets
from workbench.core.records import Span
from workbench.ingest.decode import FoundName
from workbench.ingest.gazetteer import Gazetteer

_NICKNAME = re.compile(r"\s+[“\"‘'][A-Z][\w’' -]{1,25}[”\"’']\s+")
_FIRST = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][\w’'-]+$")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.[ -]?){1,3}$")
_HYPHENED = re.compile(r"(?:[-‑][A-ZÀ-Þ][\w’]+)+")
_NO_NAME = re.compile(r"(?:[A-Z]{1,2}-?\d{1,4}|[A-WYZ]|Q&A|FAQ|Photo|Video|AI|TV|GDP|CEO|OK)")
_THE = re.compile(r"\b[Tt]he\s+$")
_NOUN_AFTER = re.compile(r"\s+[a-z]|[’'-]\w")
_LABEL = re.compile(r"\s*(?::| -\s)")
_CAPITALS = re.compile(r"[A-Z][A-Z &/-]+")


@cache
def _listed(which: str) -> frozenset[str]:
    return frozenset(assets.words("names")[which])


@cache
def _any(which: str) -> str:
    return "|".join(map(re.escape, assets.words("names")[which]))


@cache
def _land() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_any('lands')})\b")


@cache
def _site() -> re.Pattern[str]:
    """ "mine", "air base", "bus station": what stands behind the name of the place where it is."""
    return re.compile(rf"\s+(?:(?:{_any('of_sites')})[ -])?(?:{_any('sites')})\b")


@cache
def _led_place() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any('place_leads')}) [A-ZÀ-Þ]")


@cache
def _firm() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (re.compile(rf"\b(?:the|a|its|their|our) (?:\w+ )?(?:{_any('firms')}), $", re.IGNORECASE), re.compile(rf"\s+(?:{_any('of_firms')})\b"))


# where a name begins and ends


def whole(text: str, found: Iterable[FoundName], lists: Gazetteer) -> list[FoundName]:
    """The tagger's names taken whole: the pieces of one joined, what was cut off at a hyphen, an initial or a nickname put back."""
    names = [_rest_of_word(text, name, lists) for name in sorted(found)]
    joined: list[FoundName] = []
    for name in names:
        last = joined[-1] if joined else None
        if last and last.span[1] > name.span[0]:
            continue
        if last and last.type == name.type == "PERSON" and _one_person(text, last, name):
            joined[-1] = FoundName((last.span[0], name.span[1]), "PERSON", max(last.confidence, name.confidence))
        else:
            joined.append(name)
    return [_with_front(text, name) if name.type == "PERSON" else name for name in joined]


def _rest_of_word(text: str, name: FoundName, lists: Gazetteer) -> FoundName:
    """ "Doron Har" runs on to "-Even"; "Russia" of "Russia-North Korea" does not, since each half is a country."""
    rest = _HYPHENED.match(text, name.span[1])
    if not rest or any(lists.owner(part) for part in (text[slice(*name.span)], rest[0][1:])) or lists.people(text[slice(*name.span)]):
        return name
    return FoundName((name.span[0], rest.end()), name.type, name.confidence)


def _one_person(text: str, one: FoundName, other: FoundName) -> bool:
    between = text[one.span[1]:other.span[0]]
    return between in (" ", "\u00a0", "-") or bool(_NICKNAME.fullmatch(between))


def _with_front(text: str, name: FoundName) -> FoundName:
    """ "S." before "Kjær-Madsen" and "Wilkens “Ti Baton”" before "Jolicoeur" belong to the name."""
    start = name.span[0]
    for match in reversed(list(_NICKNAME.finditer(text, max(0, start - 40), start))):
        first = _FIRST.search(text, max(0, match.start() - 30), match.start())
        if match.end() == start and first:
            start = first.start()
    if initials := _INITIALS.search(text, max(0, start - 9), start):
        start = initials.start()
    return FoundName((start, name.span[1]), name.type, name.confidence)


def tight(text: str, name: FoundName) -> FoundName | None:
    """Without words in small letters at its ends that no name of its type has: "southern Red Sea", "Lake Chad island"; None where nothing is left."""
    start, end = name.span
    if name.type == "ORG":
        return name
    while start < end and (first := re.match(r"([a-zß-ÿ][\w’'.-]*)\s+", text[start:end])) and not _small(first[1]):
        start += first.end()
    while start < end and (last := re.search(r"\s+([a-zß-ÿ][\w’'.-]*)$", text[start:end])) and not _belongs(last[1], name.type):
        end = start + last.start()
    return FoundName((start, end), name.type, name.confidence) if start < end else None


def _small(word: str) -> bool:
    return word.casefold() in _listed("particles") or "-" in word or "’" in word or "'" in word


def _belongs(word: str, kind: str) -> bool:
    heads = assets.words("places")
    return ("-" in word or "’" in word or "'" in word or
            (kind in ("LOC", "GPE") and (word in heads["land_heads"] or word in heads["area_heads"] or word in heads["site_heads"])))


def is_none(text: str, name: FoundName, paragraph: Span) -> bool:
    """What looks like a name and is none: the number of a road, a word in small letters amid capitals, the label of a section."""
    words = text[slice(*name.span)]
    if _NO_NAME.fullmatch(words) or words == "us":
        return True
    if words.islower() and " " not in words and name.type != "ORG":
        return any(map(str.isupper, text[slice(*paragraph)]))
    label = name.type == "ORG" and name.span[0] == paragraph[0] and _LABEL.match(text, name.span[1]) and _CAPITALS.fullmatch(words)
    return bool(label) and len(words) > 3 and text[slice(*paragraph)].count(words) == 1


def bodies(text: str, found: list[FoundName], is_body: Callable[[str], bool]) -> list[FoundName]:
    """Names in which others stand: "Caribbean" and "Community" are one body, and so are "Bougainville" and "Referendum Commission"."""
    out: list[FoundName] = []
    for name in found:
        last = out[-1] if out else None
        if last and last.span[1] > name.span[0]:
            continue
        name = _to_head(text, name) or name
        if last and name.type == "ORG" and last.type in ("GPE", "LOC", "ORG") and text[last.span[1]:name.span[0]] == " " \
                and text[slice(*name.span)].split()[-1] in _listed("bodies") and not is_body(text[slice(*last.span)]):
            out[-1] = FoundName((last.span[0], name.span[1]), "ORG", name.confidence)
        else:
            out.append(name)
    return [name for name, after in pairwise([*out, FoundName((len(text), len(text)), "", 0.0)]) if name.span[1] <= after.span[0]]


_CAPITALISED = re.compile(r"(?: [A-ZÀ-Þ][\w&-]*){1,4}(?![\w’])")


def _to_head(text: str, name: FoundName) -> FoundName | None:
    """A place's or people's name that capitalised words follow, the last of them what a body is called: "European Investment Bank"."""
    if name.type not in ("GPE", "LOC", "NORP", "ORG") or text[slice(*name.span)].isupper():
        return None
    rest = _CAPITALISED.match(text, name.span[1])
    words = rest[0].split() if rest else []
    while words and words[-1] not in _listed("bodies"):
        words.pop()
    return FoundName((name.span[0], name.span[1] + sum(len(word) + 1 for word in words)), "ORG", name.confidence) if words else None


# what a name is


def kind(text: str, name: FoundName, lists: Gazetteer, known: bool) -> FoundName:
    """The name with the type that its form and its neighbours give it; `known`: the lists have it, so only its own words count."""
    words = text[slice(*name.span)]
    if name.type in ("GPE", "LOC", "ORG", "PERSON") and _is_place(words) and not lists.organisation(words):
        return FoundName(name.span, "LOC", name.confidence)
    if known:
        return name
    if name.type in ("GPE", "ORG", "LOC") and " " not in words and (land := _land().match(text, name.span[1])):
        return FoundName((name.span[0], land.end()), "LOC", name.confidence)
    if name.type in ("GPE", "ORG") and _site().match(text, name.span[1]) and " " not in words:
        return FoundName(name.span, "LOC", name.confidence)
    if name.type == "GPE" and _among_land(text, name.span, words):
        return FoundName(name.span, "LOC", name.confidence)
    if name.type in ("GPE", "LOC", "NORP") and re.fullmatch(r"[A-Z]{3,6}", words) and not _shouted(text, name.span):
        return FoundName(name.span, "ORG", name.confidence)
    return name


def _is_place(words: str) -> bool:
    return bool(_led_place().match(words)) or (" " in words and words.rsplit(None, 1)[1] in _listed("place_heads"))


def _among_land(text: str, span: Span, words: str) -> bool:
    """ "the Dniester", unless a noun follows ("the Gothenburg insurer")."""
    return bool(_THE.search(text[max(0, span[0] - 5):span[0]])) and " " not in words and not _NOUN_AFTER.match(text, span[1])


def _shouted(text: str, span: Span) -> bool:
    """Whether the words around are in capitals as well: a headline, a dateline."""
    around = re.findall(r"[^\W\d_]{2,}", text[max(0, span[0] - 20):span[0]] + " " + text[span[1]:span[1] + 20])
    return sum(map(str.isupper, around)) * 2 > len(around) or bool(re.match(r",?\s[^.\n]{0,30}(?:—|–|-|\()", text[span[1]:span[1] + 40]))


def firm(text: str, span: Span) -> bool:
    """ "The builder, Minera Apur"; "Latte Uno shares"."""
    before, after = _firm()
    return bool(before.search(text, max(0, span[0] - 40), span[0]) or after.match(text, span[1]))
