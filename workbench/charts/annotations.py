"""The analyst's notes, spans and markers on the chart: anchored to a time and a lane or to a claim, their words offset in points."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Transform

from workbench.charts import fonts, palette
from workbench.charts.frame import STRIP, WORDS, Frame
from workbench.charts.marks import Placed
from workbench.charts.palette import Theme
from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import Annotation

WIDEST = 168.0  # of a note's words, in points
LINE = 11.5
PAD = 5.0
NEW_OFFSETS = tuple((x, y) for y in (-26.0, 26.0, -44.0, 44.0, 0.0, 70.0, -70.0, 100.0, -100.0) for x in (16.0, -16.0))  # tried for a new note
ON_ANOTHER = 20  # how many marks a note rather covers than another one
LINES = 5.0  # from notes to what they point at: below all notes
ABOVE = 6.0  # where notes are drawn: each above the one before
CAP = 4.0  # from the line on top of a span to the words below it
EDGE = 4.0  # how near to a span's edge is on it
Box = tuple[float, float, float, float]  # left, top, right, bottom in points of the lanes


@dataclass
class Shown:
    """An annotation on the chart. Drawn anew, alone, while it is dragged."""
    annotation: Annotation
    box: Box  # of its words
    anchor: tuple[float, float]  # of a note
    edges: tuple[float, float] | None = None  # of a span
    artists: list[Artist] = field(default_factory=list)

    def part_at(self, x: float, y: float) -> str:
        """What of it is there: `words`, `foot` (where a note points), `from` or `to` (a span's edges), `line` (a marker's), or nothing."""
        left, top, right, bottom = self.box
        if left <= x <= right and top <= y <= bottom:
            return "words"
        if self.annotation.kind == "note" and abs(x - self.anchor[0]) <= EDGE and abs(y - self.anchor[1]) <= EDGE:
            return "foot"
        if self.edges and y >= 0:
            near = min(("from", "to"), key=lambda name: abs(x - self.edges[name == "to"]) if self.edges else 0.0)
            return near if abs(x - self.edges[near == "to"]) <= EDGE else ""
        return "line" if self.annotation.kind == "marker" and y >= 0 and abs(x - self.anchor[0]) <= EDGE else ""


Anchors = Callable[[Annotation], tuple[float, float] | None]


def stretch(annotation: Annotation, zone: str) -> tuple[float, float] | None:
    """Its days on the axis; None where its dates cannot be read."""
    try:
        left, right = dates.interval(annotation.date_from, zone)
        return (left, dates.interval(annotation.date_to, zone)[1]) if annotation.date_to else (left, right)
    except (WorkbenchError, ValueError):
        return None


def need_strip(annotations: Iterable[Annotation]) -> bool:
    """Whether any of them may stand on top of the lanes."""
    return any(one.kind != "note" or not (one.claim_id or one.event_id) for one in annotations)


def draw_annotations(axes: Axes, annotations: Iterable[Annotation], frame: Frame, anchor_of: Anchors, marks: Placed, theme: Theme,
                     zone: str) -> list[Shown]:
    """Spans and markers first, notes above them; what has no place in this view is left out."""
    shown: list[Shown] = []
    taken: list[tuple[int, float, float]] = []  # of the strip, by the words in it
    for annotation in sorted(annotations, key=lambda one: (one.kind == "note", one.id)):
        one = place(annotation, frame, anchor_of, zone,
                    lambda box: marks.covered(box) + ON_ANOTHER * sum(_overlap(box, other.box) for other in shown))
        if one is None:
            continue
        if annotation.kind != "note":
            _keep_apart(one, taken)
        shown.append(one)
        paint(axes, one, frame, theme, ABOVE + len(shown) / 1000)
    return shown


def place(annotation: Annotation, frame: Frame, anchor_of: Anchors, zone: str, covered: Callable[[Box], int] = lambda box: 0) -> Shown | None:
    if annotation.kind == "note":
        anchor = anchor_of(annotation)
        return Shown(annotation, _box(annotation, anchor, frame, covered), anchor) if anchor and 0 <= anchor[0] <= frame.width else None
    days = stretch(annotation, zone)
    if days is None or annotation.kind not in ("span", "marker") or days[1] < frame.view[0] or days[0] > frame.view[1]:
        return None
    left, right = frame.x(days[0]), frame.x(days[1])
    anchor_x = (left + right) / 2 if annotation.kind == "marker" else left
    if annotation.kind == "marker" and not 0 <= anchor_x <= frame.width:
        return None
    wide = max(fonts.width(fonts.fit(_first_line(annotation), WORDS, WIDEST), WORDS), 10.0)
    seen = max(2.0, min(max(0.0, anchor_x) + 4.0, frame.width - wide - 2))
    return Shown(annotation, (seen - 2, -frame.strip, seen + wide + 2, -frame.strip + STRIP), (anchor_x, 0.0),
                 (left, right) if annotation.kind == "span" else None)


def _first_line(annotation: Annotation) -> str:
    return next(iter(annotation.text.splitlines()), "")


def _box(annotation: Annotation, anchor: tuple[float, float], frame: Frame, covered: Callable[[Box], int]) -> Box:
    """Of a note's words; kept within the figure, so that it is never cut off. A note that was never moved goes where it covers least."""
    lines = fonts.wrap(annotation.text, WORDS, WIDEST)
    wide = 1.03 * max([fonts.width(line, WORDS) for line in lines] + [26.0 - 2 * PAD]) + 2 * PAD  # hinting makes words wider than they are
    high = LINE * max(1, len(lines)) + 2 * PAD - 2
    if annotation.offset != (0.0, 0.0):
        return _box_at(anchor, annotation.offset, wide, high, frame)
    boxes = [_box_at(anchor, (x if x > 0 else x - wide, y), wide, high, frame) for x, y in NEW_OFFSETS]
    return min(boxes, key=lambda box: 4 * _inside(anchor, box) + covered(box))


def _box_at(anchor: tuple[float, float], shift: tuple[float, float], wide: float, high: float, frame: Frame) -> Box:
    """`shift` is from the anchor to the middle of the box's left side."""
    left = min(max(anchor[0] + shift[0], -frame.left + 4), frame.width - wide + 4)
    top = min(max(anchor[1] + shift[1] - high / 2, 2.0), frame.height - high)
    return left, top, left + wide, top + high


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] - 4 < point[0] < box[2] + 4 and box[1] - 4 < point[1] < box[3] + 4


def _overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _keep_apart(one: Shown, taken: list[tuple[int, float, float]]) -> None:
    """Words of the strip that would stand on others go below them."""
    left, top, right, bottom = one.box
    row = 0
    while any(r == row and left < b and right > a for r, a, b in taken):
        row += 1
    taken.append((row, left, right))
    lower = row * LINE + (CAP if row else 0.0)
    one.box = (left, top + lower, right, bottom + lower)


def paint(axes: Axes, one: Shown, frame: Frame, theme: Theme, above: float = ABOVE) -> None:
    """Makes the artists of one annotation and adds them to the axes."""
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)  # noqa: S101
    to_figure = frame.transform(figure)
    made = {"note": _note, "span": _span, "marker": _marker}[one.annotation.kind](one, frame, to_figure, theme)
    for artist in made if one.annotation.kind == "note" else ():
        artist.set_zorder(LINES if isinstance(artist, Line2D) else above)
    for artist in made:
        artist.set_clip_on(False)
        axes.add_artist(artist)
    for artist in made[:2] if one.annotation.kind == "span" else ():
        artist.set_clip_path(axes.patch)
    one.artists = made


def _note(one: Shown, frame: Frame, to_figure: Transform, theme: Theme) -> list[Artist]:
    left, top, right, bottom = one.box
    edge = palette.note_edge(one.annotation.colour, theme)
    near = (min(max(one.anchor[0], left + 6), right - 6), min(max(one.anchor[1], top), bottom))
    leader = Line2D([one.anchor[0], near[0]], [one.anchor[1], near[1]], color=edge, linewidth=1.1, transform=to_figure)
    foot = Line2D([one.anchor[0]], [one.anchor[1]], color=edge, marker="o", markersize=2.6, transform=to_figure)
    box = FancyBboxPatch((left, top), right - left, bottom - top, boxstyle="round,pad=0,rounding_size=3.5", edgecolor=edge, linewidth=0.8,
                         facecolor=palette.note(one.annotation.colour, theme), transform=to_figure, gid=f"annotation-{one.annotation.id}")
    ink = palette.tokens(theme).ink
    lines = [_text(line, left + PAD, top + PAD - 1.5 + LINE * (row + 0.5), ink, to_figure, 7)
             for row, line in enumerate(fonts.wrap(one.annotation.text, WORDS, WIDEST))]
    on_mark = one.annotation.claim_id or one.annotation.event_id
    return [leader, *([] if on_mark else [foot]), box, *lines]


def _span(one: Shown, frame: Frame, to_figure: Transform, theme: Theme) -> list[Artist]:
    assert one.edges is not None  # noqa: S101
    left, right = one.edges
    fill = palette.note(one.annotation.colour or "blue", theme)
    area = Rectangle((left, 0), right - left, frame.height, facecolor=fill, alpha=0.55, edgecolor="none", transform=to_figure, zorder=0.5,
                     gid=f"annotation-{one.annotation.id}")
    cap = Rectangle((left, -1.2), right - left, 1.2, facecolor=palette.note_edge(one.annotation.colour or "blue", theme), edgecolor="none",
                    transform=to_figure, zorder=0.6)
    return [area, cap, _label(one, to_figure, theme)]


def _marker(one: Shown, frame: Frame, to_figure: Transform, theme: Theme) -> list[Artist]:
    colour = palette.note_edge(one.annotation.colour or "grey", theme)
    x = one.anchor[0]
    line = Line2D([x, x], [one.box[3] - 3, frame.height], color=colour, linewidth=1.1, linestyle=(0, (1, 1.6)), transform=to_figure, zorder=2.4,
                  gid=f"annotation-{one.annotation.id}")
    return [line, _label(one, to_figure, theme)]


def _label(one: Shown, to_figure: Transform, theme: Theme) -> Text:
    words = fonts.fit(_first_line(one.annotation), WORDS, WIDEST)
    return _text(words, one.box[0] + 2, (one.box[1] + one.box[3]) / 2, palette.tokens(theme).accent, to_figure, 5)


def _text(words: str, x: float, y: float, colour: str, to_figure: Transform, zorder: float) -> Text:
    """Words of the analyst or of a page: never read as mathematics."""
    return Text(x, y, words, color=colour, fontproperties=fonts.face(WORDS), verticalalignment="center_baseline", transform=to_figure, zorder=zorder,
                parse_math=False)
