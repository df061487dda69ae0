"""Bylines and time stamps: who wrote a story and when, out of a line such as "Andy Gregory21 June 2024 08:39" or "Updated at 3.52pm BST"."""
from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field

from workbench import assets
from workbench.core.dates import MONTH_NUMBERS, BadDate, month_number, offset, whole
from workbench.core.records import Span

MONTH = rf"(?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
ZONES: dict[str, str] = assets.words("zones")
ZONE = rf"(?:(?P<zone>{'|'.join(sorted(ZONES, key=len, reverse=True))})\b|(?P<offset>(?:UTC|GMT)?[+-]\d\d:?\d\d\b))"
DATE = re.compile(
    r"(?<!\d)(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)(?:T(?=\d))?"
    rf"|(?<!\d)(?:\b{WEEKDAY},?\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{MONTH})(?![a-z])(?:,?\s+(?P<y2>\d{{4}})(?!\d))?"
    rf"|(?:\b{WEEKDAY},?\s+)?(?:\b|(?<=[a-z])(?=[A-Z]))(?P<m3>{MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(?P<y3>\d{{4}})(?!\d))?"
    r"|(?<!\d)(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y4>\d{4})(?!\d)", re.IGNORECASE)
CLOCK = re.compile(
    r"(?<![\d:.,$€£])(?P<h>\d{1,2})(?:\s?[:.h](?P<m>\d\d)(?::\d\d(?:\.\d+)?)?(?!\d|[.:]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    rf"(?:\s*{ZONE})?|(?<!\d)(?P<h4>\d\d)(?P<m4>\d\d)\s*(?P<z4>{'|'.join(sorted(ZONES, key=len, reverse=True))})\b", re.IGNORECASE)
AGO = re.compile(r"\b(?:\d+|an?|one|two|three)\s?(?:s|m|h|d|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?)\s+ago\b|\bjust now\b", re.IGNORECASE)
LABEL = re.compile(r"\b(?:first\s+|last\s+|originally\s+)?(?P<what>published|updated|modified|posted|created|issued)\b(?:\s*(?:at|on|by|:))*", re.IGNORECASE)
BY = re.compile(r"(?:^|(?<=[|•·/\s]))(?:par/)?(?:by|author:?|authors:?|written by|words by|posted by|reported by|edited by|compiled by|from|live with|reporting by)[\s:]+",
                re.IGNORECASE)
READ_TIME = re.compile(r"\s*[|•·]?\s*\b\d+\s*min(?:ute)?s?\s+read\b\W*", re.IGNORECASE)
EMPTY = re.compile(r"\(\s*(?:updated|published)?\s*:?\s*\)", re.IGNORECASE)
SEPARATOR = re.compile(r"\s*(?:[|•·▪–—/()]|\s-\s|\s{2,}|,)\s*")
PARTICLES = {"de", "da", "del", "della", "di", "do", "dos", "du", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ibn", "ben", "of", "and", "with", "y", "e", "ter", "&"}
NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_][\w’'.\-]*")
AFTER_NAME = re.compile(r"\s+(?:in|at|near|reports?|reporting|on|for)\s+\S.*$|\s+\((?:now|earlier)\)")
TITLE = re.compile(r"\b(?:correspondent|reporter|editor|writer|staff|desk|bureau|agenc(?:y|ies)|columnist|analyst|newsroom|team|contributor|press|news|wire|post|times|associated)\b",
                   re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stamp:
    span: Span  # within the line
    day: str = ""  # ISO
    clock: str = ""  # 08:39
    offset: str = ""  # +00:00, where a zone is named that has one distance from UTC
    label: str = ""  # published, updated, first published, ...


@dataclass(frozen=True, slots=True)
class Byline:
    author: str = ""
    author_span: Span | None = None
    stamps: tuple[Stamp, ...] = ()
    labelled: bool = False  # says "By" or "Published"
    ago: bool = False
    rest: str = ""  # the words that are none of all this
    pieces: tuple[str, ...] = field(default=())

    @property
    def stamp(self) -> Stamp | None:
        """The one that says when it came out, rather than when it was changed."""
        first = [stamp for stamp in self.stamps if stamp.label.startswith(("first", "original"))]
        plain = [stamp for stamp in self.stamps if not stamp.label.startswith(("updated", "last", "modified"))]
        return next(iter([*first, *plain, *self.stamps]), None)

    @property
    def pure(self) -> bool:
        """Nothing but a name and times."""
        return not self.rest and bool(self.author or self.stamps or self.ago)


def read_byline(line: str) -> Byline:
    """Never fails: a line that is no byline has most of its words in `rest`."""
    bare = _blank(EMPTY, _blank(READ_TIME, line))
    dates, bare = _dates(bare)
    clocks, bare = _clocks(bare)
    stamps = _joined(line, dates, clocks)
    ago = bool(AGO.search(bare))
    bare = _blank(AGO, bare)
    labelled = bool(LABEL.search(bare) or BY.match(bare))
    bare = _cut(LABEL, bare)
    bare = _cut(BY, bare)
    author, span, rest, pieces = _author(bare)
    return Byline(author, span, stamps, labelled, ago, rest, pieces)


def _blank(pattern: re.Pattern[str], line: str) -> str:
    """Offsets stay: what was understood becomes a separator and spaces."""
    return pattern.sub(lambda match: "|" + " " * (len(match[0]) - 1) if match[0] else "", line)


def _cut(pattern: re.Pattern[str], line: str) -> str:
    return _blank(pattern, line)


def _dates(line: str) -> tuple[list[tuple[Span, str]], str]:
    found = []
    for match in DATE.finditer(line):
        day = _day(match)
        if day:
            found.append((match.span(), day))
            line = line[:match.start()] + "|" + " " * (len(match[0]) - 1) + line[match.end():]
    return found, line


def _day(match: re.Match[str]) -> str:
    """ISO; `--06-21` where the year is left out."""
    part = match.groupdict()
    with suppress(BadDate, ValueError):
        if part["y1"]:
            return str(whole(int(part["y1"]), int(part["m1"]), int(part["d1"])))
        if part["y4"]:
            first, second = int(part["a"]), int(part["b"])
            return str(whole(int(part["y4"]), first, second) if second > 12 else whole(int(part["y4"]), second, first))
        month, day, year = (part["m2"], part["d2"], part["y2"]) if part["m2"] else (part["m3"], part["d3"], part["y3"])
        value = whole(int(year or 2000), month_number(month), int(day)).first
        return value if year else f"-{value[4:]}"
    return ""


def _clocks(line: str) -> tuple[list[tuple[Span, str, str]], str]:
    found = []
    for match in CLOCK.finditer(line):
        read = _clock(match)
        if read:
            found.append((match.span(), *read))
            line = line[:match.start()] + "|" + " " * (len(match[0]) - 1) + line[match.end():]
    return found, line


def _clock(match: re.Match[str]) -> tuple[str, str] | None:
    part = match.groupdict()
    if part["h4"]:
        hour, minute, zone = int(part["h4"]), int(part["m4"]), part["z4"]
    else:
        if not part["m"] and not part["half"]:
            return None
        hour, minute, zone = int(part["h"]), int(part["m"] or 0), part["zone"]
    if part["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if part["half"][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return None
    distance = ZONES.get((zone or "").upper(), "")
    if part["offset"]:
        with suppress(BadDate):
            distance = offset(part["offset"].upper().removeprefix("UTC").removeprefix("GMT"))
    return f"{hour:02}:{minute:02}", distance


def _joined(line: str, dates: list[tuple[Span, str]], clocks: list[tuple[Span, str, str]]) -> tuple[Stamp, ...]:
    """A date and the clock beside it are one stamp."""
    stamps: list[Stamp] = []
    left = list(clocks)
    for span, day in dates:
        near = [clock for clock in left if _gap(line, span, clock[0])]
        if near:
            left.remove(near[0])
            hull = (min(span[0], near[0][0][0]), max(span[1], near[0][0][1]))
            stamps.append(Stamp(hull, day, near[0][1], near[0][2]))
        else:
            stamps.append(Stamp(span, day))
    stamps += [Stamp(span, "", clock, distance) for span, clock, distance in left]
    return tuple(_labelled(line, stamp) for stamp in sorted(stamps, key=lambda stamp: stamp.span))


def _gap(line: str, a: Span, b: Span) -> bool:
    between = line[min(a[1], b[1]):max(a[0], b[0])]
    return len(between) <= 6 and not re.search(r"[^\W\d_]{3,}|\|", between)


def _labelled(line: str, stamp: Stamp) -> Stamp:
    before = list(LABEL.finditer(line[:stamp.span[0]]))
    if before and len(line[before[-1].end():stamp.span[0]].strip(" ,:-")) < 12:
        return Stamp(stamp.span, stamp.day, stamp.clock, stamp.offset, " ".join(before[-1][0].casefold().split()))
    return stamp


def _author(line: str) -> tuple[str, Span | None, str, tuple[str, ...]]:
    author, span, rest, pieces = "", None, [], []
    at = 0
    for part in re.split(rf"({SEPARATOR.pattern})", line):
        start, words = at, part.strip()
        at += len(part)
        if not words or SEPARATOR.fullmatch(part) or not re.search(r"\w", words):
            continue
        name = AFTER_NAME.sub("", words).strip(" ,.;:")
        pieces.append(words)
        if is_name(name) and not author:
            begin = start + part.index(name)
            author, span = name, (begin, begin + len(name))
        elif (author and (is_name(name) or TITLE.search(words))) or (not author and TITLE.search(words) and len(words.split()) < 6):
            continue  # a second name, a place, a post
        elif re.fullmatch(r"(?:at|on|and|in|the|updated|date)\b\W*", words, re.IGNORECASE):
            continue
        else:
            rest.append(words)
    return author, span, " ".join(rest), tuple(pieces)


def is_name(words: str) -> bool:
    """One to some persons' names, by their form alone."""
    parts = words.split()
    if not 1 <= len(parts) <= 9 or not all(NAME_WORD.fullmatch(part) or part in PARTICLES for part in parts):
        return False
    real = [part for part in parts if part.casefold() not in PARTICLES]
    return bool(real) and all(part[0].isupper() or part[:2] in ("d'", "d’", "al") for part in real) and (len(real) > 1 or len(real[0]) > 1) and parts[0].casefold() not in ("and", "of")
