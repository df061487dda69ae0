"""The steps of the journal: how one is added, and which one undo or redo would replay."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select, update

from workbench.core.extraction import Extraction
from workbench.storage import journal
from workbench.storage.schema import StepRow


@dataclass(frozen=True)
class Cursor:
    """The step that undo or redo would replay."""
    id: int
    label: str


def now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def add(database: Connection, who: str, kind: str, label: str, target: int | None = None) -> int:
    values = {"at": now(), "who": who, "kind": kind, "label": label, "target_id": target}
    key = database.execute(insert(StepRow).values(**values)).inserted_primary_key
    return int(key[0]) if key else 0


def add_import(database: Connection, who: str, document_id: int, file: str, extraction: Extraction) -> None:
    what = {"file": file, "articles": len(extraction.articles), "claims": len(extraction.claims), "tellings": len(extraction.tellings)}
    journal.keep(database, add(database, who, "import", f"Import {file}"), [journal.Change("document", document_id, None, what)])


def cut_redo(database: Connection) -> None:
    """A new edit ends what could be redone; it stays in the history."""
    database.execute(update(StepRow).where(StepRow.undone.is_(True), StepRow.dead.is_(False)).values(dead=True))


def cursor(database: Connection, *, undone: bool) -> Cursor | None:
    """Of redo (`undone`) or undo; none beyond a barrier."""
    barrier = database.execute(select(StepRow.id).where(StepRow.kind == "barrier").order_by(StepRow.id.desc()).limit(1)).scalar() or 0
    wanted = select(StepRow.id, StepRow.label).where(StepRow.kind == "edit", StepRow.dead.is_(False), StepRow.undone.is_(undone),
                                                     StepRow.id > barrier)
    found = database.execute(wanted.order_by(StepRow.id if undone else StepRow.id.desc()).limit(1)).first()
    return Cursor(found.id, found.label) if found else None
