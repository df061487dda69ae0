"""Paints an article of the library: outlet and time, the wrapped headline, its claims and how many are reviewed."""
from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workbench.charts import palette
from workbench.core import dates
from workbench.core.records import Article
from workbench.ui import theme
from workbench.ui.panes.library.model import ROW, UNKNOWN, Row

SIDE, ABOVE = 12, 8
HEADLINE_LINES = 4
_Index = QModelIndex | QPersistentModelIndex


class ArticleDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        row: Row = index.data(ROW)
        small = QFontMetrics(theme.caption_font()).height()
        width = self._view.viewport().width()
        if row.article is None:
            return QSize(width, small + 3 * ABOVE)
        return QSize(width, ABOVE + small + 2 + _height(row.article.headline, width - 2 * SIDE) + 2 + small + ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row: Row = index.data(ROW)
        painter.save()
        if row.article is None:
            _paint_heading(painter, option.rect, row.heading)
        else:
            _paint_ground(painter, option)
            _paint_article(painter, option.rect, row, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    colours = theme.tokens()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, QColor(colours.selection))
        painter.fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), QColor(colours.accent))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.hover))


def _paint_heading(painter: QPainter, rect: QRect, heading: str) -> None:
    painter.setFont(theme.caption_font(bold=True))
    painter.setPen(QColor(theme.tokens().muted))
    shown = painter.fontMetrics().elidedText(heading.upper(), Qt.TextElideMode.ElideRight, rect.width() - 2 * SIDE)
    painter.drawText(rect.adjusted(SIDE, 0, -SIDE, -ABOVE // 2), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)


def _paint_article(painter: QPainter, rect: QRect, row: Row, selected: bool) -> None:
    article, colours = row.article, theme.tokens()
    assert article is not None  # noqa: S101
    width, at = rect.width() - 2 * SIDE, QPointF(rect.left() + SIDE, rect.top() + ABOVE)
    painter.setFont(theme.caption_font())
    small = painter.fontMetrics()
    painter.setPen(QColor(colours.muted))
    painter.drawText(at + QPointF(0, small.ascent()), small.elidedText(source(article), Qt.TextElideMode.ElideRight, width))
    at += QPointF(0, small.height() + 2)
    painter.setPen(QColor(colours.muted if row.dimmed else colours.ink))
    _paint_headline(painter, at, _wrapped(article.headline, width), selected)
    bottom = rect.bottom() - ABOVE - small.descent()
    _paint_counts(painter, QPointF(at.x(), bottom), row, width)


def _paint_headline(painter: QPainter, at: QPointF, headline: QTextLayout, selected: bool) -> None:
    """The semi-bold of a selected row keeps the line breaks of the regular face, so that selecting moves nothing; it fits into the margin."""
    painter.setFont(theme.desk_font(bold=selected))
    for place in range(headline.lineCount()):
        line = headline.lineAt(place)
        words = headline.text()[line.textStart():line.textStart() + line.textLength()].rstrip()
        painter.drawText(at + QPointF(0, line.y() + line.ascent()), words)


def _paint_counts(painter: QPainter, at: QPointF, row: Row, width: int) -> None:
    painter.setFont(theme.caption_font())
    metrics, used = painter.fontMetrics(), 0
    for words, colour in counts(row):
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - used)
        painter.setPen(QColor(colour))
        painter.drawText(at + QPointF(used, 0), shown)
        used += metrics.horizontalAdvance(shown)


def source(article: Article) -> str:
    return " · ".join(part for part in (article.outlet or UNKNOWN, dates.show(article.published_at)) if part)


def counts(row: Row) -> list[tuple[str, str]]:
    """The last line in pieces, each with its colour."""
    article, colours = row.article, theme.tokens()
    assert article is not None  # noqa: S101
    if article.language and article.language != "en":
        return [("not English, not mined", colours.muted)]
    if article.kind == "teaser":
        return [("teaser for another story", colours.muted), *_marks(article, colours.muted)]
    claims = f"{article.claims} claim{'' if article.claims == 1 else 's'}"
    if row.passing is not None:
        claims = f"{row.passing} of {claims}"
    if not article.claims:
        return [("no claims", colours.muted), *_marks(article, colours.muted)]
    all_done = article.reviewed == article.claims
    reviewed = palette.word_ink("corroborated", theme.current()) if all_done else colours.accent
    return [(f"{claims} · ", colours.muted), (f"{article.reviewed} reviewed", reviewed), *_marks(article, colours.muted)]


def _marks(article: Article, colour: str) -> list[tuple[str, str]]:
    marks = [mark for mark, there in (("✓ done", article.done), ("note", article.note), (article.tags, article.tags)) if there]
    return [(f" · {mark}", colour) for mark in marks]


def _wrapped(headline: str, width: float) -> QTextLayout:
    font = theme.desk_font()
    layout = QTextLayout((headline or "No headline").replace("\n", " "), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    _break(layout, max(width, 40.0))
    if layout.lineCount() > HEADLINE_LINES:
        _cut(layout, max(width, 40.0), QFontMetrics(font))
    return layout


def _break(layout: QTextLayout, width: float) -> None:
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()


def _cut(layout: QTextLayout, width: float, metrics: QFontMetrics) -> None:
    last = layout.lineAt(HEADLINE_LINES - 1)
    text = layout.text()
    layout.setText(text[: last.textStart()] + metrics.elidedText(text[last.textStart():], Qt.TextElideMode.ElideRight, int(width)))
    _break(layout, width)


@lru_cache(maxsize=50_000)
def _height(headline: str, width: float) -> int:
    """Kept: a view asks for the height of every row whenever one of them changes."""
    layout = _wrapped(headline, width)
    return sum(round(layout.lineAt(place).height()) for place in range(layout.lineCount()))
