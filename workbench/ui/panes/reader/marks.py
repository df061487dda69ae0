"""How marks are painted under the words: fills and lines for the stretches of one block, in the colours of `charts.palette`."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF, QTextBlock, QTextLine

from workbench.charts import palette
from workbench.charts.palette import Theme

PATTERNS: dict[str, list[float]] = {"solid": [], "dash": [5.0, 3.0], "dot": [1.5, 2.5], "dashdot": [6.0, 2.0, 1.5, 2.0],
                                    "dashdotdot": [6.0, 2.0, 1.5, 2.0, 1.5, 2.0]}
_SPACE = " ".encode("utf-16-le")


class Mark(NamedTuple):
    """How one stretch looks. Colours are #RRGGBB, empty for none; `line` is one of PATTERNS or "wave", drawn `weight` pixels strong."""
    fill: str = ""
    line: str = ""
    line_colour: str = ""
    weight: float = 1.0
    frame: str = ""


@dataclass(slots=True)
class Places:
    """Where one look is: the stretches, and the lines or waves under them, ready to be drawn."""
    rects: list[QRectF] = field(default_factory=list)
    lines: list[QLineF] = field(default_factory=list)
    waves: list[QRectF] = field(default_factory=list)

    def add(self, mark: Mark, rect: QRectF) -> None:
        self.rects.append(rect)
        if mark.line == "wave":
            self.waves.append(QRectF(rect.left(), rect.bottom() - 0.5, rect.width(), 3))
        elif mark.line:
            self.lines.append(QLineF(rect.left(), y := rect.bottom() + mark.weight / 2, rect.right(), y))

    def extend(self, other: Places) -> None:
        self.rects += other.rects
        self.lines += other.lines
        self.waves += other.waves


Alike = dict[Mark, Places]


@cache
def of_mention(kind: str, theme: Theme) -> Mark:
    tint = palette.tint(kind, theme)
    return Mark(tint, palette.UNDERLINES[palette.family(kind)], palette.mix(tint, palette.tokens(theme).ink, 0.35))


def chosen_mention(kind: str, theme: Theme) -> Mark:
    """A mention of the selected entity: the same tint, in a frame."""
    return Mark(palette.mix(palette.tint(kind, theme), palette.tokens(theme).accent, 0.25), frame=palette.tokens(theme).accent)


def chosen_content(act: str, theme: Theme) -> Mark:
    return Mark(line="solid", line_colour=palette.word_ink(act, theme), weight=2.0)


def glimpsed_content(act: str, theme: Theme) -> Mark:
    """What a claim says, while the pointer is on its mark in the margin."""
    return Mark(line="dash", line_colour=palette.word_ink(act, theme), weight=1.5)


def telling(theme: Theme) -> Mark:
    return Mark(line="dot", line_colour=palette.tokens(theme).muted, weight=2.0)


def cell_words(theme: Theme) -> Mark:
    """The words behind the cell that is looked at."""
    return Mark(palette.tokens(theme).selection, frame=palette.tokens(theme).accent)


def found(theme: Theme, current: bool) -> Mark:
    fill = palette.note("yellow", theme)
    edge = palette.note_edge("yellow", theme)
    return Mark(palette.mix(fill, edge, 0.35), frame=palette.tokens(theme).accent) if current else Mark(fill, frame=edge)


def highlight(colour: str, theme: Theme) -> Mark:
    return Mark(palette.note(colour, theme), "solid", palette.note_edge(colour, theme), 1.5)


def pieces(block: QTextBlock, origin: QPointF, segments: Iterable[tuple[int, int, Mark]]) -> Alike:
    """Where the segments of a laid out block are, line by line, by how they look. `segments` come in order."""
    lines = _lines(block)
    placed: Alike = {}
    first = 0
    left, top = origin.x(), origin.y()
    for start, end, mark in segments:
        while first < len(lines) - 1 and lines[first][1] <= start:
            first += 1
        for line_start, line_end, line, y, height in lines[first:]:
            if line_start >= end:
                break
            near, far = _x(line, max(start, line_start)), _x(line, min(end, line_end))
            if mark not in placed:
                placed[mark] = Places()
            placed[mark].add(mark, QRectF(left + min(near, far), top + y, abs(far - near), height))
    return placed


def alike(mark: Mark, rect: QRectF) -> Alike:
    """A single stretch, for a legend."""
    places = Places()
    places.add(mark, rect)
    return {mark: places}


def _x(line: QTextLine, position: int) -> float:
    found: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]
    return found[0]


def _lines(block: QTextBlock) -> list[tuple[int, int, QTextLine, float, float]]:
    """The lines with their bounds, the blank at which a line was broken left out, and their height."""
    layout, text = block.layout(), block.text().encode("utf-16-le")
    lines = []
    for i in range(layout.lineCount()):
        line = layout.lineAt(i)
        end = line.textStart() + line.textLength()
        while end > line.textStart() and text[2 * end - 2:2 * end] == _SPACE:
            end -= 1
        lines.append((line.textStart(), end, line, line.y(), line.ascent() + line.descent()))
    return lines


def paint(painter: QPainter, alike: Alike) -> None:
    """Fills first, lines and frames over them; what looks alike is drawn in one call."""
    painter.setPen(Qt.PenStyle.NoPen)
    for mark, places in alike.items():
        if mark.fill:
            painter.setBrush(QColor(mark.fill))
            painter.drawRects(places.rects)
    for mark, places in alike.items():
        if places.lines:
            painter.setPen(_pen(mark))
            painter.drawLines(places.lines)
        if places.waves:
            wave = _wave(mark.line_colour, painter.device().devicePixelRatioF())
            for strip in places.waves:
                painter.drawTiledPixmap(strip, wave)
        if mark.frame:
            painter.setPen(QPen(QColor(mark.frame), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects([rect.adjusted(-0.5, -0.5, 0.5, 0.5) for rect in places.rects])


@cache
def _pen(mark: Mark) -> QPen:
    pen = QPen(QColor(mark.line_colour), mark.weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if PATTERNS[mark.line]:
        pen.setDashPattern([length / mark.weight for length in PATTERNS[mark.line]])
    return pen


@cache
def _wave(colour: str, ratio: float) -> QPixmap:
    """One period, to be laid side by side."""
    tile = QPixmap(round(6 * ratio), round(3 * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colour), 1.0))
        painter.drawPolyline(QPolygonF([QPointF(-3, 0.5), QPointF(0, 2.0), QPointF(3, 0.5), QPointF(6, 2.0), QPointF(9, 0.5)]))
    return tile
