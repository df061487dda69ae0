"""Search over all texts: places with their words around, arrow keys that bring each into view."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import FIRST, SECOND
from workbench.ui.dialogs.search import HIT, HOW


@pytest.fixture
def search(qtbot, window):
    window.actions_table.trigger("go.texts")
    dialog = window._texts
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def find(qtbot, dialog, words):
    qtbot.keyClicks(dialog.line, words)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)


def hits(dialog):
    return [row for row in dialog.places.rows if not isinstance(row, str)]


def current(dialog):
    return dialog.view.currentIndex().data(HIT)


def test_places_stand_under_their_texts(qtbot, search):
    find(qtbot, search, "treaty")
    headings = [row for row in search.places.rows if isinstance(row, str)]
    assert sorted(heading.split("   ")[0] for heading in headings) == ["Russia and North Korea sign treaty", "Seoul weighs arms for Kyiv"]
    assert search._said.text() == "4 places in 2 texts"
    assert {hit.words for hit in hits(search)} == {"treaty"}


def test_arrow_keys_bring_each_place_into_view_and_pass_over_headings(qtbot, window, search):
    find(qtbot, search, "Ukraine")
    seen = []
    for _ in range(5):
        hit = current(search)
        seen.append((hit.document_id, hit.start))
        page = window._panes.reader.page
        assert page.document_id == hit.document_id
        assert page.text[hit.start:hit.end] == "Ukraine"
        qtbot.keyClick(search.line, Qt.Key.Key_Down)
    assert set(seen) == {(1, FIRST.index("Ukraine")), (2, SECOND.index("Ukraine"))}
    qtbot.keyClick(search.line, Qt.Key.Key_Up)
    assert current(search) is not None


def test_enter_goes_there_and_closes(qtbot, window, search):
    find(qtbot, search, "weapons")
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    assert not search.isVisible()
    assert window._workspace.selection.kind == "article"
    assert window._panes.reader.article.headline == "Russia and North Korea sign treaty"


def test_typing_finds_when_it_pauses(qtbot, search):
    qtbot.keyClicks(search.line, "weap")
    qtbot.waitUntil(lambda: bool(hits(search)), timeout=5_000)
    assert hits(search)[0].words == "weapons"


def test_nothing_found_says_what_would_do(qtbot, search):
    find(qtbot, search, "zebra")
    assert search._said.text() == f"Nothing was found. {HOW}"
    search.line.clear()
    assert search._said.text() == HOW


def test_back_leads_to_where_one_was_before_the_search(qtbot, window, search):
    window._workspace.select("claim", 1, reveal=True)
    find(qtbot, search, "weapons")
    qtbot.keyClick(search.line, Qt.Key.Key_Return)
    window.actions_table.trigger("go.back")
    assert (window._workspace.selection.kind, window._workspace.selection.primary) == ("claim", 1)


def test_a_place_between_stories_is_shown_too(qtbot, window, search):
    find(qtbot, search, "world")
    place = next(hit for hit in hits(search) if hit.article_id is None)
    search.view.setCurrentIndex(search.places.index(search.places.rows.index(place)))
    assert window._panes.reader.page.document_id == place.document_id
