"""How marks are painted under the words: fills and lines for the stretches of one block, in the colours of `charts.palette`."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTextBlock, QTextLine

from workbench.charts import palette
from workbench.charts.palette import Theme

PATTERNS: dict[str, list[float]] = {"solid": [], "dash": [5.0, 3.0], "dot": [1.5, 2.5], "dashdot": [6.0, 2.0, 1.5, 2.0],
                                    "dashdotdot": [6.0, 2.0, 1.5, 2.0, 1.5, 2.0]}
_SPACE = " ".encode("utf-16-le")
Piece = tuple[QRectF, "Mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one stretch looks. Colours are #RRGGBB, empty for none; `line` is one of PATTERNS or "wave", drawn `weight` pixels strong."""
    fill: str = ""
    line: str = ""
    line_colour: str = ""
    weight: float = 1.0
    frame: str = ""


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


def pieces(block: QTextBlock, segments: Iterable[tuple[int, int, Mark]]) -> list[Piece]:
    """Where the segments of a laid out block are, line by line, from the block's upper left corner. `segments` come in order."""
    lines = _lines(block)
    placed: list[Piece] = []
    first = 0
    for start, end, mark in segments:
        while first < len(lines) - 1 and lines[first][1] <= start:
            first += 1
        for line_start, line_end, line in lines[first:]:
            if line_start >= end:
                break
            left, right = _x(line, max(start, line_start)), _x(line, min(end, line_end))
            placed.append((QRectF(min(left, right), line.y(), abs(right - left), line.ascent() + line.descent()), mark))
    return placed


def _x(line: QTextLine, position: int) -> float:
    found: tuple[float, int] = line.cursorToX(position)  # type: ignore[assignment]
    return found[0]


def _lines(block: QTextBlock) -> list[tuple[int, int, QTextLine]]:
    """The lines with their bounds, the blank at which a line was broken left out."""
    layout, text = block.layout(), block.text().encode("utf-16-le")
    lines = []
    for i in range(layout.lineCount()):
        line = layout.lineAt(i)
        end = line.textStart() + line.textLength()
        while end > line.textStart() and text[2 * end - 2:2 * end] == _SPACE:
            end -= 1
        lines.append((line.textStart(), end, line))
    return lines


def paint(painter: QPainter, placed: Iterable[Piece]) -> None:
    """Fills first, lines and frames over them; what looks alike is drawn in one call."""
    alike: defaultdict[Mark, list[QRectF]] = defaultdict(list)
    for rect, mark in placed:
        alike[mark].append(rect)
    for mark, rects in alike.items():
        if mark.fill:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(mark.fill))
            painter.drawRects(rects)
    for mark, rects in alike.items():
        if mark.line:
            _draw_lines(painter, mark, rects)
        if mark.frame:
            painter.setPen(QPen(QColor(mark.frame), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRects([rect.adjusted(-0.5, -0.5, 0.5, 0.5) for rect in rects])


def _draw_lines(painter: QPainter, mark: Mark, rects: list[QRectF]) -> None:
    pen = QPen(QColor(mark.line_colour), mark.weight, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
    if mark.line == "wave":
        painter.setPen(pen)
        for rect in rects:
            painter.drawPolyline(_wave(rect))
        return
    if PATTERNS[mark.line]:
        pen.setDashPattern([length / mark.weight for length in PATTERNS[mark.line]])
    painter.setPen(pen)
    down = mark.weight / 2
    flat = [point for rect in rects for point in (QPointF(rect.left(), rect.bottom() + down), QPointF(rect.right(), rect.bottom() + down))]
    painter.drawLines(flat)


def _wave(rect: QRectF) -> QPolygonF:
    steps = max(1, round(rect.width() / 3))
    return QPolygonF([QPointF(rect.left() + rect.width() * i / steps, rect.bottom() + (1.5 if i % 2 else 0.0)) for i in range(steps + 1)])
