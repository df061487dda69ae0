"""Date expressions that are counted from the day on which the story came out: "Thursday", "last month", "two years ago"."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.core.dates import MONTHS, WEEKDAY_NUMBERS, WEEKDAYS, BadDate, last_day
from workbench.ingest.dateforms import DAY_MONTH, MONTH, MONTH_WORD, ORDINALS, PART, QUARTER, SEASON, WEEKDAY, Reading, month_of, quarter, season
from workbench.ingest.feasts import feast
from workbench.ingest.tense import day_to_come, month_to_come

DAY = timedelta(days=1)
NUMBER = r"(?P<number>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of)"
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "a couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
          "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}
STEPS = {"last": -1, "past": -1, "this": 0, "the": 0, "next": 1, "coming": 1}
UNTIL = re.compile(r"\b(?:until|till|by|before|next|for|through to) (?:the |a )?(?:end of |late |early |mid-)?$", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|after|back in|over|during) (?:the |a )?(?:late |early |mid-)?$", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:will|won[’']t|shall|going to|due|scheduled|expected|set to|planned|plans?|would|could|may|might|must|fears?|hopes?)\b"
                   r"|[’']ll\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from: the story's day, and what stands around the words."""
    day: date
    before: str = ""
    after: str = ""

    @property
    def monday(self) -> date:
        return self.day - self.day.weekday() * DAY

    @property
    def ahead(self) -> bool:
        """The clause looks ahead, for expressions that rarely do."""
        return bool(UNTIL.search(self.before) or AHEAD.search(re.split(r"[.!?;:\n]\s", self.before)[-1][-60:]))

    @property
    def reason(self) -> str:
        return f"counted from {WEEKDAYS[self.day.weekday()]} {self.day.day} {MONTHS[self.day.month - 1]}"


Reader = Callable[[re.Match[str], Context], Reading | None]


def read(key: str, context: Context) -> Reading | None:
    """First and last day of an expression in the form that `dateforms.key` gives it."""
    for pattern, reader in READERS:
        if match := pattern.fullmatch(key):
            try:
                if reading := reader(match, context):
                    return reading
            except (ValueError, OverflowError, BadDate):
                continue  # 31 June, the year 0
    return None


def month_span(year: int, number: int) -> Reading:
    """`number` may lie outside 1 to 12: the year goes with it."""
    year, index = divmod(year * 12 + number - 1, 12)
    return date(year, index + 1, 1), last_day(year, index + 1)


def made(year: int, number: int, day: int) -> date | None:
    try:
        return date(year, number, day)
    except ValueError:
        return None


def _group(match: re.Match[str], *names: str) -> str:
    """The first of these groups that the form has and that matched."""
    found = match.groupdict()
    return next((found[name] for name in names if found.get(name)), "")


def _shifted(by: int) -> Reader:
    return lambda match, context: (context.day + by * DAY, context.day + by * DAY)


def _overnight(match: re.Match[str], context: Context) -> Reading:
    return (context.day, context.day + DAY) if AHEAD.search(context.before[-70:]) else (context.day - DAY, context.day)


def _weekday(match: re.Match[str], context: Context) -> Reading:
    number, which = WEEKDAY_NUMBERS[match["weekday"]], match["which"] or ""
    if week := match["week"]:
        day = context.monday + (number + 7 * STEPS[week]) * DAY
        return day, day
    back = (context.day.weekday() - number) % 7
    if which in ("last", "past"):
        day = context.day - (back or 7) * DAY
    elif which.endswith("coming") or which in ("next", "this"):
        day = context.day + ((-back) % 7 or (7 if which == "next" else 0)) * DAY
    elif back and day_to_come(context.before, context.after, 7 - back):
        day = context.day + (7 - back) * DAY
    else:
        day = context.day - back * DAY
    return day, day


def _week(match: re.Match[str], context: Context) -> Reading:
    monday = context.monday + 7 * STEPS[match["which"]] * DAY
    return monday, monday + 6 * DAY


def _earlier_this_week(match: re.Match[str], context: Context) -> Reading:
    return context.monday, max(context.monday, context.day - DAY)


def _weekend(match: re.Match[str], context: Context) -> Reading:
    """The one that is on or was last, unless the clause looks ahead."""
    saturday, which = context.monday + 5 * DAY, match["which"] or ""
    begun = context.day >= saturday
    if which == "next":
        saturday += 7 * DAY
    elif which == "last" or (not begun and which != "this" and not context.ahead):
        saturday -= 7 * DAY
    return saturday, saturday + DAY


def _month(match: re.Match[str], context: Context) -> Reading:
    return month_span(context.day.year, context.day.month + STEPS[match["which"]])


def _year(match: re.Match[str], context: Context) -> Reading:
    year, part = context.day.year + STEPS[match["which"]], (match["part"] or "").strip()
    if part in ("start of", "beginning of", "turn of"):
        return month_span(year, 1)
    if part == "end of":
        return month_span(year, 12)
    return date(year, 1, 1), date(year, 12, 31)


def _new_year(match: re.Match[str], context: Context) -> Reading:
    return month_span(context.day.year + (context.day.month > 6), 1)


def _named_month(match: re.Match[str], context: Context) -> Reading:
    """A month without its year: the story's own, or the nearest one on the side that the clause speaks of."""
    number, which = month_of(match["month"]), match["which"] or ""
    gap, year = number - context.day.month, context.day.year
    if match["year"]:
        year += STEPS[match["year"]]
    elif which == "last":
        year -= gap >= 0
    elif which == "next":
        year += gap <= 0
    elif which != "this" and gap:
        ahead = month_to_come(context.before, context.after, gap % 12, gap < 0)
        year += (1 if ahead else 0) if gap < 0 else (0 if ahead else -1)
    return month_span(year, number)


def _day_of_month(match: re.Match[str], context: Context) -> Reading:
    """A day without its year takes the one that brings it nearest to the story's, a little rather before it."""
    number, day = month_of(_group(match, "month", "month2")), int(_group(match, "day", "day2"))
    if year := _group(match, "year"):
        only = date(context.day.year + STEPS[year], number, day)
        return only, only
    near = [found for step in (-1, 0, 1) if (found := made(context.day.year + step, number, day))]
    if weekday := _group(match, "weekday"):
        near = [found for found in near if found.weekday() == WEEKDAY_NUMBERS[weekday]] or near
    best = min(near, key=lambda found: abs((found - context.day).days) + (20 if found > context.day else 0))
    return best, best


def _days_of_month(match: re.Match[str], context: Context) -> Reading:
    number, first, last = month_of(_group(match, "month", "month2")), int(match["first"]), int(match["last"])
    years = [int(match["year"])] if match["year"] else [context.day.year + step for step in (-1, 0, 1)]
    ends = [found for year in years if (found := made(year, number, last))]
    end = min(ends, key=lambda found: abs((found - context.day).days))
    return end.replace(day=first), end


def _bare_day(match: re.Match[str], context: Context) -> Reading:
    """"the 15th": of this month, or of the last one where it is still to come and the clause does not look ahead."""
    day = int(match["day"])
    month = context.day if day <= context.day.day or context.ahead else context.day.replace(day=1) - DAY
    return month.replace(day=day), month.replace(day=day)


def _ago(match: re.Match[str], context: Context) -> Reading:
    """As precise as the unit: days for days and weeks, a month for months, a year for years (a month for one year)."""
    number = COUNTS.get(match["number"], 0) or int(match["number"])
    unit = match["unit"].rstrip("s")
    if unit in ("minute", "hour"):
        return context.day, context.day
    if unit in ("day", "week"):
        day = context.day - number * (7 if unit == "week" else 1) * DAY
        return day, day
    if unit == "month" or (unit == "year" and number == 1):
        return month_span(context.day.year, context.day.month - number * (1 if unit == "month" else 12))
    year = context.day.year - number * (10 if unit == "decade" else 1)
    return date(year, 1, 1), date(year, 12, 31)


def _season(match: re.Match[str], context: Context) -> Reading:
    every = [season(match["season"], context.day.year + step) for step in (-2, -1, 0, 1)]
    now = [span for span in every if span[0] <= context.day <= span[1]]
    gone, coming = [span for span in every if span[1] < context.day], [span for span in every if span[0] > context.day]
    which = match["which"] or ""
    if which == "last":
        return gone[-1]
    if which == "next":
        return coming[0]
    if which == "this":
        return now[0] if now else min(every, key=lambda span: abs((span[0] - context.day).days))
    if SINCE.search(context.before):
        return (now or gone)[-1]
    if now and not UNTIL.search(context.before):
        return now[0]
    return coming[0] if context.ahead else gone[-1]


def _quarter(match: re.Match[str], context: Context) -> Reading:
    year = context.day.year
    if match["year"]:
        return quarter(match, year + STEPS[match["year"].split()[0]])
    span = quarter(match, year)
    return quarter(match, year - 1) if (span[0] - context.day).days > 200 and not context.ahead else span


def _feast(match: re.Match[str], context: Context) -> Reading | None:
    """The one nearest to the story; the clause decides where two are about as near."""
    every = [day for step in (-1, 0, 1) if (day := feast(match["feast"], context.day.year + step))]
    gone, coming = [day for day in every if day <= context.day], [day for day in every if day >= context.day]
    if not gone or not coming:
        return None
    back, ahead = (context.day - gone[-1]).days, (coming[0] - context.day).days
    past = match["which"] == "last" or bool(SINCE.search(context.before)) or (back < ahead and not UNTIL.search(context.before) and back < 100)
    day = gone[-1] if past or (back < 45 < ahead / 4) else coming[0]
    return day, day


def _end_of(match: re.Match[str], context: Context) -> Reading:
    what = match["what"]
    if what.endswith("week"):
        return context.monday + 6 * DAY, context.monday + 6 * DAY
    step = STEPS.get(what.split()[0], 0)
    return month_span(context.day.year, context.day.month + step) if what.endswith("month") else month_span(context.day.year + step, 12)


def _rest_of(match: re.Match[str], context: Context) -> Reading:
    last = {"year": date(context.day.year, 12, 31), "month": last_day(context.day.year, context.day.month), "week": context.monday + 6 * DAY}
    return context.day, last[match["what"]]


def _week_of_month(match: re.Match[str], context: Context) -> Reading:
    number = month_of(match["month"])
    gap = number - context.day.month
    first, last = month_span(context.day.year + (gap < 0 and month_to_come(context.before, context.after, gap % 12, True)), number)
    if match["nth"] == "last":
        start = last - (last.weekday() if last.weekday() > 2 else last.weekday() + 7) * DAY
        return start, last
    start = first + (ORDINALS[match["nth"]] - 1) * 7 * DAY
    return start, start + 6 * DAY


EARLIER = r"(?:earlier |later |early |late |sometime )?"
WHICH = r"(?:(?P<which>last|this|next) )?"
WHICH_YEAR = r"(?: (?P<year>last|this|next) year)?"
FORMS: tuple[tuple[str, Reader], ...] = (
    (rf"{EARLIER}(?:today|tonight|this (?:morning|afternoon|evening|lunchtime)|noon|midday|midnight|dawn|evening)", _shifted(0)),
    (rf"(?:late |early )?yesterday(?:{PART}| overnight)|last night|previous day|a day earlier", _shifted(-1)),
    (r"day before yesterday", _shifted(-2)),
    (r"day after tomorrow", _shifted(2)),
    (rf"tomorrow{PART}", _shifted(1)),
    (r"overnight", _overnight),
    (rf"(?:(?P<which>last|next|this|this coming|coming|past) )?(?:early |late )?{WEEKDAY}{PART}(?: (?P<week>last|next|this) week)?", _weekday),
    (rf"(?:{WEEKDAY},? )?\(?{DAY_MONTH}\)?{PART}{WHICH_YEAR}", _day_of_month),
    (rf"(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?{MONTH}{PART}{WHICH_YEAR}", _day_of_month),
    (rf"(?P<first>\d\d?)(?:st|nd|rd|th)?\s?(?:-|–|to|and|until)\s?(?P<last>\d\d?)(?:st|nd|rd|th)? {MONTH}(?:,? (?P<year>\d{{4}}))?", _days_of_month),
    (rf"(?P<month2>{MONTH_WORD}) (?P<first>\d\d?)\s?(?:-|–|to|and)\s?(?P<last>\d\d?)(?:,? (?P<year>\d{{4}}))?", _days_of_month),
    (r"earlier (?:in the|this) week", _earlier_this_week),
    (r"(?:later |earlier |early |late )?(?P<which>last|this|next) week", _week),
    (rf"{WHICH}weekend", _weekend),
    (r"(?:later |earlier |early |late |mid |middle of )?(?P<which>last|this|next) month", _month),
    (r"(?:later |earlier )?(?P<part>start of |beginning of |turn of |end of |early |late )?(?P<which>last|this|next|the) year", _year),
    (r"new year", _new_year),
    (rf"{WHICH}(?:(?:early|mid|late)[\s-]|(?:end|start|beginning|middle) of )?{MONTH}(?:,? (?P<year>last|this|next) year)?", _named_month),
    (r"(?P<day>\d\d?)(?:st|nd|rd|th)", _bare_day),
    (rf"{NUMBER} (?P<unit>minutes?|hours?|days?|weeks?|months?|years?|decades?) ago", _ago),
    (rf"{WHICH}(?:early |late |mid-)?{SEASON}", _season),
    (QUARTER.pattern, _quarter),
    (rf"{WHICH}(?P<feast>new year's day|new year's eve|christmas(?: day| eve)?|boxing day|easter(?: sunday| monday)?|good friday|thanksgiving"
     r"|halloween|valentine's day|may day)", _feast),
    (r"end of (?:the )?(?P<what>(?:this |next |last )?(?:week|month|year))", _end_of),
    (r"rest of (?:the |this )?(?P<what>year|month|week)", _rest_of),
    (rf"(?P<nth>first|second|third|fourth|last) week (?:of|in) {MONTH}", _week_of_month))
READERS = [(re.compile(pattern), reader) for pattern, reader in FORMS]
