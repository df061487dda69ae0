"""The reader's actions, and what those do that are not marks: citing, mending the page."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QGuiApplication

from workbench.core.records import BLOCK_KINDS
from workbench.ui import late
from workbench.ui.actions import Action

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

LINES = {kind: f"This line is {words}" for kind, words in zip(BLOCK_KINDS, ("a headline", "a byline", "body text", "a caption", "a promotion",
                                                                           "furniture"), strict=True)}


class TextVerbs:
    def __init__(self, pane: ReaderPane) -> None:
        self._pane = pane
        self._workspace = pane.workspace

    def copy_citation(self) -> None:
        """The selected words, else those of the selected claim."""
        selection, span = self._workspace.selection, self._pane.view.marked()
        claim = self._pane.page.claim(selection.primary) if self._pane.page and selection.kind == "claim" else None
        if self._pane.page and (span or claim):
            words, at = (self._pane.view.words(span), span[0]) if span else (claim.text, claim.start) if claim else ("", 0)
            QGuiApplication.clipboard().setText(self._pane.page.citation(words, at))
            self._workspace.report("Copied with its source.")
        else:
            self._workspace.report("Select words or a claim to cite.")

    def split_story(self, at: int) -> None:
        self._mend(at, "split", at)

    def join_story(self, at: int) -> None:
        self._mend(at, "join")

    def _mend(self, at: int, verb: str, *rest: int) -> None:
        """The selection goes to the story that comes of it."""
        story = self._pane.page.article_at(at) if self._pane.page else None
        if story is None:
            self._workspace.report("There is no story at the caret.")
        elif new := self._workspace.do(getattr(late.services.articles, verb), story.id, *rest):
            self._workspace.select("article", new, reveal=True)

    def line_choices(self, at: int) -> list[tuple[str, Callable[[], object]]]:
        if self._pane.page is None:
            return []
        span = self._pane.view.marked() or self._pane.page.offsets.line_span(at)
        return [(words, partial(self._workspace.do, late.services.articles.retype_block, self._pane.page.document_id, span, kind))
                for kind, words in LINES.items()]

    def edit_selected(self) -> None:
        """The inspector's own action: panes do not know each other, the window's table of actions knows both."""
        if face := self._pane.window().findChild(QAction, "inspector.edit"):
            face.trigger()


def actions(pane: ReaderPane) -> list[Action]:
    review, verbs = pane.review, pane.verbs
    able: Callable[[], bool] = lambda: review.writable  # noqa: E731
    opened: Callable[[], bool] = lambda: pane.page is not None  # noqa: E731
    mendable: Callable[[], bool] = lambda: opened() and pane.writable  # noqa: E731
    return [
        Action("review.next", "Next suggestion", "J", review.next, "The next claim that nobody has judged yet", "Go", "review"),
        Action("review.previous", "Previous suggestion", "K", review.previous, menu="Go", section="review"),
        Action("review.accept", "Accept", "A", review.accept, "What is selected is right; goes on to the next suggestion", "Edit", "review",
               enabled=able),
        Action("review.reject", "Reject", "X", review.reject, "What is selected is wrong; goes on to the next suggestion", "Edit", "review",
               enabled=able),
        Action("review.edit", "Edit", "E", verbs.edit_selected, "Go to the first field of what is selected, in the inspector; so does Enter", "Edit",
               "review", enabled=able),
        Action("claim.ask", "Claim of this sentence", "C", lambda: pane.asking.ask(pane.view.caret()),
               "The tagger fills in speaker, cue, content and act of the sentence at the caret", "Edit", "review", enabled=mendable),
        Action("claim.write", "Write a claim", "W", pane.form.open_up,
               "Speaker, cue, statement, act and date by hand: what you type is looked up in the story", "Edit", "review", enabled=mendable),
        Action("mention.means", "What the name or date means…", "M", pane.meaning.ask, "Who is named, or which day is meant, at the caret", "Edit",
               "review", enabled=mendable),
        *_of_words(pane, able),
        Action("text.find", "Find in text", "Ctrl+F", pane.find_bar.open_up, menu="Edit", section="find", enabled=opened),
        Action("text.cite", "Copy as citation", "Ctrl+Shift+C", verbs.copy_citation, "The quotation with speaker, outlet, time and URL", "Edit",
               "find", enabled=opened, here=True),
        Action("page.split", "Split story here", "", lambda: verbs.split_story(pane.view.caret()), "A new story begins with the caret's line",
               "Edit/Mend the page", "story", enabled=mendable),
        Action("page.join", "Join with the story above", "", lambda: verbs.join_story(pane.view.caret()), "The caret's story goes on the one above",
               "Edit/Mend the page", "story", enabled=mendable),
        Action("page.line", "This line is…", "", lambda: None, "What the caret's line or the selected lines are", "Edit/Mend the page", "line",
               enabled=mendable, choices=lambda: verbs.line_choices(pane.view.caret())),
        Action("text.page", "Whole page", "Ctrl+Shift+P", pane.whole.toggle, "The page as it came, with its furniture greyed", "View", "text",
               enabled=opened, checked=pane.whole.isChecked),
        Action("text.larger", "Larger text", "Ctrl++,Ctrl+=", lambda: pane.view.set_zoom(pane.view.zoom * 1.1), menu="View", section="text"),
        Action("text.smaller", "Smaller text", "Ctrl+-", lambda: pane.view.set_zoom(pane.view.zoom / 1.1), menu="View", section="text"),
        Action("text.size", "Text at its own size", "Ctrl+0", lambda: pane.view.set_zoom(1.0), menu="View", section="text"),
    ]


ENDS = (("end_on", "End one word further", "],Alt+Shift+Right", True, 1), ("end_back", "End one word sooner", "[,Alt+Shift+Left", True, -1),
        ("start_on", "Begin one word later", "},Alt+Shift+Down", False, 1), ("start_back", "Begin one word earlier", "{,Alt+Shift+Up", False, -1))


def _of_words(pane: ReaderPane, able: Callable[[], bool]) -> list[Action]:
    """The words behind a cell: their ends, and whether there are any."""
    menu, words = "Edit/Words of the cell", pane.cell_words
    some: Callable[[], bool] = lambda: pane.writable and pane.workspace.selection.kind is not None  # noqa: E731
    return [
        *(Action(f"words.{name}", text, keys, partial(words.stretch, end=end, way=way), "Of the words of the selected cell, claim, event or name",
                 menu, "ends", enabled=some, here=True) for name, text, keys, end, way in ENDS),
        Action("words.point", "Read the cell from the selected words", "", lambda: pane.marking.mark("V"), "V, with words selected", menu, "what",
               enabled=lambda: some() and pane.view.marked() is not None),
        Action("words.infer", "Mark the cell as my inference", "I", words.infer, "The value stays; no words are said to say it", menu, "what",
               enabled=some),
        Action("edit.again", "Repeat the last change", ".", pane.workspace.repeat, "To what is selected now: the same verdict, the same value",
               "Edit", "review", enabled=lambda: able() and pane.workspace.repeatable),
    ]
