"""A screen without a person: the real program as a process, a real mouse and keyboard, pictures of what was seen."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import ImageGrab

from tests.journeys.eyes import Eyes

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
    """One X display with a window manager. `scale` is that of a sharp screen: everything on it is so many times larger."""
    def __init__(self, home: Path, *, scale: int = 1, eyes: bool = False) -> None:
        self._runtime = tempfile.TemporaryDirectory()  # not in the test's folder: a socket's path has at most a hundred letters
        self._scale = scale
        self.size = SIZE[0] * scale, SIZE[1] * scale
        reading, writing = os.pipe()
        self._server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-screen", "0", "{}x{}x24".format(*self.size), "-nolisten", "tcp"],
                                        pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = f":{answer.readline().strip()}"
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "WAYLAND", "DBUS_"))}
        self.environment = kept | {"DISPLAY": self.display, "HOME": str(home), "XDG_RUNTIME_DIR": self._runtime.name, "QT_QPA_PLATFORM": "xcb",
                                   "QT_SCALE_FACTOR": str(scale), "LC_ALL": "C.UTF-8"}
        self._manager = subprocess.Popen(["openbox"], env=self.environment, stderr=subprocess.DEVNULL)
        self._eyes = Eyes(self.environment) if eyes else None
        if self._eyes:
            self.environment = self._eyes.environment

    def close(self) -> None:
        if self._eyes:
            self._eyes.close()
        for process in (self._manager, self._server):
            process.terminate()
            process.wait(10)
        self._runtime.cleanup()

    @contextmanager
    def program(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """Runs the desk; what is still running at the end is killed."""
        process = subprocess.Popen([sys.executable, "-m", "workbench", *arguments], env=self.environment, cwd=TOP)
        try:
            yield process
        except BaseException:
            self.picture("broken")  # what was to be seen when it went wrong
            raise
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
        self.do("windowmove", window, "0", "0", "windowsize", "--sync", window, str(self.size[0]), str(self.size[1] - 30))

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

    def key(self, *keys: str, wait: float = 0.25) -> None:
        for key in keys:
            self.do("key", "--clearmodifiers", key)
            time.sleep(wait)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)
        time.sleep(0.3)

    def picture(self, name: str) -> None:
        ARTEFACTS.mkdir(exist_ok=True)
        time.sleep(0.7)  # what was just asked for has been drawn
        ImageGrab.grab(xdisplay=self.display).save(ARTEFACTS / f"{name}.png")

    # What is found by its name, on a screen with eyes

    def ask(self, question: str, seconds: float = 10, **given: Any) -> Any:
        """Looks until there is an answer."""
        assert self._eyes
        answers: list[Any] = []
        until(lambda: answers.append(self._eyes.ask(question, **given)) or answers[-1], seconds, f"{question} {given}")
        return answers[-1]

    def sees(self, name: str, role: str = "") -> bool:
        assert self._eyes
        return self._eyes.ask("place", name=name, role=role) is not None

    def press(self, name: str, role: str = "", times: int = 1) -> None:
        self.click(*self.middle(self.ask("place", name=name, role=role)["box"]), times=times)

    def press_cell(self, table: str, text: str, column: int | None = None, times: int = 1) -> None:
        self.click(*self.middle(self.ask("cell", table=table, text=text, column=column)["box"]), times=times)

    def choose_words(self, text: str, nth: int = 0) -> None:
        """Draws the mouse over words of the article."""
        (x, y, _, tall), (to_x, to_y, wide, to_tall) = self.ask("words", name="Text", text=text, nth=nth)
        self.drag((x + 1, y + tall // 2), (to_x + wide - 1, to_y + to_tall // 2))

    def middle(self, box: list[int]) -> tuple[int, int]:
        """Programs tell their places as if the screen were not sharp."""
        x, y, wide, tall = (self._scale * one for one in box)
        return x + wide // 2, y + tall // 2
