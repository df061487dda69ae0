"""How news texts write dates: the forms of the words, and the value of those that name their own year."""
from __future__ import annotations

import re
from datetime import date

from workbench.core.dates import BadDate, from_days, last_day, month_number, whole

Reading = tuple[date, date]
MONTH_WORD = (r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
              r"|dec(?:ember)?)\.?")
MONTH = rf"(?P<month>{MONTH_WORD})"
WEEKDAY = r"(?P<weekday>mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DAY_MONTH = rf"(?:{DAYS} (?:of )?{MONTH}|(?P<month2>{MONTH_WORD}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?)"
PART = (r"(?:[\s-](?:early |late )?(?:morning|afternoon|evening|night|nights|noon|midnight|lunchtime|midday|dawn|overnight|a\.?m\.?|p\.?m\.?))?")
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
LEADING = re.compile(r"^(?:(?:late|early|earlier|later)\s+on|(?:on|in|by|before|after|since|until|till|from|during|for|of|at|around|about|through|to"
                     r"|as of|dated|the (?:morning|afternoon|evening|night) of|before dawn(?: on)?"
                     r"|shortly before|shortly after)\b)\s+(?=\S)", re.IGNORECASE)

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
FULL = re.compile(rf"(?:{WEEKDAY},? )?{DAY_MONTH},? (?P<year>\d{{4}}){PART}")
MONTH_YEAR = re.compile(rf"(?:(?:early|mid|late|end of|start of|beginning of)[\s-](?:in )?)?{MONTH}(?: of)?,? (?P<year>\d{{4}})")
YEAR = re.compile(r"(?P<part>early |mid-|mid |late |end of |start of |fiscal |fiscal year |year )?(?P<year>1[5-9]\d\d|20\d\d)")
YEARS = re.compile(r"(1[5-9]\d\d|20\d\d)\s?(?:-|–|to|and|until)\s?(\d{4}|\d\d)")
MONTHS_YEAR = re.compile(rf"{MONTH} (?:-|–|to|and|until) (?P<month2>{MONTH_WORD}),? (?P<year>\d{{4}})")
DECADE = re.compile(r"(?:(early|mid|late)[\s-])?(1[5-9]\d0|20\d0)'?s")
QUARTER = re.compile(r"(?:(?P<which>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter|q(?P<n>[1-4])|(?P<half>first|second)[\s-]half)"
                     r"(?: of| in)?(?: (?P<year>\d{4}|this year|last year|next year))?")
SEASON_YEAR = re.compile(rf"(?:early |late )?{SEASON}(?: of| in)?,? (?P<year>\d{{4}})")
IN_YEAR = re.compile(r".*\b(?:in|of) (?P<year>1[5-9]\d\d|20\d\d)")
PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "start of": (1, 1), "end of": (12, 12)}


def bare(words: str) -> str:
    """Without the prepositions before it."""
    while match := LEADING.match(words):
        words = words[match.end():]
    return words


def key(words: str) -> str:
    """The expression as the forms here know it: lower case, no "the", no possessive, no marks around it."""
    out = re.sub(r"\s+", " ", words.casefold().replace("’", "'")).strip(" ,.;:()\"“”‘'—–")
    out = re.sub(r"'s?$", "", out)
    return re.sub(r"^the (?=\S)", "", bare(re.sub(r"^the (?=\S)", "", bare(out)))).strip()


def absolute(key: str) -> str:
    """The value of an expression that needs no day to be counted from; nothing for any other."""
    try:
        if match := ISO.fullmatch(key):
            return str(whole(int(match[1]), int(match[2]), int(match[3])))
        if match := FULL.fullmatch(key):
            return str(whole(int(match["year"]), month_of(match["month"] or match["month2"]), int(match["day"] or match["day2"])))
        if match := MONTH_YEAR.fullmatch(key):
            return str(whole(int(match["year"]), month_of(match["month"])))
        if match := YEAR.fullmatch(key):
            return _part_of_year(int(match["year"]), (match["part"] or "").strip(" -"))
        if (match := YEARS.fullmatch(key)) and (pair := _years(match)):
            return f"{pair[0]}/{pair[1]}"
        if match := MONTHS_YEAR.fullmatch(key):
            return f"{match['year']}-{month_of(match['month']):02}/{match['year']}-{month_of(match['month2']):02}"
        if match := DECADE.fullmatch(key):
            return f"{match[2]}/{int(match[2]) + 9}"
        if match := SEASON_YEAR.fullmatch(key):
            return stored(*season(match["season"], int(match["year"])))
        if (match := QUARTER.fullmatch(key)) and (match["year"] or "").isdigit():
            return stored(*quarter(match, int(match["year"])))
        if match := IN_YEAR.fullmatch(key):
            return match["year"]
    except BadDate:
        return ""
    return ""


def _years(match: re.Match[str]) -> tuple[int, int] | None:
    first = int(match[1])
    second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return (first, second) if first < second < first + 200 else None


def _part_of_year(year: int, part: str) -> str:
    if part not in PART_OF_YEAR:
        return str(year)
    first, last = PART_OF_YEAR[part]
    return f"{year}-{first:02}" if first == last else f"{year}-{first:02}/{year}-{last:02}"


def stored(first: date, last: date) -> str:
    """Whole months are stored as months."""
    if first.day == 1 and last == last_day(last.year, last.month) and (first.year, first.month) != (last.year, last.month):
        return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    return from_days(first, last)


def month_of(word: str) -> int:
    number = month_number(word)
    if number is None:
        raise BadDate(word)
    return number


def season(name: str, year: int) -> Reading:
    """Winter begins in its year and ends in the next."""
    first = SEASONS[name]
    return (date(year, 12, 1), last_day(year + 1, 2)) if first == 12 else (date(year, first, 1), last_day(year, first + 2))


def quarter(match: re.Match[str], year: int) -> Reading:
    if match["half"]:
        return (date(year, 1, 1), date(year, 6, 30)) if match["half"] == "first" else (date(year, 7, 1), date(year, 12, 31))
    first = (ORDINALS[match["which"] or match["n"]] - 1) * 3 + 1
    return date(year, first, 1), last_day(year, first + 2)
