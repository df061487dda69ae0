"""No key means two things at once: Qt lets neither happen then."""
from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from workbench import app as program
from workbench import settings


@pytest.fixture
def window(qtbot, dressed, tmp_path):
    window = program.build(settings.Settings(), tmp_path / "config")
    qtbot.addWidget(window)
    return window


def heard(window):
    """Every key with the widget whose focus it asks for."""
    for placed in window.actions_table:
        local = placed.face.shortcutContext() == Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key in placed.face.shortcuts():
            yield key.toString(QKeySequence.SequenceFormat.PortableText), placed.scope if local else ""
    for shortcut in window.findChildren(QShortcut):
        if shortcut.context() == Qt.ShortcutContext.WidgetWithChildrenShortcut:
            yield shortcut.key().toString(QKeySequence.SequenceFormat.PortableText), shortcut.parent().accessibleName()


def test_no_key_means_two_things_in_one_place(window):
    assert [one for one, times in Counter(heard(window)).items() if times > 1] == []


@pytest.mark.parametrize("pane", ["Reader", "Tables", "Inspector"])
def test_the_keys_of_a_review_are_heard_in_every_pane_that_shows_claims(window, pane):
    assert {"A", "X", "J", "K"} <= {key for key, scope in heard(window) if scope == pane}
