"""The inspector: the selected claim, event, entity or article in full; every field that can be wrong can be edited here."""
from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.core.selection import Selection
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.panes.inspector.card import Card
from workbench.ui.panes.inspector.cards import ArticleCard, ClaimCard, EntityCard, EventCard, OutletCard
from workbench.ui.panes.inspector.conflict import RULED, RULING_KEYS, ConflictCard
from workbench.ui.panes.inspector.many import ManyCard
from workbench.ui.panes.inspector.parts import WordsField, key_cap
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.review import Review
from workbench.ui.widgets.words import named, plain_label
from workbench.ui.workspace import Workspace

NARROWEST = 240
MOST = 200  # rows on one card
EMPTY = "Select a claim, an event, an entity or an article to see it in full."


class InspectorPane(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Inspector")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.review = Review(workspace)
        self.card: Card | None = None
        self._area = named(QScrollArea(), "Inspector card")
        self._area.setWidgetResizable(True)
        self._area.setMinimumWidth(theme.pixels(NARROWEST))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        layout.addWidget(self._keys())
        layout.addWidget(self._rulings())
        for key, does in (("A", self.review.accept), ("X", self.review.reject), ("J", self.review.next), ("K", self.review.previous),
                          ("E", self.edit)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # as an argument it is not heard beside a callable
            shortcut.activated.connect(does)
        self.follow(workspace)
        self._show_empty()

    def _keys(self) -> QWidget:
        """What a verdict's keys are, in sight however long the card is."""
        self.keys = named(QWidget(), "Keys of the review")
        row = QHBoxLayout(self.keys)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        for key, does, press in (("A", "accept", self.review.accept), ("X", "reject", self.review.reject), ("E", "edit", self.edit),
                                 ("J", "next", self.review.next), ("K", "previous", self.review.previous)):
            row.addWidget(key_cap(key, does, press))
        row.addStretch(1)
        return self.keys

    def _rulings(self) -> QWidget:
        """What can be decided about a conflict, each with its key."""
        self.rulings = named(QWidget(), "Keys of the rulings")
        row = QHBoxLayout(self.rulings)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(4)
        for key, ruling in RULING_KEYS.items():
            rule = partial(self._rule, ruling)
            row.addWidget(key_cap(key, RULED[ruling], rule))
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(rule)
        row.addStretch(1)
        self.rulings.hide()
        return self.rulings

    def _rule(self, ruling: str) -> None:
        if self.card is not None and self.card.kind == "link":
            self.workspace.do(late.services.links.rule, self.card.number, ruling=ruling)

    def actions(self) -> list[Action]:
        return [Action("inspector.edit", "Edit in the inspector", "Ctrl+Return", self.edit, "Go to the first field of what is selected", "Edit",
                       "find", enabled=lambda: self.card is not None)]

    def edit(self) -> None:
        """The first field of the card, ready to be typed into."""
        if self.card and (fields := self.card.findChildren(WordsField)):
            fields[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
            fields[0].selectAll()

    def refresh(self, changes: Changes) -> None:
        if changes and self.workspace.project is None:
            self._show_empty()
        elif self.card is None or changes:
            self._show(self.workspace.selection)

    def show_selection(self, selection: Selection) -> None:
        if self.card and (self.card.kind, self.card.number) == (selection.kind, selection.primary) and self.card.ids == _all(selection):
            return  # only the field or the reveal changed
        if self.card:
            self.card.save()
        self._show(selection)

    def _show(self, selection: Selection) -> None:
        """A card that is being typed into stays until it is left."""
        same = self.card is not None and (self.card.kind, self.card.number, self.card.ids) == (selection.kind, selection.primary, _all(selection))
        if same and self.card and self.card.dirty:
            return
        scrolled = self._area.verticalScrollBar().value() if same else 0
        focused = self._focused_name() if same else ""
        card = self._card(selection)
        if card is None:
            self._show_empty()
            return
        self.card = card
        self._put(card)
        self.keys.setVisible(card.kind in ("claim", "event"))
        self.rulings.setVisible(card.kind == "link" and not self.workspace.project.read_only)  # type: ignore[union-attr]
        if focused:
            self._focus(focused)
        QTimer.singleShot(0, self, lambda: self._area.verticalScrollBar().setValue(scrolled))

    def _put(self, shown: QWidget) -> None:
        """The card before goes when Qt has done with it: what wrote may be a key or a list of its own."""
        before = self._area.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self._area.setWidget(shown)

    def _focused_name(self) -> str:
        widget = self.focusWidget()
        return widget.accessibleName() if widget and self.card and self.card.isAncestorOf(widget) and widget.hasFocus() else ""

    def _focus(self, name: str) -> None:
        """The field that had the focus keeps it when the card is made anew."""
        assert self.card is not None  # noqa: S101
        for widget in self.card.findChildren(QWidget):
            if widget.accessibleName() == name and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.setFocus()
                return

    def _card(self, selection: Selection) -> Card | None:
        project, number = self.workspace.project, selection.primary
        if project is None or number is None:
            return None
        if len(_all(selection)) > 1:
            return ManyCard(self.workspace, selection.kind, selection.ids)  # type: ignore[arg-type]
        if selection.kind == "claim" and (claim := late.queries.get_claim(project, number)):
            return ClaimCard(self.workspace, claim)
        if selection.kind == "telling" and (tellings := late.queries.get_tellings(project, [number])):
            return EventCard(self.workspace, tellings[0].event_id)
        if selection.kind == "event" and late.queries.get_event(project, number):
            return EventCard(self.workspace, number)
        if selection.kind == "entity" and late.queries.get_entity(project, number):
            return EntityCard(self.workspace, number)
        if selection.kind == "outlet":
            return OutletCard(self.workspace, number)
        if selection.kind == "link" and late.queries.get_links(project, [number]):
            return ConflictCard(self.workspace, number)
        if selection.kind == "article" and late.queries.get_article(project, number):
            return ArticleCard(self.workspace, number)
        return None

    def _show_empty(self) -> None:
        self.card = None
        self.keys.hide()
        self.rulings.hide()
        empty = plain_label(EMPTY, role="caption")
        empty.setWordWrap(True)
        empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        ground = QWidget()
        ground.setProperty("role", "panel")
        column = QVBoxLayout(ground)
        column.setContentsMargins(16, 8, 16, 16)  # as a card's
        column.addWidget(empty)
        self._put(ground)


def _all(selection: Selection) -> tuple[int, ...]:
    """The rows that the card is of: all of them, where a person chose several that can be written together; of a brush, the first."""
    several = selection.kind in ("claim", "event", "entity") and selection.range is None and 1 < len(selection.ids) <= MOST
    return selection.ids if several else selection.ids[:1]
