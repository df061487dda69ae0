"""The few numbers of every claim and event as equally long arrays, for sorting, binning and the chart. Read anew from a few queries per change."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import ACTIONS, CREDIBILITIES, MODALITIES, QUOTES, SPEECH_ACTS, STANDINGS, STATUSES
from workbench.storage.reading import kept, rows
from workbench.storage.schema import (
    ArticleRow,
    CanonicalRow,
    ClaimGroupRow,
    ClaimRow,
    DocumentRow,
    EntityRow,
    EventPartyRow,
    EventRow,
    EvidenceRow,
    OutletRow,
    PartyRow,
    TellingRow,
)

if TYPE_CHECKING:
    from workbench.storage.project import Project

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
NONE = -1  # the index of a word that is not in its list: no standing, no act
UNKNOWN = (float("nan"), float("nan"))
C = TypeVar("C")


@dataclass(frozen=True)
class ClaimColumns:
    """A row per claim, by id. Ids are 0 where there is none; act, status, standing and quote index the lists of `core.records`; times are
    days since 1970-01-01 in UTC, a day without a clock being as wide as the day, nan where nothing is known."""
    id: Ints
    article_id: Ints
    document_id: Ints
    start: Ints
    speaker: Ints
    outlet: Ints
    act: Ints
    status: Ints
    standing: Ints
    quote: Ints
    group: Ints
    event: Ints
    confidence: Floats
    reported_from: Floats
    reported_to: Floats
    said_from: Floats
    said_to: Floats
    happened_from: Floats
    happened_to: Floats
    about_from: Floats
    about_to: Floats

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True)
class EventColumns:
    """A row per event, by id, as `ClaimColumns`. `article_id`, `document_id`, `start`, `outlet` and the reported times are those of its oldest
    telling; `actor` is the first actor."""
    id: Ints
    article_id: Ints
    document_id: Ints
    start: Ints
    actor: Ints
    outlet: Ints
    action: Ints
    modality: Ints
    status: Ints
    standing: Ints
    confidence: Floats
    claims: Ints
    stories: Ints
    outlets: Ints
    reported_from: Floats
    reported_to: Floats
    happened_from: Floats
    happened_to: Floats

    def __len__(self) -> int:
        return len(self.id)


def claim_columns(project: Project, *, rejected: bool = False) -> ClaimColumns:
    return kept(project, f"claims {rejected}", lambda: _frozen(_claim_columns(project, rejected)))


def event_columns(project: Project) -> EventColumns:
    return kept(project, "events", lambda: _frozen(_event_columns(project)))


def _frozen(columns: C) -> C:
    """They are everybody's until the next edition."""
    for array in vars(columns).values():
        array.flags.writeable = False
    return columns


def _claim_columns(project: Project, rejected: bool) -> ClaimColumns:
    query = (select(ClaimRow.id, ClaimRow.article_id, ClaimRow.document_id, ClaimRow.start, func.coalesce(ArticleRow.outlet_id, 0),
                    ClaimRow.speech_act, ClaimRow.status, func.coalesce(ClaimGroupRow.standing, ""), ClaimRow.quote,
                    func.coalesce(ClaimGroupRow.group_id, 0), func.coalesce(ClaimGroupRow.event_id, 0), ClaimRow.confidence,
                    ArticleRow.published_at, ClaimRow.said_from, ClaimRow.said_to, ClaimRow.about_from, ClaimRow.about_to,
                    func.coalesce(EventRow.date_from, ""), func.coalesce(EventRow.date_to, ""))
             .join(ArticleRow, ArticleRow.id == ClaimRow.article_id).outerjoin(ClaimGroupRow, ClaimGroupRow.claim_id == ClaimRow.id)
             .outerjoin(EventRow, EventRow.id == ClaimGroupRow.event_id).where(~ClaimRow.withdrawn).order_by(ClaimRow.id))
    if not rejected:
        query = query.where(ClaimRow.status != "rejected")
    with project.reading() as session:
        table = _Table(rows(session, query), 19)
        speakers = dict(tuple(row) for row in rows(session, _first_speakers()))
    clock = _Clock(project.zone)
    said_from, said_to = clock.stretches(table[13], table[14])
    about_from, about_to = clock.stretches(table[15], table[16])
    event_from, event_to = clock.stretches(table[17], table[18])
    reported_from, reported_to = clock.stretches(table[12], table[12])
    dated = ~(np.isnan(event_from) & np.isnan(event_to))
    return ClaimColumns(
        table.ints(0), table.ints(1), table.ints(2), table.ints(3), _ints(speakers.get(number, 0) for number in table[0]), table.ints(4),
        _index(table[5], SPEECH_ACTS), _index(table[6], STATUSES), _index(table[7], STANDINGS), _index(table[8], QUOTES), table.ints(9),
        table.ints(10), np.asarray(table[11], dtype=np.float64), reported_from, reported_to, said_from, said_to,
        np.where(dated, event_from, about_from), np.where(dated, event_to, about_to), about_from, about_to)


def _event_columns(project: Project) -> EventColumns:
    query = (select(EventRow.id, TellingRow.article_id, TellingRow.document_id, TellingRow.start, func.coalesce(ArticleRow.outlet_id, 0),
                    EventRow.action, EventRow.modality, EventRow.status, EventRow.standing, EventRow.confidence, EventRow.claims,
                    EventRow.stories, EventRow.outlets, ArticleRow.published_at, EventRow.date_from, EventRow.date_to)
             .join(TellingRow, TellingRow.id == EventRow.id).join(ArticleRow, ArticleRow.id == TellingRow.article_id).order_by(EventRow.id))
    actors = (select(EventPartyRow.event_id, func.coalesce(EventPartyRow.entity_id, 0))
              .where(EventPartyRow.role == "actor", EventPartyRow.position == 0))
    with project.reading() as session:
        table = _Table(rows(session, query), 16)
        actor_of = dict(tuple(row) for row in rows(session, actors))
    clock = _Clock(project.zone)
    return EventColumns(
        table.ints(0), table.ints(1), table.ints(2), table.ints(3), _ints(actor_of.get(number, 0) for number in table[0]), table.ints(4),
        _index(table[5], ACTIONS), _index(table[6], MODALITIES), _index(table[7], STATUSES), _index(table[8], STANDINGS),
        np.asarray(table[9], dtype=np.float64), table.ints(10), table.ints(11), table.ints(12), *clock.stretches(table[13], table[13]),
        *clock.stretches(table[14], table[15]))


def _first_speakers() -> Any:
    return (select(PartyRow.owner_id, func.coalesce(CanonicalRow.canonical_id, PartyRow.entity_id))
            .outerjoin(CanonicalRow, CanonicalRow.entity_id == PartyRow.entity_id)
            .where(PartyRow.owner_kind == "claim", PartyRow.role == "speaker", PartyRow.entity_id.is_not(None))
            .order_by(PartyRow.owner_id, PartyRow.position.desc()))  # the first one comes last and stays


class _Table:
    """Rows turned into columns."""

    def __init__(self, found: Iterable[Any], width: int) -> None:
        self._columns: list[Sequence[Any]] = list(zip(*found, strict=True)) or [()] * width

    def __getitem__(self, number: int) -> Sequence[Any]:
        return self._columns[number]

    def ints(self, number: int) -> Ints:
        return np.asarray(self._columns[number], dtype=np.int64)


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _index(words: Iterable[str], choices: Sequence[str]) -> Ints:
    position = {word: number for number, word in enumerate(choices)}
    return _ints(position.get(word, NONE) for word in words)


class _Clock:
    """Stored dates as numbers; each spelling is worked out once."""

    def __init__(self, zone: str) -> None:
        self._one = lru_cache(maxsize=None)(lambda iso: _interval(iso, zone))

    def stretches(self, first: Sequence[str], last: Sequence[str]) -> tuple[Floats, Floats]:
        starts = np.fromiter((self._one(value)[0] for value in first), dtype=np.float64, count=len(first))
        ends = np.fromiter((self._one(value)[1] for value in last), dtype=np.float64, count=len(last))
        return starts, ends


def _interval(iso: str, zone: str) -> tuple[float, float]:
    try:
        first, last = dates.interval(iso, zone) if iso else UNKNOWN
    except (WorkbenchError, ValueError):
        return UNKNOWN
    return first if np.isfinite(first) else UNKNOWN[0], last if np.isfinite(last) else UNKNOWN[1]


# Sorting by words -----------------------------------------------------------------------------------------------------------------------


def ranks(project: Project, kind: str, column: str) -> Ints:
    """For each row of `claim_columns` or `event_columns` its place when sorted by a column of words; equal words have one rank, no words NONE."""
    with project.reading() as session:
        if kind == "event":
            words = _event_words(session, column)
            ids = list(session.scalars(select(EventRow.id).order_by(EventRow.id)))
        else:
            words = _claim_words(project, session, column)
            ids = list(session.scalars(select(ClaimRow.id).where(~ClaimRow.withdrawn, ClaimRow.status != "rejected").order_by(ClaimRow.id)))
    return ranked([words.get(number, "") for number in ids], ORDERS.get((kind, column), ()))


def ranked(words: Sequence[str], order: Sequence[str] = ()) -> Ints:
    """Ranks by the order of a list, else casefolded by alphabet; NONE where there is no word."""
    place = {word: number for number, word in enumerate(order)}
    keys = [(place.get(word, len(place)), word.casefold()) for word in words]
    rank = {key: number for number, key in enumerate(sorted({key for key in keys if key[1]}))}
    return _ints(rank.get(key, NONE) for key in keys)


ORDERS: dict[tuple[str, str], Sequence[str]] = {
    ("claim", "status"): STATUSES, ("claim", "standing"): STANDINGS, ("claim", "quote"): QUOTES, ("claim", "credibility"): CREDIBILITIES,
    ("event", "status"): STATUSES, ("event", "standing"): STANDINGS, ("event", "modality"): MODALITIES}
CLAIM_WORDS = ("speech_act", "status", "quote", "origin", "credibility", "note", "tags", "said_from", "said_to", "about_from", "about_to")
ARTICLE_WORDS = ("published_at", "headline")
EVENT_WORDS = ("date_from", "date_to", "date_precision", "action", "place", "modality", "summary", "standing", "origin", "status", "note", "tags")
ROLES = {"speaker": "speaker", "via": "via", "actor": "actor", "recipient": "recipient", "actors": "actor", "recipients": "recipient"}


def _claim_words(project: Project, session: Any, column: str) -> Mapping[int, str]:
    if column in CLAIM_WORDS:
        return _pairs(session, select(ClaimRow.id, getattr(ClaimRow, column)))
    if column == "standing":
        return _pairs(session, select(ClaimGroupRow.claim_id, ClaimGroupRow.standing))
    if column in ARTICLE_WORDS:
        return _pairs(session, select(ClaimRow.id, getattr(ArticleRow, column)).join(ArticleRow, ArticleRow.id == ClaimRow.article_id))
    if column in ("speaker", "via"):
        return _party_words(session, column)
    if column == "outlet":
        return _pairs(session, select(ClaimRow.id, OutletRow.name).join(ArticleRow, ArticleRow.id == ClaimRow.article_id)
                      .join(OutletRow, OutletRow.id == ArticleRow.outlet_id))
    if column == "file":
        return _pairs(session, select(ClaimRow.id, DocumentRow.file).join(DocumentRow, DocumentRow.id == ClaimRow.document_id))
    if column in ("content", "text", "cue"):
        return _quoted(project, session, "cue" if column == "cue" else "content")
    raise ValueError(f"claims have no column of words called {column}")


def _party_words(session: Any, role: str) -> Mapping[int, str]:
    name = func.coalesce(CanonicalRow.name, EntityRow.name, PartyRow.name)
    return _joined(rows(session, select(PartyRow.owner_id, name).outerjoin(EntityRow, EntityRow.id == PartyRow.entity_id)
                        .outerjoin(CanonicalRow, CanonicalRow.entity_id == PartyRow.entity_id)
                        .where(PartyRow.owner_kind == "claim", PartyRow.role == role).order_by(PartyRow.owner_id, PartyRow.position)))


def _quoted(project: Project, session: Any, field: str) -> Mapping[int, str]:
    """The first words of a cell, as they stand in the text."""
    query = (select(EvidenceRow.owner_id, ClaimRow.document_id, EvidenceRow.start, EvidenceRow.end)
             .join(ClaimRow, ClaimRow.id == EvidenceRow.owner_id)
             .where(EvidenceRow.owner_kind == "claim", EvidenceRow.field == field).order_by(EvidenceRow.owner_id, EvidenceRow.position.desc()))
    return {owner: project.text(document)[start:end] for owner, document, start, end in rows(session, query)}


def _event_words(session: Any, column: str) -> Mapping[int, str]:
    if column in ROLES:
        query = (select(EventPartyRow.event_id, EventPartyRow.name).where(EventPartyRow.role == ROLES[column])
                 .order_by(EventPartyRow.event_id, EventPartyRow.position))
        return _joined(rows(session, query))
    if column not in EVENT_WORDS:
        raise ValueError(f"events have no column of words called {column}")
    return _pairs(session, select(EventRow.id, getattr(EventRow, column)))


def _pairs(session: Any, query: Any) -> dict[int, str]:
    return dict(tuple(row) for row in rows(session, query))


def _joined(found: Iterable[Any]) -> dict[int, str]:
    words: dict[int, str] = {}
    for owner, name in found:
        words[owner] = f"{words[owner]}; {name}" if owner in words else name
    return words
