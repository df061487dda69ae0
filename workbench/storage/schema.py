"""The mapped classes: what a project file holds.

`READ` and `DECIDED` are journalled and restored exactly by undo; the derived tables are made again by `Project.derive`. Spans are half-open
code points of the document's current text version. `owner_kind` and `owner_id` name a row of another table (claim, telling, article).
The full-text tables, `text_index` (the documents' texts, kept by triggers) and `row_index` (the words of every claim and telling, derived),
are made by the migrations alone.
"""
from __future__ import annotations

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, deferred, mapped_column

APPLICATION_ID = 0x57424348  # "WBCH", at offset 68 of the file: the MIME type is recognised by it
USER_VERSION = 2  # the newest migration's number
NAMING = {"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_N_name)s",
          "fk": "fk_%(table_name)s_%(column_0_N_name)s", "pk": "pk_%(table_name)s"}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    __table_args__: object = {"sqlite_autoincrement": True}


class Row(Base):
    """A journalled row: its id is never given again, so that an undone delete meets nobody."""
    __abstract__ = True
    id: Mapped[int] = mapped_column(primary_key=True)


class SettingRow(Row):
    """Choices that belong to the project: `zone` (IANA name), `title`."""
    __tablename__ = "setting"
    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


class OutletRow(Row):
    __tablename__ = "outlet"
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(unique=True)  # the name that texts have, casefolded: it stays when the analyst renames the outlet
    reliability: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"))


class DocumentRow(Row):
    __tablename__ = "document"
    file: Mapped[str] = mapped_column(unique=True)
    path: Mapped[str] = mapped_column(default="")
    format: Mapped[str]
    raw: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    language: Mapped[str] = mapped_column(default="en")
    stated_outlet: Mapped[str] = mapped_column(default="")
    stated_author: Mapped[str] = mapped_column(default="")
    stated_published_at: Mapped[str] = mapped_column(default="")
    stated_headline: Mapped[str] = mapped_column(default="")
    stated_url: Mapped[str] = mapped_column(default="")
    found: Mapped[str] = mapped_column(default="")  # JSON of extraction.Stated: the file's own metadata
    notes: Mapped[str] = mapped_column(default="")  # sentences of the import report, a line each
    imported_at: Mapped[str]


class TextVersionRow(Row):
    __tablename__ = "text_version"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    number: Mapped[int]  # the document's current version has the highest
    encoding: Mapped[str] = mapped_column(default="")
    sha256: Mapped[str] = mapped_column(index=True)
    text: Mapped[str] = deferred(mapped_column(Text))


class ArticleRow(Row):
    __tablename__ = "article"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    kind: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    headline: Mapped[str] = mapped_column(default="")
    author: Mapped[str] = mapped_column(default="")
    outlet_id: Mapped[int | None] = mapped_column(ForeignKey("outlet.id"), index=True)
    published_at: Mapped[str] = mapped_column(default="")
    published_from: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    done: Mapped[bool] = mapped_column(default=False)
    fixed: Mapped[str] = mapped_column(default="")  # names of what the analyst set, spaces between: bounds headline author outlet published_at url
    withdrawn: Mapped[bool] = mapped_column(default=False)


class BlockRow(Row):
    __tablename__ = "block"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    kind: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    origin: Mapped[str] = mapped_column(default="machine")
    withdrawn: Mapped[bool] = mapped_column(default=False)


class EntityRow(Row):
    """An entity of one document, or one that the analyst made (no document)."""
    __tablename__ = "entity"
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    name: Mapped[str]
    type: Mapped[str]
    aliases: Mapped[str] = mapped_column(default="")  # a line each
    country: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="machine")
    fixed: Mapped[str] = mapped_column(default="")  # names of what the analyst set: name type aliases country
    withdrawn: Mapped[bool] = mapped_column(default=False)


class MentionRow(Row):
    __tablename__ = "mention"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    type: Mapped[str]
    value: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="machine")
    status: Mapped[str] = mapped_column(default="suggested")
    confidence: Mapped[float] = mapped_column(default=0.0)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class ClaimRow(Row):
    __tablename__ = "claim"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    start: Mapped[int]  # the hull of its parts
    end: Mapped[int]
    quote: Mapped[str]
    speech_act: Mapped[str]
    said_from: Mapped[str] = mapped_column(default="")
    said_to: Mapped[str] = mapped_column(default="")
    about_from: Mapped[str] = mapped_column(default="")
    about_to: Mapped[str] = mapped_column(default="")
    telling_id: Mapped[int | None] = mapped_column(ForeignKey("telling.id"), index=True)  # the analyst's word on which event it reports
    origin: Mapped[str] = mapped_column(default="machine")
    status: Mapped[str] = mapped_column(default="suggested")
    confidence: Mapped[float] = mapped_column(default=0.0)
    credibility: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    tags: Mapped[str] = mapped_column(default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)


class TellingRow(Row):
    __tablename__ = "telling"
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
    trigger_start: Mapped[int]
    trigger_end: Mapped[int]
    action: Mapped[str]
    modality: Mapped[str]
    date: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="machine")
    status: Mapped[str] = mapped_column(default="suggested")
    confidence: Mapped[float] = mapped_column(default=0.0)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class PartyRow(Row):
    """Somebody in a role: speaker, via (of a claim), actor, recipient, place (of a telling). `name` only where there is no entity."""
    __tablename__ = "party"
    __table_args__ = (Index(None, "owner_kind", "owner_id"), {"sqlite_autoincrement": True})
    owner_kind: Mapped[str]
    owner_id: Mapped[int]
    role: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    entity_id: Mapped[int | None] = mapped_column(ForeignKey("entity.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    start: Mapped[int | None]
    end: Mapped[int | None]


class EvidenceRow(Row):
    """The words of a cell: cue, content, said, about (claim); date (telling); headline, author, published_at, outlet (article)."""
    __tablename__ = "evidence"
    __table_args__ = (Index(None, "owner_kind", "owner_id"), {"sqlite_autoincrement": True})
    owner_kind: Mapped[str]
    owner_id: Mapped[int]
    field: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    version_id: Mapped[int] = mapped_column(ForeignKey("text_version.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]


class AnnotationRow(Row):
    __tablename__ = "annotation"
    kind: Mapped[str]
    date_from: Mapped[str] = mapped_column(default="")
    date_to: Mapped[str] = mapped_column(default="")
    lane: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    colour: Mapped[str] = mapped_column(default="")
    offset_x: Mapped[float] = mapped_column(default=0.0)
    offset_y: Mapped[float] = mapped_column(default=0.0)
    claim_id: Mapped[int | None]
    event_id: Mapped[int | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    start: Mapped[int | None]
    end: Mapped[int | None]
    created_at: Mapped[str]
    changed_at: Mapped[str]


class DecisionRow(Row):
    """These two read rows (entity, telling, claim) are one (`same`) or are not (`different`); a < b. Of the kind `report`: claim `a` reports no
    event."""
    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("kind", "a", "b"), {"sqlite_autoincrement": True})
    kind: Mapped[str]
    a: Mapped[int]
    b: Mapped[int]
    verdict: Mapped[str]


class EventCellRow(Row):
    """A cell of an event that the analyst wrote, kept on a telling of it."""
    __tablename__ = "event_cell"
    __table_args__ = (UniqueConstraint("telling_id", "field"), {"sqlite_autoincrement": True})
    telling_id: Mapped[int] = mapped_column(ForeignKey("telling.id"))
    field: Mapped[str]
    value: Mapped[str]


class RulingRow(Row):
    """What the analyst decided about a link, or a link that she made herself (`origin`)."""
    __tablename__ = "ruling"
    __table_args__ = (UniqueConstraint("from_kind", "from_id", "to_kind", "to_id", "relation"), {"sqlite_autoincrement": True})
    from_kind: Mapped[str]
    from_id: Mapped[int]
    to_kind: Mapped[str]
    to_id: Mapped[int]
    relation: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    ruling: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="suggested")
    note: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="machine")


class WrongRow(Row):
    """Wrong everywhere: these words are no mention of this kind, in a document or (none) in all."""
    __tablename__ = "wrong"
    words: Mapped[str]  # casefolded
    type: Mapped[str]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"))


class ViewRow(Row):
    """A way of looking that has a name: a filter, and how the panes stood (JSON, as `core.views` reads it)."""
    __tablename__ = "view"
    name: Mapped[str] = mapped_column(unique=True)
    filter: Mapped[str] = mapped_column(default="")
    panes: Mapped[str] = mapped_column(default="{}")


READ = (OutletRow, DocumentRow, TextVersionRow, ArticleRow, BlockRow, EntityRow, MentionRow, ClaimRow, TellingRow, PartyRow, EvidenceRow)
DECIDED = (SettingRow, AnnotationRow, DecisionRow, EventCellRow, RulingRow, WrongRow, ViewRow)
JOURNALLED: dict[str, type[Row]] = {cls.__tablename__: cls for cls in (*READ, *DECIDED)}


# The journal ------------------------------------------------------------------------------------------------------------------------------


class StepRow(Base):
    """One edit, import, undo or redo. `undone` is the cursor; a step that a later edit cut off from redo is `dead`."""
    __tablename__ = "step"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str]  # UTC
    who: Mapped[str]
    kind: Mapped[str]  # edit, import, undo, redo, barrier
    label: Mapped[str]
    target_id: Mapped[int | None]  # of an undo or redo: the step that it replayed
    undone: Mapped[bool] = mapped_column(default=False)
    dead: Mapped[bool] = mapped_column(default=False)


class ChangeRow(Base):
    """One row that a step changed. `before` and `after` are zlib-compressed JSON of the changed columns (of all, for a whole row)."""
    __tablename__ = "change"
    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("step.id"), index=True)
    table: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[bytes | None]
    after: Mapped[bytes | None]
    __table_args__ = (Index(None, "table", "row_id"), {"sqlite_autoincrement": True})


# Derived: made again at any time -----------------------------------------------------------------------------------------------------------


class CanonicalRow(Base):
    __tablename__ = "canonical"
    entity_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    canonical_id: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]  # of the canonical entity
    __table_args__ = ()


class EventRow(Base):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    date_from: Mapped[str]
    date_to: Mapped[str]
    date_precision: Mapped[str]
    action: Mapped[str]
    place: Mapped[str]
    modality: Mapped[str]
    summary: Mapped[str]
    claims: Mapped[int]
    stories: Mapped[int]
    outlets: Mapped[int]
    standing: Mapped[str]
    origin: Mapped[str]
    status: Mapped[str]
    confidence: Mapped[float]
    note: Mapped[str]
    tags: Mapped[str]
    __table_args__ = ()


class EventPartyRow(Base):
    __tablename__ = "event_party"
    event_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    entity_id: Mapped[int | None] = mapped_column(index=True)
    name: Mapped[str]
    __table_args__ = ()


class TellingEventRow(Base):
    __tablename__ = "telling_event"
    telling_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    event_id: Mapped[int] = mapped_column(index=True)
    __table_args__ = ()


class ClaimGroupRow(Base):
    """What was derived of a claim; every claim that is not rejected or withdrawn has one."""
    __tablename__ = "claim_group"
    claim_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[int | None] = mapped_column(index=True)
    event_id: Mapped[int | None] = mapped_column(index=True)
    first: Mapped[str]  # of a group's claims: "yes", "no" or "undetermined"; else empty
    standing: Mapped[str]  # its event's, else its group's
    __table_args__ = ()


class LinkRow(Base):
    """A machine link keeps its id as long as its ends and relation do."""
    __tablename__ = "link"
    id: Mapped[int] = mapped_column(primary_key=True)
    from_kind: Mapped[str]
    from_id: Mapped[int]
    to_kind: Mapped[str]
    to_id: Mapped[int]
    relation: Mapped[str]
    reason: Mapped[str]
    detail: Mapped[str]
    origin: Mapped[str]
    status: Mapped[str]
    ruling: Mapped[str]
    note: Mapped[str]
    __table_args__ = (UniqueConstraint("from_kind", "from_id", "to_kind", "to_id", "relation"), {"sqlite_autoincrement": True})
