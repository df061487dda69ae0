"""Tellings of a story: actors and recipients resolved, dates taken from the date expressions, a summary in the text's own words."""
from __future__ import annotations

import re

from workbench.core.records import ReadParty, ReadTelling, Span
from workbench.ingest.decode import FoundTelling
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.sentences import Story

_CLAUSE = re.compile(r"[,;:–—]\s|\s(?:that|which|who|while|after|before|as|when|because|although|but)\s")
_LONGEST = 160


def tellings(story: Story, parties: Parties, talk: Talk, dates: dict[Span, tuple[str, str]]) -> list[ReadTelling]:
    """The story's tellings in reading order. `dates`: the value of each date expression of the story."""
    return [_Reader(story, parties, talk, dates).telling(found) for found in story.found.tellings]


class _Reader:
    def __init__(self, story: Story, parties: Parties, talk: Talk, dates: dict[Span, tuple[str, str]]) -> None:
        self.story, self.parties, self.talk, self.dates = story, parties, talk, dates
        self.text = parties.text

    def telling(self, found: FoundTelling) -> ReadTelling:
        sentence = self.story.sentence(found.trigger[0])
        span = self._span(found, sentence)
        actors, recipients = self._parties(found, "actor"), self._parties(found, "recipient")
        date, where = self._date(found, sentence)
        return ReadTelling(self.story.number, found.trigger, span, found.action, found.modality, tuple(actors),
                           tuple(party for party in recipients if party.entity is None or party not in actors),
                           date, where, self._place(found), self._summary(span), round(found.confidence, 3))

    def _span(self, found: FoundTelling, sentence: Span) -> Span:
        inside = [span for span in (found.trigger, *found.slots.values()) if sentence[0] <= span[0] and span[1] <= sentence[1]] or [found.trigger]
        return min(start for start, _ in inside), max(end for _, end in inside)

    def _parties(self, found: FoundTelling, slot: str) -> list[ReadParty]:
        span = found.slots.get(slot)
        return self.parties.read(span, self.story, self.talk, loose=True) if span else []

    def _date(self, found: FoundTelling, sentence: Span) -> tuple[str, Span | None]:
        slot = found.slots.get("date")
        if slot:
            for span, (value, _) in self.dates.items():
                if value and span[0] < slot[1] and slot[0] < span[1]:
                    return value, span
            return "", slot
        inside = [span for span, (value, _) in self.dates.items() if value and sentence[0] <= span[0] and span[1] <= sentence[1]]
        if len(inside) == 1:
            return self.dates[inside[0]][0], inside[0]
        return "", None

    def _place(self, found: FoundTelling) -> ReadParty | None:
        span = found.slots.get("place")
        if span is None:
            return None
        named = [mention for mention in self.parties.cast.within(span) if mention.type in ("GPE", "LOC")]
        return ReadParty(named[0].entity if named else None, span)

    def _summary(self, span: Span) -> str:
        words = " ".join(self.text[slice(*span)].split())
        return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
