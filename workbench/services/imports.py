"""Bringing files in: read in the worker process, compared with what is there, loaded one by one. The desk and the command line both call it."""
from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.core.dates import show
from workbench.core.errors import Cancelled, WorkbenchError
from workbench.core.extraction import Extraction, Source, Stated
from workbench.core.records import DocumentId
from workbench.core.reports import AGAIN, FileReport, ImportReport
from workbench.ingest.formats import read_again
from workbench.ingest.tables import Gathered
from workbench.ingest.worker import Worker
from workbench.services import articles, dating, documents
from workbench.storage.project import Project

log = logging.getLogger(__name__)
OURS = "the program made a mistake with it; what happened is in the log. The other files are not touched by it."
Progress = Callable[[str, int, int], object]


@dataclass
class _Pending:
    """A document that the worker is extracting while the one before it is loaded."""
    source: Source
    extraction: Future[Extraction]


def run(project: Project, gathered: Gathered, worker: Worker, *, progress: Progress = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False) -> ImportReport:
    """Reads everything that was gathered. What fails is named with its reason and the others go on; after a cancel the rest is named too."""
    project.must_be_writable()
    out = [FileReport(name, "failed", sentence) for name, sentence in gathered.failures]
    out += [FileReport(name, "used", sentence) for name, sentence in gathered.used]
    out += [FileReport(name, "skipped", sentence) for name, sentence in gathered.skipped]
    items: list[tuple[Path, Stated] | Source] = [*gathered.jobs, *gathered.sources]
    with project.comparing.postponed():
        _read_all(project, items, worker, out, progress, cancelled)
    return ImportReport(tuple(out))


def _read_all(project: Project, items: list[tuple[Path, Stated] | Source], worker: Worker, out: list[FileReport], progress: Progress,
              cancelled: Callable[[], bool]) -> None:
    pending: _Pending | None = None
    for done, item in enumerate(items):
        name = item.file if isinstance(item, Source) else item[0].name
        if cancelled():
            out.append(FileReport(name, "cancelled", "cancelled before it was read"))
            continue
        progress(name, done, len(items))
        for source in _sources(item, name, worker, out):
            if cancelled():
                out.append(FileReport(source.file, "cancelled", "cancelled before it was read"))
                continue
            coming = _begin(project, source, worker, out)
            out += _finish(project, pending)
            pending = coming
    if pending:
        progress(pending.source.file, max(len(items) - 1, 0), len(items))
    out += _finish(project, pending)
    if not cancelled():
        _date_by_company(project, worker, out)


def _date_by_company(project: Project, worker: Worker, out: list[FileReport]) -> None:
    """What names no day is read again, counted from the day of the documents that tell the same."""
    places = {DocumentId(file.document_id): n for n, file in enumerate(out) if file.document_id}
    for number in dating.undated(project, places):
        if day := dating.source_of(project, number).company:
            [file] = again(project, number, worker).files
            said = file.sentence.removeprefix(AGAIN)
            out[places[number]] = replace(file, sentence=f"{said}. It names no day: counted from documents that tell the same ({show(day)})")


def again(project: Project, document_id: int, worker: Worker, *, encoding: str = "", progress: Progress = lambda *_: None) -> ImportReport:
    """Reads a document again with what the analyst decided about its page given as fixed. Her rows whose words are gone are named. With an
    `encoding` its bytes are read in it, which makes a new version of the text."""
    source = dating.source_of(project, DocumentId(document_id))
    progress(source.file, 0, 1)
    try:
        if encoding:
            source = replace(read_again(source, encoding), company=source.company)
        extraction = worker.extract(source, articles.fixed_of(project, document_id)).result()
        loaded = documents.load(project, extraction, document_id)
    except Exception as error:  # each file's trouble is its own
        return ImportReport((_failure(source.file, error),))
    said = AGAIN + found(extraction)
    if loaded.lost:
        said += f". Without a place in it now: {'; '.join(loaded.lost)}"
    return ImportReport((FileReport(source.file, "read", said, document_id),))


def _sources(item: tuple[Path, Stated] | Source, name: str, worker: Worker, out: list[FileReport]) -> tuple[Source, ...]:
    """The documents in a file; what in it cannot be read is named."""
    if isinstance(item, Source):
        return (item,)
    try:
        read = worker.read(*item).result()
    except Exception as error:  # as above
        out.append(_failure(name, error))
        return ()
    out += [FileReport(part, "failed", sentence) for part, sentence in read.failures]
    return read.sources


def _begin(project: Project, source: Source, worker: Worker, out: list[FileReport]) -> _Pending | None:
    try:
        if same := project.has(source.text, source.stated.outlet):
            out.append(_skipped(source.file, same))
            return None
        return _Pending(source, worker.extract(source))
    except Exception as error:
        out.append(_failure(source.file, error))
        return None


def _finish(project: Project, pending: _Pending | None) -> Iterator[FileReport]:
    if pending is None:
        return
    name = pending.source.file
    try:
        extraction = pending.extraction.result()
        if same := project.has(pending.source.text, pending.source.stated.outlet):  # the one before it had the same text
            yield _skipped(name, same)
            return
        loaded = documents.load(project, extraction)
        called = project.has(pending.source.text, pending.source.stated.outlet) or name
        other = f". It is called {called} here" if called != name else ""
        yield FileReport(name, "read", found(extraction) + other, loaded.document_id)
    except Exception as error:
        yield _failure(name, error)


def _skipped(name: str, same: str) -> FileReport:
    return FileReport(name, "skipped", f"the same text is here already, as {same}")


def _failure(name: str, error: Exception) -> FileReport:
    if isinstance(error, (Cancelled, CancelledError)):
        return FileReport(name, "cancelled", "cancelled while it was read")
    if isinstance(error, WorkbenchError):
        return FileReport(name, "failed", str(error))
    log.error("importing %s", name, exc_info=error)
    return FileReport(name, "failed", OURS)


def found(extraction: Extraction) -> str:
    """What was found, and what the reading has to say: "3 stories, 25 claims, 14 events"."""
    stories = sum(article.kind != "teaser" for article in extraction.articles)
    numbers = ((stories, "story", "stories"), (len(extraction.claims), "claim", "claims"), (len(extraction.tellings), "event", "events"))
    said = ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in numbers)
    return ". ".join([said, *(note.rstrip(".") for note in extraction.notes)])
