"""The journal as the analyst reads it: who changed which cell of which row, from what to what."""
from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from workbench.core.records import LETTERS, HistoryRow
from workbench.storage.journal import Image, unpack
from workbench.storage.schema import ChangeRow, StepRow

HIDDEN = {"raw", "text"}  # a removed document's own bytes and text stay in the journal, but are no cell
QUIET = {"withdrawn"}


def rows(database: Connection, table: str | None = None, row_id: int | None = None) -> Iterator[HistoryRow]:
    """Oldest first; of one row only, with its parties and evidence, when `table` and `row_id` are given."""
    wanted = select(StepRow.id, StepRow.at, StepRow.who, StepRow.kind, StepRow.label, ChangeRow.table, ChangeRow.row_id, ChangeRow.before,
                    ChangeRow.after).join(ChangeRow, ChangeRow.step_id == StepRow.id).order_by(StepRow.id, ChangeRow.id)
    if table and row_id:
        wanted = wanted.where(ChangeRow.table.in_((table, "party", "evidence", "event_cell")))
    for step, at, who, kind, label, changed, number, before, after in database.execute(wanted):
        old, new = unpack(before), unpack(after)
        if table and row_id and not _belongs(changed, number, {**(old or {}), **(new or {})}, table, row_id):
            continue
        for column, was, became in _cells(old, new):
            yield HistoryRow(at=at, who=who, what=_what(kind, label, old, new), table=changed, id=f"{LETTERS.get(changed, '')}{number}",
                             column=column, before=was, after=became, step=step, label=label)


def _belongs(changed: str, number: int, image: Image, table: str, row_id: int) -> bool:
    if changed == table:
        return number == row_id
    if changed == "event_cell":
        return table == "event" and image.get("telling_id") == row_id
    return image.get("owner_kind") == table and image.get("owner_id") == row_id


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
