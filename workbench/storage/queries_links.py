"""Links, annotations, decisions, the lists that complete what is typed, and everything that `compare` looks at."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from workbench.core.comparison import REPORT, Corpus, Decision, EventCell
from workbench.core.records import (
    Annotation,
    AnnotationId,
    ClaimId,
    DocumentId,
    Entity,
    EntityId,
    EventId,
    Link,
    LinkId,
    OutletId,
    TellingId,
)
from workbench.storage.naming import fold
from workbench.storage.queries_claims import get_claims
from workbench.storage.queries_events import get_tellings
from workbench.storage.queries_names import list_entities
from workbench.storage.queries_texts import list_articles
from workbench.storage.reading import among, in_order, rows
from workbench.storage.schema import (
    AnnotationRow,
    ArticleRow,
    CanonicalRow,
    ClaimRow,
    DecisionRow,
    DocumentRow,
    EntityRow,
    EventCellRow,
    LinkRow,
    MentionRow,
    OutletRow,
    PartyRow,
    RulingRow,
    TellingRow,
)

if TYPE_CHECKING:
    from workbench.storage.project import Project

CONFLICTS = ("contradicts", "denies")


def list_links(project: Project, *, kind: str | None = None, id: int | None = None, conflicts: bool = False,  # noqa: A002
               rejected: bool = False) -> list[Link]:
    """All, or those with one end at a claim, telling or event; or conflicts alone."""
    query = _links().order_by(LinkRow.id)
    if not rejected:
        query = query.where(LinkRow.status != "rejected")
    if kind is not None:
        ends = [(LinkRow.from_kind == kind, LinkRow.from_id == id), (LinkRow.to_kind == kind, LinkRow.to_id == id)]
        query = query.where(or_(*((a & b) if id is not None else a for a, b in ends)))
    if conflicts:
        query = query.where(LinkRow.relation.in_(CONFLICTS))
    with project.reading() as session:
        return [_link(row) for row in rows(session, query)]


def find_conflicts(project: Project) -> list[Link]:
    return list_links(project, conflicts=True)


def get_links(project: Project, ids: Iterable[int]) -> list[Link]:
    wanted = [int(number) for number in ids]
    with project.reading() as session:
        return in_order(wanted, [_link(row) for row in rows(session, _links().where(among(LinkRow.id, wanted)))])


def _links() -> Select[Any]:
    return select(LinkRow.__table__)


def _link(row: Any) -> Link:
    return Link(LinkId(row.id), row.from_kind, row.from_id, row.to_kind, row.to_id, row.relation, row.reason, row.detail, row.origin, row.status,
                row.ruling, row.note)


def list_annotations(project: Project) -> list[Annotation]:
    query = (select(AnnotationRow.__table__, DocumentRow.file).outerjoin(DocumentRow, DocumentRow.id == AnnotationRow.document_id)
             .order_by(AnnotationRow.id))
    with project.reading() as session:
        return [_annotation(row) for row in rows(session, query)]


def _annotation(row: Any) -> Annotation:
    return Annotation(
        AnnotationId(row.id), row.kind, row.date_from, row.date_to, row.lane, row.text, row.colour, (row.offset_x, row.offset_y),
        ClaimId(row.claim_id) if row.claim_id else None, EventId(row.event_id) if row.event_id else None,
        DocumentId(row.document_id) if row.document_id else None, row.file or "", row.start, row.end, row.created_at, row.changed_at)


def event_is_decided(project: Project, claim_id: int) -> bool:
    """Whether the analyst said which event a claim reports, or that it reports none."""
    with project.reading() as session:
        said = session.scalar(select(ClaimRow.telling_id).where(ClaimRow.id == claim_id))
        return bool(said) or bool(session.scalar(select(func.count()).select_from(DecisionRow).where(DecisionRow.kind == REPORT,
                                                                                                     DecisionRow.a == claim_id)))


# For completion and menus ---------------------------------------------------------------------------------------------------------------


def speakers(project: Project) -> list[str]:
    """Who speaks in some claim, by name."""
    name = func.coalesce(CanonicalRow.name, EntityRow.name, PartyRow.name)
    query = (select(name).select_from(PartyRow).join(ClaimRow, ClaimRow.id == PartyRow.owner_id)
             .outerjoin(EntityRow, EntityRow.id == PartyRow.entity_id)
             .outerjoin(CanonicalRow, CanonicalRow.entity_id == PartyRow.entity_id)
             .where(PartyRow.owner_kind == "claim", PartyRow.role == "speaker", ClaimRow.status != "rejected", ~ClaimRow.withdrawn).distinct())
    with project.reading() as session:
        return sorted((found for found in session.scalars(query) if found), key=str.casefold)


def names(project: Project) -> list[str]:
    """Every entity's name."""
    return sorted({entity.name for entity in list_entities(project)}, key=str.casefold)


def tags(project: Project) -> list[str]:
    found: set[str] = set()
    with project.reading() as session:
        for row in (ClaimRow, ArticleRow, EntityRow):
            found.update(session.scalars(select(row.tags).where(row.tags != "").distinct()))
        found.update(session.scalars(select(EventCellRow.value).where(EventCellRow.field == "tags")))
    return sorted({one.strip() for some in found for one in some.split(";") if one.strip()}, key=str.casefold)


# For comparing --------------------------------------------------------------------------------------------------------------------------


def corpus(project: Project) -> Corpus:
    """What `compare` looks at: read rows that are neither rejected nor withdrawn, with the entities of documents in their roles."""
    with project.reading() as session:
        tellings = list(session.scalars(select(TellingRow.id).where(~TellingRow.withdrawn, TellingRow.status != "rejected").order_by(TellingRow.id)))
        decisions = tuple(Decision(*row) for row in rows(session, select(DecisionRow.kind, DecisionRow.a, DecisionRow.b, DecisionRow.verdict)
                                                         .order_by(DecisionRow.kind, DecisionRow.a, DecisionRow.b)))
        cells = tuple(EventCell(TellingId(telling), field, value) for telling, field, value in rows(
            session, select(EventCellRow.telling_id, EventCellRow.field, EventCellRow.value).order_by(EventCellRow.telling_id, EventCellRow.field)))
        outlets = tuple(_outlet_entities(session))
        rulings = tuple(_link(row) for row in rows(session, select(RulingRow.__table__).order_by(RulingRow.id)))
    return Corpus(_own_entities(project), tuple(list_articles(project)), tuple(_live_claims(project, canonical=False)),
                  tuple(get_tellings(project, tellings, canonical=False)), decisions, cells, outlets, rulings, project.zone)


def _outlet_entities(session: Session) -> Iterator[tuple[OutletId, EntityId]]:
    """As the analyst said; else the organisation of the same name, so that AP as outlet and AP in `via` are one origin."""
    organisations: dict[str, int] = {}
    named = select(EntityRow.id, EntityRow.name, EntityRow.aliases).where(EntityRow.type == "ORG", ~EntityRow.withdrawn).order_by(EntityRow.id)
    for number, name, aliases in rows(session, named):
        for word in (name, *aliases.splitlines()):
            organisations.setdefault(fold(word), number)
    outlets = select(OutletRow.id, OutletRow.name, OutletRow.folded, OutletRow.entity_id).order_by(OutletRow.id)
    for outlet, name, folded, entity in rows(session, outlets):
        if found := entity or organisations.get(fold(name)) or organisations.get(folded):
            yield OutletId(outlet), EntityId(found)


def _live_claims(project: Project, *, canonical: bool = True) -> list[Any]:
    with project.reading() as session:
        ids = list(session.scalars(select(ClaimRow.id).where(~ClaimRow.withdrawn, ClaimRow.status != "rejected").order_by(ClaimRow.id)))
    return get_claims(project, ids, canonical=canonical)


def _own_entities(project: Project) -> tuple[Entity, ...]:
    """The entities of documents, each on its own; a withdrawn one as long as somebody in a role is it."""
    used = select(PartyRow.entity_id).where(PartyRow.entity_id.is_not(None))
    query = select(EntityRow.__table__).where(or_(~EntityRow.withdrawn, EntityRow.id.in_(used))).order_by(EntityRow.id)
    counted = (select(MentionRow.entity_id, func.count()).where(MentionRow.status != "rejected", ~MentionRow.withdrawn)
               .group_by(MentionRow.entity_id))
    with project.reading() as session:
        mentions: dict[int, int] = dict(tuple(row) for row in rows(session, counted))
        return tuple(_own_entity(row, mentions.get(row.id, 0)) for row in rows(session, query))


def _own_entity(row: Any, mentions: int) -> Entity:
    return Entity(EntityId(row.id), row.name, row.type, tuple(row.aliases.splitlines()), row.country, row.note, row.tags, (EntityId(row.id),),
                  mentions, named="name" in row.fixed.split())
