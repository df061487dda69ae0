"""The analyst's verbs on how claims and events bear on each other. A link is known by its two ends and its relation, so that what she decided stays
on it when comparing makes it again."""
from __future__ import annotations

from workbench.core.errors import WorkbenchError
from workbench.core.records import RELATIONS, RULINGS, Link, LinkId
from workbench.services.cells import Ids, choice, line, numbers
from workbench.storage import queries
from workbench.storage.editing import Session, fetch, put, where
from workbench.storage.editing import delete as delete_rows
from workbench.storage.project import Project
from workbench.storage.schema import ClaimRow, RulingRow, TellingRow

ENDS = {"claim": ClaimRow, "telling": TellingRow, "event": TellingRow}  # an event has the id of a telling


def rule(project: Project, link_ids: Ids, ruling: str | None = None, note: str | None = None) -> None:
    """What the analyst decided about a conflict: real, scope, update, error, or empty for not yet. What is None stays as it was."""
    if ruling is not None:
        ruling = choice(ruling, RULINGS, "ruling")
    links = _links(project, link_ids)
    with project.edit("Rule on conflict" if ruling is not None else "Change note of conflict") as session:
        for link in links:
            row = _row(session, link)
            if ruling is not None:
                row.ruling = ruling
                row.status = "accepted" if ruling and row.status == "suggested" else row.status
            row.note = row.note if note is None else note.strip()


def add(project: Project, from_kind: str, from_id: int, to_kind: str, to_id: int, *, relation: str, reason: str = "", detail: str = "",
        note: str = "") -> int:
    """A link that the analyst saw. Returns its id, 0 where the project does not compare."""
    relation = choice(relation, RELATIONS, "relation")
    if (from_kind, from_id) == (to_kind, to_id):
        raise WorkbenchError("A link needs two different ends. Choose two rows.")
    ends = (from_kind, from_id, to_kind, to_id, relation)
    with project.edit("Add link") as session:
        for kind, number in ((from_kind, from_id), (to_kind, to_id)):
            fetch(session, ENDS[choice(kind, tuple(ENDS), "end of a link")], [number])
        row = _row(session, Link(LinkId(0), *ends, reason=reason, detail=line(detail), origin="analyst", status="accepted"))
        row.status, row.note = "accepted", note.strip()
    found = [link.id for link in queries.list_links(project, kind=from_kind, id=from_id) if _ends(link) == ends]
    return found[0] if found else 0


def delete(project: Project, link_ids: Ids) -> None:
    """The analyst's own go; what comparing found is rejected, so that it does not come back."""
    links = _links(project, link_ids)
    with project.edit("Delete link" if len(links) == 1 else f"Delete {len(links)} links") as session:
        for link in links:
            row = _row(session, link)
            if row.origin == "analyst":
                delete_rows(session, [row])
            else:
                row.status = "rejected"


def _links(project: Project, link_ids: Ids) -> list[Link]:
    wanted = numbers(link_ids)
    links = queries.get_links(project, wanted)
    if len(links) < len(wanted):
        raise WorkbenchError("This link is not in the project any more. Choose it again.")
    return links


def _ends(link: Link) -> tuple[str, int, str, int, str]:
    return link.from_kind, link.from_id, link.to_kind, link.to_id, link.relation


def _row(session: Session, link: Link) -> RulingRow:
    """What is kept of a link, made when it is new."""
    found = where(session, RulingRow, from_kind=link.from_kind, from_id=link.from_id, to_kind=link.to_kind, to_id=link.to_id, relation=link.relation)
    if found:
        return found[0]
    return put(session, RulingRow(from_kind=link.from_kind, from_id=link.from_id, to_kind=link.to_kind, to_id=link.to_id, relation=link.relation,
                                  reason=link.reason, detail=link.detail, ruling=link.ruling, status=link.status, note=link.note, origin=link.origin))
