"""The analyst's notes, spans and markers on the chart, and plain highlights in a text."""
from __future__ import annotations

from dataclasses import fields
from typing import Any

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import ANNOTATION_KINDS, Annotation
from workbench.services.cells import Ids, choice, label, numbers, words_at
from workbench.storage.editing import Session, fetch, now, one, put
from workbench.storage.editing import delete as delete_rows
from workbench.storage.project import Project
from workbench.storage.schema import AnnotationRow, DocumentRow

FIELDS = {field.name for field in fields(Annotation)} - {"id", "file", "created_at", "changed_at"}
NOUNS = {"note": "note", "span": "span", "marker": "marker", "highlight": "highlight"}


def add(project: Project, annotation: Annotation) -> int:
    """Its id and times are given here. A highlight is trimmed to its words."""
    kind = choice(annotation.kind, ANNOTATION_KINDS, "kind of annotation")
    with project.edit(f"Add {NOUNS[kind]}") as session:
        row = AnnotationRow(kind=kind, created_at=(at := now()), changed_at=at)
        _apply(project, session, row, {name: getattr(annotation, name) for name in FIELDS - {"kind"}})
        return put(session, row).id


def change(project: Project, annotation_id: int, **cells: Any) -> None:
    """Moves, resizes, rewords, recolours: whatever fields of `Annotation` are given."""
    if unknown := cells.keys() - FIELDS:
        raise WorkbenchError(f"“{min(unknown)}” of an annotation cannot be changed.")
    with project.edit(f"Change {_noun(project, annotation_id)}") as session:
        row = one(session, AnnotationRow, annotation_id)
        before = {name: getattr(row, name) for name in AnnotationRow.__table__.c.keys()}  # noqa: SIM118  -- columns are no dict
        _apply(project, session, row, cells)
        if before != {name: getattr(row, name) for name in before}:
            row.changed_at = now()


def delete(project: Project, ids: Ids) -> None:
    wanted = numbers(ids)
    with project.edit(f"Delete {_noun(project, wanted[0])}" if len(wanted) == 1 else label("Delete", "annotation", len(wanted))) as session:
        delete_rows(session, fetch(session, AnnotationRow, wanted))


def _noun(project: Project, annotation_id: int) -> str:
    with project.reading() as session:
        return NOUNS[one(session, AnnotationRow, annotation_id).kind]


def _apply(project: Project, session: Session, row: AnnotationRow, cells: dict[str, Any]) -> None:
    if "offset" in cells:
        row.offset_x, row.offset_y = (float(number) for number in cells["offset"])
    for name, value in cells.items():
        if name != "offset":
            setattr(row, name, value)
    row.text = row.text or ""
    for value in (row.date_from, row.date_to):
        dates.parse(value or "")
    if row.date_from and row.date_to and row.date_to < row.date_from:
        row.date_from, row.date_to = row.date_to, row.date_from
    if row.document_id is not None:
        one(session, DocumentRow, row.document_id)
    if row.document_id is not None and row.start is not None and row.end is not None:
        row.start, row.end = words_at(project, row.document_id, (row.start, row.end))
