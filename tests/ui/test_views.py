"""Saved views: a name brings back the filter, the tables, the chart and the open panes."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from workbench.core.filters import Filter
from workbench.services import views
from workbench.storage import queries
from workbench.ui.dialogs.views import KEEPS, ViewNameDialog, ViewsDialog


@pytest.fixture
def window(qtbot, window):
    """With its chart."""
    qtbot.waitUntil(lambda: window.findChild(QWidget, "timelineCanvas") is not None, timeout=60_000)
    return window


def saved(window):
    return queries.list_views(window._workspace.project)


def columns(view):
    return [view.table.sheet.columns[number].field for number in view.visible_columns()]


def test_a_view_brings_back_filter_tables_chart_and_panes(window):
    claims, timeline, space = window._panes.tables.show_table("claim"), window._panes.timeline, window._workspace
    first = columns(claims)
    claims.show_column(claims.visible_columns()[-1], False)
    claims.horizontalHeader().setSortIndicator(claims.visible_columns()[0], Qt.SortOrder.DescendingOrder)
    timeline.lane.choose("outlet")
    timeline.canvas.set_view(19890.0, 19900.0)
    window.docks["library"].hide()
    space.set_filter(Filter.parse("act:deny"))
    assert window.views.save("Denials") == ""
    claims.reset_columns()
    claims.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    timeline.lane.choose("speaker")
    window.docks["library"].show()
    space.set_filter(Filter())
    window._panes.tables.show_table("event")

    window.views.show(saved(window)[0])
    assert str(space.filter) == "act:deny"
    assert columns(claims) == first[:-1]
    assert claims.table.sorted_by == (claims.visible_columns()[0], Qt.SortOrder.DescendingOrder)
    assert window._panes.tables.view is claims
    assert timeline.lane.value == "outlet"
    assert timeline.canvas.view == pytest.approx((19890.0, 19900.0), abs=0.001)
    assert window.docks["library"].isHidden()
    assert not window.docks["tables"].isHidden()


def test_the_chip_names_the_view_until_the_filter_is_another(window):
    bar = window._panes.filters
    window._workspace.set_filter(Filter.parse("act:deny"))
    window.views.save("Denials")
    assert bar.views.accessibleName() == "Views: Denials"
    window._workspace.set_filter(Filter())
    assert bar.views.accessibleName() == "Views"


def test_the_menu_ticks_the_current_view_and_shows_the_other(window):
    space = window._workspace
    window.views.save("All")
    space.set_filter(Filter.parse("act:deny"))
    window.views.save("Denials")
    faces = {face.text(): face for face in window.views.menu().actions()}
    assert (faces["All"].isChecked(), faces["Denials"].isChecked()) == (False, True)
    faces["All"].trigger()
    assert not space.filter


def test_saving_is_undone_by_name_and_showing_is_no_step(window):
    window.views.save("Denials")
    window.views.show(saved(window)[0])
    assert window._workspace.project.undo_label == "Save view “Denials”"
    window._workspace.undo()
    assert saved(window) == []
    assert window._panes.filters.views.accessibleName() == "Views"


def test_the_palette_finds_a_view(window):
    window._workspace.set_filter(Filter.parse("act:deny"))
    window.views.save("What Seoul denies")
    window._workspace.set_filter(Filter())
    window.search()
    window._palette.line.setText("seoul denies")
    place = [item.words for item in window._palette.model.items].index("Saved view: What Seoul denies")
    window._palette.run(window._palette.model.index(place))
    assert str(window._workspace.filter) == "act:deny"


def test_the_dialog_says_when_a_name_is_taken_and_why_one_is_refused(qtbot, window):
    window.views.save("Denials")
    window.actions_table.trigger("views.save")
    dialog = window.findChild(ViewNameDialog)
    dialog.line.clear()
    assert dialog._says.text() == KEEPS
    dialog.accept()
    assert "needs a name" in dialog._says.text()
    dialog.line.setText("denials")
    assert dialog._says.text().startswith("Replaces")
    dialog.accept()
    assert not dialog.isVisible()
    assert [view.name for view in saved(window)] == ["Denials"]


def test_views_are_renamed_and_deleted_in_their_list(window):
    for name in ("A", "B"):
        window.views.save(name)
    dialog = ViewsDialog(window._workspace, window.views.show, window)
    dialog.list.item(0).setText("B")
    assert "already" in dialog._says.text()
    dialog.list.item(0).setText("C")
    assert [view.name for view in saved(window)] == ["B", "C"]
    dialog.delete()
    assert [view.name for view in saved(window)] == ["C"]


def test_a_view_that_another_hand_wrote_does_no_harm(window):
    space = window._workspace
    panes = {"tables": {"table": "x", "tables": {"claim": {"columns": [3, "nothing"], "widths": ["a"]}}},
             "timeline": {"lane": 7, "stretch": ["x", "y"]}, "panes": {"library": ["wide", 0]}}
    space.do(views.save, "Odd", Filter(), panes)
    window.views.show(saved(window)[0])
    assert window._panes.timeline.lane.value == "speaker"


def test_a_name_is_never_taken_for_markup(window):
    window.views.save("<img src='x'>")
    tip = window.actions_table.face("edit.undo").toolTip()
    assert "<img" not in tip
    assert "&lt;img" in tip
