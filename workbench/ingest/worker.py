"""The one process that holds the models. The command line and the desk hand it files; spans come back.

It is spawned, never forked: a fork of a program with windows and threads does not survive. A thread here gives it one job at a time, so that a
job that crashes it or never ends costs that job alone: the process is started anew for the next one.
"""
from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from workbench.core.errors import Cancelled, WorkbenchError
from workbench.core.extraction import Extraction, Fixed, Source, Stated
from workbench.core.records import Span

if TYPE_CHECKING:
    from workbench.ingest.formats import Documents
    from workbench.ingest.pipeline import Suggestion

LIMIT = 900.0  # seconds for one file

Progress = Callable[[str, float], None]


@dataclass(slots=True)
class _Job:
    name: str  # of the file, for sentences about it
    verb: Callable[..., Any]
    arguments: tuple[Any, ...]
    future: Future[Any]
    round: int  # a cancel begins a new round: jobs of an older one do not start


class Worker:
    """A pool of one process. `progress(stage, share of the file)` is called on a thread of the worker's own."""

    def __init__(self, *, progress: Progress | None = None, limit: float = LIMIT, models: Path | None = None) -> None:
        self.progress, self.limit = progress, limit
        self._models = models
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._context = multiprocessing.get_context("spawn")
        self._stop = self._context.Event()
        self._reports: Any = self._context.SimpleQueue()
        self._pool: ProcessPoolExecutor | None = None
        self._closed = False
        self._round, self._turn = 0, threading.Lock()
        self._threads = [threading.Thread(target=self._work, name="worker jobs", daemon=True),
                         threading.Thread(target=self._listen, name="worker progress", daemon=True)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What can be asked for

    def read(self, path: Path, stated: Stated = Stated()) -> Future[Documents]:  # noqa: B008  -- frozen
        """The texts in a file; WorkbenchError when it cannot be read."""
        return self._ask(path.name, _read, path, stated)

    def extract(self, source: Source, fixed: Fixed = Fixed()) -> Future[Extraction]:  # noqa: B008  -- frozen
        return self._ask(source.file, _extract, source, fixed)

    def suggest(self, text: str, paragraphs: list[Span], sentence: Span) -> Future[Suggestion]:
        """The claim that a sentence of an article makes; see `pipeline.suggest_claim`."""
        return self._ask("the sentence", _suggest, text, paragraphs, sentence)

    def cancel(self) -> None:
        """Stops the job under way (its future raises Cancelled) and drops what waits. Does not wait."""
        with self._turn:
            self._round += 1
            self._stop.set()

    def close(self) -> None:
        """Ends the process and the threads; afterwards nothing of the worker is left."""
        if self._closed:
            return
        self._closed = True
        self.cancel()
        self._jobs.put(None)
        self._threads[0].join()
        self._end_pool(kill=False)
        self._reports.put(None)
        self._threads[1].join()
        self._reports.close()

    # The thread that hands out jobs

    def _ask(self, name: str, verb: Callable[..., Any], *arguments: Any) -> Future[Any]:
        if self._closed:
            raise WorkbenchError("The worker has been closed.")
        future: Future[Any] = Future()
        self._jobs.put(_Job(name, verb, arguments, future, self._round))
        return future

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._is_due(job) and job.future.set_running_or_notify_cancel():
                self._run(job)

    def _is_due(self, job: _Job) -> bool:
        with self._turn:
            if job.round == self._round:
                self._stop.clear()
                return True
        job.future.cancel()
        job.future.set_running_or_notify_cancel()
        return False

    def _run(self, job: _Job) -> None:
        try:
            job.future.set_result(self._started().submit(job.verb, *job.arguments).result(self.limit))
        except TimeoutError:
            self._end_pool(kill=True)
            job.future.set_exception(WorkbenchError(f"{job.name} took longer than {self.limit:.0f} seconds and was left aside. Split it in two."))
        except (BrokenProcessPool, CancelledError):
            self._end_pool(kill=True)
            job.future.set_exception(WorkbenchError(f"{job.name} could not be read: the reading process stopped. Try it again on its own."))
        except Exception as error:
            job.future.set_exception(error)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, self._context, _begin, (self._stop, self._reports, self._models))
        return self._pool

    def _end_pool(self, *, kill: bool) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        processes = list((pool._processes or {}).values()) if kill else []
        for process in processes:
            process.kill()
        pool.shutdown(wait=True, cancel_futures=True)

    def _listen(self) -> None:
        while (report := self._reports.get()) is not None:
            if self.progress:
                self.progress(*report)


# Inside the process -----------------------------------------------------------------------------------------------------------------------

_held: dict[str, Any] = {}


def _begin(stop: Any, reports: Any, folder: Path | None) -> None:
    """Runs once in the new process."""
    _held.update(stop=stop, reports=reports, folder=folder)
    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()


def _end_with_parent() -> None:
    """A program that was killed closes nothing: its worker must not outlive it."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _models() -> Any:
    """Loaded with the first file, so that a damaged model is that file's sentence and not a dead process."""
    from workbench.ingest.models import Models  # noqa: PLC0415  -- onnxruntime belongs to this process alone
    if "models" not in _held:
        _held["models"] = Models.load(_held["folder"])
    return _held["models"]


def _report(stage: str, share: float) -> None:
    _held["reports"].put((stage, share))


def _cancelled() -> bool:
    return bool(_held["stop"].is_set())


def _read(path: Path, stated: Stated) -> Documents:
    from workbench.ingest import formats  # noqa: PLC0415
    return formats.read_all(path, stated=stated)


def _extract(source: Source, fixed: Fixed) -> Extraction:
    from workbench.ingest import pipeline  # noqa: PLC0415
    if _cancelled():
        raise Cancelled
    return pipeline.extract(source, _models(), fixed=fixed, progress=_report, cancelled=_cancelled)


def _suggest(text: str, paragraphs: list[Span], sentence: Span) -> Suggestion:
    from workbench.ingest import pipeline  # noqa: PLC0415
    return pipeline.suggest_claim(text, paragraphs, sentence, _models())
