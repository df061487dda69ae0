"""The chart with many statements: laid out, drawn, and asked what is under the pointer, in the processor's time."""
from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtWidgets import QWidget

from workbench.charts import timeline as chart
from workbench.core import timeline
from workbench.core.timeline import Claims, Events

NOBODY = Events(*(np.zeros(0, int) for _ in Events.__slots__))


def claims(count: int) -> Claims:
    chance = np.random.default_rng(5)
    told = 19_000 + np.sort(chance.random(count)) * 365
    nothing = np.full(count, np.nan)
    zeros = np.zeros(count, int)
    return Claims(id=np.arange(1, count + 1), article_id=np.arange(count) // 9, speaker=chance.integers(1, 200, count),
                  outlet=chance.integers(1, 20, count), act=chance.integers(0, 9, count), group=zeros, event=zeros, confidence=chance.random(count),
                  reported_from=told, reported_to=told, said_from=nothing, said_to=nothing, happened_from=nothing, happened_to=nothing)


def took(work: Callable[[], object]) -> float:
    """The quickest of three, in milliseconds."""
    spans = []
    for _ in range(3):
        start = time.process_time()
        work()
        spans.append((time.process_time() - start) * 1000)
    return min(spans)


@pytest.mark.parametrize(("count", "laid_out", "drawn", "painted", "hit"),
                         [(1_000, 20, 120, 300, 2), (10_000, 150, 500, 500, 5), (200_000, 2_500, 500, 300, 2)])
def test_the_chart_keeps_up(count, laid_out, drawn, painted, hit, capsys):
    some = claims(count)
    figure = Figure(figsize=(7.4, 3.0), dpi=96)
    canvas, axes = FigureCanvasAgg(figure), figure.add_axes((0.1, 0.1, 0.8, 0.8))
    layout = timeline.lay_out(some, NOBODY)
    shown = chart.draw(axes, layout)
    canvas.draw()
    times = (took(lambda: timeline.lay_out(some, NOBODY)), took(lambda: chart.draw(axes, layout)), took(canvas.draw),
             took(lambda: [shown.what_is_at(x, 150) for x in range(200, 700, 5)]) / 100)
    with capsys.disabled():
        print(f"\n{count:>7,} statements: laid out {times[0]:.0f}, drawn {times[1]:.0f}, painted {times[2]:.0f}, asked {times[3]:.2f} ms")
    assert all(spent < limit for spent, limit in zip(times, (laid_out, drawn, painted, hit), strict=True))


def test_looking_at_a_large_chart_draws_nothing_anew(qtbot, capsys):
    """Selecting, pointing and panning paint over the chart as it is: a small part of what drawing it takes. A stretch that is zoomed into is drawn
    without laying out all lanes again."""
    from workbench.ui.panes.timeline.canvas import Canvas
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(820, 380)
    canvas = Canvas(parent)
    canvas.resize(820, 380)
    parent.show()
    canvas.show_chart(timeline.lay_out(claims(7_500), NOBODY), [], "UTC")
    canvas.grab()

    def zoomed() -> None:
        canvas.set_view(19_100.0, 19_160.0)
        canvas.grab()

    def selected() -> None:
        canvas.selected = [int(mark) for mark in canvas.drawn.placed.which[:5]]
        canvas.grab()

    def panned() -> None:
        canvas.slide(19_101.0, 19_161.0)
        canvas.grab()

    whole, zoom, select = took(lambda: (canvas.reset_view(), canvas.grab())), took(zoomed), took(selected)
    pan = took(panned)
    canvas.settle()
    with capsys.disabled():
        print(f"\n  7,500 statements: all drawn {whole:.0f}, zoomed {zoom:.0f}, panned {pan:.1f}, selected {select:.1f} ms")
    assert select < zoom / 5
    assert pan < zoom / 5
    assert zoom < 3 * whole
