"""Events and tellings. An event is derived from its tellings and carries the id of the oldest one."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Select, func, select

from workbench.core import dates
from workbench.core.filters import Filter
from workbench.core.records import ArticleId, DocumentId, EntityId, Event, EventId, Party, Telling, TellingId
from workbench.storage import filtering
from workbench.storage.reading import Parties, Spans, among, in_order, parties_of, rows, spans_of
from workbench.storage.schema import ArticleRow, DocumentRow, EventPartyRow, EventRow, TellingEventRow, TellingRow

if TYPE_CHECKING:
    from workbench.storage.project import Project

CELLS = ("date_from", "date_to", "date_precision", "action", "place", "modality", "summary", "claims", "stories", "outlets", "standing", "origin",
         "status", "confidence", "note", "tags")


def event_ids(project: Project, filter: Filter = Filter(), *, rejected: bool = False) -> np.ndarray:  # noqa: A002, B008
    """The ids of the events that pass, oldest happening first, those without a date last; then rejected ones, when asked here or by
    `status:rejected`."""
    with project.reading() as session:
        query = filtering.events(session, filter).order_by(EventRow.date_from == "", EventRow.date_from, EventRow.id)
        ids = list(session.scalars(query))
        if rejected or filtering.asks_rejected(filter):
            ids += session.scalars(filtering.rejected_tellings(session, filter).order_by(TellingRow.id))
        return np.asarray(ids, dtype=np.int64)


def list_events(project: Project, filter: Filter = Filter(), *, rejected: bool = False) -> list[Event]:  # noqa: A002, B008
    return get_events(project, event_ids(project, filter, rejected=rejected))


def get_events(project: Project, ids: Iterable[int]) -> list[Event]:
    """In the order of the ids, rejected ones too; those that are gone are left out."""
    wanted = [int(number) for number in ids]
    with project.reading() as session:
        found = list(rows(session, select(EventRow.__table__).where(among(EventRow.id, wanted))))
        parties = _parties(session, wanted)
        tellings: dict[int, list[TellingId]] = defaultdict(list)
        for telling, event in rows(session, select(TellingEventRow.telling_id, TellingEventRow.event_id)
                                   .where(among(TellingEventRow.event_id, wanted)).order_by(TellingEventRow.telling_id)):
            tellings[event].append(TellingId(telling))
    derived = [_event(row, parties, tuple(tellings[row.id])) for row in found]
    missing = set(wanted) - {event.id for event in derived}
    return in_order(wanted, [*derived, *_rejected(project, missing)])


def _rejected(project: Project, ids: Iterable[int]) -> list[Event]:
    """No event is derived from rejected tellings: each is shown by itself, so that it can be accepted again."""
    found = [telling for telling in get_tellings(project, ids) if telling.status == "rejected"] if ids else []
    return [_of_telling(telling) for telling in found]


def _of_telling(telling: Telling) -> Event:
    days = dates.first_last(telling.date) or (date.min, date.max)
    first, last = ("" if day in (date.min, date.max) else day.isoformat() for day in days)
    return Event(telling.event_id, first, last, "", telling.actors, telling.action, telling.recipients, telling.place.name if telling.place else "",
                 telling.modality, telling.summary, (telling.id,), stories=1, outlets=1, origin=telling.origin, status=telling.status,
                 confidence=telling.confidence)


def get_event(project: Project, event_id: int) -> Event | None:
    return next(iter(get_events(project, [event_id])), None)


def _event(row: Any, parties: dict[tuple[int, str], list[Party]], tellings: tuple[TellingId, ...]) -> Event:
    cells = {name: getattr(row, name) for name in CELLS}
    actors, recipients = tuple(parties[row.id, "actor"]), tuple(parties[row.id, "recipient"])
    return Event(id=EventId(row.id), actors=actors, recipients=recipients, tellings=tellings, **cells)


def _parties(session: Any, ids: Iterable[int]) -> dict[tuple[int, str], list[Party]]:
    found: dict[tuple[int, str], list[Party]] = defaultdict(list)
    query = (select(EventPartyRow.event_id, EventPartyRow.role, EventPartyRow.entity_id, EventPartyRow.name).where(among(EventPartyRow.event_id, ids))
             .order_by(EventPartyRow.event_id, EventPartyRow.role, EventPartyRow.position))
    for event, role, entity, name in rows(session, query):
        found[event, role].append(Party(EntityId(entity) if entity else None, name))
    return found


# Tellings -------------------------------------------------------------------------------------------------------------------------------


def list_tellings(project: Project, *, event_id: int | None = None, document_id: int | None = None, rejected: bool = False) -> list[Telling]:
    """In reading order."""
    query = _tellings().order_by(DocumentRow.file, TellingRow.start, TellingRow.id)
    if event_id is not None:
        query = query.where(TellingEventRow.event_id == event_id)
    if document_id is not None:
        query = query.where(TellingRow.document_id == document_id)
    return _read_tellings(project, query if rejected else query.where(TellingRow.status != "rejected"))


def get_tellings(project: Project, ids: Iterable[int], *, canonical: bool = True) -> list[Telling]:
    """In the order of the ids, rejected ones too. Not canonical: with the entities of documents in their roles."""
    wanted = [int(number) for number in ids]
    return in_order(wanted, _read_tellings(project, _tellings().where(among(TellingRow.id, wanted)), canonical=canonical))


def events_of(project: Project, telling_ids: Iterable[int]) -> dict[int, int]:
    """The events that tellings belong to; a rejected one belongs to none."""
    with project.reading() as session:
        query = select(TellingEventRow.telling_id, TellingEventRow.event_id).where(among(TellingEventRow.telling_id, telling_ids))
        return dict(tuple(row) for row in rows(session, query))


def _tellings() -> Select[Any]:
    event = func.coalesce(TellingEventRow.event_id, TellingRow.id).label("event_id")  # a rejected telling has no derived row: it stands for itself
    return (select(TellingRow.__table__, DocumentRow.file, ArticleRow.published_at, event)
            .join(DocumentRow, DocumentRow.id == TellingRow.document_id).join(ArticleRow, ArticleRow.id == TellingRow.article_id)
            .outerjoin(TellingEventRow, TellingEventRow.telling_id == TellingRow.id).where(~TellingRow.withdrawn))


def _read_tellings(project: Project, query: Select[Any], *, canonical: bool = True) -> list[Telling]:
    with project.reading() as session:
        found = list(rows(session, query))
        parties = parties_of(project, session, "telling", {row.id: row.document_id for row in found}, canonical=canonical)
        spans = spans_of(session, "telling", [row.id for row in found])
    return [_telling(row, project.text(row.document_id), parties, spans) for row in found]


def _telling(row: Any, text: str, parties: Parties, spans: Spans) -> Telling:
    trigger = (row.trigger_start, row.trigger_end)
    return Telling(
        TellingId(row.id), EventId(row.event_id), DocumentId(row.document_id), ArticleId(row.article_id), row.file, row.start, row.end, trigger,
        text[slice(*trigger)], row.action, row.modality, parties.get((row.id, "actor"), ()), parties.get((row.id, "recipient"), ()), row.date,
        next(iter(spans.get((row.id, "date"), ())), None), next(iter(parties.get((row.id, "place"), ())), None), row.summary, row.origin, row.status,
        row.confidence, row.published_at)
