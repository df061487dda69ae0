"""Names, headlines and files that look like markup, all over the desk: they are shown as they are and fetch nothing."""
from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMessageBox, QTableView, QTextEdit, QWidget

from tests.builders import first_extraction, second_extraction
from workbench import app
from workbench.core.filters import Filter
from workbench.core.records import Annotation
from workbench.core.reports import FileReport, ImportReport
from workbench.services import annotations, articles, claims, documents, entities, events, reports
from workbench.settings import Settings
from workbench.storage import queries
from workbench.ui import theme
from workbench.ui.dialogs.export import ExportDialog
from workbench.ui.dialogs.import_report import ImportReportDialog
from workbench.ui.dialogs.project import ProjectDialog

EVIL = '<img src="file:///etc/passwd"> & <b>$\\frac{x$</b>'


@pytest.fixture
def path(tmp_path):
    project = documents.open_project(tmp_path / f"{EVIL.replace('/', '_')}.workbench", create=True)
    for read in (first_extraction(), second_extraction()):
        named = [replace(article, outlet=f"{article.outlet} {EVIL}") for article in read.articles]
        project.load(replace(read, source=replace(read.source, file=f"{EVIL} {read.source.file}"), articles=tuple(named)))
    spoil(project)
    project.close()
    return project.path


def spoil(project):
    every = [story.id for story in queries.list_articles(project)]
    for field in ("headline", "author", "note", "tags", "url"):
        articles.set_field(project, every, field, EVIL)
    for entity in queries.list_entities(project):
        entities.rename(project, entity.id, f"{entity.name} {EVIL}")
        entities.set_note(project, entity.id, EVIL)
    for field in ("note", "tags"):
        claims.set_field(project, queries.claim_ids(project).tolist(), field, EVIL)
    for field in ("summary", "note", "tags"):
        events.set_field(project, queries.event_ids(project).tolist(), field, EVIL)
    annotations.add(project, Annotation(0, "note", "2024-06-19", "", "", EVIL))
    annotations.add(project, Annotation(0, "span", "2024-06-17", "2024-06-20", "", EVIL))


@pytest.fixture
def window(qtbot, qapp, path, tmp_path):
    theme.apply(qapp, "light")
    window = app.build(Settings(), tmp_path / "config")
    with qtbot.waitExposed(window):
        window.show()
    assert window.commands.open_path(path)
    yield window
    window.close()
    window.deleteLater()


def markup(widget: QWidget) -> list[str]:
    """What of a widget, and of all in it, Qt would take for markup."""
    found = []
    for one in (widget, *widget.findChildren(QWidget)):
        tips = [one.toolTip(), one.statusTip(), one.whatsThis(), *(action.toolTip() for action in QWidget.actions(one))]
        found += [f"tip of {type(one).__name__}: {tip}" for tip in tips if "<img" in tip]
        if isinstance(one, QLabel) and one.textFormat() != Qt.TextFormat.PlainText and "<" in one.text():
            found.append(f"label: {one.text()}")
        if isinstance(one, QTextEdit) and "<img" in one.toHtml():
            found.append(f"text: {one.toPlainText()}")
        if isinstance(one, QMessageBox):
            found.append(f"message box: {one.text()}")
        if isinstance(one, QAbstractItemView) and one.model() is not None:
            found += cells(one)
    return found


def cells(view: QAbstractItemView) -> list[str]:
    model = view.model()
    columns = model.columnCount(QModelIndex()) if isinstance(view, QTableView) else 1
    tips = [model.data(model.index(row, column), Qt.ItemDataRole.ToolTipRole) for row in range(min(model.rowCount(QModelIndex()), 50))
            for column in range(columns)]
    return [f"tip of a cell: {tip}" for tip in tips if tip and "<img" in str(tip)]


def looked_at(window) -> list[str]:
    """All of the window once, with everything in it selected in turn."""
    project, space, found = window._workspace.project, window._workspace, []
    for kind, ids in (("article", [story.id for story in queries.list_articles(project)]), ("claim", queries.claim_ids(project).tolist()),
                      ("event", queries.event_ids(project).tolist()), ("entity", [entity.id for entity in queries.list_entities(project)]),
                      ("link", [link.id for link in queries.list_links(project)]),
                      ("annotation", [one.id for one in queries.list_annotations(project)])):
        for number in ids[:4]:
            space.select(kind, number, reveal=True)
            QApplication.processEvents()
            found += markup(window)
    return found


def test_the_desk_takes_nothing_for_markup(qtbot, window):
    assert looked_at(window) == []
    window._workspace.select("claim", int(queries.claim_ids(window._workspace.project)[0]), reveal=True)
    assert any("<img" in label.text() for label in window.findChildren(QLabel))


def test_what_is_found_is_not_taken_for_markup(qtbot, window):
    space = window._workspace
    space.select("claim", int(queries.claim_ids(space.project)[0]), reveal=True)
    window.search()
    window._palette.line.setText("img")
    qtbot.waitUntil(lambda: any(EVIL in item.words for item in window._palette.model.items))
    assert [words for one in QApplication.topLevelWidgets() if one.isVisible() for words in markup(one)] == []


def test_the_chart_draws_names_with_dollars_as_they_are(window, tmp_path):
    """Matplotlib would take them for formulas."""
    reports.chart(window._workspace.project, tmp_path / "chart.svg")
    assert (tmp_path / "chart.svg").stat().st_size > 10_000


@pytest.mark.parametrize("make", [
    lambda window: ImportReportDialog(ImportReport((FileReport(EVIL, "failed", f"{EVIL} is no text."),)), window),
    lambda window: ProjectDialog(window._workspace, window._workspace.project, window),
    lambda window: ExportDialog(window._workspace, window._workspace.project, Settings(), window._workspace.project.path.parent, window),
])
def test_dialogs_take_nothing_for_markup(qtbot, window, make):
    dialog = make(window)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.wait(300)
    assert markup(dialog) == []


def test_a_sentence_of_the_status_line_is_plain(qtbot, window):
    window._workspace.report(f"{EVIL} cannot be read")
    assert markup(window) == []


def test_a_chip_of_the_filter_is_plain(window):
    window._workspace.set_filter(Filter().with_term("speaker", [f"{EVIL} {EVIL}"]))
    assert markup(window) == []
