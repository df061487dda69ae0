"""Opens a project file: what it must be, the lock that keeps a second program out, and the two engines (one writer, many readers)."""
from __future__ import annotations

import os
import struct
from contextlib import closing
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pysqlite3 import dbapi2
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from workbench.core.errors import WorkbenchError
from workbench.storage.schema import APPLICATION_ID, USER_VERSION

HEADER = 100  # bytes of an SQLite file's header: magic at 0, user_version at 60, application_id at 68, big-endian
PRAGMAS = ("foreign_keys=ON", "busy_timeout=5000", "trusted_schema=OFF", "cell_size_check=ON")


def file_version(path: Path) -> int:
    """The schema version of a project file, read from its header alone. Raises WorkbenchError, the file untouched, when it is not ours or newer."""
    try:
        with path.open("rb") as file:
            header = file.read(HEADER)
    except FileNotFoundError:
        raise WorkbenchError(f"There is no project at {path}. Choose another file, or make a new project.") from None
    except OSError as error:
        raise WorkbenchError(f"{path} cannot be read: {error.strerror}.") from error
    if len(header) < HEADER or not header.startswith(b"SQLite format 3\0"):
        raise WorkbenchError(f"{path.name} is not a Claims Workbench project. To read its text into a project, import it.")
    version, = struct.unpack(">i", header[60:64])
    application, = struct.unpack(">i", header[68:72])
    if application != APPLICATION_ID:
        raise WorkbenchError(f"{path.name} is a database of another program, not a Claims Workbench project.")
    if version > USER_VERSION:
        raise WorkbenchError(f"{path.name} was written by a newer Claims Workbench (file version {version}, this program knows {USER_VERSION}). "
                             "Open it with the newer program; nothing was changed.")
    return int(version)


def lock(path: Path) -> FileLock:
    """Keeps the project to this program until released, also after a crash: the system drops the lock with the process."""
    guard = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
    try:
        guard.acquire()
    except Timeout:
        raise WorkbenchError(f"{path.name} is open in another window of Claims Workbench. Close it there first.") from None
    except OSError as error:
        raise WorkbenchError(f"{path.parent} cannot be written ({error.strerror}); copy {path.name} to a folder of your own to edit it.") from error
    return guard


def writer(path: Path) -> Engine:
    """The one connection that writes. Every commit is on the disk when it returns (WAL, synchronous=FULL)."""
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, poolclass=StaticPool, creator=lambda: _connect(str(path)))
    _prepare(engine, ("journal_mode=WAL", "synchronous=FULL", *PRAGMAS), "BEGIN IMMEDIATE")
    return engine


def held(path: Path) -> bool:
    """Is the project open in another window?"""
    guard = path.with_name(f".{path.name}.lock")
    if not guard.exists():
        return False
    try:
        with FileLock(guard, timeout=0):
            return False
    except (Timeout, OSError):
        return True


def readers(path: Path, *, beside: bool = False) -> Engine:
    """Connections that cannot write rows, one a thread. They may open the file for writing all the same: only then does the last one to close
    take the files of the write-ahead log away. A file that cannot be written is read as it stands, so that nothing is put beside it. `beside`
    another window the log is that window's, and must not be taken away even where the system has lost its locks: a file dialog that looks into
    the folder opens and closes the file, and with that every lock of its process on it goes."""
    closed = not writable(path) and not _log_left(path)
    address = f"{path.resolve().as_uri()}?" + ("mode=ro&immutable=1" if closed else "mode=ro" if beside else "mode=rw")
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, poolclass=QueuePool, pool_size=4, creator=lambda: _connect(address, uri=True))
    _prepare(engine, ("query_only=ON", *PRAGMAS), "BEGIN")
    return engine


def writable(path: Path) -> bool:
    """May the project be edited where it is? WAL needs files beside it, so the folder counts as well."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def readable(path: Path) -> None:
    """Raises WorkbenchError where a program that was stopped left changes beside the file that cannot be read from here."""
    if writable(path) or not _log_left(path):
        return
    try:
        with closing(_connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            database.execute("SELECT 1 FROM sqlite_master")
    except dbapi2.OperationalError as error:
        raise WorkbenchError(f"The last changes to {path.name} are still in {path.name}-wal, and the folder cannot be written. "
                             "Copy both files to a folder of your own and open the copy.") from error


def _log_left(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _connect(address: str, *, uri: bool = False) -> dbapi2.Connection:
    return dbapi2.connect(address, uri=uri, check_same_thread=False, isolation_level=None)


def _prepare(engine: Engine, pragmas: tuple[str, ...], begin: str) -> None:
    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:  # the driver sends none itself, and deferring foreign keys needs one
        connection.exec_driver_sql(begin)


