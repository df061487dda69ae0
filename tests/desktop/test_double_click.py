"""Somebody installs the package, double-clicks the icon, works, double-clicks a project file, and takes the package away again.

`make test-desktop` makes the package first. What was seen is in `artefacts/`, as desktop-*.png.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path
from statistics import median

import pytest

from tests import files
from tests.desktop.desktop import Desktop, install, purge, seconds_of_an_empty_window
from tests.journeys.screen import TOP, until
from workbench import __version__
from workbench.core.errors import WorkbenchError
from workbench.storage import queries
from workbench.storage.project import Project

NAME, MIME = "claims-workbench", "application/x-claims-workbench"
PACKAGE = TOP / f"dist/{NAME}_{__version__}_amd64.deb"
EMPTY = TOP / "build/empty-window/empty-window"
CACHES = ("applications/mimeinfo.cache", "mime/globs2", "mime/magic", "mime/types", "mime/subclasses", "mime/icons")
NEEDED = ("Xvfb", "openbox", "xdotool", "pcmanfm", "thunar", "dbus-daemon", "gio", "dpkg-deb")
SAMPLE = "June 2024 summit"
FREE_IN_READER = (780, 575)  # when the window fills the screen


def reason_to_skip() -> str:
    missing = [name for name in NEEDED if not shutil.which(name)]
    if missing:
        return f"not installed: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "a package is installed and removed, which only root may: make test-desktop as root"
    return "" if PACKAGE.exists() and EMPTY.exists() else f"{PACKAGE.name} or the empty window is not made: make test-desktop makes them"


pytestmark = pytest.mark.skipif(bool(reason_to_skip()), reason=reason_to_skip())


@pytest.fixture(scope="module")
def installed():
    install(PACKAGE)
    yield
    if Path(f"/opt/{NAME}").exists():
        purge(NAME)


@pytest.fixture
def desktop(installed, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    desktop = Desktop(home)
    yield desktop
    desktop.close()


def documents(path: Path) -> int:
    try:
        project = Project.open(path, read_only=True)
    except (WorkbenchError, OSError):
        return 0
    try:
        return len(queries.list_documents(project))
    finally:
        project.close()


def accepted(path: Path) -> int:
    project = Project.open(path, read_only=True)
    try:
        return sum(claim.status == "accepted" for claim in queries.list_claims(project))
    finally:
        project.close()


def test_the_system_knows_the_program_and_its_files(desktop, tmp_path):
    Project.create(tmp_path / "some.workbench").close()
    shutil.copy(tmp_path / "some.workbench", tmp_path / "without an ending")
    for name in ("some.workbench", "without an ending"):
        assert MIME in desktop.ask("gio", "info", "-a", "standard::content-type", str(tmp_path / name))
    assert "org.claims_workbench.Workbench.desktop" in desktop.ask("gio", "mime", MIME)
    assert "in whose words" in desktop.ask("man", "-P", "cat", "workbench")
    said = subprocess.run(["/usr/bin/workbench", "--self-test"], capture_output=True, text=True, check=True,
                          env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}).stdout
    assert "5 files: 5 read." in said
    assert "the project is sound" in said


def test_the_installed_program_reads_files_of_every_kind(installed, tmp_path):
    """Each kind's library is in the bundle."""
    folder = tmp_path / "in"
    folder.mkdir()
    words = [f"“We will close harbour {number} on Friday,” Mayor Ann Lee said in Port Vila." for number in range(6)]
    made = {"a.txt": words[0].encode(), "b.html": f"<html><body><h1>Harbour</h1><p>{words[1]}</p></body></html>".encode(),
            "c.pdf": files.pdf([files.column([words[2]])]), "d.docx": files.word([("Normal", words[3])]),
            "e.eml": files.message(words[4], Subject="Harbour", From="ann@example.org"),
            "f.xml": f"<rss version='2.0'><channel><item><title>H</title><description>{words[5]}</description></item></channel></rss>".encode()}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    ran = subprocess.run(["/usr/bin/workbench", "import", str(tmp_path / "p.workbench"), str(folder)], capture_output=True, text=True, check=False,
                         env={"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"})
    assert ran.returncode == 0, ran.stderr
    assert "skipped" not in ran.stdout
    assert {line[:1] for line in ran.stdout.splitlines()} == {name[0] for name in made}


@pytest.mark.timeout(400)
def test_a_double_click_on_the_icon_and_on_a_file(desktop):
    empty = median(seconds_of_an_empty_window(desktop, EMPTY) for _ in range(3))
    desktop.start("pcmanfm", "--desktop")
    sample = from_the_icon(desktop, empty)
    from_a_file(desktop, sample, empty)
    assert not complaints(desktop)


def from_the_icon(desktop: Desktop, empty: float) -> Path:
    """The start page, the sample, a first claim accepted."""
    project = desktop.home / f"Documents/Claims Workbench/{SAMPLE}.workbench"
    until(desktop.blue, 30, "the icon on the desktop")
    desktop.picture("desktop-1-icon")
    began = desktop.double_click(desktop.icon())
    window = desktop.shown("Claims Workbench") - began
    say("icon to window", window, empty)
    desktop.maximise(desktop.window("Claims Workbench"))
    desktop.still()
    desktop.picture("desktop-2-start")
    button = desktop.blue()
    assert button
    desktop.click(*button)
    desktop.shown(SAMPLE)
    until(lambda: documents(project) == 5, 180, "the five documents of the sample")
    desktop.still(5)
    desktop.picture("desktop-3-sample")
    desktop.click(*FREE_IN_READER)
    desktop.key("j", "a")
    until(lambda: accepted(project) == 1, 20, "an accepted claim")
    desktop.still(3)
    desktop.picture("desktop-4-accepted")
    desktop.key("ctrl+q")
    desktop.gone()
    return project


def from_a_file(desktop: Desktop, sample: Path, empty: float) -> None:
    """That file is open, not the last one: it has another name and another folder."""
    folder = desktop.home / "Desk"
    folder.mkdir()
    shutil.copy(sample, folder / "from the archive.workbench")
    (desktop.home / "Desktop/org.claims_workbench.Workbench.desktop").unlink()
    until(lambda: not desktop.blue(), 20, "the desktop to be empty")
    desktop.start("thunar", str(folder))
    until(lambda: desktop.do("search", "--onlyvisible", "--class", "Thunar"), 30, "the file manager")
    until(desktop.blue, 30, "the file in it")
    desktop.picture("desktop-5-thunar")
    file = desktop.icon()
    began = desktop.double_click(file)
    say("file to window", desktop.shown("Claims Workbench") - began, empty)
    desktop.shown("from the archive")
    say("file to usable project", desktop.still() - began, empty)
    desktop.maximise(desktop.window("from the archive"))
    time.sleep(2)
    desktop.picture("desktop-6-from-file")
    once_more(desktop, file, empty)
    desktop.key("ctrl+q")
    desktop.gone()


def once_more(desktop: Desktop, file: tuple[int, int], empty: float) -> None:
    """The file that is open already, double-clicked: its window comes forward, and there is no second one."""
    window = desktop.window("from the archive")
    desktop.do("windowminimize", "--sync", window)
    until(lambda: not desktop.titles(), 10, "the window to be out of the way")
    began = desktop.double_click(file)
    until(lambda: desktop.do("getactivewindow") == window, 30, "the same window in front")
    say("file that is open to window", time.monotonic() - began, empty)
    time.sleep(2)
    assert desktop.titles() == "from the archive — Claims Workbench"


def complaints(desktop: Desktop) -> list[str]:
    """What the program's own log says went wrong, Qt's messages among it."""
    logs = list((desktop.home / ".local/state").rglob("workbench.log"))
    assert logs
    return [line for log in logs for line in log.read_text(encoding="utf-8").splitlines() if re.search(" (WARNING|ERROR|CRITICAL) ", line)]


def say(what: str, seconds: float, empty: float) -> None:
    print(f"{what}: {seconds:.2f} s, {seconds / empty:.1f} times an empty window ({empty:.2f} s)")


def test_nothing_is_left_of_a_removed_package(desktop):
    purge(NAME)
    for cache in CACHES:
        text = Path("/usr/share", cache).read_bytes()
        assert b"claims" not in text, cache
    assert not Path(f"/opt/{NAME}").exists()
    assert not Path("/usr/bin/workbench").exists()
    assert not list(Path("/usr/share").rglob("*claims_workbench*"))
    assert "No default applications" in desktop.ask("gio", "mime", MIME)
