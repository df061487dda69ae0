"""What was done, when and by whom; and the way back to a point of it."""
from __future__ import annotations

from workbench.core.errors import WorkbenchError
from workbench.core.history import CellChange, Day, Done, days
from workbench.storage import cell_history, history
from workbench.storage.project import Project

MOST = 100_000  # steps


def steps(project: Project, limit: int = MOST) -> list[Done]:
    """The newest first; edits that were undone are on top, as long as redo reaches them."""
    with project.reading() as session:
        return history.done(session.connection(), limit)


def of_row(project: Project, kind: str, number: int) -> list[CellChange]:
    """Oldest first."""
    with project.reading() as session:
        return cell_history.cells(session.connection(), kind, number)


def work(project: Project, zone: str = "") -> list[Day]:
    """The last day first, by the clock of this zone; none: the machine's."""
    with project.reading() as session:
        return days(history.work(session.connection()), zone)


def distance(some: list[Done], step: int) -> int:
    """How many steps undo (negative) or redo (positive) would take to where things stood after this step. 0: before all that can be undone."""
    within = [one for one in some if one.within]
    back = sum(not one.undone and one.id > step for one in within)
    return -back if back else sum(one.undone and one.id <= step for one in within)


def go_to(project: Project, step: int) -> tuple[str, int]:
    """Undoes or redoes what lies between, all of it or nothing. Returns what was done, for how many steps."""
    way = distance(steps(project), step)
    if not way:
        raise WorkbenchError("Things stand there already.")
    if way < 0:
        project.undo(-way)
        return "Undone", -way
    project.redo(way)
    return "Done again", way
