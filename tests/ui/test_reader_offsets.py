from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor

from workbench.ui.panes.reader.highlights import Layer, Offsets
from workbench.ui.panes.reader.view import TextView

HARD = "A 🇰🇵 flag\r\ne\u0301te\u0301 — “NBSP\u00a0here”\rlone\u2028soft\u2029hard\r\n\r\nend 👩‍🚀\ufffc\x00."
PIECES = ["a", " ", "\r", "\n", "\r\n", "\u2028", "\u2029", "😀", "e\u0301", "\u00a0", "\ufdd0", "\ufffc", "\x00"]
LETTERS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@pytest.fixture
def view(qtbot):
    view = TextView()
    qtbot.addWidget(view)
    return view


def selected(view, start, end):
    """What Qt has between the two places."""
    cursor = QTextCursor(view.document())
    cursor.setPosition(view.offsets.position(start))
    cursor.setPosition(view.offsets.position(end), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


@pytest.mark.parametrize("words", ["🇰🇵", "flag", "e\u0301te\u0301", "“NBSP\u00a0here”", "soft", "hard", "end 👩‍🚀"])
def test_a_stretch_of_code_points_is_the_same_words_in_qt(view, words):
    view.show_text(Offsets(HARD))
    at = HARD.index(words)
    assert selected(view, at, at + len(words)) == words


def test_a_cr_lf_is_one_end_of_paragraph_and_no_selection_takes_half_of_it(view):
    view.show_text(Offsets("one\r\ntwo"))
    assert view.document().blockCount() == 2
    view.mark((0, 3))
    assert view.marked() == (0, 3)
    view.mark((5, 8))
    assert view.marked() == (5, 8)


@given(text=LETTERS)
def test_every_offset_comes_back_and_qt_has_the_lines_we_count(qapp, text):
    offsets = Offsets(text)
    view = TextView()
    view.show_text(offsets)
    assert view.document().characterCount() == offsets.position(len(text)) + 1
    assert view.document().blockCount() == len(offsets.line_starts)
    for offset in range(len(text) + 1):
        back = offsets.offset(offsets.position(offset))
        assert back == offset or text[back:offset] == "\r"
    view.deleteLater()


def test_lines_are_the_paragraphs_without_their_ends():
    offsets = Offsets("one\r\ntwo\rthree\n")
    lines = [offsets.text[start:end] for start, end in zip(offsets.line_starts, offsets.line_ends, strict=True)]
    assert lines == ["one", "two", "three", ""]


def test_a_selection_is_trimmed_to_its_words():
    assert Offsets("  \u00a0word \n").trimmed((0, 9)) == (3, 7)


def test_an_offset_outside_the_text_is_its_end():
    offsets = Offsets("😀b")
    assert (offsets.position(99), offsets.position(-3), offsets.offset(99)) == (3, 0, 2)


def test_a_layer_gives_the_innermost_mark_counted_from_the_stretch():
    layer = Layer(Offsets("😀 Seoul ministry"), [(2, 16, "ORG"), (2, 7, "GPE")])
    assert list(layer.within(0, 40)) == [(3, 8, "GPE"), (8, 17, "ORG")]
    assert list(layer.within(5, 9)) == [(0, 3, "GPE"), (3, 4, "ORG")]


def test_what_is_copied_is_the_files_own_text_without_hidden_lines(view):
    view.show_text(Offsets("one\r\nhidden\r\nthree\u00a0words"))
    view.dress(view_lines(view, hidden=1), [])
    view.mark((0, 24))
    assert view.createMimeDataFromSelection().text() == "one\nthree\u00a0words"


def view_lines(view, hidden):
    import numpy as np
    visible = np.ones(view.document().blockCount(), dtype=bool)
    visible[hidden] = False
    return visible


def test_nothing_in_a_text_is_taken_for_markup_or_fetched(view):
    text = "<img src='file:///etc/hostname'><b>bold</b>"
    view.show_text(Offsets(text))
    assert view.toPlainText() == text
    assert view.loadResource(2, "file:///etc/hostname") is None


def test_lines_of_a_broken_paragraph_stand_close(view):
    view.show_text(Offsets("one\ntwo\n\nthree"), [(0, 1)])
    margins = [view.document().findBlockByNumber(number).blockFormat().bottomMargin() for number in (0, 1, 3)]
    assert margins[0] == 0 < margins[1] == margins[2]
