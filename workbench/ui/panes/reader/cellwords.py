"""What the keys do with the words behind a cell: point it at others, move an end word by word, say that it is an inference."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from workbench.core.records import Span
from workbench.ui import late
from workbench.ui.panes.reader import target
from workbench.ui.panes.reader.target import Target

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

CHOOSE = "Choose a claim, an event, a name or a cell of theirs first."


class CellWords:
    def __init__(self, pane: ReaderPane) -> None:
        self._pane = pane
        self._workspace = pane.workspace

    def point(self, span: Span) -> bool:
        """The selected cell is read from these words."""
        aim = target.find(self._pane)
        if aim is None:
            self._workspace.report(CHOOSE)
            return False
        return self.write(aim, [span])

    def add(self, span: Span) -> bool:
        """The selected claim says these words too."""
        return self._content(late.services.claims.add_words, span)

    def take(self, span: Span) -> bool:
        return self._content(late.services.claims.take_words, span)

    def _content(self, verb: object, span: Span) -> bool:
        selection, page = self._workspace.selection, self._pane.page
        if page is None or selection.kind != "claim" or page.claim(selection.primary) is None:
            self._workspace.report("Select a claim of this page first: these words are added to what it says, or taken from it.")
            return False
        self._workspace.do(verb, selection.primary, span)  # type: ignore[arg-type]
        return not self._workspace.refused

    def stretch(self, *, end: bool, way: int) -> None:
        """Moves an end of the words nearest to the caret by one word."""
        aim, page = target.find(self._pane), self._pane.page
        if aim is None or page is None or not aim.spans:
            self._workspace.report(CHOOSE if aim is None else f"No words say {aim.called}: select some and press V.")
            return
        at = aim.nearest(self._pane.view.caret())
        story = page.article_at(aim.spans[at][0])
        bounds = (story.start, story.end) if story and aim.kind != "article" else (0, len(page.text))
        span = target.stretched(page.text, aim.spans[at], bounds, end=end, way=way)
        if span != aim.spans[at]:
            self.write(aim, aim.with_span(at, span))

    def write(self, aim: Target, spans: Sequence[Span]) -> bool:
        if aim.kind == "mention":
            self._workspace.do(late.services.entities.set_mention_words, aim.id, spans[0])
        else:
            self._workspace.do(late.services.evidence.point, aim.kind, aim.id, aim.field, list(spans), aim.document_id)
        return not self._workspace.refused

    def infer(self) -> None:
        """The selected cell keeps its value, and no words say it."""
        aim = target.find(self._pane)
        if aim is None or aim.field not in late.services.evidence.INFERRED.get(aim.kind, ()):
            self._workspace.report("Choose a cell first that can be your inference: speaker, when, place, actor, recipient, outlet…")
            return
        self._workspace.do(late.services.evidence.infer, aim.kind, aim.id, aim.field)
        if not self._workspace.refused:
            self._workspace.report(f"The {aim.called} is your inference now: no words are said to say it.")
