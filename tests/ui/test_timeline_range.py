"""The bar under the chart: which stretch of the whole time is in view, moved by mouse and by keys."""
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from workbench.ui.actions import Actions
from workbench.ui.panes.timeline.pane import TimelinePane

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def pane(qtbot, workspace):
    pane = TimelinePane(workspace)
    qtbot.addWidget(pane)
    pane.resize(720, 330)
    pane.show()
    qtbot.waitUntil(lambda: pane.canvas is not None and pane.canvas.drawn is not None, timeout=20_000)
    return pane


def drag(bar, start: float, stop: float):
    first, last = (QPoint(int(x), bar.height() // 2) for x in (start, stop))
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(bar, QPoint((first.x() + last.x()) // 2, first.y()))
    QTest.mouseMove(bar, last)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)


def view(pane) -> tuple[float, float]:
    return pane.canvas.drawn.frame.view


def test_it_stands_under_the_lanes_and_shows_what_is_in_view(pane):
    left, right = view(pane)
    assert pane.range.seen == (left, right)
    assert pane.range.x(left) == pytest.approx(pane.canvas.on_screen(0, 0).x())
    assert pane.range.x(right) == pytest.approx(pane.canvas.on_screen(pane.canvas.drawn.frame.width, 0).x())
    pane.canvas.zoom(4)
    assert view(pane)[1] - view(pane)[0] == pytest.approx((right - left) / 4)
    assert pane.range.seen == view(pane)


@pytest.mark.parametrize("end", ["from", "to"])
def test_an_end_is_dragged_and_the_other_stays(pane, end):
    left, right = view(pane)
    middle = (left + right) / 2
    drag(pane.range, pane.range.x(left if end == "from" else right), pane.range.x(middle))
    assert view(pane) == pytest.approx((middle, right) if end == "from" else (left, middle), abs=(right - left) / 200)


def test_an_end_never_passes_the_other(pane):
    left, right = view(pane)
    drag(pane.range, pane.range.x(left), pane.range.x(right) + 40)
    assert left < view(pane)[0] < view(pane)[1] == pytest.approx(right)


def test_the_whole_is_dragged_and_a_press_beside_it_brings_it_there(pane):
    left, right = view(pane)
    wide = (right - left) / 4
    pane.canvas.set_view(left, left + wide)
    drag(pane.range, pane.range.x(view(pane)[0] + wide / 2), pane.range.x(left + 2 * wide))
    assert view(pane) == pytest.approx((left + 1.5 * wide, left + 2.5 * wide), abs=wide / 50)
    QTest.mouseClick(pane.range, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(int(pane.range.x(left + wide / 2)), 8))
    assert view(pane) == pytest.approx((left, left + wide), abs=wide / 50)


def test_a_double_click_shows_all(pane):
    whole = view(pane)
    pane.canvas.zoom(3)
    QTest.mouseDClick(pane.range, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(int(pane.range.x(sum(whole) / 2)), 8))
    assert view(pane) == whole


def test_keys_move_it_its_ends_and_its_width(qtbot, pane):
    Actions(pane).add(pane.actions(), pane)
    with qtbot.waitActive(pane):
        pane.activateWindow()
    pane.canvas.zoom(4)
    pane.range.setFocus()
    left, right = view(pane)
    step = (right - left) / 10
    QTest.keyClick(pane.range, Qt.Key.Key_Right)
    assert view(pane) == pytest.approx((left + step, right + step))
    QTest.keyClick(pane.range, Qt.Key.Key_Left)
    QTest.keyClick(pane.range, Qt.Key.Key_Right, SHIFT)
    assert view(pane) == pytest.approx((left, right + step))
    QTest.keyClick(pane.range, Qt.Key.Key_Left, CONTROL)
    assert view(pane) == pytest.approx((left - 1.1 * step, right + step))
    QTest.keyClick(pane.range, Qt.Key.Key_Home)
    assert view(pane) == pane.chart.layout.view


def test_it_tells_a_reader_of_the_screen_the_stretch(pane):
    pane.canvas.set_view(19_893.0, 19_894.0)
    assert pane.canvas.drawn
    assert pane.range.accessibleName() == "Stretch of time in view"
    assert pane.range.accessibleDescription().startswith("Wed 19 Jun 2024 of ")


def test_without_a_project_it_is_gone(pane, workspace):
    assert pane.range.isVisible()
    workspace.close()
    assert not pane.range.isVisible()
