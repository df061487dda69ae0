"""Tellings of a story: actors and recipients resolved, dates taken from the date expressions, a summary in the text's own words."""
from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.core.extraction import ReadClaim, ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest.claims import Values
from workbench.ingest.decode import FoundTelling
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.sentences import Story

_LONGEST = 160  # characters of a summary
_LEAST = 0.55  # confidence of a telling that is kept
_WORDS = 6  # of a party that no entity was found for
_FAMILIES = (frozenset(("ASSAULT", "MOBILIZE", "COERCE", "THREATEN")), frozenset(("AID", "MOBILIZE", "COOPERATE", "SUPPORT")))  # words for one act
_NOT_YET = [(re.compile(rf"\b(?:{words})\s+(?:\w+ )?$", re.IGNORECASE), modality) for words, modality in (
    (r"did not|didn[’']t|never|(?:has|have|had) not|(?:has|have|had)n[’']t|refus\w+ to|declin\w+ to", "denied"),
    (r"may|might|could|can|should|must|ability (?:for \w+ )?to|possibility of|contemplat\w+|consider\w*|weigh\w*|wants? to|able to|whether to",
     "possible"),
    (r"will|would|plan(?:s|ned) to|(?:expected|set|due|about|going) to|(?:is|are) to", "planned"))]
_RECIPROCAL = frozenset(("each other", "one another", "each side", "both sides", "the other"))
_JOINT = frozenset(("AGREE", "CONSULT", "COOPERATE"))  # acts that two do together


def tellings(story: Story, parties: Parties, talk: Talk, dates: Values, claims: Sequence[ReadClaim]) -> list[ReadTelling]:
    """The story's tellings in reading order. `claims`: those of the story, since whoever accuses or warns in a claim is the actor of that."""
    reader = _Reader(story, parties, talk, dates, claims)
    return _once([reader.telling(found) for found in story.found.tellings if found.confidence >= _LEAST], story)


def _once(tellings: list[ReadTelling], story: Story) -> list[ReadTelling]:
    """ "fired warning shots to repel them" is one act: of tellings that one sentence has of the same two parties, the surest of its family."""
    kept: list[ReadTelling] = []
    for telling in sorted(tellings, key=lambda one: -one.confidence):
        if not any(_same_act(telling, other) and story.sentence(telling.trigger[0]) == story.sentence(other.trigger[0]) for other in kept):
            kept.append(telling)
    return sorted(kept, key=lambda one: one.trigger)


def _same_act(one: ReadTelling, other: ReadTelling) -> bool:
    actions = {one.action, other.action}
    alike = len(actions) == 1 or any(actions <= family for family in _FAMILIES)
    return alike and _known(one.actors) == _known(other.actors) != set() and _known(one.recipients) == _known(other.recipients) != set()


def _known(parties: Sequence[ReadParty]) -> set[int]:
    return {party.entity for party in parties if party.entity is not None}


class _Reader:
    def __init__(self, story: Story, parties: Parties, talk: Talk, dates: Values, claims: Sequence[ReadClaim]) -> None:
        self.story, self.parties, self.talk, self.dates = story, parties, talk, dates
        self.speakers = {claim.cue: claim.speakers for claim in claims if claim.cue}
        self.text = parties.text

    def telling(self, found: FoundTelling) -> ReadTelling:
        sentence = self.story.sentence(found.trigger[0])
        span = self._span(found, sentence)
        actors, recipients = self._who(found)
        date, where = self._date(found, sentence)
        return ReadTelling(self.story.number, found.trigger, span, found.action, self._modality(found), tuple(actors), tuple(recipients),
                           date, where, self._place(found), self._summary(span), round(found.confidence, 3))

    def _span(self, found: FoundTelling, sentence: Span) -> Span:
        inside = [span for span in (found.trigger, *found.slots.values()) if sentence[0] <= span[0] and span[1] <= sentence[1]] or [found.trigger]
        return min(start for start, _ in inside), max(end for _, end in inside)

    def _modality(self, found: FoundTelling) -> str:
        """The tagger's, unless a word right before the trigger says that nothing has happened."""
        before = self.text[max(self.story.sentence(found.trigger[0])[0], found.trigger[0] - 60):found.trigger[0]]
        if found.modality != "happened":
            return found.modality
        return next((modality for pattern, modality in _NOT_YET if pattern.search(before)), found.modality)

    # who did it, to whom

    def _who(self, found: FoundTelling) -> tuple[list[ReadParty], list[ReadParty]]:
        actors = self._speaking(found) or self._parties(found, "actor")
        recipients = self._parties(found, "recipient")
        if found.action in _JOINT and len(actors) > 1 and not recipients:
            actors, recipients = actors[:1], actors[1:]
        if found.action == "CONSULT" and not recipients and "place" in found.slots:
            recipients = [party for party in self._parties(found, "place") if self._is_place(party)]
        doing = {party.entity for party in actors if party.entity is not None}
        return actors, [party for party in recipients if party.entity not in doing]

    def _speaking(self, found: FoundTelling) -> list[ReadParty]:
        """The speaker, where the trigger is a claim's cue ("accused", "warned")."""
        for cue, speakers in self.speakers.items():
            if cue[0] < found.trigger[1] and found.trigger[0] < cue[1]:
                return [party for party in speakers if party.entity is not None]
        return []

    def _parties(self, found: FoundTelling, slot: str) -> list[ReadParty]:
        span = found.slots.get(slot)
        parties = self.parties.read(span, self.story, self.talk, loose=True) if span else []
        return [party for party in parties if party.entity is not None or (party.span and self._is_party(self.text[slice(*party.span)]))]

    def _is_party(self, words: str) -> bool:
        return len(words.split()) <= _WORDS and words.casefold() not in _RECIPROCAL

    def _is_place(self, party: ReadParty) -> bool:
        return party.entity is not None and self.parties.cast.type(party.entity) == "GPE"

    # when and where

    def _date(self, found: FoundTelling, sentence: Span) -> tuple[str, Span | None]:
        slot = found.slots.get("date")
        if slot:
            for span, (value, _) in self.dates.items():
                if value and span[0] < slot[1] and slot[0] < span[1]:
                    return value, span
            return "", slot
        inside = [span for span, (value, _) in self.dates.items() if value and sentence[0] <= span[0] and span[1] <= sentence[1]]
        if len(inside) == 1 and not self._is_of_later(inside[0], found.trigger):
            return self.dates[inside[0]][0], inside[0]
        return "", None

    def _is_of_later(self, date: Span, trigger: Span) -> bool:
        """ "summoned him over the pact signed this week": the date belongs to the signing."""
        owners = [other.trigger for other in self.story.found.tellings if "date" in other.slots and other.slots["date"][0] < date[1] and
                  date[0] < other.slots["date"][1]]
        return any(trigger[0] < owner[0] < date[0] for owner in owners)

    def _place(self, found: FoundTelling) -> ReadParty | None:
        span = found.slots.get("place")
        if span is None:
            return None
        named = [mention for mention in self.parties.cast.within(span) if mention.type in ("GPE", "LOC")]
        return ReadParty(named[0].entity if named else None, span)

    def _summary(self, span: Span) -> str:
        words = " ".join(self.text[slice(*span)].split())
        return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"
