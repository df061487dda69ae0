"""The project as it was known at an earlier moment: by what was done in it until then, or by what was published until then."""
from __future__ import annotations

from collections.abc import Callable

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.history import Done, local
from workbench.services.documents import compare
from workbench.storage.past import Past
from workbench.storage.project import Project

MINUTE = 1 / 1440


def as_stood(project: Project, step: int) -> Past:
    """After this step of the journal. Any thread."""
    return _looked_at(project, lambda past: past.rewind(step))


def as_reported(project: Project, until: str) -> Past:
    """With what was published until the end of this day (or month, or minute). Any thread."""
    end = end_of(until, project.zone)
    return _looked_at(project, lambda past: past.keep_reported(end))


def end_of(until: str, zone: str) -> float:
    """Of the day, month or minute that an analyst types; days since 1970."""
    last = dates.parse(until).last
    if last in ("", ".."):
        raise WorkbenchError("Write a day, such as 19 June 2024.")
    return dates.interval(last, zone)[1] + (MINUTE if "T" in last else 0)


def step_at(some: list[Done], at: str, zone: str) -> Done:
    """The last step before this moment by the clock of this zone; `at` is what an analyst types."""
    last = dates.parse(at).last
    if last in ("", ".."):
        raise WorkbenchError("Write a moment, such as 24 Nov 2026 10:15.")
    wanted = last if "T" in last else f"{last}T23:59"
    found = next((step for step in sorted(some, key=lambda step: -step.id) if f"{local(step.at, zone):%Y-%m-%dT%H:%M}" <= wanted[:16]), None)
    if found is None:
        raise WorkbenchError("The project did not exist yet. Choose a later moment.")
    return found


def _looked_at(project: Project, take_back: Callable[[Past], None]) -> Past:
    past = Past.copy_of(project)
    try:
        take_back(past)
        past.derive(*compare(past))
        return past.look()
    except BaseException:
        past.close()
        raise
