"""What every query needs: rows chosen by a list of ids, whoever has a role in them, the words of their cells."""
from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, Executable, Select, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from workbench.core.records import EntityId, Party, Span
from workbench.storage.schema import CanonicalRow, EntityRow, EvidenceRow, PartyRow

if TYPE_CHECKING:
    from workbench.storage.project import Project


class Numbered(Protocol):
    @property
    def id(self) -> int: ...


Found = TypeVar("Found", bound=Numbered)
R = TypeVar("R")
Ids = Iterable[int] | None
KEPT: WeakKeyDictionary[Project, tuple[int, dict[str, Any]]] = WeakKeyDictionary()  # the edition, and what was read in it
Parties = dict[tuple[int, str], tuple[Party, ...]]  # (owner, role) -> who, in order
Spans = dict[tuple[int, str], tuple[Span, ...]]  # (owner, field) -> words, in order


def kept(project: Project, name: str, read: Callable[[], R]) -> R:
    """What was read under this name since the last transaction, else read now: several panes ask for the same after one change. The edition is
    looked at before reading, so that what is committed meanwhile makes it stale."""
    edition = project.edition
    read_in, found = KEPT.get(project, (-1, {}))
    if read_in != edition:
        found = {}
        KEPT[project] = edition, found
    if name not in found:
        found[name] = read()
    return cast("R", found[name])


def among(column: InstrumentedAttribute[Any], ids: Ids) -> ColumnElement[bool]:
    """Whether the column is one of the ids, however many: one bound parameter. None: whether anything."""
    if ids is None:
        return true()
    values = func.json_each(json.dumps([int(number) for number in ids])).table_valued("value")
    return column.in_(select(values.c.value))


def rows(session: Session, query: Executable) -> Iterator[Any]:
    """Columns, past the ORM's loading of rows."""
    return iter(session.connection().execute(query))


def in_order(ids: Iterable[int], found: Iterable[Found]) -> list[Found]:
    """The found records in the order of the ids; ids that are gone are left out."""
    by_id = {int(record.id): record for record in found}
    return [by_id[int(number)] for number in ids if int(number) in by_id]


def parties_of(project: Project, session: Session, kind: str, owners: dict[int, int], *, canonical: bool = True) -> Parties:
    """Of the owners (id -> its document). Not canonical: with the entities of documents, as `compare` wants them."""
    query = _parties().where(PartyRow.owner_kind == kind, among(PartyRow.owner_id, owners))
    found: dict[tuple[int, str], list[Party]] = defaultdict(list)
    for owner, role, entity, name, start, end, canonical_id, shown, own in rows(session, query):
        span = None if start is None else (start, end)
        if canonical and canonical_id is not None:
            entity, own = canonical_id, shown
        words = own or name or (project.text(owners[owner])[slice(*span)] if span else "")
        found[owner, role].append(Party(EntityId(entity) if entity else None, words, span))
    return {key: tuple(some) for key, some in found.items()}


@cache
def _parties() -> Select[*tuple[Any, ...]]:
    return (select(PartyRow.owner_id, PartyRow.role, PartyRow.entity_id, PartyRow.name, PartyRow.start, PartyRow.end,
                   CanonicalRow.canonical_id, CanonicalRow.name, EntityRow.name)
            .outerjoin(EntityRow, EntityRow.id == PartyRow.entity_id).outerjoin(CanonicalRow, CanonicalRow.entity_id == PartyRow.entity_id)
            .order_by(PartyRow.owner_id, PartyRow.role, PartyRow.position))


def spans_of(session: Session, kind: str, ids: Ids) -> Spans:
    query = (select(EvidenceRow.owner_id, EvidenceRow.field, EvidenceRow.start, EvidenceRow.end)
             .where(EvidenceRow.owner_kind == kind, among(EvidenceRow.owner_id, ids))
             .order_by(EvidenceRow.owner_id, EvidenceRow.field, EvidenceRow.position))
    found: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for owner, field, start, end in rows(session, query):
        found[owner, field].append((start, end))
    return {key: tuple(some) for key, some in found.items()}


def joined(text: str, parts: Sequence[Span]) -> str:
    """The words of a content that its own attribution may interrupt."""
    return " … ".join(text[start:end] for start, end in parts)
