"""Views that have names: a filter and how the panes stood. Looking at one is no edit; saving, renaming and deleting are."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.views import LONGEST, packed
from workbench.storage.editing import Session, one, put, where
from workbench.storage.editing import delete as delete_rows
from workbench.storage.project import Project
from workbench.storage.schema import ViewRow


def save(project: Project, name: str, chosen: Filter, panes: Mapping[str, Any]) -> int:
    """Under a name that is there already, in its place."""
    name = _name(name)
    with project.edit(f"Save view “{name}”") as session:
        row = _called(session, name) or ViewRow(name=name)
        row.filter, row.panes = str(chosen), packed(panes)
        return put(session, row).id


def rename(project: Project, view_id: int, name: str) -> None:
    name = _name(name)
    with project.edit(f"Rename view to “{name}”") as session:
        row, taken = one(session, ViewRow, view_id), _called(session, name)
        if taken is not None and taken.id != view_id:
            raise WorkbenchError(f"There is a view “{taken.name}” already. Choose another name, or delete that one first.")
        row.name = name


def delete(project: Project, view_id: int) -> None:
    with project.reading() as session:
        name = one(session, ViewRow, view_id).name
    with project.edit(f"Delete view “{name}”") as session:
        delete_rows(session, [one(session, ViewRow, view_id)])


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise WorkbenchError("A view needs a name: write what it shows, such as Denials of this week.")
    if len(name) > LONGEST:
        raise WorkbenchError(f"The name of a view has at most {LONGEST} letters; this one has {len(name)}.")
    return name


def _called(session: Session, name: str) -> ViewRow | None:
    """Case does not tell two views apart."""
    return next((row for row in where(session, ViewRow) if row.name.casefold() == name.casefold()), None)
