"""What a screen reader is told of the running program, over the desktop's own accessibility bus."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from tests.journeys.screen import until
from workbench.services import documents

CONTROLS = {"push button", "check box", "radio button", "text", "combo box", "list", "table", "page tab", "menu item", "slider", "spin button"}
PLACES = {"Articles", "Text", "Inspector card", "Events", "Timeline"}


@pytest.fixture
def path(tmp_path):
    project = small_project(tmp_path, documents.compare)
    project.close()
    return project.path


def nameless(things):
    return [f"{one['role']} in {one['in']}" for one in things if (one["focusable"] or one["role"] in CONTROLS) and not one["name"]]


def test_everything_that_can_be_used_has_a_name(seeing, path):
    with seeing.program(str(path)) as program:
        seeing.maximise(seeing.window("small"))
        until(lambda: seeing.sees("Speech acts"), 120, "the chart")
        things = seeing.ask("everything")
        assert nameless(things) == []
        assert {one["name"] for one in things} >= PLACES
        assert sum(one["focusable"] for one in things) > 40
        seeing.key("ctrl+e")
        seeing.window("Export", 20)
        until(lambda: seeing.sees("First rows"), 20, "the first rows")
        assert nameless(seeing.ask("everything")) == []
        seeing.key("Escape", "ctrl+q")
        assert program.wait(30) == 0
