"""Paints the cells itself, asking the model for a record and nothing else: eight questions a cell through `data()` would take twice as long."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.charts import palette
from workbench.ui import theme
from workbench.ui.panes.tables.sheets import Column
from workbench.ui.widgets.differing import differing
from workbench.ui.widgets.marks import mark

if TYPE_CHECKING:
    from workbench.ui.panes.tables.model import TableModel

PAD = 8
PLAIN = "single-source"  # what most rows are is not worth a mark
SELECTED, FOCUSED = QStyle.StateFlag.State_Selected.value, QStyle.StateFlag.State_HasFocus.value
FITTED = 8192  # texts whose measure is kept
LONGEST = 400  # characters of a statement that a row can show
DOT = 8  # the disc before a speech act or a standing
Index = QModelIndex | QPersistentModelIndex


class Look:
    """Pens, fonts and fills of one theme, made once and not for every cell."""
    def __init__(self, font: QFont) -> None:
        self.theme = theme.current()
        colours = palette.tokens(self.theme)
        self.panel, self.ink, self.muted = QColor(colours.panel), QColor(colours.ink), QColor(colours.muted)
        self.selection, self.hairline, self.accent = QColor(colours.selection), QColor(colours.hairline), QColor(colours.accent)
        self.brushed = QColor(palette.mix(colours.panel, colours.selection, 0.5))
        self.stray = QColor(palette.mix(colours.panel, palette.note("yellow", self.theme), 0.7))
        self.differs = QColor(palette.word_ink("disputed", self.theme))
        self.agreed = QColor(palette.word_ink("corroborated", self.theme))
        self.font = font
        self.strong = QFont(font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.small = theme.caption_font()
        self.struck = QFont(font)
        self.struck.setStrikeOut(True)
        self.metrics, self.bold = QFontMetrics(font), QFontMetrics(self.strong)
        self.height, self.ascent = self.metrics.height(), self.metrics.ascent()
        self._fitted: dict[tuple[str, int, bool], tuple[str, int]] = {}

    def fit(self, text: str, width: int, bold: bool = False) -> tuple[str, int]:
        """What of a text stands on one line of this width, and how wide that is; measured once, since rows are painted over and over."""
        key = text, width, bold
        found = self._fitted.get(key)
        if found is None:
            if len(self._fitted) > FITTED:
                self._fitted.clear()
            metrics = self.bold if bold else self.metrics
            shown = one_line(text, metrics, width)
            found = self._fitted[key] = shown, metrics.horizontalAdvance(shown)
        return found


def one_line(text: str, metrics: QFontMetrics, width: int) -> str:
    """What fits, ending in an ellipsis; a long statement is cut before it is measured."""
    return metrics.elidedText(" ".join(text[:600].split()), Qt.TextElideMode.ElideRight, width)


class CellDelegate(QStyledItemDelegate):
    """Reads no role: the background says selected, brushed or moved out of the filter; the column's look says the rest."""
    _look: Look | None = None

    def forget(self) -> None:
        """The theme or the font changed."""
        self._look = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: TableModel = index.model()  # type: ignore[assignment]
        look = self._look = self._look or Look(QFont(option.font))
        row, column = index.row(), model.sheet.columns[index.column()]
        rect: QRect = option.rect
        state = option.state.value
        selected = bool(state & SELECTED)
        self._ground(painter, rect, look, selected, model.is_brushed(row), model.is_stray(row))
        record = model.record(row)
        if record is None:
            return
        if model.grouped and index.column() == 0:
            _bracket(painter, rect, look, *model.joins(row))
        faded = model.sheet.faded(record)
        if column.look in PAINTERS:
            PAINTERS[column.look](painter, rect, look, column, record, faded)
        else:
            _words(painter, rect, look, column.text(record), _ink(look, column, record, faded, selected), column.look, faded)
        if state & FOCUSED and column.editor:
            painter.setPen(look.accent)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0, 0, -1, -2))

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, look: Look, selected: bool, brushed: bool, stray: bool) -> None:
        fill = look.selection if selected else look.stray if stray else look.brushed if brushed else None
        if fill is not None:
            painter.fillRect(rect, fill)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.hairline)


def _bracket(painter: QPainter, rect: QRect, look: Look, above: bool, below: bool) -> None:
    """Along rows that belong together, at the left edge."""
    if above or below:
        top, bottom = rect.top() + (0 if above else 5), rect.bottom() - (0 if below else 5)
        painter.fillRect(QRect(rect.left() + 2, top, 2, bottom - top + 1), look.accent)


def _ink(look: Look, column: Column, record: Any, faded: bool, selected: bool) -> QColor:
    if faded:
        return look.muted
    if column.look == "muted" or (column.inferred is not None and column.inferred(record)):
        return look.ink if selected and column.look == "muted" else look.muted
    return look.ink


def _words(painter: QPainter, rect: QRect, look: Look, text: str, ink: QColor, how: str, struck: bool) -> None:
    if not text:
        return
    bold = how == "strong"
    shown, width = look.fit(text, rect.width() - 2 * PAD, bold)
    painter.setFont(look.struck if struck else look.strong if bold else look.font)
    painter.setPen(ink)
    x = rect.right() + 1 - PAD - width if how == "number" else rect.left() + PAD
    painter.drawText(x, rect.top() + (rect.height() - look.height) // 2 + look.ascent, shown)


# Marks: colour is never the only signal, so each has a shape or a word ---------------------------------------------------------------------


def _status(painter: QPainter, rect: QRect, look: Look, column: Column, record: Any, _faded: bool) -> None:
    status = record.status
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(rect.center()) + QPointF(0.5, 0.0))
    colour = {"accepted": look.agreed, "edited": look.accent, "rejected": look.differs}.get(status, look.muted)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    if status == "accepted":
        painter.drawPolyline(QPolygonF([QPointF(-4, 0.5), QPointF(-1, 3.5), QPointF(4.5, -3.5)]))
    elif status == "edited":
        painter.drawPolygon(QPolygonF([QPointF(-4, 4), QPointF(-3.2, 1), QPointF(2.2, -4.4), QPointF(4.4, -2.2), QPointF(-1, 3.2)]))
    elif status == "rejected":
        painter.drawLine(QPointF(-3.2, -3.2), QPointF(3.2, 3.2))
        painter.drawLine(QPointF(-3.2, 3.2), QPointF(3.2, -3.2))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(0, 0), 1.6, 1.6)
    painter.restore()


def _dotted(painter: QPainter, rect: QRect, look: Look, column: Column, record: Any, faded: bool) -> None:
    """The chart's mark of the act, a disc for a standing, and the word in the hue darkened until it reads."""
    name = column.text(record)
    if name in ("", PLAIN):
        _words(painter, rect, look, name, look.muted, "", faded)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(palette.hue(name) if look.theme == "light" else palette.word_ink(name, look.theme)))
    painter.translate(rect.left() + PAD + DOT / 2, rect.center().y() + 0.5)
    painter.scale(DOT / 2, DOT / 2)
    painter.drawPath(mark(name))
    painter.restore()
    ink = look.muted if faded else QColor(palette.word_ink(name, look.theme))
    _words(painter, rect.adjusted(DOT + 6, 0, 0, 0), look, name, ink, "", faded)


# Statements of a conflict -------------------------------------------------------------------------------------------------------------------


def _statement(painter: QPainter, rect: QRect, look: Look, column: Column, record: Any, faded: bool) -> None:
    """Who and where on the first line; below, the words, those that are at odds in bold."""
    side, other = (record.a, record.b) if column.field == "from" else (record.b, record.a)
    inner = rect.adjusted(PAD, 5, -PAD, -5)
    head = QFontMetrics(look.small)
    painter.setFont(look.small)
    painter.setPen(look.muted)
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, one_line(side.who, head, inner.width()))
    inks = (look.muted, look.muted) if faded else (look.ink, look.differs)
    apart = differing(side.words[:LONGEST], other.words[:LONGEST], side.value)
    _flow(painter, inner.adjusted(0, head.height() + 1, 0, 0), look, side.words[:LONGEST], apart, inks)


def _flow(painter: QPainter, room: QRect, look: Look, text: str, apart: frozenset[int], inks: tuple[QColor, QColor]) -> None:
    """Word after word, with an ellipsis where the room ends. Painted, so that nothing in a foreign text is ever taken for markup."""
    metrics, bold = look.metrics, look.bold
    height, space, dots = metrics.height(), metrics.horizontalAdvance(" "), metrics.horizontalAdvance(" …")
    x, y = room.left(), room.top() + metrics.ascent()
    for number, word in enumerate(text.split()):
        differs = number in apart
        width = (bold if differs else metrics).horizontalAdvance(word)
        last = y + height + metrics.descent() > room.bottom() + 2
        if x + width > room.right() - (dots if last else 0) and x > room.left():
            if last:
                painter.setPen(inks[0])
                painter.setFont(look.font)
                painter.drawText(x - space, y, " …")
                return
            x, y = room.left(), y + height
        painter.setPen(inks[differs])
        painter.setFont(look.strong if differs else look.font)
        painter.drawText(x, y, word)
        x += width + space


PAINTERS = {"mark": _status, "act": _dotted, "standing": _dotted, "statement": _statement}

