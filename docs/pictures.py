"""Takes the README's and the guide's pictures: the real program reads the sample, an analyst's first quarter of an hour is done in it, and what
she sees is drawn, in light and in dark.

`make pictures` runs it, without a display. It fails where what it wants to show is no longer there.
"""
from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QScrollArea, QWidget

from workbench import app as program
from workbench import settings
from workbench.core.filters import Filter
from workbench.core.records import Annotation, AnnotationId, Claim
from workbench.services import annotations as on_chart
from workbench.services import claims, outlets
from workbench.storage import queries
from workbench.storage.project import Project
from workbench.ui import theme
from workbench.ui.main_window import MainWindow
from workbench.ui.workspace import Workspace

HERE = Path(__file__).parent
GUIDE = HERE / "guide"
SIZE, PAGE = (1560, 980), (1400, 900)
WIDE = 720  # pixels of a picture in the guide
SHOWN = Filter.parse('act:warn speaker:"Vladimir Putin"')
NOTE = "Putin’s threat to Seoul:\ncheck against the Hanoi transcript"
NEW = AnnotationId(0)
SPAN = Annotation(NEW, "span", "2024-06-18T18:00", "2024-06-19T18:00", text="Summit in Pyongyang", colour="blue")
WRITTEN = {"Speaker": "Miller", "Cue": "told", "Statement": "It is incredibly .. concerning", "Act": "warn"}
SPELLINGS = ("Kremlin", "Russian President's Office")
FOLDER = "/home/ana/Documents/June 2024 summit report"
Scene = Iterator[tuple[str, QWidget, QRect | None]]


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication([settings.NAME])
    with tempfile.TemporaryDirectory() as folder:
        theme.apply(qt, "light")
        theme.grow(qt, theme.ORDINARY)  # whatever the letters of this machine
        window = program.build(settings.Settings(), Path(folder) / "config")
        window.show()
        in_both(qt, start(window))
        window.resize(*SIZE)
        window.reset_layout()
        window.commands.open_sample(Path(folder))
        until(lambda: window.status.has_report, "the sample")
        work(window)
        in_both(qt, desk(window))
        for scene in (library, reading, writing, tables, merging, timeline, conflict, grades, exporting, keys):
            in_both(qt, scene(window))
        window.close()


def in_both(qt: QApplication, scene: Scene) -> None:
    """What the scene shows, in light and in dark."""
    for name, shown, part in scene:
        for appearance in ("light", "dark"):
            theme.apply(qt, appearance)
            QTest.qWait(600)
            picture(shown, part, HERE / f"{name}.png" if appearance == "light" else HERE / f"{name}-dark.png")
        theme.apply(qt, "light")


def picture(shown: QWidget, part: QRect | None, file: Path) -> None:
    """Of 256 colours at most: a third of the bytes, and nobody sees it."""
    (shown.grab(part) if part else shown.grab()).save(str(file))
    with Image.open(file) as taken:
        taken.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    print(file)


def until(condition: Callable[[], bool], what: str, seconds: int = 300) -> None:
    for _ in range(seconds * 10):
        QTest.qWait(100)
        if condition():
            return
    sys.exit(f"Waited {seconds} s in vain for {what}.")


# The analyst's work -----------------------------------------------------------------------------------------------------------------------


def space_of(window: MainWindow) -> tuple[Workspace, Project]:
    space = window.findChild(Workspace)
    assert space is not None  # noqa: S101
    assert space.project is not None  # noqa: S101
    return space, space.project


def work(window: MainWindow) -> None:
    """Some claims are reviewed, and the chart has a note on one of them and a stretch of days."""
    space, project = space_of(window)
    shown = widest(project)
    before = [claim.id for claim in queries.list_claims(project, document_id=shown.document_id) if claim.start <= shown.start]
    space.do(claims.accept, before)
    space.do(on_chart.add, SPAN)
    space.do(on_chart.add, Annotation(NEW, "note", claim_id=shown.id, text=NOTE, colour="yellow"))
    show_claim(window)


def show_claim(window: MainWindow) -> None:
    space, project = space_of(window)
    space.select("claim", widest(project).id, reveal=True)
    window.setFocus()


def widest(project: Project) -> Claim:
    """Of the claims to be shown the one that most others repeat; of several the one that says most."""
    found = queries.list_claims(project, SHOWN)
    if not found:
        sys.exit(f"The sample has no claim that passes {SHOWN}: say in {Path(__file__).name} what the picture should show.")
    return max(found, key=lambda claim: (len(queries.group_members(project, claim.group_id)) if claim.group_id else 1, len(claim.text)))


# What is shown ----------------------------------------------------------------------------------------------------------------------------


def start(window: MainWindow) -> Scene:
    window.resize(WIDE, 360)
    yield "guide/start", window.start, None


def desk(window: MainWindow) -> Scene:
    window.status.say("")
    QTest.qWait(1000)
    yield "desk", window, None


def library(window: MainWindow) -> Scene:
    window.resize(*PAGE)
    pane = window._panes.library
    pane.view.scrollToTop()
    yield "guide/library", pane, QRect(0, 0, pane.width(), min(420, pane.height()))


def reading(window: MainWindow) -> Scene:
    """The text with the margin, and below the card's keys that are in sight there."""
    show_claim(window)
    narrow(window)
    pane = window._panes.reader
    yield "guide/read", pane, QRect(0, 0, WIDE, min(460, pane.height()))


def narrow(window: MainWindow) -> None:
    """The reader and the tables as wide as a picture."""
    window.docks["library"].hide()
    inspector = window.docks["inspector"].width()
    window.resize(WIDE + inspector + 2, PAGE[1])
    QTest.qWait(300)


def writing(window: MainWindow) -> Scene:
    pane = window._panes.reader
    window.actions_table.trigger("claim.write")
    for name, words in WRITTEN.items():
        line = next(one for one in pane.findChildren(QLineEdit) if one.accessibleName() == name)
        line.setFocus()
        QTest.keyClicks(line, words)
    QTest.qWait(300)
    yield "guide/write", pane, QRect(0, max(0, pane.height() - 400), WIDE, min(400, pane.height()))
    pane.form.leave()


def tables(window: MainWindow) -> Scene:
    window.docks["timeline"].hide()
    window.resize(WIDE, PAGE[1])
    show_claim(window)
    QTest.qWait(300)
    pane = window._panes.tables
    rows = pane.view.verticalScrollBar()
    tall = pane.view.verticalHeader().defaultSectionSize()
    rows.setValue((rows.value() // tall + 1) * tall)
    yield "guide/tables", pane, QRect(0, 0, WIDE, min(300, pane.height()))


def merging(window: MainWindow) -> Scene:
    space, project = space_of(window)
    ids = [entity.id for name in SPELLINGS for entity in queries.list_entities(project) if entity.name == name]
    space.select("entity", ids, reveal=True)
    window._panes.tables.verbs.joining.merge("entity", ids)
    yield "guide/merge", *dialog(window)


def dialog(window: MainWindow, size: tuple[int, int] | None = None) -> tuple[QDialog, None]:
    found = next(one for one in window.findChildren(QDialog) if one.isVisible())
    if size:
        found.resize(*size)
    return found, None


def timeline(window: MainWindow) -> Scene:
    close(window)
    window.resize(*PAGE)
    window.docks["timeline"].show()
    window.resizeDocks([window.docks["tables"], window.docks["timeline"]], [PAGE[0] - WIDE - 1, WIDE], Qt.Orientation.Horizontal)
    show_claim(window)
    QTest.qWait(500)
    pane = window._panes.timeline
    yield "guide/timeline", pane, QRect(0, 0, WIDE, pane.height())


def conflict(window: MainWindow) -> Scene:
    space, project = space_of(window)
    window.reset_layout()
    links = queries.find_conflicts(project)
    if not links:
        sys.exit("The sample has no conflict to show.")
    shown = max(links, key=lambda link: (link.reason in ("number", "date"), len(link.detail)))
    space.select("link", shown.id, reveal=True)
    QTest.qWait(300)
    pane = window._panes.inspector
    yield "guide/conflict", pane, QRect(0, 0, pane.width(), min(380, pane.height()))


def grades(window: MainWindow) -> Scene:
    """Of a claim whose outlet is known."""
    space, project = space_of(window)
    claim = next(one for one in queries.list_claims(project) if one.outlet and one.speaker)
    article = queries.get_article(project, claim.article_id)
    assert article is not None  # noqa: S101
    assert article.outlet_id is not None  # noqa: S101
    space.do(outlets.set_reliability, article.outlet_id, "B")
    space.do(claims.set_field, claim.id, "credibility", "2")
    space.select("claim", claim.id, reveal=True)
    QTest.qWait(300)
    pane = window._panes.inspector
    area = pane.findChild(QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum() // 4)
    yield "guide/grades", pane, None


def exporting(window: MainWindow) -> Scene:
    space, _ = space_of(window)
    space.set_filter(Filter.parse("act:warn,deny"))
    window.actions_table.trigger("report.export")
    shown, _ = dialog(window, (WIDE, 500))
    until(lambda: shown.table.count() > 0, "the preview")
    shown.folder.setText(FOLDER)
    yield "guide/export", shown, None


def keys(window: MainWindow) -> Scene:
    close(window)
    window.actions_table.trigger("help.keys")
    yield "guide/keys", *dialog(window, (560, 440))
    close(window)


def close(window: MainWindow) -> None:
    for one in window.findChildren(QDialog):
        one.close()


if __name__ == "__main__":  # the worker process imports this file
    main()
