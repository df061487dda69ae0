"""Dates in a text: where they stand, and their values, each with the reason, for the analyst to check."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from workbench.core.dates import WEEKDAY_NUMBERS, first_last, month_number
from workbench.core.extraction import ReadArticle
from workbench.core.records import Span
from workbench.ingest import relative, tense
from workbench.ingest.dateforms import DAY_MONTH, PART, WEEKDAY, absolute, bare, key, stored
from workbench.ingest.decode import FoundName

DAY = timedelta(days=1)
_ANY_DAY = date(2024, 6, 19)  # to try whether words can be read at all
YEARS_BACK = 12  # how far a weekday and a day of a month, which give their year away together, are looked for
NEUTRAL = 4  # days ahead that speak neither for nor against what is to come: the anchor need not be the day it came out
NAMED = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?"
         r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?)")
NAMED_ALONE = r"(?:January|February|March|April|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
NAMED_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
RULE = re.compile("|".join((
    rf"\b(?:{NAMED_DAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{NAMED}(?![a-z])|{NAMED}\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\d:]))"
    r"(?:,?\s+(?:\d{4}\b|(?:last|this) year\b))?",
    r"\b\d{4}-\d\d-\d\d\b",
    rf"\b(?:[Ll]ast |[Nn]ext |[Tt]his )?{NAMED_DAY}(?:\s+\((?:{NAMED} \d{{1,2}}|\d{{1,2}} {NAMED})\)"
    r"|(?:[\s-](?:morning|afternoon|evening|night))?(?:\s+(?:last|next) week)?\b)",
    rf"\b(?:[Ll]ast |[Tt]his |[Nn]ext |[Ee]arly |[Ll]ate |[Mm]id-|[Ee]arlier )?{NAMED_ALONE}"
    r"(?:\s+(?:\d{4}|(?:last|this) year)\b|(?![\w-])(?!\s+[A-Z][a-z]))",
    r"\b(?:in|since|until|by|last|of) May(?: \d{4})?\b",
    r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?:\s+(?:morning|afternoon|evening|overnight))?\b|\b[Oo]vernight\b|\b[Ll]ast night\b",
    r"\b(?:[Ee]arlier |[Ll]ater )?(?:[Tt]his|[Ll]ast|[Nn]ext) "
    r"(?:week|weekend|month|year|morning|afternoon|evening|spring|summer|autumn|fall|winter)\b",
    r"\b(?:in|since|until|by|of|from|during) (?:19|20)\d\d\b(?!\s+(?:people|votes|troops))|\bthe (?:19|20)\d0s\b",
    r"\b(?:\d+|an?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en) (?:days?|weeks?|months?|years?) ago\b")))
LEAD = re.compile(r"(?:in|since|until|by|of|from|during)\s+")
DATED_WEEKDAY = re.compile(rf"{WEEKDAY},? \(?{DAY_MONTH}\)?")
BARE_DAY = re.compile(DAY_MONTH)
HEAD, LATE_YEARS = 600, 4  # characters in which a dateline and its weekday stand; years that are looked through: in more, any weekday fits one
BARE_WEEKDAY = re.compile(rf"{WEEKDAY}{PART}")


def date_values(text: str, spans: Sequence[Span], articles: Sequence[ReadArticle]) -> list[tuple[str, str]]:
    """(value, reason) of each span; both empty where the words cannot be put on a calendar (a duration, a weekday in an undated story)."""
    out = []
    ordered = sorted(articles, key=lambda article: article.span)
    starts = [article.span[0] for article in ordered]
    for start, end in spans:
        place = bisect_right(starts, start) - 1
        owner = ordered[place] if place >= 0 and start < ordered[place].span[1] else None
        low, high = owner.span if owner else (0, len(text))
        days = first_last(owner.published_at[:10]) if owner else None
        out.append(read(text[start:end], days[0] if days else None, text[max(low, start - 160):start], text[end:min(high, end + 80)]))
    return out


def read(words: str, day: date | None, before: str = "", after: str = "") -> tuple[str, str]:
    """The value of one expression and why. Without the story's `day` only what names its own year can be read."""
    form = key(words)
    if value := absolute(form):
        return value, "as written"
    if day is None:
        return "", ""
    lead = words[:len(words) - len(bare(words))]
    context = relative.Context(day, before + lead, after)
    reading = relative.read(form, context)
    return (stored(*reading), context.reason) if reading else ("", "")


def joined(text: str, names: Iterable[FoundName]) -> list[FoundName]:
    """ "May" and "2018", "Friday" and "next week" are one date where they are read as one; other names stay as they are."""
    out: list[FoundName] = []
    for name in sorted(names):
        last = out[-1] if out else None
        beside = last and last.type == name.type == "DATE" and text[last.span[1]:name.span[0]] in (" ", ", ")
        if last and beside and read(text[last.span[0]:name.span[1]], _ANY_DAY)[0]:
            out[-1] = FoundName((last.span[0], name.span[1]), "DATE", min(last.confidence, name.confidence))
        else:
            out.append(name)
    return out


def find_dates(text: str, span: Span | None = None) -> list[Span]:
    """Date expressions that can be told by their form alone; what stands before them ("in 2022") is not part of them."""
    out = []
    for match in RULE.finditer(text, *(span or (0, len(text)))):
        lead = LEAD.match(match[0])
        out.append((match.start() + (lead.end() if lead else 0), match.end()))
    return out


def latest_day(text: str, span: Span, today: date | None = None, *, near: str = "") -> str:
    """The latest day that a story without a clock speaks of as past: a full date, or one whose weekday tells its year, and the weekdays around it.

    `near` is a day of other texts on the same news, for a story that has no such date: its weekdays are then those around that day.
    """
    found = find_dates(text, span)
    today = today or date.today()
    days = [day for start, end in found if (day := _own_day(text[start:end], today))]
    days += [day] if not days and (day := _dateline(text, span, found, today)) else []
    if days:
        return max([*days, *_weekdays_near(text, span, found, max(days))]).isoformat()
    if not near:
        return ""
    return max(_weekdays_near(text, span, found, date.fromisoformat(near)), default=date.fromisoformat(near)).isoformat()


def _dateline(text: str, span: Span, found: Sequence[Span], today: date) -> date | None:
    """"SEOUL, June 21 (Reuters) - ... on Friday": the first date, without its year, is the day of the first weekday where some late year agrees."""
    forms = [(start, key(text[start:end])) for start, end in found if start < span[0] + HEAD]
    dated = next((match for _, form in forms if (match := BARE_DAY.fullmatch(form))), None)
    named = next((match for _, form in forms if (match := BARE_WEEKDAY.fullmatch(form))), None)
    number = month_number(dated["month"] or dated["month2"]) if dated else None
    if not dated or not named or not number:
        return None
    every = [relative.made(year, number, int(dated["day"] or dated["day2"])) for year in range(today.year, today.year - LATE_YEARS, -1)]
    return next((day for day in every if day and day <= today and day.weekday() == WEEKDAY_NUMBERS[named["weekday"]]), None)


def _own_day(words: str, today: date) -> date | None:
    form = key(words)
    stated = first_last(absolute(form))
    if stated and stated[0] == stated[1]:
        return stated[0]
    return _by_weekday(form, today)


def _by_weekday(form: str, today: date) -> date | None:
    """"Thursday (Jun 20)": the latest year up to `today` in which that date fell on that weekday."""
    match = DATED_WEEKDAY.fullmatch(form)
    number = month_number(match["month"] or match["month2"]) if match else None
    if not match or not number:
        return None
    every = [relative.made(year, number, int(match["day"] or match["day2"])) for year in range(today.year, today.year - YEARS_BACK, -1)]
    return next((day for day in every if day and day <= today and day.weekday() == WEEKDAY_NUMBERS[match["weekday"]]), None)


def _weekdays_near(text: str, span: Span, found: Sequence[Span], anchor: date) -> list[date]:
    """The weekdays that the story names, in the week around a day that it dates, as far as its sentences mean the past."""
    out = []
    for start, end in found:
        match = BARE_WEEKDAY.fullmatch(key(text[start:end]))
        if match:
            ahead = (WEEKDAY_NUMBERS[match["weekday"]] - anchor.weekday() + 3) % 7 - 3
            if ahead <= 0 or not tense.day_to_come(text[max(span[0], start - 160):start], text[end:end + 80], NEUTRAL):
                out.append(anchor + ahead * DAY)
    return out
