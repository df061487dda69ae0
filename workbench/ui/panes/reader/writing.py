"""A claim written by hand without the mouse: five fields whose words are looked up in the story while they are typed."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QLineEdit

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import SPEECH_ACTS, Article, Mention, Span
from workbench.core.spans import hull
from workbench.ui import late, theme
from workbench.ui.panes.reader import looking, marks
from workbench.ui.widgets.words import named, plain_label

if TYPE_CHECKING:
    from workbench.ui.panes.reader.pane import ReaderPane

FIELDS = {"speaker": ("Speaker", "Putin"), "cue": ("Cue", "told"), "content": ("Statement", "first words .. last words"), "act": ("Act", "state"),
          "said": ("Said", "Wednesday, or 19 June")}
KEYS = "Tab goes on · Enter adds · Ctrl+Enter adds and begins the next · Esc leaves"


@dataclass
class Draft:
    """What the fields say so far, with the words that say it."""
    parts: list[Span] = field(default_factory=list)
    words: dict[str, list[Span]] = field(default_factory=dict)
    cells: dict[str, Any] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)  # a field and why it cannot stand yet


def drafted(text: str, typed: dict[str, str], story: Article, mentions: Sequence[Mention], caret: int) -> Draft:
    """Looks all of it up in the story, beginning with the statement: the rest is looked for near it."""
    made, bounds = Draft(), (story.start, story.end)
    made.parts = looking.statement(text, typed["content"], bounds, (caret, caret))
    if not made.parts:
        made.missing["content"] = "These words are not in the story." if typed["content"] else "Type the first words of the statement."
    here = hull(made.parts) if made.parts else None
    _speaker(made, text, typed["speaker"], bounds, mentions, here)
    if typed["cue"]:
        cue = looking.nearest(looking.places(text, typed["cue"], bounds), here)
        made.words |= {"cue": [cue]} if cue else {}
        made.missing |= {} if cue else {"cue": "This cue is not in the story."}
    _act(made, typed["act"])
    _said(made, text, typed["said"], story, mentions, here)
    return made


def _speaker(made: Draft, text: str, typed: str, bounds: Span, mentions: Sequence[Mention], here: Span | None) -> None:
    """The nearest words that name the one who was typed; without any it is the analyst's inference."""
    if not typed:
        return
    made.cells["speaker"] = [typed]
    named_so = [(one.start, one.end) for one in mentions if typed.casefold() in (one.entity.casefold(), one.text.casefold())
                and bounds[0] <= one.start < bounds[1]]
    spans = named_so or looking.places(text, typed, bounds)
    if span := looking.nearest(spans, here):
        made.words["speaker"] = [span]
        whose = next((one.entity for one in mentions if (one.start, one.end) == span and one.entity), "")
        made.cells["speaker"] = [whose or typed]


def _act(made: Draft, typed: str) -> None:
    acts = [act for act in SPEECH_ACTS if act.startswith(typed.casefold())]
    chosen = next((act for act in acts if act == typed.casefold()), acts[0] if len(acts) == 1 or not typed else "")
    if chosen:
        made.cells["speech_act"] = chosen
    else:
        made.missing["act"] = f"One of {', '.join(acts or SPEECH_ACTS)}."


def _said(made: Draft, text: str, typed: str, story: Article, mentions: Sequence[Mention], here: Span | None) -> None:
    """Words that were read as a date in the story, else a date by itself."""
    if not typed:
        return
    read = {(one.start, one.end) for one in mentions if one.type == "DATE" and one.value and story.start <= one.start < story.end}
    found = [span for span in looking.places(text, typed, (story.start, story.end)) if any(span[0] < end and start < span[1] for start, end in read)]
    if span := looking.nearest(found, here):
        made.words["said"] = [span]
        return
    try:
        day = dates.first_last(story.published_at[:10])
        made.cells["said"] = str(dates.parse(typed, day[0] if day else None))
    except WorkbenchError as error:
        made.missing["said"] = str(error)


class ClaimForm(QFrame):
    """Stands under the text while it is used; what was found is marked in it."""
    def __init__(self, pane: ReaderPane) -> None:
        super().__init__(pane)
        self.setAccessibleName("Write a claim")
        self.setProperty("role", "panel")
        self._pane, self._workspace = pane, pane.workspace
        self.lines = {name: named(QLineEdit(placeholderText=hint), words) for name, (words, hint) in FIELDS.items()}
        self._says = plain_label(KEYS, role="caption")
        self._lay_out()
        for line in self.lines.values():
            line.textEdited.connect(lambda _: self._follow())
        self.hide()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, names in enumerate((("speaker", "cue"), ("content",), ("act", "said"))):
            for place, name in enumerate(names):
                grid.addWidget(plain_label(FIELDS[name][0], role="caption"), row, 2 * place)
                grid.addWidget(self.lines[name], row, 2 * place + 1, 1, 3 if len(names) == 1 else 1)
        grid.addWidget(self._says, 3, 1, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    @property
    def _story(self) -> Article | None:
        return self._pane.article

    def open_up(self) -> None:
        """Words that are selected are the statement's already."""
        if self._story is None:
            return
        span, project = self._pane.view.marked(), self._workspace.project
        self._clear()
        if span:
            self.lines["content"].setText(" ".join(self._pane.view.words(span).split()))
        if project:
            _complete(self.lines["speaker"], late.queries.names(project))
            _complete(self.lines["act"], SPEECH_ACTS)
        self.show()
        self._follow()
        self.lines["speaker"].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _clear(self) -> None:
        for line in self.lines.values():
            line.clear()
        self._says.setText(KEYS)

    def leave(self) -> None:
        self.hide()
        self._pane.view.set_layer("written", ())
        self._pane.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._add(stay=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _draft(self) -> Draft | None:
        page, story = self._pane.page, self._story
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        return drafted(page.text, typed, story, page.mentions, self._pane.view.caret()) if page and story else None

    def _follow(self) -> None:
        """Marks what was found so far and says what is not there."""
        made = self._draft()
        if made is None:
            return
        look = theme.current()
        roles = [(*span, marks.cell_words(look)) for spans in made.words.values() for span in spans]
        act = made.cells.get("speech_act", "state")
        self._pane.view.set_layer("written", [*((*part, marks.chosen_content(act, look)) for part in made.parts), *roles])
        if made.parts:
            self._pane.view.reveal(made.parts[0])
        wrong = {name: why for name, why in made.missing.items() if self.lines[name].text().strip()}
        self._refuse(wrong)

    def _refuse(self, wrong: dict[str, str]) -> None:
        """Marks the fields that cannot stand, and says why of the first."""
        self._says.setText(next(iter(wrong.values()), KEYS))
        self._says.setProperty("role", "warning" if wrong else "caption")
        self._says.style().unpolish(self._says)
        self._says.style().polish(self._says)
        for name, line in self.lines.items():
            if bool(line.property("refused")) != (name in wrong):
                line.setProperty("refused", name in wrong)
                line.style().unpolish(line)
                line.style().polish(line)

    def _add(self, stay: bool) -> None:
        made, story = self._draft(), self._story
        if made is None or story is None:
            return
        if made.missing:
            self._refuse(made.missing)
            self.lines[next(iter(made.missing))].setFocus()
            return
        number = self._workspace.do(late.services.claims.add, story.id, made.parts, words=made.words, **made.cells)
        if number is None:
            self._says.setText(self._workspace.refused)
            return
        self._workspace.select("claim", number, reveal=True)
        self._clear()
        self._pane.view.set_layer("written", ())
        if stay:
            self.lines["speaker"].setFocus()
        else:
            self.leave()


def _complete(line: QLineEdit, known: Sequence[str]) -> None:
    """In the line itself: no key is needed to take what is offered."""
    completer = QCompleter(list(known), line)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
    line.setCompleter(completer)
