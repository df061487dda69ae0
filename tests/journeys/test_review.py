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


def left(blog):
    """How many are accepted, and how many are not judged yet; rejected ones are no longer listed."""
    claims = blog.ask(queries.list_claims)
    return [sum(claim.status == status for claim in claims) for status in ("accepted", "suggested")]


def test_twenty_suggestions_by_keyboard_alone(seeing, blog):
    with seeing.program(str(blog.path)) as program:
        seeing.maximise(seeing.window("blog"))
        until(lambda: seeing.sees("Speech acts"), 120, "the chart")
        seeing.key("ctrl+2", "j")
        until(lambda: seeing.sees("Words of speaker"), 20, "the first suggestion's card")
        seeing.picture("20-first-suggestion")
        before, began = left(blog)[1], time.monotonic()
        for number in range(ACCEPTED + REJECTED):
            seeing.key("x" if number % 5 == 4 else "a", wait=0.12)
        until(lambda: left(blog) == [ACCEPTED, before - ACCEPTED - REJECTED], 120, "twenty verdicts")
        print(f"20 verdicts in {time.monotonic() - began:.1f} s")
        seeing.ask("place", name=f"{left(blog)[1]} suggestions to review", seconds=60)
        seeing.picture("21-twenty-reviewed")
        seeing.key("ctrl+z")
        until(lambda: left(blog) == [ACCEPTED, before - ACCEPTED - REJECTED + 1], 20, "the last verdict undone")
        seeing.key("ctrl+q")
        assert program.wait(30) == 0


def test_in_the_dark_on_a_sharp_screen(home, blog):
    if blind():
        pytest.skip(blind())
    with closing(Screen(home, scale=2, eyes=True)) as screen, screen.program(str(blog.path)) as program:
        screen.maximise(screen.window("blog"))
        screen.key("ctrl+k")
        screen.type("dark")
        screen.key("Return")
        until(lambda: screen.sees("Speech acts"), 120, "the chart")
        screen.press("Claims", "page tab")
        screen.key("j")
        until(lambda: screen.sees("Words of speaker"), 20, "the first suggestion's card")
        screen.picture("30-dark-desk")
        screen.key("ctrl+e")
        screen.window("Export", 20)
        screen.ask("cell", table="First rows", text="c1", seconds=60)
        screen.picture("31-dark-export")
        screen.key("Escape", "question")
        screen.window("Keyboard", 20)
        screen.picture("32-dark-keys")
        screen.key("Escape", "ctrl+q")
        assert program.wait(30) == 0
    with Image.open(ARTEFACTS / "30-dark-desk.png") as picture:
        brightness = sorted(picture.convert("L").resize((156, 98)).get_flattened_data())
    assert brightness[len(brightness) // 2] < DARK
