"""The illustrated guide: complete, local, and true of the program that it describes."""
from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QKeySequence, QTextDocument
from PySide6.QtTest import QTest

from workbench import app, assets
from workbench.settings import Settings
from workbench.ui import theme
from workbench.ui.dialogs.guide import COLUMN, GAP, Guide

IMAGE = QTextDocument.ResourceType.ImageResource.value
PICTURES = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")
KEY = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+)*(?:F\d+|[A-Z]|\d|\?|\.|\[|\]|Left|Enter|Tab|Shift))`")
OF_EDITORS = {"Tab", "Enter", "Ctrl+Enter", "Shift", "C", "S", "Q", "V", "R", "P", "G", "O", "L", "N", "D", "H"}  # keys that no action has


@pytest.fixture(params=["light", "dark"])
def guide(request, qtbot, qapp):
    theme.apply(qapp, request.param)
    guide = Guide(None)
    qtbot.addWidget(guide)
    with qtbot.waitExposed(guide):
        guide.show()
    yield guide
    theme.apply(qapp, "light")


def words():
    return assets.guide().read_text(encoding="utf-8")


def test_every_picture_is_there_in_light_and_dark_and_fits_the_window():
    for name in PICTURES.findall(words()):
        for file in (name, name.replace(".png", "-dark.png")):
            picture = QImage(str(assets.guide().with_name(file)))
            assert 0 < picture.width() <= COLUMN - 56, file


def test_no_picture_lies_there_unused():
    used = {name.removesuffix(".png") for name in PICTURES.findall(words())}
    assert {file.stem.removesuffix("-dark") for file in assets.guide().parent.glob("*.png")} == used


def test_the_contents_are_the_day_in_its_order_and_lead_there(qtbot, guide):
    assert list(guide.page.sections) == ["A day at the desk", "Start", "Bring texts in", "Read and review", "Write a claim by hand", "Tables",
                                         "Entities", "Timeline", "Conflicts", "Grading", "Export", "Keys"]
    guide.contents.setFocus()
    guide.contents.setCurrentIndex(guide.contents.model().index(7, 0))
    heading = guide.page.document().documentLayout().blockBoundingRect(guide.page.sections["Timeline"])
    assert abs(guide.page.verticalScrollBar().value() - heading.top()) <= GAP + 1


@pytest.mark.parametrize("name", ["https://example.org/x.png", "file:///etc/hostname", "../../LICENSE", "../desk.png", "sub/start.png"])
def test_nothing_but_its_own_pictures_is_loaded(guide, name):
    assert guide.page.loadResource(IMAGE, QUrl(name)) is None
    assert guide.page.loadResource(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("start.png")) is None


def test_nothing_is_wider_than_the_window(guide):
    QTest.qWait(50)
    assert guide.page.horizontalScrollBar().maximum() == 0


def test_the_keys_that_it_names_are_keys_of_the_program(qtbot, qapp, tmp_path):
    window = app.build(Settings(), tmp_path)
    qtbot.addWidget(window, before_close_func=lambda _: window.close())
    keys = {key.toString() for placed in window.actions_table for key in placed.face.shortcuts()} | OF_EDITORS
    named = {QKeySequence(key).toString() if key not in OF_EDITORS else key for key in KEY.findall(words())}
    assert named - keys == set()
    assert len(named) > 30


def test_it_opens_from_help_beside_the_desk_and_only_once(qtbot, qapp, tmp_path):
    window = app.build(Settings(), tmp_path)
    qtbot.addWidget(window, before_close_func=lambda _: window.close())
    window.show()
    for _ in range(2):
        window.actions_table.trigger("help.guide")
    [guide] = window.findChildren(Guide)
    assert guide.isVisible()
    assert not guide.isModal()
