"""The menu over the text: what can be done with the words, the mention, the claim, the line and the story under the pointer."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from workbench.core.records import MENTION_TYPES, Claim, Mention
from workbench.ui import late
from workbench.ui.panes.reader.marking import GROUPS, NAMES

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

LONGEST = 40  # characters of a text's words in a menu


class TextMenu:
    def __init__(self, pane: ReaderPane) -> None:
        self._pane = pane
        self._workspace = pane.workspace

    def open(self, offset: int, where: QPoint) -> None:
        menu = self.build(offset)
        if not menu.isEmpty():
            menu.exec(where)

    def build(self, offset: int) -> QMenu:
        menu = QMenu(self._pane)
        page, project = self._pane.page, self._workspace.project
        if page is None or project is None:
            return menu
        if not project.read_only:
            self._words(menu)
            self._things(menu, offset)
            self._mending(menu.addMenu("Mend the page"), offset)
        menu.addSeparator()
        _add(menu, "Copy", self._pane.view.copy)
        _add(menu, "Copy as citation", self._pane.verbs.copy_citation)
        return menu

    def _words(self, menu: QMenu) -> None:
        if self._pane.view.marked() is None:
            return
        inner = menu.addMenu("Mark the words as")
        for i, group in enumerate(GROUPS):
            if i:
                inner.addSeparator()
            for letter in group:
                _add(inner, f"{NAMES[letter].capitalize()}\t{letter}", partial(self._pane.marking.mark, letter))
        self._cells(menu)

    def _cells(self, menu: QMenu) -> None:
        """Words of the selected claim that have no letter."""
        page, selection, span = self._pane.page, self._workspace.selection, self._pane.view.marked()
        claim = page.claim(selection.primary) if page and selection.kind == "claim" else None
        if claim is None:
            return
        inner = menu.addMenu("For the selected claim they say")
        for field, words in (("said", "when it was said"), ("about", "what time it speaks of"), ("via", "who passed it on")):
            _add(inner, words, partial(self._workspace.do, late.services.claims.set_words, claim.id, field, [span]))

    def _things(self, menu: QMenu, offset: int) -> None:
        page = self._pane.page
        assert page is not None  # noqa: S101
        for mention in (mention for mention in page.mentions if mention.start <= offset < mention.end):
            self._mention(menu.addMenu(_short(f"“{mention.text}”")), mention)
        for claim in (claim for claim in page.claims if any(start <= offset < end for start, end in claim.parts)):
            self._claim(menu.addMenu(_short(f"Claim of {claim.speaker or 'nobody named'}")), claim)
        for drawn in (some for some in page.highlights if some.start is not None and some.start <= offset < (some.end or 0)):
            _add(menu, "Remove the highlight", partial(self._workspace.do, late.services.annotations.delete, drawn.id))
        menu.addSeparator()

    def _mention(self, menu: QMenu, mention: Mention) -> None:
        entities = late.services.entities
        if mention.entity_id:
            _add(menu, _short(f"Show {mention.entity}"), partial(self._workspace.select, "entity", mention.entity_id, reveal=True))
        _add(menu, "It means…" if mention.type == "DATE" else "It names…", partial(self._pane.meaning.ask_of, mention))
        kinds = menu.addMenu("It is a")
        for kind in MENTION_TYPES:
            if kind != mention.type:
                _add(kinds, kind, partial(self._workspace.do, entities.retype_mention, mention.id, kind))
        _add(menu, "Not a name here", partial(self._workspace.do, entities.remove_mention, mention.id))
        _add(menu, "Not a name anywhere", partial(self._workspace.do, entities.remove_mention, mention.id, everywhere=True))

    def _claim(self, menu: QMenu, claim: Claim) -> None:
        claims = late.services.claims
        _add(menu, "Select", partial(self._workspace.select, "claim", claim.id, reveal=True))
        for words, verb in (("Accept", claims.accept), ("Reject", claims.reject), ("Delete", claims.delete)):
            _add(menu, words, partial(self._workspace.do, verb, claim.id))

    def _mending(self, menu: QMenu, offset: int) -> None:
        caret = offset if offset >= 0 else self._pane.view.caret()
        _add(menu, "Split story here", partial(self._pane.verbs.split_story, caret))
        _add(menu, "Join with the story above", partial(self._pane.verbs.join_story, caret))
        menu.addSeparator()
        for words, callback in self._pane.verbs.line_choices(caret):
            _add(menu, words, callback)


def _add(menu: QMenu, words: str, callback: Callable[[], object]) -> None:
    menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False: callback())


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST - 1] + "…"
