"""Several rows at once: what they have in common, and fields that write to all of them as one step."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from workbench.core.grades import CREDIBLE, NO_GRADE
from workbench.core.records import ACTIONS, MODALITIES, NAME_TYPES, QUOTES, SPEECH_ACTS, Kind
from workbench.ui import late
from workbench.ui.panes.inspector.card import Card
from workbench.ui.panes.inspector.parts import DateField, WordsField
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

SEVERAL = "several values"
LISTED = 6  # of the rows, by name
Put = Callable[[object], object]


def names(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


class ManyCard(Card):
    def __init__(self, workspace: Workspace, kind: Kind, ids: Sequence[int]) -> None:
        super().__init__(workspace, kind, ids[0])
        self.ids = tuple(ids)
        noun, many = {"claim": ("claim", "claims"), "event": ("event", "events")}.get(kind, ("entity", "entities"))
        read = {"claim": late.queries.get_claims, "event": late.queries.get_events}.get(kind, late.queries.get_entities)
        self._rows: list[Any] = read(self.project, ids)  # type: ignore[operator]
        self.caption(f"{count(len(self.ids), noun, many)} SELECTED".upper())
        self.line(("What you write here goes into all of them.", "muted"))
        {"claim": self._claims, "event": self._events}.get(kind, self._entities)()
        self.section("They are")
        for row in self._rows[:LISTED]:
            self.line((_called(row), "link"), press=self.lead_to(kind, row.id))
        if len(self.ids) > LISTED:
            self.line((f"and {len(self.ids) - LISTED} more", "muted"))
        self.close_up()

    def _put(self, service: Any, field: str) -> Put:
        return lambda value: self.do(service.set_field, self.ids, field, value)

    def _common(self, of: Callable[[Any], str]) -> str | None:
        """What all of them say; None where they differ."""
        found = {of(row) for row in self._rows}
        return found.pop() if len(found) == 1 else None

    def _text(self, name: str, of: Callable[[Any], str], put: Put, known: Callable[[], Sequence[str]] | None = None,
              listed: bool = False) -> None:
        common = self._common(of)
        editor = WordsField(common or "", known)
        editor.setPlaceholderText(SEVERAL if common is None else "")
        self.words_field(name, editor, (lambda text: put(names(text))) if listed else put)

    def _list(self, name: str, choices: Sequence[str], labels: Sequence[str], of: Callable[[Any], str], put: Put) -> None:
        common = self._common(of)
        if common is None:
            choices, labels = ("", *choices), (SEVERAL, *labels)
        self.list_field(name, choices, labels, common or "", lambda value: put(value) if value else None)

    def _date(self, name: str, of: Callable[[Any], tuple[str, str]], near: str, put: Put) -> None:
        common = self._common(lambda row: "/".join(of(row)))
        first, _, last = (common or "").partition("/")
        editor = DateField(first, last, near)
        if common is None:
            editor.setPlaceholderText(SEVERAL)
        self.words_field(name, editor, put)

    def _claims(self) -> None:
        put, known = partial(self._put, late.services.claims), partial(late.queries.names, self.project)
        self._text("Speaker", lambda claim: claim.speaker, put("speaker"), known, listed=True)
        self._list("Act", SPEECH_ACTS, SPEECH_ACTS, lambda claim: claim.speech_act, put("speech_act"))
        self._list("Quote", QUOTES, QUOTES, lambda claim: claim.quote, put("quote"))
        self._date("Said", lambda claim: (claim.said_from, claim.said_to), self._rows[0].published_at, put("said"))
        self._list("Information", tuple(CREDIBLE), tuple(CREDIBLE.values()), lambda claim: claim.credibility or NO_GRADE, put("credibility"))
        self._text("Tags", lambda claim: claim.tags, put("tags"), partial(late.queries.tags, self.project))

    def _events(self) -> None:
        put, known = partial(self._put, late.services.events), partial(late.queries.names, self.project)
        self._date("Date", lambda event: (event.date_from, event.date_to), self._rows[0].date_from, put("date"))
        self._text("Actor", lambda event: event.actor, put("actor"), known, listed=True)
        self._list("Action", ACTIONS, ACTIONS, lambda event: event.action, put("action"))
        self._text("Recipient", lambda event: event.recipient, put("recipient"), known, listed=True)
        self._list("Modality", MODALITIES, MODALITIES, lambda event: event.modality, put("modality"))
        self._text("Tags", lambda event: event.tags, put("tags"), partial(late.queries.tags, self.project))

    def _entities(self) -> None:
        verbs = late.services.entities
        self._list("Type", NAME_TYPES, NAME_TYPES, lambda entity: entity.type, lambda kind: self.do(verbs.retype, self.ids, kind))
        self._text("Country", lambda entity: entity.country, lambda code: self.do(verbs.set_country, self.ids, code))
        self._text("Tags", lambda entity: entity.tags, lambda tags: self.do(verbs.set_tags, self.ids, tags), partial(late.queries.tags, self.project))


def _called(row: Any) -> str:
    words = getattr(row, "name", "") or getattr(row, "summary", "") or getattr(row, "text", "")
    return words if len(words) <= 90 else words[:89] + "…"
