"""How sure a row is: the surer the tagger and the more is known of a row, the likelier it is right."""
from __future__ import annotations

from dataclasses import replace

import pytest

from workbench.core.extraction import ReadClaim, ReadMention, ReadParty
from workbench.ingest.sound import Sound
from workbench.ingest.sureness import claim_facts, mention_facts, sureness

CLAIM = ReadClaim(0, ((10, 60),), "direct", "state", speakers=(ReadParty(0, (0, 5)),), cue=(6, 9), confidence=0.9)
MENTION = ReadMention((0, 5), "PERSON", 0, 0, confidence=0.9)


def of_claim(claim: ReadClaim) -> float:
    return sureness("claims", claim_facts(claim))


def test_what_the_tagger_doubts_is_doubtful() -> None:
    assert of_claim(CLAIM) > of_claim(replace(CLAIM, confidence=0.6))
    assert sureness("mentions", mention_facts(MENTION)) > sureness("mentions", mention_facts(replace(MENTION, confidence=0.5)))


def test_a_claim_of_nobody_known_is_doubtful() -> None:
    assert of_claim(CLAIM) > of_claim(replace(CLAIM, speakers=()))


@pytest.mark.parametrize("confidence", [0.0, 1.0])
def test_no_certainty_breaks_it(confidence: float) -> None:
    assert 0 < of_claim(replace(CLAIM, confidence=confidence)) < 1


def test_rows_leave_the_reading_with_their_chance() -> None:
    [claim] = Sound("x" * 60, [(0, 60)]).claims([CLAIM])
    assert claim.confidence == round(of_claim(CLAIM), 3)
