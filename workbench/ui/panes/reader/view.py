"""The text itself: the whole document as plain text, other stories' paragraphs hidden, marks painted under the visible ones."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextLayout,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from workbench.core.records import Span
from workbench.ui import theme
from workbench.ui.panes.reader import margin, typography
from workbench.ui.panes.reader.highlights import Layer, Offsets
from workbench.ui.panes.reader.margin import Said
from workbench.ui.panes.reader.marks import Mark
from workbench.ui.panes.reader.paper import Paper

RIGHT = 28.0
PARAGRAPH = 8.0
LETTERS, LETTERS_AT_CARET = "CSQTEARPGOLNDHV+-.", "C"
Style = tuple[int, int, str]  # a stretch of code points and what it is: a kind of block, "cue" or "out"

EMPTY = "Nothing to read yet: import files (Ctrl+I), drop them on the library, or paste a text (Ctrl+Shift+V)."


class TextView(QTextEdit):
    """Speaks in code points only. What is painted is set in layers, the later over the earlier."""
    pressed = Signal(int, QPointF)  # a click without a selection, at a code point
    hovered = Signal(int, QPointF)  # -1: over no word
    claims_pressed = Signal(tuple)  # ids behind a label or rule in the margin
    claims_hovered = Signal(tuple)
    moved = Signal()  # scrolled, resized or laid out anew
    letter = Signal(str)  # typed while words are selected, or "C" with the caret alone
    entered = Signal()
    menu_asked = Signal(int, QPoint)  # at a code point (-1: none), where on the screen
    settled = Signal()  # words were selected, or no longer are

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, readOnly=True, undoRedoEnabled=False, acceptRichText=False)
        self.setAccessibleName("Text")
        self.setPlaceholderText(EMPTY)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)
        self.offsets = Offsets("")
        self.zoom = 1.0
        self._styles: list[Style] = []
        self._on_line: dict[int, list[Style]] = {}
        self._dressed: NDArray[np.bool_] = np.zeros(1, dtype=bool)  # lines whose formats are set
        self._paper = Paper(self)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self._set_fonts()

    def loadResource(self, kind: int, name: QUrl | str) -> None:
        """A text brings nothing with it and fetches nothing."""

    def createMimeDataFromSelection(self) -> QMimeData:
        """The document's own words, as they are in the file."""
        data = QMimeData()
        cursor = self.textCursor()
        data.setText(self.words((self.offsets.offset(cursor.selectionStart()), self.offsets.offset(cursor.selectionEnd()))))
        return data

    def words(self, span: Span) -> str:
        """The text of a stretch, without the lines that are hidden in it."""
        first, last = self.offsets.line_of(span[0]), self.offsets.line_of(max(span[0], span[1] - 1))
        bounds = [(max(span[0], int(self.offsets.line_starts[i])), min(span[1], int(self.offsets.line_ends[i])))
                  for i in range(first, last + 1) if self.shows(i)]
        return "\n".join(self.offsets.text[start:end] for start, end in bounds)

    # What is shown

    def _set_caret(self, *, seen: bool) -> None:
        """Not in the words that say what to do. Setting a width, even the same, lays out the whole text."""
        if self.cursorWidth() != int(seen):
            self.setCursorWidth(int(seen))

    def show_text(self, offsets: Offsets, broken: Iterable[Span] = ()) -> None:
        """`broken` are runs of lines (first, last) that are one paragraph, as in a mail: they stand close. Nothing is laid out before `dress`
        says which lines are seen: a long page is then laid out once."""
        self.offsets, self._styles, self._on_line = offsets, [], {}
        self._set_caret(seen=bool(offsets.text))
        self._paper.laid_out()
        self._paper.choose(None, None)
        document = self.document()
        document.setLayoutEnabled(False)
        document.clear()
        self._set_root()
        cursor = QTextCursor(document)
        leading = QTextBlockFormat()
        leading.setLineHeight(typography.leading(self.document().defaultFont()), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        leading.setBottomMargin(PARAGRAPH)
        cursor.beginEditBlock()
        cursor.setBlockFormat(leading)
        cursor.insertText(offsets.shown)
        close = QTextBlockFormat()
        close.setBottomMargin(0)
        for first, last in broken:
            cursor.setPosition(document.findBlockByNumber(first).position())
            cursor.setPosition(document.findBlockByNumber(last - 1).position(), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeBlockFormat(close)
        cursor.endEditBlock()
        self._paper.seen = list(range(document.blockCount()))
        self._dressed = np.zeros(document.blockCount(), dtype=bool)

    def dress(self, visible: NDArray[np.bool_], styles: Sequence[Style]) -> None:
        """Which lines are seen, and what is bold, grey or a headline on them. Hidden lines get their formats when they are first shown."""
        styles = sorted(styles)
        if styles != self._styles:
            self._styles, self._on_line = styles, _per_line(self.offsets, styles)
            self._dressed[:] = False
        seen = np.flatnonzero(visible)
        changed = set(np.flatnonzero(~self._dressed & visible).tolist())
        shown = np.zeros(len(self._dressed), dtype=bool)
        shown[self._paper.seen] = True
        for number in sorted(changed | set(np.flatnonzero(shown != visible).tolist())):
            block = self.document().findBlockByNumber(number)
            block.setVisible(bool(visible[number]))
            if number in changed:
                block.layout().setFormats(self._formats(number))
        self._dressed |= visible
        self._paper.seen = seen.tolist()
        self._lay_out()

    def _lay_out(self) -> None:
        self._paper.laid_out()
        self.document().setLayoutEnabled(True)
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()
        self.moved.emit()

    def set_layer(self, name: str, marks: Iterable[tuple[int, int, Mark]] = ()) -> None:
        """Layers are painted in the order in which they were first set."""
        self._paper.set_layer(name, Layer(self.offsets, marks))
        self.viewport().update()

    def set_claims(self, claims: Sequence[Said]) -> None:
        self._paper.set_claims(claims)
        self.viewport().update()

    def choose(self, claim: int | None, here: Span | None) -> None:
        """The claim whose margin stands out, and the stretch whose paragraphs are tinted."""
        self._paper.choose(claim, (self.offsets.position(here[0]), self.offsets.position(here[1])) if here else None)
        self.viewport().update()

    def shows_place(self, offset: int) -> bool:
        return self.shows(self.offsets.line_of(offset))

    def shows(self, line: int) -> bool:
        at = bisect_left(self._paper.seen, line)
        return at < len(self._paper.seen) and self._paper.seen[at] == line

    # Looks

    def set_zoom(self, zoom: float) -> None:
        self.zoom = min(3.0, max(0.6, zoom))
        self._set_fonts()
        self._dressed[:] = False
        visible = np.zeros(len(self._dressed), dtype=bool)
        visible[self._paper.seen] = True
        self.dress(visible, self._styles)

    def _set_fonts(self) -> None:
        self.document().setDefaultFont(theme.text_font(theme.TEXT_POINTS * self.zoom))
        self._set_width()

    def _set_root(self) -> None:
        root = self.document().rootFrame().frameFormat()
        root.setLeftMargin(margin.breadth())
        root.setRightMargin(RIGHT)
        root.setTopMargin(4)
        root.setBottomMargin(48)
        self.document().rootFrame().setFrameFormat(root)

    @property
    def text_left(self) -> int:
        """Where the text begins, from the view's left edge."""
        return self.viewport().x() + int(margin.breadth())

    def _set_width(self) -> None:
        """At most COLUMN characters; what is left over goes to both sides."""
        wanted = margin.breadth() + typography.column(self.document().defaultFont()) + RIGHT
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        spare = max(0, int((room - wanted) / 2))
        self.setViewportMargins(spare, 0, 0, 0)
        self.setLineWrapColumnOrWidth(int(max(margin.breadth() + RIGHT + 160, min(wanted, room))))
        self._paper.laid_out()

    def _formats(self, number: int) -> list[QTextLayout.FormatRange]:
        start, end = int(self.offsets.line_starts[number]), int(self.offsets.line_ends[number])
        origin = self.offsets.position(start)
        return [typography.stretch(self.offsets.position(max(at, start)) - origin, self.offsets.position(min(until, end)) - origin, what, self.zoom)
                for at, until, what in self._on_line.get(number, ()) if until > start and at < end]

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        scrolled = self.verticalScrollBar().value()
        with QPainter(self.viewport()) as painter:
            painter.translate(0, -scrolled)
            self._paper.paint(painter, event.rect().top() + scrolled, event.rect().bottom() + scrolled)
        super().paintEvent(event)

    # Pointer and keys

    def offset_at(self, point: QPointF) -> int:
        """The code point under a place of the viewport, or -1 where there are no words."""
        where = QPointF(point.x(), point.y() + self.verticalScrollBar().value())
        position = self.document().documentLayout().hitTest(where, Qt.HitTestAccuracy.ExactHit)
        return self.offsets.offset(position) if position >= 0 else -1

    def marked(self) -> Span | None:
        """The selected stretch, without the blank at its ends and what is hidden before and after what is shown."""
        cursor, seen = self.textCursor(), self._paper.seen
        if not seen:
            return None
        first, last = int(self.offsets.line_starts[seen[0]]), int(self.offsets.line_ends[seen[-1]])
        start, end = max(first, self.offsets.offset(cursor.selectionStart())), min(last, self.offsets.offset(cursor.selectionEnd()))
        start, end = self.offsets.trimmed((start, max(start, end)))
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
        self.settled.emit()

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

    def event(self, event: QEvent) -> bool:
        """Letters over selected words are marks, not the pane's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and self._letter(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def _letter(self, event: QKeyEvent) -> str:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        typed = event.text().upper() if plain else ""
        return typed if typed and typed in (LETTERS if self.textCursor().hasSelection() else LETTERS_AT_CARET) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if letter := self._letter(event):
            self.letter.emit(letter)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape and self.textCursor().hasSelection():
            self.mark(None)
        else:
            super().keyPressEvent(event)
        self.settled.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self.offset_at(QPointF(event.pos())), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(self._paper.on_a_line(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(self._paper.on_a_line(event))
        self.settled.emit()
        if event.button() != Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        if ids := self.claims_at(event.position()):
            self.claims_pressed.emit(ids)
        elif (offset := self.offset_at(event.position())) >= 0:
            self.pressed.emit(offset, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(self._paper.on_a_line(event) if event.buttons() else event)
        ids = self.claims_at(event.position())
        self.claims_hovered.emit(ids)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if ids else Qt.CursorShape.IBeamCursor)
        if not event.buttons():
            self.hovered.emit(-1 if ids else self.offset_at(event.position()), event.position())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.claims_hovered.emit(())
        self.hovered.emit(-1, QPointF())

    def claims_at(self, point: QPointF) -> tuple[int, ...]:
        """The claims whose label or rule is under a place of the viewport."""
        return self._paper.claims_at(QPointF(point.x(), point.y() + self.verticalScrollBar().value()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_width()
        super().resizeEvent(event)
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_dressed"):
            self.set_zoom(self.zoom)


def _per_line(offsets: Offsets, styles: Sequence[Style]) -> dict[int, list[Style]]:
    first = np.searchsorted(offsets.line_starts, [start for start, _, _ in styles], side="right") - 1
    last = np.searchsorted(offsets.line_starts, [end for _, end, _ in styles], side="left")
    lines: dict[int, list[Style]] = {}
    for style, start, end in zip(styles, first.tolist(), last.tolist(), strict=True):
        for line in range(start, end):
            lines.setdefault(line, []).append(style)
    return lines
