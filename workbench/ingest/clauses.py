"""The clause around a trigger, and a summary that reads as one: "Vladimir Putin signed a defence agreement", not "North Korea after he signed"."""
from __future__ import annotations

import re
from typing import NamedTuple

from workbench.core.records import Span

LONGEST = 18  # words of a summary after its subject
_BETWEEN = 4  # words between a subject and its verb that are told with them
_AUXILIARY = r"(?:is|are|was|were|am|be|been|being|has|have|had|will|would|may|might|can|could|should|must|did|does|do|not|never|to)"
_VERBAL = re.compile(rf"(?:\b{_AUXILIARY}\b\s+|\b\w+ly\s+|\b(?:also|already|again|now|then|still|since|reportedly|repeatedly)\s+)+$", re.IGNORECASE)
_ENDS = re.compile("|".join((
    r"[.;:!?…]+[\"”’')]*(?:\s|$)", r"\s[–—-]\s|[—]", r",\s*[\"”’]?\s*$",
    r",?\s+(?:who|which|whose|where|while|whereas|although|though|because|when|as if|after|before|since|until|unless|if|citing|adding|saying)\b",
    r",?\s+(?:according to|amid|despite|so that)\b", r",\s+(?:as|and|but|or|with|\w+ing|said|says|the|a|an|he|she|it|they|we|[A-Z])",
    r"\s(?:and|but)\s+(?:said|says|told|added|that|he|she|it|they|will|would|has|have|had|was|were|is)\b",
    r"\s(?:said|says|is|are|was|were|has|have|had|will|would|may|might|could|can)\b")))
_NOUN = re.compile(r"(?:\b(?:the|an?|its|their|his|her|this|of|for|in|by|with|on|at|against|over|after|before|despite|during)|[’']s?)\s+$",
                   re.IGNORECASE)
_ELSEWHERE = re.compile(r"[,;:.]|\b(?:who|which|that|since|after|before|while|when|as|by|but|and)\b")  # another clause has begun
_DANGLING = re.compile(r"(?:[\s,“\"‘(]+|\s(?:the|a|an|of|to|in|on|for|with|by|and|or|at|from|as|that|its|their|his|her))+$", re.IGNORECASE)


class Subject(NamedTuple):
    """Whose deed the clause tells: the words that stand for him there, and what to call him."""
    span: Span | None
    name: str


def clause(text: str, sentence: Span, trigger: Span, least: int) -> Span:
    """From the trigger's auxiliaries to the clause's end, and not before `least`. A noun ("his visit to Rome") has no more than belongs to it."""
    if _NOUN.search(text, sentence[0], trigger[0]) and not text[slice(*trigger)].endswith("ing"):
        return trigger[0], _cut(text, (trigger[0], max(trigger[1], min(least, sentence[1]))))
    before = _VERBAL.search(text, sentence[0], trigger[0])
    start = before.start() if before else trigger[0]
    after = _ENDS.search(text, max(trigger[1], min(least, sentence[1])), sentence[1])
    end = after.start() if after else sentence[1]
    return start, _cut(text, (start, end))


def _cut(text: str, span: Span) -> int:
    """The end after at most so many words, without what hangs in the air."""
    words = list(re.finditer(r"\S+", text[slice(*span)]))
    end = span[0] + words[LONGEST - 1].end() if len(words) > LONGEST else span[1]
    found = _DANGLING.search(text, span[0] + 1, end)
    return found.start() if found and found.start() > span[0] else end


def summary(text: str, span: Span, subject: Subject) -> str:
    """`span` is a clause; a subject in front of it, or out of reach, is put there by its name."""
    words = plain(text[slice(*span)])
    if not subject.name or (subject.span and span[0] <= subject.span[0] < span[1]):
        return words
    if subject.span and subject.span[1] <= span[0]:
        between = text[subject.span[1]:span[0]]
        if _NOUN.search(between) and between.strip()[:1] not in ("’", "'") and not re.match(r"\w+ing\b", words):
            return plain(f"{subject.name}{'’' if subject.name.endswith('s') else '’s'} {words}")
        if len(between.split()) <= _BETWEEN and not _ELSEWHERE.search(between):
            return plain(f"{subject.name} {between} {words}")
    return plain(f"{subject.name} {words}")


def plain(words: str) -> str:
    """On one line, possessives joined, without a quotation mark that has lost its other half."""
    words = re.sub(r"\s+(?=[’']s\b)|(?<=[“‘])\s+", "", " ".join(words.split()))
    for opening, closing in ("“”", "‘’", '""'):
        if (words.count(opening) + words.count(closing)) % 2 and closing not in ("’",):
            words = words.replace(opening, "").replace(closing, "")
    return _DANGLING.sub("", words).strip(" ,;:–—")
