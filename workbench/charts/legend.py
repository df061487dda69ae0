"""The legend of a figure, in rows as wide as the figure: nothing overlaps and nothing is cut off."""
from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.transforms import Transform

from workbench.charts import fonts, marks, palette
from workbench.charts.frame import WORDS
from workbench.charts.palette import Theme

ROW = 15.0
MARK, GAP = 12.0, 12.0


def rows_of(names: Sequence[str], width: float) -> list[list[tuple[float, str]]]:
    """Each entry with its place from the left, broken into rows."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for name in names:
        wide = MARK + fonts.width(name, WORDS) + GAP
        if rows[-1] and x + wide - GAP > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, name))
        x += wide
    return rows


def draw_legend(axes: Axes, names: Sequence[str], width: float, corner: tuple[float, float], to_figure: Transform, theme: Theme) -> None:
    """`corner` is its top left, in the points of `to_figure`."""
    left, top = corner
    for row, entries in enumerate(rows_of(names, width)):
        y = top + ROW * (row + 0.5)
        for x, name in entries:
            mark = Line2D([left + x + 4], [y], marker=marks.shape_of(name), markersize=6.2, color=marks.hue_of(name, theme), linestyle="none",
                          markeredgewidth=0.8, markeredgecolor=marks.edge_of(name, theme) or "none", transform=to_figure, clip_on=False)
            axes.add_artist(mark)
            axes.add_artist(Text(left + x + MARK, y, name, color=palette.tokens(theme).ink, fontproperties=fonts.face(WORDS), transform=to_figure,
                                 verticalalignment="center_baseline", parse_math=False, clip_on=False))
