"""Views with names are saved, renamed and deleted, each in one step that undo takes back."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.views import unpacked
from workbench.services import views
from workbench.storage.project import Project
from workbench.storage.queries import list_views

DENIALS = Filter.parse("act:deny date:2024-06-17..2024-06-22")
PANES = {"timeline": {"lane": "outlet"}}


@pytest.fixture
def project(tmp_path):
    project = small_project(tmp_path)
    yield project
    project.close()


def shown(project):
    return [(view.name, view.filter, view.panes) for view in list_views(project)]


def test_a_view_keeps_filter_and_panes_past_a_restart(project):
    views.save(project, " Denials  this week ", DENIALS, PANES)
    project.close()
    again = Project.open(project.path)
    assert shown(again) == [("Denials this week", str(DENIALS), PANES)]
    again.close()


def test_the_same_name_replaces_and_undo_brings_the_first_back(project):
    views.save(project, "Denials", DENIALS, PANES)
    views.save(project, "denials", Filter.parse("act:deny,warn"), {})
    assert shown(project) == [("Denials", "act:deny,warn", {})]
    assert project.undo_label == "Save view “denials”"
    project.undo()
    assert shown(project) == [("Denials", str(DENIALS), PANES)]
    project.undo()
    assert shown(project) == []


def test_a_view_is_renamed_and_deleted(project):
    number = views.save(project, "Denials", DENIALS, {})
    views.rename(project, number, "What Seoul denies")
    assert [view.name for view in list_views(project)] == ["What Seoul denies"]
    views.delete(project, number)
    assert list_views(project) == []
    project.undo()
    project.undo()
    assert [view.name for view in list_views(project)] == ["Denials"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61])
def test_a_name_that_will_not_do_is_refused(project, name):
    with pytest.raises(WorkbenchError):
        views.save(project, name, DENIALS, {})


def test_a_name_that_is_taken_is_refused(project):
    views.save(project, "Denials", DENIALS, {})
    other = views.save(project, "Warnings", Filter.parse("act:warn"), {})
    with pytest.raises(WorkbenchError, match="Denials"):
        views.rename(project, other, "DENIALS")


def test_saving_as_it_was_is_no_step(project):
    views.save(project, "Denials", DENIALS, PANES)
    steps = len(project.steps())
    views.save(project, "Denials", DENIALS, PANES)
    assert len(project.steps()) == steps


def test_panes_hear_of_the_view_alone(project):
    heard: list[Changes] = []
    project.subscribe(heard.append)
    number = views.save(project, "Denials", DENIALS, PANES)
    assert heard == [Changes.of(view=[number])]


def test_panes_that_cannot_be_read_are_none():
    assert unpacked("{") == unpacked("[1]") == {}
