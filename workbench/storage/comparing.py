"""When a project is compared anew: at once while that is quick, in the background when it is not, and now and then while many documents arrive."""
from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus
from workbench.core.errors import WorkbenchError
from workbench.storage.journal import Change

log = logging.getLogger(__name__)
Compare = Callable[[], tuple[Comparison, Corpus]]
Derive = Callable[[Comparison, Corpus], Callable[[], Changes]]  # says what will differ, and gives what writes it
AT_ONCE = 0.15  # seconds: a comparison that took no longer is made within the edit, so that all panes change together
SHARE = 4  # while documents arrive, at least this many times as long as a comparison takes goes by between two
COMPARED = "compared"  # the setting that says so; without it a program that was closed or killed before it compared is made up for

REJECTED = "rejected"  # the one status of a claim that takes it out of what is compared
# what compare never looks at: a step that touches nothing else need not be followed by a comparison
APART = {"annotation": None, "mention": None, "wrong": None, "block": None,
         "outlet": {"reliability", "note"}, "article": {"note", "tags", "done", "headline", "author", "url", "fixed"},
         "claim": {"note", "tags", "credibility", "quote", "status"}, "entity": {"note", "tags", "fixed"}}


class Comparing:
    """`compare` is given by the services. `later` hands a call to another thread (the desk's writer); without it everything is done at once.
    `owed` is true while something was committed that is not compared yet."""

    def __init__(self, lock: threading.RLock, derive: Derive, *, owed: bool = False) -> None:
        self.compare: Compare | None = None
        self.later: Callable[[Callable[[], None]], object] | None = None
        self.announce: Callable[[Changes], object] = lambda changes: None
        self.owed = owed
        self._lock, self._derive = lock, derive
        self._edition = 0  # counts what was committed, so that a comparison of an older state is thrown away
        self._postponed = 0
        self._took: float | None = None  # unknown before the first
        self._ended = 0.0

    def after(self, *, loaded: bool) -> Changes:
        """To be called under the lock when something was committed that compare looks at: what changes with it already, the rest comes later."""
        self._edition += 1
        self.owed = True
        if self.compare is None or (loaded and self._postponed):
            return Changes()
        if self.later and (self._took is None or self._took > AT_ONCE):
            self.later(self.catch_up)
            return Changes()
        return self._now(self.compare)

    @contextmanager
    def postponed(self) -> Iterator[None]:
        """While many documents are loaded: a comparison now and then, and one at the end."""
        self._postponed += 1
        try:
            yield
        finally:
            self._postponed -= 1
            self.catch_up()

    def now_and_then(self) -> None:
        """To be called without the lock after each of many documents."""
        if self._postponed and time.monotonic() - self._ended > SHARE * (self._took or 0):
            self.catch_up()

    def catch_up(self) -> None:
        """Compares what was committed since; any thread. A commit meanwhile makes the result void: whoever made it sees to the next."""
        if not self.owed or self.compare is None:
            return
        edition = self._edition
        write = self._derive(*self._timed(self.compare))
        with self._lock:
            if edition != self._edition:
                return
            changes = write()
            self.owed = False
        self.announce(changes)

    def stop(self) -> None:
        """The project is closed: what is being compared at the moment is dropped."""
        self.compare = None
        self._edition += 1

    def _now(self, compare: Compare) -> Changes:
        """What it belongs to is saved already, so a full disk must not make it look undone: it stays owed."""
        try:
            changes = self._derive(*self._timed(compare))()
        except WorkbenchError:
            log.exception("the comparison could not be written")
            return Changes()
        self.owed = False
        return changes

    def _timed(self, compare: Compare) -> tuple[Comparison, Corpus]:
        begun = time.monotonic()
        made = compare()
        self._ended = time.monotonic()
        self._took = self._ended - begun
        return made


def concerns(changes: Iterable[Change]) -> bool:
    return any(_concerns(change) for change in changes)


def _concerns(change: Change) -> bool:
    apart = APART.get(change.table, set())
    if apart is None or not (change.before and change.after):
        return apart is not None
    columns = change.before.keys() | change.after.keys()
    return not columns <= apart or REJECTED in (change.before.get("status"), change.after.get("status"))


def owe(database: Connection, changes: Iterable[Change] | None = None) -> None:
    """Notes in a transaction that what it changes has to be compared, if compare looks at it."""
    if changes is None or concerns(changes):
        database.exec_driver_sql("UPDATE setting SET value = '' WHERE name = ?", (COMPARED,))


def settle(database: Connection) -> None:
    database.exec_driver_sql("INSERT INTO setting(name, value) VALUES (?, 'yes') ON CONFLICT(name) DO UPDATE SET value = 'yes'", (COMPARED,))
