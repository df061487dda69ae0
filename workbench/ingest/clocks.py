"""When each story of a page was published: its own stamp, the page's day for a time without one, or what its text gives away."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from workbench.core.dates import first_last
from workbench.core.records import ReadArticle, Source, Span
from workbench.ingest import times
from workbench.ingest.bylines import Stamp
from workbench.ingest.rows import Row
from workbench.ingest.stories import Story

JUMP = 6 * 60  # minutes by which a clock must go the wrong way to have passed midnight


def date_stories(source: Source, rows: Sequence[Row], found: Sequence[Story], articles: Sequence[ReadArticle]) -> list[ReadArticle]:
    day = page_day(source, rows)
    stamps = [_stamp(rows, story) for story in found]
    days = _days(stamps, day)
    out = []
    for article, stamp, own in zip(articles, stamps, days, strict=True):
        out.append(article if article.published_from == "analyst" else _dated(rows, article, stamp, own))
    return _inferred(source, found, out)


def _stamp(rows: Sequence[Row], story: Story) -> tuple[Stamp, int] | None:
    """The story's stamp and the line that it stands in: one with a day and a clock before one with either."""
    every = [(stamp, n) for n in story.stamps if (stamp := rows[n].stamp)]
    return max(every, key=lambda pair: (bool(pair[0].day) and pair[0].day[:1] != "-") + bool(pair[0].clock), default=None)


def page_day(source: Source, rows: Sequence[Row]) -> str:
    """The day that the manifest or form states, the first full date outside the stories' text, or the metadata's."""
    if source.stated.published_at:
        return source.stated.published_at[:10]
    for row in rows:
        if row.kind in ("byline", "furniture"):
            for stamp in row.byline.stamps:
                if stamp.day and not stamp.day.startswith("-"):
                    return stamp.day
    return source.found.published_at[:10]


def _days(stamps: Sequence[tuple[Stamp, int] | None], page: str) -> list[str]:
    """The day of each stamp; one without takes the page's, and the next or the one before where the clock passes midnight."""
    clocks = [_minutes(pair[0].clock) if pair and pair[0].clock and not pair[0].day else None for pair in stamps]
    steps = [b - a for a, b in _pairs(clocks)]
    newest_first = sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
    out: list[str] = []
    day, last = page, None
    for pair, clock in zip(stamps, clocks, strict=True):
        if pair and pair[0].day:
            day = _with_year(pair[0].day, page)
            last = _minutes(pair[0].clock) if pair[0].clock else None
        elif clock is not None:
            if last is not None and day and len(steps) > 1:
                if newest_first and clock - last > JUMP:
                    day = _shift(day, -1)
                elif not newest_first and last - clock > JUMP:
                    day = _shift(day, 1)
            last = clock
        out.append(day if pair else "")
    return out


def _pairs(clocks: Sequence[int | None]) -> list[tuple[int, int]]:
    known = [clock for clock in clocks if clock is not None]
    return list(pairwise(known))


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _shift(day: str, by: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _with_year(day: str, page: str) -> str:
    """`--06-21` takes the page's year."""
    if not day.startswith("-"):
        return day
    return f"{page[:4]}{day[1:]}" if page else ""


def _dated(rows: Sequence[Row], article: ReadArticle, pair: tuple[Stamp, int] | None, day: str) -> ReadArticle:
    if not pair or not day:
        return article
    stamp, n = pair
    start = rows[n].span[0]
    words: Span = (start + stamp.span[0], start + stamp.span[1])
    value = f"{day}T{stamp.clock}{stamp.offset}" if stamp.clock else day
    own = bool(stamp.day) and not stamp.day.startswith("-")
    return replace(article, published_at=value, published_from="stated" if own else "inferred", evidence=(*article.evidence, ("published_at", words)))


def _inferred(source: Source, found: Sequence[Story], articles: list[ReadArticle]) -> list[ReadArticle]:
    """A lede has the day of the posts under it; another undated story the metadata's day, else the latest that its text speaks of as past."""
    posts = [first_last(article.published_at[:10]) for article in articles if article.kind == "post" and article.published_at]
    latest = max((days[1].isoformat() for days in posts if days), default="")
    out = []
    for article in articles:
        if article.published_at or article.kind == "teaser":
            out.append(article)
        elif article.kind == "article" and latest:
            out.append(replace(article, published_at=latest, published_from="inferred"))
        elif source.found.published_at and len([a for a in articles if a.kind != "teaser"]) == 1:
            out.append(replace(article, published_at=source.found.published_at, published_from="stated"))
        else:
            day = times.latest_day(source.text, article.span)
            out.append(replace(article, published_at=day, published_from="inferred") if day else article)
    return out
