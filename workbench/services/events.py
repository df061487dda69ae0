"""The analyst's verbs on events. An event is what its tellings make of it: judging, merging and splitting go to the tellings, and a cell that she
writes is kept on the oldest of them."""
from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from workbench.core.errors import WorkbenchError
from workbench.core.records import ACTIONS, MODALITIES, Span
from workbench.services import decisions
from workbench.services.cells import Ids, all_words_at, choice, day_of, edited, label, line, numbers, stored_date, tags, words_at
from workbench.services.parties import Names, set_parties, set_party_words, several
from workbench.storage import queries
from workbench.storage.editing import (
    Session,
    copy_parts,
    copy_row,
    delete_parts,
    fetch,
    one,
    put,
    set_evidence,
    tellings_of,
    where,
)
from workbench.storage.editing import delete as delete_rows
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, ClaimRow, EventCellRow, MentionRow, TellingRow

FIELDS = ("date", "actor", "recipient", "action", "place", "modality", "summary", "note", "tags")
WORDS = ("trigger", "actor", "recipient", "date", "place")
SUMMARY = 160  # characters of the selected words that a new event is called by


class Edit:
    """What setting cells of several events shares within one step."""

    def __init__(self, project: Project, session: Session) -> None:
        self.project, self.session, self.names = project, session, Names(session)

    def value(self, telling: TellingRow, field: str, value: Any) -> str:
        """The cell as it is stored; raises WorkbenchError with the reason when it cannot be."""
        return CELLS[field](self, telling, field, value)

    def write(self, members: Sequence[int], field: str, value: Any) -> None:
        """`members` are the event's tellings, the oldest first: that one keeps the cell."""
        stored = self.value(one(self.session, TellingRow, members[0]), field, value)
        written = where(self.session, EventCellRow, telling_id=members, field=field)
        kept = next((cell for cell in written if cell.telling_id == members[0]), None)
        delete_rows(self.session, [cell for cell in written if cell is not kept])
        if kept:
            kept.value = stored
        else:
            put(self.session, EventCellRow(telling_id=members[0], field=field, value=stored))


def add(project: Project, article_id: int, span: Span, **cells: Any) -> int:
    """An event told by these words; the words are its trigger, and its summary unless one is given. Returns the event's id."""
    _known(cells, FIELDS)
    with project.edit("Add event") as session:
        article = one(session, ArticleRow, article_id)
        start, end = words_at(project, article.document_id, span)
        summary = line(project.text(article.document_id)[start:end])[:SUMMARY]
        telling = put(session, TellingRow(document_id=article.document_id, article_id=article.id, start=start, end=end, trigger_start=start,
                                          trigger_end=end, action="OCCUR", modality="happened", summary=summary, origin="analyst",
                                          status="accepted", confidence=1.0))
        edit = Edit(project, session)
        for field, value in cells.items():
            _set_own(edit, telling, field, value)
    return queries.get_tellings(project, [telling.id])[0].event_id


def _set_own(edit: Edit, telling: TellingRow, field: str, value: Any) -> None:
    """A cell of the analyst's own telling is the telling's, since nothing else says otherwise."""
    if field in ("actor", "recipient", "place"):
        set_parties(edit.session, edit.names, "telling", telling.id, field, value)
    elif field in ("note", "tags"):
        put(edit.session, EventCellRow(telling_id=telling.id, field=field, value=edit.value(telling, field, value)))
    else:
        setattr(telling, field, edit.value(telling, field, value))


def set_field(project: Project, ids: Ids, field: str, value: Any) -> None:
    """One cell of one or many events: date (as dates are typed), actor and recipient (names or entity ids, a list or with `;` between), action,
    place, modality, summary, note, tags. It holds whatever the tellings say."""
    wanted = numbers(ids)
    _known([field], FIELDS)
    with project.edit(_change(field, len(wanted))) as session:
        edit = Edit(project, session)
        for event in wanted:
            edit.write(tellings_of(session, event), field, value)


def reset_field(project: Project, ids: Ids, field: str) -> None:
    """Lets the tellings say again what the analyst had written."""
    wanted = numbers(ids)
    _known([field], FIELDS)
    with project.edit(f"Reset {field}") as session:
        for event in wanted:
            delete_rows(session, where(session, EventCellRow, telling_id=tellings_of(session, event), field=field))


def set_words(project: Project, event_id: int, field: str, span: Span | Sequence[Span], *, document_id: int | None = None) -> None:
    """Points trigger, actor, recipient, date or place of the telling in that document (else of the oldest) to other words. What the analyst had
    written in the cell gives way to what the words say."""
    _known([field], WORDS)
    with project.edit(_change(field, 1)) as session:
        telling = _telling_near(session, event_id, span, document_id)
        spans = all_words_at(project, telling.document_id, span) if span else []
        _point(project, session, telling, field, spans)
        delete_rows(session, where(session, EventCellRow, telling_id=tellings_of(session, event_id), field=field))
        edited(telling)


def _telling_near(session: Session, event_id: int, span: Span | Sequence[Span], document_id: int | None) -> TellingRow:
    tellings = fetch(session, TellingRow, tellings_of(session, event_id))
    there = [telling for telling in tellings if document_id in (None, telling.document_id)]
    if not there:
        raise WorkbenchError("This document does not tell of the event. Add an event from the words, then merge the two.")
    first: Any = span[0] if span else 0
    at = first if isinstance(first, int) else first[0]
    same = [telling for telling in there if telling.document_id == there[0].document_id]
    return min(same, key=lambda telling: (abs(telling.start - at), telling.id)) if span else there[0]


def _point(project: Project, session: Session, telling: TellingRow, field: str, spans: Sequence[Span]) -> None:
    if field == "trigger":
        if not spans:
            raise WorkbenchError("An event must have words. To take it away, delete it.")
        telling.trigger_start, telling.trigger_end = spans[0]
    elif field == "date":
        _date_words(project, session, telling, spans)
    else:
        set_party_words(project, session, ("telling", telling.id), field, telling.document_id, spans)
    for start, end in spans:
        telling.start, telling.end = min(telling.start, start), max(telling.end, end)


def _date_words(project: Project, session: Session, telling: TellingRow, spans: Sequence[Span]) -> None:
    """The value that the words were read as, else what they say by themselves; BadDate when that is no date."""
    for start, end in spans[:1]:
        read = [mention for mention in where(session, MentionRow, document_id=telling.document_id, type="DATE", withdrawn=False)
                if mention.start < end and start < mention.end and mention.value]
        words = project.text(telling.document_id)[start:end]
        clock = one(session, ArticleRow, telling.article_id).published_at
        telling.date = read[0].value if read else stored_date(words, day_of(clock))
    set_evidence(session, "telling", telling.id, "date", telling.document_id, spans[:1])


def accept(project: Project, ids: Ids) -> None:
    """Events, or tellings that were rejected."""
    _judge(project, ids, "Accept", "accepted")


def reject(project: Project, ids: Ids) -> None:
    _judge(project, ids, "Reject", "rejected")


def _judge(project: Project, ids: Ids, verb: str, status: str) -> None:
    wanted = numbers(ids)
    with project.edit(label(verb, "event", len(wanted))) as session:
        for telling in _all_tellings(session, wanted):
            telling.status = status


def _all_tellings(session: Session, event_ids: Iterable[int]) -> list[TellingRow]:
    return fetch(session, TellingRow, [telling for event in event_ids for telling in tellings_of(session, event)])


def delete(project: Project, ids: Ids) -> None:
    """Tellings of the analyst's own go; what the machine read is rejected, so that reading again does not bring it back."""
    wanted = numbers(ids)
    with project.edit(label("Delete", "event", len(wanted))) as session:
        for telling in _all_tellings(session, wanted):
            if telling.origin == "analyst":
                _delete_telling(session, telling)
            else:
                telling.status = "rejected"


def _delete_telling(session: Session, telling: TellingRow) -> None:
    delete_rows(session, where(session, EventCellRow, telling_id=telling.id))
    for claim in where(session, ClaimRow, telling_id=telling.id):
        claim.telling_id = None
    session.flush()
    delete_parts(session, "telling", telling.id)
    delete_rows(session, [telling])


def duplicate(project: Project, ids: Ids) -> list[int]:
    """Events of the analyst's own, told where the originals are told first, and not one with them."""
    wanted = numbers(ids)
    with project.edit(label("Duplicate", "event", len(wanted))) as session:
        copies = []
        for event in wanted:
            members = tellings_of(session, event)
            copy = copy_row(session, one(session, TellingRow, members[0]), origin="analyst", status="accepted", confidence=1.0)
            copy_parts(session, "telling", members[0], copy.id)
            cells = sorted(where(session, EventCellRow, telling_id=members), key=lambda cell: -cell.telling_id)  # the oldest telling's holds
            for cell in {cell.field: cell for cell in cells}.values():
                copy_row(session, cell, telling_id=copy.id)
            decisions.apart(session, "telling", [copy.id], members)
            copies.append(copy.id)
        return copies


def merge(project: Project, ids: Ids, cells: Mapping[str, Any] | None = None) -> int:
    """These are one happening. `cells` are written; where else several events have a written cell, the first chosen event's holds. Returns the id
    of the one."""
    wanted = numbers(ids)
    _known(cells or {}, FIELDS)
    if len(wanted) < 2:
        raise WorkbenchError("Merging needs two events or more. Choose them together first.")
    with project.edit("Merge events") as session:
        seen: set[str] = set()
        for event in wanted:
            written = where(session, EventCellRow, telling_id=tellings_of(session, event))
            delete_rows(session, [cell for cell in written if cell.field in seen])
            seen.update(cell.field for cell in written)
        members = sorted(telling.id for telling in _all_tellings(session, wanted))
        decisions.same(session, "telling", members)
        edit = Edit(project, session)
        for field, value in (cells or {}).items():
            edit.write(members, field, value)
    return members[0]


def split(project: Project, event_id: int, telling_ids: Ids) -> None:
    """These tellings tell of another happening than the rest."""
    chosen = numbers(telling_ids)
    with project.edit("Split event") as session:
        members = tellings_of(session, event_id)
        rest = [telling for telling in members if telling not in chosen]
        if not rest or not set(chosen) <= set(members):
            raise WorkbenchError("Choose some, not all, of the event's tellings to split off.")
        decisions.apart(session, "telling", chosen, rest)


def _known(fields: Iterable[str], known: Sequence[str]) -> None:
    for field in fields:
        if field not in known:
            raise WorkbenchError(f"“{field}” of an event cannot be changed. What can: {', '.join(known)}.")


def _change(field: str, count: int) -> str:
    return f"Change {field}" if count == 1 else f"Change {field} of {count} events"


# Cells ----------------------------------------------------------------------------------------------------------------------------------


def _date(edit: Edit, telling: TellingRow, _field: str, value: Any) -> str:
    return stored_date(value, day_of(one(edit.session, ArticleRow, telling.article_id).published_at))


def _parties(edit: Edit, _telling: TellingRow, field: str, value: Any) -> str:
    """A list of entity id and name, as `core.records.EventCell` says."""
    ids = [edit.names.resolve(name, field) for name in several(value)]
    return json.dumps([[entity, edit.names.name_of(entity)] for entity in dict.fromkeys(ids)], ensure_ascii=False)


def _line(_edit: Edit, _telling: TellingRow, field: str, value: Any) -> str:
    return str(value or "").strip() if field == "note" else line(value)


CELLS: Mapping[str, Callable[[Edit, TellingRow, str, Any], str]] = {
    "date": _date, "actor": _parties, "recipient": _parties, "action": lambda _e, _t, _f, value: choice(value, ACTIONS, "action"),
    "modality": lambda _e, _t, _f, value: choice(value, MODALITIES, "modality"), "place": _line, "summary": _line, "note": _line,
    "tags": lambda _e, _t, _f, value: tags(value)}
