"""What is painted under the words and beside them: layers of marks on the visible blocks, and the margin."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QTextBlock

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import margin, marks
from workbench.ui.panes.reader.highlights import Layer
from workbench.ui.panes.reader.margin import Said
from workbench.ui.panes.reader.marks import Mark, Piece

if TYPE_CHECKING:
    from workbench.ui.panes.reader.view import TextView

Placed = tuple[QTextBlock, QRectF, float]  # a block, where it is, and where the next one begins


class Paper:
    """The places of marks are kept per block until something is laid out anew."""
    def __init__(self, view: TextView) -> None:
        self._view = view
        self.seen: list[int] = [0]  # numbers of the visible lines
        self._layers: dict[str, Layer[Mark]] = {}
        self._pieces: dict[tuple[str, int], list[Piece]] = {}
        self._said: list[Said] = []
        self._said_starts: list[int] = []
        self._longest = 0
        self._chosen: int | None = None
        self._here: Span | None = None  # positions
        self._hits: list[tuple[QRectF, tuple[int, ...]]] = []

    def laid_out(self) -> None:
        self._pieces.clear()

    def set_layer(self, name: str, layer: Layer[Mark]) -> None:
        self._layers[name] = layer
        self._pieces = {key: pieces for key, pieces in self._pieces.items() if key[0] != name}

    def set_claims(self, claims: Sequence[Said]) -> None:
        self._said = sorted(claims, key=lambda said: (said.start, said.end))
        self._said_starts = [said.start for said in self._said]
        self._longest = max((said.end - said.start for said in self._said), default=0)

    def choose(self, claim: int | None, here: Span | None) -> None:
        self._chosen, self._here = claim, here

    def claims_at(self, where: QPointF) -> tuple[int, ...]:
        """Behind a place of the margin; labels are above rules."""
        if where.x() > margin.WIDTH - margin.GAP + 4:
            return ()
        return next((ids for rect, ids in reversed(self._hits) if rect.contains(where)), ())

    def paint(self, painter: QPainter, top: float, bottom: float) -> None:
        """Between two heights of the document."""
        self._hits = []
        for block, rect, following in self._blocks(top, bottom):
            self._paint_block(painter, block, rect, following)

    def _blocks(self, top: float, bottom: float) -> list[Placed]:
        """The visible blocks there, with the top of the block that follows each."""
        document = self._view.document()
        layout = document.documentLayout()
        position = layout.hitTest(QPointF(margin.WIDTH + 1, top), Qt.HitTestAccuracy.FuzzyHit)
        index = max(0, bisect_right(self.seen, document.findBlock(position).blockNumber()) - 2)
        found: list[Placed] = []
        for number in self.seen[index:]:
            block = document.findBlockByNumber(number)
            rect = layout.blockBoundingRect(block)
            if found:
                found[-1] = (*found[-1][:2], rect.top())
            if rect.top() > bottom:
                break
            found.append((block, rect, rect.bottom() + 60))
        return found

    def _paint_block(self, painter: QPainter, block: QTextBlock, rect: QRectF, following: float) -> None:
        start, end = block.position(), block.position() + block.length() - 1
        painter.save()
        painter.translate(rect.topLeft())
        if self._here and start < self._here[1] and end > self._here[0]:
            self._paint_here(painter, rect)
        for name in self._layers:
            marks.paint(painter, self._placed(name, block, start, end))
        painter.restore()
        self._paint_margin(painter, block, rect, following)

    def _paint_here(self, painter: QPainter, rect: QRectF) -> None:
        tint = QColor(theme.tokens().selection)
        tint.setAlphaF(0.5)
        painter.fillRect(QRectF(-margin.GAP, -3, self._view.lineWrapColumnOrWidth() - margin.WIDTH + margin.GAP, rect.height() + 9), tint)

    def _placed(self, name: str, block: QTextBlock, start: int, end: int) -> list[Piece]:
        key = (name, block.blockNumber())
        if key not in self._pieces:
            self._pieces[key] = marks.pieces(block, self._layers[name].within(start, end))
        return self._pieces[key]

    def _paint_margin(self, painter: QPainter, block: QTextBlock, rect: QRectF, following: float) -> None:
        placed = [(said, *self._height(block, rect, said)) for said in self._saying(block)]
        lanes = margin.rules(placed)
        for rule in lanes:
            margin.paint_rule(painter, rule, rect.left(), rule.said.id == self._chosen)
        self._hits += [(QRectF(0, rule.top, margin.WIDTH, rule.bottom - rule.top), (rule.said.id,)) for rule in lanes]
        starts = [(said, top) for said, top, _ in placed if said.start >= block.position()]
        inset = margin.LANE * max((rule.lane for rule in lanes), default=0)
        line = QFontMetricsF(theme.caption_font()).height()
        for label in margin.labels(starts, following, line):
            hit = margin.paint_label(painter, label, rect.left(), inset, self._chosen)
            self._hits.append((hit, label.ids))

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
