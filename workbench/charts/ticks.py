"""Where the time axis has its ticks and how they read: "Tue 18 Jun", the year once beneath; the days are those of the project's zone."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FIRST, LAST = -719_000.0, 2_932_000.0  # days since the epoch that a datetime can hold, with a margin
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
STEPS = (("minute", 1), ("minute", 5), ("minute", 15), ("minute", 30), ("hour", 1), ("hour", 3), ("hour", 6), ("hour", 12),
         ("day", 1), ("day", 2), ("day", 7), ("day", 14), ("month", 1), ("month", 3), ("month", 6),
         ("year", 1), ("year", 2), ("year", 5), ("year", 10), ("year", 25), ("year", 100), ("year", 500), ("year", 1000), ("year", 2500))
LENGTHS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "month": 30.4, "year": 365.25}


@dataclass(frozen=True, slots=True)
class Tick:
    at: float  # days since the epoch, UTC
    label: str
    under: str = ""  # a second line: the day of hours, the year of days; only where it changes
    day: bool = False  # a day begins here


def to_moment(days: float, zone: tzinfo) -> datetime:
    return (EPOCH + timedelta(days=min(max(days, FIRST), LAST))).astimezone(zone)


def to_days(moment: datetime) -> float:
    return (moment - EPOCH) / timedelta(days=1)


def day_words(moment: datetime) -> str:
    return f"{DAYS[moment.weekday()]} {moment.day} {MONTHS[moment.month - 1]}"


def interval_words(left: float, right: float, zone: str = "UTC") -> str:
    """How a mark's time reads: "20 Jun 2024, 14:39", "20 Jun 2024", "17 Jun 2024 to 21 Jun 2024"."""
    where = ZoneInfo(zone)
    first = to_moment(left, where)
    if right - left < 1 / 1440:
        return f"{day_words(first)} {first.year}, {first:%H:%M}"
    last = to_moment(right - 1 / 1440, where)
    both = [f"{day_words(day)} {day.year}" for day in (first, last)]
    return both[0] if both[0] == both[1] else " to ".join(both)


def ticks(left: float, right: float, room: int, zone: str = "UTC") -> list[Tick]:
    """At most `room` ticks, at the roundest moments."""
    where = ZoneInfo(zone)
    left, right = max(left, FIRST), min(right, LAST)
    unit, step = next(((u, n) for u, n in STEPS if (right - left) / (LENGTHS[u] * n) <= room), STEPS[-1])
    moments = [moment for moment in _walk(left, right, unit, step, where) if left <= to_days(moment) <= right]
    return list(_labelled(moments, unit))


def _walk(left: float, right: float, unit: str, step: int, zone: tzinfo) -> Iterator[datetime]:
    """Wall-clock moments: an hour or a day step over a change of the clock lands on the round hour again."""
    at = _floor(to_moment(left, zone), unit, step)
    while to_days(at) <= right:
        yield at
        if at.year + step > MAXYEAR:
            return
        at = _next(at, unit, step)


def _floor(moment: datetime, unit: str, step: int) -> datetime:
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if unit == "minute":
        return day.replace(hour=moment.hour, minute=moment.minute // step * step)
    if unit == "hour":
        return day.replace(hour=moment.hour // step * step)
    if unit == "day":
        return _plus(day, timedelta(days=-(day.weekday() if step >= 7 else (day.toordinal() % step))))
    if unit == "month":
        return day.replace(day=1, month=(day.month - 1) // step * step + 1)
    return day.replace(day=1, month=1, year=max(1, day.year // step * step))


def _next(at: datetime, unit: str, step: int) -> datetime:
    if unit == "month":
        months = at.year * 12 + at.month - 1 + step
        return at.replace(year=months // 12, month=months % 12 + 1)
    if unit == "year":
        return at.replace(year=at.year + (step if at.year > 1 else step - 1 or 1))
    return _plus(at, timedelta(**{f"{unit}s": step}))


def _plus(at: datetime, delta: timedelta) -> datetime:
    """On the wall clock, not in elapsed time."""
    return (at.replace(tzinfo=None) + delta).replace(tzinfo=at.tzinfo)


def _labelled(moments: list[datetime], unit: str) -> Iterator[Tick]:
    said = ""
    for moment in moments:
        label, under = _words(moment, unit)
        yield Tick(to_days(moment), label, under if under != said else "", unit != "minute" and not moment.hour)
        said = under


def _words(moment: datetime, unit: str) -> tuple[str, str]:
    if unit in ("minute", "hour"):
        return f"{moment:%H:%M}", f"{day_words(moment)} {moment.year}"
    if unit == "day":
        return day_words(moment), str(moment.year)
    return (MONTHS[moment.month - 1], str(moment.year)) if unit == "month" else (str(moment.year), "")
