"""Bylines and time stamps: who wrote a story and when, out of a line such as "Andy Gregory21 June 2024 08:39" or "Updated at 3.52pm BST"."""
from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace

from workbench import assets
from workbench.core.dates import MONTH_NUMBERS, BadDate, month_number, offset, whole
from workbench.core.records import Span

ZONES: dict[str, str] = assets.words("zones")
MONTH = rf"(?:{'|'.join(sorted(MONTH_NUMBERS, key=len, reverse=True))})\.?"
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
ZONE = "|".join(sorted(ZONES, key=len, reverse=True))
DATE = re.compile(
    r"(?<!\d)(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)(?!\d)(?:T(?=\d))?"
    rf"|(?<!\d)(?:\b{WEEKDAY},?\s+)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{MONTH})(?![a-z])(?:,?\s+(?P<y2>\d{{4}})(?!\d))?"
    rf"|(?:\b{WEEKDAY},?\s+)?(?:\b|(?<=[a-z])(?=[A-Z]))(?P<m3>{MONTH})\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:.])(?:,?\s+(?P<y3>\d{{4}})(?!\d))?"
    r"|(?<!\d)(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<y4>\d{4})(?!\d)", re.IGNORECASE)
CLOCK = re.compile(
    rf"(?<!\d)(?P<h4>\d\d)(?P<m4>\d\d)\s*(?P<z4>{ZONE})\b"
    r"|(?<![\d:.,$€£])(?P<h>\d{1,2})(?:\s?[:.h](?P<m>\d\d)(?P<seconds>:\d\d(?:\.\d+)?)?(?!\d|[.:]\d))?\s*(?P<half>[ap]\.?\s?m\b\.?)?"
    rf"(?:\s*(?:(?P<zone>{ZONE})\b|(?P<offset>(?:UTC|GMT)?[+-]\d\d:?\d\d\b)))?", re.IGNORECASE)
LEADING_CLOCK = re.compile(rf"[\[(]?(?P<clock>\d{{1,2}}[:.h]\d\d(?:\s?[ap]\.?m\b\.?)?(?:\s+(?:{ZONE})\b)?)[\])]?\s*(?:[–—|:-]\s*)"
                           r"(?=[^\W\d_]|[“‘\"'])", re.IGNORECASE)
HAS_DIGIT = re.compile(r"\d")
AGO = re.compile(r"\b(?:\d+\s?(?:h|hrs?|hours?)\s+)?(?:\d+|an?|one|two|three)\s?(?:s|m|h|d|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?)\s+ago\b"
                 r"|\bjust now\b", re.IGNORECASE)
LABEL = re.compile(r"\b(?:first\s+|last\s+|originally\s+)?(?:published|updated|modified|posted|created|issued|released)\b(?:\s*(?:at|on|:))*",
                   re.IGNORECASE)
BY = re.compile(r"(?:^|(?<=[|•·/\s(]))(?:par/)?(?:posted by|written by|words by|words|story by|reported by|reporting by|edited by|editing|compiled by"
                r"|interview|by|por|autor|authors?|writer|from|live with|source)(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
ROLE = re.compile(r"^(?:(?:our|the|national|regional|chief|senior|deputy|staff)\s+)*(?:[a-z]+(?:\s[a-z]+)?\s+)?"
                  r"(?:correspondents?|reporters?|editors?|writers?)\s+(?=[A-Z])")
READ_TIME = re.compile(r"\s*[|•·]?\s*\b\d+\s*min(?:ute)?s?\s+read\b\W*", re.IGNORECASE)
COUNTER = re.compile(r"\b\d[\d,.]*\s+(?:comments?|shares?)\b", re.IGNORECASE)
EMPTY = re.compile(r"\(\s*(?:updated|published|now|earlier)?\s*:?\s*\)|\((?:now|earlier)\)", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@\w+")
SEPARATOR = re.compile(r"(\s*(?:[|•·●▪–—/();]|\s-\s|\s{2,}|,)\s*)")
AFTER_NAME = re.compile(r"\s+(?:in|at|near|reports?|reporting|on|for|with)\s+\S.*$")
OF_OUTLET = re.compile(r"^[A-Z][\w ]*['’]s\s+(?=[A-Z])")  # "CNN's Mariya Knight"
TITLE = re.compile(r"\b(?:correspondents?|reporters?|editors?|writers?|staff|desk|bureau|agenc(?:y|ies)|columnist|analyst|newsroom|newsdesk|team"
                   r"|contributors?|press|news|wire|post|times|associated|inputs|media)\b", re.IGNORECASE)
FILLER = re.compile(r"(?:at|on|and|in|the|updated|date|with|pictures?|photographs?|additional)\b\W*", re.IGNORECASE)
PARTICLES = {"de", "da", "del", "della", "di", "do", "dos", "du", "van", "von", "der", "den", "la", "le", "al", "el", "bin", "ibn", "ben",
             "of", "and", "with", "y", "e", "ter", "&"}
SMALL = {"our", "the", "and", "of", "from", "by", "with"}
NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_][\w’'.\-]*")
MOST_NAME_WORDS = 9
LONGEST = 300  # characters of a byline


@dataclass(frozen=True, slots=True)
class Stamp:
    span: Span  # within the line
    day: str = ""  # ISO; --06-21 where the year is left out
    clock: str = ""  # 08:39
    offset: str = ""  # +00:00, where a zone is named that has one distance from UTC
    label: str = ""  # published, updated at, first published on, ...


@dataclass(frozen=True, slots=True)
class Byline:
    author: str = ""
    author_span: Span | None = None
    stamps: tuple[Stamp, ...] = ()
    labelled: bool = False  # says "By" or "Published"
    ago: bool = False
    rest: str = ""  # the words that are none of all this
    signed: bool = False  # by nobody with a name: a desk, an agency, a handle

    @property
    def stamp(self) -> Stamp | None:
        """The one that says when it came out, rather than when it was changed."""
        first = [stamp for stamp in self.stamps if stamp.label.startswith(("first", "original"))]
        plain = [stamp for stamp in self.stamps if not stamp.label.startswith(("updated", "last", "modified"))]
        return next(iter([*first, *plain, *self.stamps]), None)

    @property
    def pure(self) -> bool:
        """Nothing but a name and times."""
        return not self.rest and bool(self.author or self.stamps or self.ago or self.signed)


def read_byline(line: str) -> Byline:
    """Never fails: a line that is no byline has most of its words in `rest`."""
    if len(line) > LONGEST:
        return Byline(rest=line)
    bare = line
    for pattern in (READ_TIME, COUNTER, EMPTY):
        bare = _blank(pattern, bare)
    dates, bare = _dates(bare)
    clocks, bare = _clocks(bare, bool(dates))
    ago, handle = bool(AGO.search(bare)), bool(HANDLE.search(bare))
    labelled = bool(LABEL.search(bare) or BY.match(bare.lstrip(" |(")))
    for pattern in (AGO, HANDLE, LABEL, BY):
        bare = _blank(pattern, bare)
    author, span, rest, signed = _author(bare)
    return Byline(author, span, _joined(line, dates, clocks), labelled, ago, rest, signed or handle)


def leading_clock(line: str) -> Stamp | None:
    """The clock that a paragraph of a ticker begins with: "14:15 – Police have ..."."""
    match = LEADING_CLOCK.match(line[:LONGEST])
    clock = CLOCK.match(match["clock"]) if match else None
    read = _clock(clock, True) if clock else None
    return Stamp(match.span("clock"), "", *read) if match and read else None


def _blank(pattern: re.Pattern[str], line: str) -> str:
    """Offsets stay: what was understood becomes a separator and spaces."""
    return pattern.sub(lambda match: _gap(match[0]), line)


def _gap(words: str) -> str:
    return "|" + " " * (len(words) - 1) if words else ""


def _dates(line: str) -> tuple[list[tuple[Span, str]], str]:
    found = []
    for match in DATE.finditer(line) if HAS_DIGIT.search(line) else ():
        if day := _day(match):
            found.append((match.span(), day))
            line = line[:match.start()] + _gap(match[0]) + line[match.end():]
    return found, line


def _day(match: re.Match[str]) -> str:
    part = match.groupdict()
    with suppress(BadDate, ValueError):
        if part["y1"]:
            return str(whole(int(part["y1"]), int(part["m1"]), int(part["d1"])))
        if part["y4"]:
            first, second = int(part["a"]), int(part["b"])  # 21/10, as most of the world writes it, unless only 10/21 is a day
            return str(whole(int(part["y4"]), first, second) if second > 12 else whole(int(part["y4"]), second, first))
        month, day, year = (part["m2"], part["d2"], part["y2"]) if part["m2"] else (part["m3"], part["d3"], part["y3"])
        value = whole(int(year or 2000), month_number(month), int(day)).first
        return value if year else f"-{value[4:]}"
    return ""


def _clocks(line: str, dated: bool) -> tuple[list[tuple[Span, str, str]], str]:
    found = []
    for match in CLOCK.finditer(line) if HAS_DIGIT.search(line) else ():
        if read := _clock(match, dated):
            found.append((match.span(), *read))
            line = line[:match.start()] + _gap(match[0]) + line[match.end():]
    return found, line


def _clock(match: re.Match[str], dated: bool) -> tuple[str, str] | None:
    """Clock and distance from UTC. A lone clock with seconds is a time code of a recording."""
    part = match.groupdict()
    if part["h4"]:
        return _timed(int(part["h4"]), int(part["m4"]), "", ZONES.get(part["z4"].upper(), ""))
    if (not part["m"] and not part["half"]) or (part["seconds"] and not dated and not part["zone"]):
        return None
    return _timed(int(part["h"]), int(part["m"] or 0), part["half"] or "", ZONES.get((part["zone"] or "").upper(), "") or _distance(part["offset"]))


def _timed(hour: int, minute: int, half: str, distance: str) -> tuple[str, str] | None:
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    return (f"{hour:02}:{minute:02}", distance) if hour < 24 and minute < 60 else None


def _distance(words: str | None) -> str:
    with suppress(BadDate):
        return offset(re.sub(r"^(?:UTC|GMT)", "", (words or "").upper()))
    return ""


def _joined(line: str, dates: list[tuple[Span, str]], clocks: list[tuple[Span, str, str]]) -> tuple[Stamp, ...]:
    """A date and the clock beside it are one stamp."""
    stamps: list[Stamp] = []
    left = list(clocks)
    for span, day in dates:
        near = next((clock for clock in left if _beside(line, span, clock[0])), None)
        if near:
            left.remove(near)
            stamps.append(Stamp((min(span[0], near[0][0]), max(span[1], near[0][1])), day, near[1], near[2]))
        else:
            stamps.append(Stamp(span, day))
    stamps += [Stamp(span, "", clock, distance) for span, clock, distance in left]
    return tuple(_labelled(line, stamp) for stamp in sorted(stamps, key=lambda stamp: stamp.span))


def _beside(line: str, a: Span, b: Span) -> bool:
    between = line[min(a[1], b[1]):max(a[0], b[0])]
    return len(between) <= 6 and not re.search(r"[^\W\d_]{3,}", between)


def _labelled(line: str, stamp: Stamp) -> Stamp:
    before = list(LABEL.finditer(line[:stamp.span[0]]))
    if before and len(line[before[-1].end():stamp.span[0]].strip(" ,:-")) < 12:
        return replace(stamp, label=" ".join(before[-1][0].casefold().split()))
    return stamp


def _author(line: str) -> tuple[str, Span | None, str, bool]:
    """The first name; what is left over; whether a desk or agency signs."""
    author, span, rest, signed, at = "", None, [], False, 0
    for part in SEPARATOR.split(line):
        start, words = at, part.strip()
        at += len(part)
        if not re.search(r"\w", words):
            continue
        role = ROLE.match(words)
        name = OF_OUTLET.sub("", AFTER_NAME.sub("", words[role.end():] if role else words).strip(" ,.;:"))
        if not author and is_name(name) and not FILLER.fullmatch(name):
            begin = start + part.index(name)
            author, span = name, (begin, begin + len(name))
        elif (author and is_name(name)) or _is_desk(words):
            signed = True  # a second name, a place, a post
        elif not FILLER.fullmatch(words) and not (author and re.match(r"(?:and|with)\s+[A-Z]", words)):
            rest.append(words)
    return author, span, " ".join(rest), signed


def _is_desk(words: str) -> bool:
    """"Associated Press", "our fisheries correspondent": hardly a word that is no name, title or filler."""
    plain = [word for word in words.split() if word[0].islower() and not TITLE.search(word) and word not in SMALL]
    return bool(TITLE.search(words)) and len(words.split()) < 7 and len(plain) < 2


def is_name(words: str) -> bool:
    """One to some persons' names, by their form alone."""
    parts = words.split()
    real = [part for part in parts if part.casefold() not in PARTICLES]
    if not real or len(parts) > MOST_NAME_WORDS or parts[0].casefold() in ("and", "of", "with"):
        return False
    formed = all(NAME_WORD.fullmatch(part) or part in PARTICLES for part in parts)
    return formed and all(part[0].isupper() or part[:2] in ("d'", "d’", "al") for part in real) and len("".join(real)) > 1
