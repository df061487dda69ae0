"""The views that have names."""
from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.core.views import SavedView, unpacked
from workbench.storage.schema import ViewRow

if TYPE_CHECKING:
    from workbench.storage.project import Project


def list_views(project: Project) -> list[SavedView]:
    """By name."""
    with project.reading() as session:
        found = [SavedView(row.id, row.name, row.filter, unpacked(row.panes)) for row in session.scalars(select(ViewRow))]
    return sorted(found, key=lambda view: view.name.casefold())
