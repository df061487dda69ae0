"""What a letter does to the selected words: a claim, an event, a role in one, a mention, a highlight. One undoable step each."""
from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from workbench.core.records import Annotation, Article, DocumentId, Span
from workbench.ui import late
from workbench.ui.widgets.words import named

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

MENTIONS = {"P": "PERSON", "G": "GPE", "O": "ORG", "L": "LOC", "N": "NORP", "D": "DATE"}
NAMES = {"C": "claim", "S": "speaker", "Q": "cue", "T": "statement", "E": "event", "A": "actor", "R": "recipient", "P": "person", "G": "place (GPE)",
         "O": "organisation", "L": "place (LOC)", "N": "nationality", "D": "date", "H": "highlight", "V": "the cell", "+": "more of the statement",
         "-": "no part of the statement"}
GROUPS = ("CSQT", "EAR", "PGOLND", "H", "V+-")
OF_THE_SELECTED = "V+-"  # said of a row that is selected, not of the words alone
AGAIN = "."
ROLES = {"S": "speaker", "Q": "cue", "T": "content"}
PARTS = {"A": "actor", "R": "recipient"}
SENTENCE_END = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])|\n")


class Marking:
    def __init__(self, pane: ReaderPane) -> None:
        self._pane = pane
        self._workspace = pane.workspace
        self._last = ""

    @property
    def able(self) -> bool:
        project = self._workspace.project
        return project is not None and not project.read_only and self._pane.view.marked() is not None

    def mark(self, letter: str) -> None:
        """Marks the selected words and lets go of them."""
        chosen = self._pane.view.marked()
        if chosen is None or self._pane.page is None:
            return
        letter = self._last if letter == AGAIN else letter
        span = whole_words(self._pane.page.text, chosen)
        story = self._pane.page.article_at(span[0])
        if not letter:
            self._workspace.report("Nothing was marked yet that could be repeated.")
            return
        if letter in OF_THE_SELECTED:
            words = self._pane.cell_words
            done = {"V": words.point, "+": words.add, "-": words.take}[letter](span)
        elif letter in MENTIONS:
            done = self._workspace.do(late.services.entities.add_mention, self._pane.page.document_id, span, MENTIONS[letter]) is not None
        elif letter == "H":
            done = self._highlight(span)
        elif story is None:
            self._workspace.report("These words belong to no story: split a story here first, or choose words of one.")
            return
        else:
            done = self._verbs()[letter](story, span)
        if done:
            self._last = letter
            self._pane.view.mark(None)

    def offered(self, letter: str) -> bool:
        """Whether the letter means anything with what is selected."""
        kind = self._workspace.selection.kind
        return letter not in OF_THE_SELECTED or kind == "claim" or (letter == "V" and kind in ("event", "telling", "article", "mention"))

    def _verbs(self) -> dict[str, Callable[[Article, Span], bool]]:
        return {"C": self._claim, "E": self._event, **{letter: partial(self._role, field) for letter, field in ROLES.items()},
                **{letter: partial(self._part, field) for letter, field in PARTS.items()}}

    def _highlight(self, span: Span) -> bool:
        page = self._pane.page
        assert page is not None  # noqa: S101
        made = Annotation(id=0, kind="highlight", colour="yellow", document_id=DocumentId(page.document_id), start=span[0],  # type: ignore[arg-type]
                          end=span[1])
        return self._workspace.do(late.services.annotations.add, made) is not None

    def _claim(self, story: Article, span: Span) -> bool:
        return self._select("claim", self._workspace.do(late.services.claims.add, story.id, [span]))

    def _event(self, story: Article, span: Span) -> bool:
        return self._select("event", self._workspace.do(late.services.events.add, story.id, span))

    def _select(self, kind: str, number: int | None) -> bool:
        if number is None:
            return False
        self._workspace.select(kind, number, reveal=True)  # type: ignore[arg-type]
        return True

    def _role(self, field: str, story: Article, span: Span) -> bool:
        """The speaker, cue or statement of the selected claim; with none selected in this document a claim is begun with the sentence."""
        selection, page = self._workspace.selection, self._pane.page
        assert page is not None  # noqa: S101
        if selection.kind == "claim" and page.claim(selection.primary):
            return self._done(late.services.claims.set_words, selection.primary, field, [span])
        if field == "content":
            return self._claim(story, span)
        begun = self._workspace.do(late.services.claims.add, story.id, [sentence_around(page.text, span, story)], words={field: [span]})
        return self._select("claim", begun)

    def _part(self, field: str, story: Article, span: Span) -> bool:
        """The actor or recipient of the selected event, or of the one that the selected claim reports; else an event is begun."""
        selection, page = self._workspace.selection, self._pane.page
        assert page is not None  # noqa: S101
        claim = page.claim(selection.primary) if selection.kind == "claim" else None
        event = selection.primary if selection.kind == "event" else claim.event_id if claim else None
        if event is None and not self._event(story, sentence_around(page.text, span, story)):
            return False
        return self._done(late.services.events.set_words, event or self._workspace.selection.primary, field, [span], document_id=page.document_id)

    def _done(self, verb: Callable[..., object], *args: object, **cells: object) -> bool:
        """A verb returns nothing whether it did or was refused: a step of history tells."""
        project = self._workspace.project
        before = [step.id for step in project.steps(1)] if project else []
        self._workspace.do(verb, *args, **cells)
        return project is not None and [step.id for step in project.steps(1)] != before


def whole_words(text: str, span: Span) -> Span:
    """The stretch with the rest of the words that its ends stand in: a drag seldom ends between two letters. Scripts that are written without
    spaces stay as they were chosen."""
    start, end = span
    while start > 0 and _of_a_word(text[start - 1]) and _of_a_word(text[start]):
        start -= 1
    while end < len(text) and _of_a_word(text[end]) and _of_a_word(text[end - 1]):
        end += 1
    return start, end


def _of_a_word(letter: str) -> bool:
    return letter.isalnum() and east_asian_width(letter) not in "WF"


def sentence_around(text: str, span: Span, story: Article) -> Span:
    """The sentence that a stretch stands in."""
    start = max((match.end() for match in SENTENCE_END.finditer(text, story.start, span[0])), default=story.start)
    following = SENTENCE_END.search(text, span[1], story.end)
    end = following.start() + len(following.group().rstrip()) if following else story.end
    stripped = text[start:end]
    return start + len(stripped) - len(stripped.lstrip()), start + len(stripped.rstrip())


class MarkingBar(QFrame):
    """The letters as buttons, above the selected words."""
    def __init__(self, pane: ReaderPane, marking: Marking) -> None:
        super().__init__(pane.view)
        self.setProperty("role", "popup")
        self.setAccessibleName("Mark the selected words")
        self._pane, self._marking = pane, marking
        self._spelled: dict[QToolButton, str] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 2, 4, 2)
        layout.setSpacing(0)
        for i, group in enumerate(GROUPS):
            layout.addSpacing(8 if i else 0)
            for letter in group:
                layout.addWidget(self._button(letter, spelled=group not in ("PGOLND", "V+-")))
        self._full = self.sizeHint().width()
        self.hide()
        pane.view.settled.connect(self.place)
        pane.view.moved.connect(self.place)

    def _button(self, letter: str, spelled: bool) -> QToolButton:
        button = named(QToolButton(), f"Mark as {NAMES[letter]}")
        words = f"{letter} {NAMES[letter]}" if spelled else f"{letter} cell" if letter == "V" else letter
        button.setText(words)
        self._spelled[button] = words
        button.setProperty("role", "mark")
        button.setToolTip(f"Mark the words as {NAMES[letter]} ({letter})")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._marking.mark(letter))
        return button

    def place(self) -> None:
        """Above the words, below them where there is no room, away when nothing is selected. Letters alone where the text is narrow."""
        span = self._pane.view.marked() if self._marking.able else None
        if span is None:
            self.hide()
            return
        rect = self._pane.view.rect_of(span).translated(self._pane.view.viewport().pos())
        narrow = self._full > self._pane.view.width() - 16
        for button, words in self._spelled.items():
            button.setText(words[0] if narrow else words)
            button.setVisible(self._marking.offered(words[0]))
        self.adjustSize()
        above = rect.top() - self.height() - 6
        y = above if above > 0 else rect.bottom() + 6
        left = min(max(4, int(rect.left())), max(4, self._pane.view.width() - self.width() - 12))
        self.move(left, int(min(max(0, y), self._pane.view.height() - self.height())))
        self.show()
        self.raise_()
