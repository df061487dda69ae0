"""Every dialog that an action opens, as a screen reader and the Tab key find it: names by QAccessible, an order that leaves nothing out."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QRadioButton, QWidget

from tests.builders import small_project
from workbench import app
from workbench.services import documents
from workbench.settings import Settings
from workbench.storage import queries
from workbench.ui import theme
from workbench.ui.workspace import Workspace

EXPECTED = {"import.paste", "report.export", "project.details", "help.keys", "help.about", "help.guide", "history.steps", "history.days",
            "history.row", "past.look", "article.properties", "rows.merge", "rows.replace", "rows.add", "views.save", "views.manage",
            "window.preferences"}
MANY = 100
INTO_FILES = {"project.new", "project.open", "import.files", "import.folder", "report.chart"}  # the system's own dialogs


@pytest.fixture
def window(qtbot, qapp, tmp_path, monkeypatch):
    theme.apply(qapp, "light")
    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    project = small_project(tmp_path, documents.compare)
    project.close()
    window = app.build(Settings(), tmp_path / "config")
    qtbot.addWidget(window, before_close_func=lambda _: window.close())
    window.resize(1560, 980)
    with qtbot.waitExposed(window):
        window.show()
    assert window.commands.open_path(project.path)
    return window


def choose_two(window, kind):
    space = window.findChild(Workspace)
    rows = queries.list_entities(space.project) if kind == "entity" else queries.list_articles(space.project)
    space.select(kind, [row.id for row in rows][:2], reveal=True)


def dialogs(window):
    """Each that an action opens, while it is open."""
    for placed in list(window.actions_table):
        name = placed.action.id
        if name in INTO_FILES or not (placed.action.text.endswith("…") or name in EXPECTED):
            continue
        choose_two(window, "article" if name.startswith("article") else "entity")
        placed.face.trigger()
        QTest.qWait(20)
        found = [one for one in window.findChildren(QDialog) if one.isVisible()]
        for one in found:
            yield name, one
            one.close()


def reachable(top):
    """What the Tab key should come to; among radio buttons the arrow keys go on."""
    return [one for one in top.findChildren(QWidget) if one.isVisible() and one.isEnabled() and one.window() is top and one.focusProxy() is None
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(one.parent(), QLineEdit)
            and not isinstance(one, QRadioButton)]


def name_of(widget):
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def reached(top):
    """What it does come to, from wherever it stands, once round."""
    met: list[QWidget] = []
    while len(met) < MANY:
        QTest.keyClick(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
        there = QApplication.focusWidget()
        if there in met:
            break
        met.append(there)
    return met


def described(widgets):
    return sorted(f"{type(one).__name__} {name_of(one)!r}" for one in widgets)


def test_every_dialog_has_names_and_the_tab_key_comes_to_everything_in_it(window):
    opened, nameless, missed = set(), [], []
    for name, dialog in dialogs(window):
        opened.add(name)
        dialog.activateWindow()
        wanted = reachable(dialog)
        nameless += [f"{name}: {type(one).__name__}" for one in wanted if not name_of(one)]
        missed += [f"{name}: {words}" for words in described(set(wanted) - set(reached(dialog)))]
    assert (nameless, missed) == ([], [])
    assert opened >= EXPECTED


