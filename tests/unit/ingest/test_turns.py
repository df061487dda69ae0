from __future__ import annotations

from tests.unit.ingest.marked import claim, marked
from workbench.ingest import turns
from workbench.ingest.contents import mended
from workbench.ingest.decode import FoundClaim

TALK = "MODERATOR: Good morning.\nMS OKORO: Thank you. The dam is empty. (Laughter.)\nQ: Is it?\nMS OKORO: It is. We wait for rain.\nQ: And you, sir?"


def contents(text: str, found: list[FoundClaim]) -> list[str]:
    return [text[slice(*part)] for kept in mended(text, marked(text, "", found)) for part in kept.parts]


def test_a_turn_is_one_claim_and_runs_to_the_end_of_its_paragraph() -> None:
    first = claim(TALK, "", "", "The dam is empty", quote="unmarked")
    assert contents(TALK, [first, claim(TALK, "", "", "Thank you. The", quote="unmarked")]) == ["Thank you. The dam is empty"]


def test_whoever_asks_and_leads_makes_no_statement() -> None:
    assert contents(TALK, [claim(TALK, "", "", "Good morning", quote="unmarked")]) == []
    assert [turns.asks(TALK, turn) for turn in turns.of(TALK, marked(TALK))] == [True, False, True, False, True]


def test_a_claim_with_a_cue_inside_a_turn_stays() -> None:
    text = "ANN LEE: Peru said it would wait.\nBO OKORO: So did we.\nANN LEE: Good."
    assert contents(text, [claim(text, "Peru", "said", "it would wait")]) == ["it would wait"]


def test_the_label_of_a_turn_is_its_speaker() -> None:
    text = "SHRI VIKRAM RAO (Contai): It works.\nANN LEE: It does not.\nSHRI VIKRAM RAO (Contai): It does work on most days."
    [kept] = mended(text, marked(text, "", [claim(text, "", "", "It does work on most days", quote="unmarked")]))
    assert text[slice(*kept.speaker or (0, 0))] == "SHRI VIKRAM RAO"


def test_a_list_with_colons_is_no_talk() -> None:
    text = "Rain: none.\nWind: strong, he said.\nSea: rough."
    assert turns.of(text, marked(text)) == []
