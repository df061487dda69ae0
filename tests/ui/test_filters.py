"""The filter bar: chips, popups and the text form say and set the same filter."""
from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from workbench.core.filters import Filter
from workbench.services import claims
from workbench.storage import queries
from workbench.ui.panes.filters.pane import FiltersBar
from workbench.ui.panes.filters.popups import DatePopup, TickPopup


@pytest.fixture
def bar(qtbot, workspace):
    bar = FiltersBar(workspace)
    qtbot.addWidget(bar)
    bar.resize(1100, 40)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def open_popup(bar, key, kind):
    bar.open_popup(key)
    return bar.findChildren(kind)[-1]


def type_in(qtbot, bar, text):
    bar.line.clear()
    qtbot.keyClicks(bar.line, text)
    qtbot.keyClick(bar.line, Qt.Key.Key_Return)


def test_typing_sets_the_filter_and_lights_the_chips(qtbot, bar, workspace):
    type_in(qtbot, bar, "act:deny,warn date:2024-06-17..2024-06-22")
    assert str(workspace.filter) == "act:deny,warn date:2024-06-17..2024-06-22"
    assert bar.chips["act"].text().startswith("Speech act: deny, warn")
    assert bar.chips["date"].text().startswith("Dates: 17–22 Jun 2024")


def test_what_is_no_filter_is_refused_with_a_reason_and_kept(qtbot, bar, workspace):
    type_in(qtbot, bar, "act:shout")
    assert not workspace.filter
    assert "shout" in workspace.said[-1]
    assert bar.line.property("refused")
    assert bar.line.text() == "act:shout"


def test_esc_clears_everything(qtbot, bar, workspace):
    type_in(qtbot, bar, "act:deny")
    qtbot.keyClick(bar.line, Qt.Key.Key_Escape)
    assert (bool(workspace.filter), bar.line.text()) == (False, "")


def test_ticking_acts_in_the_popup(bar, workspace):
    popup = open_popup(bar, "act", TickPopup)
    for place in (1, 2):
        popup.model.toggle(popup.model.index(place))
    assert workspace.filter.values("act") == ("deny", "warn")
    popup.model.toggle(popup.model.index(1))
    assert workspace.filter.values("act") == ("warn",)


def test_the_popup_offers_the_speakers_of_the_project(qtbot, bar, workspace):
    popup = open_popup(bar, "speaker", TickPopup)
    names = [popup.model.index(place).data() for place in range(popup.model.rowCount())]
    assert "South Korea" in names
    popup.model.toggle(popup.model.index(names.index("South Korea")))
    assert {claim.speaker for claim in queries.list_claims(workspace.project, workspace.filter)} == {"South Korea"}


def test_typing_in_the_popup_narrows_it(bar):
    popup = open_popup(bar, "action", TickPopup)
    popup.line.setText("thr")
    assert [popup.model.index(place).data() for place in range(popup.model.rowCount())] == ["THREATEN"]


def test_dates_are_typed_as_people_write_them(bar, workspace):
    popup = open_popup(bar, "date", DatePopup)
    popup.when.setText("17-22 June 2024")
    popup.apply()
    assert str(workspace.filter) == "date:2024-06-17..2024-06-22"


def test_another_clock_takes_the_place_of_the_first(bar, workspace):
    workspace.set_filter(Filter.parse("date:2024-06-19"))
    popup = open_popup(bar, "date", DatePopup)
    assert popup.when.text() == "19 Jun 2024"
    popup.clock.setCurrentIndex(popup.clock.findData("reported"))
    popup.apply()
    assert str(workspace.filter) == "reported:2024-06-19"


def test_no_date_is_refused_in_the_popup(bar, workspace):
    popup = open_popup(bar, "date", DatePopup)
    popup.when.setText("31 June 2024")
    popup.apply()
    assert "June has 30 days" in popup._refused.text()
    assert not workspace.filter


def test_the_cross_of_a_chip_clears_its_key_alone(qtbot, bar, workspace):
    workspace.set_filter(Filter.parse("act:deny outlet:Courier"))
    chip = bar.chips["act"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 8, chip.height() // 2))
    assert str(workspace.filter) == "outlet:Courier"


def test_delete_clears_a_chip_by_keyboard(qtbot, bar, workspace):
    workspace.set_filter(Filter.parse("act:deny"))
    qtbot.keyClick(bar.chips["act"], Qt.Key.Key_Delete)
    assert not workspace.filter


def test_to_review_counts_down_and_filters(qtbot, bar, workspace):
    assert bar.review.text() == "To review 6"
    workspace.do(claims.accept, [1])
    assert bar.review.text() == "To review 5"
    qtbot.mouseClick(bar.review, Qt.MouseButton.LeftButton)
    assert str(workspace.filter) == "status:suggested"
    assert workspace.selection.kind == "claim"


def test_chips_that_do_not_fit_go_under_more_what_is_on_last(bar, workspace):
    workspace.set_filter(Filter.parse("tag:check"))
    bar.resize(560, 40)
    assert bar.chips["tag"].isVisible()
    assert not bar.chips["date"].isVisible()
    bar.resize(1400, 40)
    assert bar.chips["date"].isVisible()


def test_where_even_what_is_on_does_not_fit_more_says_so(bar, workspace):
    workspace.set_filter(Filter.parse("tag:check act:deny"))
    bar.resize(bar.minimumSizeHint().width(), 40)
    assert bar.more.text().startswith("More: 2 on")
    assert bar.more.on


def test_an_excluding_term_says_not(bar, workspace):
    workspace.set_filter(Filter.parse("-act:state"))
    assert bar.chips["act"].text().startswith("Speech act: not state")
