"""The palette: every action, article, name and passage, found by typing."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.ui import late, theme
from workbench.ui.actions import Placed, each_key, refresh, shown_keys
from workbench.ui.widgets.words import named
from workbench.ui.workspace import Workspace

ITEM = Qt.ItemDataRole.UserRole
WIDTH, ROW, MOST = 640, 30, 12
OF_A_KIND = 40
BEFORE = 28  # letters of a passage before the words that were found
PAUSE_MS = 120  # typing pauses this long before the texts are searched
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Item:
    words: str
    kind: str  # what stands at the right end in small letters: keys, an outlet and day, "filter"
    run: Callable[[], object]


class Palette(QFrame):
    """Place a window's palette with `open_over`. Passages are found when the typing pauses, everything else at each letter."""
    def __init__(self, workspace: Workspace, actions: Iterable[Placed], show_passage: Callable[[Any], object], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self.setAccessibleName("Commands and search")
        self._workspace, self._actions, self._show_passage = workspace, actions, show_passage
        self._known: list[Item] = []
        self.line = named(QLineEdit(placeholderText="Search text, speakers, claims, commands…"), "Search")
        self.line.textChanged.connect(self._find)
        self.line.installEventFilter(self)
        self.model = Items(self)
        self.view = named(QListView(uniformItemSizes=True), "Found")
        self.view.setModel(self.model)
        self.view.setItemDelegate(ItemDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.clicked.connect(self.run)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.line)
        layout.addWidget(self.view)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._find_passages)

    def open_over(self, anchor: QWidget) -> None:
        self._known = [*self._action_items(), *self._article_items(), *self._name_items()]
        self.line.clear()
        self._find("")
        self.move(anchor.mapToGlobal(QPoint(0, 0)))
        self.show()
        self.line.setFocus()

    # What can be found

    def _action_items(self) -> Iterator[Item]:
        for placed in self._actions:
            action = placed.action
            if action.choices:
                yield from (Item(f"{action.text}: {words}", "", run) for words, run in action.choices())
            elif action.allowed:
                refresh(placed)
                yield Item(action.shown, shown_keys(*each_key(action.keys)[:1]), placed.face.trigger)

    def _article_items(self) -> Iterator[Item]:
        project = self._workspace.project
        for article in late.queries.list_articles(project) if project else ():
            told = " · ".join(part for part in (article.outlet, dates.show(article.published_at)) if part)
            yield Item(article.headline or article.file, told, partial(self._workspace.select, "article", article.id, reveal=True))

    def _name_items(self) -> Iterator[Item]:
        project = self._workspace.project
        for entity in late.queries.list_entities(project) if project else ():
            yield Item(entity.name, entity.type.lower(), partial(self._workspace.select, "entity", entity.id, reveal=True))

    def _find(self, text: str) -> None:
        words = text.casefold().split()
        found = [item for item in self._known if all(word in f"{item.words} {item.kind}".casefold() for word in words)]
        found.sort(key=lambda item: not item.words.casefold().startswith(text.casefold().strip()))
        self._show([*self._filter_items(text), *found[:OF_A_KIND]])
        self._pause.start()

    def _filter_items(self, text: str) -> Iterator[Item]:
        try:
            wanted = Filter.parse(text)
        except WorkbenchError:
            return
        if wanted.terms and self._workspace.project:
            yield Item(f"Filter: {wanted}", "filter", lambda: self._workspace.set_filter(wanted))

    def _find_passages(self) -> None:
        project, text = self._workspace.project, self.line.text().strip()
        if project is None or len(text) < 2 or not self.isVisible():
            return
        hits = late.search.search(project, text, limit=OF_A_KIND)
        passages = [Item(_in_context(hit.before, hit.words, hit.after), hit.headline or hit.file, partial(self._show_passage, hit)) for hit in hits]
        self._show([*self.model.items, *passages], keep=True)

    def _show(self, items: list[Item], keep: bool = False) -> None:
        row = max(self.view.currentIndex().row(), 0) if keep else 0
        self.model.show(items)
        self.view.setCurrentIndex(self.model.index(row))
        self.view.setFixedHeight(theme.pixels(ROW) * max(1, min(len(items), MOST)) + 4)
        self.setFixedWidth(theme.pixels(WIDTH))
        self.adjustSize()

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: MOST, Qt.Key.Key_PageUp: -MOST}.get(Qt.Key(event.key()))
            if step:
                row = min(max(self.view.currentIndex().row() + step, 0), self.model.rowCount() - 1)
                self.view.setCurrentIndex(self.model.index(row))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.run(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def run(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        self.close()
        if item is not None:
            item.run()


class Items(QAbstractListModel):
    items: list[Item] = []

    def show(self, items: list[Item]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        return {ITEM: item, Qt.ItemDataRole.DisplayRole: item.words, Qt.ItemDataRole.ToolTipRole: None}.get(Qt.ItemDataRole(role))


class ItemDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(theme.pixels(WIDTH) - 40, theme.pixels(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item: Item = index.data(ITEM)
        colours = theme.tokens()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selection))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(colours.hover))
        room = option.rect.adjusted(8, 0, -8, 0)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(colours.muted))
        kind = painter.fontMetrics().elidedText(item.kind, Qt.TextElideMode.ElideRight, room.width() // 3)
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        left = room.width() - painter.fontMetrics().horizontalAdvance(kind) - 16
        painter.setFont(theme.desk_font())
        painter.setPen(QColor(colours.ink))
        words = painter.fontMetrics().elidedText(item.words, Qt.TextElideMode.ElideRight, left)
        painter.drawText(QRect(room.left(), room.top(), left, room.height()), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


def _in_context(before: str, words: str, after: str) -> str:
    """A line in which the found words stand near the beginning, whatever its width."""
    lead = before.replace("\n", " ")[-BEFORE:]
    lead = lead[lead.find(" ") + 1:] if len(before) > BEFORE else lead.lstrip()
    return f"…{lead}{words}{after}…".replace("\n", " ")
