"""A desktop as a person has it, on a screen without a person: a session bus, icons to double-click, a file manager."""
from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageGrab

from tests.journeys.screen import Screen, until

BLUE = (0x0F, 0x5C, 0x8C)  # of our icon and of the button that Enter presses: nothing else has it on a screen with one of them
ENTRY = Path("/usr/share/applications/org.claims_workbench.Workbench.desktop")
CLASS = "Claims Workbench"  # what the entry's StartupWMClass says

SETTINGS = {"user-dirs.dirs": 'XDG_DESKTOP_DIR="$HOME/Desktop"\nXDG_DOCUMENTS_DIR="$HOME/Documents"\n',
            "libfm/libfm.conf": "[config]\nquick_exec=1\nsingle_click=0\n",
            "pcmanfm/default/desktop-items-0.conf": "[*]\nwallpaper_mode=color\ndesktop_bg=#e8e8e8\ndesktop_fg=#000000\nshow_trash=0\n"}


class Desktop(Screen):
    """`home` is the home folder of somebody who has just come: nothing in it but an icon on the desktop."""
    def __init__(self, home: Path) -> None:
        super().__init__(home)
        self.home = home
        self._short = tempfile.TemporaryDirectory()  # a socket's path has at most a hundred letters
        del self.environment["QT_QPA_PLATFORM"]
        self.environment |= {"PATH": "/usr/local/bin:/usr/bin:/bin", "XDG_RUNTIME_DIR": self._short.name, "LC_ALL": "C.UTF-8"}
        self._bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE, text=True,
                                     env=self.environment, stderr=subprocess.DEVNULL)
        assert self._bus.stdout is not None
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._bus.stdout.readline().strip()
        self._started: list[subprocess.Popen[bytes]] = []
        self._settle_in()

    def _settle_in(self) -> None:
        for name, text in SETTINGS.items():
            file = self.home / ".config" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        (self.home / "Documents").mkdir()
        icon = self.home / "Desktop" / ENTRY.name
        icon.parent.mkdir()
        shutil.copy(ENTRY, icon)
        icon.chmod(0o755)

    def start(self, *command: str) -> None:
        self._started.append(subprocess.Popen(command, env=self.environment, cwd=self.home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def close(self) -> None:
        for process in reversed(self._started):
            process.terminate()
            process.wait(10)
        self._bus.terminate()
        self._bus.wait(10)
        self._bus.stdout.close()
        super().close()
        self._short.cleanup()

    def ask(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, cwd=self.home, check=False, capture_output=True, text=True).stdout

    def image(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display)

    def blue(self) -> tuple[int, int] | None:
        """The middle of our icon, or of the main button, wherever the desktop, the file manager or the window puts it."""
        there = np.abs(np.asarray(self.image().convert("RGB")).astype(int) - BLUE).max(axis=2) <= 6
        if there.sum() < 60:
            return None
        rows, columns = np.nonzero(there)
        return int(np.median(columns)), int(np.median(rows))

    def icon(self) -> tuple[int, int]:
        """Where our icon is; it is waited for."""
        until(self.blue, 30, "the icon")
        time.sleep(1)
        place = self.blue()
        assert place
        return place

    def double_click(self, place: tuple[int, int]) -> float:
        """When that was, by the clock that `time.monotonic` reads."""
        self.do("mousemove", "--sync", *map(str, place))
        time.sleep(0.3)
        began = time.monotonic()
        self.do("click", "--repeat", "2", "--delay", "120", "1")
        return began

    def shown(self, title: str, seconds: float = 60) -> float:
        """When a window of the program with these words in its title was there."""
        until(lambda: title in self.titles(), seconds, f"a window called {title}")
        return time.monotonic()

    def titles(self) -> str:
        windows = self.do("search", "--onlyvisible", "--class", CLASS).split()
        return "\n".join(self.do("getwindowname", window) for window in windows)

    def still(self, quiet: float = 1, seconds: float = 90) -> float:
        """When the screen last changed, once it has not for so long."""
        end, before, changed = time.monotonic() + seconds, self.image().tobytes(), time.monotonic()
        while time.monotonic() - changed < quiet:
            now = self.image().tobytes()
            if now != before:
                before, changed = now, time.monotonic()
            assert time.monotonic() < end, "the screen did not come to rest"
            time.sleep(0.05)
        return changed

    def gone(self) -> None:
        until(lambda: not self.do("search", "--class", CLASS), 30, "the program to end")


def seconds_of_an_empty_window(desktop: Desktop, program: Path) -> float:
    """From start to window of a frozen program that does nothing but show one: the yardstick of this machine at this hour."""
    began = time.monotonic()
    process = subprocess.Popen([str(program)], env=desktop.environment)
    until(lambda: desktop.do("search", "--onlyvisible", "--name", "^Empty$"), 30, "the empty window")
    took = time.monotonic() - began
    process.terminate()
    process.wait(10)
    return took


def install(package: Path) -> None:
    subprocess.run(["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=400", "--no-install-recommends", "install", str(package)], check=True,
                   env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def purge(name: str) -> None:
    subprocess.run(["apt-get", "-q", "-y", "-o", "DPkg::Lock::Timeout=400", "purge", name], check=True,
                   env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)
