"""The main job with a real mouse and keyboard, from the first launch on: claims of five messy documents looked at, a note on the chart, a report.

What was done is read from the project's file, beside the running program; what was seen is in `artefacts/`.
"""
from __future__ import annotations

import csv
import signal
import time

from tests.journeys.conftest import File
from tests.journeys.screen import Screen, until
from workbench.storage import queries

TITLE = "Claims Workbench"
CLAIMS_TAB, FIRST_ROW, SPEAKER, STATEMENT = (129, 647), 709, 190, 470
LIBRARY_ROW, FREE_ON_CHART = (150, 230), (1190, 812)


class Desk(File):
    def accepted(self) -> int:
        return sum(claim.status == "accepted" for claim in self.ask(queries.list_claims))

    def speakers(self) -> set[str]:
        return {claim.speaker for claim in self.ask(queries.list_claims)}


def in_front(screen: Screen) -> None:
    screen.maximise(screen.window(TITLE))
    time.sleep(1)


def test_from_the_first_launch_to_the_first_export(screen, home):
    file = Desk(home / "Documents" / TITLE / "June 2024 summit.workbench")
    with screen.program() as program:
        in_front(screen)
        screen.picture("00-first-launch")
        screen.key("Return")  # the button that has the focus: the sample
        until(lambda: file.count(queries.list_documents) >= 1, 120, "the first document")
        screen.picture("01-importing")
        until(lambda: file.count(queries.list_documents) == 5, 180, "all five documents")
        time.sleep(3)
        look_around(screen)
        judge_and_edit(screen, file)
        export(screen, file)
        annotate(screen, file)
        screen.key("ctrl+q")
        assert program.wait(30) == 0
    assert [one.name for one in file.path.parent.glob("*.workbench*")] == [file.path.name]
    after_a_restart(screen, file)
    after_a_kill(screen, file)


def look_around(screen):
    screen.click(*LIBRARY_ROW)
    screen.picture("02-article")
    screen.key("ctrl+k")
    screen.type("weapons")
    time.sleep(0.7)
    screen.picture("03-palette")
    screen.key("Return")
    screen.picture("04-found")


def judge_and_edit(screen, file):
    """Accepts a claim, takes it back, does it again; writes another speaker into a cell."""
    screen.click(*CLAIMS_TAB)
    screen.click(STATEMENT, FIRST_ROW)
    screen.picture("05-claim")
    screen.key("a")
    until(lambda: file.accepted() == 1, 10, "an accepted claim")
    screen.key("ctrl+z")
    until(lambda: file.accepted() == 0, 10, "the acceptance undone")
    screen.key("ctrl+shift+z")
    until(lambda: file.accepted() == 1, 10, "the acceptance done again")
    screen.click(SPEAKER, FIRST_ROW)
    screen.key("F2", "ctrl+a")
    screen.type("Office of the Spokesperson")
    screen.key("Return")
    until(lambda: "Office of the Spokesperson" in file.speakers(), 10, "the new speaker")
    screen.picture("06-edited")


def export(screen, file):
    screen.key("ctrl+l")
    screen.type("act:warn")
    screen.key("Return")
    screen.picture("07-filtered")
    screen.key("ctrl+e")
    screen.window("Export", 20)
    time.sleep(3)
    screen.picture("08-export")
    screen.key("Return")
    folder = file.path.parent / f"{file.path.stem} report"
    until(lambda: (folder / "history.csv").exists(), 30, "the report")
    time.sleep(1)
    screen.picture("09-exported")
    screen.key("Escape")
    with (folder / "claims.csv").open(encoding="utf-8-sig", newline="") as stream:
        acts = [row["speech_act"] for row in csv.DictReader(stream)]
    assert acts
    assert set(acts) == {"warn"}
    screen.key("ctrl+shift+x")


def annotate(screen, file):
    screen.click(*FREE_ON_CHART, times=2)
    time.sleep(0.5)
    screen.type("Check against the transcript")
    screen.key("Return")
    until(lambda: file.count(queries.list_annotations) == 1, 10, "the note on the chart")
    screen.picture("10-note")


def after_a_restart(screen, file):
    """The last project opens by itself; undo reaches back past the restart."""
    with screen.program() as program:
        in_front(screen)
        until(lambda: "June 2024" in screen.do("getwindowname", screen.window(TITLE)), 30, "the last project")
        time.sleep(3)
        screen.picture("11-reopened")
        screen.key("ctrl+z")
        until(lambda: file.count(queries.list_annotations) == 0, 10, "the note undone after the restart")
        screen.key("ctrl+q")
        assert program.wait(30) == 0


def after_a_kill(screen, file):
    """What was shown as done is there after the process was killed."""
    before = file.accepted()
    with screen.program() as program:
        in_front(screen)
        time.sleep(4)
        screen.click(*CLAIMS_TAB)
        screen.click(STATEMENT, FIRST_ROW + 56)
        screen.key("a")
        until(lambda: file.accepted() == before + 1, 10, "another accepted claim")
        program.send_signal(signal.SIGKILL)
        program.wait(10)
    with screen.program() as program:
        in_front(screen)
        time.sleep(4)
        assert file.accepted() == before + 1
        screen.picture("12-after-kill")
        screen.key("ctrl+q")
        assert program.wait(30) == 0
