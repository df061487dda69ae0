"""Where things are on the figure. All that is not a mark's time is measured in points: x from the left edge of the lanes, y down from their top."""
from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.transforms import Affine2D, Transform

WORDS = 8.5  # points: lane names, days, notes
TITLE = 10.5  # above an exported figure
TINY = 6.5  # how many lie under a mark
SMALL = 7.5  # the year beneath a day, what lies out of view
STRIP = 17.0  # the strip on top, where the words of spans and markers stand
FOOT = 29.0  # days and years
RIGHT = 14.0
BESIDE = 10.0  # between a lane's name and the lane
NAMES = 124.0  # the widest a lane's name may be


@dataclass(frozen=True, slots=True)
class Frame:
    figure_height: float
    left: float  # from the figure's left edge to the lanes
    top: float  # from the figure's top edge to the lanes
    width: float  # of the lanes
    height: float
    strip: float
    view: tuple[float, float]

    @property
    def scale(self) -> float:
        """Points to a day."""
        return self.width / max(self.view[1] - self.view[0], 1e-9)

    def x(self, days: float) -> float:
        return (days - self.view[0]) * self.scale

    def days(self, x: float) -> float:
        return self.view[0] + x / self.scale

    def points(self, figure: Figure, pixel_x: float, pixel_y: float) -> tuple[float, float]:
        """Matplotlib's pixels (from the bottom left) as points of the lanes."""
        per_point = figure.dpi / 72
        return pixel_x / per_point - self.left, self.figure_height - self.top - pixel_y / per_point

    def transform(self, figure: Figure) -> Transform:
        """From points of the lanes to the figure; stays right when the resolution changes."""
        return Affine2D().scale(1, -1).translate(self.left, self.figure_height - self.top).scale(1 / 72) + figure.dpi_scale_trans

    def apply(self, axes: Axes, figure_width: float) -> None:
        """The axes are the strip and the lanes; their y is points from the top of the lanes."""
        bottom = self.figure_height - self.top - self.height
        axes.set_position((self.left / figure_width, bottom / self.figure_height, self.width / figure_width,
                           (self.height + self.strip) / self.figure_height))
        axes.set_xlim(*self.view)
        axes.set_ylim(self.height, -self.strip)
