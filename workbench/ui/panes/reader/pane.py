"""The reader: one story at a reading width, or the whole page, with everything that was read out of it marked in place."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from workbench.charts import palette
from workbench.core import dates
from workbench.core.changes import Changes
from workbench.core.filters import Filter
from workbench.core.records import Article, DocumentId, Evidence, Kind, Span
from workbench.core.selection import Selection
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.jobs import Jobs
from workbench.ui.panes.reader import marks, page
from workbench.ui.panes.reader.asking import Asking
from workbench.ui.panes.reader.cellwords import CellWords
from workbench.ui.panes.reader.findbar import FindBar
from workbench.ui.panes.reader.grips import Grips
from workbench.ui.panes.reader.highlights import Offsets
from workbench.ui.panes.reader.legend import Legend
from workbench.ui.panes.reader.marking import Marking, MarkingBar
from workbench.ui.panes.reader.marks import Mark
from workbench.ui.panes.reader.meaning import Meaning
from workbench.ui.panes.reader.menu import TextMenu
from workbench.ui.panes.reader.page import Page
from workbench.ui.panes.reader.pointing import Pointing
from workbench.ui.panes.reader.verbs import TextVerbs, actions
from workbench.ui.panes.reader.view import TextView
from workbench.ui.panes.reader.writing import ClaimForm
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.review import REVIEWING, Review
from workbench.ui.widgets.words import OneLine, count, named
from workbench.ui.workspace import Workspace

MARKING = "Marking: C claim, S speaker, Q cue, T statement, E event, A actor, R recipient, P G O L N D name or date, H highlight, V cell, . again."
KEPT = 8  # pages
SHOWN: tuple[Kind, ...] = ("document", "article", "block", "mention", "entity", "claim", "telling", "event", "link", "annotation", "outlet")


class ReaderPane(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Reader")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page: Page | None = None
        self.article: Article | None = None
        self._pages: dict[int, Page] = {}  # of documents that were shown since something changed
        self.review = Review(workspace)
        self._passing: frozenset[int] | None = None  # claims that the filter lets through
        self._marking_mode = False
        self.workspace = workspace
        self.view = TextView()
        self.cell_words = CellWords(self)
        self.marking = Marking(self)
        self.bar = MarkingBar(self, self.marking)
        self.verbs = TextVerbs(self)
        self.menu = TextMenu(self)
        self.pointing = Pointing(self)
        self.grips = Grips(self)
        self.meaning = Meaning(self)
        self.find_bar = FindBar(self)
        self.form = ClaimForm(self)
        self.asking = Asking(self, jobs)
        self.caption = OneLine("caption")
        self.legend = Legend()
        self.whole = _switch("Whole page", "Show the page as it came, with its furniture greyed")
        self.fold = _switch("Byline and page furniture", "Show the lines of this story that are not its text")
        self._lay_out()
        self.legend.changed.connect(lambda _: self._mark_names())
        self.whole.toggled.connect(lambda _: self._turn_page())
        self.fold.toggled.connect(lambda _: self._dress())
        self.view.letter.connect(self._letter)
        self.view.entered.connect(self.verbs.edit_selected)
        self.view.settled.connect(self._name_mode)
        self.view.moved.connect(self._align)
        self.view.menu_asked.connect(self.menu.open)
        self.setFocusProxy(self.view)
        self.follow(workspace)

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(16, 4, 8, 4)
        top.addWidget(self.caption, 1)
        top.addWidget(self.whole)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(16, 4, 8, 4)
        bottom.addWidget(self.legend, 1)
        bottom.addWidget(self.fold)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.form)
        layout.addLayout(bottom)

    @property
    def writable(self) -> bool:
        return self.workspace.project is not None and not self.workspace.project.read_only

    def _align(self) -> None:
        """The line over the story stands where the story does."""
        self._top.setContentsMargins(self.view.text_left, 4, 8, 4)

    def actions(self) -> list[Action]:
        return actions(self)

    # Following the workspace

    def refresh(self, changes: Changes) -> None:
        project = self.workspace.project
        if project is None or changes.everything:
            self._forget()
        if project is not None and changes.touches(*SHOWN):
            self._pages = {}
            self._reload()

    def _forget(self) -> None:
        self.page, self.article, self._pages = None, None, {}
        self.view.show_text(Offsets(""))
        self.view.dress(np.ones(1, dtype=bool), [])
        self.fold.hide()
        self._show_caption()

    def _reload(self) -> None:
        """Reads the page anew and keeps the place in it. Its story is gone: the one that now holds the place, else the newest of all."""
        project = self.workspace.project
        chosen = late.queries.get_article(project, self.article.id) if project and self.article else None
        if project and chosen is None:
            articles = late.queries.list_articles(project)
            was = self.article
            here = [one for one in articles if was and one.document_id == was.document_id and one.start <= was.start < one.end]
            chosen = next(iter([*here, *sorted(articles, key=lambda one: one.published_at, reverse=True)]), None)
        if chosen is None:
            self._forget()
            return
        self._open(chosen, anew=True)
        if self.workspace.selection.kind:
            self._follow_selection(self.workspace.selection)

    def show_filter(self, new: Filter) -> None:
        project = self.workspace.project
        self._passing = frozenset(late.queries.claim_ids(project, new).tolist()) if project and new else None
        self._dress()

    def show_selection(self, selection: Selection) -> None:
        self._follow_selection(selection, bring=True)

    def _follow_selection(self, selection: Selection, bring: bool = False) -> None:
        """Marks what is selected. `bring`: goes to its story and brings its words into view; an edit elsewhere must not move the text."""
        project = self.workspace.project
        words = late.queries.words_of(project, selection) if project else []
        here = self._nearest(words)
        if bring:
            self._go_to_selected(selection, here)
        self._mark_selection(selection, words)
        if bring and here and self.page:
            if selection.kind != "article":
                self._bring_into_view([(one.start, one.end) for one in words if one.document_id == self.page.document_id], (here.start, here.end))
            elif self.whole.isChecked() and self.article:
                self.view.reveal((self.article.start, self.article.start + 1))

    def _go_to_selected(self, selection: Selection, here: Evidence | None) -> None:
        project = self.workspace.project
        if project and selection.kind == "article" and selection.primary:
            self._go(late.queries.get_article(project, selection.primary))
        elif here:
            self._go_to(here)

    def _turn_page(self) -> None:
        """Between the story and the whole page; what is selected stays in view."""
        self._dress()
        if self.workspace.selection.kind:
            self.show_selection(self.workspace.selection)
        elif self.article:
            self.view.reveal((self.article.start, self.article.start + 1))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "page", None):
            self._mark_names()
            self._follow_selection(self.workspace.selection)

    def _nearest(self, words: Sequence[Evidence]) -> Evidence | None:
        """Of an entity's or an event's many places one in the story that is open, else the first."""
        if self.article and self.workspace.selection.kind in ("entity", "event", "mention"):
            inside = [one for one in words if one.document_id == self.article.document_id and self.article.start <= one.start < self.article.end]
            return next(iter([*inside, *words]), None)
        return words[0] if words else None

    # Going to a place

    def _go_to(self, words: Evidence) -> None:
        """The story that holds the words; a line between stories is shown with the first one."""
        project = self.workspace.project
        if project is None:
            return
        at_hand = self.page is not None and self.page.document_id == words.document_id
        found = self.page.articles if self.page and at_hand else late.queries.list_articles(project, words.document_id)
        inside = [article for article in found if article.start <= words.start < article.end]
        self._go(min(inside, key=lambda article: article.end - article.start, default=next(iter(found), None)))

    def _go(self, article: Article | None) -> None:
        if article and (self.article is None or article.id != self.article.id):
            self._open(article)

    def _open(self, article: Article, anew: bool = False) -> None:
        project = self.workspace.project
        assert project is not None  # noqa: S101
        same = self.page is not None and self.page.document_id == article.document_id
        stays = same and self.article is not None and (self.article.id == article.id or self.whole.isChecked())
        scrolled = self.view.verticalScrollBar().value() if stays else 0
        if anew or not same:
            before = self.page.text if self.page else None
            self.page = self._pages.get(article.document_id) or page.load(project, article.document_id, article.language)
            self._pages = {**self._pages, article.document_id: self.page} if len(self._pages) < KEPT else {article.document_id: self.page}
            if before != self.page.text:
                self.view.show_text(self.page.offsets, self.page.broken())
        self.article = article
        self._dress()
        self.view.verticalScrollBar().setValue(scrolled)

    def _bring_into_view(self, places: Sequence[Span], first: Span) -> None:
        assert self.page is not None  # noqa: S101
        if self.page.visible(self.article, aside=True)[self.page.offsets.line_of(first[0])] and not self._is_shown(first):
            self.fold.setChecked(True)
        heights = [self.view.rect_of(place) for place in places if self._is_shown(place)]
        if not any(rect.top() >= 0 and rect.bottom() <= self.view.viewport().height() for rect in heights):
            self.view.reveal(first)

    def _is_shown(self, place: Span) -> bool:
        assert self.page is not None  # noqa: S101
        return self.view.shows(self.page.offsets.line_of(place[0]))

    def show_place(self, document_id: int, start: int, end: int) -> None:
        """Goes to a stretch of a text and marks it, as one found by searching."""
        self._go_to(Evidence("document", document_id, "text", DocumentId(document_id), "", start, end))
        if self.page and self.page.document_id == document_id:
            self._bring_into_view([(start, end)], (start, end))
            self._layer("found", [(start, end, marks.found(theme.current(), True))])

    # Marks

    def _dress(self) -> None:
        """Brings lines, marks, margin and caption in step with what is open and filtered."""
        shown = self.page
        self.fold.setVisible(False)
        if shown is None:
            return
        story = None if self.whole.isChecked() else self.article
        if story and (folded := shown.aside(story)):
            self.fold.setVisible(True)
            self.fold.setText(f"{'▾' if self.fold.isChecked() else '▸'} byline and page furniture ({count(folded, 'line')})")
        self.view.dress(shown.visible(story, aside=self.fold.isChecked()), shown.styles(self._passing))
        self.view.set_claims(shown.said(self._passing))
        self._mark_names()
        self._show_caption()

    def _mark_names(self) -> None:
        if self.page is None:
            return
        look, on = theme.current(), self.legend.on
        names = [(one.start, one.end, marks.of_mention(one.type, look)) for one in self.page.mentions if palette.family(one.type) in on]
        tellings = [(*one.trigger, marks.telling(look)) for one in self.page.tellings if "event" in on]
        drawn = [(one.start, one.end, marks.highlight(one.colour, look)) for one in self.page.highlights
                 if one.start is not None and one.end is not None]
        self._layer("names", names)
        self._layer("tellings", tellings)
        self._layer("highlights", drawn)

    def _layer(self, name: str, some: Sequence[tuple[int, int, Mark]]) -> None:
        self.view.set_layer(name, some)

    def _mark_selection(self, selection: Selection, words: Sequence[Evidence]) -> None:
        if self.page is None:
            return
        look = theme.current()
        mine = [one for one in words if one.document_id == self.page.document_id]
        claim = self.page.claim(selection.primary) if selection.kind == "claim" else None
        names = {mention.start: mention.type for mention in self.page.mentions} if selection.kind in ("entity", "mention") else {}
        self._layer("chosen names", [(one.start, one.end, marks.chosen_mention(names.get(one.start, ""), look)) for one in mine] if names else [])
        self._layer("content", [(*part, marks.chosen_content(claim.speech_act, look)) for part in claim.parts] if claim else [])
        cell = selection.field and selection.kind in ("claim", "event", "telling", "article") and not _stands_in(selection, mine)
        self._layer("cell", [(one.start, one.end, marks.cell_words(look)) for one in mine] if cell or selection.kind == "event" else [])
        self.view.choose(claim.id if claim else None, page.extent(claim) if claim else None)
        self.grips.follow()
        self._show_caption()

    def _show_caption(self) -> None:
        article = self.article
        if self.page is None or article is None:
            self.caption.setText("")
            return
        claims = self.page.claims_of(article.id)
        chosen = [i for i, claim in enumerate(claims, 1) if self.workspace.selection.kind == "claim" and claim.id == self.workspace.selection.primary]
        tally = f"claim {chosen[0]} of {len(claims)}" if chosen else count(len(claims), "claim")
        self.caption.setText(" · ".join([*(part.upper() for part in headings(article)), tally]))

    # Verbs

    def _letter(self, letter: str) -> None:
        if self.view.marked():
            self.marking.mark(letter)
        else:
            self.asking.ask(self.view.caret())

    def _name_mode(self) -> None:
        marking = self.marking.able
        if marking != self._marking_mode:
            self._marking_mode = marking
            self.workspace.report(MARKING if marking else REVIEWING)


def _switch(name: str, tip: str) -> QToolButton:
    button = named(QToolButton(), name)
    button.setText(name)
    button.setToolTip(tip)
    button.setCheckable(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setProperty("role", "caption")
    return button


def headings(article: Article) -> list[str]:
    """Where, who, when: the line over a story."""
    place = article.outlet or {"post": "Live blog", "teaser": "Teaser"}.get(article.kind, "Outlet unknown")
    language = "" if article.language == "en" else "not English, not mined"
    return [part for part in (place, article.author, dates.show(article.published_at), language) if part]


def _stands_in(selection: Selection, words: Sequence[Evidence]) -> bool:
    """Whether a claim's statement is shown for a cell that no words say: it is not that cell's."""
    return selection.kind == "claim" and selection.field not in ("content", "quote") and all(one.field == "content" for one in words)
