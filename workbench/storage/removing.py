"""Takes a document out of a project, row by row, so that the journal keeps everything and undo brings it back."""
from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workbench.core.comparison import REPORT
from workbench.storage.editing import delete, where
from workbench.storage.reading import among
from workbench.storage.schema import (
    AnnotationRow,
    ArticleRow,
    BlockRow,
    ClaimRow,
    DecisionRow,
    DocumentRow,
    EntityRow,
    EventCellRow,
    EvidenceRow,
    MentionRow,
    OutletRow,
    PartyRow,
    RulingRow,
    TellingRow,
    TextVersionRow,
    WrongRow,
)

OWNERS = {"claim": ClaimRow, "telling": TellingRow, "article": ArticleRow}


def remove(session: Session, document: DocumentRow) -> None:
    """Entities of it that other documents refer to stay, as entities of no document."""
    owned = {kind: where(session, row, document_id=document.id) for kind, row in OWNERS.items()}
    ids = {kind: [row.id for row in rows] for kind, rows in owned.items()}
    _decided(session, ids)
    for kind, numbers in ids.items():
        for part in (PartyRow, EvidenceRow):
            delete(session, where(session, part, owner_kind=kind, owner_id=numbers))
    versions = where(session, TextVersionRow, document_id=document.id)
    delete(session, where(session, EvidenceRow, version_id=[version.id for version in versions]))
    for claim in where(session, ClaimRow, telling_id=ids["telling"]):
        claim.telling_id = None
    session.flush()
    delete(session, owned["claim"])
    delete(session, owned["telling"])
    for row in (MentionRow, BlockRow, AnnotationRow, WrongRow):
        delete(session, where(session, row, document_id=document.id))
    delete(session, owned["article"])
    _entities(session, document.id)
    delete(session, versions)
    delete(session, [document])


def _decided(session: Session, ids: dict[str, list[int]]) -> None:
    """What the analyst decided about rows that go: decisions, rulings, the cells of events."""
    delete(session, where(session, EventCellRow, telling_id=ids["telling"]))
    delete(session, where(session, DecisionRow, kind=REPORT, a=ids["claim"]))
    for kind in ("claim", "telling"):
        gone = ids[kind]
        about = select(DecisionRow).where(DecisionRow.kind == kind, or_(among(DecisionRow.a, gone), among(DecisionRow.b, gone)))
        delete(session, session.scalars(about).all())
        ended = select(RulingRow).where(or_((RulingRow.from_kind == kind) & among(RulingRow.from_id, gone),
                                            (RulingRow.to_kind == kind) & among(RulingRow.to_id, gone)))
        delete(session, session.scalars(ended).all())


def _entities(session: Session, document_id: int) -> None:
    entities = where(session, EntityRow, document_id=document_id)
    numbers = [entity.id for entity in entities]
    used: set[int | None] = set()
    for column in (MentionRow.entity_id, PartyRow.entity_id, OutletRow.entity_id):
        used |= set(session.scalars(select(column).where(among(column, numbers))))
    for entity in entities:
        if entity.id in used:
            entity.document_id = None
    gone = [entity for entity in entities if entity.id not in used]
    lost = [entity.id for entity in gone]
    about = select(DecisionRow).where(DecisionRow.kind == "entity", or_(among(DecisionRow.a, lost), among(DecisionRow.b, lost)))
    delete(session, session.scalars(about).all())
    delete(session, gone)
