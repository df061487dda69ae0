"""When each story of a page was published: its own stamp, the page's day for a time without one, or what its text gives away."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from workbench.core.extraction import ReadArticle, Source
from workbench.core.records import Span
from workbench.ingest import times
from workbench.ingest.bylines import AGO, Stamp
from workbench.ingest.relative import made
from workbench.ingest.rows import Row
from workbench.ingest.stories import Story

MADE = ("pdf", "docx")  # their metadata says when the file was made, which may be long after its text
LATE = timedelta(days=7)  # and is believed when it is at most this long after the last day that the text speaks of
JUMP = 6 * 60  # minutes by which a clock must go the wrong way to have passed midnight
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}
TOP = 5  # lines in which a page's title may hold its day
AGE = re.compile(r"(\d+|an?|one|two|three)\s?(s|m|h|d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A story's stamp, the line that it stands in, the words."""
    stamp: Stamp
    row: int
    span: Span


def date_stories(source: Source, rows: Sequence[Row], found: Sequence[Story], articles: Sequence[ReadArticle]) -> list[ReadArticle]:
    page, timed = page_stamp(source, rows), page_stamp(source, rows, clocked=True)
    stamps = [_stamp(rows, story) for story in found]
    days = _days(stamps, page.day, source.company)
    out = []
    for article, story, stamp, day in zip(articles, found, stamps, days, strict=True):
        if article.published_from == "analyst":
            out.append(article)
        else:
            out.append(_dated(article, stamp, day) if stamp and day else _aged(rows, story, article, timed))
    return _inferred(source, out, page.day)


def _stamp(rows: Sequence[Row], story: Story) -> Found | None:
    """One with a day and a clock before one with either; a day and a clock on lines one below the other are one."""
    every = [Found(stamp, n, _span(rows[n], stamp.span)) for n in story.stamps if (stamp := rows[n].stamp)]
    best = max(every, key=lambda one: has_year(one.stamp) + bool(one.stamp.clock), default=None)
    if best and best.stamp.day and not best.stamp.clock:
        below = next((one for one in every if one.row == best.row + 1 and one.stamp.clock and not one.stamp.day), None)
        if below:
            return Found(replace(below.stamp, day=best.stamp.day), best.row, (best.span[0], below.span[1]))
    return best


def _span(row: Row, inside: Span) -> Span:
    return row.span[0] + inside[0], row.span[0] + inside[1]


def has_year(stamp: Stamp) -> bool:
    return bool(stamp.day) and not stamp.day.startswith("-")


def page_stamp(source: Source, rows: Sequence[Row], *, clocked: bool = False) -> Stamp:
    """What the manifest or form states, the first full date (`clocked`: with a clock, if there is one) outside the text, or the metadata's."""
    written = [stamp for row in rows if row.kind in ("byline", "furniture") for stamp in row.byline.stamps if has_year(stamp)]
    written = written or [stamp for row in rows[:TOP] if row.kind == "headline" for stamp in row.byline.stamps if has_year(stamp)]
    written.sort(key=lambda stamp: clocked and not stamp.clock)
    known = source.stated.published_at or (source.found.published_at if not written and source.format not in MADE else "")
    return Stamp((0, 0), known[:10], known[11:16], known[16:]) if known or not written else written[0]


def _days(stamps: Sequence[Found | None], page: str, company: str = "") -> list[str]:
    """The day of each stamp. One without a year has the page's, else that of the page's company; one without a day takes the page's, and the next
    or the one before where the clock passes midnight."""
    clocks = [_minutes(one.stamp.clock) if one and one.stamp.clock and not one.stamp.day else None for one in stamps]
    steps = [b - a for a, b in pairwise(clock for clock in clocks if clock is not None)]
    newest_first = sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)
    out: list[str] = []
    day, last = page, None
    for one, clock in zip(stamps, clocks, strict=True):
        if one and one.stamp.day:
            day, last = _with_year(one.stamp.day, page) or _beside(one.stamp.day, company), _minutes(one.stamp.clock) if one.stamp.clock else None
        elif clock is not None:
            if last is not None and day and len(steps) > 1:
                day = _passed(day, clock - last, newest_first)
            last = clock
        out.append(day if one else "")
    return out


def _passed(day: str, step: int, newest_first: bool) -> str:
    by = -1 if newest_first and step > JUMP else 1 if not newest_first and -step > JUMP else 0
    return (date.fromisoformat(day) + timedelta(days=by)).isoformat()


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:5])


def _with_year(day: str, page: str) -> str:
    """`--06-21` takes the page's year; without one it is no day."""
    if not day.startswith("-"):
        return day
    try:
        return date.fromisoformat(f"{page[:4]}{day[1:]}").isoformat() if page else ""
    except ValueError:
        return ""


def _beside(day: str, company: str) -> str:
    """`--12-30` in the year that brings it nearest to the day of other texts on the same news."""
    if not company or not day.startswith("-"):
        return ""
    near = date.fromisoformat(company)
    years = [found for step in (-1, 0, 1) if (found := made(near.year + step, int(day[2:4]), int(day[5:7])))]
    return min(years, key=lambda found: abs(found - near)).isoformat() if years else ""


def _dated(article: ReadArticle, found: Found, day: str) -> ReadArticle:
    stamp = found.stamp
    value = f"{day}T{stamp.clock}{stamp.offset}" if stamp.clock else day
    source = "stated" if has_year(stamp) else "inferred"
    return replace(article, published_at=value, published_from=source, evidence=(*article.evidence, ("published_at", found.span)))


def _aged(rows: Sequence[Row], story: Story, article: ReadArticle, page: Stamp) -> ReadArticle:
    """"2 min ago", counted back from the page's own time."""
    row = next((rows[n] for n in story.stamps if rows[n].byline.ago), None)
    match = AGO.search(row.text) if row else None
    if not row or not match or not page.day:
        return article
    ages = AGE.findall(match[0].casefold())  # none in "just now"
    days = any(unit == "d" for _, unit in ages)
    back = sum((timedelta(**{UNITS[unit]: COUNTS.get(number) or int(number)}) for number, unit in ages), timedelta())
    moment = datetime.fromisoformat(f"{page.day}T{page.clock or '00:00'}") - (back if page.clock or days else timedelta())
    value = moment.isoformat(timespec="minutes") + page.offset if page.clock and not days else moment.date().isoformat()
    return replace(article, published_at=value, published_from="inferred", evidence=(*article.evidence, ("published_at", _span(row, match.span()))))


def _inferred(source: Source, articles: list[ReadArticle], page: str) -> list[ReadArticle]:
    """A lede has the day of the posts under it; another undated story the metadata's or the page's, else the latest that it speaks of as past."""
    latest = max((article.published_at[:10] for article in articles if article.kind == "post"), default="")
    single = sum(article.kind != "teaser" for article in articles) == 1
    articles = [_with_offset(article, source.found.published_at) for article in articles]
    return [article if article.published_at or article.kind == "teaser" else _guessed(source, article, latest, page, single) for article in articles]


def _with_offset(article: ReadArticle, found: str) -> ReadArticle:
    """The metadata's distance from UTC for the very minute that the page shows without one."""
    same = len(article.published_at) == 16 and article.published_at == found[:16]
    return replace(article, published_at=found) if same else article


def _spoken(source: Source, article: ReadArticle, made: str) -> str:
    """The latest day that the text speaks of as past, or the day when its file was made soon after."""
    day = times.latest_day(source.text, article.span, near=source.company or made)
    late = date.fromisoformat(made) - date.fromisoformat(day) if made and day else LATE * 2
    return made if timedelta() <= late <= LATE else day


def _guessed(source: Source, article: ReadArticle, latest: str, page: str, single: bool) -> ReadArticle:
    told = source.found.published_at if single else ""
    if told and source.format not in MADE:  # no stamp of its own
        return replace(article, published_at=told, published_from="stated")
    day = (latest if article.kind == "article" else "") or page or _spoken(source, article, told)
    return replace(article, published_at=day, published_from="inferred") if day else article
