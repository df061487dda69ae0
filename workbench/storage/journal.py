"""The journal: which rows one step changed, from what to what. It replays a step either way and is the history.

The before-image of a row is read from the database just before the first flush that touches it, the after-image when the step ends: no
attribute bookkeeping of the ORM is trusted. Images are JSON of the columns; an update keeps the changed columns only.
"""
from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, event, insert, select, update
from sqlalchemy.orm import ORMExecuteState, Session

from workbench.core.changes import Changes
from workbench.core.records import Kind
from workbench.storage.schema import JOURNALLED, ChangeRow

Image = dict[str, Any]
Key = tuple[str, int]  # table, row id
TABLES: dict[str, Table] = {name: cls.__table__ for name, cls in JOURNALLED.items()}  # type: ignore[misc]
KINDS: dict[str, Kind] = {name: name for name in ("document", "outlet", "article", "block", "entity", "mention", "claim", "telling",
                                                  "annotation", "view")}
ANCHORS = {"party": ("owner_kind", "owner_id"), "evidence": ("owner_kind", "owner_id"), "decision": ("kind", "a", "b"), "event_cell": ("telling_id",)}
CHUNK = 500


@dataclass(frozen=True)
class Change:
    """One row of a step: no `before` is a new row, no `after` a deleted one."""
    table: str
    row_id: int
    before: Image | None
    after: Image | None

    def inverse(self) -> Change:
        return Change(self.table, self.row_id, self.after, self.before)


class Recorder:
    """Watches one session from its first flush to the end of the step."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.before: dict[Key, Image | None] = {}
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", _refuse_bulk)

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        wanted: dict[str, list[int]] = {}
        for row in (*session.dirty, *session.deleted):
            if (row.__tablename__, row.id) not in self.before:
                wanted.setdefault(row.__tablename__, []).append(row.id)
        for table, ids in wanted.items():
            for row_id, image in images(session.connection(), table, ids):
                self.before[table, row_id] = image

    def _after_flush(self, session: Session, _context: object) -> None:
        for row in session.new:
            self.before.setdefault((row.__tablename__, row.id), None)

    def changes(self) -> list[Change]:
        """What the step did, after the last flush; rows that ended as they began are left out."""
        after: dict[Key, Image] = {}
        by_table: dict[str, list[int]] = {}
        for table, row_id in self.before:
            by_table.setdefault(table, []).append(row_id)
        for table, ids in by_table.items():
            after.update({(table, row_id): image for row_id, image in images(self.session.connection(), table, ids)})
        found = (_difference(key, before, after.get(key)) for key, before in self.before.items())
        return [change for change in found if change]


def _refuse_bulk(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("bulk statements inside edit() would pass the journal unseen: change mapped rows instead")


def _difference(key: Key, before: Image | None, after: Image | None) -> Change | None:
    if before is None or after is None:
        return Change(*key, before, after) if before or after else None
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return None
    names = dict.fromkeys((*ANCHORS.get(key[0], ()), *changed))
    return Change(*key, {n: before[n] for n in names}, {n: after[n] for n in names})


def images(connection: Connection, table: str, ids: list[int]) -> Iterator[tuple[int, Image]]:
    """The rows as they stand in the database, whole."""
    rows = TABLES[table]
    for at in range(0, len(ids), CHUNK):
        for row in connection.execute(select(rows).where(rows.c.id.in_(ids[at:at + CHUNK]))).mappings():
            yield row["id"], {name: value for name, value in row.items() if name != "id"}


# Keeping --------------------------------------------------------------------------------------------------------------------------------


def keep(connection: Connection, step_id: int, changes: Iterable[Change]) -> None:
    rows = [{"step_id": step_id, "table": c.table, "row_id": c.row_id, "before": pack(c.before), "after": pack(c.after)} for c in changes]
    if rows:
        connection.execute(insert(ChangeRow), rows)


def kept(connection: Connection, step_id: int) -> list[Change]:
    rows = connection.execute(select(ChangeRow.table, ChangeRow.row_id, ChangeRow.before, ChangeRow.after)
                              .where(ChangeRow.step_id == step_id).order_by(ChangeRow.id))
    return [Change(table, row_id, unpack(before), unpack(after)) for table, row_id, before, after in rows]


def pack(image: Mapping[str, Any] | None) -> bytes | None:
    if image is None:
        return None
    data = json.dumps(image, default=_encode, ensure_ascii=False, separators=(",", ":")).encode()
    return zlib.compress(data)


def unpack(data: bytes | None) -> Image | None:
    if data is None:
        return None
    image: Image = json.loads(zlib.decompress(data), object_hook=_decode)
    return image


def _encode(value: object) -> object:
    if isinstance(value, bytes):
        return {"$bytes": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} has no place in the journal")


def _decode(value: dict[str, Any]) -> object:
    return base64.b64decode(value["$bytes"]) if set(value) == {"$bytes"} else value


# Replaying --------------------------------------------------------------------------------------------------------------------------------


def replay(connection: Connection, changes: list[Change]) -> None:
    """Brings every row from `before` to `after`. Foreign keys are looked at when the transaction commits."""
    connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
    for table, some in _by_table(changes, lambda c: c.after is None):
        rows = TABLES[table]
        connection.execute(delete(rows).where(rows.c.id == bindparam("row")), [{"row": c.row_id} for c in some])
    for table, some in _by_table(changes, lambda c: bool(c.before and c.after)):
        rows = TABLES[table]
        for change in some:
            connection.execute(update(rows).where(rows.c.id == change.row_id).values(**(change.after or {})))
    for table, some in _by_table(changes, lambda c: c.before is None):
        connection.execute(insert(TABLES[table]), [{"id": c.row_id, **(c.after or {})} for c in some])


def _by_table(changes: list[Change], wanted: Any) -> list[tuple[str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        if wanted(change):
            found.setdefault(change.table, []).append(change)
    return list(found.items())


# What panes hear --------------------------------------------------------------------------------------------------------------------------


def announced(changes: Iterable[Change]) -> Changes:
    """The records that these rows belong to: a party or evidence row is its owner, a ruling its link, an event's cell its event."""
    found: dict[str, set[int]] = {}
    everything = False
    for change in changes:
        image = {**(change.before or {}), **(change.after or {})}
        if change.table in KINDS:
            found.setdefault(change.table, set()).add(change.row_id)
        elif change.table in ("party", "evidence"):
            found.setdefault(image.get("owner_kind", "claim"), set()).add(image.get("owner_id", 0))
        elif change.table == "decision":
            found.setdefault(image.get("kind", "entity"), set()).update({image.get("a", 0), image.get("b", 0)})
        elif change.table == "event_cell":
            found.setdefault("event", set()).add(image.get("telling_id", 0))
        elif change.table == "ruling":
            found.setdefault("link", set()).add(change.row_id)
        else:
            everything = True
    return Changes({kind: frozenset(ids) for kind, ids in found.items()}, everything)
