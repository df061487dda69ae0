"""Which documents are to be read again after the analyst mended their pages."""
from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from workbench.storage import journal
from workbench.storage.schema import ArticleRow, BlockRow, StepRow

if TYPE_CHECKING:
    from workbench.storage.project import Project

READ_AGAIN = frozenset({"start", "end", "kind", "withdrawn", "published_at"})  # columns of a story on which other rows hang


def mended(project: Project) -> list[int]:
    """By the newest step of the journal: an edit, an undo or a redo; by all of them where several were taken back at once."""
    with project.reading() as session:
        latest = session.execute(select(StepRow.id, StepRow.kind).order_by(StepRow.id.desc()).limit(project.latest)).all()
        changes = [change for step in latest if step.kind in ("edit", "undo", "redo") for change in journal.kept(session.connection(), step.id)]
        return sorted(documents(session.connection(), changes))


def documents(database: Connection, changes: list[journal.Change]) -> set[int]:
    """Whose stories or lines these changes moved; one that came or went as a whole was not mended."""
    whole = {change.row_id for change in changes if change.table == "document"}
    return {_document(database, change) for change in changes if _mends(change)} - whole - {0}


def _mends(change: journal.Change) -> bool:
    if change.table == "block":
        return True
    came_or_went = not (change.before and change.after)
    return change.table == "article" and (came_or_went or not READ_AGAIN.isdisjoint(change.after or {}))


def _document(database: Connection, change: journal.Change) -> int:
    row = ArticleRow if change.table == "article" else BlockRow
    image = change.after or change.before or {}
    return image.get("document_id") or database.scalar(select(row.document_id).where(row.id == change.row_id)) or 0
