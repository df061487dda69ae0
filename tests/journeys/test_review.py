"""A live blog, reviewed by keyboard alone, and looked at in the dark on a sharp screen."""
from __future__ import annotations

import shutil
import time
from contextlib import closing

import pytest
from PIL import Image

from tests.journeys.conftest import File
from tests.journeys.eyes import blind
from tests.journeys.screen import ARTEFACTS, Screen, until
from workbench import assets, cli
from workbench.storage import queries

ACCEPTED, REJECTED = 16, 4
DARK = 90  # of 255: nothing of a dark desk's ground is lighter


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """A project with the sample's live blog, as the models read it."""
    path = tmp_path_factory.mktemp("read") / "blog.workbench"
    assert cli.main(["import", str(path), str(assets.seeds()[0])]) == 0
    return path


@pytest.fixture
def blog(read, tmp_path):
    return File(shutil.copy(read, tmp_path / "blog.workbench"))


def verdicts(blog):
    claims = blog.ask(queries.list_claims)
    return [sum(claim.status == status for claim in claims) for status in ("accepted", "rejected")]


def test_twenty_suggestions_by_keyboard_alone(screen, blog):
    with screen.program(str(blog.path)) as program:
        screen.maximise(screen.window("blog"))
        time.sleep(3)
        screen.key("ctrl+2", "j")
        screen.picture("20-first-suggestion")
        began = time.monotonic()
        for number in range(ACCEPTED + REJECTED):
            screen.key("x" if number % 5 == 4 else "a", wait=0.12)
        until(lambda: verdicts(blog) == [ACCEPTED, REJECTED], 60, "twenty verdicts")
        print(f"20 verdicts in {time.monotonic() - began:.1f} s")
        screen.picture("21-twenty-reviewed")
        screen.key("ctrl+z")
        until(lambda: verdicts(blog) == [ACCEPTED, REJECTED - 1], 20, "the last verdict undone")
        screen.key("ctrl+q")
        assert program.wait(30) == 0


def test_in_the_dark_on_a_sharp_screen(home, blog):
    if blind():
        pytest.skip(blind())
    with closing(Screen(home, scale=2, eyes=True)) as screen, screen.program(str(blog.path)) as program:
        screen.maximise(screen.window("blog"))
        screen.key("ctrl+k")
        screen.type("dark")
        screen.key("Return")
        screen.press("Events", "table")
        screen.key("j")
        until(lambda: screen.sees("Speech acts"), 60, "the chart")
        screen.picture("30-dark-desk")
        screen.key("ctrl+e")
        screen.window("Export", 20)
        until(lambda: screen.sees("First rows"), 20, "the first rows")
        screen.picture("31-dark-export")
        screen.key("Escape", "question")
        screen.window("Keyboard", 20)
        screen.picture("32-dark-keys")
        screen.key("Escape", "ctrl+q")
        assert program.wait(30) == 0
    with Image.open(ARTEFACTS / "30-dark-desk.png") as picture:
        brightness = sorted(picture.convert("L").resize((156, 98)).getdata())
    assert brightness[len(brightness) // 2] < DARK
