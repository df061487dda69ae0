"""What was done to one record, cell by cell and in words: names for the numbers of entities, the text's own words for spans."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from workbench.core import dates
from workbench.core.history import CellChange
from workbench.storage.journal import Image, unpack
from workbench.storage.schema import (
    CanonicalRow,
    ChangeRow,
    EntityRow,
    LinkRow,
    OutletRow,
    RulingRow,
    StepRow,
    TellingEventRow,
    TellingRow,
    TextVersionRow,
)

OWN = {"event": "telling", "link": "ruling"}  # the table whose rows a record of this kind stands for
PARTS = {"claim": ("party", "evidence"), "telling": ("party", "evidence", "event_cell"), "article": ("evidence",)}
SILENT = frozenset({"withdrawn", "fixed", "start", "end", "document_id", "article_id", "origin", "owner_kind", "owner_id", "position", "folded",
                    "version_id", "telling_id", "trigger_start", "trigger_end", "confidence", "created_at", "changed_at", "offset_x", "offset_y"})
CELLS = {"speech_act": "act", "said_from": "said", "about_from": "about", "said_to": "said to", "about_to": "about to", "outlet_id": "outlet",
         "entity_id": "entity", "published_at": "published", "date_from": "from", "date_to": "to", "type": "kind"}
SPANS = (("said_from", "said_to"), ("about_from", "about_to"))
Told = tuple[str, str, str]  # cell, before, after


def cells(database: Connection, kind: str, number: int) -> list[CellChange]:
    """Oldest first. An event's are its tellings', an entity's are those of all that it was put together from, a conflict's its rulings."""
    table, ids = OWN.get(kind, kind), _rows_of(database, kind, number)
    about = [and_(ChangeRow.table == table, ChangeRow.row_id.in_(ids)), ChangeRow.table.in_(PARTS.get(table, ())), ChangeRow.table == "decision"]
    query = (select(StepRow.id, StepRow.at, StepRow.who, StepRow.kind, StepRow.label, ChangeRow.table, ChangeRow.row_id, ChangeRow.before,
                    ChangeRow.after).join(ChangeRow, ChangeRow.step_id == StepRow.id).where(or_(*about)).order_by(StepRow.id, ChangeRow.id))
    words, found = Words(database), []
    for _, some in groupby(database.execute(query), key=lambda row: row.id):
        rows = list(some)
        first = rows[0]
        prefix = {"undo": "Undo ", "redo": "Redo "}.get(first.kind, "")
        told = [one for row in rows for one in words.told(row.table, row.row_id, unpack(row.before), unpack(row.after), table, ids)]
        found += [CellChange(first.at, first.who, prefix + first.label, cell, before, after, first.id) for cell, before, after in _joined(told)]
    return found


def _rows_of(database: Connection, kind: str, number: int) -> list[int]:
    if kind == "event":
        return list(database.scalars(select(TellingEventRow.telling_id).where(TellingEventRow.event_id == number))) or [number]
    if kind == "entity":
        return list(database.scalars(select(CanonicalRow.entity_id).where(CanonicalRow.canonical_id == number))) or [number]
    if kind == "link":
        ends = and_(*(getattr(RulingRow, name) == getattr(LinkRow, name) for name in ("from_kind", "from_id", "to_kind", "to_id", "relation")))
        return list(database.scalars(select(RulingRow.id).join(LinkRow, ends).where(LinkRow.id == number)))
    return [number]


def _joined(told: Iterable[Told]) -> Iterator[Told]:
    """What a step takes out of a cell and what it puts in is one change; what stays the same is none."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for cell, was, became in told:
        before.setdefault(cell, []).extend([was] if was else [])
        after.setdefault(cell, []).extend([became] if became else [])
    for cell in before:
        if cell == "" or before[cell] != after[cell]:
            yield cell, "; ".join(before[cell]), "; ".join(after[cell])


class Words:
    """Says the numbers in a row's images in words."""

    def __init__(self, database: Connection) -> None:
        self._database = database
        self._known: dict[tuple[str, int], str] = {}

    def told(self, changed: str, row_id: int, old: Image | None, new: Image | None, table: str, ids: list[int]) -> Iterator[Told]:
        image = {**(old or {}), **(new or {})}
        if changed == table:
            yield from self._row(old, new)
        elif changed == "decision":
            yield from self._decision(table, ids, old, new)
        elif changed == "event_cell":
            if image.get("telling_id") in ids:
                yield str(image.get("field", "cell")), str((old or {}).get("value", "")), str((new or {}).get("value", ""))
        elif image.get("owner_kind") == table and image.get("owner_id") in ids:
            yield from self._party(row_id, old, new) if changed == "party" else self._evidence(old, new)

    def _row(self, old: Image | None, new: Image | None) -> Iterator[Told]:
        if old is None or new is None:
            yield "", "" if old is None else "there", "" if new is None else "there"
            return
        joined = [pair for pair in SPANS if set(pair) <= new.keys()]
        for first, last in joined:
            yield CELLS[first], _stretch(old[first], old[last]), _stretch(new[first], new[last])
        for column in new:
            if column not in SILENT and old[column] != new[column] and not any(column in pair for pair in joined):
                yield CELLS.get(column, column), self._value(column, old[column]), self._value(column, new[column])

    def _value(self, column: str, value: Any) -> str:
        if column in ("entity_id", "outlet_id"):
            return self._name(EntityRow if column == "entity_id" else OutletRow, value)
        if column == "done":
            return "done" if value else "to do"
        return "" if value is None else str(value)

    def _party(self, row_id: int, old: Image | None, new: Image | None) -> Iterator[Told]:
        if old and new and not {"entity_id", "name", "role"} & new.keys():
            return  # its words alone
        image = {**(old or {}), **(new or {})}
        yield str(image.get("role") or self._role(row_id)), self._who(old), self._who(new)

    def _role(self, row_id: int) -> str:
        role = self._database.exec_driver_sql("SELECT role FROM party WHERE id = ?", (row_id,)).scalar()
        return str(role or "party")

    def _who(self, image: Image | None) -> str:
        if image is None:
            return ""
        return self._name(EntityRow, image.get("entity_id")) or str(image.get("name") or "")

    def _evidence(self, old: Image | None, new: Image | None) -> Iterator[Told]:
        whole = old if old and "field" in old else new if new and "field" in new else None
        if whole is not None:
            yield f"words of {whole['field']}", self._span(old), self._span(new)

    def _span(self, image: Image | None) -> str:
        if image is None or "version_id" not in image:
            return ""
        key = ("text", int(image["version_id"]))
        if key not in self._known:
            self._known[key] = self._database.execute(select(TextVersionRow.text).where(TextVersionRow.id == key[1])).scalar() or ""
        return f"“{' '.join(self._known[key][image['start']:image['end']].split())}”"

    def _decision(self, table: str, ids: list[int], old: Image | None, new: Image | None) -> Iterator[Told]:
        image = {**(old or {}), **(new or {})}
        ends = [image.get("a"), image.get("b")]
        if image.get("kind") != table or not set(ends) & set(ids):
            return
        other = next((end for end in ends if end not in ids), ends[1])
        cell = {"same": "one with", "different": "not one with"}.get(str(image.get("verdict")), "decided")
        yield cell, self._record(table, other) if old else "", self._record(table, other) if new else ""

    def _record(self, table: str, number: int | None) -> str:
        if table == "telling":
            return str(self._database.execute(select(TellingRow.summary).where(TellingRow.id == number)).scalar() or f"t{number}")
        return self._name(EntityRow, number) if table == "entity" else f"{table[:1]}{number}"

    def _name(self, row: type[EntityRow] | type[OutletRow], number: int | None) -> str:
        if not number:
            return ""
        key = (row.__tablename__, int(number))
        if key not in self._known:
            shown = self._database.execute(select(row.name).where(row.id == number)).scalar()
            self._known[key] = shown or f"{row.__tablename__} {number}"
        return self._known[key]


def _stretch(first: str, last: str) -> str:
    return dates.show(first if first == last or not last else f"{first or '..'}/{last}")
