"""Files are dragged from a file manager onto the desk."""
from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from tests.journeys.conftest import File
from tests.journeys.screen import TOP, until
from workbench.storage import queries

STORY = "Harbour talks resume\nOslo Evening Post, 3 May 2023\n\n“We shall open the port,” Ingrid Moe told reporters on Tuesday.\n"
HTML = "<html><title>Ferry</title><body><h1>Ferry is late</h1><p>Per Holm said the ferry would be late on 4 May 2023.</p></body></html>"


def test_files_are_dropped_on_the_desk(seeing, tmp_path):
    (tmp_path / "harbour.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "ferry.html").write_text(HTML, encoding="utf-8")
    (tmp_path / "nothing.txt").touch()
    file = File(tmp_path / "mine.workbench")
    with seeing.program(str(file.path)) as program:
        desk = seeing.window("mine")
        seeing.do("windowmove", desk, "220", "0", "windowsize", "--sync", desk, "1320", "920")
        seeing.picture("70-empty-project")
        drop(seeing, [str(tmp_path / name) for name in ("harbour.txt", "ferry.html", "nothing.txt")])
        until(lambda: file.count(queries.list_documents) == 2, 240, "two documents")
        until(lambda: seeing.sees("Show report"), 20, "the line that leads to the report")
        seeing.picture("71-dropped")
        seeing.press("Show report")
        seeing.window("Import report", 20)
        seeing.picture("72-report")
        assert seeing.ask("cell", table="Files", text="nothing.txt")
        seeing.key("Escape", "ctrl+q")
        assert program.wait(30) == 0


def drop(seeing, files):
    """From a second program's window, as X passes it on."""
    manager = subprocess.Popen([sys.executable, str(Path(__file__).with_name("folder.py")), *files], env=seeing.environment, cwd=TOP)
    try:
        seeing.window("A folder", 20)
        time.sleep(0.5)
        places = (("3 files", "label"), ("Library", "panel"))
        icon, library = (seeing.middle(seeing.ask("place", name=name, role=role)["box"]) for name, role in places)
        seeing.drag(icon, library)
        time.sleep(0.5)
    finally:
        manager.kill()
        manager.wait(10)
