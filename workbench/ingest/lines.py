"""What each line of a page is: the page model's reading, or one by form alone, held to what is known of pages."""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from workbench import assets
from workbench.core.records import Span
from workbench.ingest.bylines import EMPTY, LONGEST, READ_TIME, is_name, leading_clock, read_byline
from workbench.ingest.outlets import is_outlet
from workbench.ingest.page import KINDS, STARTS, LineReadings, lines
from workbench.ingest.rows import Mark, Row

CREDIT = re.compile(r"\((?:[^()]*/[^()]*|(?:photo|image|picture|file|credit|ap|afp|reuters|getty)\b[^()]*"
                    r"|[^()]*\b(?:photo|via ap|press|getty images?|reuters|afp))\)\W*$"
                    r"|\b(?:photo(?:graph)?|image|picture|photo credit)\s*(?::|\||by\b)\s*\S.{2,80}$|©\s?[^.]{3,60}/[^.]{2,40}$", re.IGNORECASE)
PROMO = re.compile(r"^\W*(?:watch|listen|video|read more|read|see also|also read|related|explainer|in pictures|in pics|gallery|podcast)\s*"
                   r"(?:[|:]|l\s+(?=[A-Z]))", re.IGNORECASE)
BARE_AGO = re.compile(r"^\W*(?:\d+|an?)\s+(?:second|minute|min|hour|hr|day|week|month)s?\s+ago\W*$|^\W*duration\s+[\d:]+\W*$"
                      r"|^\W*\d{1,2}:\d\d\s+(?:min|video)\W*$", re.IGNORECASE)
TURN = re.compile(r"(?:[A-Z][A-Z.'’ -]{2,40}(?:\s?\([^()]{2,40}\))?|Q|A|Question|Answer|Reporter|Moderator):\s+\S")
MASTHEAD = re.compile(r"(?!(?:PUBLISHED|UPDATED|POSTED|LAST|BY)\b)(?:[A-Z][A-Z’'&.]*\d*\s+){1,5}"
                      r"(?:.*(?:\s[|·•]\s|\b[Pp]age \d|,.*\b(?:19|20)\d\d\b)).*[^.!?:]$")
TOP = 2  # lines in which a masthead stands
MARKED = {"title": "headline", "byline": "byline", "caption": "caption", "aside": "promo", "around": "furniture"}
CERTAIN, HINT = .9, .3  # of a start
VERY_LONG = 5000  # characters that only a text has
LEAST_TURNS, TAG_WORDS = 4, 4
FEW, LEAST_HEADLINE = 6, 3  # lines that make no page; words of a headline among them
MENU = re.compile(r"[|›»>·•]")
PHOTO = re.compile(r"(?:Getty Images|Reuters|EPA|AFP|PA Media|Image source|Image caption)[,:]?\s+(?=[A-Z])")
SENTENCE = re.compile(r"[.!?…][”’\"')\]]*$")


@cache
def _furniture() -> tuple[frozenset[str], frozenset[str], tuple[re.Pattern[str], ...]]:
    words = assets.words("furniture")
    return frozenset(words["lines"]), frozenset(words["languages"]), tuple(re.compile(p, re.IGNORECASE) for p in words["patterns"])


def rows_of(text: str, readings: LineReadings | None, marks: Sequence[Mark] = ()) -> list[Row]:
    """The lines, in pieces where two things share one: a byline and "2 min read", a sentence and "Exit mobile version"."""
    read = readings or by_form(text)
    rows: list[Row] = []
    for line, kinds, starts in zip(read.lines, read.kinds, read.starts, strict=True):
        best = int(np.argmax(starts[1:])) + 1
        kind = KINDS[int(np.argmax(kinds))]
        for number, span in enumerate(_pieces(text, line.span)):
            words = text[slice(*span)]
            first = number == 0
            rows.append(Row(span, words, kind, float(1 - starts[0]) if first else 0.0, STARTS[best], read_byline(words), line.blanks if first else 0))
    for n, row in enumerate(rows):
        row.kind = _corrected(n, row)
    _short(rows)
    _marked(rows, marks)
    for mend in (_signed, _boxes, _names, _turns, _tags, _lists):
        mend(rows)
    return rows


@cache
def _glued() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, assets.words("furniture")["glued"]))
    return re.compile(rf"(?<=[.!?”’\"'\d)])(?:\s*(?:{phrases})\W*$|\s+(?:read more|also read|see also|related|watch)\s*[:|].*$)", re.IGNORECASE)


def _pieces(text: str, span: Span) -> list[Span]:
    words = text[slice(*span)]
    short = words if len(words) <= LONGEST else ""
    timed = next((match for match in READ_TIME.finditer(short) if match.start() and match.end() == len(words)), None)
    cut = _glued().search(words, max(0, len(words) - LONGEST)) or (timed if timed and read_byline(words).pure else None)
    if not cut or not words[:cut.start()].strip():
        return [span]
    second = cut.start() + len(cut[0]) - len(cut[0].lstrip(" |•·"))
    return [(span[0], span[0] + len(words[:cut.start()].rstrip())), (span[0] + second, span[1])]


def is_furniture(words: str) -> bool:
    known, languages, patterns = _furniture()
    key = " ".join(words.split()).casefold().strip(" :|»›>…")
    return key in known or key in languages or any(pattern.match(words) for pattern in patterns)


def _corrected(n: int, row: Row) -> str:
    if len(row.text) > VERY_LONG:
        return "body"
    if is_furniture(row.text) or (n < TOP and MASTHEAD.match(row.text)):
        return "furniture"
    if row.kind == "byline" and _is_sentence(row):
        return "headline"
    if row.kind != "promo" and row.byline.pure and _is_byline(row):
        return "byline"
    if row.kind == "byline" and not row.byline.pure and leading_clock(row.text):
        return "body"
    if row.kind in ("body", "headline") and row.words < 120 and row.words > 3 and (CREDIT.search(row.text) or PHOTO.match(row.text)):
        return "caption"
    if row.kind in ("headline", "body", "furniture") and PROMO.match(row.text) and n:
        return "promo"
    return row.kind


def _is_sentence(row: Row) -> bool:
    """ "Halvor Bio reports positive results" begins like a byline, and goes on."""
    byline = row.byline
    plain = not (byline.stamps or byline.labelled or byline.signed or byline.ago)
    return bool(plain and byline.author_span and row.words > 6 and byline.author_span[1] < len(row.text) / 3)


def _is_byline(row: Row) -> bool:
    byline = row.byline
    if byline.stamps and (any(stamp.clock for stamp in byline.stamps) or byline.labelled or row.kind == "byline"):
        return True
    return bool(byline.author and byline.labelled and row.words < 12) or row.kind == "byline"


def _short(rows: list[Row]) -> None:
    """A few lines, as when somebody pastes a headline and what is below it, are a story and no page: only what is known as furniture is furniture."""
    if len(rows) > FEW or any(row.kind == "headline" for row in rows):
        return
    text = next((n for n, row in enumerate(rows) if row.kind == "body"), len(rows))
    for row in rows[:text]:
        known = is_furniture(row.text) or is_outlet(row.text) or MENU.search(row.text) or PROMO.match(row.text) or row.byline.pure
        if row.kind == "furniture" and not known and row.words >= LEAST_HEADLINE:
            row.kind = "body" if SENTENCE.search(row.text) else "headline"


def _boxes(rows: list[Row]) -> None:
    """A promo box runs on: its age and length, a blurb that breaks off, the name under it."""
    for n, row in enumerate(rows):
        if BARE_AGO.match(row.text) and n and rows[n - 1].kind == "promo":
            row.kind = "promo"
        broken = row.kind == "body" and n > 3 and row.text.endswith(("…", "..."))
        if broken and rows[n - 1].kind in ("headline", "promo") and _ends_box(rows, n):
            row.kind = rows[n - 1].kind = "promo"
            if n + 1 < len(rows) and not rows[n + 1].byline.stamps and is_glued_name(rows[n + 1].text):
                rows[n + 1].kind = "promo"


def _marked(rows: list[Row], marks: Sequence[Mark]) -> None:
    """The page's own markup is believed where it speaks clearly. Headings outside its article elements, after the first, are other stories'."""
    by_line = {mark.span[0]: mark for mark in marks}
    found = [by_line.get(row.span[0]) for row in rows]
    title = next((n for n, mark in enumerate(found) if mark and mark.role == "title"), None)
    begun = False
    likely = [n for n, (row, mark) in enumerate(zip(rows, found, strict=True)) if mark and mark.role == "heading" and row.start >= HINT]
    lone = likely if len(likely) == 1 and title is not None and title < likely[0] else []  # one subhead makes no second story
    for n, (row, mark) in enumerate(zip(rows, found, strict=True)):
        if not mark:
            continue
        row.kind = _marked_kind(row, mark)
        if n == title or (mark.starts and row.kind in ("headline", "byline")):
            row.start, begun = max(row.start, CERTAIN), True
        elif begun and mark.role == "heading" and not mark.outside and row.start >= HINT and n in lone:
            row.start = 0.0
        elif begun and mark.outside and mark.role == "heading":
            below = found[n + 1] if n + 1 < len(rows) else None
            row.kind = "headline" if below and below.role != "heading" else "furniture"
            row.start, row.start_kind = CERTAIN, "teaser"


def _marked_kind(row: Row, mark: Mark) -> str:
    if mark.role in MARKED:
        return MARKED[mark.role]
    if mark.role == "heading" and not is_furniture(row.text) and row.kind != "byline":
        return "headline"
    told = row.words >= 6 and SENTENCE.search(row.text) and not is_furniture(row.text)
    if mark.role == "paragraph" and row.kind in ("furniture", "headline") and told:
        return "body"
    return row.kind


def _signed(rows: list[Row]) -> None:
    """A name with a post or a desk beside a byline or a time is one as well: "Associated Press", "Seoul correspondent"."""
    for n, row in enumerate(rows):
        beside = (n and rows[n - 1].kind == "byline") or (n + 1 < len(rows) and rows[n + 1].stamped)
        signed = row.byline.signed or bool(EMPTY.search(row.text))
        if beside and row.kind in ("headline", "caption") and signed and row.byline.pure and row.words < 12:
            row.kind = "byline"


def _tags(rows: list[Row]) -> None:
    """The few words a line under "Topics" are no headlines."""
    headings = frozenset(assets.words("furniture")["tag_headings"])
    tagging = False
    for row in rows:
        if row.text.casefold().strip(" :") in headings:
            tagging, row.kind = True, "furniture"
        elif tagging and row.words <= TAG_WORDS and not SENTENCE.search(row.text):
            row.kind = "furniture"
        else:
            tagging = False


def _lists(rows: list[Row]) -> None:
    """What a page reads out as a list of other stories: "list 1 of 4" to "end of list"."""
    start, end = (re.compile(assets.words("furniture")["list"][key], re.IGNORECASE) for key in ("start", "end"))
    last = max((n for n, row in enumerate(rows) if end.match(row.text)), default=-1)
    inside = False
    for row in rows[:last + 1]:
        inside = not end.match(row.text) and (inside or bool(start.match(row.text)))
        if inside and row.kind != "furniture":
            row.kind = "promo"


def _names(rows: list[Row]) -> None:
    """A line that is a name and nothing else, and comes back on the page, signs what stands above it."""
    often = Counter(row.text for row in rows if row.kind in ("headline", "body", "furniture") and 2 <= row.words <= 4 and is_name(row.text))
    for row in rows:
        if often[row.text] > 1 and not is_outlet(row.text):
            row.kind = "byline"


def _turns(rows: list[Row]) -> None:
    """What speakers say in a transcript is its text, however short."""
    turns = [row for row in rows if TURN.match(row.text) and not PROMO.match(row.text)]
    for row in turns if len(turns) >= LEAST_TURNS else []:
        row.kind = "body"


def is_glued_name(words: str) -> bool:
    """An outlet's or a person's name that ran into another's: "The Kyiv IndependentElsa Court"."""
    apart = re.sub(r"([a-z])([A-Z])", r"\1 \2", words).removeprefix("The ")
    return bool(re.search(r"[a-z][A-Z]", words)) and len(words.split()) < 9 and is_name(apart)


def _ends_box(rows: Sequence[Row], n: int) -> bool:
    return n + 1 == len(rows) or rows[n + 1].kind in ("byline", "furniture", "promo") or is_glued_name(rows[n + 1].text)


def by_form(text: str) -> LineReadings:
    """Without the page model: sentences are body, short lines without a full stop headlines; one after a wider gap starts a story."""
    page = lines(text)
    kinds = np.full((len(page), len(KINDS)), .02, np.float32)
    starts = np.zeros((len(page), len(STARTS)), np.float32)
    starts[:, 0] = 1.0
    for n, line in enumerate(page):
        words = text[slice(*line.span)]
        byline = read_byline(words)
        if byline.pure and (byline.stamps or byline.labelled) and len(words.split()) < 16:
            kind = "byline"
        elif is_furniture(words) or len(words.split()) < 3:
            kind = "furniture"
        elif len(words.split()) < 20 and not SENTENCE.search(words):
            kind = "headline"
        else:
            kind = "body"
        kinds[n, KINDS.index(kind)] = .9
        wider = n == 0 or (line.blanks > 1 and page[n - 1].blanks <= 1)
        if kind == "headline" and wider:
            starts[n] = (.4, .6, 0, 0)
    return LineReadings(tuple(page), kinds, starts)
