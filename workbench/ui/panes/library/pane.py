"""The library: every article of the project. Choosing one opens it; files and folders are dropped here."""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDragMoveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QHBoxLayout, QListView, QMenu, QToolButton, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.core.records import Article
from workbench.core.selection import Selection
from workbench.ui import late, theme
from workbench.ui.actions import Action, Choice
from workbench.ui.dialogs.article import ArticleDialog
from workbench.ui.jobs import Jobs
from workbench.ui.panes.library.delegate import ArticleDelegate
from workbench.ui.panes.library.model import ARTICLE, ORDERS, LibraryModel
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.widgets.words import OneLine, count, named, plain_label
from workbench.ui.workspace import Workspace

NARROWEST, NARROW = 96, 190
ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Western (Windows-1252)", "cp1250": "Central European (Windows-1250)", "cp1251": "Cyrillic (Windows-1251)",
             "koi8_r": "Cyrillic (KOI8-R)", "cp1253": "Greek (Windows-1253)", "cp1254": "Turkish (Windows-1254)", "cp1255": "Hebrew (Windows-1255)",
             "cp1256": "Arabic (Windows-1256)", "utf-16": "UTF-16", "gb18030": "Chinese (GB 18030)", "big5": "Chinese (Big5)",
             "shift_jis": "Japanese (Shift JIS)", "euc_kr": "Korean (EUC-KR)"}


class LibraryPane(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Library")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._jobs = jobs
        self._order = "newest"
        self._model = LibraryModel(self)
        self.view = named(ArticleView(), "Articles")
        self.view.setModel(self._model)
        self.setFocusProxy(self.view)
        self.view.setItemDelegate(ArticleDelegate(self.view))
        self.view.menu_asked.connect(self._show_menu)
        self.view.dropped.connect(jobs.import_paths)
        self.view.selectionModel().selectionChanged.connect(self._chosen)
        self._header = OneLine("caption", by_parts=True)
        self.setMinimumWidth(theme.pixels(NARROWEST))
        self._order_button = _order_button(self.set_order)
        self._lay_out()
        self._following = False  # the view follows the workspace: what it then says of its rows is not the analyst's choice
        self.follow(workspace)

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(12, 4, 4, 4)
        top.addWidget(self._header, 1)
        top.addWidget(self._order_button)
        self._empty = plain_label("Drop files or folders here, import them (Ctrl+I), or paste a text (Ctrl+Shift+V).", role="caption")
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(12, 12, 12, 12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.view, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the pane is narrow the button stands under what is counted."""
        super().resizeEvent(event)
        beside = self.width() > theme.pixels(NARROW)
        self._top.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    # What it shows

    def refresh(self, changes: Changes) -> None:
        if changes.touches("document", "article", "outlet", "claim"):
            empty = not self._model.articles()
            self._show()
            if empty and self._model.articles():
                QTimer.singleShot(0, self, self._begin)  # when every pane has read what is there

    def _begin(self) -> None:
        """Where articles have come and nothing is selected, the first one is."""
        articles = self._model.articles()
        if articles and self.workspace.selection.kind is None:
            self.workspace.select("article", articles[0].id)

    def show_filter(self, new: Filter) -> None:
        self._show()

    def _show(self) -> None:
        project = self.workspace.project
        articles = late.queries.list_articles(project) if project else []
        self._following = True
        try:
            self._model.show(articles, self._order, self._passing())
            self._header.setText(_summary(articles).upper())
            self._header.setToolTip(f"From {count(len({article.document_id for article in articles}), 'file')}" if articles else "")
            self._empty.setVisible(project is not None and not articles)
            self._order_button.setVisible(bool(articles))
            self.view.setVisible(bool(articles))
            if self._model.moved:
                self._mark(self.workspace.selection)
        finally:
            self._following = False

    def _passing(self) -> dict[int, int] | None:
        """How many claims of each article pass the filter."""
        project, chosen = self.workspace.project, self.workspace.filter
        if project is None or not chosen:
            return None
        columns = late.columns.claim_columns(project)
        passing = set(late.queries.claim_ids(project, chosen).tolist())
        pairs = zip(columns.id.tolist(), columns.article_id.tolist(), strict=True)
        return dict(Counter(article for claim, article in pairs if claim in passing))

    def show_selection(self, selection: Selection) -> None:
        self._following = True
        try:
            self._mark(selection)
        finally:
            self._following = False

    def _mark(self, selection: Selection) -> None:
        chosen = self.view.selectionModel()
        indexes = [index for one in self._articles_of(selection) if (index := self._model.index_of(one)).isValid()]
        chosen.clearSelection()
        for index in indexes:
            chosen.select(index, QItemSelectionModel.SelectionFlag.Select)
        if indexes:
            chosen.setCurrentIndex(indexes[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(indexes[0])

    def _articles_of(self, selection: Selection) -> Sequence[int]:
        """The articles that hold what is selected; of an event the one that tells it first."""
        project, primary = self.workspace.project, selection.primary
        if project is None or primary is None:
            return ()
        if selection.kind == "article":
            return selection.ids
        if selection.kind == "claim":
            claim = late.queries.get_claim(project, primary)
            return [claim.article_id] if claim else ()
        if selection.kind == "event":
            return [telling.article_id for telling in late.queries.list_tellings(project, event_id=primary)[:1]]
        return ()

    def set_order(self, order: str) -> None:
        self._order = order
        self._order_button.setText(f"{ORDERS[order]} ▾")
        self._show()

    # What the analyst does

    def chosen(self) -> list[Article]:
        return [index.data(ARTICLE) for index in self.view.selectionModel().selectedIndexes() if index.data(ARTICLE)]

    def _chosen(self) -> None:
        if not self._following and (articles := self.chosen()):
            current = self.view.currentIndex().data(ARTICLE)
            ids = [article.id for article in sorted(articles, key=lambda a: a != current)]
            self.workspace.select("article", ids, reveal=True)

    def actions(self) -> list[Action]:
        def some() -> bool:
            return bool(self.chosen())

        return [
            Action("article.properties", "Article details…", "F2", self.edit_details, "Outlet, author, day and clock, tags and note of the articles",
                   "Edit", "article", enabled=some),
            Action("article.done", "Done with the article", "Ctrl+D", self.toggle_done, "Mark the articles as done, or not", "Edit", "article",
                   enabled=some, checked=lambda: some() and all(article.done for article in self.chosen()), here=True),
            Action("article.only", "Only this article", "", self.filter_to, "Filter every pane to the articles that are selected", "", enabled=some),
            Action("document.reread", "Read the document again", "", self.reread, "Extract the documents anew; what you decided stays", "Edit",
                   "article", enabled=some),
            Action("document.encoding", "Read in another encoding", "", lambda: None, "For a text whose letters came out wrong", "Edit", "article",
                   enabled=some, choices=self._encodings),
            Action("document.remove", "Remove document", "Del", self.remove, "Take the documents out of the project; undo brings them back", "Edit",
                   "article", enabled=some),
        ]

    def edit_details(self) -> None:
        if self.workspace.project and (articles := self.chosen()):
            ArticleDialog(self.workspace, articles, self).open()

    def toggle_done(self) -> None:
        articles = self.chosen()
        done = not all(article.done for article in articles)
        self.workspace.do(late.services.articles.set_field, [article.id for article in articles], "done", done)

    def filter_to(self) -> None:
        ids = [f"a{article.id}" for article in self.chosen()]
        self.workspace.set_filter(self.workspace.filter.with_term("article", ids))

    def reread(self) -> None:
        for document_id in dict.fromkeys(article.document_id for article in self.chosen()):
            self._jobs.reread(document_id)

    def _encodings(self) -> list[Choice]:
        """The encodings that news files have; the one that a document was read in says so."""
        project = self.workspace.project
        numbers = list(dict.fromkeys(article.document_id for article in self.chosen())) if project else []
        files = [document for number in numbers if project and (document := late.queries.get_document(project, number))]
        now = {document.encoding for document in files if document.format == "text"}
        offered = ENCODINGS.items() if now else ()
        return [(f"{words}{'  (as it is)' if now == {name} else ''}", partial(self._read_in, numbers, name)) for name, words in offered]

    def _read_in(self, numbers: Sequence[int], encoding: str) -> None:
        for number in numbers:
            self._jobs.reread(number, encoding)

    def remove(self) -> None:
        files = {article.document_id: article.file for article in self.chosen()}
        self.workspace.do(late.services.documents.remove, list(files))
        if not self.workspace.refused:
            self.workspace.report(f"Removed {', '.join(files.values())}. Undo brings it back.")

    def _show_menu(self, where: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        for action in self.actions():
            face = menu.addAction(action.shown)
            face.triggered.connect(partial(_run, action))
            if action.checked:
                face.setCheckable(True)
                face.setChecked(action.checked())
        menu.popup(where)


class ArticleView(QListView):
    menu_asked = Signal(QPoint)
    dropped = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # a bar that comes and goes would wrap the headlines anew
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()


def _order_button(choose: Callable[[str], None]) -> QToolButton:
    button = named(QToolButton(), "Order of the articles")
    button.setText(f"{ORDERS['newest']} ▾")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setProperty("role", "caption")
    menu = QMenu(button)
    for order, words in ORDERS.items():
        menu.addAction(words).triggered.connect(partial(_call, choose, order))
    button.setMenu(menu)
    return button


def _run(action: Action, _checked: bool = False) -> None:
    action.callback()


def _call(choose: Callable[[str], None], order: str, _checked: bool = False) -> None:
    choose(order)


def _summary(articles: Sequence[Article]) -> str:
    teasers = sum(article.kind == "teaser" for article in articles)
    claims = sum(article.claims for article in articles)
    told = (count(len(articles) - teasers, "story", "stories"), count(teasers, "teaser") if teasers else "", count(claims, "claim"))
    return " · ".join(part for part in told if part) if articles else ""
