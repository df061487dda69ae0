"""What somebody does by saying it: accusing, demanding, denying, praising, warning. Whoever speaks does it, to whom the words are addressed or
whom they are about."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from workbench import assets
from workbench.core.extraction import ReadClaim, ReadParty
from workbench.core.records import Span
from workbench.ingest.acts import lemma
from workbench.ingest.cast import Cast, Named
from workbench.ingest.decode import FoundTelling
from workbench.ingest.sentences import Story

ACTION = {"accuse": "ACCUSE", "condemn": "ACCUSE", "deny": "REJECT", "demand": "REQUEST", "praise": "SUPPORT", "warn": "THREATEN"}
_DECIDED = frozenset(("accuse", "condemn", "deny", "demand", "praise"))  # a warning may ask, and a promise may be any deed
_ALIKE = {"condemn": frozenset(("ACCUSE", "REJECT"))}  # "brushed it off as weather"
_SURE = 0.6  # of a telling that stands for a cue: of those with somebody on both sides about so many are right
_LED = re.compile(r"(?:[“\"‘']?\s*(?:the|its|their|his|her|that|any|all)\s+)?(?:[\w-]+\s+){0,2}", re.IGNORECASE)
_FAR = 60  # characters between cue and content in which somebody is addressed


def decided(found: FoundTelling, claims: Iterable[ReadClaim]) -> str:
    """The action of a trigger that is a claim's cue: what the claim does, unless that leaves it open."""
    act = next((claim.speech_act for claim in claims if claim.speech_act in _DECIDED and _meets(claim.cue, found.trigger)), "")
    return found.action if not act or found.action in _ALIKE.get(act, ()) else ACTION[act]


def whom(claim: ReadClaim, cast: Cast) -> Named | None:
    """ "warned Seoul against ...", "told Moscow that ...", "urged Russia to ...", "denounced Iran's plan": who is named right behind the cue, or
    opens what is said."""
    if not claim.cue or not claim.parts or claim.parts[0][0] < claim.cue[1]:
        return None
    start, end = claim.parts[0]
    speaking = {party.entity for party in claim.speakers}
    between = next(iter(cast.within((claim.cue[1], start))), None) if start - claim.cue[1] <= _FAR else None
    first = between or next(iter(cast.within((start, end))), None)
    if first is None or first.entity in speaking or first.type == "LOC":
        return None
    return first if first is between or _LED.fullmatch(cast.text, start, first.span[0]) else None


def deeds(story: Story, cast: Cast, claims: Sequence[ReadClaim]) -> Iterator[FoundTelling]:
    """A telling for each cue that does something to somebody and that the tagger has not seen as one."""
    for claim in claims:
        if claim.cue and claim.speech_act in ACTION and _does(cast.text[slice(*claim.cue)]) and _known(claim.speakers) \
                and not any(_meets(claim.cue, found.trigger) for found in story.found.tellings) and (named := whom(claim, cast)):
            yield FoundTelling(claim.cue, ACTION[claim.speech_act], "happened", {"recipient": named.span}, _SURE, _SURE)


def _does(cue: str) -> bool:
    """ "Said" tells nothing of what is done by it."""
    neutral = assets.words("cues")["neutral"]
    return not any(lemma(word) in neutral for word in cue.casefold().split())


def _known(parties: Iterable[ReadParty]) -> bool:
    return any(party.entity is not None for party in parties)


def _meets(one: Span | None, other: Span) -> bool:
    return one is not None and one[0] < other[1] and other[0] < one[1]
