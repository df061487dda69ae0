"""Dates as precise as they were said: a day, a month, a year, a stretch, or a stretch that is open at one end.

A stored value is `2024`, `2024-06`, `2024-06-19`, `2024-06-21T08:39` (with an offset where one is known) or `first/last` of these, where `..`
is an open end. Everything here counts in the proleptic Gregorian calendar and never asks the machine for its clock.
"""
from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workbench.core.errors import WorkbenchError

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
REMEMBERED = 20_000  # values: the stories of a project share their days and clocks
MONTH_NUMBERS = {name[:length].casefold(): n for n, name in enumerate(MONTHS, 1) for length in range(3, len(name) + 1)} | {"sept": 9}
WEEKDAY_NUMBERS = {name[:length].casefold(): n for n, name in enumerate(WEEKDAYS) for length in range(3, len(name) + 1)}

ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
CLOCK = re.compile(r"(\d{4}-\d\d?-\d\d?)[T ](\d\d?):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?")
WORDS_CLOCK = re.compile(r"(.*[a-z].*?),? (\d\d?):(\d\d)\s*(UTC|Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
ORDINAL = r"(?:st|nd|rd|th)?"
DAY_FIRST = re.compile(rf"(\d\d?){ORDINAL}(?: of)? ([a-z]+)\.?,?(?: (\d{{4}}))?", re.IGNORECASE)
MONTH_FIRST = re.compile(rf"([a-z]+)\.? (\d\d?){ORDINAL}(?:,? (\d{{4}}))?", re.IGNORECASE)
MONTH_ONLY = re.compile(r"([a-z]+)\.?,?(?: (\d{4}))?", re.IGNORECASE)
DAYS_ONLY = re.compile(rf"(\d\d?){ORDINAL}")
NUMBERS = re.compile(r"(\d\d?)[/.](\d\d?)[/.](\d{4})")
RANGE = re.compile(r"\s*[–—]\s*|\s+(?:-|to|until)\s+|(?<=\d)-(?=\d\d?\s+[a-z])", re.IGNORECASE)
ISO_RANGE = re.compile(r"(\.\.|\d{4}(?:-[^/]*)?)\s*/\s*(\.\.|\d{4}(?:-[^/]*)?)")
AFTER_MONTH = re.compile(r"([A-Za-z]+\.?) (\d\d?)\s*[-–—]\s*(\d\d?)((?:,? \d{4})?)")
OPEN = re.compile(r"(before|until|till|by|up to|after|since|from)\s+(.+)", re.IGNORECASE)


class BadDate(WorkbenchError):
    """What was typed is no date; the sentence says why."""


@dataclass(frozen=True, slots=True)
class DateValue:
    """`first` and `last` are ISO days (minutes, where a clock was given); empty where the date is open there, both empty: unknown."""
    first: str = ""
    last: str = ""
    precision: str = ""  # minute, day, month, year, interval
    open: str = ""  # before, after

    def __str__(self) -> str:
        """The value as it is stored."""
        if self.open:
            return f"../{self.last}" if self.open == "before" else f"{self.first}/.."
        if self.precision == "interval":
            return f"{self.first}/{self.last}"
        return self.first[:{"year": 4, "month": 7, "day": 10}.get(self.precision, len(self.first))]


def month_number(word: str) -> int | None:
    return MONTH_NUMBERS.get(word.rstrip(".").casefold())


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def whole(year: int, month: int | None = None, day: int | None = None) -> DateValue:
    """A year, a month or a day; BadDate where the calendar has none such."""
    if not 1 <= year <= 9999:
        raise BadDate(f"{year}: years go from 1 to 9999")
    if month is None:
        return DateValue(f"{year:04}-01-01", f"{year:04}-12-31", "year")
    if not 1 <= month <= 12:
        raise BadDate(f"month {month}: months go from 1 to 12")
    if day is None:
        return DateValue(f"{year:04}-{month:02}-01", last_day(year, month).isoformat(), "month")
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        in_year = f" in {year}" if month == 2 else ""
        raise BadDate(f"{day} {MONTHS[month - 1]}: {MONTHS[month - 1]}{in_year} has {length} days")
    iso = f"{year:04}-{month:02}-{day:02}"
    return DateValue(iso, iso, "day")


def parse(text: str, relative_to: date | None = None) -> DateValue:
    """What an analyst types into a date cell. A date without a year takes that of `relative_to`; nothing typed is the unknown date."""
    words = " ".join(text.split())
    if not words or words in ("..", "?"):
        return DateValue()
    if opened := OPEN.fullmatch(words):
        return _open(opened[1].casefold(), parse(opened[2], relative_to))
    single = _single(words, relative_to)
    if single:
        return single
    if halves := _halves(words):
        return _range(*halves, relative_to)
    raise BadDate(f"“{words}” is no date: write 19 June 2024, June 2024, 17-21 Jun 2024, before 2024-06-20 or an ISO date")


def _halves(words: str) -> tuple[str, str] | None:
    """The two ends of a stretch: 17-21 June, June 17-21, 30 May to 2 June, 2024-06-17/2024-06-21."""
    if match := ISO_RANGE.fullmatch(words):
        return match[1], match[2]
    parts = RANGE.split(AFTER_MONTH.sub(r"\2-\3 \1\4", words))
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _open(word: str, value: DateValue) -> DateValue:
    if not value.first or not value.last:
        raise BadDate(f"after “{word}” there must be one date")
    day_before, day_after = _shift(value.first, -1), _shift(value.last, 1)
    if word == "before":
        return DateValue("", day_before, "interval", "before")
    if word == "after":
        return DateValue(day_after, "", "interval", "after")
    return DateValue(value.first[:10], "", "interval", "after") if word in ("since", "from") else DateValue("", value.last[:10], "interval", "before")


def _shift(iso: str, days: int) -> str:
    try:
        return (date.fromisoformat(iso[:10]) + days * DAY).isoformat()
    except OverflowError:
        raise BadDate(f"{iso}: there is no day beyond it") from None


def _single(words: str, relative_to: date | None) -> DateValue | None:
    if match := CLOCK.fullmatch(words):
        return _minute(match[1], *match.groups()[1:])
    if (match := WORDS_CLOCK.fullmatch(words)) and (day := _single(match[1], relative_to)) and day.precision == "day":
        return _minute(day.first, *match.groups()[1:])
    if match := ISO.fullmatch(words):
        return whole(int(match[1]), *(int(n) for n in match.groups()[1:] if n))
    words = re.sub(rf"^(?:{'|'.join(WEEKDAYS)}|{'|'.join(name[:3] for name in WEEKDAYS)})\.?,? (?=\S)", "", words, flags=re.IGNORECASE)
    for pattern, order in ((DAY_FIRST, (3, 2, 1)), (MONTH_FIRST, (3, 1, 2)), (MONTH_ONLY, (2, 1, 0))):
        match = pattern.fullmatch(words)
        if match and (month := month_number(match[order[1]])):
            return whole(_year(match[order[0]], relative_to, words), month, int(match[order[2]]) if order[2] else None)
    if match := NUMBERS.fullmatch(words):
        return _numbers(int(match[1]), int(match[2]), int(match[3]), words)
    return None


def _year(digits: str | None, relative_to: date | None, words: str) -> int:
    if digits:
        return int(digits)
    if relative_to is None:
        raise BadDate(f"“{words}” needs a year")
    return relative_to.year


def _numbers(first: int, second: int, year: int, words: str) -> DateValue:
    """12/06/2024 may be June or December: refused where both would do, so that nobody's habit is guessed."""
    if first <= 12 and second <= 12 and first != second:
        raise BadDate(f"“{words}” could be {first} {MONTHS[second - 1]} or {second} {MONTHS[first - 1]}: write the month as a word")
    return whole(year, first, second) if second > 12 else whole(year, second, first)


def _minute(day: str, hour: str, minute: str, distance: str | None) -> DateValue:
    iso = whole(*(int(n) for n in day.split("-"))).first
    if int(hour) > 23 or int(minute) > 59:
        raise BadDate(f"{hour}:{minute} is no time of day")
    value = f"{iso}T{int(hour):02}:{minute}" + offset((distance or "").upper().replace("UTC", "Z"))
    return DateValue(value, value, "minute")


def offset(words: str) -> str:
    """`Z`, `+0200`, `+02:00` as `+02:00`; nothing for nothing."""
    if words in ("", "Z"):
        return "+00:00" if words else ""
    digits = words.replace(":", "")
    if int(digits[1:3]) > 14 or int(digits[3:5]) > 59:
        raise BadDate(f"{words} is no time zone's distance from UTC")
    return f"{digits[:3]}:{digits[3:5]}"


def _range(left: str, right: str, relative_to: date | None) -> DateValue:
    if left in ("", "..") or right in ("", ".."):
        return _open("until", parse(right, relative_to)) if left in ("", "..") else _open("since", parse(left, relative_to))
    last = parse(right, relative_to)
    first = _start(left, last, relative_to)
    if not first.first or not last.last or first.open or last.open:
        raise BadDate(f"“{left}” to “{right}” is no stretch of time")
    if first.first > last.last:
        raise BadDate(f"{show(str(first))} is after {show(str(last))}: the earlier date comes first")
    return DateValue(first.first, last.last, "interval")


def _start(words: str, last: DateValue, relative_to: date | None) -> DateValue:
    """The left end of a range may lack what the right end says: the month, the year, or words after the day."""
    end = date.fromisoformat(last.last[:10]) if last.last else relative_to
    if end and (match := DAYS_ONLY.fullmatch(words)):
        return whole(end.year, end.month, int(match[1]))
    if end and (match := re.fullmatch(rf"([A-Za-z]+)\.? (\d\d?){ORDINAL}", words)) and (month := month_number(match[1])):
        return whole(end.year, month, int(match[2]))
    return parse(words, end)


@lru_cache(maxsize=REMEMBERED)
def first_last(value: str) -> tuple[date, date] | None:
    """The days that a stored value covers; `date.min` and `date.max` stand for open ends; None for no value or a broken one."""
    if not value:
        return None
    left, slash, right = value.partition("/")
    try:
        first = date.min if left == ".." else date.fromisoformat(_day(left).first[:10])
        last = date.max if slash and right == ".." else date.fromisoformat(_day(right if slash else left).last[:10])
    except (BadDate, ValueError):
        return None
    return first, last


@lru_cache(maxsize=REMEMBERED)
def _day(piece: str) -> DateValue:
    value = _single(piece, None)
    if value is None:
        raise BadDate(f"“{piece}” is no stored date")
    return value


def from_days(first: date, last: date) -> str:
    """The shortest stored value that covers exactly these days."""
    if first == last:
        return first.isoformat()
    if first.day == 1 and last == last_day(first.year, first.month):
        return f"{first:%Y-%m}" if first.year > 999 else first.isoformat()[:7]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return first.isoformat()[:4]
    return f"{first.isoformat()}/{last.isoformat()}"


def show(value: str) -> str:
    """A stored value for a screen: 19 Jun 2024, Jun 2024, 17–21 Jun 2024, before 20 Jun 2024, 21 Jun 2024 08:39."""
    left, slash, right = value.partition("/")
    if not slash:
        return _show(value)
    if left == "..":
        return f"before {_show(_shift(_day(right).last, 1))}"
    if right == "..":
        return f"since {_show(left)}"
    first, last = _show(left).split(), _show(right).split()
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    dash = "–" if len(first) - shared == len(last) - shared == 1 else " – "
    return " ".join(first[:len(first) - shared]) + dash + " ".join(last)


def _show(piece: str) -> str:
    day, _, clock = piece.partition("T")
    numbers = [int(n) for n in day.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", day) else []
    if not numbers or (len(numbers) > 1 and not 1 <= numbers[1] <= 12):
        return piece
    names = [str(numbers[0])]
    if len(numbers) > 1:
        names.insert(0, MONTHS[numbers[1] - 1][:3])
    if len(numbers) > 2:
        names.insert(0, str(numbers[2]))
    return " ".join([*names, *([_show_clock(clock)] if clock else [])])


def _show_clock(clock: str) -> str:
    time, distance = clock[:5], clock[5:]
    return f"{time} UTC" if distance == "+00:00" else f"{time} {distance}".rstrip()


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadDate(f"“{name}” is no time zone: write one such as Europe/London or UTC") from None


def _moment(iso: str, zone: str) -> datetime:
    moment = datetime.fromisoformat(iso)
    return moment if moment.tzinfo else moment.replace(tzinfo=_zone(zone))


@lru_cache(maxsize=REMEMBERED)
def day_number(iso: str, zone: str = "UTC") -> float:
    """Days since 1970-01-01 in UTC. A day, month or year counts from its first midnight in `zone`, as does a clock without an offset."""
    start = iso.partition("/")[0]
    if "T" not in start:
        start = _day(start).first + "T00:00"
    return _number(_moment(start, zone))


@lru_cache(maxsize=REMEMBERED)
def interval(iso: str, zone: str = "UTC") -> tuple[float, float]:
    """First and last moment, as `day_number`: a day is as wide as the day, a minute has no width, open ends are infinite."""
    left, slash, right = iso.partition("/")
    if not slash:
        right = left
    first = float("-inf") if left == ".." else day_number(left, zone)
    if right == "..":
        return first, float("inf")
    return first, day_number(right, zone) if "T" in right else _end(right, zone)


def _end(piece: str, zone: str) -> float:
    last = date.fromisoformat(_day(piece).last)
    if last == date.max:
        return _number(_moment(f"{last.isoformat()}T23:59:59", zone))
    return _number(_moment(f"{(last + DAY).isoformat()}T00:00", zone))


def _number(moment: datetime) -> float:
    try:
        return (moment - EPOCH) / DAY
    except OverflowError:
        return (moment.replace(tzinfo=UTC) - EPOCH) / DAY
