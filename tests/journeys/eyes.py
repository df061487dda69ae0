"""Finds things on the screen by what a screen reader is told of them, so that a journey asks for "Undo" and not for a place."""
from __future__ import annotations

import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

SYSTEM_PYTHON = "/usr/bin/python3"


@cache
def blind() -> str:
    """Why nothing can be seen here; empty where it can."""
    if not shutil.which("dbus-run-session"):
        return "not installed: dbus-run-session"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, check=False) if Path(SYSTEM_PYTHON).exists() else None
    return "" if asked and asked.returncode == 0 else "not installed: python3-pyatspi with at-spi2-core, for the system's own Python"


class Eyes:
    """A session bus of its own, with the accessibility bus on it; programs see it when they are started with `environment`."""
    def __init__(self, environment: dict[str, str]) -> None:
        self._bus = subprocess.Popen(["dbus-run-session", "--", "sh", "-c", "echo $DBUS_SESSION_BUS_ADDRESS; exec cat >/dev/null"], env=environment,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert self._bus.stdout
        self.environment = environment | {"DBUS_SESSION_BUS_ADDRESS": self._bus.stdout.readline().strip(), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._reader = subprocess.Popen([SYSTEM_PYTHON, str(Path(__file__).with_name("at_spi.py"))], env=self.environment, text=True,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._reader.stdout
        assert self._reader.stdout.readline() == "ready\n"

    def close(self) -> None:
        for process in (self._reader, self._bus):
            process.communicate(timeout=20)  # both end with their input

    def ask(self, question: str, **given: Any) -> Any:
        """None where there is no such thing, or where it went while it was being looked at."""
        assert self._reader.stdin
        assert self._reader.stdout
        self._reader.stdin.write(json.dumps([question, given]) + "\n")
        self._reader.stdin.flush()
        answer = json.loads(self._reader.stdout.readline())
        return None if isinstance(answer, dict) and "gone" in answer else answer
