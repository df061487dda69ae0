"""The names above the columns."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.ui import theme

if TYPE_CHECKING:
    from workbench.ui.panes.tables.model import TableModel

DOT_AT, DOT = 3.5, 2.0  # from the left edge, radius


class Header(QHeaderView):
    """A dot in the accent's colour beside the name of a column that the filter is set on."""
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        painter.save()
        super().paintSection(painter, rect, number)
        painter.restore()
        model: TableModel = self.model()  # type: ignore[assignment]
        column = model.sheet.columns[number]
        if column.key and any(term.key == column.key for term in model.filter.terms):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().accent))
            painter.drawEllipse(QPointF(rect.left() + DOT_AT, rect.center().y() + 1), DOT, DOT)
            painter.restore()
