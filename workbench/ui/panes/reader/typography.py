"""How the text is set: its measure, its leading, and the faces of what is not running text."""
from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout

from workbench.ui import theme

COLUMN = 70  # characters
LEADING = 1.5  # of the type's size
SAMPLE = "The minister said on Wednesday that it would review the agreement, in"
HEADLINES = {"headline": 16.0, "standfirst": 12.0}  # points


def column(font: QFont) -> float:
    """The width of COLUMN characters of running text in this face."""
    return QFontMetricsF(font).horizontalAdvance(SAMPLE) * COLUMN / len(SAMPLE)


def leading(font: QFont) -> float:
    """In per cent of the face's own height, which has some leading in it."""
    metrics = QFontMetricsF(font)
    return 100 * LEADING * metrics.fontDpi() / 72 * font.pointSizeF() / metrics.height()


def stretch(start: int, end: int, what: str, zoom: float) -> QTextLayout.FormatRange:
    """A part of a line that is a cue, a kind of block other than body, outside of all blocks, or out of the filter."""
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, _shape(what, zoom)
    return made


def _shape(what: str, zoom: float) -> QTextCharFormat:
    shape = QTextCharFormat()
    if what == "cue":
        shape.setFontWeight(QFont.Weight.Bold)
    elif what in HEADLINES:
        font = theme.desk_font(bold=True)
        font.setPointSizeF(theme.points(HEADLINES[what] * zoom))
        shape.setFont(font)
    else:
        if what in ("byline", "caption"):
            font = theme.desk_font()
            font.setPointSizeF(theme.points(9.5 * zoom))
            shape.setFont(font)
        shape.setForeground(QColor(theme.tokens().muted))
    return shape
