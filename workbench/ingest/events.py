"""Tellings of a story: actors and recipients resolved, dates taken from the date expressions, a summary in the text's own words."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from workbench import assets
from workbench.core.dates import first_last
from workbench.core.extraction import ReadClaim, ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest import sayings
from workbench.ingest.claims import Values
from workbench.ingest.clauses import Subject, clause, plain, summary
from workbench.ingest.decode import FoundTelling
from workbench.ingest.doers import Doers
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.sentences import Story
from workbench.ingest.sureness import facts, sureness

_NEAR = 120  # characters between a trigger and what belongs to its clause
_WORDS = 8  # of a party that is called as the text calls it
_PRONOUNS = frozenset(word for kind in ("singular", "first", "neuter", "plural", "relative") for word in assets.words("speakers")[kind])
_OPENS = 16  # characters before a date that opens its sentence
_LEDE = 4  # sentences, headlines among them, in which "has summoned" is news
_CLAUSE = re.compile(r"[;:]|\b(?:which|who|after|since|before)\b")
_MEANWHILE = re.compile(r"\b(?:as|while|when)\s+(?:[\w’-]+\s+){1,4}$")
_HAS = re.compile(r"\b(?:has|have)\s+(?:\w+ly\s+)?$")
_PRESENT = re.compile(r"[a-z]+s|[a-z]*(?<!ed)(?<!ing)", re.IGNORECASE)
_LEAST = 0.17  # confidence of a telling that is kept: of those just above it one in five is right as it stands, below one in ten
_MAY = re.compile(r"\b(?:may|might|could)\s+(?:\w+ )?$", re.IGNORECASE)
_FAMILIES = (frozenset(("ASSAULT", "MOBILIZE", "COERCE", "THREATEN")), frozenset(("AID", "MOBILIZE", "COOPERATE", "SUPPORT")))  # words for one act
_NOT_YET = [(re.compile(rf"\b(?:{words})\s+(?:\w+ )?$", re.IGNORECASE), modality) for words, modality in (
    (r"did not|didn[’']t|never|(?:has|have|had) not|(?:has|have|had)n[’']t|refus\w+ to|declin\w+ to", "denied"),
    (r"may|might|could|can|should|must|ability (?:for \w+ )?to|possibility of|contemplat\w+|consider\w*|weigh\w*|wants? to|able to|whether to",
     "possible"),
    (r"will|would|plan(?:s|ned) to|(?:expected|set|due|about|going) to|(?:is|are) to", "planned"))]


def tellings(story: Story, parties: Parties, talk: Talk, dates: Values, claims: Sequence[ReadClaim]) -> list[ReadTelling]:
    """The story's tellings in reading order. `claims`: those of the story, since whoever accuses or warns in a claim is the actor of that."""
    reader = Reader(story, parties, talk, dates, claims)
    return _once([telling for found in candidates(story, parties, claims) if (telling := reader.telling(found)).confidence >= _LEAST], story)


def candidates(story: Story, parties: Parties, claims: Sequence[ReadClaim]) -> list[FoundTelling]:
    """What the tagger sees, and what claims do."""
    return sorted([*story.found.tellings, *sayings.deeds(story, parties.cast, claims)], key=lambda found: found.trigger)


def _once(tellings: list[ReadTelling], story: Story) -> list[ReadTelling]:
    """ "fired warning shots to repel them" is one act: of those that one sentence has of the same parties, the fullest and surest."""
    kept: list[ReadTelling] = []
    for telling in sorted(tellings, key=lambda one: (-len(_known(one.actors)) - len(_known(one.recipients)), -one.confidence)):
        if not any(_same_act(telling, other) and story.sentence(telling.trigger[0]) == story.sentence(other.trigger[0]) for other in kept):
            kept.append(telling)
    return sorted(kept, key=lambda one: one.trigger)


def _same_act(one: ReadTelling, other: ReadTelling) -> bool:
    """ `one` names nobody whom `other` does not name in the same role, and somebody."""
    actions = {one.action, other.action}
    alike = len(actions) == 1 or any(actions <= family for family in _FAMILIES)
    actors, recipients = _known(one.actors), _known(one.recipients)
    whole = actors == _known(other.actors) != set() and recipients == _known(other.recipients) != set()
    return (alike and whole) or (len(actions) == 1 and actors | recipients != set() and actors <= _known(other.actors) and
                                 recipients <= _known(other.recipients) and not _words(one))


def _words(telling: ReadTelling) -> bool:
    return any(party.entity is None for party in (*telling.actors, *telling.recipients))


def _known(parties: Sequence[ReadParty]) -> set[int]:
    return {party.entity for party in parties if party.entity is not None}


class Reader:
    def __init__(self, story: Story, parties: Parties, talk: Talk, dates: Values, claims: Sequence[ReadClaim]) -> None:
        self.story, self.parties, self.dates = story, parties, dates
        self.claims = claims
        self.doers = Doers(story, parties, talk, claims)
        self.text = parties.text

    def telling(self, found: FoundTelling) -> ReadTelling:
        sentence = self.story.sentence(found.trigger[0])
        found = replace(found, action=sayings.decided(found, self.claims))
        actors, recipients = self.doers.read(found)
        span, words = self._told(found, sentence, actors, recipients)
        date, where = self._date(found, sentence)
        told = ReadTelling(self.story.number, found.trigger, span, found.action, self._modality(found), tuple(actors), tuple(recipients),
                           date, where, self._place(found), words)
        return replace(told, confidence=round(sureness("tellings", facts(told, found, self.parties.cast, self.story, self.claims)), 3))

    def _told(self, found: FoundTelling, sentence: Span, actors: Sequence[ReadParty], recipients: Sequence[ReadParty]) -> tuple[Span, str]:
        """The words that tell it, and a clause of them."""
        after = [span for slot, span in found.slots.items()
                 if slot != "actor" and found.trigger[1] <= span[0] < span[1] <= min(found.trigger[1] + _NEAR, sentence[1])]
        told = clause(self.text, sentence, found.trigger, max((end for _, end in after), default=0))
        who = self._subject(found, sentence, actors or [], recipients)
        start = who.span[0] if who.span and sentence[0] <= who.span[0] < told[0] and told[0] - who.span[1] < _NEAR else told[0]
        return (start, max(told[1], found.trigger[1])), summary(self.text, told, who)

    def _subject(self, found: FoundTelling, sentence: Span, actors: Sequence[ReadParty], recipients: Sequence[ReadParty]) -> Subject:
        """Whoever stands before the trigger; else the doer."""
        for slot, parties in (("actor", actors), ("recipient", recipients)):
            span = found.slots.get(slot)
            if span and parties and sentence[0] <= span[0] and span[1] <= found.trigger[0]:
                return Subject(span, self._called(span, parties))
        return Subject(found.slots.get("actor"), self._called(None, actors)) if actors else Subject(None, "")

    def _called(self, span: Span | None, parties: Sequence[ReadParty]) -> str:
        """The words that stand there, unless they are a pronoun or half a sentence."""
        words = plain(self.text[slice(*span)]) if span else ""
        if words and len(words.split()) <= _WORDS and (words.casefold() not in _PRONOUNS or words.isupper()):
            return words
        cast = self.parties.cast
        return " and ".join(cast.entries[party.entity].name if party.entity is not None else plain(party.name)
                            for party in parties)

    def _modality(self, found: FoundTelling) -> str:
        """The tagger's, unless a word right before the trigger says that nothing has happened."""
        before = self.text[max(self.story.sentence(found.trigger[0])[0], found.trigger[0] - 60):found.trigger[0]]
        if found.modality == "planned" and _MAY.search(before):
            return "possible"
        if found.modality != "happened":
            return found.modality
        return next((modality for pattern, modality in _NOT_YET if pattern.search(before)), found.modality)

    # when and where

    def _date(self, found: FoundTelling, sentence: Span) -> tuple[str, Span | None]:
        """What the tagger points at; else the sentence's only date, if no other clause begins before it; else the day of the news."""
        slot = found.slots.get("date")
        if slot:
            for span, (value, _) in self.dates.items():
                if value and span[0] < slot[1] and slot[0] < span[1]:
                    return value, span
        inside = [span for span, (value, _) in self.dates.items() if value and sentence[0] <= span[0] and span[1] <= sentence[1]]
        if len(inside) == 1 and self._is_of(inside[0], found.trigger, sentence):
            return self.dates[inside[0]][0], inside[0]
        if slot or inside or found.modality != "happened":
            return "", slot
        return self._news(found.trigger, sentence), None

    def _is_of(self, date: Span, trigger: Span, sentence: Span) -> bool:
        """ "summoned him over the pact signed this week": the date belongs to the signing."""
        owners = [other.trigger for other in self.story.found.tellings if "date" in other.slots and other.slots["date"][0] < date[1] and
                  date[0] < other.slots["date"][1]]
        rival = next((owner for owner in owners if trigger[0] < owner[0] < date[0]), None)
        if rival:
            return bool(_MEANWHILE.search(self.text, trigger[1], rival[0]))
        between = self.text[min(date[1], trigger[1]):max(date[0], trigger[0])]
        return date[0] - sentence[0] < _OPENS or not _CLAUSE.search(between)

    def _news(self, trigger: Span, sentence: Span) -> str:
        """The day of publication and the one before, for what a headline tells in the present, the first sentences as just done, and what somebody
        does by saying it ("urged", "called it")."""
        day = first_last(self.story.article.published_at[:10])
        before = self.text[sentence[0]:trigger[0]]
        headline = self.story.paragraph(trigger[0]).kind == "headline" and _PRESENT.fullmatch(self.text, *trigger)
        has = _HAS.search(before)
        news = self.story.sentence_number(trigger[0]) < _LEDE if has else self._is_cue(trigger)
        if not day or day[0] != day[1] or not (headline or news):
            return ""
        return f"{day[0] - timedelta(days=1)}/{day[0]}"

    def _is_cue(self, trigger: Span) -> bool:
        return any(claim.cue and claim.cue[0] < trigger[1] and trigger[0] < claim.cue[1] for claim in self.claims)

    def _place(self, found: FoundTelling) -> ReadParty | None:
        span = found.slots.get("place")
        if span is None:
            return None
        named = [mention for mention in self.parties.cast.within(span) if mention.type in ("GPE", "LOC")]
        return ReadParty(named[0].entity if named else None, span)
