"""The reader beside a bare text widget, in one run: a text of 50,000 characters with 5,000 highlights."""
from __future__ import annotations

import gc
import random
import time
from statistics import median

import numpy as np
import pytest
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from workbench.ui import theme
from workbench.ui.panes.reader import marks, typography
from workbench.ui.panes.reader.highlights import Offsets
from workbench.ui.panes.reader.margin import Said
from workbench.ui.panes.reader.view import TextView

STEPS = 200
OPENING, SCROLLING, SLACK = 1.5, 2.0, 1.25
KINDS = ("PERSON", "GPE", "ORG", "NORP", "DATE")
NAMES = [(at, at + 7, marks.of_mention(KINDS[at // 10 % 5], "light")) for at in range(0, 50_000, 10)]
CUES = [(at, at + 4, "cue") for at in range(0, 50_000, 400)]
CLAIMS = [Said(at, at, at + 120, "A speaker", "warn") for at in range(0, 49_000, 250)]


@pytest.fixture(scope="module")
def text():
    rng = random.Random(7)  # noqa: S311
    words = ["minister", "said", "on", "Wednesday", "that", "the", "agreement", "with", "Seoul", "would", "be", "reviewed", "“again”"]
    lines = []
    while sum(map(len, lines)) + len(lines) < 50_000:
        lines.append(" ".join(rng.choice(words) for _ in range(60)))
    return "\n".join(lines)[:50_000]


def times(bare, ours, pairs=15):
    """How many times as long ours takes, as the median over pairs of one run of each, which share whatever else the machine does meanwhile; of
    this thread's own time, without the collector. With it what a bare run takes, in milliseconds."""
    bare(), ours()
    gc.collect()
    gc.disable()
    try:
        rounds = [(spent(bare), spent(ours)) for _ in range(pairs)]
    finally:
        gc.enable()
    return median(long / short for short, long in rounds), median(short for short, _ in rounds)


def spent(does):
    start = time.thread_time()
    does()
    return 1000 * (time.thread_time() - start)


@pytest.fixture
def pair(qapp):
    """A plain text widget in the reader's face, and the reader's."""
    theme.apply(qapp, "light")
    plain = QTextEdit(readOnly=True)
    plain.setUndoRedoEnabled(False)
    plain.document().setDefaultFont(theme.text_font())
    plain.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
    widgets = (plain, TextView())
    for widget in widgets:
        widget.resize(760, 620)
        widget.show()
    plain.setLineWrapColumnOrWidth(round(typography.column(theme.text_font())))
    yield widgets
    for widget in widgets:
        widget.hide()
        widget.deleteLater()


def open_bare(widget, text):
    """The same leading, nothing else."""
    widget.clear()
    cursor = QTextCursor(widget.document())
    cursor.beginEditBlock()
    leading = QTextBlockFormat()
    leading.setLineHeight(119, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    leading.setBottomMargin(8)
    cursor.setBlockFormat(leading)
    cursor.insertText(text)
    cursor.endEditBlock()
    widget.viewport().grab()


def open_full(widget, text):
    offsets = Offsets(text)
    widget.show_text(offsets)
    widget.dress(np.ones(len(offsets.line_starts), dtype=bool), CUES)
    widget.set_layer("names", NAMES)
    widget.set_claims(CLAIMS)
    widget.viewport().grab()


def test_opening_costs_little_more_than_the_bare_text(pair, text):
    plain, reader = pair
    ratio, floor = times(lambda: open_bare(plain, text), lambda: open_full(reader, text))
    print(f"\nopening 50,000 characters: bare {floor:.1f} ms, with 5,000 highlights and 196 claims {ratio:.2f} times")
    assert ratio <= OPENING * SLACK


def test_scrolling_costs_at_most_twice_the_bare_text(pair, text):
    plain, reader = pair
    open_bare(plain, text)
    open_full(reader, text)
    ratio, floor = times(lambda: scroll(plain), lambda: scroll(reader), pairs=9)
    print(f"\na step of the wheel and a repaint: bare {floor / STEPS:.2f} ms, with marks and margin {ratio:.2f} times")
    assert ratio <= SCROLLING * SLACK


def scroll(widget):
    """Down the page, a notch of the wheel at a time, as the events come."""
    bar = widget.verticalScrollBar()
    for step in range(STEPS):
        bar.setValue(step * 60)
        QApplication.processEvents()
    assert bar.value() == (STEPS - 1) * 60
