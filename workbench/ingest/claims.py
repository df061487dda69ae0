"""Claims of a story: speakers resolved, quotations carried over, channels told from speakers, contents trimmed, acts read off their cues."""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from workbench import assets
from workbench.core.records import ReadClaim, ReadParty, Span
from workbench.ingest.attributions import Attributions
from workbench.ingest.contents import mended
from workbench.ingest.decode import FoundClaim
from workbench.ingest.gazetteer import gazetteer
from workbench.ingest.parties import Parties, Talk
from workbench.ingest.quotations import kind
from workbench.ingest.sentences import Story

_TOLD = re.compile(r"\b(?:told|tells|telling|interview (?:with|by|to)|spoke to|speaking to|hinted to|said to|statement to|informed)\s+(?:the\s+)?$",
                   re.IGNORECASE)
_BY = re.compile(r"\b(?:according to|via|(?:reported|quoted|cited|carried|published|released|obtained|seen|sighted)(?: as saying)? by|"
                 r"quoted (?:in|on)|interview (?:with|by))\s+(?:the\s+)?(?:\w+ ){0,3}$", re.IGNORECASE)
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


class _Reader:
    def __init__(self, story: Story, parties: Parties, values: Values) -> None:
        self.story, self.parties, self.values = story, parties, values
        self.text, self.cast = parties.text, parties.cast
        self.talk = Talk()
        self.attributions = Attributions(self.cast, story)

    def read(self) -> list[ReadClaim]:
        found = mended(self.text, self.story)
        channels = [claim for claim in found if not claim.parts]
        drafts = [self._draft(claim) for claim in found if claim.parts]
        for draft in drafts:
            self._pass_on(draft, channels)
        return [self._claim(draft) for draft in drafts]

    def _draft(self, found: FoundClaim) -> _Draft:
        span = self.attributions.speaker(found)
        speakers = self.parties.read(span, self.story, self.talk) if span else self._carried(found)
        self.talk.add((span or found.cue or found.parts[0])[0], speakers)
        return _Draft(found, found.parts, speakers, [])

    def _carried(self, found: FoundClaim) -> list[ReadParty]:
        """Nobody is named: whoever spoke last goes on."""
        turn = self.talk.last(found.parts[0][0])
        return [ReadParty(turn.party.entity, None if turn.party.entity is not None else turn.party.span)] if turn else []

    # who passed it on

    def _pass_on(self, draft: _Draft, channels: Iterable[FoundClaim]) -> None:
        """Fills the vias: a cue of its own sentence that has no content, and media that the attribution names."""
        sentence = self._sentence(draft)
        for channel in channels:
            if channel.speaker and channel.cue and sentence[0] <= channel.cue[0] < sentence[1]:
                draft.vias += [party for party in self.parties.read(channel.speaker, self.story, self.talk) if party.entity is not None]
        speakers = {party.entity for party in draft.speakers}
        for mention in self.cast.within(sentence):
            outside = not any(start <= mention.span[0] < end for start, end in draft.parts)
            if mention.type == "ORG" and outside and mention.entity not in speakers and self._is_channel(mention.span, mention.words):
                draft.vias.append(ReadParty(mention.entity, mention.span))
        unique = {party.entity: party for party in reversed(draft.vias) if party.entity not in speakers}
        draft.vias = sorted(unique.values(), key=lambda party: party.span or (0, 0))

    def _sentence(self, draft: _Draft) -> Span:
        anchor = (draft.found.cue or draft.parts[0])[0]
        return self.story.sentence(anchor)

    def _is_channel(self, span: Span, words: str) -> bool:
        before = self.text[max(0, span[0] - 60):span[0]]
        media = self._is_media(words, span)
        if media and (_TOLD.search(before) or _BY.search(before) or _REPORTS.match(self.text, span[1])):
            return True
        return bool(re.search(r"\b(?:reported by|according to|via)\s+(?:the\s+)?$", before, re.IGNORECASE))

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
        quote = kind(self.text, list(draft.parts), paragraph.span, found.quote)
        return ReadClaim(self.story.number, draft.parts, quote, speech_act(cue, found.act), tuple(draft.speakers), found.cue, tuple(draft.vias),
                         confidence=round(found.confidence, 3))


# speech act


@cache
def _verbs() -> dict[str, str]:
    return {verb: act for act, verbs in assets.words("cues")["acts"].items() for verb in verbs}


@cache
def lemma(word: str) -> str:
    """The verb of the cue lists that a word is a form of; the word itself if it is none."""
    listed = assets.words("cues")
    known = {*_verbs(), *listed["neutral"]}
    word = word.casefold()
    for form in (word, listed["irregular"].get(word, "")):
        if form in known:
            return str(form)
    for ending, instead in (("ied", "y"), ("ies", "y"), ("es", ""), ("ed", ""), ("ed", "e"), ("s", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and word[:-len(ending)] + instead in known:
            return word[:-len(ending)] + instead
    return word


def speech_act(cue: str, read: str) -> str:
    """The act of the cue's verb where the verb decides it, else what the tagger read."""
    words = cue.casefold().split()
    phrase = assets.words("cues")["phrases"].get(" ".join(words))
    if phrase:
        return str(phrase)
    acts = [_verbs()[verb] for verb in map(lemma, words) if verb in _verbs()]
    return acts[-1] if acts else read


def dated(claim: ReadClaim, said: tuple[str, str], about: tuple[str, str], evidence: tuple[tuple[str, Span], ...]) -> ReadClaim:
    return replace(claim, said_from=said[0], said_to=said[1], about_from=about[0], about_to=about[1], evidence=evidence)
