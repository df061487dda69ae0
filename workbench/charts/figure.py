"""The chart as a figure of its own: what it shows in words, its legend, the chart itself, and where it comes from."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts import fonts, legend, palette
from workbench.charts.annotations import need_strip
from workbench.charts.frame import FOOT, NAMES, SMALL, STRIP, TITLE
from workbench.charts.palette import Theme
from workbench.charts.rows import arrange
from workbench.charts.timeline import READING, TOP, Drawn, draw, sentence
from workbench.core.records import SPEECH_ACTS, Annotation
from workbench.core.timeline import Layout

WIDTH, LEAST = 720.0, 260.0  # points of a figure that nobody gave a size
ROOMY = 1.25  # of its lanes, times the least that they need
TALLEST = 2880.0  # what is then left of the lanes is one
MARGIN, LINE = 16.0, 11.0


def figure(layout: Layout, annotations: Sequence[Annotation] = (), *, size: tuple[float, float | None] | None = None,
           view: tuple[float, float] | None = None, theme: Theme = "light", zone: str = "UTC", source: str = "") -> Figure:
    """`size` is that of the chart on the desk, in points: the same chart is drawn, with head and foot around it. Without a height it is so high
    that every lane has its room. `source` says where it comes from."""
    wide = size[0] if size else WIDTH
    names, says = legend_names(layout), [sentence(layout), READING]
    heads = [fonts.wrap(says[0], TITLE, wide - 2 * MARGIN, 3), fonts.wrap(says[1], SMALL, wide - 2 * MARGIN, 4)]
    words = 17.0 + 13.0 * (len(heads[0]) - 1) + 9.0 + LINE * len(heads[1])
    head = words + 4.0 + legend.ROW * len(legend.rows_of(names, wide - 40)) + 8.0
    feet = fonts.wrap(source, SMALL, wide - 2 * MARGIN, 4) if source else []
    foot = LINE * len(feet) + 6.0 if feet else 0.0
    chart = size[1] - TOP if size and size[1] else max(LEAST - head, _needed(layout, wide))
    high = min(head + chart + foot, TALLEST)
    made = Figure(figsize=(wide / 72, high / 72), facecolor=palette.tokens(theme).panel)
    drawn = draw(made.add_axes((0.1, 0.1, 0.8, 0.8)), layout, annotations, theme=theme, zone=zone, view=view, top=head, bottom=foot,
                 strip=need_strip(annotations))
    _write(drawn, heads, feet, words, names)
    return made


def legend_names(layout: Layout) -> list[str]:
    """The acts that the marks have, in the order of the vocabulary; events where there are any."""
    there = set(np.unique(layout.marks.act).tolist())
    return [name for act, name in enumerate(SPEECH_ACTS) if act in there] + (["event"] if -1 in there else [])


def _needed(layout: Layout, wide: float) -> float:
    return STRIP + FOOT + ROOMY * arrange(layout, layout.view, wide - NAMES, 0.0, True).total


def _write(drawn: Drawn, heads: list[list[str]], feet: list[str], words: float, names: Sequence[str]) -> None:
    """What stands above and below the chart."""
    there, left, top = palette.tokens(drawn.theme), MARGIN - drawn.frame.left, -drawn.frame.top
    wide, high = drawn.figure.get_size_inches() * 72
    _lines(drawn, heads[0], left, top + 17.0, 13.0, TITLE, there.ink)
    _lines(drawn, heads[1], left, top + words - LINE * (len(heads[1]) - 0.5), LINE, SMALL, there.muted)
    legend.draw_legend(drawn.axes, names, wide - 40, (left, top + words + 3.0), drawn.frame.transform(drawn.figure), drawn.theme)
    _lines(drawn, feet, left, top + high - LINE * (len(feet) - 0.5) - 5.0, LINE, SMALL, there.muted)


def _lines(drawn: Drawn, lines: Sequence[str], left: float, first: float, step: float, size: float, colour: str) -> None:
    for row, line in enumerate(lines):
        drawn.axes.add_artist(Text(left, first + step * row, line, color=colour, fontproperties=fonts.face(size), parse_math=False,
                                   transform=drawn.frame.transform(drawn.figure), verticalalignment="center_baseline", clip_on=False))
