"""What the pointer does in the text: picks, tells, and shows in passing what a claim says."""
from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QToolTip

from workbench.ui import theme
from workbench.ui.panes.reader import marks
from workbench.ui.widgets.words import plain_tip

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane


class Pointing:
    def __init__(self, pane: ReaderPane) -> None:
        self._pane = pane
        self._workspace = pane.workspace
        self._tip = ""
        pane.view.pressed.connect(self._pick)
        pane.view.hovered.connect(self._hover)
        pane.view.claims_pressed.connect(self._pick_claim)
        pane.view.claims_hovered.connect(self._glimpse)

    def _pick(self, offset: int, _: QPointF) -> None:
        """A click picks the smallest thing under it; another click there the next larger one."""
        found = self._pane.page.things_at(offset) if self._pane.page else []
        if found:
            current = (self._workspace.selection.kind, self._workspace.selection.primary)
            following = [thing == current for thing in found].index(True) + 1 if current in found else 0
            self._workspace.select(*found[following % len(found)], reveal=True)

    def _pick_claim(self, ids: tuple[int, ...]) -> None:
        current = self._workspace.selection.primary if self._workspace.selection.kind == "claim" else None
        following = ids.index(current) + 1 if current in ids else 0
        self._workspace.select("claim", ids[following % len(ids)], reveal=True)

    def _hover(self, offset: int, where: QPointF) -> None:
        tip = self._pane.page.tip_at(offset) if self._pane.page and offset >= 0 else ""
        if tip != self._tip:
            self._tip = tip
            QToolTip.showText(self._pane.view.viewport().mapToGlobal(where.toPoint()), plain_tip(tip), self._pane.view.viewport())

    def _glimpse(self, ids: tuple[int, ...]) -> None:
        claims = [claim for claim in (self._pane.page.claims if self._pane.page else ()) if claim.id in ids]
        look = theme.current()
        self._pane.view.set_layer("glimpse", [(*part, marks.glimpsed_content(claim.speech_act, look)) for claim in claims for part in claim.parts])
