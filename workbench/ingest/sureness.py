"""How likely a telling is right as it stands: the act, who did it, to whom. The weights are fitted to documents that the tagger never saw
(`training/tellings.py`), so that of the tellings with 0.7 seven in ten need no correction."""
from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from workbench import assets
from workbench.core.extraction import ReadClaim, ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest.cast import Cast
from workbench.ingest.decode import FoundTelling
from workbench.ingest.sentences import Story

_WORD = re.compile(r"[\w’'-]+")
_FAR = 150  # characters from which on a party is simply far from its trigger
_RELATIVE, _OWNED = frozenset(("who", "which", "that")), frozenset(("the", "a", "an", "its", "their", "his", "her"))


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = assets.words("tellings")
    return weights


def sureness(facts: dict[str, float]) -> float:
    """The probability of a telling of which these facts are known."""
    weights = _weights()
    return 1 / (1 + math.exp(-sum(weights.get(name, 0.0) * value for name, value in facts.items())))


def facts(telling: ReadTelling, found: FoundTelling, cast: Cast, story: Story, claims: Sequence[ReadClaim]) -> dict[str, float]:
    """Everything about a telling that may tell a right one from a wrong one, by name."""
    known = {"bias": 1.0, "trigger": _logit(found.confidence), "action": _logit(found.action_confidence), f"is {telling.action}": 1.0,
             f"is {telling.modality}": 1.0, f"in {story.paragraph(telling.trigger[0]).kind}": 1.0, "dated": float(bool(telling.date)),
             "said": float(_is_said(telling.trigger, claims))}
    sentence = cast.text[story.sentence(telling.trigger[0])[0]:telling.trigger[0]].casefold()
    before = (_WORD.findall(sentence) or [""])[-1]
    known |= {"to do": float(before == "to"), "who does": float(before in _RELATIVE), "a deed": float(before in _OWNED),
              "doing": float(cast.text[slice(*telling.trigger)].endswith("ing"))}
    for side, parties in (("actor", telling.actors), ("recipient", telling.recipients)):
        known |= {f"{side} {_type(parties, cast)}": 1.0, f"{side} far": _distance(telling.trigger, parties),
                  f"{side} behind": float(bool(parties and parties[0].span and parties[0].span[0] > telling.trigger[0])),
                  f"several {side}s": float(len(parties) > 1)}
    return known


def _logit(probability: float) -> float:
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
