"""A project: one SQLite file, its three ways of being written (`edit`, `load`, `derive`), undo and redo, and who hears of it."""
from __future__ import annotations

import errno
import getpass
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock
from pysqlite3 import dbapi2
from sqlalchemy import Connection, Engine, select, update
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Extraction
from workbench.core.records import HistoryRow, Step
from workbench.storage import backup, comparing, connection, deriving, history, journal, loading, rereading, steps
from workbench.storage.migrations import upgrade
from workbench.storage.schema import (
    USER_VERSION,
    ArticleRow,
    BlockRow,
    ClaimRow,
    DocumentRow,
    EntityRow,
    MentionRow,
    SettingRow,
    StepRow,
    TellingRow,
    TextVersionRow,
)

Listener = Callable[[Changes], None]
DOCUMENT_PARTS = (ArticleRow, BlockRow, EntityRow, MentionRow, ClaimRow, TellingRow)


@dataclass(frozen=True)
class Loaded:
    """What a load did. `lost` names rows of the analyst whose words the new text does not have."""
    document_id: int
    changes: Changes
    lost: list[str] = field(default_factory=list)


class Project:
    """Made by `create` or `open`. `comparing.compare` is set by the services, since they may import both rooms; without it nothing is derived."""

    def __init__(self, path: Path, *, reading: Engine, writing: Engine | None, guard: FileLock | None) -> None:
        self.path = path
        self.who = _user()
        self._reading, self._writing, self._guard = reading, writing, guard
        self._lock = threading.RLock()
        self.comparing = comparing.Comparing(self._lock, self._differences, owed=writing is not None and not self.setting(comparing.COMPARED))
        self.comparing.announce = self._tell
        self._listeners: list[Listener] = []
        self._texts: dict[int, str] = {}
        self._editing: Session | None = None  # of the edit under way
        self.edition = 0  # grows with every transaction: what was read in one edition holds until the next
        self.latest = 1  # how many steps of the journal the last edit, undo or redo added

    # opening and closing
    @classmethod
    def create(cls, path: Path) -> Project:
        if path.exists():
            raise WorkbenchError(f"{path} is there already. Choose another name, or open it.")
        guard = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if not os.access(path.parent, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            guard = connection.lock(path)
            upgrade(path)
        except (OSError, DatabaseError, dbapi2.DatabaseError) as error:
            if guard:
                guard.release()
            raise WorkbenchError(f"No project can be made at {path}: {_reason(error)}. Choose another folder.") from error
        return cls(path, reading=connection.readers(path), writing=connection.writer(path), guard=guard)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Project:
        """An older file is brought to the newest schema, a copy beside it first. Read-only files are opened for looking."""
        version = connection.file_version(path)
        if read_only or not connection.writable(path):
            if version < USER_VERSION:
                raise WorkbenchError(f"{path.name} is of an older version and cannot be written here. "
                                     "Copy it to a folder of your own and open the copy.")
            connection.readable(path)
            return cls(path, reading=connection.readers(path, beside=connection.held(path)), writing=None, guard=None)
        guard = connection.lock(path)
        try:
            backup.verify(path)
            if version < USER_VERSION:
                backup.copy(path, path.with_name(f"{path.stem}.before-version-{USER_VERSION}.workbench"))
                upgrade(path)
            return cls(path, reading=connection.readers(path), writing=connection.writer(path), guard=guard)
        except BaseException:
            guard.release()
            raise

    @property
    def read_only(self) -> bool:
        return self._writing is None

    def must_be_writable(self) -> None:
        if self.read_only:
            raise WorkbenchError(f"{self.path.name} is open for reading only. Save a copy to a folder of your own to edit it.")

    def close(self) -> None:
        """Leaves one file behind: the write-ahead log is folded in."""
        with self._lock:
            self.comparing.stop()
            self._reading.dispose()
            if self._writing:
                with suppress(DatabaseError), self._writing.connect() as database:
                    database.connection.execute("PRAGMA optimize")
                    database.rollback()
                    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                self._writing.dispose()
            if self._guard:
                self._guard.release()
                with suppress(OSError):
                    Path(self._guard.lock_file).unlink()

    # reading
    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session of one consistent state of the project; it cannot write. Any thread."""
        try:
            with Session(self._reading, autoflush=False) as session:
                yield session
        except DatabaseError as error:
            raise WorkbenchError(f"{self.path.name} cannot be read: {_reason(error)}.") from error

    def text(self, document_id: int) -> str:
        """The document's text as the current version has it; kept in memory once read."""
        if document_id not in self._texts:
            with self.reading() as session:
                self._texts[document_id] = session.scalars(select(TextVersionRow.text).where(TextVersionRow.document_id == document_id)
                                                           .order_by(TextVersionRow.number.desc()).limit(1)).first() or ""
        return self._texts[document_id]

    def raw(self, document_id: int) -> bytes:
        """The file's bytes as they came."""
        with self.reading() as session:
            return session.scalars(select(DocumentRow.raw).where(DocumentRow.id == document_id)).one()

    def has(self, text: str, stated_outlet: str) -> str | None:
        """The file name of the document with this text and stated outlet, if there is one."""
        with self.reading() as session:
            rows = session.execute(select(DocumentRow.file, DocumentRow.stated_outlet)
                                   .join(TextVersionRow, TextVersionRow.document_id == DocumentRow.id)
                                   .where(TextVersionRow.sha256 == loading.text_hash(text)).order_by(DocumentRow.id))
            return next((file for file, outlet in rows if outlet.casefold().strip() == stated_outlet.casefold().strip()), None)

    def free_name(self, file: str) -> str:
        """`file`, or `name (2).txt` when that is taken; a `;` becomes `,` since it separates in the export."""
        with self.reading() as session:
            return _free(file.replace(";", ","), set(session.scalars(select(DocumentRow.file))))

    def setting(self, name: str, default: str = "") -> str:
        with self.reading() as session:
            return session.scalars(select(SettingRow.value).where(SettingRow.name == name)).first() or default

    @property
    def zone(self) -> str:
        """IANA name of the zone that orders clocks without one; never exported."""
        return self.setting("zone", "UTC")

    # the analyst's edits
    @contextmanager
    def edit(self, label: str) -> Iterator[Session]:
        """One transaction, one journal step. A step that changes nothing leaves no trace. An exception undoes everything. An edit within an
        edit is part of the outer one: several verbs, such as a paste calls, make one step."""
        with self._lock:
            if self._editing is not None:
                yield self._editing
                return
            with self._transaction(label) as database, Session(database, expire_on_commit=False) as session:
                recorder = journal.Recorder(session)
                self._editing = session
                try:
                    yield session
                finally:
                    self._editing = None
                session.flush()
                changes = recorder.changes()
                if changes:
                    rereading.rehome_all(database, changes)
                    comparing.owe(database, changes)
                    steps.cut_redo(database)
                    journal.keep(database, steps.add(database, self.who, "edit", label), changes)
            if changes:
                self.latest = 1
                self._announce(journal.announced(changes), again=comparing.concerns(changes))

    @property
    def undo_label(self) -> str | None:
        return self._label(undone=False)

    @property
    def redo_label(self) -> str | None:
        return self._label(undone=True)

    def undo(self, steps: int = 1) -> Changes:
        """So many at once: all of them or, when one cannot be replayed, none."""
        return self._replay("undo", steps)

    def redo(self, steps: int = 1) -> Changes:
        return self._replay("redo", steps)

    def steps(self, limit: int = 100) -> list[Step]:
        """The latest edits, newest first, undone ones included."""
        with self.reading() as session:
            rows = session.scalars(select(StepRow).where(StepRow.kind == "edit", StepRow.dead.is_(False)).order_by(StepRow.id.desc()).limit(limit))
            return [Step(row.id, row.at, row.label, row.undone) for row in rows]

    def history(self) -> Iterator[HistoryRow]:
        with self.reading() as session:
            yield from history.rows(session.connection())

    # documents and what compare makes
    def load(self, extraction: Extraction, *, document_id: int | None = None) -> Loaded:
        """Stores a document whole or not at all. With `document_id` that document is read again and rows keep their ids."""
        if bad := loading.bad_spans(extraction):
            raise ValueError(f"spans outside the text of {extraction.source.file}: {bad[:3]}")
        with self._lock:
            with self._transaction(f"Import {extraction.source.file}") as database:
                comparing.owe(database)
                if document_id is None:
                    name = self.free_name(extraction.source.file)
                    number, lost = loading.load_new(database, extraction, name, steps.now()), []
                    steps.add_import(database, self.who, number, name, extraction)
                else:
                    versions = _versions(database, document_id)
                    number, lost = document_id, rereading.load_again(database, extraction, document_id)
                    if _versions(database, document_id) != versions:
                        steps.add(database, self.who, "barrier", f"Read {extraction.source.file} as {extraction.source.encoding}")
            self._texts.pop(number, None)
            done = Loaded(number, self._announce(self._parts(number), again=True, loaded=True), lost)
        self.comparing.now_and_then()
        return done

    def derive(self, comparison: Comparison, corpus: Corpus) -> Changes:
        """Writes what comparing this corpus gave; not in the journal."""
        return self._differences(comparison, corpus)()

    def _differences(self, comparison: Comparison, corpus: Corpus) -> Callable[[], Changes]:
        """Found out without the lock; what is returned writes them, and takes it."""
        with self.reading() as session:
            found = deriving.differences(session.connection(), comparison, corpus, self.text)

        def write() -> Changes:
            with self._lock, self._transaction("Compare") as database:
                comparing.settle(database)
                return deriving.write(database, found)
        return write

    def check(self, *, repair: bool = False) -> list[str]:
        """Sentences for what is wrong in the file; see `backup.problems`. A copy stays beside a file that is repaired."""
        problems = backup.problems(self._reading)
        if repair and problems:
            self.must_be_writable()
            backup.copy(self.path, backup.free(self.path, "before-repair"))
            with self._lock, self._transaction("Repair") as database:
                backup.mend(database)
            self._announce(Changes(everything=True), again=True)
        return problems

    # who hears of it
    def subscribe(self, listener: Listener) -> None:
        """`listener` is called on the thread that wrote, after the commit."""
        self._listeners.append(listener)

    def unsubscribe(self, listener: Listener) -> None:
        self._listeners.remove(listener)

    def _announce(self, changes: Changes, *, again: bool, loaded: bool = False) -> Changes:
        if again:
            changes = changes | self.comparing.after(loaded=loaded)
        self._tell(changes)
        return changes

    def _tell(self, changes: Changes) -> None:
        for listener in tuple(self._listeners):
            listener(changes)

    def _parts(self, document_id: int) -> Changes:
        """A document with everything that was read out of it."""
        with self.reading() as session:
            parts = {row.__tablename__: session.scalars(select(row.id).where(row.document_id == document_id)).all() for row in DOCUMENT_PARTS}
        return Changes.of(document=[document_id], **parts)

    # inside
    @contextmanager
    def _transaction(self, label: str) -> Iterator[Connection]:
        self.must_be_writable()
        try:
            with self._writing.begin() as database:  # type: ignore[union-attr]
                yield database
            self.edition += 1
        except IntegrityError:
            raise
        except DatabaseError as error:
            raise WorkbenchError(f"“{label}” was not saved to {self.path.name}: {_reason(error)}. Nothing was changed.") from error

    def _label(self, *, undone: bool) -> str | None:
        if self.read_only:
            return None
        with self.reading() as session:
            step = steps.cursor(session.connection(), undone=undone)
        return step.label if step else None

    def _replay(self, kind: str, times: int) -> Changes:
        with self._lock:
            replayed: list[journal.Change] = []
            with self._transaction(kind.capitalize()) as database:
                for _ in range(times):
                    replayed += _replay_step(database, kind, self.who)
                comparing.owe(database, replayed)
            for change in replayed:
                if change.table == "document":
                    self._texts.pop(change.row_id, None)
            self.latest = times
            return self._announce(journal.announced(replayed), again=comparing.concerns(replayed))


def _replay_step(database: Connection, kind: str, who: str) -> list[journal.Change]:
    step = steps.cursor(database, undone=kind == "redo")
    if step is None:
        raise WorkbenchError(f"There is nothing to {kind}.")
    changes = journal.kept(database, step.id)
    if kind == "undo":
        changes = [change.inverse() for change in reversed(changes)]
    _replay_changes(database, changes, step.label)
    database.execute(update(StepRow).where(StepRow.id == step.id).values(undone=kind == "undo"))
    journal.keep(database, steps.add(database, who, kind, step.label, step.id), changes)
    return changes


def _replay_changes(database: Connection, changes: list[journal.Change], label: str) -> None:
    """Replays, and gives rows that were read since, and whose story the replay took away, to the story that holds their place."""
    try:
        journal.replay(database, changes)
    except IntegrityError as error:
        raise WorkbenchError(f"“{label}” cannot be replayed: what was made since has taken its place. Remove or rename that first.") from error
    rereading.forget_orphans(database, changes)
    rereading.rehome_all(database, changes)
    broken = database.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken:
        raise WorkbenchError(f"“{label}” cannot be replayed: rows that were made since depend on it. Undo those first.")


def _free(file: str, taken: set[str]) -> str:
    stem, dot, ending = file.rpartition(".")
    names = (file, *(f"{stem or ending} ({n}){dot if stem else ''}{ending if stem else ''}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _versions(database: Connection, document_id: int) -> int:
    return len(database.execute(select(TextVersionRow.id).where(TextVersionRow.document_id == document_id)).all())


def _reason(error: Exception) -> str:
    origin = getattr(error, "orig", None) or error
    text = str(getattr(origin, "strerror", None) or origin)
    known = {"database or disk is full": "the disk is full; free some space and try again", "database is locked": "another program is writing to it",
             "database disk image is malformed": "the file is damaged; open a backup copy, or run `workbench check` on it"}
    return known.get(text, text)


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "analyst"
