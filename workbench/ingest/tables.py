"""What an import is asked to read -> jobs: folders, manifests and tables of articles taken apart."""
from __future__ import annotations

import csv
import io
import warnings
from collections.abc import Hashable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from workbench.core import inputs
from workbench.core.dates import BadDate, parse
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Source, Stated
from workbench.ingest.encodings import decode
from workbench.ingest.formats import is_feed, read_text

if TYPE_CHECKING:
    from pandas import DataFrame

FIELDS = ("outlet", "author", "published_at", "headline", "url")
LARGEST = 500_000_000  # bytes of a table


@dataclass
class Gathered:
    """What there is to read. The others are (name, sentence); only a failure makes the import incomplete."""
    jobs: list[tuple[Path, Stated]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    used: list[tuple[str, str]] = field(default_factory=list)  # manifests and tables, whose rows are named by themselves
    skipped: list[tuple[str, str]] = field(default_factory=list)


def gather(paths: list[Path], mapping: dict[str, str] | None = None) -> Gathered:
    """Every file below the paths, once each; a file that a manifest speaks of comes with what the manifest states."""
    out = Gathered()
    plain: list[Path] = []
    for path in paths:
        for file in _files(path, out):
            if file.suffix.casefold() in inputs.TABLES:
                _table(file, mapping, out)
            else:
                plain.append(file)
    listed = {_key(path) for path, _ in out.jobs}
    out.jobs += [(path, Stated()) for path in _once(plain, out) if _key(path) not in listed]
    return out


def _key(path: Path) -> str:
    return str(path.resolve())


def _once(paths: list[Path], out: Gathered) -> list[Path]:
    """A file that was named twice, as itself and by a link or in a folder, is read once."""
    first: dict[str, Path] = {}
    for path in paths:
        if first.setdefault(_key(path), path).absolute() != path.absolute():
            out.skipped.append((path.name, f"the same file as {first[_key(path)].name}, which was named as well"))
    return list(first.values())


def _files(path: Path, out: Gathered) -> list[Path]:
    if not path.is_dir():
        return [path]  # whether it can be read is seen when it is read
    every = sorted(file for file in path.rglob("*") if file.is_file() and not any(part.startswith(".") for part in file.relative_to(path).parts))
    wanted = [file for file in every if _is_input(file)]
    if not wanted:
        out.failures.append((path.name, f"{path.name} holds nothing to read: no text, page, document, message, feed or table is in it or below it."))
    aside = [file.name for file in every if file not in wanted]
    out.skipped += [(name, f"{name} was left aside: out of a folder only texts, pages, documents, mail, feeds, tables are read.") for name in aside]
    return wanted


def _is_input(file: Path) -> bool:
    """Not every XML file in a folder is a feed."""
    suffix = file.suffix.casefold()
    if suffix == ".xml":
        with suppress(OSError), file.open("rb") as opened:
            return is_feed(opened.read(8000))
    return suffix in (*inputs.DOCUMENTS, *inputs.TABLES)


def _table(path: Path, mapping: dict[str, str] | None, out: Gathered) -> None:
    try:
        rows = _rows(path, out)
        columns = [str(column) for column in rows.columns]
        if "file" in columns:
            _manifest(path, rows, out)
        elif mapping:
            _articles(path, rows, mapping, out)
        else:
            raise WorkbenchError(f"{path.name} has no column “file”, so it is no manifest. If its rows are articles, say which columns hold what, "
                                 f"such as --map text=body,outlet=source. It has: {', '.join(columns)[:300]}.")
    except WorkbenchError as error:
        out.failures.append((path.name, str(error)))


def head(path: Path, rows: int = 4) -> tuple[list[str], list[list[str]]]:
    """The columns of a table and its first rows, for the dialog that maps them."""
    some = _rows(path, Gathered(), rows)
    return [str(column) for column in some.columns], [[str(cell) for cell in row] for row in some.itertuples(index=False)]


def _rows(path: Path, out: Gathered, most: int | None = None) -> DataFrame:
    """All cells as text, nothing read as a number, a date or a missing value."""
    import pandas as pd  # noqa: PLC0415  -- half a second that only tables pay
    try:
        if path.stat().st_size > LARGEST:
            raise WorkbenchError(f"{path.name} is too large for a table ({LARGEST / 1e6:.0f} MB at most). Split it and import the parts.")
        if path.suffix.casefold() == ".xlsx":
            rows = pd.read_excel(path, dtype=str, keep_default_na=False, na_filter=False, engine="openpyxl", nrows=most)
        else:
            rows = _csv(path, out, most)
    except FileNotFoundError:
        raise WorkbenchError(f"{path.name} is not there (any more): {path}") from None
    except OSError as error:
        raise WorkbenchError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except (ValueError, KeyError, csv.Error, BadZipFile) as error:
        raise WorkbenchError(f"{path.name} is no table that can be read: {str(error).splitlines()[0] if str(error) else 'it is broken'}.") from None
    return rows.rename(columns=lambda column: str(column).strip())


def _csv(path: Path, out: Gathered, most: int | None) -> DataFrame:
    import pandas as pd  # noqa: PLC0415

    text, _ = decode(path.read_bytes(), path.name)
    head = text.lstrip().split("\n", 1)[0]
    mark = max(",;\t", key=head.count) if path.suffix.casefold() == ".csv" else "\t"
    csv.field_size_limit(LARGEST)
    shifted = {number: cells for number, cells in _too_long(text, mark) if most is None or number < most}
    for number, cells in shifted.items():
        out.failures.append((path.name, f"{path.name}, row {number + 1}: it has {len(cells)} cells, more than the header: {', '.join(cells)[:80]}"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pd.errors.ParserWarning)  # that cells are lost: only empty ones, the rows with others are left out
        rows = pd.read_csv(io.StringIO(text), sep=mark, dtype=str, keep_default_na=False, na_filter=False, engine="python", skip_blank_lines=True,
                           index_col=False, nrows=most)
    return rows.drop(index=[number for number in shifted if number in rows.index])


def _too_long(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with words beyond the header's last column, counted from 0 below it: a comma without quotation marks has shifted their cells."""
    rows = (row for row in csv.reader(io.StringIO(text), delimiter=mark) if len(row) > 1 or (row and row[0].strip()))
    width = len(next(rows, []))
    return ((number, row) for number, row in enumerate(rows) if any(cell.strip() for cell in row[width:]))


def _cells(row: dict[Hashable, Any], columns: dict[str, str]) -> dict[str, str]:
    return {field: " ".join(str(row.get(column) or "").split()) for field, column in columns.items()}


def _stated(cells: dict[str, str]) -> Stated:
    """BadDate where the publication date is none."""
    when = parse(cells.get("published_at", ""))
    if when.precision not in ("", "day", "minute"):
        raise BadDate(f"“{cells['published_at']}” is no day: write 2024-06-21 or 2024-06-21T08:39")
    return Stated(**(cells | {"published_at": str(when)}))


def _manifest(path: Path, rows: DataFrame, out: Gathered) -> None:
    columns = {field: field for field in FIELDS if field in rows.columns}
    before = len(out.jobs)
    for number, row in zip((rows.index + 1).tolist(), rows.to_dict("records"), strict=True):
        name = str(row["file"] or "").strip()
        file = path.parent / name
        try:
            if not name:
                raise WorkbenchError("the cell “file” is empty")
            if not file.is_file():
                raise WorkbenchError(f"{name} is not there")
            out.jobs.append((file, _stated(_cells(row, columns))))
        except WorkbenchError as error:
            out.failures.append((name or path.name, f"{path.name}, row {number}: {error}."))
    if rows.empty:
        raise WorkbenchError(f"{path.name} is a manifest without rows: it names no file.")
    told = len(out.jobs) - before
    out.used.append((path.name, f"a manifest: what it says of {told} file{'s' if told != 1 else ''} was taken from it"))


def _articles(path: Path, rows: DataFrame, mapping: dict[str, str], out: Gathered) -> None:
    _check_mapping(path, [str(column) for column in rows.columns], mapping)
    stated = {field: column for field, column in mapping.items() if field != "text"}
    for number, row in zip((rows.index + 1).tolist(), rows.to_dict("records"), strict=True):
        name = f"{path.name}#{number}"
        try:
            out.sources.append(read_text(str(row[mapping["text"]] or ""), name, _stated(_cells(row, stated))))
        except WorkbenchError as error:
            out.failures.append((name, f"{path.name}, row {number}: {error}"))
    if rows.empty:
        raise WorkbenchError(f"{path.name} has no rows.")
    out.used.append((path.name, f"a table: each of its {len(rows)} rows is a document" if len(rows) != 1 else "a table of one document"))


def _check_mapping(path: Path, columns: list[str], mapping: dict[str, str]) -> None:
    if "text" not in mapping:
        raise WorkbenchError(f"{path.name}: it was not said which column holds the text; say text=COLUMN.")
    if wrong := [field for field in mapping if field not in ("text", *FIELDS)]:
        raise WorkbenchError(f"{path.name}: “{wrong[0]}” is nothing that an article has; choose from text, {', '.join(FIELDS)}.")
    if missing := [column for column in mapping.values() if column not in columns]:
        raise WorkbenchError(f"{path.name} has no column “{missing[0]}”. It has: {', '.join(columns)[:300]}.")
