"""The rows of the library: articles in an order, with headings where they are grouped."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from workbench.core.records import Article

ARTICLE = Qt.ItemDataRole.UserRole
ROW = ARTICLE + 1
ORDERS = {"newest": "Newest first", "outlet": "By outlet", "file": "By file"}
UNKNOWN = "Outlet unknown"
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """An article, or a heading over those that follow."""
    article: Article | None
    heading: str = ""
    passing: int | None = None  # how many of its claims pass the filter; None: nothing is filtered

    @property
    def dimmed(self) -> bool:
        article = self.article
        return article is not None and (self.passing == 0 or article.kind == "teaser" or (article.kind == "post" and not article.claims))


class LibraryModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._row_of: dict[int, int] = {}
        self.moved = False  # the last `show` put rows elsewhere, or made them taller

    def show(self, articles: Sequence[Article], order: str, passing: dict[int, int] | None) -> None:
        """`passing`: claims that pass the filter, by article. Rows that stay where they are keep selection and scrolling: see `moved`."""
        rows = list(_rows(articles, order, passing))
        self.moved = [_shape(row) for row in rows] != [_shape(row) for row in self._rows]
        if not self.moved:
            self._rows = rows
            self.dataChanged.emit(self.index(0), self.index(max(len(rows) - 1, 0)))
            return
        self.beginResetModel()
        self._rows = rows
        self._row_of = {row.article.id: place for place, row in enumerate(rows) if row.article}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == ARTICLE:
            return row.article
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        heading = index.isValid() and self._rows[index.row()].article is None
        return Qt.ItemFlag.ItemIsEnabled if heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_of(self, article_id: int) -> QModelIndex:
        place = self._row_of.get(article_id)
        return QModelIndex() if place is None else self.index(place)

    def articles(self) -> list[Article]:
        return [row.article for row in self._rows if row.article]


def _rows(articles: Sequence[Article], order: str, passing: dict[int, int] | None) -> Iterable[Row]:
    heading = None
    for article in sorted(articles, key=_sort_key(order), reverse=order == "newest"):
        group = {"outlet": article.outlet or UNKNOWN, "file": article.file}.get(order, "")
        if group and group != heading:
            heading = group
            yield Row(None, heading)
        yield Row(article, passing=None if passing is None else passing.get(article.id, 0))


def _shape(row: Row) -> tuple[int, str]:
    """What decides a row's identity and its height."""
    return (row.article.id, row.article.headline) if row.article else (0, row.heading)


def _sort_key(order: str) -> Any:
    if order == "outlet":
        return lambda a: (not a.outlet, a.outlet.casefold(), _backwards(a.published_at), a.file, a.start)
    if order == "file":
        return lambda a: (a.file.casefold(), a.start)
    return lambda a: (a.published_at, a.file, -a.start)


def _backwards(text: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in text) or (0,)


def spoken(row: Row) -> str:
    """The row as one line: for type-ahead and for a screen reader."""
    if row.article is None:
        return row.heading
    headline = row.article.headline or "No headline"
    return f"{headline}, {row.article.outlet or UNKNOWN}, {row.article.claims} claims, {row.article.reviewed} reviewed"
