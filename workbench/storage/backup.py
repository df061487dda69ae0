"""Copies of a project that are verified before anything relies on them, and the check of a project with what can be mended."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, delete, select, update
from sqlalchemy.exc import DatabaseError

from workbench.core.errors import WorkbenchError
from workbench.storage.loading import text_hash
from workbench.storage.schema import (
    ArticleRow,
    BlockRow,
    ClaimRow,
    DocumentRow,
    EvidenceRow,
    MentionRow,
    Row,
    TellingRow,
    TextVersionRow,
)

SPANNED: tuple[Any, ...] = (ArticleRow, BlockRow, MentionRow, ClaimRow, TellingRow)


def verify(path: Path) -> None:
    """Raises WorkbenchError when the file is damaged. Quick: pages and structure, not every index entry."""
    try:
        with closing(dbapi2.connect(path.resolve().as_uri() + "?mode=rw", uri=True)) as database:
            found = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except dbapi2.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise WorkbenchError(f"{path.name} is damaged ({found}). It was not changed. Open a backup copy, or run “workbench check {path.name}” "
                             "to see what is lost.")


def copy(path: Path, target: Path) -> None:
    """A consistent copy, also of a project that is open, complete under its name or not there; verified."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(dbapi2.connect(str(path))) as source, closing(dbapi2.connect(str(part))) as into:
            source.backup(into)
            into.execute("PRAGMA journal_mode=DELETE")
        verify(part)
        part.replace(target)
    except (OSError, dbapi2.DatabaseError) as error:
        raise WorkbenchError(f"No copy of {path.name} could be made at {target}: {error}.") from error
    finally:
        part.unlink(missing_ok=True)


def free(path: Path, why: str) -> Path:
    """A name for a copy beside the project that no earlier copy bears."""
    names = (path.with_name(f"{path.stem}.{why}{number}{path.suffix}") for number in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(name for name in names if not name.exists())


# Check --------------------------------------------------------------------------------------------------------------------------------------


def problems(engine: Engine) -> list[str]:
    """A sentence for each thing that is wrong: file structure, references, text hashes, spans that do not read back, the search index."""
    engine.dispose()  # a connection that has looked at an FTS5 index before checks it by what it saw then, and finds fault with what came since
    try:
        with engine.connect() as database:
            return [*_structure(database), *_texts(database), *_spans(database), *_index(database)]
    except DatabaseError as error:
        return [f"The file is damaged: {getattr(error, 'orig', error)}."]


def _structure(database: Connection) -> Iterator[str]:
    for row in database.exec_driver_sql("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"Structure: {row[0]}."
    for table, number, parent, _ in database.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {number} of {table} refers to a row of {parent} that is not there."


def _texts(database: Connection) -> Iterator[str]:
    for number, file, text, sha256 in database.execute(select(TextVersionRow.id, DocumentRow.file, TextVersionRow.text, TextVersionRow.sha256)
                                                       .join(DocumentRow, DocumentRow.id == TextVersionRow.document_id)):
        if text_hash(text) != sha256:
            yield f"The text of {file} (version {number}) is not what was imported: its hash differs."


def _spans(database: Connection) -> Iterator[str]:
    lengths = _lengths(database)
    for row in SPANNED:
        for number, document, start, end in database.execute(select(row.id, row.document_id, row.start, row.end).where(row.withdrawn.is_(False))):
            if not 0 <= start < end <= lengths.get(document, 0):
                yield f"{row.__tablename__} {number} points outside its text ({start}-{end})."
    for number, length, start, end in _evidence(database):
        if not 0 <= start < end <= length:
            yield f"evidence {number} points outside its text ({start}-{end})."


def _lengths(database: Connection) -> dict[int, int]:
    newest: dict[int, int] = {}
    for document, text in database.execute(select(TextVersionRow.document_id, TextVersionRow.text).order_by(TextVersionRow.number)):
        newest[document] = len(text)
    return newest


def _evidence(database: Connection) -> Iterator[tuple[int, int, int, int]]:
    lengths = {number: len(text) for number, text in database.execute(select(TextVersionRow.id, TextVersionRow.text))}
    for number, version, start, end in database.execute(select(EvidenceRow.id, EvidenceRow.version_id, EvidenceRow.start, EvidenceRow.end)):
        yield number, lengths.get(version, 0), start, end


def _index(database: Connection) -> Iterator[str]:
    indexed = {row[0] for row in database.exec_driver_sql("SELECT id FROM text_index_docsize")}
    missing = set(database.execute(select(TextVersionRow.id)).scalars()) ^ indexed
    if missing:
        yield f"The search index lacks {len(missing)} texts."


def mend(database: Connection) -> None:
    """What can be put right without guessing: the index is built anew; rows that point outside their text are withdrawn, such evidence goes."""
    database.exec_driver_sql("INSERT INTO text_index(text_index) VALUES ('rebuild')")
    lengths = _lengths(database)
    for row in SPANNED:
        bad = [number for number, document, start, end in database.execute(select(row.id, row.document_id, row.start, row.end))
               if not 0 <= start < end <= lengths.get(document, 0)]
        _withdraw(database, row, bad)
    lost = [number for number, length, start, end in _evidence(database) if not 0 <= start < end <= length]
    for number in lost:
        database.execute(delete(EvidenceRow).where(EvidenceRow.id == number))


def _withdraw(database: Connection, row: type[Row], ids: list[int]) -> None:
    for number in ids:
        database.execute(update(row).where(row.id == number).values(withdrawn=True))
