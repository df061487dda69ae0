"""To and from a spreadsheet: rows as tab-separated text, and what is pasted read against the cells that it would fill."""
from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.editing import near
from workbench.ui.panes.tables.model import TableModel
from workbench.ui.panes.tables.sheets import Column, Sheet
from workbench.ui.widgets.eventnames import event_of

if TYPE_CHECKING:
    from workbench.storage.project import Project


@dataclass
class Plan:
    """What a paste would write, cell by cell, and a sentence for each cell that it cannot."""
    writes: list[tuple[int, Column, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def as_text(model: TableModel, rows: Iterable[int], columns: Sequence[int], headers: bool) -> str:
    """As spreadsheets take it: a tab between cells, quotation marks round what holds a tab, a line end or a mark; nothing that they would run."""
    from workbench.export.tables import defused  # noqa: PLC0415 — what writes workbooks need not be there at the start
    out = io.StringIO()
    writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
    if headers:
        writer.writerow([model.sheet.columns[number].header or model.sheet.columns[number].field for number in columns])
    writer.writerows([defused(model.text(row, number)) for number in columns] for row in rows)
    return out.getvalue()


def block_of(text: str) -> list[list[str]]:
    """What a spreadsheet put on the clipboard, a list of cells for each row."""
    return [[_fused(cell) for cell in row] or [""] for row in csv.reader(io.StringIO(text.rstrip("\r\n")), dialect="excel-tab")]


def _fused(cell: str) -> str:
    """Without the apostrophe that copying puts before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def plan(model: TableModel, block: Sequence[Sequence[str]], rows: Sequence[int], columns: Sequence[int]) -> Plan:
    """One copied row fills all the rows; more rows go down from the first. What lies beyond the table's end is said, not dropped in silence."""
    made = Plan()
    lines = list(block) * len(rows) if len(block) == 1 else list(block)
    if len(lines) > len(rows):
        made.refused.append(f"{len(lines) - len(rows)} of the {len(lines)} copied rows have no row here to go to.")
    for row, line in zip(rows, lines, strict=False):
        if len(line) > len(columns):
            made.refused.append(f"Row {row + 1}: {len(line) - len(columns)} cells lie beyond the last column.")
        for number, text in zip(columns, line, strict=False):
            _plan_cell(made, model, row, model.sheet.columns[number], text)
    return made


def _plan_cell(made: Plan, model: TableModel, row: int, column: Column, text: str) -> None:
    record = model.record(row)
    if record is None or text.strip() == column.text(record):
        return
    try:
        made.writes.append((model.id_at(row), column, value_of(column, text, near(record))))
    except WorkbenchError as error:
        made.refused.append(f"Row {row + 1}, {column.header or column.field}: {error}.")


def value_of(column: Column, text: str, close_to: date | None) -> Any:
    """What the column's verb takes for a text that was typed or pasted; WorkbenchError says why it takes none."""
    words = text.strip()
    if not column.editor:
        raise WorkbenchError("it is read from the text and cannot be written")
    if column.editor == "date":
        return str(dates.parse(words, close_to))
    if column.editor == "names":
        return cells.split(words)
    if column.editor == "list":
        return _choice(column, words)
    if column.editor == "event":
        return event_of(words)
    return words


def _choice(column: Column, words: str) -> str:
    for choice in column.choices:
        if words.casefold() in (choice.casefold(), column.label(choice).casefold()):
            return choice
    raise WorkbenchError(f"“{words}” is none of {', '.join(column.label(choice) for choice in column.choices)}")


def write(project: Project, sheet: Sheet, label: str, writes: Sequence[tuple[int, Column, Any]]) -> int:
    """All of it is one step. Cells of one column that take the same value are written together."""
    together: dict[tuple[str, str], tuple[Column, Any, list[int]]] = {}
    for one, column, value in writes:
        together.setdefault((column.field, repr(value)), (column, value, []))[2].append(one)
    with project.edit(label):
        for column, value, ids in together.values():
            sheet.write(project, ids, column, value)
    return len(writes)
