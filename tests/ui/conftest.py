"""What the tests of the desk stand on: the small project, opened in a workspace that keeps what it says."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench import app
from workbench.services import documents
from workbench.settings import Settings
from workbench.ui import theme
from workbench.ui.jobs import Jobs
from workbench.ui.workspace import Workspace


@pytest.fixture
def project(tmp_path):
    """Compared in this session, so that its edits are compared at once."""
    return documents.open_project(small_project(tmp_path, documents.compare))


@pytest.fixture(scope="module")
def dressed(qapp):
    theme.apply(qapp, "light")


@pytest.fixture
def workspace(dressed, project):
    workspace = Workspace()
    workspace.said = []
    workspace.report = workspace.said.append
    workspace.open(project)
    yield workspace
    workspace.close()


@pytest.fixture
def jobs(workspace):
    jobs = Jobs(workspace)
    yield jobs
    jobs.stop()


@pytest.fixture
def letters(qapp):
    """Sets the system's letters, and back."""
    theme.apply(qapp, "light")

    def grow(points):
        theme.grow(qapp, points)
        theme.apply(qapp, "light")
    yield grow
    grow(theme.ORDINARY)


@pytest.fixture
def open_desk(qtbot, letters, tmp_path):
    """Opens the whole window on the small project; it is closed at the end."""
    def desk():
        small = small_project(tmp_path, documents.compare)
        small.close()
        window = app.build(Settings(), tmp_path / "config")
        qtbot.addWidget(window, before_close_func=lambda _: window.close())
        with qtbot.waitExposed(window):
            window.show()
        assert window.commands.open_path(small.path)
        return window
    return desk


@pytest.fixture
def window(open_desk):
    return open_desk()
