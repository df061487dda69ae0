"""A fresh home and a screen for every journey, and the project's file as somebody else sees it."""
from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.eyes import blind
from tests.journeys.screen import Screen, missing
from workbench.core.errors import WorkbenchError
from workbench.storage.project import Project


def pytest_collection_modifyitems(items):
    if missing():
        for item in items:
            if Path(__file__).parent in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(missing())}"))


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    return home


@pytest.fixture
def screen(home):
    with closing(Screen(home)) as screen:
        yield screen


@pytest.fixture
def seeing(home):
    """A screen on which things are found by their names."""
    if blind():
        pytest.skip(blind())
    with closing(Screen(home, eyes=True)) as screen:
        yield screen


class File:
    """The project as somebody else sees it while the program runs."""
    def __init__(self, path: Path) -> None:
        self.path = path

    def ask(self, question, *args, **kwargs):
        project = Project.open(self.path, read_only=True)
        try:
            return question(project, *args, **kwargs)
        finally:
            project.close()

    def count(self, question) -> int:
        try:
            return len(self.ask(question))
        except (WorkbenchError, OSError):
            return 0  # not made yet
