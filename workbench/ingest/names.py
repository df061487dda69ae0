"""Which stretches of a story are names, and of what type: the tagger's findings, trimmed, held to what the word lists know."""
from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from workbench import assets
from workbench.core.records import Span
from workbench.ingest import name_forms
from workbench.ingest.decode import FoundName
from workbench.ingest.gazetteer import Gazetteer, gazetteer
from workbench.ingest.sentences import Story

_POSSESSIVE = re.compile(r"[’'‘]s?$")
_OWNED = re.compile(r"[’'‘]s?\s+")
_DETERMINER = re.compile(r"(?:the|a|an|this|that)\s+", re.IGNORECASE)
_LISTED = 0.9  # confidence of a name that only the word lists found
_ORGANS = re.compile(r"\b(?:ministry|council|agency|department|committee|commission|parliament|court|police|university|office)\b", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:and|or)\s+|[-–/]")
_AMOUNT = re.compile(r"\$|\s+(?:dollar|cent)s?\b")
_TITLE = re.compile(r"\s+(?:adviser|advisor|minister|secretary|chief|spokes\w+)\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"([A-Z]\w+(?: [A-Z]\w+)?)(?: [a-z]{4,})+ ([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)+)$")
_MEMBERS = re.compile(r"[A-Z][a-z]+s at (?=[A-Z])")  # "Economists at Capital Economics"
_OPEN = re.compile(r"\b(?:of|for)(?: the)?$")
_AREA = re.compile(r"\s+(?:region|province|oblast|governorate|prefecture|State|County|Province|Region|Oblast|District)\b")
_LAND = re.compile(r"\s+(?:[Pp]eninsula|Sea|Strait|River|Mountains|Valley|Ocean)\b")
_FIRM_BEFORE = re.compile(r"\b(?:rival|rivals|shares (?:in|of)|stake in|owner of|maker|operator|company|firm|lender|retailer|brokerage|start-up|"
                          r"regulator|(?:chief executive|CEO|chairman|chairwoman|founder|spokes\w+)(?: officer)? (?:of|at|for))\s+$", re.IGNORECASE)
_FIRM_AFTER = re.compile(r"\s+\([A-Z][\w .]*: ?[A-Z0-9.]{1,7}\)|,\s+which\b|"
                         r",\s+(?:the|a|an|one of|[A-Z]\w+[’']s)\s+(?:(?!who\b|of\b|at\b|for\b|in\b|from\b)[\w’'-]+\s+){0,4}"
                         r"(?:company|firm|producer|manufacturer|lender|bank|airline|retailer|brokerage|utility|union|regulator|charity|insurer)"
                         r"(?=[,.]|\s(?:in|based|that|which)\b)")
_TOLD = 8.0  # votes of words that tell a firm, beside what the tagger makes of each place
_SURE = 0.8  # of a name that is looked for in the rest of the document
_NO_NAMES = frozenset(("a", "an", "the", "l", "r", "far", "mr", "ms", "mrs", "dr", "he", "she", "it", "they", "we", "i", "mp", "mps", "meps"))


@cache
def _institutions() -> re.Pattern[str]:
    """Ministries and offices that are a name of their own even in lower case; behind a nationality an embassy or air force as well."""
    topics = sorted(assets.words("speakers")["topics"], key=len, reverse=True)
    topic = "|".join(re.escape(word) for word in topics if word not in ("of", "and", "the", "for", "state", "national", "president's", "president’s"))
    ministry = rf"(?:(?:{topic})\s+)+(?:ministry|Ministry)|[Mm]inistry\s+of\s+(?:the\s+)?[A-Z]?(?:{topic})(?:\s+(?:and\s+)?(?:{topic}))*"
    office = r"(?:president|prime\s+minister|prosecutor)[’']s\s+office|presidential\s+office"
    return re.compile(rf"\b(?:{ministry}|{office})\b", re.IGNORECASE)


_NATIONAL = re.compile(r"\s+(?:embassy|air force|consulate general|high commission)\b", re.IGNORECASE)


def names(text: str, story: Story) -> list[FoundName]:
    """The names of a story in their order, no two overlapping; dates are left out."""
    lists = gazetteer()
    dates = _Taken(name.span for name in story.found.names if name.type == "DATE")
    read = name_forms.whole(text, [name for name in story.found.names if name.type != "DATE"], lists)
    found = [piece for name in read for piece in _split(text, _trimmed(text, name), lists)]
    found = [kept for name in _joined(text, found) if (kept := name_forms.tight(text, name)) and _is_name(text, kept, story)]
    listed = [name for paragraph in story.paragraphs for name in _listed(text, paragraph.span, lists)]
    merged = _merged(found, [name for name in listed if dates.free(name.span)])
    merged = name_forms.bodies(text, merged, lambda words: lists.organisation(words) is not None)
    grown = (_grown(text, _retyped(text, name, lists)) for name in merged)
    return _without_overlaps(_with_owner(text, list(grown)))


class _Taken:
    """Stretches of the text that are spoken for, none over another."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self.spans = sorted(spans)

    def free(self, span: Span) -> bool:
        after = bisect_left(self.spans, (span[1],))
        return after == 0 or self.spans[after - 1][1] <= span[0]

    def add(self, span: Span) -> None:
        insort(self.spans, span)


def _is_name(text: str, name: FoundName, story: Story) -> bool:
    words = text[slice(*name.span)]
    if name_forms.is_none(text, name, story.paragraph(name.span[0]).span):
        return False
    return bool(words) and words.casefold() not in _NO_NAMES and not _AMOUNT.match(text, name.span[1]) and any(map(str.isalpha, words))


def _listed(text: str, span: Span, lists: Gazetteer) -> Iterator[FoundName]:
    """What the lists and the ministries' own words tell, without the tagger."""
    for start, end, kind in lists.hits(text, *span):
        if not _AMOUNT.match(text, end):
            yield FoundName((start, end), kind, _LISTED)
    for match in _institutions().finditer(text, *span):
        yield FoundName(match.span(), "ORG", _LISTED)


def _merged(found: list[FoundName], listed: list[FoundName]) -> list[FoundName]:
    """The tagger's names and those of the lists; where two overlap, the longer one, the tagger's if they are equal."""
    ordered = sorted([(name.span[0] - name.span[1], 0, name) for name in found] + [(name.span[0] - name.span[1], 1, name) for name in listed])
    kept: list[FoundName] = []
    taken = _Taken()
    for _, _, name in ordered:
        if taken.free(name.span):
            taken.add(name.span)
            kept.append(name)
    return sorted(kept)


def _without_overlaps(found: list[FoundName]) -> list[FoundName]:
    return _merged(found, [])


# the tagger's spans


def _trimmed(text: str, name: FoundName) -> FoundName:
    """Without determiner, titles and possessive; "U.S." keeps its dot, "Smith." does not."""
    start, end = _edges(text, *name.span)
    if name.type == "ORG" and (led := _MEMBERS.match(text, start, end)):
        start = led.end()
    for _ in range(6):  # "the late Gen. Sir John Smith"
        size = _prefix(text[start:end], name.type)
        if not size or start + size >= end:
            break
        start += size
    return FoundName(_edges(text, start, end), name.type, name.confidence)


def _edges(text: str, start: int, end: int) -> Span:
    if found := _POSSESSIVE.search(text, start, end):
        end = found.start() if found.start() > start and found.end() == end else end
    while start < end and not (text[start].isalnum() or text[start] in "’'"):
        start += 1
    while start < end and not text[end - 1].isalnum() and not (text[end - 1] == "." and "." in text[start:end - 1]):
        end -= 1
    return start, end


def _prefix(words: str, kind: str) -> int:
    """How many characters at the front are determiner or title."""
    if found := _DETERMINER.match(words):
        return found.end()
    first, _, rest = words.partition(" ")
    titles = assets.words("titles")
    form = first.capitalize() if first.isupper() else first
    if kind == "PERSON" and rest and (form in titles["honorifics"] or (form in titles["titles"] and " " in rest)):
        return len(first) + 1
    return 0


def _split(text: str, name: FoundName, lists: Gazetteer) -> Iterator[FoundName]:
    """ "South Korea's foreign ministry" and "US and South Korea" are two names each, "South Korean National Security" Adviser is none but one."""
    start, end = name.span
    cut = _OWNED.search(text, start, end)
    if name.type == "ORG" and cut and _owner(text[start:cut.start()], lists):
        yield FoundName((start, cut.start()), "GPE", name.confidence)
        yield FoundName((cut.end(), end), "ORG", name.confidence)
        return
    joint = _JOINT.search(text, start, end)
    if joint and _owner(text[start:joint.start()], lists) and _owner(text[joint.end():end], lists) and not lists.organisation(text[start:end]):
        yield FoundName((start, joint.start()), name.type, name.confidence)
        yield FoundName((joint.end(), end), name.type, name.confidence)
        return
    if (described := _DESCRIBED.match(text, start, end)) and _owner(described[1], lists):
        yield FoundName(described.span(1), "NORP", name.confidence)
        yield FoundName(described.span(2), "PERSON", name.confidence)
        return
    if name.type == "ORG" and _TITLE.match(text, end) and not _ORGANS.search(text, start, end) and not lists.organisation(text[start:end]):
        owner = next((hit for hit in lists.hits(text, start, end) if hit[0] == start), None)
        if owner:
            yield FoundName((owner[0], owner[1]), owner[2], name.confidence)
            return
    yield name


def _owner(words: str, lists: Gazetteer) -> bool:
    return bool(lists.country(words) or lists.capital(words) or lists.people(words))


def _joined(text: str, found: list[FoundName]) -> list[FoundName]:
    """ "Armed Forces of" and "Ukraine" are one name."""
    out: list[FoundName] = []
    for name in sorted(found):
        last = out[-1] if out else None
        if last and last.type == "ORG" and _OPEN.search(text[slice(*last.span)]) and not text[last.span[1]:name.span[0]].strip():
            out[-1] = FoundName((last.span[0], name.span[1]), "ORG", last.confidence)
        else:
            out.append(name)
    return out


def _grown(text: str, name: FoundName) -> FoundName:
    """With the word that makes a place of a name: "Kharkiv region", "Korean Peninsula"; "Russian embassy" is one name as well."""
    known = gazetteer().country(text[slice(*name.span)])
    grows = {"GPE": None if known else _AREA, "LOC": _AREA}.get(name.type)
    if grows and (found := grows.match(text, name.span[1])):
        return FoundName((name.span[0], found.end()), "GPE", name.confidence)
    if name.type in ("LOC", "GPE", "NORP") and (found := _LAND.match(text, name.span[1])):
        return FoundName((name.span[0], found.end()), "LOC", name.confidence)
    if name.type == "NORP" and (found := _NATIONAL.match(text, name.span[1])):
        return FoundName((name.span[0], found.end()), "ORG", name.confidence)
    return name


def _with_owner(text: str, found: list[FoundName]) -> list[FoundName]:
    """ "Russian" and "defence ministry" are one name; "Russia's" and "defence ministry" stay two."""
    out: list[FoundName] = []
    for name in found:
        last = out[-1] if out else None
        if last and name.type == "ORG" and last.type in ("NORP", "GPE") and text[last.span[1]:name.span[0]] in (" ", "\u00a0") \
                and _institutions().fullmatch(text, *name.span):
            out[-1] = FoundName((last.span[0], name.span[1]), "ORG", name.confidence)
        else:
            out.append(name)
    return out


# one document


def agreed(text: str, stories: Sequence[Story], found: Sequence[list[FoundName]]) -> list[list[FoundName]]:
    """The names of each story once all stories have been heard: a surname is the person's whose full name stands elsewhere, the same words are of
    one type, and a name that the tagger saw once is a name wherever it stands again."""
    types = _Types(text, [name for names in found for name in names])
    settled = [[FoundName(name.span, types.of(text[slice(*name.span)], name.type), name.confidence) for name in names] for names in found]
    return [_merged(names, list(types.again(text, story))) for story, names in zip(stories, settled, strict=True)]


def _told_a_firm(text: str, span: Span) -> bool:
    """ "its rival Minera Sur", "Andina Cobre, Chile's second-largest producer", "Halvor Bio (Oslo: HALV)"."""
    return bool(_FIRM_BEFORE.search(text, max(0, span[0] - 40), span[0]) or _FIRM_AFTER.match(text, span[1]) or name_forms.firm(text, span))


class _Types:
    """What each name of a document is, by all its places together."""

    def __init__(self, text: str, names: list[FoundName]) -> None:
        self.votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.surnames: set[str] = set()
        for name in names:
            words = text[slice(*name.span)]
            self.votes[words][name.type] += name.confidence
            if name.type == "PERSON" and _told_a_firm(text, name.span):
                self.votes[words]["ORG"] += _TOLD
            if name.type == "PERSON" and len(parts := words.split()) > 1:
                self.surnames |= {part for part in parts[-1:] + parts[:1] if len(part) > 2}
        lists = gazetteer()
        self.surnames = {part for part in self.surnames if not _owner(part, lists) and not lists.city(part) and not lists.organisation(part)}
        lower = set(re.findall(r"\b[a-z]+\b", text))
        sure = (words for words, votes in self.votes.items() if sum(votes.values()) > _SURE and len(words) > 3 and words[0].isupper())
        repeated = sorted((words for words in sure if " " in words or words.casefold() not in lower), key=len, reverse=True)
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, repeated))})(?!\w)") if repeated else None

    def of(self, words: str, read: str) -> str:
        if words in self.surnames and read in ("GPE", "ORG", "LOC", "NORP"):
            return "PERSON"
        votes = self.votes.get(words) or {read: 1.0}
        best = max(votes, key=lambda kind: votes[kind])
        return best if votes[best] > 2 * votes.get(read, 0.0) else read

    def again(self, text: str, story: Story) -> Iterator[FoundName]:
        for paragraph in story.paragraphs if self.pattern else ():
            for match in self.pattern.finditer(text, *paragraph.span) if self.pattern else ():
                yield FoundName(match.span(), self.of(match[0], ""), _LISTED)


# types


def _retyped(text: str, name: FoundName, lists: Gazetteer) -> FoundName:
    words = text[slice(*name.span)]
    typed = FoundName(name.span, _type(words, name.type, lists), name.confidence)
    known = lists.city(words) or lists.country(words) or lists.land(words) or lists.organisation(words) or lists.people(words)
    return name_forms.kind(text, typed, lists, known is not None)


def _type(words: str, found: str, lists: Gazetteer) -> str:
    """The type that the lists know for these words, where they know better than the tagger."""
    sure = words not in lists.ambiguous
    if lists.person(words) or lists.surname(words):
        return "PERSON"
    if found == "PERSON" and " " in words and words.rsplit(None, 1)[1] in assets.words("speakers")["firms"]:
        return "ORG"
    if found == "PERSON":
        return _type(words, "GPE", lists) if sure and (lists.country(words) or lists.capital(words)) else found
    if lists.country(words) or lists.capital(words):
        return "GPE" if sure or found != "ORG" else found
    if lists.people(words) and words[:1].isupper() and not lists.land(words):
        return "NORP"
    if lists.land(words):
        return "LOC"
    if lists.organisation(words) and (" " in words or found in ("GPE", "LOC", "NORP")):
        return "ORG"
    return _by_head(words, found, lists)


def _by_head(words: str, found: str, lists: Gazetteer) -> str:
    last, first = words.rsplit(None, 1)[-1].casefold(), words.split(None, 1)[0].casefold()
    if found in ("LOC", "GPE") and " " in words and last in lists.area_heads:
        return "GPE"
    if found == "GPE" and " " in words and (last in lists.land_heads or first in ("mount", "lake")) and not lists.city(words):
        return "LOC"
    if found == "LOC" and lists.city(words):
        return "GPE"
    if found in ("LOC", "GPE", "NORP") and _ORGANS.search(words):
        return "ORG"
    return found
