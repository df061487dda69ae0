"""The journal as the analyst reads it: who changed which cell of which row, from what to what."""
from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, func, select

from workbench.core.history import Done, Touched, Work
from workbench.core.records import LETTERS, HistoryRow
from workbench.storage.journal import ANCHORS, Image, unpack
from workbench.storage.schema import ChangeRow, StepRow

HIDDEN = {"raw", "text"}  # a removed document's own bytes and text stay in the journal, but are no cell
QUIET = {"withdrawn"}


def rows(database: Connection) -> Iterator[HistoryRow]:
    """Oldest first."""
    wanted = select(StepRow.id, StepRow.at, StepRow.who, StepRow.kind, StepRow.label, ChangeRow.table, ChangeRow.row_id, ChangeRow.before,
                    ChangeRow.after).join(ChangeRow, ChangeRow.step_id == StepRow.id).order_by(StepRow.id, ChangeRow.id)
    for step, at, who, kind, label, changed, number, before, after in database.execute(wanted):
        old, new = unpack(before), unpack(after)
        for column, was, became in _cells(old, new):
            yield HistoryRow(at=at, who=who, what=_what(kind, label, old, new), table=changed, id=f"{LETTERS.get(changed, '')}{number}",
                             column=column, before=was, after=became, step=step, label=label)


def _what(kind: str, label: str, old: Image | None, new: Image | None) -> str:
    if kind != "edit":
        return kind
    if label.startswith(("Merge", "Split")):
        return label.split(maxsplit=1)[0].casefold()
    if old is None or new is None:
        return "create" if old is None else "delete"
    status = new.get("status")
    return {"accepted": "accept", "rejected": "reject"}.get(str(status), "edit") if "status" in new else "edit"


def _cells(old: Image | None, new: Image | None) -> Iterator[tuple[str, str, str]]:
    if old and new:
        for column in new:
            if column not in HIDDEN | QUIET and old[column] != new[column]:
                yield column, _shown(old[column]), _shown(new[column])
    else:
        yield "", _whole(old), _whole(new)


def _whole(image: Image | None) -> str:
    if image is None:
        return ""
    return json.dumps({k: v for k, v in image.items() if k not in HIDDEN and v not in ("", None, False)}, ensure_ascii=False, sort_keys=True)


def _shown(value: Any) -> str:
    return "" if value is None else str(value)


# Steps, and what was done in them ------------------------------------------------------------------------------------------------------------

OWNED = {"party": "", "evidence": "", "decision": "", "event_cell": "telling", "ruling": "link"}  # whose a row is: its owner's, or of this kind
CALLED = {"telling": "event", "report": "claim"}
DID = {"create": "added", "edit": "edited", "accept": "accepted", "reject": "rejected", "delete": "deleted", "import": "imported", "merge": "merged",
       "split": "split"}
APART = {"text_version", "wrong"}  # what goes with the record that they are about


def done(database: Connection, limit: int) -> list[Done]:
    """The newest first: edits that undo or redo know, and what else is in the list of what happened."""
    barrier = database.execute(select(func.max(StepRow.id)).where(StepRow.kind == "barrier")).scalar() or 0
    rows = database.execute(select(StepRow).where(StepRow.kind.in_(("edit", "import", "barrier")), StepRow.dead.is_(False))
                            .order_by(StepRow.id.desc()).limit(limit)).all()
    return [Done(row.id, row.at, row.who, row.kind, row.label, row.undone, row.kind == "edit" and row.id > barrier) for row in rows]


def work(database: Connection) -> Iterator[Work]:
    """Oldest first: every step that holds, with the records that it touched."""
    wanted = (select(StepRow, ChangeRow.table, ChangeRow.row_id, ChangeRow.before, ChangeRow.after)
              .outerjoin(ChangeRow, ChangeRow.step_id == StepRow.id)
              .where(StepRow.kind.in_(("edit", "import")), StepRow.dead.is_(False), StepRow.undone.is_(False)).order_by(StepRow.id, ChangeRow.id))
    for _, some in groupby(database.execute(wanted), key=lambda row: row.id):
        found = list(some)
        first = found[0]
        yield Work(Done(first.id, first.at, first.who, first.kind, first.label), tuple(_touched(found)))


def _touched(found: list[Any]) -> Iterator[Touched]:
    """What was done to a record itself comes before what was done to its parts; a merge is one whatever it moves."""
    label, kind = found[0].label, found[0].kind
    did: dict[tuple[str, int], str] = {}
    for row in found:
        if row.table is None or row.table in APART:
            continue
        old, new = unpack(row.before), unpack(row.after)
        record, what = _record(row.table, row.row_id, {**(old or {}), **(new or {})}), DID.get(_what(kind, label, old, new), "edited")
        if what in ("merged", "split"):
            yield Touched(what, record[0], found[0].id)
            return
        if row.table in OWNED:
            did.setdefault(record, "edited")
        elif did.get(record, "edited") == "edited":
            did[record] = what
    yield from (Touched(what, *record) for record, what in did.items())


def _record(table: str, row_id: int, image: Image) -> tuple[str, int]:
    if table not in OWNED:
        return CALLED.get(table, table), row_id
    owner = OWNED[table] or str(image.get(ANCHORS[table][0], "claim"))  # party, evidence and decision say whose they are
    number = row_id if table == "ruling" else int(image.get("a" if table == "decision" else ANCHORS[table][-1], 0) or 0)
    return CALLED.get(owner, owner), number
