"""`C` with only the caret in a sentence: the tagger says who claims what in it, and the claim is added."""
from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import ReadClaim, ReadParty
from workbench.core.records import MINED_BLOCKS, Article, Span
from workbench.ui import late
from workbench.ui.panes.reader.marking import sentence_around

if TYPE_CHECKING:
    from workbench.ingest.pipeline import Suggestion
    from workbench.ui.jobs import Jobs
    from workbench.ui.panes.reader.pane import ReaderPane


class Asking(QObject):
    answered = Signal(object, object)  # the story, the Future; from the worker's thread

    def __init__(self, pane: ReaderPane, jobs: Jobs) -> None:
        super().__init__(pane)
        self._pane, self._jobs = pane, jobs
        self._workspace = pane.workspace
        self.answered.connect(self._add)

    def ask(self, caret: int) -> None:
        page = self._pane.page
        story = page.article_at(caret) if page else None
        paragraphs = [(block.start, block.end) for block in page.blocks if story and block.article_id == story.id and block.kind in MINED_BLOCKS] \
            if page else []
        if page is None or story is None or not self._pane.writable or not any(start <= caret <= end for start, end in paragraphs):
            self._workspace.report("Put the caret into a sentence of a story, or select the words of the claim.")
            return
        self._workspace.report("Reading the sentence…")
        asked = self._jobs.suggest(page.text, paragraphs, sentence_around(page.text, (caret, caret), story))
        asked.add_done_callback(lambda future: self.answered.emit(story, future))

    def _add(self, story: Article, future: Future[Suggestion]) -> None:
        page = self._pane.page
        if page is None or page.article(story.id) is None:
            return  # the analyst has gone elsewhere meanwhile
        try:
            found = future.result()
        except WorkbenchError as error:
            self._workspace.report(str(error))
            return
        claim = found.claim
        words = words_of(claim)
        named = {"speaker": claim.speakers, "via": claim.vias}
        cells: dict[str, Any] = {field: [found.entities[party.entity].name for party in some if party.entity is not None]
                                 for field, some in named.items() if some and all(party.entity is not None for party in some)}
        number = self._workspace.do(late.services.claims.add, story.id, list(claim.parts), words=words, speech_act=claim.speech_act,
                                    quote=claim.quote, **cells)
        if number is not None:
            self._workspace.select("claim", number, reveal=True)
            self._workspace.report("Added as the tagger reads it: mend what is wrong with S, Q, T or in the inspector.")


def words_of(claim: ReadClaim) -> dict[str, list[Span]]:
    """The spans of the roles that words name; a list of speakers is pointed to its words only when all of them have some."""
    found: dict[str, list[Span]] = {"cue": [claim.cue]} if claim.cue else {}
    for field, some in (("speaker", claim.speakers), ("via", claim.vias)):
        if some and all(party.span for party in some):
            found[field] = [_span(party) for party in some]
    for field, span in claim.evidence:
        if field in ("said", "about"):
            found.setdefault(field, []).append(span)
    return found


def _span(party: ReadParty) -> Span:
    assert party.span is not None  # noqa: S101
    return party.span
