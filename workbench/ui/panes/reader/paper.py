"""What is painted under the words and beside them: layers of marks on the visible blocks, and the margin."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QTextBlock

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import margin, marks
from workbench.ui.panes.reader.highlights import Layer
from workbench.ui.panes.reader.margin import Drawn, Said
from workbench.ui.panes.reader.marks import Alike, Mark, Places

if TYPE_CHECKING:
    from workbench.ui.panes.reader.view import TextView

LABEL = 80.0  # no label is taller
Placed = tuple[QTextBlock, QRectF, float]  # a block, where it is, and where the next one begins
Margin = tuple[list[tuple[int, QRectF, QColor]], list[Drawn]]  # a claim's rule with its colour, and labels


class Paper:
    """The places of marks are kept per block until something is laid out anew."""
    def __init__(self, view: TextView) -> None:
        self._view = view
        self.seen: list[int] = [0]  # numbers of the visible lines
        self._layers: dict[str, Layer[Mark]] = {}
        self._pieces: dict[str, dict[int, Alike]] = {}  # of a layer, by block
        self._margins: dict[int, Margin] = {}  # by block
        self._said: list[Said] = []
        self._said_starts: list[int] = []
        self._longest = 0
        self._chosen: int | None = None
        self._here: Span | None = None  # positions

    def laid_out(self) -> None:
        self._pieces.clear()
        self._margins.clear()

    def set_layer(self, name: str, layer: Layer[Mark]) -> None:
        self._layers[name] = layer
        self._pieces[name] = {}

    def set_claims(self, claims: Sequence[Said]) -> None:
        self._said = sorted(claims, key=lambda said: (said.start, said.end))
        self._said_starts = [said.start for said in self._said]
        self._longest = max((said.end - said.start for said in self._said), default=0)
        self._margins.clear()

    def choose(self, claim: int | None, here: Span | None) -> None:
        self._chosen, self._here = claim, here
        self._margins.clear()

    def claims_at(self, where: QPointF) -> tuple[int, ...]:
        """Behind a place of the margin, in the document's coordinates; labels are above rules."""
        if where.x() > margin.breadth() - margin.GAP + 4:
            return ()
        margins = [self._margin(*placed) for placed in self._blocks(where.y() - LABEL, where.y())]
        for _, labels in margins:
            for label in labels:
                if label.rect.contains(where):
                    return label.ids
        return next(((number,) for rules, _ in margins for number, rect, _ in rules if rect.top() <= where.y() < rect.bottom()), ())

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Between two heights of the document. A label may hang below its block."""
        blocks = self._blocks(top - LABEL, bottom)
        self._paint_here(painter, [rect for block, rect, _ in blocks if self._is_here(block)])
        for name in self._layers:
            alike: Alike = {}
            for block, rect, _ in blocks:
                for mark, places in self._placed(name, block, rect).items():
                    if mark not in alike:
                        alike[mark] = Places()
                    alike[mark].extend(places)
            if alike:
                marks.paint(painter, alike)
        self._paint_margin(painter, [self._margin(*placed) for placed in blocks], top, bottom)

    def _blocks(self, top: float, bottom: float) -> list[Placed]:
        """The visible blocks there, with the top of the next block that begins a claim: so far a label may hang down."""
        document = self._view.document()
        layout = document.documentLayout()
        index = max(0, self.line_at(top) - 1)
        found: list[tuple[QTextBlock, QRectF]] = []
        for number in self.seen[index:]:
            block = document.findBlockByNumber(number)
            rect = layout.blockBoundingRect(block)
            if rect.top() > bottom + LABEL:
                break
            found.append((block, rect))
        return [placed for placed in self._with_room(found) if placed[1].top() <= bottom]

    def line_at(self, height: float) -> int:
        """Which of the seen lines is at a height of the document, or above it in a gap. Qt's own hit test takes a gap between paragraphs for the
        last hidden line. In leaps from the top, so that no more is laid out than twice the way to that height."""
        reach = 1
        while reach < len(self.seen) and self.rect_of(reach).top() <= height:
            reach *= 2
        return max(0, bisect_right(range(min(reach, len(self.seen))), height, key=lambda at: self.rect_of(at).top()) - 1)

    def on_a_line(self, event: QMouseEvent) -> QMouseEvent:
        """One in a gap between paragraphs, or below the last one, moved up to the line above: words dragged over it would else reach to the end
        of the document."""
        point, scrolled = event.position(), self._view.verticalScrollBar().value()
        lowest = self.rect_of(self.line_at(point.y() + scrolled)).bottom() - 1 - scrolled if self.seen else point.y()
        if point.y() <= lowest:
            return event
        return QMouseEvent(event.type(), QPointF(point.x(), lowest), event.globalPosition(), event.button(), event.buttons(), event.modifiers(),
                           event.pointingDevice())

    def rect_of(self, at: int) -> QRectF:
        """Of one of the seen lines, counted from the first one."""
        document = self._view.document()
        return document.documentLayout().blockBoundingRect(document.findBlockByNumber(self.seen[at]))

    def _with_room(self, found: Sequence[tuple[QTextBlock, QRectF]]) -> list[Placed]:
        placed: list[Placed] = []
        next_label = found[-1][1].bottom() + LABEL if found else 0.0
        for block, rect in reversed(found):
            placed.append((block, rect, next_label))
            first = bisect_left(self._said_starts, block.position())
            if first < len(self._said) and self._said[first].start < block.position() + block.length():
                next_label = rect.top()
        return placed[::-1]

    def _is_here(self, block: QTextBlock) -> bool:
        return self._here is not None and block.position() < self._here[1] and block.position() + block.length() - 1 > self._here[0]

    def _paint_here(self, painter: QPainter, rects: Sequence[QRectF]) -> None:
        if rects:
            tint = QColor(theme.tokens().selection)
            tint.setAlphaF(0.5)
            width = self._view.lineWrapColumnOrWidth() - margin.breadth() + margin.GAP
            height = rects[-1].bottom() - rects[0].top()
            painter.fillRect(QRectF(rects[0].left() - margin.GAP, rects[0].top() - 3, width, height + 9), tint)

    def _placed(self, name: str, block: QTextBlock, rect: QRectF) -> Alike:
        kept = self._pieces.setdefault(name, {})
        number = block.blockNumber()
        if number not in kept:
            segments = self._layers[name].within(block.position(), block.position() + block.length() - 1)
            kept[number] = marks.pieces(block, rect.topLeft(), segments)
        return kept[number]

    def _paint_margin(self, painter: QPainter, margins: Sequence[Margin], top: float, bottom: float) -> None:
        for rules, _ in margins:
            for _, rect, colour in rules:
                if rect.top() <= bottom and rect.bottom() >= top:
                    painter.fillRect(rect, colour)
        for _, labels in margins:
            for label in labels:
                if label.rect.top() > bottom or label.rect.bottom() < top:
                    continue
                painter.setFont(label.font)
                for at, words, ink in label.lines:
                    painter.setPen(ink)
                    painter.drawText(at, words)

    def _margin(self, block: QTextBlock, rect: QRectF, following: float) -> Margin:
        number = block.blockNumber()
        if number not in self._margins:
            placed = [(said, *self._height(block, rect, said)) for said in self._saying(block)]
            rules = margin.rules(placed)
            starts = [(said, top) for said, top, _ in placed if said.start >= block.position()]
            inset = margin.LANE * max((rule.lane for rule in rules), default=0)
            line = QFontMetricsF(theme.caption_font()).height()
            self._margins[number] = (
                [(rule.said.id, *margin.place_rule(rule, rect.left(), rule.said.id == self._chosen)) for rule in rules],
                [margin.place_label(label, rect.left(), inset, self._chosen) for label in margin.labels(starts, following, line)])
        return self._margins[number]

    def _saying(self, block: QTextBlock) -> list[Said]:
        start, end = block.position(), block.position() + block.length() - 1
        first = bisect_left(self._said_starts, start - self._longest)
        last = bisect_left(self._said_starts, end)
        return [said for said in self._said[first:last] if said.end > start]

    def _height(self, block: QTextBlock, rect: QRectF, said: Said) -> tuple[float, float]:
        """From the top of the first to the bottom of the last line of a claim in a block."""
        layout = block.layout()
        first = layout.lineForTextPosition(max(0, said.start - block.position()))
        last = layout.lineForTextPosition(min(block.length() - 1, said.end - 1 - block.position()))
        return rect.top() + first.y(), rect.top() + last.y() + last.height() + 2
