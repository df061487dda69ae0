"""The one place where a Filter becomes SQL. Every value is a bound parameter.

Claims and events have keys of their own; a key that one kind lacks is asked of the other through the event that a claim reports.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, column, false, func, not_, or_, select, table, text
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from workbench.core.filters import Filter, Term
from workbench.storage.naming import Known, fold
from workbench.storage.reading import among
from workbench.storage.schema import (
    ArticleRow,
    CanonicalRow,
    ClaimGroupRow,
    ClaimRow,
    DocumentRow,
    EventPartyRow,
    EventRow,
    MentionRow,
    OutletRow,
    PartyRow,
    TellingEventRow,
    TellingRow,
)

Condition = ColumnElement[bool]
PLACE_KEYS = frozenset({"outlet", "reliability", "reported", "file", "article", "kind"})  # of an article: claims and tellings have them
EVENT_KEYS = frozenset({"action", "modality", "actor", "recipient", "place"})
SHARED_KEYS = frozenset({"standing", "status", "tag", "happened", "date", "entity", "origin", "event", "text"})


def claims(session: Session, filter: Filter, *, rejected: bool = False) -> Select[Any]:  # noqa: A002
    """The ids of the claims that pass; the statement can be narrowed and ordered further (article, document, outlet are joined)."""
    names = Names(session)
    query = (select(ClaimRow.id).join(DocumentRow, DocumentRow.id == ClaimRow.document_id).join(ArticleRow, ArticleRow.id == ClaimRow.article_id)
             .outerjoin(OutletRow, OutletRow.id == ArticleRow.outlet_id).outerjoin(ClaimGroupRow, ClaimGroupRow.claim_id == ClaimRow.id)
             .outerjoin(EventRow, EventRow.id == ClaimGroupRow.event_id)
             .where(~ClaimRow.withdrawn, *(_signed(term, _of_claim(names, term)) for term in _all(filter))))
    return query if rejected or asks_rejected(filter) else query.where(ClaimRow.status != "rejected")


def asks_rejected(filter: Filter) -> bool:  # noqa: A002
    return "rejected" in filter.values("status")


def events(session: Session, filter: Filter) -> Select[Any]:  # noqa: A002
    """The ids of the events that pass."""
    names = Names(session)
    own = [term for term in _all(filter) if term.key in EVENT_KEYS | SHARED_KEYS]
    asked = Filter(tuple(term for term in filter.terms if term not in own))
    query = select(EventRow.id).where(*(_signed(term, _of_event(names, term)) for term in own))
    return query.where(_through_claims(session, names, asked)) if asked else query


def rejected_tellings(session: Session, filter: Filter) -> Select[Any]:  # noqa: A002
    """Rejected tellings count nowhere, so that no event is derived from them: each stands for itself, and passes the keys that a telling has."""
    names = Names(session)
    alone = select(TellingEventRow.telling_id)
    query = (select(TellingRow.id).join(DocumentRow, DocumentRow.id == TellingRow.document_id)
             .join(ArticleRow, ArticleRow.id == TellingRow.article_id).outerjoin(OutletRow, OutletRow.id == ArticleRow.outlet_id)
             .where(~TellingRow.withdrawn, TellingRow.status == "rejected", TellingRow.id.not_in(alone)))
    return query.where(*(_signed(term, _of_telling(names, term)) for term in _all(filter)))


def _through_claims(session: Session, names: Names, asked: Filter) -> Condition:
    """One and the same claim of the event passes all claim keys. Where they speak of articles alone, a telling will do as well; where
    they only exclude, so will having no claim."""
    event = ClaimGroupRow.event_id
    ways: list[Condition] = [EventRow.id.in_(claims(session, asked).with_only_columns(event).where(event.is_not(None)))]
    if all(term.key in PLACE_KEYS for term in asked.terms):
        ways.append(EventRow.id.in_(_tellings(names, asked)))
    elif all(term.exclude for term in asked.terms):
        ways.append(EventRow.id.not_in(select(event).where(event.is_not(None))))
    return or_(*ways)


def _tellings(names: Names, asked: Filter) -> Select[Any]:
    """The events of the tellings whose articles pass."""
    return (select(TellingEventRow.event_id).join(TellingRow, TellingRow.id == TellingEventRow.telling_id)
            .join(DocumentRow, DocumentRow.id == TellingRow.document_id).join(ArticleRow, ArticleRow.id == TellingRow.article_id)
            .outerjoin(OutletRow, OutletRow.id == ArticleRow.outlet_id).where(*(_signed(term, _of_article(names, term)) for term in asked.terms)))


def _all(filter: Filter) -> tuple[Term, ...]:  # noqa: A002
    return (*filter.terms, *(Term("text", (word,)) for word in filter.words))


def _signed(term: Term, holds: Condition) -> Condition:
    """Unknown counts as no: an excluded value keeps the rows that have none."""
    known = func.coalesce(holds, false())
    return not_(known) if term.exclude else known


# Keys -----------------------------------------------------------------------------------------------------------------------------------


def _of_article(names: Names, term: Term) -> Condition:
    match term.key:
        case "outlet":
            return names.outlet(term.values)
        case "reliability":
            return func.coalesce(OutletRow.reliability, "").in_(term.values)
        case "reported":
            return _within(ArticleRow.published_at, ArticleRow.published_at, term.values)
        case "file":
            return DocumentRow.file.in_(names.same(DocumentRow.file, term.values))
        case "kind":
            return ArticleRow.kind.in_(term.values)
        case _:
            return among(ArticleRow.id, _numbers(term.values))


def _of_telling(names: Names, term: Term) -> Condition:
    if term.key in ("action", "modality", "status", "origin"):
        return getattr(TellingRow, term.key).in_(term.values)  # type: ignore[no-any-return]
    if term.key in ("actor", "recipient", "place"):
        return names.party("telling", TellingRow.id, term.key, term.values)
    if term.key in ("date", "happened"):
        return _within(TellingRow.date, TellingRow.date, term.values)
    if term.key == "event":
        return among(TellingRow.id, _numbers(term.values))
    return _of_article(names, term) if term.key in PLACE_KEYS else false()


def _of_claim(names: Names, term: Term) -> Condition:
    if term.key in PLACE_KEYS:
        return _of_article(names, term)
    if term.key in EVENT_KEYS:
        return and_(EventRow.id.is_not(None), _of_event(names, term))
    return CLAIM_KEYS[term.key](names, term.values)


def _of_event(names: Names, term: Term) -> Condition:
    return EVENT_CONDITIONS[term.key](names, term.values)


def _said(values: Iterable[str]) -> Condition:
    return _within(ClaimRow.said_from, ClaimRow.said_to, values)


def _said_or_published(names: Names, values: tuple[str, ...]) -> Condition:
    unsaid = and_(ClaimRow.said_from == "", ClaimRow.said_to == "")
    return or_(_said(values), and_(unsaid, _within(ArticleRow.published_at, ArticleRow.published_at, values)))


def _claim_happened(names: Names, values: tuple[str, ...]) -> Condition:
    undated = and_(func.coalesce(EventRow.date_from, "") == "", func.coalesce(EventRow.date_to, "") == "")
    return or_(_happened(names, values), and_(undated, _within(ClaimRow.about_from, ClaimRow.about_to, values)))


def _happened(names: Names, values: tuple[str, ...]) -> Condition:
    return _within(EventRow.date_from, EventRow.date_to, values)


def _claim_tags(names: Names, values: tuple[str, ...]) -> Condition:
    """A tag on the story is one on what it claims."""
    return or_(ClaimRow.tags.in_(names.tags(ClaimRow.tags, values)),
               and_(ArticleRow.tags != "", ArticleRow.tags.in_(names.tags(ArticleRow.tags, values))))


def _claim_entity(names: Names, values: tuple[str, ...]) -> Condition:
    """Who speaks or passes it on, and whoever is named in the content."""
    claim = aliased(ClaimRow)
    naming = select(claim.id).join(MentionRow, names.named_in(claim, values))
    return or_(names.party("claim", ClaimRow.id, None, values), ClaimRow.id.in_(naming))


def _event_entity(names: Names, values: tuple[str, ...]) -> Condition:
    """Who acts, to whom, where, and whoever is named between the first and the last of its words."""
    telling = aliased(TellingRow)
    naming = select(telling.id).join(MentionRow, names.named_in(telling, values))
    told = select(TellingEventRow.event_id).where(or_(TellingEventRow.telling_id.in_(naming),
                                                      names.party("telling", TellingEventRow.telling_id, "place", values)))
    return or_(names.event_party(None, values), EventRow.id.in_(told))


def _place(names: Names, values: tuple[str, ...]) -> Condition:
    told = select(TellingEventRow.event_id).where(names.party("telling", TellingEventRow.telling_id, "place", values))
    return or_(EventRow.place.in_(names.same(EventRow.place, values)), EventRow.id.in_(told))


def _claim_words(names: Names, values: tuple[str, ...]) -> Condition:
    return or_(*(ClaimRow.id.in_(_indexed("claim", value)) for value in values))


def _event_words(names: Names, values: tuple[str, ...]) -> Condition:
    def found(value: str) -> Condition:
        told = select(TellingEventRow.event_id).where(TellingEventRow.telling_id.in_(_indexed("telling", value)))
        claimed = select(ClaimGroupRow.event_id).where(ClaimGroupRow.event_id.is_not(None), ClaimGroupRow.claim_id.in_(_indexed("claim", value)))
        return or_(EventRow.id.in_(told), EventRow.id.in_(claimed))
    return or_(*(found(value) for value in values))


def _indexed(kind: str, words: str) -> Any:
    """Ids of the claims or tellings that have these words in sequence; the last may go on ("missile" finds "missiles")."""
    index = table("row_index", column("ref", Integer), column("kind"))
    return select(index.c.ref).where(text("row_index MATCH :words").bindparams(bindparam("words", phrase(words), unique=True)), index.c.kind == kind)


def phrase(words: str) -> str:
    """An FTS5 expression for any text that was typed: one quoted phrase, nothing in it can be taken for syntax."""
    safe = words.replace('"', " ").replace("\0", " ").strip()
    return f'"{safe}" *' if safe else '""'


CLAIM_KEYS: dict[str, Callable[[Any, tuple[str, ...]], Condition]] = {
    "act": lambda _names, values: ClaimRow.speech_act.in_(values),
    "quote": lambda _names, values: ClaimRow.quote.in_(values),
    "status": lambda _names, values: ClaimRow.status.in_(values),
    "origin": lambda _names, values: ClaimRow.origin.in_(values),
    "credibility": lambda _names, values: ClaimRow.credibility.in_(values),
    "standing": lambda _names, values: ClaimGroupRow.standing.in_(values),
    "speaker": lambda names, values: names.party("claim", ClaimRow.id, "speaker", values),
    "via": lambda names, values: names.party("claim", ClaimRow.id, "via", values),
    "said": lambda _names, values: _said(values),
    "date": _said_or_published,
    "happened": _claim_happened,
    "tag": _claim_tags,
    "entity": _claim_entity,
    "claim": lambda _names, values: among(ClaimRow.id, _numbers(values)),
    "event": lambda _names, values: among(ClaimGroupRow.event_id, _numbers(values)),
    "group": lambda _names, values: among(ClaimGroupRow.group_id, _numbers(values)),
    "text": _claim_words}

EVENT_CONDITIONS: dict[str, Callable[[Any, tuple[str, ...]], Condition]] = {
    "action": lambda _names, values: EventRow.action.in_(values),
    "modality": lambda _names, values: EventRow.modality.in_(values),
    "standing": lambda _names, values: EventRow.standing.in_(values),
    "status": lambda _names, values: EventRow.status.in_(values),
    "origin": lambda _names, values: EventRow.origin.in_(values),
    "actor": lambda names, values: names.event_party("actor", values),
    "recipient": lambda names, values: names.event_party("recipient", values),
    "place": _place,
    "date": _happened,
    "happened": _happened,
    "tag": lambda names, values: EventRow.tags.in_(names.tags(EventRow.tags, values)),
    "entity": _event_entity,
    "event": lambda _names, values: among(EventRow.id, _numbers(values)),
    "text": _event_words}


# Values ---------------------------------------------------------------------------------------------------------------------------------


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value[1:]) for value in values]


def days(value: str) -> tuple[str, str]:
    """First and last day of `2024-06`, of `2024-06-17..2024-06-22`; an open end is empty."""
    first, _, last = value.partition("..") if ".." in value else (value, "", value)
    return _first_day(first), _last_day(last)


def _first_day(value: str) -> str:
    return {4: f"{value}-01-01", 7: f"{value}-01"}.get(len(value), value)


def _last_day(value: str) -> str:
    return {4: f"{value}-12-31", 7: f"{value}-31"}.get(len(value), value)  # days are compared as words: no need for the month's last one


def _within(first: InstrumentedAttribute[str], last: InstrumentedAttribute[str], values: Iterable[str]) -> Condition:
    """Whether a stored stretch of time (days, months, minutes; either end may be open) meets one of the ranges."""
    known = or_(first != "", last != "")

    def meets(value: str) -> Condition:
        low, high = days(value)
        starts = func.substr(first, 1, 10) <= high if high else not_(false())
        ends = or_(last == "", func.substr(last, 1, 10).concat("-99") >= low) if low else not_(false())  # a month ends after its days
        return and_(starts, ends)
    return and_(known, or_(*(meets(value) for value in values)))


class Names:
    """Turns the values of the keys that name somebody or something into conditions."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = Known(session)

    def same(self, column: InstrumentedAttribute[str], values: Iterable[str]) -> list[str]:
        """The stored spellings that equal a value but for case, which SQLite folds for ASCII alone."""
        wanted = {value.casefold() for value in values}
        return [found for found in self._session.scalars(select(column).distinct()) if found.casefold() in wanted]

    def tags(self, column: InstrumentedAttribute[str], values: Iterable[str]) -> list[str]:
        """The stored lists of tags that have one of the values; an empty value stands for no tags."""
        wanted = {value.casefold().strip() for value in values}
        return [found for found in self._session.scalars(select(column).distinct())
                if any(one.casefold().strip() in wanted for one in found.split(";"))]

    def outlet(self, values: tuple[str, ...]) -> Condition:
        folded = {fold(value) for value in values}
        ids = [number for number, name, read in self._session.execute(select(OutletRow.id, OutletRow.name, OutletRow.folded))
               if fold(name) in folded or read in folded]
        return or_(among(OutletRow.id, ids), ArticleRow.outlet_id.is_(None) if "" in folded else false())

    def members(self, values: Iterable[str]) -> list[int]:
        """The entities of documents that are one with whom the values name."""
        ids = self._known.ids(values)
        return sorted({*ids, *self._session.scalars(select(CanonicalRow.entity_id).where(among(CanonicalRow.canonical_id, ids)))})

    def party(self, kind: str, owner: Any, role: str | None, values: tuple[str, ...]) -> Condition:
        """Whether one of them is in the role (None: in any). The owners are found from the entities, not each owner asked for its own."""
        in_role = [PartyRow.owner_kind == kind, *([PartyRow.role == role] if role else [])]
        unnamed = and_(PartyRow.entity_id.is_(None), PartyRow.name != "", PartyRow.name.in_(self.same(PartyRow.name, values)))
        named = owner.in_(select(PartyRow.owner_id).where(*in_role, or_(among(PartyRow.entity_id, self.members(values)), unnamed)))
        return or_(named, owner.not_in(select(PartyRow.owner_id).where(*in_role))) if "" in values else named

    def event_party(self, role: str | None, values: tuple[str, ...]) -> Condition:
        in_role = [EventPartyRow.role == role] if role else []
        unnamed = and_(EventPartyRow.entity_id.is_(None), EventPartyRow.name != "", EventPartyRow.name.in_(self.same(EventPartyRow.name, values)))
        wanted = or_(among(EventPartyRow.entity_id, self._known.ids(values)), unnamed)
        named = EventRow.id.in_(select(EventPartyRow.event_id).where(*in_role, wanted))
        return or_(named, EventRow.id.not_in(select(EventPartyRow.event_id).where(*in_role))) if "" in values else named

    def named_in(self, row: Any, values: Iterable[str]) -> Condition:
        """A mention of one of them within the row's words."""
        return and_(among(MentionRow.entity_id, self.members(values)), MentionRow.status != "rejected", ~MentionRow.withdrawn,
                    MentionRow.document_id == row.document_id, MentionRow.start >= row.start, MentionRow.end <= row.end)
