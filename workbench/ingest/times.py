"""Date expressions -> values, counted from the day on which the story came out; each with the reason, for the analyst to check."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workbench.core.dates import MONTHS, WEEKDAY_NUMBERS, WEEKDAYS, BadDate, first_last, from_days, last_day, month_number, whole
from workbench.core.records import ReadArticle, Span
from workbench.ingest.feasts import feast

DAY = timedelta(days=1)
MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
WEEKDAY = r"(?P<weekday>mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
NUMBER = r"(?P<number>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|a few)"
PART = (r"(?:[\s-](?:early |late )?(?:morning|afternoon|evening|night|nights|noon|midnight|lunchtime|midday|dawn|overnight|a\.?m\.?|p\.?m\.?))?")
DAYS = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
SEASON = r"(?P<season>spring|summer|autumn|fall|winter)"
WORDS = {word: n for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])} | {"a": 1, "an": 1, "a couple of": 2}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
LEADING = re.compile(r"^(?:(?:late|early|earlier|later)\s+on|(?:on|in|by|before|after|since|until|till|from|during|for|of|at|around|about|through|to|as of|dated|"
                     r"the (?:morning|afternoon|evening|night) of|before dawn(?: on)?|shortly before|shortly after)\b)\s+(?=\S)", re.IGNORECASE)
COMING = re.compile(r"\b(?:will|would|shall|won’t|won't|’ll|'ll|due|scheduled|expected|plans?|planned|planning|set to|slated|next|upcoming|begins?|starts?|opens?|meets?|"
                    r"until|by|before|from|ahead|deadline|should|must|can|could|may|might|to be|promise[ds]?|vows?|going to|tomorrow|later)\b|\bto \w+\b", re.IGNORECASE)
FIRM_COMING = re.compile(r"\b(?:will|won’t|won't|’ll|'ll|due|scheduled|expected|set to|slated|next|upcoming|going to|tomorrow|shall|is to|are to|ahead of|deadline)\b", re.IGNORECASE)
GONE = re.compile(r"\b(?:was|were|had|did|said|told|took|came|went|killed|died|signed|announced|reported|began|made|gave|held|met|visited|struck|fired|left|won|lost|since|"
                  r"after|ago|has|have|\w{3,}ed)\b", re.IGNORECASE)
NAMED = (r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|"
         r"Dec(?:ember|\.)?)")
NAMED_ALONE = r"(?:January|February|March|April|June|July|August|September|October|November|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.)"
NAMED_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
RULE = re.compile("|".join((
    rf"\b(?:{NAMED_DAY},?\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{NAMED}(?![a-z])|{NAMED}\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\d:]))(?:,?\s+(?:\d{{4}}\b|(?:last|this) year\b))?",
    r"\b\d{4}-\d\d-\d\d\b",
    rf"\b(?:[Ll]ast |[Nn]ext |[Tt]his )?{NAMED_DAY}(?:\s+\((?:{NAMED} \d{{1,2}}|\d{{1,2}} {NAMED})\)|(?:[\s-](?:morning|afternoon|evening|night))?(?:\s+(?:last|next) week)?\b)",
    rf"\b(?:[Ll]ast |[Tt]his |[Nn]ext |[Ee]arly |[Ll]ate |[Mm]id-|[Ee]arlier )?{NAMED_ALONE}(?:\s+(?:\d{{4}}|(?:last|this) year)\b|(?![\w-])(?!\s+[A-Z][a-z]))",
    r"\b(?:in|since|until|by|last|of) May(?: \d{4})?\b",
    r"\b(?:[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?:\s+(?:morning|afternoon|evening|overnight))?\b|\b[Oo]vernight\b|\b[Ll]ast night\b",
    r"\b(?:[Ee]arlier |[Ll]ater )?(?:[Tt]his|[Ll]ast|[Nn]ext) (?:week|weekend|month|year|morning|afternoon|evening|spring|summer|autumn|fall|winter)\b",
    r"\b(?:in|since|until|by|of|from|during) (?:19|20)\d\d\b(?!\s+(?:people|votes|troops))|\bthe (?:19|20)\d0s\b",
    r"\b(?:\d+|an?|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en) (?:days?|weeks?|months?|years?) ago\b")))


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from: the story's day, and what stands around the words."""
    day: date
    before: str = ""
    after: str = ""

    @property
    def coming(self) -> bool:
        """The sentence speaks of what is to come."""
        clause = re.split(r"[.!?;:\n]\s", self.before)[-1][-90:]
        following = re.split(r"[.!?;:\n,]\s", self.after + " ")[0][:40]
        if FIRM_COMING.search(clause[-60:]) or FIRM_COMING.search(following):
            return not re.search(r"\b(?:said|told|announced|warned|was|were) (?:\w+ ){0,2}$", clause)
        return False

    @property
    def from_words(self) -> str:
        return f"counted from {WEEKDAYS[self.day.weekday()]} {self.day.day} {MONTHS[self.day.month - 1]}"


Reading = tuple[date, date]
Reader = Callable[[re.Match[str], Context], Reading | None]


def date_values(text: str, spans: Sequence[Span], articles: Sequence[ReadArticle]) -> list[tuple[str, str]]:
    """(value, reason) of each span; both empty where the words cannot be put on a calendar (a duration, a day without a story's clock)."""
    out = []
    last: dict[int, date] = {}
    for start, end in spans:
        owner = next((n for n, article in enumerate(articles) if article.span[0] <= start < article.span[1]), -1)
        day = _published(articles[owner]) if owner >= 0 else None
        low, high = articles[owner].span if owner >= 0 else (0, len(text))
        value, reason = read(text[start:end], day, text[max(low, start - 160):start], text[end:min(high, end + 80)], last.get(owner))
        if (days := first_last(value)) and days[0] == days[1]:
            last[owner] = days[0]
        out.append((value, reason))
    return out


def _published(article: ReadArticle) -> date | None:
    days = first_last(article.published_at[:10])
    return days[0] if days else None


def read(words: str, day: date | None, before: str = "", after: str = "", last: date | None = None) -> tuple[str, str]:
    """The value of one expression and why. Without the story's `day` only what names its own year can be read."""
    key = _key(words)
    if absolute := _absolute(key):
        return absolute, "as written"
    if day is None:
        return "", ""
    lead = words[:len(words) - len(_bare(words))]
    context = Context(day, before + lead, after)
    for pattern, reader in READERS:
        if (match := pattern.fullmatch(key)) and (reading := _safely(reader, match, context)):
            return from_days(*reading), context.from_words
    return "", ""


def _safely(reader: Reader, match: re.Match[str], context: Context) -> Reading | None:
    try:
        return reader(match, context)
    except (ValueError, OverflowError, BadDate):
        return None  # 31 June, the year 0


def _bare(words: str) -> str:
    while match := LEADING.match(words):
        words = words[match.end():]
    return words


def _key(words: str) -> str:
    key = re.sub(r"\s+", " ", words.casefold().replace("’", "'")).strip(" ,.;:()\"“”‘'—–")
    key = re.sub(r"'s?$", "", key)
    return re.sub(r"^the (?=\S)", "", _bare(re.sub(r"^the (?=\S)", "", _bare(key)))).strip()


# What names its year -----------------------------------------------------------------------------------------------------------------------

ISO = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)")
FULL = re.compile(rf"(?:{WEEKDAY},? )?(?:{DAYS} (?:of )?{MONTH}|{MONTH.replace('<month>', '<month2>')} {DAYS.replace('<day>', '<day2>')}),? (?P<year>\d{{4}}){PART}")
MONTH_YEAR = re.compile(rf"(?:(?:early|mid|late|end of|start of|beginning of)[\s-](?:in )?)?{MONTH}(?: of)?,? (?P<year>\d{{4}})")
YEAR = re.compile(r"(?P<part>early |mid-|mid |late |end of |start of |fiscal |fiscal year |year )?(?P<year>1[5-9]\d\d|20\d\d)")
YEARS = re.compile(r"(1[5-9]\d\d|20\d\d)\s?(?:-|–|to|and|until)\s?(\d{4}|\d\d)")
DECADE = re.compile(r"(?:(early|mid|late)[\s-])?(1[5-9]\d0|20\d0)'?s")
QUARTER = re.compile(r"(?:(?P<which>first|second|third|fourth|1st|2nd|3rd|4th)[\s-]quarter|q(?P<n>[1-4])|(?P<half>first|second)[\s-]half)(?: of| in)?(?: (?P<year>\d{4}|this year|last year|next year))?")
SEASON_YEAR = re.compile(rf"(?:early |late )?{SEASON}(?: of| in)?,? (?P<year>\d{{4}})")
IN_YEAR = re.compile(r".*\b(?:in|of) (?P<year>1[5-9]\d\d|20\d\d)")
PART_OF_YEAR = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "start of": (1, 1), "end of": (12, 12)}


def _absolute(key: str) -> str:
    try:
        if match := ISO.fullmatch(key):
            return str(whole(int(match[1]), int(match[2]), int(match[3])))
        if match := FULL.fullmatch(key):
            return str(whole(int(match["year"]), _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])))
        if match := MONTH_YEAR.fullmatch(key):
            return str(whole(int(match["year"]), _month(match["month"])))
        if match := YEAR.fullmatch(key):
            return _part_of_year(int(match["year"]), (match["part"] or "").strip(" -"))
        if (match := YEARS.fullmatch(key)) and (pair := _years(match)):
            return f"{pair[0]}/{pair[1]}"
        if match := DECADE.fullmatch(key):
            return f"{match[2]}/{int(match[2]) + 9}"
        if match := SEASON_YEAR.fullmatch(key):
            return _stored(*_season(match["season"], int(match["year"])))
        if (match := QUARTER.fullmatch(key)) and (match["year"] or "").isdigit():
            return _stored(*_quarter(match, int(match["year"])))
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


def _stored(first: date, last: date) -> str:
    """Whole months are stored as months."""
    if first.day == 1 and last == last_day(last.year, last.month) and (first.year, first.month) != (last.year, last.month):
        return f"{first.isoformat()[:7]}/{last.isoformat()[:7]}"
    return from_days(first, last)


def _month(word: str) -> int:
    number = month_number(word)
    if number is None:
        raise BadDate(word)
    return number


def _season(season: str, year: int) -> Reading:
    """Winter begins in its year and ends in the next."""
    first = SEASONS[season]
    return (date(year, 12, 1), last_day(year + 1, 2)) if first == 12 else (date(year, first, 1), last_day(year, first + 2))


def _quarter(match: re.Match[str], year: int) -> Reading:
    if match["half"]:
        return (date(year, 1, 1), date(year, 6, 30)) if match["half"] == "first" else (date(year, 7, 1), date(year, 12, 31))
    first = (ORDINALS[match["which"] or match["n"]] - 1) * 3 + 1
    return date(year, first, 1), last_day(year, first + 2)


# What is counted from the story's day -----------------------------------------------------------------------------------------------------


def _one(day: date) -> Reading:
    return day, day


def _shifted(by: int) -> Reader:
    return lambda match, context: _one(context.day + by * DAY)


def _overnight(match: re.Match[str], context: Context) -> Reading:
    if FIRM_COMING.search(context.before[-60:]) or re.search(r"\bwould\b", context.before[-40:]):
        return context.day, context.day + DAY
    return context.day - DAY, context.day


def _weekday(match: re.Match[str], context: Context) -> Reading:
    """The latest such day up to the story's own; the next one where the sentence looks ahead."""
    number = WEEKDAY_NUMBERS[match["weekday"]]
    back = (context.day.weekday() - number) % 7
    part = match.groupdict()
    which, week = part.get("which") or "", part.get("week") or ""
    monday = context.day - context.day.weekday() * DAY
    if week:
        return _one(monday + (number + (7 if week == "next" else -7 if week == "last" else 0)) * DAY)
    if which == "last":
        return _one(context.day - (back or 7) * DAY)
    if which in ("next", "this", "this coming", "coming"):
        return _one(context.day + ((-back) % 7 or (7 if which == "next" else 0)) * DAY)
    if back and context.coming:
        return _one(context.day + (7 - back) * DAY)
    return _one(context.day - back * DAY)


def _week(match: re.Match[str], context: Context) -> Reading:
    monday = context.day - context.day.weekday() * DAY + {"last": -7, "next": 7, "this": 0}[match["which"]] * DAY
    return monday, monday + 6 * DAY


def _earlier_this_week(match: re.Match[str], context: Context) -> Reading:
    monday = context.day - context.day.weekday() * DAY
    return monday, max(monday, context.day - DAY)


def _weekend(match: re.Match[str], context: Context) -> Reading:
    saturday = context.day + (5 - context.day.weekday()) * DAY
    which = match["which"] or ""
    if which == "last":
        saturday -= 7 * DAY if context.day < saturday + DAY * 2 else timedelta(0)
    elif which == "next":
        saturday += 7 * DAY
    elif which != "this" and context.day < saturday and not (context.coming or re.search(r"\b(?:by|before|until|this) (?:the )?$", context.before)):
        saturday -= 7 * DAY
    return saturday, saturday + DAY


def _this_month(match: re.Match[str], context: Context) -> Reading:
    index = context.day.year * 12 + context.day.month - 1 + {"last": -1, "next": 1}.get(match["which"], 0)
    year, month = divmod(index, 12)
    return date(year, month + 1, 1), last_day(year, month + 1)


def _this_year(match: re.Match[str], context: Context) -> Reading:
    year = context.day.year + {"last": -1, "next": 1}.get(match["which"], 0)
    part = (match["part"] or "").strip()
    if part in ("start of", "beginning of", "turn of"):
        return date(year, 1, 1), date(year, 1, 31)
    if part == "end of":
        return date(year, 12, 1), date(year, 12, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _named_month(match: re.Match[str], context: Context) -> Reading:
    """The latest such month up to the story's; the next one where the sentence looks ahead."""
    month, which = _month(match["month"]), match["which"] or ""
    year = context.day.year
    if match["year"]:
        year += {"last": -1, "next": 1, "this": 0}[match["year"]]
    elif which == "last":
        year -= month >= context.day.month
    elif which == "next":
        year += month <= context.day.month
    elif month > context.day.month:
        year -= not (which == "this" or _ahead(context, month - context.day.month))
    elif month < context.day.month and _ahead_firmly(context):
        year += 1
    return date(year, month, 1), last_day(year, month)


def _ahead(context: Context, months: int) -> bool:
    """A month that is still to come this year is meant when the sentence does not speak of what was."""
    near = context.before[-45:]
    if re.search(r"\b(?:since|last|back) (?:late |early |mid-)?$", near):
        return False
    return context.coming or bool(re.search(r"\b(?:until|by|before|from|next|for|till|to) (?:the )?(?:end of |late |early |mid-)?$", near)) or \
        (months <= 3 and bool(COMING.search(near)) and not GONE.search(near))


def _ahead_firmly(context: Context) -> bool:
    return bool(re.search(r"\b(?:until|by|till|before|next) (?:the )?(?:end of |late |early |mid-)?$", context.before)) or \
        (context.coming and bool(re.search(r"\b(?:in|from|for) $", context.before)))


def _day_of_month(match: re.Match[str], context: Context) -> Reading:
    """Without a year: the one that brings the date nearest to the story's day."""
    month, day = _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    if match["year"]:
        return _one(date(context.day.year + {"last": -1, "this": 0, "next": 1}[match["year"]], month, day))
    near = [made for year in (-1, 0, 1) if (made := _made(context.day.year + year, month, day))]
    if word := match["weekday"]:
        near = [made for made in near if made.weekday() == WEEKDAY_NUMBERS[word]] or near
    return _one(min(near, key=lambda made: abs((made - context.day).days + (20 if made > context.day else 0))))


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days_of_month(match: re.Match[str], context: Context) -> Reading:
    month = _month(match["month"] or match["month2"])
    first, last = (int(match["a"]), int(match["b"])) if match["a"] else (int(match["c"]), int(match["d"]))
    near = [context.day.year + n for n in (-1, 0, 1) if _made(context.day.year + n, month, last)]
    if match["year"]:
        near = [int(match["year"])]
    year = min(near, key=lambda year: abs((date(year, month, last) - context.day).days))
    return date(year, month, first), date(year, month, last)


def _bare_day(match: re.Match[str], context: Context) -> Reading:
    """"the 15th": of this month, or of the last one where it is still to come and the sentence does not look ahead."""
    day = int(match["day"])
    if day > context.day.day and not context.coming:
        before = date(context.day.year, context.day.month, 1) - DAY
        return _one(before.replace(day=day))
    return _one(context.day.replace(day=day))


def _ago(match: re.Match[str], context: Context) -> Reading:
    number = WORDS.get(match["number"], 0) or int(match["number"])
    unit = match["unit"].rstrip("s")
    if unit in ("minute", "hour"):
        return _one(context.day)
    if unit in ("day", "week"):
        return _one(context.day - number * (7 if unit == "week" else 1) * DAY)
    if unit == "month" or number == 1:
        index = context.day.year * 12 + context.day.month - 1 - number * (1 if unit == "month" else 12)
        year, month = divmod(index, 12)
        return date(year, month + 1, 1), last_day(year, month + 1)
    year = context.day.year - number * (10 if unit == "decade" else 1)
    return date(year, 1, 1), date(year, 12, 31)


def _this_season(match: re.Match[str], context: Context) -> Reading:
    season, which = match["season"], match["which"] or ""
    every = [_season(season, context.day.year + n) for n in (-2, -1, 0, 1)]
    now = [span for span in every if span[0] <= context.day <= span[1]]
    gone, coming = [span for span in every if span[1] < context.day], [span for span in every if span[0] > context.day]
    if which == "last":
        return gone[-1]
    if which == "next":
        return coming[0]
    if which == "this":
        return now[0] if now else min(every, key=lambda span: abs((span[0] - context.day).days))
    ahead = context.coming or bool(re.search(r"\b(?:until|by|before|next|for) (?:the |a )?$", context.before))
    if re.search(r"\b(?:since|after) (?:the )?$", context.before):
        return (now or gone)[-1]
    if now and not ahead:
        return now[0]
    return (coming or now)[0] if ahead else gone[-1]


def _this_quarter(match: re.Match[str], context: Context) -> Reading:
    year = context.day.year
    if match["year"]:
        return _quarter(match, year + {"last year": -1, "next year": 1}.get(match["year"], 0))
    span = _quarter(match, year)
    return span if span[0] <= context.day or context.coming else _quarter(match, year - 1 if (span[0] - context.day).days > 200 else year)


def _feast(match: re.Match[str], context: Context) -> Reading | None:
    every = [day for n in (-1, 0, 1) if (day := feast(match["feast"], context.day.year + n))]
    if not every:
        return None
    gone, coming = [day for day in every if day <= context.day], [day for day in every if day >= context.day]
    if match["which"] == "last" or (re.search(r"\b(?:since|after|over|through) (?:the )?$", context.before) and gone and not context.coming):
        return _one((gone or every)[-1])
    return _one((coming or every)[0])


def _end_of(match: re.Match[str], context: Context) -> Reading | None:
    what = match["what"]
    if what.endswith("week"):
        monday = context.day - context.day.weekday() * DAY
        return _one(monday + 6 * DAY)
    if what.endswith("month"):
        index = context.day.year * 12 + context.day.month - 1 + (1 if what.startswith("next") else -1 if what.startswith("last") else 0)
        year, month = divmod(index, 12)
        return date(year, month + 1, 1), last_day(year, month + 1)
    return date(context.day.year, 12, 1), date(context.day.year, 12, 31)


def _rest_of(match: re.Match[str], context: Context) -> Reading:
    last = {"year": date(context.day.year, 12, 31), "month": last_day(context.day.year, context.day.month),
            "week": context.day + (6 - context.day.weekday()) * DAY}[match["what"]]
    return context.day, last


def _week_of_month(match: re.Match[str], context: Context) -> Reading:
    month = _month(match["month"])
    year = context.day.year + (month < context.day.month and context.coming)
    last = last_day(year, month)
    if match["nth"] == "last":
        return last - last.weekday() * DAY, last
    first = date(year, month, 1) + (ORDINALS[match["nth"]] - 1) * 7 * DAY
    return first, first + 6 * DAY


def _compiled(*rules: tuple[str, Reader]) -> list[tuple[re.Pattern[str], Reader]]:
    return [(re.compile(pattern, re.IGNORECASE), reader) for pattern, reader in rules]


DATED_WEEKDAY = re.compile(rf"{WEEKDAY},? \(?(?:{DAYS} {MONTH}|{MONTH.replace('<month>', '<month2>')} {DAYS.replace('<day>', '<day2>')})(?P<year>)\)?")
EARLIER = r"(?:earlier |later |early |late |sometime |the beginning of |the start of )?"
READERS = _compiled(
    (rf"{EARLIER}(?:today|tonight|this (?:morning|afternoon|evening|lunchtime)|tonight|noon|midday|midnight|dawn)", _shifted(0)),
    (rf"(?:late |early )?yesterday(?:{PART}| overnight)|last night|previous day|a day earlier", _shifted(-1)),
    (r"day before yesterday", _shifted(-2)), (r"day after tomorrow", _shifted(2)), (rf"tomorrow{PART}", _shifted(1)),
    (r"overnight", _overnight),
    (rf"(?:(?P<which>last|next|this|this coming|coming|past) )?(?:early |late )?{WEEKDAY}{PART}(?: (?P<week>last|next|this) week)?", _weekday),
    (DATED_WEEKDAY.pattern, _day_of_month),
    (rf"(?:(?P<weekday>)){DAYS} (?:of )?{MONTH}{PART}(?: (?P<year>last|this|next) year)?(?P<month2>)(?P<day2>)", _day_of_month),
    (rf"(?P<weekday>){MONTH.replace('<month>', '<month2>')} {DAYS.replace('<day>', '<day2>')}{PART}(?: (?P<year>last|this|next) year)?(?P<month>)(?P<day>)", _day_of_month),
    (rf"(?:between )?(?P<a>\d\d?)(?:st|nd|rd|th)?\s?(?:-|–|to|and|until)\s?(?P<b>\d\d?)(?:st|nd|rd|th)? {MONTH}(?:,? (?P<year>\d{{4}}))?(?P<month2>)", _days_of_month),
    (rf"(?P<a>){MONTH.replace('<month>', '<month2>')} (?P<c>\d\d?)\s?(?:-|–|to|and)\s?(?P<d>\d\d?)(?:,? (?P<year>\d{{4}}))?(?P<month>)", _days_of_month),
    (r"earlier (?:in the|this) week", _earlier_this_week),
    (r"(?:later |earlier |early |late )?(?P<which>last|this|next) week", _week),
    (r"(?:(?P<which>last|this|next) )?weekend", _weekend),
    (r"(?:later |earlier |early |late |mid |middle of )?(?P<which>last|this|next) month", _this_month),
    (r"(?:later |earlier )?(?P<part>start of |beginning of |turn of |end of |early |late )?(?P<which>last|this|next|the) year", _this_year),
    (r"(?P<what>\b)(?:new year)", lambda match, context: _new_year(context)),
    (rf"(?:(?P<which>last|next|this) )?(?:early[\s-]|mid[\s-]|late[\s-]|end of |start of |beginning of |middle of )?{MONTH}(?:,? (?P<year>last|this|next) year)?", _named_month),
    (r"(?P<day>\d\d?)(?:st|nd|rd|th)", _bare_day),
    (rf"{NUMBER} (?P<unit>minutes?|hours?|days?|weeks?|months?|years?|decades?) ago", _ago),
    (rf"(?:(?P<which>last|this|next) )?(?:early |late |mid-)?{SEASON}", _this_season),
    (QUARTER.pattern, _this_quarter),
    (r"(?:(?P<which>last|this|next) )?(?P<feast>new year's day|new year's eve|christmas(?: day| eve)?|boxing day|easter(?: sunday| monday)?|good friday|thanksgiving|halloween|"
     r"valentine's day|may day|independence day)", _feast),
    (r"end of (?:the )?(?P<what>(?:this |next |last )?(?:week|month|year))", _end_of),
    (r"rest of (?:the |this )?(?P<what>year|month|week)", _rest_of),
    (rf"(?P<nth>first|second|third|fourth|last) week (?:of|in) {MONTH}", _week_of_month))


def _new_year(context: Context) -> Reading:
    year = context.day.year + (context.day.month > 6)
    return date(year, 1, 1), date(year, 1, 31)


# Found by rule ------------------------------------------------------------------------------------------------------------------------------


def find_dates(text: str, span: Span | None = None) -> list[Span]:
    """Date expressions that can be told by their form alone; what stands before them ("in 2022") is not part of them."""
    low, high = span or (0, len(text))
    out = []
    for match in RULE.finditer(text, low, high):
        words = match[0]
        lead = re.match(r"(?:in|since|until|by|of|from|during)\s+", words)
        start = match.start() + (lead.end() if lead else 0)
        out.append((start, match.end()))
    return out


def latest_day(text: str, span: Span, today: date | None = None) -> str:
    """The latest day that a story without a clock speaks of as past: a full date, or one whose weekday tells its year, and the weekdays around it."""
    anchor: date | None = None
    days: list[date] = []
    for start, end in find_dates(text, span):
        words = text[start:end]
        stated = first_last(_absolute(_key(words)))
        if stated and stated[0] == stated[1]:
            days.append(stated[0])
        elif dated := _by_weekday(words, today or date.today()):
            days.append(dated)
    if not days:
        return ""
    anchor = max(days)
    for start, end in find_dates(text, span):
        key = _key(text[start:end])
        if (match := re.fullmatch(rf"{WEEKDAY}{PART}", key)) and not Context(anchor, text[max(span[0], start - 90):start], text[end:end + 40]).coming:
            near = anchor + ((WEEKDAY_NUMBERS[match["weekday"]] - anchor.weekday() + 3) % 7 - 3) * DAY
            days.append(near)
    return max(days).isoformat()


def _by_weekday(words: str, today: date) -> date | None:
    """"Thursday (Jun 20)": the latest year, not after this one, in which that date fell on that weekday."""
    match = DATED_WEEKDAY.fullmatch(_key(words))
    if not match:
        return None
    month, day = _month(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    every = [made for year in range(today.year, today.year - 12, -1) if (made := _made(year, month, day)) and made <= today]
    return next((made for made in every if made.weekday() == WEEKDAY_NUMBERS[match["weekday"].casefold().rstrip(".")]), None)
