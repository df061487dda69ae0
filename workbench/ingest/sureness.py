"""How likely a row is right as it stands: of a telling the act, who did it, to whom; of a claim its words, its speaker and what it does; of a
mention its ends and its type. Fitted to documents that the tagger never saw (`training/sureness.py`), so that of the rows with 0.7 seven in ten
need no correction."""
from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from workbench import assets
from workbench.core.extraction import ReadClaim, ReadMention, ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest.cast import Cast
from workbench.ingest.decode import FoundTelling
from workbench.ingest.sentences import Story

_WORD = re.compile(r"[\w’'-]+")
_SHORT = 25  # characters of a content
_FAR = 150  # characters from which on a party is simply far from its trigger
_RELATIVE, _OWNED = frozenset(("who", "which", "that")), frozenset(("the", "a", "an", "its", "their", "his", "her"))


@cache
def _weights(kind: str) -> dict[str, float]:
    weights: dict[str, float] = assets.words("sureness")[kind]
    return weights


def sureness(kind: str, facts: dict[str, float]) -> float:
    """The probability that a row of which these facts are known is right; `kind` is mentions, claims or tellings."""
    weights = _weights(kind)
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items())))


def mention_facts(mention: ReadMention) -> dict[str, float]:
    return {"bias": 1.0, "found": logit(mention.confidence), f"is {mention.type}": 1.0}


def claim_facts(claim: ReadClaim) -> dict[str, float]:
    """Everything about a claim that may tell a right one from a wrong one, by name."""
    speaker = claim.speakers[0] if claim.speakers else None
    who = "nobody" if speaker is None else "words" if speaker.entity is None else "known"
    length = sum(end - start for start, end in claim.parts)
    return {"bias": 1.0, "found": logit(claim.confidence), f"is {claim.quote}": 1.0, f"does {claim.speech_act}": 1.0, f"by {who}": 1.0,
            "several speakers": float(len(claim.speakers) > 1), "passed on": float(bool(claim.vias)), "without cue": float(claim.cue is None),
            "in parts": float(len(claim.parts) > 1), "short": float(length < _SHORT), "behind": float(bool(claim.cue and claim.parts and
                                                                                               claim.cue[0] > claim.parts[0][0]))}


def facts(telling: ReadTelling, found: FoundTelling, cast: Cast, story: Story, claims: Sequence[ReadClaim]) -> dict[str, float]:
    """Everything about a telling that may tell a right one from a wrong one, by name."""
    known = {"bias": 1.0, "trigger": logit(found.confidence), "action": logit(found.action_confidence), f"is {telling.action}": 1.0,
             f"is {telling.modality}": 1.0, f"in {story.paragraph(telling.trigger[0]).kind}": 1.0, "dated": float(bool(telling.date)),
             "said": float(_is_said(telling.trigger, claims)), **_cue(telling.trigger, claims)}
    sentence = cast.text[story.sentence(telling.trigger[0])[0]:telling.trigger[0]].casefold()
    before = (_WORD.findall(sentence) or [""])[-1]
    known |= {"to do": float(before == "to"), "who does": float(before in _RELATIVE), "a deed": float(before in _OWNED),
              "doing": float(cast.text[slice(*telling.trigger)].endswith("ing"))}
    for side, parties in (("actor", telling.actors), ("recipient", telling.recipients)):
        known |= {f"{side} {_type(parties, cast)}": 1.0, f"{side} far": _distance(telling.trigger, parties),
                  f"{side} behind": float(bool(parties and parties[0].span and parties[0].span[0] > telling.trigger[0])),
                  f"several {side}s": float(len(parties) > 1)}
    return known


def _cue(trigger: Span, claims: Sequence[ReadClaim]) -> dict[str, float]:
    """What the claim does whose cue the trigger is."""
    return {f"cue {claim.speech_act}": 1.0 for claim in claims if claim.cue and claim.cue[0] < trigger[1] and trigger[0] < claim.cue[1]}


def logit(probability: float) -> float:
    probability = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(probability / (1 - probability))


def _is_said(trigger: Span, claims: Sequence[ReadClaim]) -> bool:
    return any(start <= trigger[0] < end for claim in claims for start, end in claim.parts)


def _type(parties: Sequence[ReadParty], cast: Cast) -> str:
    if not parties:
        return "none"
    entity = parties[0].entity
    return cast.type(entity) if entity is not None else "words"


def _distance(trigger: Span, parties: Sequence[ReadParty]) -> float:
    span = parties[0].span if parties else None
    return min(abs(trigger[0] - span[0]), _FAR) / _FAR if span else 0.0
