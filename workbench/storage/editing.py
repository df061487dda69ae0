"""Rows inside an edit: found, changed and deleted one by one, so that the journal sees each. The services' only way to rows."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.core.errors import WorkbenchError
from workbench.core.records import Span
from workbench.storage.reading import among
from workbench.storage.schema import CanonicalRow, ClaimGroupRow, EvidenceRow, PartyRow, Row, TellingEventRow, TextVersionRow

R = TypeVar("R", bound=Row)

__all__ = ["Session", "canonical_id", "cells_of", "copy_parts", "copy_row", "delete", "delete_parts", "evidence", "fetch", "group_of", "members_of",
           "now", "one", "parties", "put", "set_evidence", "shown_name", "tellings_of", "version_of", "where"]


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def fetch(session: Session, row: type[R], ids: Iterable[int]) -> list[R]:
    """In the order of the ids. Raises WorkbenchError when one is gone, so that nobody edits what is not there."""
    wanted = list(dict.fromkeys(int(number) for number in ids))
    found = {one.id: one for one in session.scalars(select(row).where(among(row.id, wanted)))}
    if missing := [number for number in wanted if number not in found]:
        raise WorkbenchError(f"The {row.__tablename__} {missing[0]} is not in the project any more. Choose it again.")
    return [found[number] for number in wanted]


def one(session: Session, row: type[R], id: int) -> R:  # noqa: A002
    return fetch(session, row, [id])[0]


def where(session: Session, row: type[R], **equal: Any) -> list[R]:
    """By id. A list as value: any of these."""
    query = select(row).order_by(row.id)
    for name, value in equal.items():
        column = getattr(row, name)
        many = isinstance(value, (list, tuple, set, frozenset))
        query = query.where((among(column, value) if all(isinstance(one, int) for one in value) else column.in_(value)) if many else column == value)
    return list(session.scalars(query))


def put(session: Session, row: R) -> R:
    """Adds a row and gives it its id at once, for those that refer to it."""
    session.add(row)
    session.flush()
    return row


def delete(session: Session, some: Iterable[Row]) -> None:
    """One kind of rows at a time, those first that refer to others: the caller's order is kept."""
    for row in some:
        session.delete(row)
    session.flush()


def version_of(session: Session, document_id: int) -> int:
    """The text version that new evidence refers to."""
    query = select(TextVersionRow.id).where(TextVersionRow.document_id == document_id).order_by(TextVersionRow.number.desc()).limit(1)
    return session.scalars(query).one()


# Derived rows, as they stood before the edit -------------------------------------------------------------------------------------------------


def canonical_id(session: Session, entity_id: int) -> int:
    return session.scalar(select(CanonicalRow.canonical_id).where(CanonicalRow.entity_id == entity_id)) or entity_id


def shown_name(session: Session, entity_id: int) -> str | None:
    return session.scalar(select(CanonicalRow.name).where(CanonicalRow.entity_id == entity_id))


def members_of(session: Session, entity_id: int) -> list[int]:
    """The entities of documents that are one with this one, itself included."""
    members = select(CanonicalRow.entity_id).where(CanonicalRow.canonical_id == canonical_id(session, entity_id)).order_by(CanonicalRow.entity_id)
    return list(session.scalars(members)) or [entity_id]


def tellings_of(session: Session, event_id: int) -> list[int]:
    """Oldest first; a rejected telling stands for itself."""
    found = select(TellingEventRow.telling_id).where(TellingEventRow.event_id == event_id).order_by(TellingEventRow.telling_id)
    return list(session.scalars(found)) or [event_id]


def group_of(session: Session, claim_id: int) -> list[int]:
    """The claims that are the same statement, this one included."""
    group = session.scalar(select(ClaimGroupRow.group_id).where(ClaimGroupRow.claim_id == claim_id))
    if not group:
        return [claim_id]
    return list(session.scalars(select(ClaimGroupRow.claim_id).where(ClaimGroupRow.group_id == group).order_by(ClaimGroupRow.claim_id)))


# Parts ----------------------------------------------------------------------------------------------------------------------------------


def parties(session: Session, kind: str, owner_id: int, role: str | None = None) -> list[PartyRow]:
    found = where(session, PartyRow, owner_kind=kind, owner_id=owner_id, **({"role": role} if role else {}))
    return sorted(found, key=lambda party: (party.role, party.position))


def evidence(session: Session, kind: str, owner_id: int, field: str | None = None) -> list[EvidenceRow]:
    found = where(session, EvidenceRow, owner_kind=kind, owner_id=owner_id, **({"field": field} if field else {}))
    return sorted(found, key=lambda one: (one.field, one.position))


def set_evidence(session: Session, kind: str, owner_id: int, field: str, document_id: int, spans: Sequence[Span]) -> None:
    """These words, in place of those that the cell had; none: it is the analyst's inference."""
    delete(session, evidence(session, kind, owner_id, field))
    for position, (start, end) in enumerate(spans):
        put(session, EvidenceRow(owner_kind=kind, owner_id=owner_id, field=field, position=position, version_id=version_of(session, document_id),
                                 start=start, end=end))


def cells_of(session: Session, row: Row) -> list[dict[str, Any]]:
    """Everything that a claim or telling says, to see whether an edit changed it."""
    kind = row.__tablename__
    parts: list[Row] = [row, *parties(session, kind, row.id), *evidence(session, kind, row.id)]
    return [{name: getattr(part, name) for name in part.__table__.c.keys() if part is row or name != "id"} for part in parts]  # noqa: SIM118


def delete_parts(session: Session, kind: str, owner_id: int) -> None:
    delete(session, parties(session, kind, owner_id))
    delete(session, evidence(session, kind, owner_id))


def copy_row(session: Session, row: R, **changed: Any) -> R:
    """A row like this one under a new id."""
    values = {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name != "id"}
    return put(session, type(row)(**{**values, **changed}))


def copy_parts(session: Session, kind: str, owner_id: int, to: int) -> None:
    for part in (*parties(session, kind, owner_id), *evidence(session, kind, owner_id)):
        copy_row(session, part, owner_id=to)
