"""When a project is compared anew: at once while that is quick, in the background when it is not, and now and then while many documents arrive."""
from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus

Compare = Callable[[], tuple[Comparison, Corpus]]
Derive = Callable[[Comparison, Corpus], Changes]
AT_ONCE = 0.15  # seconds: a comparison that took no longer is made within the edit, so that all panes change together
SHARE = 4  # while documents arrive, at least this many times as long as a comparison takes goes by between two


class Comparing:
    """`compare` is given by the services. `later` hands a call to another thread (the desk's writer); without it everything is done at once."""

    def __init__(self, lock: threading.RLock, derive: Derive) -> None:
        self.compare: Compare | None = None
        self.later: Callable[[Callable[[], None]], object] | None = None
        self.announce: Callable[[Changes], object] = lambda changes: None
        self._lock, self._derive = lock, derive
        self._edition = 0  # counts what was committed, so that a comparison of an older state is thrown away
        self._stale = False
        self._postponed = 0
        self._took, self._ended = 0.0, 0.0

    def after(self, *, loaded: bool) -> Changes:
        """To be called under the lock when something was committed that compare looks at: what changes with it already, the rest comes later."""
        self._edition += 1
        self._stale = True
        if self.compare is None:
            return Changes()
        if loaded and self._postponed:
            return self._now() if time.monotonic() - self._ended > SHARE * self._took else Changes()
        if self.later and self._took > AT_ONCE:
            self.later(self.catch_up)
            return Changes()
        return self._now()

    @contextmanager
    def postponed(self) -> Iterator[None]:
        """While many documents are loaded: a comparison now and then, and one at the end."""
        self._postponed += 1
        try:
            yield
        finally:
            self._postponed -= 1
            self.catch_up()

    def catch_up(self) -> None:
        """Compares what was committed since; any thread. A commit meanwhile makes the result void: whoever made it sees to the next."""
        if not self._stale or self.compare is None:
            return
        edition = self._edition
        made = self._timed(self.compare)
        with self._lock:
            if edition != self._edition:
                return
            self._stale = False
            changes = self._derive(*made)
        self.announce(changes)

    def _now(self) -> Changes:
        assert self.compare  # noqa: S101
        self._stale = False
        return self._derive(*self._timed(self.compare))

    def _timed(self, compare: Compare) -> tuple[Comparison, Corpus]:
        begun = time.monotonic()
        made = compare()
        self._ended = time.monotonic()
        self._took = self._ended - begun
        return made
