"""Work that must not stop the window: reading documents in the worker process, loading them on the writer thread."""
from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.core.records import Span
from workbench.core.reports import FileReport, ImportReport
from workbench.ui import late
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ingest.pipeline import Suggestion
    from workbench.ingest.worker import Worker
    from workbench.storage.project import Project

SWITCH_S = .0005  # SQLite lets the interpreter go at every row: the window must not wait ten times as long to get it back from the writer thread
PAUSE_MS = 300  # the panes show an edit before what it is compared with takes the processor; edits that follow each other are compared once
log = logging.getLogger(__name__)
Task = Callable[["Project"], ImportReport]


class Jobs(QObject):
    """One job at a time, on the writer thread; what is asked for meanwhile waits in line, as do comparisons that take their time. The worker
    process starts with the first job and stays, since its models take seconds to load."""
    progress = Signal(str, int, int)  # the file at work, done, of how many
    stage = Signal(str, float)  # what is done to that file, and how far it is
    finished = Signal(object)  # ImportReport
    _committed = Signal()  # something that is to be compared; from any thread

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._line: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._worker: Worker | None = None
        self._starting = threading.Lock()
        self._asked = self._ended = 0  # how many jobs were asked for, and how many are over; counted on the main thread
        self._dropped = 0  # jobs up to this number are cancelled
        self._at = 0  # the number of the job under way
        self._unfinished, self._idle = 0, threading.Condition()  # what the writer thread is not done with
        self._settling = False
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._compare_now)
        self._committed.connect(self._pause.start)
        self.finished.connect(self._one_less)
        workspace.changed.connect(self._follow)
        self._follow(Changes(everything=True))

    @property
    def busy(self) -> bool:
        return self._asked > self._ended

    # What can be asked for

    def import_paths(self, paths: Iterable[Path], mapping: Mapping[str, str] | None = None) -> None:
        wanted = list(paths)
        self._ask(lambda project: self._read_in(project, late.tables.gather(wanted, dict(mapping) if mapping else None)),
                  [path.name for path in wanted])

    def import_text(self, text: str, stated: Stated) -> None:
        """The document is called after its first words."""
        self._ask(lambda project: self._read_in(project, _pasted(project, text, stated)))

    def reread(self, document_id: int, encoding: str = "") -> None:
        """Extracts a document again, with the analyst's bounds and blocks given as fixed; ids are kept."""
        self._ask(lambda project: self._read_again(project, document_id, encoding))

    def suggest(self, text: str, paragraphs: list[Span], sentence: Span) -> Future[Suggestion]:
        """The claim that a sentence makes, from the worker: behind the document that it is reading, if it is."""
        return self._started().suggest(text, paragraphs, sentence)

    def cancel(self) -> None:
        """What is loaded stays; the rest is named in the report. Does not wait."""
        if self.busy:
            self._dropped = self._asked
            if self._worker:
                self._worker.cancel()

    def settle(self) -> None:
        """Cancels and waits until nothing is being written: the project can then be closed. A comparison that has not begun is left for the next
        time that the project is opened."""
        self.cancel()
        self._pause.stop()
        self._settling = True
        with self._idle:
            self._idle.wait_for(lambda: self._unfinished == 0)
        self._settling = False

    def stop(self) -> None:
        """Settles, and ends the writer thread and the worker process."""
        self.settle()
        if self._thread:
            self._line.put(None)
            self._thread.join()
            self._thread = None
        if self._worker:
            self._worker.close()
            self._worker = None

    # The line

    def _ask(self, task: Task, names: Sequence[str] = ()) -> None:
        project = self._workspace.project
        if project is None:
            return
        self._asked += 1
        self.progress.emit("…", 0, 0)
        self._put(lambda: self._import(task, project, names))

    def _put(self, call: Callable[[], None]) -> None:
        if self._thread is None:
            sys.setswitchinterval(SWITCH_S)
            self._thread = threading.Thread(target=self._work, name="writer", daemon=True)
            self._thread.start()
        with self._idle:
            self._unfinished += 1
        self._line.put(call)

    def _follow(self, changes: Changes) -> None:
        project = self._workspace.project
        if project is None:
            return
        if changes.everything:
            self._compare_behind(project)
        elif self._workspace.editing and changes.touches("article", "block"):
            self._mend(project)

    def _mend(self, project: Project) -> None:
        """A page that was mended is read again; so it is when the mend is undone."""
        for document_id in late.services.articles.needs_reading(project):
            self.reread(document_id)

    def _compare_behind(self, project: Project) -> None:
        """No edit waits for a comparison that takes its time; one that was left over is made up for."""
        project.comparing.later = lambda _: self._committed.emit()
        if project.comparing.owed:
            self._committed.emit()

    def _compare_now(self) -> None:
        if self._workspace.project is not None:
            catch_up = self._workspace.project.comparing.catch_up
            self._put(lambda: self._compare(catch_up))

    def _one_less(self, _: ImportReport) -> None:
        self._ended += 1

    def _work(self) -> None:
        while (call := self._line.get()) is not None:
            call()
            with self._idle:
                self._unfinished -= 1
                self._idle.notify_all()

    # On the writer thread

    def _import(self, task: Task, project: Project, names: Sequence[str]) -> None:
        self._at += 1
        try:
            report = _unread(names) if self._is_cancelled() else task(project)
        except WorkbenchError as error:
            report = ImportReport((FileReport("Import", "failed", str(error)),))
        except Exception:
            log.exception("a job failed")
            report = ImportReport((FileReport("Import", "failed", "the program made a mistake; what happened is in the log"),))
        self.finished.emit(report)

    def _compare(self, catch_up: Callable[[], None]) -> None:
        """What fails, as on a full disk, stays owed: the next edit says so."""
        if self._settling:
            return
        try:
            catch_up()
        except Exception:
            log.exception("comparing failed")

    def _read_in(self, project: Project, gathered: Any) -> ImportReport:
        return late.services.imports.run(project, gathered, self._started(), progress=self.progress.emit, cancelled=self._is_cancelled)

    def _read_again(self, project: Project, document_id: int, encoding: str) -> ImportReport:
        return late.services.imports.again(project, document_id, self._started(), encoding=encoding, progress=self.progress.emit)

    def _is_cancelled(self) -> bool:
        return self._at <= self._dropped

    def _started(self) -> Worker:
        """Asked for on the writer thread, and for a suggestion on the main thread."""
        with self._starting:
            if self._worker is None:
                self._worker = late.worker.Worker(progress=self.stage.emit)
            return self._worker


def _unread(names: Iterable[str]) -> ImportReport:
    return ImportReport(tuple(FileReport(name, "cancelled", "cancelled before it was read") for name in names))


def _pasted(project: Project, text: str, stated: Stated) -> Any:
    first = " ".join(text.split()[:8])[:48].strip() or "Pasted text"
    name = project.free_name("".join(letter if letter.isalnum() or letter in " -_’'" else " " for letter in first).strip() + ".txt")
    return late.tables.Gathered(sources=[late.formats.read_text(text, name, stated)])
