"""The marks themselves: bars, tails, joined clocks; densities where they could not be told apart."""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import LinearSegmentedColormap, PowerNorm, to_rgb, to_rgba
from matplotlib.markers import MarkerStyle
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from workbench.charts import fonts, palette
from workbench.charts.frame import TINY
from workbench.charts.palette import Theme
from workbench.core.records import SPEECH_ACTS
from workbench.core.timeline import Bools, Floats, Ints, Marks

EVENT_MARK = "h"
TAIL = 13.0  # points
MOST_COUNTS = 200  # piles that are counted in writing
COUNT_ROOM = 14.0  # points beside a mark that the count needs
CLOSE = 2.5  # points: marks nearer than that in one row are a pile
DOUBT = 0.6  # confidence below which a mark fades
_SHAPE = {"o": 1.0, "X": 1.3, "^": 1.25, ">": 1.25, "v": 1.25, "s": 0.86, "D": 0.74, "d": 1.2, "P": 1.3, EVENT_MARK: 1.1}  # equally big to the eye
_TAIL = Path([(-1.0, 0.0), (0.0, 0.0)], [Path.MOVETO, Path.LINETO])


@dataclass(frozen=True, slots=True)
class Placed:
    """The marks that are in view, in points of the axes: x from the left edge of the axes, y from the top of the lanes."""
    which: Ints  # indices into the layout's marks
    x: Floats
    y: Floats
    half: Floats  # half the width of its bar; 0 for a moment
    radius: Floats
    quiet: Bools  # in the lane of all that did not fit
    pile: Ints  # the pile it lies in: marks that nobody could tell apart

    @classmethod
    def at(cls, which: Ints, x: Floats, y: Floats, half: Floats, radius: Floats, quiet: Bools) -> Placed:
        return cls(which, x, y, half, np.where(quiet, 0.8 * radius, radius), quiet, _piles(x, y, half))

    def take(self, some: Ints | Bools) -> Placed:
        return Placed(*(getattr(self, name)[some] for name in self.__slots__))

    def tops(self) -> tuple[Placed, Ints]:
        """Of each pile the mark that most articles carry, and how many lie in it."""
        order = np.lexsort((self.which, -self.radius, self.pile))
        _, first, counts = np.unique(self.pile[order], return_index=True, return_counts=True)
        return self.take(order[first]), counts

    def same_pile(self, mark: int) -> list[int]:
        """The marks of the pile that this one lies in, the top first."""
        mine = self.take(self.pile == self.pile[np.flatnonzero(self.which == mark)[0]])
        return [int(one) for one in mine.which[np.lexsort((mine.which, -mine.radius))]]

    def covered(self, box: tuple[float, float, float, float]) -> int:
        """How many shapes and bars a box (left, top, right, bottom) would cover."""
        left, top, right, bottom = box
        reach = np.maximum(self.radius, self.half)
        across = (self.x > left - reach) & (self.x < right + reach)
        return int((across & (self.y > top - self.radius) & (self.y < bottom + self.radius)).sum())


def _piles(x: Floats, y: Floats, half: Floats) -> Ints:
    """Numbers marks so that those share one that lie on each other: same height, same width, less than CLOSE apart."""
    order = np.lexsort((x, np.round(half), np.round(y, 1)))
    apart = np.ones(len(x), bool)
    for values, limit in ((x, CLOSE), (y, 0.1), (half, 1.5)):
        apart[1:] &= np.abs(np.diff(values[order])) < limit
    apart[1:] = ~apart[1:]
    out = np.zeros(len(x), np.int64)
    out[order] = np.cumsum(apart)
    return out


def name_of(act: int) -> str:
    return SPEECH_ACTS[act] if act >= 0 else "event"


def shape_of(name: str) -> str:
    return palette.MARKS.get(name, EVENT_MARK)


def outline(name: str) -> list[np.ndarray]:
    """The polygons of an act's mark within -1..1, for a legend that is not drawn by matplotlib."""
    polygons = _path(shape_of(name)).to_polygons()
    reach = max(float(np.abs(polygon).max()) for polygon in polygons)
    return [np.asarray(polygon) / reach for polygon in polygons]


def hue_of(name: str, theme: Theme) -> str:
    return palette.tokens(theme).muted if name == "event" else palette.fill(name, theme)


def edge_of(name: str, theme: Theme) -> str | None:
    """The line round a mark whose fill is too pale to stand out; others are set off from each other by a line in the panel's colour."""
    line = palette.tokens(theme).muted if name == "event" else palette.outline(name, theme)
    return None if line == hue_of(name, theme) else line


def draw_marks(axes: Axes, marks: Marks, everything: Placed, theme: Theme) -> None:
    """Everything in the axes' own units: days, and points from the top of the lanes. Of a pile the top is drawn and how many lie under it."""
    placed, counts = everything.tops()
    colours = _colours(marks, placed.which, theme)
    _bars(axes, marks, placed, colours, theme)
    _tails(axes, marks, placed, colours)
    _joins(axes, marks, placed, colours)
    acts = marks.act[placed.which]
    for act in np.unique(acts):
        _scatter(axes, marks, placed, colours, acts == act, name_of(int(act)), theme)
    _counts(axes, marks, placed, counts, theme)


def _colours(marks: Marks, which: Ints, theme: Theme) -> Floats:
    """RGBA of each mark: the hue of its act, faded where the machine doubts."""
    table = np.array([to_rgba(hue_of(name_of(act), theme)) for act in range(-1, len(SPEECH_ACTS))])
    rgba = table[marks.act[which] + 1]
    rgba[:, 3] = np.where(marks.confidence[which] < DOUBT, 0.42, 1.0)
    return np.asarray(rgba)


def _scatter(axes: Axes, marks: Marks, placed: Placed, colours: Floats, chosen: Bools, name: str, theme: Theme) -> None:
    shape = shape_of(name)
    size = (2 * placed.radius[chosen] * _SHAPE[shape]) ** 2
    hollow = marks.denied[placed.which[chosen]]
    panel = to_rgba(palette.tokens(theme).panel)
    faces = np.where(hollow[:, None], panel, colours[chosen])
    line = edge_of(name, theme)
    lines = np.array([[*to_rgb(line or hue_of(name, theme)), alpha] for alpha in colours[chosen][:, 3]])
    edges = np.where(hollow[:, None] | (line is not None), lines, panel)
    where = np.stack([marks.middle[placed.which[chosen]], placed.y[chosen]], 1)
    shapes = PathCollection([_path(shape)], sizes=size, offsets=where, offset_transform=axes.transData, facecolors=faces, edgecolors=edges,
                            linewidths=np.where(hollow, 1.7, 0.8).tolist(), zorder=4, gid=f"marks-{name}")
    shapes.set_transform(IdentityTransform())
    axes.add_collection(shapes, autolim=False)


@cache
def _path(shape: str) -> Path:
    style = MarkerStyle(shape)
    return style.get_path().transformed(style.get_transform())


def _counts(axes: Axes, marks: Marks, placed: Placed, counts: Ints, theme: Theme) -> None:
    """How many more lie under the top of a pile, where there is room to say so."""
    order = np.lexsort((placed.x, np.round(placed.y, 1)))
    room = np.full(len(order), np.inf)
    row = placed.y[order]
    room[order[:-1]] = np.where(np.abs(np.diff(row)) < 1, np.diff(placed.x[order]) - placed.radius[order[1:]], np.inf)
    for at in np.flatnonzero((counts > 1) & (room > COUNT_ROOM))[:MOST_COUNTS]:
        day, y = marks.middle[placed.which[at]], placed.y[at]
        axes.annotate(f"+{counts[at] - 1}", (day, y), (placed.radius[at] + 1.0, 0.0), textcoords="offset points", zorder=4.5,
                      color=palette.tokens(theme).muted, fontproperties=fonts.face(TINY), verticalalignment="center_baseline", annotation_clip=False)


def _bars(axes: Axes, marks: Marks, placed: Placed, colours: Floats, theme: Theme) -> None:
    """A day without a clock is as wide as the day."""
    wide = (placed.half > 0.5) & ~placed.quiet
    which = placed.which[wide]
    lines = np.stack([np.stack([marks.left[which], placed.y[wide]], 1), np.stack([marks.right[which], placed.y[wide]], 1)], 1)
    pale = colours[wide].copy()
    pale[:, 3] *= 0.28 if theme == "light" else 0.42
    axes.add_collection(LineCollection(list(lines), colors=pale, linewidths=placed.radius[wide] + 0.7, capstyle="butt", zorder=3), autolim=False)


def _tails(axes: Axes, marks: Marks, placed: Placed, colours: Floats) -> None:
    """Nobody says when it was said: not after this, more is not known."""
    opened = marks.open[placed.which] & ~placed.quiet
    pale = colours[opened].copy()
    pale[:, 3] *= 0.55
    where = np.stack([marks.left[placed.which[opened]], placed.y[opened]], 1)
    long = np.where(placed.half[opened] > 0.5, 0.0, placed.radius[opened]) + TAIL
    tails = PathCollection([_TAIL], sizes=long ** 2, offsets=where, offset_transform=axes.transData, facecolors="none",
                           edgecolors=pale, linewidths=1.3, zorder=3)
    tails.set_transform(IdentityTransform())
    axes.add_collection(tails, autolim=False)


def _joins(axes: Axes, marks: Marks, placed: Placed, colours: Floats) -> None:
    """Both clocks: a thin line from when it happened to when it was reported, an upright stroke where it happened."""
    joined = ~np.isnan(marks.then_left[placed.which])
    which, y = placed.which[joined], placed.y[joined]
    then = (marks.then_left[which] + marks.then_right[which]) / 2
    lines = np.stack([np.stack([then, y], 1), np.stack([marks.middle[which], y], 1)], 1)
    pale = colours[joined] * (1, 1, 1, 0.6)
    axes.add_collection(LineCollection(list(lines), colors=pale, linewidths=1.0, zorder=2.5), autolim=False)
    axes.scatter(then, y, s=42, marker="|", c=colours[joined], linewidths=1.4, zorder=3)


def draw_densities(axes: Axes, counts: Ints, bands: dict[int, tuple[float, float]], view: tuple[float, float], theme: Theme) -> None:
    """What there is in each stretch of time, as depth of colour, of the lanes that have a band: from which height to which. One depth means one
    number in all of them."""
    there = palette.tokens(theme)
    shades = LinearSegmentedColormap.from_list("density", [there.panel, palette.mix(there.panel, there.accent, 0.35), there.accent])
    depth = PowerNorm(0.5, 0, max(1, int(counts[list(bands)].max())))
    for row, (top, bottom) in bands.items():
        axes.imshow(counts[row:row + 1], cmap=shades, norm=depth, aspect="auto", interpolation="nearest", origin="upper",
                    extent=(view[0], view[1], bottom, top), zorder=1)
