"""Days of the axis as the dates that an annotation stores: whole days where a day is narrow on the screen, else minutes of the project's zone."""
from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from workbench.charts.annotations import stretch
from workbench.charts.ticks import to_moment
from workbench.core.records import Annotation

WIDE_DAY = 160.0  # points: a day that wide has room for hours
DAY, MINUTES = 1.0, 5 / 1440


def step(scale: float) -> float:
    """What times snap to when a day is `scale` points wide."""
    return DAY if scale < WIDE_DAY else MINUTES


def to_iso(days: float, zone: str, whole_day: bool = False) -> str:
    """A moment as it is stored: local time of the zone, to the minute, or the day it lies in."""
    moment = to_moment(days + 0.5 / 1440, ZoneInfo(zone))
    return f"{moment:%Y-%m-%d}" if whole_day else f"{moment:%Y-%m-%dT%H:%M}"


def snapped(days: float, to: float) -> float:
    return round(days / to) * to if to < DAY else days


def span(left: float, right: float, to: float, zone: str) -> tuple[str, str]:
    """The dates of a span from one place of the axis to another: every day that it touches, or its minutes."""
    left, right = sorted((left, right))
    if to >= DAY:
        return to_iso(left, zone, True), to_iso(max(left, right - 1 / 1440), zone, True)
    return to_iso(snapped(left, to), zone), to_iso(snapped(right, to), zone)


def shifted(annotation: Annotation, days: float, part: str, to: float, zone: str) -> Annotation:
    """A span or marker moved by so many days; `part` `from` or `to` moves that edge of a span alone."""
    where = stretch(annotation, zone)
    if where is None:
        return annotation
    if annotation.kind == "marker":
        at = sum(where) / 2 + days
        return replace(annotation, date_from=to_iso(at if to >= DAY else snapped(at, to), zone, to >= DAY))
    left, right = where[0] + (days if part != "to" else 0.0), where[1] + (days if part != "from" else 0.0)
    if to >= DAY:  # to the nearest midnight
        left, right = left + 0.5, max(right + 0.5, left + 1.5)
        return replace(annotation, date_from=to_iso(left, zone, True), date_to=to_iso(right - 1.0, zone, True))
    first, last = span(left, right, to, zone)
    return replace(annotation, date_from=first, date_to=last)
