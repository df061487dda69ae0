"""Claims of a story: speakers resolved, quotations carried over, channels told from speakers, contents trimmed, acts read off their cues."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import takewhile

from workbench import assets
from workbench.core.dates import first_last
from workbench.core.extraction import ReadClaim, ReadParty
from workbench.core.records import Span
from workbench.ingest.acts import speech_act
from workbench.ingest.attributions import Attributions
from workbench.ingest.contents import mended
from workbench.ingest.decode import FoundClaim
from workbench.ingest.gazetteer import gazetteer
from workbench.ingest.organisations import institution
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.quotations import kind
from workbench.ingest.sentences import Story

_TOLD = re.compile(r"\b(?:told|tells|telling|has told|hinted to|said to|complained to|informed|confirmed to)\s+(?:the\s+)?$",
                   re.IGNORECASE)
_TALKED_TO = re.compile(r"\b(?:interview (?:with|by|to)|spoke to|speaking to|statement to|explained on|said on)\s+(?:the\s+)?(?:[\w’'-]+ ){0,3}$",
                        re.IGNORECASE)
_CHANNEL = re.compile(r"\b(?:according|via|report\w*|quot\w+|cit\w+|says?|said|told)\b", re.IGNORECASE)
_SPOKE = re.compile(r"\b(?:said|says|told|tells|added|stated)\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:according to|via|(?:reported|quoted|cited|carried|published|released|obtained|seen|sighted)(?: as saying)? by|"
                 r"quoted (?:in|on))\s+(?:the\s+)?(?:[\w’'-]+ ){0,3}$", re.IGNORECASE)
_NEAR = 90  # characters between a cue and the date that belongs to it
_OPENS = 12  # characters before a date that opens its sentence
_CLAUSE = re.compile(r"[;:]|\b(?:which|who|that|after|when|while|since|before|and)\b")
_RIGHT_BY = re.compile(r"\b(?:reported by|according to|via)\s+(?:the\s+)?$", re.IGNORECASE)
_CLOSED = re.compile(r"\s*(?:(?:state )?news agency|agency|newspaper|reports?)?\s*(?:[.,;:)\"”]|$|said\b|on\b|in\b|this\b|and\b)")
_REPORTS = re.compile(r"\s*(?:news agency |agency |newspaper )?(?:reported|reports|said|says|quoted|cited|, quoting|quoting)\b", re.IGNORECASE)


Values = dict[Span, tuple[str, str]]  # a date expression's value and why it was read so


@dataclass(slots=True)
class _Draft:
    found: FoundClaim
    parts: tuple[Span, ...]
    speakers: list[ReadParty]
    vias: list[ReadParty]


def claims(story: Story, parties: Parties, values: Values) -> tuple[list[ReadClaim], Talk]:
    """The story's claims in reading order, and who spoke where."""
    reader = _Reader(story, parties, values)
    return reader.read(), reader.talk


def _in_words(parties: list[ReadParty], span: Span) -> list[ReadParty]:
    """The parties of a phrase, who together stand on all of it: "His lawyer" is called "lawyer", but "His lawyer" are the words."""
    if not parties:
        return []
    first, last = parties[0].span or span, parties[-1].span or span
    if len(parties) == 1:
        return [replace(parties[0], span=span)]
    return [replace(parties[0], span=(span[0], first[1])), *parties[1:-1], replace(parties[-1], span=(last[0], span[1]))]


class _Reader:
    def __init__(self, story: Story, parties: Parties, values: Values) -> None:
        self.story, self.parties, self.values = story, parties, values
        self.text, self.cast = parties.text, parties.cast
        self.talk = Talk()
        self.found = mended(self.text, story)
        self.attributions = Attributions(self.cast, story)

    def read(self) -> list[ReadClaim]:
        channels = [claim for claim in self.found if not claim.parts]
        drafts = []
        for claim in self.found:
            if claim.parts:
                drafts.append(self._draft(claim))
            elif claim.speaker and claim.cue and _SPOKE.search(self.text[slice(*claim.cue)]):
                self.talk.add(claim.speaker[0], self.parties.read(claim.speaker, self.story, self.talk))
        for number, draft in enumerate(drafts):
            if self._is_bare_headline(draft.found):
                draft.speakers = self._announced(draft, drafts[number + 1:]) or draft.speakers
            self._pass_on(draft, channels)
        return [self._claim(draft) for draft in drafts]

    def _draft(self, found: FoundClaim) -> _Draft:
        span = self.attributions.speaker(found)
        speakers = _in_words(self.parties.voices(span, self.story, self.talk), span) if span else self._carried(found)
        if not self._inside_another(found):
            self.talk.add((span or found.cue or found.parts[0])[0], speakers)
        return _Draft(found, found.parts, speakers, [])

    def _inside_another(self, found: FoundClaim) -> bool:
        """Whoever speaks inside what another says is nobody's antecedent."""
        at = (found.cue or found.parts[0])[0]
        return any(start <= at < end for claim in self.found if claim is not found for start, end in claim.parts)

    def _carried(self, found: FoundClaim) -> list[ReadParty]:
        """Nobody is named: whoever spoke last goes on, or whom a sentence of the paragraph began with since ("Mumba laughs. “I grow tomatoes”")."""
        at = found.parts[0][0]
        turn = self.talk.last(at)
        start = self.story.paragraph(at).span[0]
        if not turn or turn.offset < start:
            openers = (self.story.sentence(mention.span[0])[0] for mention in self.cast.within((start, at)) if mention.type == "PERSON")
            acting = [mention for mention in self.cast.within((start, at)) if mention.type == "PERSON" and mention.span[0] in openers]
            if acting:
                return [ReadParty(acting[-1].entity, None)]
        return [replace(turn.party, span=None)] if turn else []

    def _is_bare_headline(self, found: FoundClaim) -> bool:
        alone = not found.cue and not found.speaker and self.story.paragraph(found.parts[0][0]).kind == "headline"
        return alone and self.attributions.speaker(found) is None

    def _announced(self, headline: _Draft, after: Iterable[_Draft]) -> list[ReadParty]:
        """A quotation that is a headline alone is of whoever says it below: the one with most of its words, else the first who is named."""
        below = list(takewhile(lambda draft: self.story.paragraph(draft.parts[0][0]).kind != "headline" or draft is headline, after))
        wanted = self._vocabulary(headline)
        shared = [(len(wanted & self._vocabulary(draft)), draft) for draft in below if draft.speakers]
        best = max(shared, key=lambda pair: pair[0], default=None)
        if best and best[0] * 2 >= len(wanted):
            return [replace(party, span=None) for party in best[1].speakers]
        entities = (party.entity for draft in below for party in draft.speakers)
        person = next((entity for entity in entities if entity is not None and self.cast.type(entity) == "PERSON"), None)
        return [ReadParty(person, None)] if person is not None else []

    def _vocabulary(self, draft: _Draft) -> set[str]:
        return {word for part in draft.parts for word in re.findall(r"\w{3,}", self.text[slice(*part)].casefold())}

    # who passed it on

    def _pass_on(self, draft: _Draft, channels: Iterable[FoundClaim]) -> None:
        """Fills the vias: a cue of its own sentence that has no content, and media that the attribution names."""
        sentence = self.story.sentence((draft.found.cue or draft.parts[0])[0])
        for channel in channels:
            if channel.speaker and channel.cue and self._passes_on(channel.cue, draft, sentence):
                draft.vias += self.parties.read(channel.speaker, self.story, self.talk)
        for mention in self.cast.within(sentence):
            outside = not any(start <= mention.span[0] < end for start, end in draft.parts)
            if mention.type == "ORG" and outside and self._is_channel(mention.span, mention.words, draft.found.cue):
                draft.vias.append(ReadParty(mention.entity, mention.span))
        speakers = {party.entity for party in draft.speakers}
        unique = {(party.entity, party.span if party.entity is None else None): party for party in reversed(draft.vias)
                  if party.entity is None or party.entity not in speakers}
        draft.vias = sorted(unique.values(), key=lambda party: party.span or (0, 0))

    def _passes_on(self, cue: Span, draft: _Draft, sentence: Span) -> bool:
        """Whether a cue without content ("..., according to the ministry") hands on this claim: the one before it, else one that it leads."""
        words = self.text[slice(*cue)]
        if not sentence[0] <= cue[0] < sentence[1] or not _CHANNEL.search(words):
            return False
        rivals = [claim for claim in self.found if claim.parts and sentence[0] <= claim.parts[0][0] < sentence[1]]
        before = [claim for claim in rivals if claim.parts[-1][1] <= cue[0]]
        hosts = before[-1:] or (rivals[:1] if words.casefold().startswith("according") else [])
        return bool(hosts) and hosts[0] is draft.found

    def _is_channel(self, span: Span, words: str, cue: Span | None) -> bool:
        before = self.text[max(0, span[0] - 60):span[0]]
        if cue and 0 < span[0] - cue[1] < 12 and _TOLD.search(before):
            return self._is_media(words, span) or (gazetteer().organisation(words) is None and not institution(words) and words[:1].isupper())
        if self._is_media(words, span) and (_TALKED_TO.search(before) or _BY.search(before) or _REPORTS.match(self.text, span[1])):
            return True
        return bool(_RIGHT_BY.search(before) and _CLOSED.match(self.text, span[1]))

    def _is_media(self, words: str, span: Span) -> bool:
        known = gazetteer().organisation(words)
        if known and known.media:
            return True
        around = f"{self.text[max(0, span[0] - 14):span[0]]}{words} {self.text[span[1]:span[1] + 14]}".casefold()
        return any(re.search(rf"\b{re.escape(word)}\b", around) for word in assets.words("speakers")["media"])

    def _claim(self, draft: _Draft) -> ReadClaim:
        found = draft.found
        paragraph = self.story.paragraph(draft.parts[0][0])
        cue = self.text[slice(*found.cue)] if found.cue else ""
        words = " ".join(self.text[slice(*part)] for part in draft.parts)
        quote = kind(self.text, list(draft.parts), paragraph.span, found.quote)
        said, about = self._said(draft), self._about(draft)
        evidence = tuple([("said", span) for span in said] + [("about", span) for span in about])
        return ReadClaim(self.story.number, draft.parts, quote, speech_act(cue, found, words), tuple(draft.speakers), found.cue, tuple(draft.vias),
                         *self._days(said), *self._days(about), confidence=round(found.confidence, 3), evidence=evidence)

    # when

    def _said(self, draft: _Draft) -> list[Span]:
        """The date that stands with the attribution: in its sentence, near the cue, in nobody's content."""
        cue = draft.found.cue
        if not cue:
            return []
        start, end = self.story.sentence(cue[0])
        contents = [part for claim in self.found for part in claim.parts]
        near = [(min(abs(span[0] - cue[1]), abs(cue[0] - span[1])), span) for span, (value, _) in self.values.items()
                if value and start <= span[0] < end and not any(a <= span[0] < b for a, b in contents)]
        return [span for distance, span in sorted(near)[:1] if distance <= _NEAR and self._is_a_time_of(span, cue)]

    def _is_a_time_of(self, date: Span, cue: Span) -> bool:
        """Whether no other clause begins between the cue and the date ("On Thursday, she said", not "president since 2000, said")."""
        between = self.text[min(date[1], cue[1]):max(date[0], cue[0])]
        opens = date[0] - self.story.sentence(cue[0])[0] < _OPENS
        return len(self.values[date][0]) > len("2000") and not _CLAUSE.search(between) and (opens or date[0] > cue[0] or "," not in between)

    def _about(self, draft: _Draft) -> list[Span]:
        return [span for span, (value, _) in self.values.items() if value and any(a <= span[0] and span[1] <= b for a, b in draft.parts)]

    def _days(self, spans: list[Span]) -> tuple[str, str]:
        """First and last day of all these dates."""
        days = [first_last(self.values[span][0]) for span in spans]
        known = [day for day in days if day]
        return (min(first for first, _ in known).isoformat(), max(last for _, last in known).isoformat()) if known else ("", "")
