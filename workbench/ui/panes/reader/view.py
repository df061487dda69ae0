"""The text itself: the whole document as plain text, other stories' paragraphs hidden, marks painted under the visible ones."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import margin, marks
from workbench.ui.panes.reader.highlights import Layer, Offsets
from workbench.ui.panes.reader.margin import Said
from workbench.ui.panes.reader.marks import Mark, Piece

COLUMN = 70  # characters
LEADING = 1.5  # of the type's size
RIGHT = 28.0
PARAGRAPH = 8.0
Style = tuple[int, int, str]  # a stretch of code points and what it is: a kind of block, "cue" or "out"


class TextView(QTextEdit):
    """Speaks in code points only. What is painted is set in layers, the later over the earlier."""
    pressed = Signal(int, QPointF)  # a click without a selection, at a code point
    hovered = Signal(int, QPointF)  # -1: over no word
    claims_pressed = Signal(tuple)  # ids behind a label or rule in the margin
    claims_hovered = Signal(tuple)
    moved = Signal()  # scrolled, resized or laid out anew

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, readOnly=True, undoRedoEnabled=False, acceptRichText=False)
        self.setAccessibleName("Text")
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.offsets = Offsets("")
        self.zoom = 1.0
        self._styles: list[Style] = []
        self._dressed: NDArray[np.bool_] = np.zeros(1, dtype=bool)  # lines whose formats are set
        self._seen: list[int] = [0]  # numbers of the visible lines
        self._layers: dict[str, Layer[Mark]] = {}
        self._pieces: dict[tuple[str, int], list[Piece]] = {}
        self._said: list[Said] = []
        self._said_starts: list[int] = []
        self._longest = 0
        self._chosen: int | None = None
        self._hits: list[tuple[QRectF, tuple[int, ...]]] = []
        self._here: Span | None = None  # positions
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self._set_fonts()

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """A text brings nothing with it and fetches nothing."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """The document's own words, as they are in the file."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    # What is shown

    def show_text(self, offsets: Offsets) -> None:
        self.offsets = offsets
        self._pieces.clear()
        self._here = None
        document = self.document()
        document.clear()
        self._set_root()
        cursor = QTextCursor(document)
        leading = QTextBlockFormat()
        leading.setLineHeight(self._leading(), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        leading.setBottomMargin(PARAGRAPH)
        cursor.beginEditBlock()
        cursor.setBlockFormat(leading)
        cursor.insertText(offsets.shown)
        cursor.endEditBlock()
        self._seen = list(range(document.blockCount()))
        self._dressed = np.zeros(document.blockCount(), dtype=bool)

    def dress(self, visible: NDArray[np.bool_], styles: Sequence[Style]) -> None:
        """Which lines are seen, and what is bold, grey or a headline on them. Hidden lines get their formats when they are first shown."""
        styles = sorted(styles)
        if styles != self._styles:
            self._styles = styles
            self._dressed[:] = False
        seen = np.flatnonzero(visible)
        changed = set(np.flatnonzero(~self._dressed & visible).tolist())
        shown = np.zeros(len(self._dressed), dtype=bool)
        shown[self._seen] = True
        for number in sorted(changed | set(np.flatnonzero(shown != visible).tolist())):
            block = self.document().findBlockByNumber(number)
            block.setVisible(bool(visible[number]))
            if number in changed:
                block.layout().setFormats(self._formats(number))
        self._dressed |= visible
        self._seen = seen.tolist()
        self._lay_out()

    def _lay_out(self) -> None:
        self._pieces.clear()
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()
        self.moved.emit()

    def set_layer(self, name: str, layer: Layer[Mark] | None) -> None:
        self._layers[name] = layer or Layer(self.offsets)
        self._pieces = {key: pieces for key, pieces in self._pieces.items() if key[0] != name}
        self.viewport().update()

    def set_claims(self, claims: Sequence[Said]) -> None:
        """In the order of their starts."""
        self._said = sorted(claims, key=lambda said: (said.start, said.end))
        self._said_starts = [said.start for said in self._said]
        self._longest = max((said.end - said.start for said in self._said), default=0)
        self.viewport().update()

    def choose(self, claim: int | None, here: Span | None) -> None:
        """The claim whose margin stands out, and the stretch whose paragraphs are tinted."""
        self._chosen = claim
        self._here = (self.offsets.position(here[0]), self.offsets.position(here[1])) if here else None
        self.viewport().update()

    def shows(self, line: int) -> bool:
        at = bisect_left(self._seen, line)
        return at < len(self._seen) and self._seen[at] == line

    # Looks

    def set_zoom(self, zoom: float) -> None:
        self.zoom = min(3.0, max(0.6, zoom))
        self._set_fonts()
        self._dressed[:] = False
        visible = np.zeros(len(self._dressed), dtype=bool)
        visible[self._seen] = True
        self.dress(visible, self._styles)

    def _set_fonts(self) -> None:
        self.document().setDefaultFont(theme.text_font(theme.TEXT_POINTS * self.zoom))
        self._set_width()

    def _set_root(self) -> None:
        root = self.document().rootFrame().frameFormat()
        root.setLeftMargin(margin.WIDTH)
        root.setRightMargin(RIGHT)
        root.setTopMargin(4)
        root.setBottomMargin(48)
        self.document().rootFrame().setFrameFormat(root)

    def _leading(self) -> float:
        """In per cent of the face's own height, which has some leading in it."""
        metrics = QFontMetricsF(self.document().defaultFont())
        return 100 * LEADING * metrics.fontDpi() / 72 * self.document().defaultFont().pointSizeF() / metrics.height()

    @property
    def column(self) -> float:
        """The width of COLUMN characters of running text in this face."""
        sample = "The minister said on Wednesday that it would review the agreement, in"
        return QFontMetricsF(self.document().defaultFont()).horizontalAdvance(sample) * COLUMN / len(sample)

    def _set_width(self) -> None:
        """At most COLUMN characters; what is left over goes to both sides."""
        wanted = margin.WIDTH + self.column + RIGHT
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        spare = max(0, int((room - wanted) / 2))
        self.setViewportMargins(spare, 0, 0, 0)
        self.setLineWrapColumnOrWidth(int(max(margin.WIDTH + RIGHT + 160, min(wanted, room))))
        self._pieces.clear()

    def _formats(self, number: int) -> list[QTextLayout.FormatRange]:
        start, end = int(self.offsets.line_starts[number]), int(self.offsets.line_ends[number])
        origin = self.offsets.position(start)
        ranges = []
        for at, until, what in self._styles[:bisect_left(self._styles, (end, 0, ""))]:
            if until > start:
                ranges.append(_range(self.offsets.position(max(at, start)) - origin, self.offsets.position(min(until, end)) - origin,
                                     self._format(what)))
        return ranges

    def _format(self, what: str) -> QTextCharFormat:
        shape = QTextCharFormat()
        if what == "cue":
            shape.setFontWeight(700)
        elif what in ("headline", "standfirst"):
            font = theme.desk_font(bold=True)
            font.setPointSizeF((16.0 if what == "headline" else 12.0) * self.zoom)
            shape.setFont(font)
        elif what in ("byline", "caption"):
            font = theme.desk_font()
            shape.setFont(font)
            shape.setFontPointSize(9.5 * self.zoom)
            shape.setForeground(QColor(theme.tokens().muted))
        else:
            shape.setForeground(QColor(theme.tokens().muted))
        return shape

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self._hits = []
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
            for block, rect, following in self._blocks(event.rect().top(), event.rect().bottom()):
                self._paint_block(painter, block, rect, following)
        super().paintEvent(event)

    def _blocks(self, top: float, bottom: float) -> list[tuple[QTextBlock, QRectF, float]]:
        """The visible blocks between two heights of the viewport, with the top of the block that follows each."""
        scrolled = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        position = layout.hitTest(QPointF(margin.WIDTH + 1, top + scrolled), Qt.HitTestAccuracy.FuzzyHit)
        index = max(0, bisect_right(self._seen, self.document().findBlock(position).blockNumber()) - 2)
        found: list[tuple[QTextBlock, QRectF, float]] = []
        for number in self._seen[index:]:
            block = self.document().findBlockByNumber(number)
            rect = layout.blockBoundingRect(block)
            if found:
                found[-1] = (*found[-1][:2], rect.top())
            if rect.top() > bottom + scrolled:
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
        painter.fillRect(QRectF(-margin.GAP, -3, self.lineWrapColumnOrWidth() - margin.WIDTH + margin.GAP, rect.height() + 9), tint)

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

    # Pointer and keys

    def offset_at(self, point: QPointF) -> int:
        """The code point under a place of the viewport, or -1 where there are no words."""
        where = QPointF(point.x() + self.horizontalScrollBar().value(), point.y() + self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(where, Qt.HitTestAccuracy.ExactHit)
        return self.offsets.offset(position) if position >= 0 else -1

    def marked(self) -> Span | None:
        """The selected stretch, without the blank at its ends."""
        cursor = self.textCursor()
        start, end = self.offsets.trimmed((self.offsets.offset(cursor.selectionStart()), self.offsets.offset(cursor.selectionEnd())))
        return (start, end) if start < end else None

    def caret(self) -> int:
        return self.offsets.offset(self.textCursor().position())

    def mark(self, span: Span | None) -> None:
        """Selects a stretch, or nothing."""
        cursor = self.textCursor()
        if span is None:
            cursor.clearSelection()
        else:
            cursor.setPosition(self.offsets.position(span[0]))
            cursor.setPosition(self.offsets.position(span[1]), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def rect_of(self, span: Span) -> QRectF:
        """Where a stretch is in the viewport: from the top of its first to the bottom of its last line."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.offsets.position(span[0]))
        first = QRectF(self.cursorRect(cursor))
        cursor.setPosition(self.offsets.position(span[1]))
        return first.united(QRectF(self.cursorRect(cursor)))

    def reveal(self, span: Span) -> None:
        """Scrolls only when the stretch is not in view, and then to the upper third."""
        rect = self.rect_of(span)
        if rect.top() < 0 or rect.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(int(bar.value() + rect.top() - self.viewport().height() / 3))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if ids := self._claims_at(event.position()):
            self.claims_pressed.emit(ids)
        elif (offset := self.offset_at(event.position())) >= 0:
            self.pressed.emit(offset, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        ids = self._claims_at(event.position())
        self.claims_hovered.emit(ids)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if ids else Qt.CursorShape.IBeamCursor)
        if not event.buttons():
            self.hovered.emit(-1 if ids else self.offset_at(event.position()), event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.claims_hovered.emit(())
        self.hovered.emit(-1, QPointF())

    def _claims_at(self, point: QPointF) -> tuple[int, ...]:
        """Labels are above rules; of several rules on one line the shortest."""
        where = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        if where.x() > margin.WIDTH - margin.GAP + 4:
            return ()
        return next((ids for rect, ids in reversed(self._hits) if rect.contains(where)), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_width()
        super().resizeEvent(event)
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_dressed"):
            self.set_zoom(self.zoom)


def _range(start: int, end: int, shape: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, shape
    return made
