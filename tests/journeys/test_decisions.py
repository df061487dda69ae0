"""What only the analyst can decide: two spellings are one person, and which of two statements holds. Undo reaches back past a restart."""
from __future__ import annotations

import pytest

from tests.builders import alone, small_project, source, words
from tests.journeys.conftest import File
from tests.journeys.screen import until
from workbench.core.extraction import Extraction, ReadArticle, ReadBlock, ReadClaim, ReadEntity, ReadMention, ReadParty
from workbench.services import documents, links
from workbench.storage import queries

ONE, OTHER = "Chang Ho-jin", "Jang Ho-jin"


def told_by(name, outlet):
    """A story in which this person warns."""
    text = f"Seoul may send arms\n{name} said it would reconsider. {name} warned of “grave consequences”.\n"
    speaker = words(text, name, 1)
    return Extraction(
        source(text, f"{outlet}.txt"), "en",
        articles=(ReadArticle("article", (0, len(text)), "Seoul may send arms", "", outlet, "2024-06-20", "stated"),),
        blocks=(ReadBlock("headline", words(text, "Seoul may send arms"), 0), ReadBlock("body", (words(text, name)[0], len(text) - 1), 0)),
        entities=(ReadEntity(name, "PERSON"),), mentions=tuple(ReadMention(words(text, name, nth), "PERSON", 0, 0) for nth in range(2)),
        claims=(ReadClaim(0, alone(words(text, "grave consequences")), "direct", "warn", (ReadParty(0, speaker),), words(text, "warned")),))


@pytest.fixture
def file(tmp_path):
    project = documents.open_project(small_project(tmp_path, documents.compare))
    for name, outlet in ((ONE, "Seoul Daily"), (OTHER, "Yonsei News")):
        project.load(told_by(name, outlet))
    at_odds = [next(claim.id for claim in queries.list_claims(project) if some in claim.text) for some in ("on Wednesday 19 June", "on 18 June")]
    links.add(project, "claim", at_odds[0], "claim", at_odds[1], relation="contradicts", reason="date")
    project.close()
    return File(tmp_path / "small.workbench")


def people(file):
    return {entity.name for entity in file.ask(queries.list_entities)} & {ONE, OTHER}


def test_two_spellings_become_one_person_and_two_again_after_a_restart(seeing, file):
    with seeing.program(str(file.path)) as program:
        seeing.maximise(seeing.window("small"))
        seeing.press("Entities", "page tab")
        seeing.press_cell("Entities", ONE)
        seeing.do("keydown", "ctrl")
        seeing.press_cell("Entities", OTHER)
        seeing.do("keyup", "ctrl")
        seeing.key("m")
        seeing.window("Merge entities", 20)
        seeing.picture("50-merge-seen-before")
        seeing.press("Merge", "push button")
        until(lambda: len(people(file)) == 1, 20, "one person")
        seeing.ask("place", name="Entities 9", role="page tab", seconds=60)
        seeing.picture("51-merged")
        seeing.key("ctrl+q")
        assert program.wait(30) == 0
    with seeing.program() as program:
        seeing.maximise(seeing.window("small"))
        seeing.press("Entities", "page tab")
        seeing.key("ctrl+z")
        until(lambda: people(file) == {ONE, OTHER}, 20, "two persons again")
        seeing.ask("place", name="Entities 10", role="page tab", seconds=60)
        seeing.picture("52-two-again-after-a-restart")
        seeing.key("ctrl+q")
        assert program.wait(30) == 0


def test_a_conflict_is_ruled_on_and_the_ruling_stays(seeing, file):
    with seeing.program(str(file.path)) as program:
        seeing.maximise(seeing.window("small"))
        seeing.press("Conflicts", "page tab")
        seeing.press_cell("Conflicts", "on 18 June")
        seeing.picture("60-conflict")
        seeing.key("3")
        until(lambda: [link.ruling for link in file.ask(queries.find_conflicts)] == ["update"], 20, "the ruling")
        seeing.ask("cell", table="Conflicts", text="later update", seconds=60)
        seeing.picture("61-ruled")
        seeing.key("ctrl+q")
        assert program.wait(30) == 0
    assert [link.ruling for link in file.ask(queries.find_conflicts)] == ["update"]


