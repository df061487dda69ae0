"""The filter bar: a chip per key, the filter's text form, and what is left to review. One filter for every pane and the export."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.filters import CHOICES, DATES, KEYS, Filter, Term
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.panes.filters.popups import DatePopup, TickPopup, shown_dates
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.review import REVIEWING
from workbench.ui.widgets.words import named, plain_tip
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.views import Views

CHIPS = {"outlet": "Outlet", "speaker": "Speaker", "act": "Speech act", "date": "Dates", "entity": "Entity", "action": "Action",
         "standing": "Standing", "status": "Status", "tag": "Tag", "reliability": "Reliability"}
FIRST = ("outlet", "speaker", "act", "date")  # seen even when they are off, as far as there is room
CROSS = "  ✕"
LONGEST = 32  # letters of a chip
LINE_WIDTH = 140
GAP = 6
EXAMPLE = 'act:deny,warn speaker:"Vladimir Putin" date:2024-06-17..2024-06-22 missile'


class FiltersBar(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Filter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.chips: dict[str, Chip] = {key: Chip(words) for key, words in CHIPS.items()}
        self.line = named(FilterLine(placeholderText="Filter: act:deny …"), "Filter as text")
        self.line.setMinimumWidth(theme.pixels(LINE_WIDTH))
        self.line.setMaximumWidth(theme.pixels(2 * LINE_WIDTH))
        self.line.setToolTip(f"Keys: {', '.join(KEYS)}\nFor example {EXAMPLE}")
        self.line.returnPressed.connect(self._typed)
        self.line.cleared.connect(self.clear)
        self.saved: Views | None = None  # the window's
        self.views = Chip("Views ▾")
        self.views.hide()
        self.views.clicked.connect(self._show_views)
        self.more = Chip("More ▾")
        self.more.cleared.connect(self._show_more)
        self.more.clicked.connect(self._show_more)
        self.review = Chip("To review")
        self.review.clicked.connect(self._toggle_review)
        self.review.cleared.connect(self._toggle_review)
        self._lay_out()
        self.follow(workspace)
        self.show_filter(workspace.filter)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        layout.addWidget(self.views)
        for key, chip in self.chips.items():
            chip.clicked.connect(partial(self.open_popup, key))
            chip.cleared.connect(partial(self._clear_key, key))
            layout.addWidget(chip)
        layout.addWidget(self.more)
        layout.addWidget(self.line, 1)
        layout.addStretch(0)
        layout.addWidget(self.review)

    def offer_views(self, saved: Views) -> None:
        self.saved = saved
        saved.turned.connect(self._name_view)
        self.views.show()
        self._name_view()

    # What it shows

    def refresh(self, changes: Changes) -> None:
        if changes.touches("claim", "document"):
            self._count()
        if changes.touches("view"):
            self._name_view()

    def show_filter(self, new: Filter) -> None:
        for key, chip in self.chips.items():
            chip.show_words(CHIPS[key], _words(new, key))
        self.line.setText(str(new))
        self.line.setCursorPosition(0)
        self.line.refuse("")
        self._count()
        self._name_view()
        self._fit()

    def _name_view(self) -> None:
        current = self.saved.current if self.saved else None
        self.views.show_words("Views", current.name if current else "", cross=False)

    def _count(self) -> None:
        project = self.workspace.project
        left = len(late.queries.to_review(project)) if project else 0
        on = self.workspace.filter.values("status") == ("suggested",)
        self.review.show_words(f"To review {left:,}".replace(",", " "), "on" if on else "", plain=True)
        self.review.setEnabled(bool(left) or on)

    def _fit(self) -> None:
        """As many chips as there is room for, those that are on before the others; the rest are under More, which says how many of them are on."""
        on = sum(chip.on for chip in self.chips.values())
        self.more.show_words("More", f"{on} on" if on else "", plain=False, cross=False)  # as wide as it can become
        room = self.width() - self.minimumSizeHint().width()
        shown = set()
        for key, chip in sorted(self.chips.items(), key=lambda item: not item[1].on):
            room -= chip.sizeHint().width() + GAP
            if room >= 0 and (chip.on or key in FIRST):
                shown.add(key)
        for key, chip in self.chips.items():
            chip.setVisible(key in shown)
        hidden = sum(chip.on for key, chip in self.chips.items() if key not in shown)
        self.more.show_words("More", f"{hidden} on" if hidden else "", plain=False, cross=False)

    def minimumSizeHint(self) -> QSize:
        """Without any chip: they give way."""
        views = self.views.sizeHint().width() + GAP if self.saved else 0
        widths = (self.more.sizeHint().width(), self.review.sizeHint().width(), theme.pixels(LINE_WIDTH), views)
        return QSize(sum(widths) + 4 * GAP, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # What the analyst does

    def open_popup(self, key: str) -> None:
        anchor = self.chips[key] if self.chips[key].isVisible() else self.more
        if key == "date":
            term = next((term for term in self.workspace.filter.terms if term.key in DATES and not term.exclude), None)
            dates = DatePopup(term.key if term else "date", term.values[0] if term else "", self)
            dates.chosen.connect(self._set_dates)
            dates.open_under(anchor)
        else:
            ticks = TickPopup(CHIPS[key], self._names(key), self.workspace.filter.values(key), self)
            ticks.chosen.connect(partial(self._set, key))
            ticks.open_under(anchor)

    def _names(self, key: str) -> Sequence[str]:
        if key in CHOICES:
            return CHOICES[key]
        project = self.workspace.project
        if project is None:
            return ()
        lists: dict[str, Callable[[], list[str]]] = {
            "outlet": lambda: [outlet.name for outlet in late.queries.list_outlets(project)], "speaker": lambda: late.queries.speakers(project),
            "entity": lambda: late.queries.names(project), "tag": lambda: late.queries.tags(project)}
        return lists[key]()

    def _set(self, key: str, values: tuple[str, ...]) -> None:
        self.workspace.set_filter(self.workspace.filter.with_term(key, values))

    def _set_dates(self, key: str, value: str) -> None:
        chosen = _without_dates(self.workspace.filter)
        self.workspace.set_filter(chosen.with_term(key, value) if value else chosen)

    def _clear_key(self, key: str) -> None:
        chosen = self.workspace.filter
        self.workspace.set_filter(_without_dates(chosen) if key == "date" else chosen.without(key))

    def clear(self) -> None:
        self.line.refuse("")
        self.line.setText("")
        self.workspace.set_filter(Filter())

    def _typed(self) -> None:
        try:
            self.workspace.set_filter(Filter.parse(self.line.text()))
            self.line.refuse("")
        except WorkbenchError as error:
            self.line.refuse(str(error))
            self.workspace.report(str(error))

    def _toggle_review(self) -> None:
        """What is left to review, and the first of it."""
        if self.review.on:
            self._clear_key("status")
            return
        self._set("status", ("suggested",))
        project = self.workspace.project
        queue = late.queries.to_review(project, self.workspace.filter).tolist() if project else []
        if queue:
            self.workspace.select("claim", queue[0], reveal=True)
            self.workspace.report(REVIEWING)

    def _show_views(self) -> None:
        if self.saved:
            self.saved.menu().popup(self.views.mapToGlobal(self.views.rect().bottomLeft()))

    def _show_more(self) -> None:
        menu = QMenu(self)
        for key, chip in self.chips.items():
            if not chip.isVisible():
                menu.addAction(CHIPS[key] + "…", partial(self.open_popup, key))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def actions(self) -> list[Action]:
        keys = [Action(f"filter.{key}", f"Filter by {words.lower()}…", "", partial(self.open_popup, key), KEYS[key], "Edit/Filter by", "",
                       enabled=lambda: self.workspace.project is not None) for key, words in CHIPS.items()]
        return [*keys, Action("filter.type", "Filter as text", "Ctrl+L", self._focus_line, f"For example {EXAMPLE}", "Edit", "filter"),
                Action("filter.clear", "Clear the filter", "Ctrl+Shift+X", self.clear, menu="Edit", section="filter",
                       enabled=lambda: bool(self.workspace.filter)),
                Action("review.filter", "Only what is left to review", "Ctrl+Shift+R", self._toggle_review,
                       "Suggested claims only, beginning at the first", "Edit", "filter", checked=lambda: self.review.on,
                       enabled=lambda: self.workspace.project is not None)]

    def _focus_line(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()


class Chip(QPushButton):
    """A filter's key. When it is on it says with what, and its cross (or Delete) clears it."""
    cleared = Signal()

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setProperty("role", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.on = False

    def show_words(self, words: str, value: str, plain: bool = False, cross: bool = True) -> None:
        self.on = bool(value)
        shown = f"{words}: {value}" if value and not plain else words
        short = shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
        ending = CROSS if value and cross else "" if plain else " ▾"
        self.setText((short + ending).replace("&", "&&"))
        self.setToolTip(plain_tip(shown if short != shown else ""))
        self.setAccessibleName(shown)
        self.setProperty("on", self.on)
        self.style().unpolish(self)
        self.style().polish(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = self.on and event.position().x() > self.width() - 28 and self.rect().contains(event.position().toPoint())
        if on_cross and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.on and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)


class FilterLine(QLineEdit):
    cleared = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def refuse(self, reason: str) -> None:
        self.setProperty("refused", bool(reason))
        self.style().unpolish(self)
        self.style().polish(self)


def _without_dates(chosen: Filter) -> Filter:
    for key in DATES:
        chosen = chosen.without(key)
    return chosen


def _words(chosen: Filter, key: str) -> str:
    terms = [term for term in chosen.terms if (term.key in DATES if key == "date" else term.key == key)]
    return "; ".join(_term_words(term) for term in terms)


def _term_words(term: Term) -> str:
    values = [shown_dates(value) if term.key in DATES else value or "none" for value in term.values]
    clock = f"{term.key} " if term.key in DATES and term.key != "date" else ""
    return f"{'not ' if term.exclude else ''}{clock}{', '.join(values)}"
