"""What the tests of the desk stand on: the small project, opened in a workspace that keeps what it says."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench.services import documents
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
