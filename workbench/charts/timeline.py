"""Draws the timeline on any matplotlib axes; the same for the desk and for an exported figure."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.text import Text

from workbench.charts import fonts, marks, palette
from workbench.charts.annotations import Box, Shown, draw_annotations, stretch
from workbench.charts.arcs import Arcs
from workbench.charts.frame import BESIDE, FOOT, NAMES, RIGHT, SMALL, STRIP, WORDS, Frame
from workbench.charts.marks import Placed
from workbench.charts.palette import Theme
from workbench.charts.rows import Rows, arrange, crowded, places, radii
from workbench.charts.ticks import ticks
from workbench.core.records import Annotation
from workbench.core.timeline import EVENT, Bools, Floats, Ints, Layout, density

TOP = 4.0  # points above the strip
TICK = 74.0  # points between two days' words, at the least
NEAR = 3.5  # points beside a mark that still count as on it
CELL = 4.0  # points: how wide a stretch of time is that a density counts
BAND = 22.0  # points: how high a lane's density is, at the most
READING = ("Size: articles that carry it. Hollow: denied. Faded: low confidence. Bar: no clock is known. Line to the left: said by then, "
           "not known when. Red dashes: disputed.")
CLOCK_WORDS = {"said": "when said", "reported": "when reported", "happened": "when it happened", "both": "happened and reported"}
LANE_WORDS = {"speaker": "speaker", "outlet": "outlet", "act": "speech act", "action": "action"}


@dataclass(frozen=True, slots=True)
class Hit:
    """What is at a place: a `mark`, an `arc`, an `annotation` (its id and part), a `lane` (its row, at its name), a `cell` of a density, a `day`
    (under the axis), the count of what lies `earlier` or `later` than what is in view, or `nothing`."""
    kind: str
    index: int = -1
    part: str = ""


@dataclass
class Drawn:
    """What was drawn and where; the marks' places are in points of the lanes."""
    axes: Axes
    layout: Layout  # folded to the lanes that are shown
    rows: Rows
    frame: Frame
    theme: Theme
    zone: str
    placed: Placed
    scroll: float
    crowded: Bools  # of each lane: its marks could not be told apart, so that it is a density
    counts: Ints  # of densities: a row per lane, a column per stretch of time
    apart: Placed  # of the marks in view those that are drawn
    arcs: Arcs
    annotations: list[Shown] = field(default_factory=list)
    beyond: dict[str, Box] = field(default_factory=dict)  # where the words of what is earlier or later than the view stand

    @property
    def figure(self) -> Figure:
        figure = self.axes.get_figure(root=True)
        assert isinstance(figure, Figure)  # noqa: S101
        return figure

    def what_is_at(self, x: float, y: float) -> Hit:
        """At a pixel of the figure, from its bottom left as matplotlib counts them. What lies on top wins."""
        across, down = self.frame.points(self.figure, x, y)
        for shown in reversed(self.annotations):
            part = shown.part_at(across, down)
            if part == "words":
                return Hit("annotation", shown.annotation.id, part)
        mark = self.mark_at(across, down)
        if mark is not None:
            return Hit("mark", mark)
        for shown in reversed(self.annotations):
            if 0 <= across <= self.frame.width and (part := shown.part_at(across, down)):
                return Hit("annotation", shown.annotation.id, part)
        arc = self.arcs.at(across, down) if 0 <= across <= self.frame.width and 0 <= down <= self.frame.height else None
        return self._ground(across, down) if arc is None else Hit("arc", arc)

    def mark_at(self, across: float, down: float) -> int | None:
        """The nearest mark there, bars as wide as they are."""
        here = self.apart
        if not len(here.which) or not 0 <= down <= self.frame.height:
            return None
        beside = np.maximum(np.abs(here.x - across) - here.half, 0.0)
        beyond = np.hypot(beside, here.y - down) - here.radius
        on_shape = np.where(np.hypot(here.x - across, here.y - down) <= here.radius, -1.0, 0.0)  # a shape before the bars of others
        nearest = int(np.argmin(beyond + on_shape))
        return here.same_pile(int(here.which[nearest]))[0] if beyond[nearest] <= NEAR else None

    def pile(self, mark: int) -> list[int]:
        """The marks that lie on each other where this one is, the top first."""
        return self.apart.same_pile(mark) if mark in self.apart.which else [mark]

    def _ground(self, across: float, down: float) -> Hit:
        row = self.rows.lane_at(down + self.scroll) if 0 <= down <= self.frame.height else None
        if row is not None and across < 0:
            return Hit("lane", row)
        if row is not None and self.crowded[row] and 0 <= across < self.frame.width:
            column = int(across / self.frame.width * self.counts.shape[1])
            return Hit("cell", row * self.counts.shape[1] + column) if self.counts[row, column] else Hit("nothing")
        words = next((one for one, (left, top, right, bottom) in self.beyond.items() if left <= across <= right and top <= down <= bottom), None)
        return Hit(words or ("day" if down > self.frame.height and 0 <= across <= self.frame.width else "nothing"))

    def in_cell(self, cell: int) -> list[int]:
        """The marks that one cell of a density stands for."""
        row, column = divmod(cell, self.counts.shape[1])
        wide = (self.frame.view[1] - self.frame.view[0]) / self.counts.shape[1]
        left = self.frame.view[0] + column * wide
        middle = self.layout.marks.middle
        return [int(mark) for mark in np.flatnonzero((self.layout.marks.lane == row) & (middle >= left) & (middle < left + wide))]

    def spot(self, mark: int) -> tuple[float, float, float] | None:
        """x, y and radius of a mark that is in view, in points of the lanes."""
        found = np.flatnonzero(self.placed.which == mark)
        if not len(found):
            return None
        at = int(found[0])
        return float(self.placed.x[at]), float(self.placed.y[at]), float(self.placed.radius[at])

    def spots(self, marks: Sequence[int]) -> list[tuple[float, float, float]]:
        """As `spot`, of as many of them as are in view."""
        here = np.isin(self.placed.which, np.asarray(marks, np.int64))
        return list(zip(self.placed.x[here].tolist(), self.placed.y[here].tolist(), self.placed.radius[here].tolist(), strict=True))

    def next_beyond(self, side: str) -> float | None:
        """The day of the next statement that lies `earlier` or `later` than what is in view."""
        marks, (left, right) = self.layout.marks, self.frame.view
        beyond = marks.middle[marks.right < left] if side == "earlier" else marks.middle[marks.left > right]
        if not len(beyond):
            return None
        return float(beyond.max() if side == "earlier" else beyond.min())

    def scroll_to(self, mark: int) -> float:
        """How far the lanes are to be scrolled, so that the lane of a mark is in view."""
        row = int(self.layout.marks.lane[mark])
        top, bottom = float(self.rows.tops[row]), float(self.rows.tops[row] + self.rows.heights[row])
        return min(max(self.scroll, bottom - self.frame.height), top)

    def anchor_of(self, annotation: Annotation) -> tuple[float, float] | None:
        """Where a note points: at the mark of its claim or event, else at its time in its lane (None when these are not shown); in lanes of another
        kind at the strip on top."""
        kind, number = ("claim", annotation.claim_id) if annotation.claim_id else ("event", annotation.event_id)
        if number:
            return next(((x, y) for x, y, _ in self.spots(self.layout.marks_of(kind, [number]).tolist())), None)
        days = stretch(annotation, self.zone)
        filtered_out = annotation.lane.startswith(f"{self.layout.lane}:") and self.layout.row(annotation.lane) is None
        if days is None or filtered_out:
            return None
        return self.frame.x((days[0] + days[1]) / 2), self.height_of(annotation.lane)

    def lane_at(self, down: float) -> str:
        """The key of the lane at that height; none in the strip and in the lane of the others."""
        row = self.rows.lane_at(down + self.scroll) if 0 <= down <= self.frame.height else None
        return "" if row is None or self.layout.lanes[row].folded else self.layout.lanes[row].key

    def height_of(self, lane: str) -> float:
        row = self.layout.row(lane) if lane else None
        if row is None:
            return -self.frame.strip / 2
        return min(max(float(self.rows.middles[row]) - self.scroll, 0.0), self.frame.height)


def draw(axes: Axes, layout: Layout, annotations: Sequence[Annotation] = (), *, theme: Theme = "light", zone: str = "UTC",
         view: tuple[float, float] | None = None, unfolded: bool = False, scroll: float = 0.0, top: float = TOP,
         bottom: float = 0.0, strip: bool = True) -> Drawn:
    """Draws everything anew. `view` is the stretch of time to show; lanes are as deep as the whole time needs, so that they do not jump while she
    zooms. `top` and `bottom` are left free; `strip`: room on top for the words of spans and markers."""
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)  # noqa: S101
    wide, high = figure.get_size_inches() * 72
    seen = view or layout.view
    place = _frame(layout, STRIP if strip else 8.0, wide, high, (top, bottom), seen)
    rows = arrange(layout, layout.view, place.width, place.height, unfolded)
    scroll = min(max(0.0, scroll), max(0.0, rows.total - place.height))
    _blank(axes, place, wide, theme)
    drawn = _drawn(axes, rows, place, theme, zone, scroll)
    _lanes(drawn)
    _days(drawn)
    _draw_statements(drawn)
    drawn.annotations = draw_annotations(axes, annotations, place, drawn.anchor_of, drawn.placed, theme, zone)
    _out_of_view(drawn)
    return drawn


def _drawn(axes: Axes, rows: Rows, place: Frame, theme: Theme, zone: str, scroll: float) -> Drawn:
    """What there is to draw, and where."""
    layout = rows.layout
    x, y = (layout.marks.middle - place.view[0]) * place.scale, places(rows, place.view, place.width) - scroll
    placed = _placed(rows, place, x, y)
    full = crowded(rows, place.view, place.width)
    counts = density(layout, *place.view, max(1, int(place.width / CELL)))
    hidden = full[layout.marks.lane[layout.arcs]]
    arcs = Arcs.between(layout, x, y, ~(hidden[:, 0] | hidden[:, 1]))
    return Drawn(axes, layout, rows, place, theme, zone, placed, scroll, full, counts, placed.take(~full[layout.marks.lane[placed.which]]), arcs)


def sentence(layout: Layout) -> str:
    """What the chart shows, in words: for a reader of the screen, and above an exported figure."""
    text = f"{counted(layout)} by {LANE_WORDS[layout.lane]}, {CLOCK_WORDS[layout.clock]}"
    return f"{text}; {layout.undated} without a date" if layout.undated else text


def counted(layout: Layout) -> str:
    """How many statements, and how many events beside them."""
    events = int((layout.marks.kind == EVENT).sum())
    parts = [(len(layout.marks) - events, "statement")] + ([(events, "event")] if events else [])
    return " and ".join(f"{number} {noun if number == 1 else noun + 's'}" for number, noun in parts)


def _frame(layout: Layout, strip: float, wide: float, high: float, free: tuple[float, float], view: tuple[float, float]) -> Frame:
    names = max([fonts.width(fonts.fit(lane.name, WORDS, NAMES), WORDS) for lane in layout.lanes[:200]] + [fonts.width("+ 999 more", WORDS)])
    left = names + BESIDE + 8.0
    view = view if view[1] > view[0] else (view[0] - 1.0, view[0] + 1.0)
    return Frame(high, left, free[0] + strip, max(wide - left - RIGHT, 20.0), max(high - sum(free) - strip - FOOT, 12.0), strip, view)


def _blank(axes: Axes, place: Frame, figure_width: float, theme: Theme) -> None:
    for artist in (*axes.collections, *axes.patches, *axes.lines, *axes.texts, *axes.images, *axes.artists):
        artist.remove()  # axes.clear() takes as long as all the rest
    axes.set_axis_off()
    axes.figure.set_facecolor(palette.tokens(theme).panel)
    axes.set_autoscale_on(False)
    place.apply(axes, figure_width)


def _placed(rows: Rows, place: Frame, x: Floats, y: Floats) -> Placed:
    """The marks that are in view and where."""
    all_marks = rows.layout.marks
    left, right = place.view
    seen = np.flatnonzero((all_marks.right >= left) & (all_marks.left <= right) & (y >= 0) & (y <= place.height))
    half: Floats = (all_marks.right - all_marks.left)[seen] / 2 * place.scale
    quiet = np.array([bool(lane.folded) for lane in rows.layout.lanes] or [False])[all_marks.lane[seen]]
    return Placed.at(seen, x[seen], y[seen], half, radii(all_marks.articles[seen]), quiet)


def _draw_statements(drawn: Drawn) -> None:
    bands = {int(row): _band(drawn, int(row)) for row in np.flatnonzero(drawn.crowded)}
    if bands:
        marks.draw_densities(drawn.axes, drawn.counts, bands, drawn.frame.view, drawn.theme)
    drawn.arcs.draw(drawn.axes, drawn.frame.transform(drawn.figure), drawn.theme)
    marks.draw_marks(drawn.axes, drawn.layout.marks, drawn.apart, drawn.theme)


def _band(drawn: Drawn, row: int) -> tuple[float, float]:
    """From which height to which a lane's density is drawn."""
    middle, half = float(drawn.rows.middles[row]) - drawn.scroll, min(BAND, float(drawn.rows.heights[row]) - 2) / 2
    return middle - half, middle + half


def _lanes(drawn: Drawn) -> None:
    there = palette.tokens(drawn.theme)
    middles = drawn.rows.middles - drawn.scroll
    to_figure = drawn.frame.transform(drawn.figure)
    seen = [row for row, y in enumerate(middles) if 0 <= y <= drawn.frame.height]
    drawn.axes.add_collection(LineCollection([[(drawn.frame.view[0], middles[row]), (drawn.frame.view[1], middles[row])] for row in seen],
                                             colors=there.hairline, linewidths=0.7, zorder=0.8), autolim=False)
    for row in seen:
        lane = drawn.layout.lanes[row]
        drawn.axes.add_artist(Text(-BESIDE, middles[row], fonts.fit(lane.name, WORDS, NAMES), color=there.accent if lane.folded else there.muted,
                                   gid=lane.key, fontproperties=fonts.face(WORDS), horizontalalignment="right", verticalalignment="center_baseline",
                                   transform=to_figure, parse_math=False, clip_on=False))


def _days(drawn: Drawn) -> None:
    there, place = palette.tokens(drawn.theme), drawn.frame
    to_figure = place.transform(drawn.figure)
    found = ticks(*place.view, max(2, int(place.width / TICK)), drawn.zone)
    faint = palette.mix(there.panel, there.hairline, 0.4)
    drawn.axes.add_collection(LineCollection([[(tick.at, 0.0), (tick.at, place.height)] for tick in found], linewidths=0.7, zorder=0.7,
                                             colors=[there.hairline if tick.day else faint for tick in found]), autolim=False)
    for tick in found:
        for words, y, size in ((tick.label, 11.0, WORDS), (tick.under, 22.5, SMALL)):
            x = _inside(place.x(tick.at), fonts.width(words, size) / 2, place)
            drawn.axes.add_artist(Text(x, place.height + y, words, color=there.muted, fontproperties=fonts.face(size), transform=to_figure,
                                       horizontalalignment="center", verticalalignment="center_baseline", clip_on=False))


def _inside(x: float, half: float, place: Frame) -> float:
    """Words under the axis never leave the figure."""
    return min(max(x, half + 4 - place.left), place.width + RIGHT - half - 3)


def _out_of_view(drawn: Drawn) -> None:
    """How many statements lie before and after what is shown."""
    place, all_marks = drawn.frame, drawn.layout.marks
    counts = int((all_marks.right < place.view[0]).sum()), int((all_marks.left > place.view[1]).sum())
    words = f"‹ {counts[0]} earlier", f"{counts[1]} later ›"
    wide = [fonts.width(one, SMALL) for one in words]
    for side, x, y in ((0, -BESIDE - wide[0], 11.0), (1, place.width - wide[1], 22.5)):
        if counts[side]:
            said = words[side]
            drawn.beyond["earlier" if side == 0 else "later"] = (x - 2, place.height + y - 6, x + wide[side] + 2, place.height + y + 6)
            drawn.axes.add_artist(Text(x, place.height + y, said, color=palette.tokens(drawn.theme).accent, fontproperties=fonts.face(SMALL),
                                       verticalalignment="center_baseline", transform=place.transform(drawn.figure), clip_on=False))
