"""Who was first depends on the project's zone, and is worked out again when it changes."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench.core.errors import WorkbenchError
from workbench.services import documents, projects
from workbench.storage import queries


@pytest.fixture
def project(tmp_path):
    project = documents.open_project(small_project(tmp_path, documents.compare))
    yield project
    project.close()


def test_a_zone_makes_the_comparison_again(project):
    heard = []
    project.subscribe(heard.append)
    projects.set_details(project, title="", zone="Asia/Seoul")
    assert heard[0].everything
    assert queries.corpus(project).zone == "Asia/Seoul"


def test_what_is_no_zone_changes_nothing(project):
    with pytest.raises(WorkbenchError, match="is no time zone"):
        projects.set_details(project, title="New", zone="Mars")
    assert project.setting("title") == ""


def test_the_same_details_are_no_step(project):
    projects.set_details(project, title="A", zone="UTC")
    label = project.undo_label
    projects.set_details(project, title=" A ", zone="UTC")
    assert label == project.undo_label == "Change project details"
    project.undo()
    assert project.undo_label is None
