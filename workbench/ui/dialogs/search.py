"""Search over all texts: every place with the words around it, the found ones beneath each other, and the text follows."""
from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from workbench.core import dates
from workbench.ui import late, theme
from workbench.ui.widgets.words import count, named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.search import Hit

MOST = 1000
PAUSE_MS = 150  # typing pauses this long before the texts are searched
ROW, WIDTH, HEIGHT = 26, 780, 380
BEFORE = 0.42  # of a row: where the found words begin
HOW = "All of the words must be in a text; “in quotation marks” they must follow each other. The last one may go on."
HIT = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class SearchDialog(QDialog):
    """Stays open beside the desk. Arrow keys and clicks go through the places, and `show` brings each into view; Enter goes to it and closes."""

    def __init__(self, workspace: Workspace, show: Callable[[Hit], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Search all texts")
        self._workspace, self._show = workspace, show
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.find)
        self.line = named(QLineEdit(placeholderText="Words in the texts", clearButtonEnabled=True), "Search all texts")
        self.line.textEdited.connect(lambda _: self._pause.start())
        self.line.textChanged.connect(lambda text: None if text else self.find())
        self.line.installEventFilter(self)
        self.places = Places(self)
        self.view = named(QListView(uniformItemSizes=True), "Places found")
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setModel(self.places)
        self.view.setItemDelegate(InContext(self.view))
        self.view.selectionModel().currentChanged.connect(lambda now, _: self._go(now))
        self.view.clicked.connect(self._go)
        self.view.activated.connect(lambda _: self.accept())
        self._said = plain_label(HOW, "caption")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 8)
        layout.setSpacing(8)
        for widget in (self.line, self.view, self._said):
            layout.addWidget(widget)
        self.resize(theme.room(self, WIDTH, HEIGHT))
        workspace.changed.connect(lambda changes: self._pause.start() if self.isVisible() and changes.touches("document") else None)

    def open_up(self, corner: QPoint) -> None:
        """With its lower left corner here: over the tables, so that the text stays in sight."""
        if not self.isVisible():
            self.move(corner - QPoint(0, self.height()))
        self.show()
        self.raise_()
        self.activateWindow()
        self.line.setFocus()
        self.line.selectAll()

    def find(self) -> None:
        self._pause.stop()
        project, text = self._workspace.project, self.line.text()
        hits = late.search.search(project, text, limit=MOST) if project and text.strip() else []
        articles = late.queries.list_articles(project) if project and hits else []
        self.places.show(hits, {one.id: " · ".join(part for part in (one.outlet, dates.show(one.published_at)) if part) for one in articles})
        texts = len({(hit.document_id, hit.article_id) for hit in hits})
        found = f"{count(len(hits), 'place')} in {count(texts, 'text')}" if hits else "Nothing was found. " + HOW
        more = " – the first ones; more words find fewer" if len(hits) == MOST else ""
        self._said.setText(found + more if text.strip() else HOW)
        self._step(1, -1)

    def _go(self, index: _Index) -> None:
        hit = index.data(HIT)
        if hit is not None and self.isVisible():
            self._show(hit)

    def _step(self, way: int, row: int) -> None:
        """To the next place from this row on; headings are passed over."""
        while 0 <= row + way < self.places.rowCount():
            row += way
            index = self.places.index(row)
            if index.data(HIT) is not None:
                self.view.setCurrentIndex(index)
                return

    def accept(self) -> None:
        self._go(self.view.currentIndex())
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if way:
                self._step(way, self.view.currentIndex().row())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._pause.isActive():
                    self.find()
                else:
                    self.accept()
                return True
        return super().eventFilter(watched, event)


class Places(QAbstractListModel):
    """The places under a heading for each text: a heading is a text, a place is a Hit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Hit | str] = []

    def show(self, hits: list[Hit], told: dict[Any, str]) -> None:
        self.beginResetModel()
        self.rows = []
        for article, some in groupby(hits, key=lambda hit: (hit.document_id, hit.article_id, hit.headline or hit.file)):
            group = list(some)
            self.rows.append("   ".join(part for part in (article[2], told.get(article[1], ""), str(len(group))) if part))
            self.rows += group
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row if isinstance(row, str) else f"{row.before}{row.words}{row.after}"
        return row if role == HIT and not isinstance(row, str) else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        whole = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return whole if index.data(HIT) is not None else Qt.ItemFlag.ItemIsEnabled


class InContext(QStyledItemDelegate):
    """The found words stand beneath each other, in bold on the accent's tint."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.pixels(WIDTH) // 2, theme.pixels(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        hit, colours = index.data(HIT), theme.tokens()
        painter.save()
        room = option.rect.adjusted(8, 0, -8, 0)
        if hit is None:
            painter.setFont(theme.caption_font(bold=True))
            painter.setPen(QColor(colours.muted))
            words = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideMiddle, room.width())
            painter.drawText(room.adjusted(0, 4, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        else:
            if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
                chosen = option.state & QStyle.StateFlag.State_Selected
                painter.fillRect(option.rect, QColor(colours.selection if chosen else colours.hover))
            _paint_place(painter, room, hit)
        painter.restore()


def _paint_place(painter: QPainter, room: QRect, hit: Hit) -> None:
    colours, middle = theme.tokens(), Qt.AlignmentFlag.AlignVCenter
    at = room.left() + round(room.width() * BEFORE)
    painter.setFont(theme.desk_font(bold=True))
    bold = painter.fontMetrics()
    wide = min(bold.horizontalAdvance(hit.words), room.right() - at)
    tint = QColor(colours.accent)
    tint.setAlphaF(0.22)
    painter.fillRect(QRect(at - 2, room.center().y() - bold.height() // 2, wide + 4, bold.height()), tint)
    painter.setPen(QColor(colours.ink))
    painter.drawText(QRect(at, room.top(), wide, room.height()), Qt.AlignmentFlag.AlignLeft | middle, hit.words)
    painter.setFont(theme.desk_font())
    plain = painter.fontMetrics()
    before = plain.elidedText(hit.before.lstrip(), Qt.TextElideMode.ElideLeft, at - room.left() - 2)
    painter.drawText(QRect(room.left(), room.top(), at - room.left() - 2, room.height()), Qt.AlignmentFlag.AlignRight | middle, before)
    rest = QRect(at + wide + 2, room.top(), room.right() - at - wide - 2, room.height())
    after = plain.elidedText(hit.after.rstrip(), Qt.TextElideMode.ElideRight, rest.width())
    painter.drawText(rest, Qt.AlignmentFlag.AlignLeft | middle, after)
