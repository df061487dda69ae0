"""What everybody must be able to see and reach: names for a screen reader, the tab key, large letters, contrast."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workbench import app
from workbench.core.filters import Filter
from workbench.core.reports import FileReport, ImportReport
from workbench.settings import Settings
from workbench.storage import queries
from workbench.ui import theme
from workbench.ui.dialogs.about import KeySheet
from workbench.ui.dialogs.import_report import ImportReportDialog
from workbench.ui.dialogs.mapping import MappingDialog
from workbench.ui.panes.tables.pane import SHEETS
from workbench.ui.panes.tables.view import EMPTY
from workbench.ui.widgets.words import OneLine
from workbench.ui.workspace import Workspace

INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QTabBar, QAbstractSlider)
OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")  # parts that Qt makes for itself and names itself
KINDS = ("claim", "event", "entity", "article")
DIALOGS = ("help.keys", "help.about", "report.export", "report.chart", "import.paste", "project.details")
LARGE = 20.0


@pytest.fixture(params=[theme.ORDINARY, LARGE])
def any_size(request, letters, open_desk):
    letters(request.param)
    return open_desk()


def select(window, kind):
    space = window.findChild(Workspace)
    number = {"claim": lambda: queries.list_claims(space.project)[0].id, "event": lambda: queries.list_events(space.project)[0].id,
              "entity": lambda: queries.list_entities(space.project)[0].id, "article": lambda: queries.list_articles(space.project)[0].id}[kind]()
    space.select(kind, number, reveal=True)


def shown(top, kinds):
    return [widget for widget in top.findChildren(QWidget) if isinstance(widget, kinds) and widget.isVisible() and not of_qt(widget)]


def of_qt(widget):
    return widget.objectName().startswith(OF_QT) or isinstance(widget.parent(), QLineEdit)


def nameless(top):
    return [f"{type(widget).__name__} in {type(widget.parent()).__name__}" for widget in shown(top, INTERACTIVE) if not name_of(widget)]


def name_of(widget):
    if isinstance(widget, QAbstractSlider) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return "a scroll bar"  # of a view that has a name
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def each_dialog(window):
    """Open, one after the other."""
    for name in DIALOGS:
        window.actions_table.trigger(name)
        dialog = next(dialog for dialog in window.findChildren(QDialog) if dialog.isVisible())
        yield dialog
        dialog.close()


def test_every_widget_of_the_window_has_a_name(qtbot, window):
    qtbot.waitUntil(lambda: window.findChild(QWidget, "timelineCanvas") is not None, timeout=60_000)
    window.findChild(Workspace).set_filter(Filter.parse("act:warn,deny"))
    for kind in KINDS:
        select(window, kind)
        assert nameless(window) == []


def test_every_widget_of_a_dialog_has_a_name(window):
    assert [nameless(dialog) for dialog in each_dialog(window)] == [[]] * len(DIALOGS)


def test_the_dialogs_of_an_import_have_names(window):
    report = ImportReport((FileReport("page.txt", "failed", "It is empty."),))
    for dialog in (ImportReportDialog(report, window), MappingDialog(Path("rows.csv"), ["text", "outlet"], [["Words.", "Courier"]], window)):
        dialog.show()
        assert nameless(dialog) == []


def test_the_start_page_has_names_and_a_next_step(qtbot, letters, tmp_path):
    window = app.build(Settings(), tmp_path / "config")
    qtbot.addWidget(window, before_close_func=lambda _: window.close())
    window.show()
    assert nameless(window) == []
    assert [button.text() for button in shown(window.start, QAbstractButton)] == ["Open the sample", "New project…", "Open…"]


def test_the_tab_key_reaches_every_pane_and_the_bar(qtbot, window):
    select(window, "claim")
    qtbot.waitUntil(lambda: window.findChild(QWidget, "timelineCanvas") is not None, timeout=60_000)
    window.activateWindow()
    window.bar.door.setFocus()
    reached = set()
    places = {"library", "reader", "inspector", "tables", "timeline", "filters"}
    panes = {name: getattr(window._panes, name) for name in places}
    for _ in range(120):
        window.focusNextChild()
        there = QApplication.focusWidget()
        reached |= {name for name, pane in panes.items() if there is not None and (pane is there or pane.isAncestorOf(there))}
    assert reached == places


def clipped(top):
    """Labels and buttons whose words need more room than they have."""
    cut = []
    for widget in shown(top, (QLabel, QAbstractButton)):
        if isinstance(widget, OneLine) or not getattr(widget, "text", str)():
            continue
        wraps = isinstance(widget, QLabel) and widget.wordWrap()
        needed = widget.heightForWidth(widget.width()) if wraps else widget.sizeHint().height()
        if needed > widget.height() or (not wraps and widget.fontMetrics().horizontalAdvance(widget.text().replace("&", "")) > widget.width()):
            cut.append(f"{widget.text()[:40]} {widget.width()}x{widget.height()} needs {widget.sizeHint().toTuple()}")
    return cut


def test_nothing_is_clipped_whatever_the_letters(qtbot, any_size):
    qtbot.waitUntil(lambda: any_size.findChild(QWidget, "timelineCanvas") is not None, timeout=60_000)
    for kind in KINDS:
        select(any_size, kind)
        qtbot.wait(50)
        assert clipped(any_size) == []
    assert any_size.width() <= 1560


def test_no_dialog_is_clipped_whatever_the_letters(qtbot, any_size):
    for dialog in each_dialog(any_size):
        qtbot.wait(50)
        assert clipped(dialog) == []


def test_a_long_line_gives_way_and_ends_in_an_ellipsis(qtbot, letters):
    line = OneLine()
    qtbot.addWidget(line)
    line.setText("OUTLET UNKNOWN · MAXIMILIANE HOHENZOLLERN-SIGMARINGEN · 21 JUN 2024")
    line.resize(120, 20)
    assert line.minimumSizeHint().width() == 0
    assert line.shown.startswith("OUTLET")
    assert line.shown.endswith("…")


def test_empty_panes_say_what_to_do_and_nothing_stands_in_the_words(qtbot, letters, tmp_path):
    window = app.build(Settings(), tmp_path / "config")
    qtbot.addWidget(window, before_close_func=lambda _: window.close())
    window.show()
    window.commands.open_path(tmp_path / "new.workbench", create=True)
    assert [sheet.kind for sheet in SHEETS] == list(EMPTY)
    assert all(re.search(r"Ctrl\+I|menu", words) for words in EMPTY.values())
    assert "Ctrl+I" in window._panes.reader.view.placeholderText()
    assert window._panes.reader.view.cursorWidth() == 0
    assert "Ctrl+I" in window._panes.library._empty.text()


def test_letters_follow_the_system_s_and_never_shrink(qapp, letters):
    sizes = []
    for points in (8.0, theme.ORDINARY, LARGE, 90.0):
        letters(points)
        sizes.append(theme.desk_font().pointSizeF())
    assert sizes == [10.0, 10.0, pytest.approx(10 * LARGE / theme.ORDINARY), 20.0]


def test_the_sheet_of_keys_shows_every_key(window):
    sheet = KeySheet(window.actions_table, window)
    words = {label.text() for label in sheet.findChildren(QLabel)}
    assert all(one.action.text.rstrip("…") in words for one in window.actions_table if one.action.keys)
