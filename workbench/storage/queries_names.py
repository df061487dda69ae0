"""Entities and mentions: who and what is named, where. Entities are canonical: one for all its spellings in all documents."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, and_, case, func, or_, select

from workbench.core.filters import Filter
from workbench.core.records import ArticleId, DocumentId, Entity, EntityId, Mention, MentionId
from workbench.storage import filtering
from workbench.storage.reading import Ids, among, in_order, kept, rows
from workbench.storage.schema import ArticleRow, CanonicalRow, ClaimRow, DocumentRow, EntityRow, EventPartyRow, MentionRow, PartyRow, TellingRow

if TYPE_CHECKING:
    from workbench.storage.project import Project

READING_ORDER = (MentionRow.document_id, MentionRow.start, MentionRow.id)
Counts = dict[int, tuple[int, int, int]]  # canonical entity -> mentions, articles, outlets


def list_mentions(project: Project, document_id: int | None = None, entity_id: int | None = None) -> list[Mention]:
    """By document and place. `entity_id` is a canonical one."""
    query = _mentions().where(MentionRow.status != "rejected").order_by(*READING_ORDER)
    if document_id is not None:
        query = query.where(MentionRow.document_id == document_id)
    if entity_id is not None:
        members = select(CanonicalRow.entity_id).where(CanonicalRow.canonical_id == entity_id)
        query = query.where(or_(MentionRow.entity_id.in_(members), MentionRow.entity_id == entity_id))
    return _read_mentions(project, query)


def get_mentions(project: Project, ids: Iterable[int]) -> list[Mention]:
    wanted = [int(number) for number in ids]
    return in_order(wanted, _read_mentions(project, _mentions().where(among(MentionRow.id, wanted))))


def rejected_mentions(project: Project) -> list[Mention]:
    return _read_mentions(project, _mentions().where(MentionRow.status == "rejected").order_by(*READING_ORDER))


def _mentions() -> Select[Any]:
    return (select(MentionRow.__table__, CanonicalRow.canonical_id, CanonicalRow.name.label("shown"), EntityRow.name.label("own"))
            .outerjoin(EntityRow, EntityRow.id == MentionRow.entity_id).outerjoin(CanonicalRow, CanonicalRow.entity_id == MentionRow.entity_id)
            .where(~MentionRow.withdrawn))


def _read_mentions(project: Project, query: Select[Any]) -> list[Mention]:
    with project.reading() as session:
        found = list(rows(session, query))
    return [Mention(MentionId(row.id), DocumentId(row.document_id), ArticleId(row.article_id), row.start, row.end,
                    project.text(row.document_id)[row.start:row.end], row.type, _id(row.canonical_id or row.entity_id), row.shown or row.own or "",
                    row.value, row.reason, row.origin, row.status, row.confidence) for row in found]


def _id(number: int | None) -> EntityId | None:
    return EntityId(number) if number else None


def list_entities(project: Project) -> list[Entity]:
    """By type and name. One that nothing names and no row refers to is left out, unless the analyst made it or wrote something on it."""
    with project.reading() as session:
        used = _used(session)
    listed = (entity for entity in _entities(project, None) if entity.mentions or entity.note or entity.tags or not used.isdisjoint(entity.members))
    return sorted(listed, key=lambda one: (one.name.casefold(), one.type, one.id))


def entity_ids(project: Project) -> tuple[int, ...]:
    """The same as `list_entities`, whom most words name first and of these by name; without reading what else is known of them."""
    return kept(project, "entities", lambda: _entity_ids(project))


def _entity_ids(project: Project) -> tuple[int, ...]:
    canonical = func.coalesce(CanonicalRow.canonical_id, EntityRow.id)
    said = func.max(case((or_(EntityRow.note != "", EntityRow.tags != ""), 1), else_=0))
    shown = func.coalesce(func.max(CanonicalRow.name), func.min(EntityRow.name))
    query = (select(canonical, shown, said).select_from(EntityRow).outerjoin(CanonicalRow, CanonicalRow.entity_id == EntityRow.id)
             .where(or_(~EntityRow.withdrawn, CanonicalRow.canonical_id.is_not(None))).group_by(canonical))
    one = func.coalesce(CanonicalRow.canonical_id, MentionRow.entity_id)
    named = (select(one, func.count()).select_from(MentionRow).outerjoin(CanonicalRow, CanonicalRow.entity_id == MentionRow.entity_id)
             .where(MentionRow.entity_id.is_not(None), MentionRow.status != "rejected", ~MentionRow.withdrawn).group_by(one))
    with project.reading() as session:
        mentions: dict[int, int] = dict(tuple(row) for row in rows(session, named))
        used = _used(session)
        part_of: dict[int, int] = dict(tuple(row) for row in rows(session, select(CanonicalRow.entity_id, CanonicalRow.canonical_id)))
        live = {part_of.get(number, number) for number in used}
        listed = [(-mentions.get(number, 0), name.casefold(), number) for number, name, said_of in rows(session, query)
                  if said_of or number in mentions or number in live]
    return tuple(number for *_, number in sorted(listed))


def entities_in_roles(project: Project, filter: Filter) -> set[int]:  # noqa: A002
    """The canonical entities that speak, pass on, act or receive in the claims and events that pass."""
    with project.reading() as session:
        said = (select(func.coalesce(CanonicalRow.canonical_id, PartyRow.entity_id)).select_from(PartyRow)
                .outerjoin(CanonicalRow, CanonicalRow.entity_id == PartyRow.entity_id)
                .where(PartyRow.owner_kind == "claim", PartyRow.entity_id.is_not(None), PartyRow.owner_id.in_(filtering.claims(session, filter))))
        done = (select(EventPartyRow.entity_id)
                .where(EventPartyRow.entity_id.is_not(None), EventPartyRow.event_id.in_(filtering.events(session, filter))))
        return {number for query in (said, done) for number, in rows(session, query.distinct())}


def get_entity(project: Project, entity_id: int) -> Entity | None:
    """The canonical entity that this one, canonical or not, belongs to."""
    return next(iter(get_entities(project, [entity_id])), None)


def list_members(project: Project, entity_id: int) -> list[tuple[int, str, str]]:
    """The entities that a canonical one stands for: id, the name that its document has for it, and the document's file; no file: the analyst's."""
    members = select(CanonicalRow.entity_id).where(CanonicalRow.canonical_id == entity_id)
    query = (select(EntityRow.id, EntityRow.name, func.coalesce(DocumentRow.file, "")).outerjoin(DocumentRow, DocumentRow.id == EntityRow.document_id)
             .where(or_(EntityRow.id.in_(members), EntityRow.id == entity_id)).order_by(EntityRow.id))
    with project.reading() as session:
        return [(number, name, file) for number, name, file in rows(session, query)]


def get_entities(project: Project, ids: Iterable[int]) -> list[Entity]:
    wanted = [int(number) for number in ids]
    with project.reading() as session:
        query = select(CanonicalRow.entity_id, CanonicalRow.canonical_id).where(among(CanonicalRow.entity_id, wanted))
        canonical: dict[int, int] = dict(tuple(row) for row in rows(session, query))
    numbers = list(dict.fromkeys(canonical.get(number, number) for number in wanted))
    return in_order(numbers, _entities(project, numbers))


def names_of(project: Project, ids: Iterable[int]) -> dict[int, str]:
    """What canonical entities are called, and nothing else of them."""
    wanted = list(ids)
    query = (select(EntityRow.id, func.coalesce(CanonicalRow.name, EntityRow.name))
             .outerjoin(CanonicalRow, CanonicalRow.entity_id == EntityRow.id).where(among(EntityRow.id, wanted)))
    with project.reading() as session:
        return dict(tuple(row) for row in rows(session, query))


def _entities(project: Project, ids: Ids) -> list[Entity]:
    canonical = func.coalesce(CanonicalRow.canonical_id, EntityRow.id)
    query = (select(EntityRow.__table__, canonical.label("canonical"), CanonicalRow.name.label("shown"))
             .outerjoin(CanonicalRow, CanonicalRow.entity_id == EntityRow.id).order_by(EntityRow.id))
    if ids is not None:
        members = select(CanonicalRow.entity_id).where(among(CanonicalRow.canonical_id, ids))
        query = query.where(or_(EntityRow.id.in_(members), among(EntityRow.id, ids)))
    query = query.where(or_(~EntityRow.withdrawn, CanonicalRow.canonical_id.is_not(None)))
    clusters: dict[int, list[Any]] = defaultdict(list)
    with project.reading() as session:
        for row in rows(session, query):
            clusters[row.canonical].append(row)
        counts = _counts(session, ids)
    return [_entity(number, members, counts.get(number, (0, 0, 0))) for number, members in clusters.items()]


def _entity(number: int, members: Sequence[Any], counts: tuple[int, int, int]) -> Entity:
    """The canonical member says the type; names, notes and tags are everybody's; the analyst's word on a type goes before the machine's."""
    first = min(members, key=lambda row: (row.id != number, row.id))
    typed = next((row for row in members if "type" in row.fixed.split()), first)
    name = first.shown or first.name
    spellings = dict.fromkeys(word for row in members for word in (row.name, *row.aliases.splitlines()) if word and word != name)
    return Entity(EntityId(number), name, typed.type, tuple(spellings), next((row.country for row in members if row.country), ""),
                  "\n".join(dict.fromkeys(row.note for row in members if row.note)), _united(row.tags for row in members),
                  tuple(EntityId(row.id) for row in members), *counts)


def _united(tags: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one.strip() for some in tags for one in some.split(";") if one.strip()))


def _counts(session: Any, ids: Ids) -> Counts:
    canonical = func.coalesce(CanonicalRow.canonical_id, MentionRow.entity_id)
    query = (select(canonical, func.count(), func.count(MentionRow.article_id.distinct()), func.count(ArticleRow.outlet_id.distinct()))
             .join(ArticleRow, ArticleRow.id == MentionRow.article_id).outerjoin(CanonicalRow, CanonicalRow.entity_id == MentionRow.entity_id)
             .where(MentionRow.entity_id.is_not(None), MentionRow.status != "rejected", ~MentionRow.withdrawn).group_by(canonical))
    if ids is not None:
        members = select(CanonicalRow.entity_id).where(among(CanonicalRow.canonical_id, ids))
        query = query.where(or_(MentionRow.entity_id.in_(members), among(MentionRow.entity_id, ids)))
    return {number: (mentions, articles, outlets) for number, mentions, articles, outlets in rows(session, query)}


def _used(session: Any) -> set[int]:
    """Entities that a claim or telling refers to, and those that the analyst made."""
    claims = select(ClaimRow.id).where(ClaimRow.status != "rejected", ~ClaimRow.withdrawn)
    tellings = select(TellingRow.id).where(TellingRow.status != "rejected", ~TellingRow.withdrawn)
    live = or_(and_(PartyRow.owner_kind == "claim", PartyRow.owner_id.in_(claims)),
               and_(PartyRow.owner_kind == "telling", PartyRow.owner_id.in_(tellings)))
    made = select(EntityRow.id).where(EntityRow.origin == "analyst")
    return {number for number, in rows(session, select(PartyRow.entity_id).where(PartyRow.entity_id.is_not(None), live).union(made))}
