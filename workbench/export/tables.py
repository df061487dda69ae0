"""Writes tables as files: CSV, one XLSX workbook, or JSON Lines.

Each file is there complete or not at all, and the same tables give the same bytes.
"""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal

import xlsxwriter

from workbench.core.errors import WorkbenchError
from workbench.export.rows import Cell, Table

Format = Literal["csv", "xlsx", "jsonl"]
FORMATS: tuple[Format, ...] = ("csv", "xlsx", "jsonl")
WORKBOOK = "report.xlsx"
TEXTS = "texts"
RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
EXCEL_ROWS, EXCEL_CHARACTERS = 1_048_575, 32_767


def write(tables: Mapping[str, Table], folder: Path, *, format: Format = "csv", excel: bool = False,  # noqa: A002
          texts: Mapping[str, str] | None = None) -> list[Path]:
    """The files that were written. Reports of an earlier export with these names, in any format, are removed first; nothing else is touched."""
    if format not in FORMATS:
        raise WorkbenchError(f"“{format}” is no format of a report: use {', '.join(FORMATS)}.")
    make_room(tables, folder)
    if format == "xlsx":
        written = [place(folder / WORKBOOK, as_workbook(tables))]
    else:
        encode = as_csv if format == "csv" else as_json_lines
        written = [place(folder / f"{name}.{format}", encode(table, excel)) for name, table in tables.items()]
    return written + [place(folder / TEXTS / f"{safe_name(name)}.txt", text.encode("utf-8", "replace")) for name, text in (texts or {}).items()]


def make_room(names: Iterable[str], folder: Path) -> None:
    old_texts = texts_of(folder)
    try:
        (folder / TEXTS).mkdir(parents=True, exist_ok=True)
        for path in [folder / WORKBOOK, *(folder / f"{name}.{ending}" for name in names for ending in ("csv", "jsonl")), *old_texts]:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise WorkbenchError(f"The report cannot be written into {folder}: {reason(error)}. Choose another folder.") from error


def texts_of(folder: Path) -> list[Path]:
    """The texts that an earlier export put here, as far as its list of articles names them."""
    csv.field_size_limit(2**31 - 1)
    try:
        with (folder / "blocks.csv").open(encoding="utf-8-sig", newline="") as stream:
            files = {row.get("file") or "" for row in csv.DictReader(stream)}
    except (OSError, ValueError, csv.Error):
        return []
    return [folder / TEXTS / f"{safe_name(file)}.txt" for file in sorted(files) if file]


def place(path: Path, content: bytes) -> Path:
    """Writes beside the place and moves there what is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise WorkbenchError(f"{path.name} cannot be written into {path.parent}: {reason(error)}. Choose another folder.") from error
    return path


def reason(error: OSError) -> str:
    return (error.strerror or str(error)).casefold()


def safe_name(file: str) -> str:
    """A document's name as a file's name on any system: what separates folders or is refused by some becomes `_`."""
    return "".join("_" if character in '/\\:*?"<>|' or ord(character) < 32 else character for character in file)[:180]


def as_csv(table: Table, excel: bool = False) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([defused(cell) for cell in row] for row in table.rows) if excel else writer.writerows(table.rows)
    return (b"\xef\xbb\xbf" if excel else b"") + stream.getvalue().replace("\0", "\ufffd").encode("utf-8", "replace")


def defused(cell: Cell) -> Cell:
    """With an apostrophe before what a spreadsheet would run."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RUN_AS_FORMULA) else cell


def as_json_lines(table: Table, excel: bool = False) -> bytes:
    """An object per row, null for what is not known."""
    rows = (dict(zip(table.columns, (None if cell == "" else cell for cell in row), strict=True)) for row in table.rows)
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows).encode("utf-8", "replace")


def as_workbook(tables: Mapping[str, Table]) -> bytes:
    """A sheet per table; every word as a word, so that no cell is run. The time of making is left out, or no two would be the same."""
    for name, table in tables.items():
        if len(table.rows) > EXCEL_ROWS:
            raise WorkbenchError(f"The table {name} has {len(table.rows):,} rows, more than a sheet holds: export CSV instead.")
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True})
    for name, table in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, title in enumerate(table.columns):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(number, column, cell[:EXCEL_CHARACTERS])
                else:
                    sheet.write_number(number, column, cell)
    book.close()
    return stream.getvalue()
