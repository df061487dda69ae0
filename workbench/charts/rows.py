"""How high each lane is and where in it each mark stands; in points from the top of the lanes."""
from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from workbench.core.timeline import MANY, Bools, Floats, Ints, Layout, fold, stack

STEP = 7.8  # from one mark to the one above it
LEAST, MOST = 16.5, 34.0  # of a lane with a single level
DEEPEST = 6  # levels of a lane; what is deeper overlaps
SPARED = 6  # lanes to be seen before one may be so deep
CROWD = 1.5  # times more marks than a lane has room for: they cannot be told apart


@dataclass(frozen=True, slots=True)
class Rows:
    layout: Layout  # folded to what fits
    tops: Floats
    heights: Floats
    levels: Ints  # of each lane

    @property
    def middles(self) -> Floats:
        return self.tops + self.heights / 2

    @property
    def total(self) -> float:
        return float(self.heights.sum())

    def lane_at(self, y: float) -> int | None:
        inside = np.flatnonzero((self.tops <= y) & (y < self.tops + self.heights))
        return int(inside[0]) if len(inside) else None


def radii(articles: Ints) -> Floats:
    """Of marks: the area grows with the number of articles."""
    return np.asarray(np.minimum(3.3 * np.sqrt(1 + 0.55 * (articles - 1)), 8.5))


def arrange(layout: Layout, view: tuple[float, float], width: float, height: float, unfolded: bool = False) -> Rows:
    """Lanes for a view that is `width` points wide: a lane in which marks would cover each other is deeper, as far as all the room allows."""
    depths = _depths(layout, view, width)
    for deepest in range(DEEPEST, 0, -1):
        needs = LEAST + STEP * (np.minimum(depths, deepest) - 1)
        fitting = _fitting(needs, height)
        if unfolded or fitting >= min(len(needs), SPARED):
            break
    rows = len(needs) if unfolded else max(fitting, 1)
    folded = fold(layout, rows)
    levels = np.minimum(depths[:rows], deepest) if len(folded.lanes) == len(depths) else np.append(np.minimum(depths[:rows - 1], deepest), 1)
    heights = LEAST + STEP * (levels - 1.0)
    if len(heights):
        heights += min(max(0.0, (height - heights.sum()) / len(heights)), MOST - LEAST)
    return Rows(folded, np.concatenate([[0.0], np.cumsum(heights)[:-1]]) if len(heights) else heights, heights, levels)


def _fitting(needs: Floats, height: float) -> int:
    """How many lanes fit, the lane of the others being one of them where not all do."""
    total = np.cumsum(needs)
    if not len(needs) or total[-1] <= height:
        return len(needs)
    return int(np.searchsorted(total, height - LEAST, side="right")) + 1


@lru_cache(maxsize=4)  # the same for every stretch of time that she zooms into
def _depths(layout: Layout, view: tuple[float, float], width: float) -> Ints:
    """How many levels each lane would like."""
    wish = np.ones(len(layout.lanes), np.int64)
    if layout.dense:
        return wish
    np.maximum.at(wish, layout.marks.lane, levels_of(layout, view, width, DEEPEST) + 1)
    return wish


def crowded(rows: Rows, view: tuple[float, float], width: float) -> Bools:
    """Of each lane, whether it has many more marks in view than room for them; all of them where there are too many altogether."""
    marks = rows.layout.marks
    seen = (marks.right >= view[0]) & (marks.left <= view[1])
    counts = np.bincount(marks.lane[seen], minlength=len(rows.heights))
    if counts.sum() > MANY:
        return np.ones(len(rows.heights), bool)
    return np.asarray(counts > CROWD * rows.levels * width / (2 * radii(np.ones(1, np.int64))[0]))


def levels_of(layout: Layout, view: tuple[float, float], width: float, levels: int, some: Ints | slice = slice(None)) -> Ints:
    """The level in its lane of every mark, or of some."""
    marks = layout.marks
    reach = radii(marks.articles[some]) * (view[1] - view[0]) / max(width, 1.0)
    middle = marks.middle[some]
    left, right = np.minimum(marks.left[some], middle - reach), np.maximum(marks.right[some], middle + reach)
    return stack(marks.lane[some], np.fmin(left, marks.then_left[some]), np.fmax(right, marks.then_right[some]), levels)


def places(rows: Rows, view: tuple[float, float], width: float) -> Floats:
    """The height of each mark, in points from the top of the lanes. Those far out of view are in the middle of their lane."""
    marks = rows.layout.marks
    out: Floats = rows.middles[marks.lane]
    near = (marks.right >= 2 * view[0] - view[1]) & (marks.left <= 2 * view[1] - view[0])
    for depth in np.unique(rows.levels[rows.levels > 1]):
        some = np.flatnonzero(near & (rows.levels[marks.lane] == depth))
        level = levels_of(rows.layout, view, width, int(depth), some)
        from_middle = (level + 1) // 2 * np.where(level % 2, 1, -1)  # 0, 1, -1, 2, -2 ...
        lift = 0.5 if depth % 2 == 0 else 0.0  # an even number of levels has none in the middle
        out[some] -= (from_middle - lift) * STEP
    return out
