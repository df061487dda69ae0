"""Making one row of several and several of one: what the analyst is shown before, and told after."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from workbench.core.records import Entity, Event, Telling
from workbench.ui import late
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.merging import Cell, MergeDialog, SplitDialog
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.panes.tables.pane import TablesPane

MOST = 6  # rows that stand side by side in a merge
OF_EVENT = (("date", "Date"), ("actor", "Actor"), ("action", "Action"), ("recipient", "Target"), ("summary", "What happened"), ("place", "Place"),
            ("modality", "Modality"))


class Joining:
    def __init__(self, pane: TablesPane, workspace: Workspace) -> None:
        self._pane, self._workspace = pane, workspace
        self.dialog: MergeDialog | SplitDialog | None = None

    # Merging

    def merge(self, kind: str, ids: Sequence[int]) -> None:
        """The current row's id comes first: its cells win where nothing else is chosen."""
        if kind == "claim":
            self.one_statement(ids)
        elif len(ids) > MOST:
            self._workspace.report(f"At most {MOST} rows are merged at once, so that you see what becomes of each. {len(ids)} are selected.")
        elif kind == "event":
            self._open(self._of_events(list(ids)))
        else:
            self._open(self._of_entities(list(ids)))

    def _open(self, dialog: MergeDialog | SplitDialog | None) -> None:
        self.dialog = dialog
        if dialog:
            dialog.open()

    def _of_events(self, ids: list[int]) -> MergeDialog:
        project = self._workspace.project
        assert project is not None  # noqa: S101
        events = late.queries.get_events(project, ids)
        made = late.services.previews.told_by(project, [one for event in events for one in event.tellings], ids)
        shown = [_event_cells(event) for event in events]
        held = [{**said, "actor": cells.held(event.actors), "recipient": cells.held(event.recipients),
                 "date": cells.stored(event.date_from, event.date_to)} for said, event in zip(shown, events, strict=True)]
        becomes = _event_cells(made)
        table = [Cell(field, header, tuple(one[field] for one in shown), tuple(one[field] for one in held), becomes[field])
                 for field, header in OF_EVENT]
        times = tuple(count(len(one.tellings), "time") for one in events)
        table.append(Cell("told", "Told", times, (), count(len(made.tellings), "time"), fixed=True))
        sentence = (f"{len(events)} events, told {count(len(made.tellings), 'time')} in {count(made.stories, 'story', 'stories')}, become one. "
                    "Undo makes them several again.")

        def merge(chosen: dict[str, Any]) -> bool:
            says = " ".join(cell.result for cell in table[:4] if cell.result)
            done = self._workspace.do(late.services.events.merge, ids, chosen)
            return self._merged("event", done, f"{len(ids)} events are one now: {says}, told {table[-1].becomes}.")
        return MergeDialog("Merge events", sentence, [_short(event.summary or event.action) for event in events], table, merge, self._pane)

    def _of_entities(self, ids: list[int]) -> MergeDialog:
        project = self._workspace.project
        assert project is not None  # noqa: S101
        some = late.queries.get_entities(project, ids)
        best = max(some, key=lambda one: (one.mentions, len(one.name)))
        oldest = min(some, key=lambda one: one.id)
        country = oldest.country or next((one.country for one in some if one.country), "")
        table = [Cell("name", "Name", tuple(one.name for one in some), tuple(one.name for one in some), best.name, some.index(best)),
                 _differing("type", "Type", [one.type for one in some], oldest.type),
                 _differing("country", "Country", [one.country for one in some], country),
                 Cell("aliases", "Also called", tuple("; ".join(one.aliases) for one in some), (), "; ".join(_aliases(some, best.name)), fixed=True),
                 Cell("mentions", "Mentions", tuple(str(one.mentions) for one in some), (), str(sum(one.mentions for one in some)), fixed=True)]
        documents = len({member for one in some for member in one.members})
        sentence = (f"{len(some)} entities with {count(sum(one.mentions for one in some), 'mention')}, put together from "
                    f"{count(documents, 'entity', 'entities')} of documents, become one. Undo makes them several again.")

        def merge(chosen: dict[str, Any]) -> bool:
            done = self._workspace.do(late.services.entities.merge, ids, **chosen)
            return self._merged("entity", done, f"{len(ids)} entities are one now: {table[0].result}, {count(int(table[-1].becomes), 'mention')}.")
        return MergeDialog("Merge entities", sentence, [_short(one.name) for one in some], table, merge, self._pane)

    def _merged(self, kind: str, one: int | None, sentence: str) -> bool:
        """Says what became of them, and goes to the one. In a large project comparing comes after it: what is said was found out before."""
        if self._workspace.refused or one is None:
            return False
        self._workspace.select(kind, one, reveal=True)  # type: ignore[arg-type]
        self._workspace.report(sentence)
        return True

    def one_statement(self, ids: Sequence[int]) -> None:
        project = self._workspace.project
        if project is None:
            return
        seen = late.services.previews.one_statement(project, ids)
        self._workspace.do(late.services.claims.group, ids)
        if not self._workspace.refused:
            more = len(seen.claims) - len(ids)
            self._workspace.report(f"{len(seen.claims)} claims are one statement now{f', {more} of them were with these already' if more else ''}: "
                                   f"{count(seen.stories, 'story', 'stories')}, {count(seen.outlets, 'outlet')}.")

    # Splitting

    def split(self, kind: str, one: int) -> None:
        """A claim leaves its group; of an event or an entity a dialog asks which parts are to stand on their own."""
        project = self._workspace.project
        if project is None:
            return
        if kind == "claim":
            self.not_one_statement([one])
            return
        parts = [(_of_telling(telling), int(telling.id)) for telling in late.queries.list_tellings(project, event_id=one)] if kind == "event" else [
            (f"{name} – {file or 'yours'}", member) for member, name, file in late.queries.list_members(project, one)]
        if len(parts) < 2:
            self._workspace.report(f"This {kind} has one part alone: there is nothing to split.")
            return
        called = {part: words for words, part in parts}
        self._open(SplitDialog(f"Split {kind}", parts, lambda some: self._seen(kind, some, called),
                               lambda some: self._split(kind, one, some, called), self._pane))

    def not_one_statement(self, ids: Sequence[int]) -> None:
        self._workspace.do(late.services.claims.ungroup, ids)
        if not self._workspace.refused:
            self._workspace.report(f"{count(len(ids), 'claim')} no longer the same statement as the rest.")

    def _seen(self, kind: str, some: list[int], called: dict[int, str]) -> str:
        """What these parts make on their own."""
        project = self._workspace.project
        assert project is not None  # noqa: S101
        if kind == "event":
            event = late.services.previews.told_by(project, some)
            return f"{_in_words(event)}, told {count(len(some), 'time')}"
        names = Counter(called[part].rpartition(" – ")[0] for part in some)
        return f"{names.most_common(1)[0][0]}, from {count(len(some), 'document')}"

    def _split(self, kind: str, one: int, some: list[int], called: dict[int, str]) -> bool:
        service, says = late.services.events if kind == "event" else late.services.entities, self._seen(kind, some, called)
        self._workspace.do(service.split, one, some)
        if self._workspace.refused:
            return False
        self._workspace.select(kind, min(some), reveal=True)  # type: ignore[arg-type]
        self._workspace.report(f"Split off: {says}. {len(called) - len(some)} of the {len(called)} parts stay with the other.")
        return True


def _in_words(event: Event) -> str:
    return " ".join(part for part in (cells.days(event.date_from, event.date_to), event.actor, event.action, event.recipient) if part)


def _event_cells(event: Event) -> dict[str, str]:
    return {"date": cells.days(event.date_from, event.date_to), "actor": event.actor, "action": event.action, "recipient": event.recipient,
            "summary": event.summary, "place": event.place, "modality": event.modality}


def _differing(field: str, header: str, values: Sequence[str], becomes: str) -> Cell:
    """Said explicitly where the rows differ, so that what is shown is what comes."""
    differ = len(set(values)) > 1 and becomes in values
    return Cell(field, header, tuple(values), tuple(values), becomes, values.index(becomes) if differ and becomes else None)


def _aliases(some: Sequence[Entity], name: str) -> list[str]:
    return [word for word in dict.fromkeys(word for one in some for word in (one.name, *one.aliases)) if word != name]


def _of_telling(telling: Telling) -> str:
    return f"{cells.clock(telling.published_at)}  {telling.file}: {telling.summary or telling.trigger_text}"


def _short(words: str) -> str:
    return words if len(words) <= 28 else words[:27] + "…"
