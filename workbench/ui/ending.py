"""How the program ends: a signal closes it as its window does; a file that stands while it runs tells the next start when it did not end so."""
from __future__ import annotations

import faulthandler
import logging
import math
import os
import signal
import socket
import sys
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

KEPT = 10  # reports
MOST = 60_000  # characters of one
LINES = 30  # of the log, in a report
AT_ONCE = 20  # seconds
CRASHED_AT_ONCE = "The program crashed while it started, so the last project was not opened this time."
CRASHED = "The program crashed the last time."
CUT_OFF = "The program was cut off the last time, as by a power cut."
ASKED_TO_END = ("SIGINT", "SIGTERM", "SIGHUP")

log = logging.getLogger(__name__)


class Run:
    """This run's file: `note` adds to it, the interpreter writes into it when the process crashes, `end` takes it away."""
    def __init__(self, folder: Path, about: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{os.getpid()}"
        self._lock = _lock(folder / f"run-{name}.lock")
        self._lock.tryLock(0)
        self._path = folder / f"run-{name}.txt"
        self._file = self._path.open("w", encoding="utf-8")
        self.note(f"{about}\nstarted {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n\n")
        faulthandler.enable(self._file)

    def note(self, words: str) -> None:
        self._file.write(words)
        self._file.flush()

    def end(self) -> None:
        faulthandler.disable()
        self._file.close()
        self._path.unlink(missing_ok=True)
        self._lock.unlock()


@dataclass(frozen=True)
class Report:
    path: Path
    text: str
    lasted: float = math.inf  # seconds

    @property
    def crashed(self) -> bool:
        """Without a trace it was ended from outside: the system kills without a word."""
        return any(words in self.text for words in ("Fatal Python error", "fatal exception", "Traceback"))

    @property
    def at_once(self) -> bool:
        """It crashed while it opened its project, and would again."""
        return self.crashed and self.lasted < AT_ONCE

    @property
    def sentence(self) -> str:
        how = CRASHED_AT_ONCE if self.at_once else CRASHED if self.crashed else CUT_OFF
        return f"{how} Every edit that you had finished is saved."


def begin(folder: Path, about: str) -> Run | None:
    try:
        return Run(folder, about)
    except OSError as error:
        log.warning("crashes cannot be noted in %s: %s", folder, error)
        return None


def left_over(folder: Path, log_file: Path | None = None) -> Report | None:
    """The newest run that did not end by itself, told once: what is left of each becomes a report, of which the last few are kept."""
    found = [report for path in sorted(folder.glob("run-*.txt")) if (report := _buried(path, log_file))]
    for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
        old.unlink(missing_ok=True)
    return found[-1] if found else None


def _buried(path: Path, log_file: Path | None) -> Report | None:
    lock, mark = _lock(path.with_suffix(".lock")), path.with_suffix(".lock")
    lasted = path.stat().st_mtime - mark.stat().st_mtime if mark.exists() and path.exists() else math.inf
    if not lock.tryLock(0):
        return None  # it runs
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(MOST)
        target = path.with_name(path.name.replace("run-", "crash-", 1))
        path.rename(target)
        text += _last_lines(log_file)
        target.write_text(text, encoding="utf-8")
    except OSError:
        return None  # another window was quicker, or it is not ours to read
    finally:
        lock.unlock()
    return Report(target, text, lasted)


def _last_lines(log_file: Path | None) -> str:
    if log_file is None or not log_file.exists():
        return ""
    with log_file.open(encoding="utf-8", errors="replace") as file:
        return f"\nThe log ended with:\n{''.join(deque(file, LINES))}"[-MOST:]


def _lock(path: Path) -> QLockFile:
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # however old: it is stale only when its process is gone
    return lock


class Signals(QObject):
    """Logging out and Ctrl+C end the program as its own *Quit* does. Python hears of a signal only when it runs: a socket wakes it."""
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        if sys.platform == "win32":
            return
        self._reading, self._writing = socket.socketpair()
        for end in (self._reading, self._writing):
            end.setblocking(False)
        signal.set_wakeup_fd(self._writing.fileno(), warn_on_full_buffer=False)
        self._awake = QSocketNotifier(self._reading.fileno(), QSocketNotifier.Type.Read, self)
        self._awake.activated.connect(lambda *_: self._reading.recv(64))
        for name in ASKED_TO_END:
            signal.signal(getattr(signal, name), lambda *_: QApplication.quit())
