"""Takes the README's pictures: the real program reads the sample, an analyst's first quarter of an hour is done in it, and the window is drawn.

`make pictures` runs it, without a display. It fails where what it wants to show is no longer there.
"""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workbench import app as program
from workbench import settings
from workbench.core.filters import Filter
from workbench.core.records import Annotation, AnnotationId, Claim
from workbench.services import annotations as on_chart
from workbench.services import claims
from workbench.storage import queries
from workbench.storage.project import Project
from workbench.ui import theme
from workbench.ui.main_window import MainWindow
from workbench.ui.workspace import Workspace

HERE = Path(__file__).parent
SIZE = (1560, 980)
SHOWN = Filter.parse('act:warn speaker:"Vladimir Putin"')
NOTE = "Putin’s threat to Seoul:\ncheck against the Hanoi transcript"
NEW = AnnotationId(0)
SPAN = Annotation(NEW, "span", "2024-06-18T18:00", "2024-06-19T18:00", text="Summit in Pyongyang", colour="blue")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication([settings.NAME])
    with tempfile.TemporaryDirectory() as folder:
        theme.apply(qt, "light")
        theme.grow(qt, theme.ORDINARY)  # whatever the letters of this machine
        window = program.build(settings.Settings(), Path(folder) / "config")
        window.resize(*SIZE)
        window.show()
        window.commands.open_sample(Path(folder))
        until(lambda: window.status.has_report, "the sample")
        work(window)
        for name, appearance in (("desk", "light"), ("desk-dark", "dark")):
            theme.apply(qt, appearance)
            picture(window, HERE / f"{name}.png")
        window.close()


def work(window: MainWindow) -> None:
    """Some claims are reviewed, and the chart has a note on one of them and a stretch of days."""
    space = window.findChild(Workspace)
    assert space is not None  # noqa: S101
    project = space.project
    assert project is not None  # noqa: S101
    shown = widest(project)
    before = [claim.id for claim in queries.list_claims(project, document_id=shown.document_id) if claim.start <= shown.start]
    space.do(claims.accept, before)
    space.do(on_chart.add, SPAN)
    space.do(on_chart.add, Annotation(NEW, "note", claim_id=shown.id, text=NOTE, colour="yellow"))
    space.select("claim", shown.id, reveal=True)
    window.setFocus()


def widest(project: Project) -> Claim:
    """Of the claims to be shown the one that most others repeat; of several the one that says most."""
    found = queries.list_claims(project, SHOWN)
    if not found:
        sys.exit(f"The sample has no claim that passes {SHOWN}: say in {Path(__file__).name} what the picture should show.")
    return max(found, key=lambda claim: (len(queries.group_members(project, claim.group_id)) if claim.group_id else 1, len(claim.text)))


def picture(window: MainWindow, file: Path) -> None:
    window.status.say("")
    QTest.qWait(1000)
    window.grab().save(str(file))
    print(file)


def until(condition: Callable[[], bool], what: str, seconds: int = 300) -> None:
    for _ in range(seconds * 10):
        QTest.qWait(100)
        if condition():
            return
    sys.exit(f"Waited {seconds} s in vain for {what}.")


if __name__ == "__main__":  # the worker process imports this file
    main()
