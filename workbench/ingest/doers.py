"""Who did it, and to whom: the parties of a telling. Only people, organisations, countries and groups of people are parties."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from workbench import assets
from workbench.core.extraction import ReadClaim, ReadParty
from workbench.core.records import Span
from workbench.ingest.cast import Named
from workbench.ingest.complements import is_by, is_passive, is_whom, may_be_whom
from workbench.ingest.decode import FoundTelling
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.sayings import whom
from workbench.ingest.sentences import Story

_WORDS = 6  # of a party that no entity was found for, and of a phrase that is taken whole
_RECIPROCAL = frozenset(("each other", "one another", "each side", "both sides", "the other", "either", "either side"))
_THIRD = frozenset(("him", "her", "them", "it", "himself", "herself"))
_PLURAL = frozenset(("they", "them", "both", "their"))
_JOINT = frozenset(("AGREE", "CONSULT", "COOPERATE"))  # acts that two do together
_PIECES = re.compile(r",\s+|;\s+|[.!?][\"”’]?\s+|\s(?:that|but|and then|when|while|as)\s")
_HEAD = re.compile(r",|\s(?:of|from|in|at|on|who|that|with|for|to|by|near|and|who)\b", re.IGNORECASE)
_MEETS = re.compile(r"met\b|meet|talk|summit|session|ceremony|interview|conference|negotiat|discuss", re.IGNORECASE)  # what has a place, but no host
_WHO = re.compile(r"\bbut who$")  # not the town: "from Leeds but who"
_OWNS = re.compile(r"[’']s?\s+")
_SIGHT = 3  # sentences that "him" looks back


class Doers:
    """Reads the parties of one story's tellings."""

    def __init__(self, story: Story, parties: Parties, talk: Talk, claims: Sequence[ReadClaim]) -> None:
        self.story, self.parties, self.talk, self.claims = story, parties, talk, claims
        self.cast, self.text = parties.cast, parties.text
        self.words: dict[str, list[str]] = assets.words("actors")

    def read(self, found: FoundTelling) -> tuple[list[ReadParty], list[ReadParty]]:
        actors = self._speaking(found) or self._side(found, "actor")
        recipients = self._complement(found) or self._side(found, "recipient", actors)
        if self._is_passive(found):
            actors, recipients = self._undergone(found, actors, recipients)
        elif found.slots.get("actor") == found.slots.get("recipient"):
            recipients = []
        recipients = recipients or self._complement(found, may_be_whom) or self._addressed(found)
        if len(actors) > 1 and _entities(recipients) <= _entities(actors) and (found.action in _JOINT or self._is_reciprocal(found)):
            actors, recipients = actors[:1], actors[1:]
        if found.action == "CONSULT" and not recipients and "place" in found.slots and not _MEETS.match(self.text[slice(*found.trigger)]):
            recipients = [party for party in self._slot(found.slots["place"], found) if self._type(party) == "GPE"]
        doing = _entities(actors)
        return actors, [party for party in recipients if party.entity is None or party.entity not in doing]

    def _is_passive(self, found: FoundTelling) -> bool:
        headline = self.story.paragraph(found.trigger[0]).kind == "headline"
        return is_passive(self.text, found.trigger, self.story.sentence(found.trigger[0]), headline=headline)

    def _undergone(self, found: FoundTelling, actors: list[ReadParty], recipients: list[ReadParty]) -> tuple[list[ReadParty], list[ReadParty]]:
        """The subject suffers what somebody else does, who is named after "by"."""
        subject = [party for party in actors if party.span and party.span[1] <= found.trigger[0]]
        if subject and (not recipients or {party.span for party in recipients} & {party.span for party in subject}):
            actors, recipients = [party for party in actors if party not in subject], subject
        return self._agent(found) or actors, recipients

    def _agent(self, found: FoundTelling) -> list[ReadParty]:
        """ "was stopped at the border by Polish police": whoever follows."""
        mention = self._next(found)
        if mention is None or not is_by(self.text, found.trigger, mention.span):
            return []
        return [party for party in self._slot(mention.span, found) if self._is_party(party, found)]

    def _next(self, found: FoundTelling) -> Named | None:
        """The first name behind the trigger in its sentence; of "Iran's Sepahan" the second."""
        names = self.cast.within((found.trigger[1], self.story.sentence(found.trigger[0])[1]))
        if len(names) > 1 and _OWNS.fullmatch(self.text, names[0].span[1], names[1].span[0]):
            return replace(names[1], span=(names[0].span[0], names[1].span[1]))
        return names[0] if names else None

    def _speaking(self, found: FoundTelling) -> list[ReadParty]:
        """The speaker, where the trigger is a claim's cue ("accused", "warned")."""
        for claim in self.claims:
            if claim.cue and claim.cue[0] < found.trigger[1] and found.trigger[0] < claim.cue[1]:
                return [party for party in claim.speakers if party.entity is not None]
        return []

    def _addressed(self, found: FoundTelling) -> list[ReadParty]:
        """Of a trigger that is a claim's cue: whom the claim is addressed to or about."""
        cued = (claim for claim in self.claims if claim.cue and claim.cue[0] < found.trigger[1] and found.trigger[0] < claim.cue[1])
        named = next((named for claim in cued if (named := whom(claim, self.cast))), None)
        return [ReadParty(named.entity, named.span)] if named else []

    def _side(self, found: FoundTelling, slot: str, actors: Sequence[ReadParty] = ()) -> list[ReadParty]:
        span = found.slots.get(slot)
        if span is None or _WHO.search(self.text, *span) or (slot == "actor" and self._only_reports(found, span)):
            return []
        read = [party for party in self._slot(span, found) if self._is_party(party, found)]
        if slot == "recipient" and self.text[slice(*span)].casefold() in _THIRD and _entities(read) <= _entities(actors):
            return self._other(span, actors)
        return read

    def _slot(self, span: Span, found: FoundTelling) -> list[ReadParty]:
        return self.parties.read(self._nearest(span, found.trigger), self.story, self.talk, loose=True)

    def _nearest(self, span: Span, trigger: Span) -> Span:
        """Of a phrase that ran on over half a sentence and names somebody, the piece next to the trigger."""
        if len(self.text[slice(*span)].split()) <= _WORDS or not self.cast.within(span):
            return span
        cuts = [(match.start(), match.end()) for match in _PIECES.finditer(self.text, *span)]
        edges = [span[0], *(edge for cut in cuts for edge in cut), span[1]]
        pieces = [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
        return min(pieces, key=lambda piece: max(piece[0] - trigger[1], trigger[0] - piece[1], 0), default=span)

    def _only_reports(self, found: FoundTelling, span: Span) -> bool:
        """ "600 diplomats were expelled, the agency said": whoever is named after the deed as having told of it did not do it."""
        return any(span[0] > found.trigger[0] and any(start <= found.trigger[0] < end for start, end in claim.parts)
                   and any(party.span and party.span[0] < span[1] and span[0] < party.span[1] for party in claim.speakers) for claim in self.claims)

    def _is_party(self, party: ReadParty, found: FoundTelling) -> bool:
        words = self.text[slice(*party.span)].casefold() if party.span else ""
        if party.entity is not None:
            person = self.cast.type(party.entity) == "PERSON"
            return not (words in _PLURAL and person) and not (words in ("he", "she") and self._type(party) in ("GPE", "LOC"))
        if not words or len(words.split()) > _WORDS or words in _RECIPROCAL:
            return False
        head = (_HEAD.split(words)[0].split() or [""])[-1].strip("’'\"”")
        if found.action == "OCCUR" or head in self.words["nouns"]:
            return True
        return head.endswith(tuple(self.words["endings"])) and head not in self.words["things"]

    def _other(self, span: Span, actors: Sequence[ReadParty]) -> list[ReadParty]:
        """ "Ms Yurdakul accused him": the last one named who is not she."""
        person = self.text[slice(*span)].casefold() in ("him", "her")
        types = ("PERSON",) if person else ("ORG", "GPE", "NORP")
        here = self.story.sentence_number(span[0])
        for mention in self.cast.before(span[0], self.story):
            if here - self.story.sentence_number(mention.span[0]) > _SIGHT:
                break
            if mention.type in types and mention.entity not in _entities(actors):
                return [ReadParty(mention.entity, span)]
        return []

    def _complement(self, found: FoundTelling, aimed_at: Callable[[str, Span, str, Span], bool] = is_whom) -> list[ReadParty]:
        """ "thanked Kenya", "talks with Iran": the name behind the trigger."""
        mention = self._next(found)
        if mention is None or mention.type == "LOC" or not aimed_at(self.text, found.trigger, found.action, mention.span):
            return []
        return [ReadParty(mention.entity, mention.span)]

    def _is_reciprocal(self, found: FoundTelling) -> bool:
        span = found.slots.get("recipient")
        return span is not None and self.text[slice(*span)].casefold() in _RECIPROCAL

    def _type(self, party: ReadParty) -> str:
        return self.cast.type(party.entity) if party.entity is not None else ""


def _entities(parties: Sequence[ReadParty]) -> set[int]:
    return {party.entity for party in parties if party.entity is not None}
