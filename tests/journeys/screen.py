"""A screen without a person: the real program as a process, a real mouse and keyboard, pictures of what was seen."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import ImageGrab

TOP = Path(__file__).parents[2]
ARTEFACTS = TOP / "artefacts"
SIZE = (1560, 980)
NEEDED = ("Xvfb", "openbox", "xdotool")


def missing() -> list[str]:
    return [name for name in NEEDED if not shutil.which(name)]


def until(condition: Callable[[], object], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds:.0f} s in vain: {what}")
        time.sleep(0.1)


class Screen:
    """One X display with a window manager, at DISPLAY number `display`."""
    def __init__(self, home: Path) -> None:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"],
                                        pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = f":{answer.readline().strip()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND"))}
        self.environment = kept | {"DISPLAY": self.display, "HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self._manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL)

    def close(self) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)

    @contextmanager
    def program(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Runs the desk; what is still running at the end is killed."""
        process = subprocess.Popen([sys.executable, "-m", "workbench", *arguments], env=self.environment, cwd=TOP)
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
                process.wait(10)

    def do(self, *words: str) -> str:
        return subprocess.run(["xdotool", *words], env=self.environment, check=False, capture_output=True, text=True).stdout.strip()

    def window(self, title: str, seconds: float = 60) -> str:
        """The visible window with these words in its title, in front."""
        until(lambda: self.do("search", "--onlyvisible", "--name", title), seconds, f"a window called {title}")
        number = self.do("search", "--onlyvisible", "--name", title).split()[-1]
        self.do("windowactivate", "--sync", number)
        return number

    def maximise(self, window: str) -> None:
        """Takes the frame away, so that the window's places are the screen's."""
        self.do("windowmove", window, "0", "0", "windowsize", "--sync", window, str(SIZE[0]), str(SIZE[1] - 30))

    def click(self, x: int, y: int, times: int = 1) -> None:
        self.do("mousemove", "--sync", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1")
        time.sleep(0.3)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        self.do("mousemove", "--sync", *map(str, start), "mousedown", "1")
        for share in (0.3, 0.6, 1.0):
            x, y = (round(a + (b - a) * share) for a, b in zip(start, end, strict=True))
            self.do("mousemove", "--sync", str(x), str(y))
        self.do("mouseup", "1")
        time.sleep(0.3)

    def key(self, *keys: str) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(0.25)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)
        time.sleep(0.3)

    def picture(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        time.sleep(0.7)  # what was just asked for has been drawn
        ImageGrab.grab(xdisplay=self.display).save(ARTEFACTS / f"{name}.png")
