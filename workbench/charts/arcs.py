"""Arcs between statements that dispute each other: drawn, and found under the pointer."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Transform

from workbench.charts import palette
from workbench.charts.palette import Theme
from workbench.core.timeline import Bools, Floats, Ints, Layout

NEAR = 4.0  # points beside an arc that still count as on it
STEPS = np.linspace(0.0, 1.0, 41)[:, None]
FEW = 25  # arcs that are drawn boldly


@dataclass(frozen=True, slots=True)
class Arcs:
    """Those that are drawn, as curves with one bend, in points of the lanes."""
    which: Ints  # indices into the layout's arcs
    start: Floats  # x, y of each
    bend: Floats
    stop: Floats

    @classmethod
    def between(cls, layout: Layout, x: Floats, y: Floats, some: Bools) -> Arcs:
        """Of some of the layout's arcs. `x` and `y` are the places of all its marks. They bow upwards, so that none runs along a lane."""
        which = np.flatnonzero(some)
        a, b = layout.arcs[which].T
        a, b = np.where(x[a] <= x[b], (a, b), (b, a))
        start, stop = np.stack([x[a], y[a]], 1), np.stack([x[b], y[b]], 1)
        along = stop - start
        length = np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        bow = np.stack([along[:, 1], -along[:, 0]], 1) / length * np.clip(0.18 * length, 6, 46)
        return cls(which, start, (start + stop) / 2 + bow, stop)

    def at(self, x: float, y: float) -> int | None:
        """The arc that passes there, as an index into the layout's."""
        if not len(self.which):
            return None
        curves = np.stack([(1 - STEPS) ** 2 * a + 2 * STEPS * (1 - STEPS) * b + STEPS ** 2 * c
                           for a, b, c in zip(self.start, self.bend, self.stop, strict=True)])
        away = _distances(curves, np.array([x, y])).min(axis=1)
        nearest = int(away.argmin())
        return int(self.which[nearest]) if away[nearest] <= NEAR else None

    def curve(self, arc: int) -> tuple[tuple[float, float], ...] | None:
        """Start, bend and end of one of them."""
        found = np.flatnonzero(self.which == arc)
        if not len(found):
            return None
        return tuple((float(part[found[0], 0]), float(part[found[0], 1])) for part in (self.start, self.bend, self.stop))

    def draw(self, axes: Axes, to_figure: Transform, theme: Theme) -> None:
        """Dashed red lines."""
        if not len(self.which):
            return
        points = np.stack([self.start, self.bend, self.stop], 1).reshape(-1, 2)
        codes = np.tile(np.array([Path.MOVETO, Path.CURVE3, Path.CURVE3], np.uint8), len(self.which))
        lines = PathPatch(Path(points, codes), facecolor="none", edgecolor=palette.fill("disputed", theme), linewidth=1.1, linestyle=(0, (4, 2.5)),
                          zorder=2.8, alpha=0.9 if len(self.which) < FEW else 0.4, gid="disputes", transform=to_figure)
        axes.add_patch(lines)


def _distances(curves: Floats, place: Floats) -> Floats:
    """Of a place from each straight piece of each curve."""
    start, along = curves[:, :-1], np.diff(curves, axis=1)
    length = np.maximum((along ** 2).sum(-1), 1e-12)
    share = np.clip(((place - start) * along).sum(-1) / length, 0.0, 1.0)
    return np.asarray(np.hypot(*np.moveaxis(start + share[..., None] * along - place, -1, 0)))
