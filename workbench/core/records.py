"""What the program speaks of: the rows of a project as the panes and the export see them, frozen, with names resolved to the canonical entity.

All spans are half-open code-point offsets into the document's text.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NewType

Span = tuple[int, int]

DocumentId = NewType("DocumentId", int)
OutletId = NewType("OutletId", int)
ArticleId = NewType("ArticleId", int)
BlockId = NewType("BlockId", int)
EntityId = NewType("EntityId", int)
MentionId = NewType("MentionId", int)
ClaimId = NewType("ClaimId", int)
TellingId = NewType("TellingId", int)
EventId = NewType("EventId", int)  # the id of the event's oldest telling
GroupId = NewType("GroupId", int)  # the id of the group's oldest claim
LinkId = NewType("LinkId", int)
AnnotationId = NewType("AnnotationId", int)

Kind = Literal["document", "outlet", "article", "block", "entity", "mention", "claim", "telling", "event", "link", "annotation", "view"]
LETTERS: dict[str, str] = {"document": "d", "article": "a", "mention": "m", "entity": "n", "claim": "c", "telling": "t", "event": "e",
                           "link": "l", "annotation": "k", "outlet": "o", "block": "b", "group": "g"}

ARTICLE_KINDS = ("article", "post", "teaser")
BLOCK_KINDS = ("headline", "byline", "body", "caption", "promo", "furniture")
MINED_BLOCKS = ("headline", "body", "caption")
NAME_TYPES = ("PERSON", "ORG", "GPE", "LOC", "NORP")
MENTION_TYPES = (*NAME_TYPES, "DATE", "PRODUCT", "EVENT", "WORK", "LAW", "MONEY", "QUANTITY", "TIME")
SPEECH_ACTS = ("state", "deny", "warn", "accuse", "promise", "demand", "consider", "praise", "condemn")
QUOTES = ("direct", "mixed", "indirect", "unmarked")
ACTIONS = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
           "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OCCUR")
MODALITIES = ("happened", "planned", "possible", "denied")
STATUSES = ("suggested", "accepted", "edited", "rejected")
STANDINGS = ("single-source", "corroborated", "disputed")
RELATIONS = ("repeats", "corroborates", "contradicts", "denies")
RULINGS = ("", "real", "scope", "update", "error")
RELIABILITIES = ("", "A", "B", "C", "D", "E", "F")
CREDIBILITIES = ("", "1", "2", "3", "4", "5", "6")
ANNOTATION_KINDS = ("note", "span", "marker", "highlight")


def tag(kind: str, number: int | None) -> str:
    """The id as the export writes it: `tag("claim", 12)` is `c12`; nothing for no id."""
    return f"{LETTERS[kind]}{number}" if number else ""


@dataclass(frozen=True, slots=True)
class Document:
    id: DocumentId
    file: str
    format: str
    encoding: str
    language: str
    sha256: str  # of the decoded text in UTF-8
    outlet: str  # as stated
    imported_at: str
    length: int
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Outlet:
    id: OutletId
    name: str
    reliability: str = ""
    note: str = ""
    entity_id: EntityId | None = None
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    id: ArticleId
    document_id: DocumentId
    file: str
    kind: str
    start: int
    end: int
    outlet: str = ""
    outlet_id: OutletId | None = None
    headline: str = ""
    author: str = ""
    published_at: str = ""
    published_from: str = ""
    url: str = ""
    note: str = ""
    tags: str = ""
    done: bool = False
    language: str = "en"
    claims: int = 0  # not counting rejected ones
    reviewed: int = 0  # of these, accepted or edited


@dataclass(frozen=True, slots=True)
class Block:
    id: BlockId
    document_id: DocumentId
    article_id: ArticleId | None
    kind: str
    start: int
    end: int
    origin: str = "machine"


@dataclass(frozen=True, slots=True)
class Entity:
    """A canonical entity: the lowest id of all the entities of documents that are one."""
    id: EntityId
    name: str
    type: str
    aliases: tuple[str, ...] = ()
    country: str = ""
    note: str = ""
    tags: str = ""
    members: tuple[EntityId, ...] = ()  # the entities of documents that it stands for, itself included
    mentions: int = 0
    articles: int = 0
    outlets: int = 0
    named: bool = False  # its name is the analyst's word


@dataclass(frozen=True, slots=True)
class Mention:
    id: MentionId
    document_id: DocumentId
    article_id: ArticleId
    start: int
    end: int
    text: str
    type: str
    entity_id: EntityId | None = None
    entity: str = ""
    value: str = ""
    reason: str = ""
    origin: str = "machine"
    status: str = "suggested"
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a role of a claim or telling. `name` is the canonical entity's, else the words that the text or the analyst has."""
    entity_id: EntityId | None
    name: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    id: ClaimId
    document_id: DocumentId
    article_id: ArticleId
    file: str
    outlet: str
    published_at: str
    speakers: tuple[Party, ...]
    cue: Span | None
    cue_text: str
    parts: tuple[Span, ...]
    text: str  # the parts joined with " … "
    quote: str
    speech_act: str
    vias: tuple[Party, ...] = ()
    said_from: str = ""
    said_to: str = ""
    about_from: str = ""
    about_to: str = ""
    event_id: EventId | None = None
    group_id: GroupId | None = None
    origin: str = "machine"
    status: str = "suggested"
    confidence: float = 0.0
    source_reliability: str = ""
    credibility: str = ""
    standing: str = ""
    note: str = ""
    tags: str = ""

    @property
    def speaker(self) -> str:
        return "; ".join(party.name for party in self.speakers)

    @property
    def start(self) -> int:
        return min(start for start, _ in self.parts)

    @property
    def end(self) -> int:
        return max(end for _, end in self.parts)


@dataclass(frozen=True, slots=True)
class Telling:
    id: TellingId
    event_id: EventId
    document_id: DocumentId
    article_id: ArticleId
    file: str
    start: int
    end: int
    trigger: Span
    trigger_text: str
    action: str
    modality: str
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    date: str = ""
    date_span: Span | None = None
    place: Party | None = None
    summary: str = ""
    origin: str = "machine"
    status: str = "suggested"
    confidence: float = 0.0
    published_at: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    id: EventId
    date_from: str
    date_to: str
    date_precision: str  # day, month, year, interval, or empty
    actors: tuple[Party, ...]
    action: str
    recipients: tuple[Party, ...]
    place: str
    modality: str
    summary: str
    tellings: tuple[TellingId, ...]
    claims: int = 0
    stories: int = 0
    outlets: int = 0
    standing: str = "single-source"
    origin: str = "machine"
    status: str = "suggested"
    confidence: float = 0.0
    note: str = ""
    tags: str = ""

    @property
    def actor(self) -> str:
        return "; ".join(party.name for party in self.actors)

    @property
    def recipient(self) -> str:
        return "; ".join(party.name for party in self.recipients)


@dataclass(frozen=True, slots=True)
class Link:
    id: LinkId
    from_kind: str  # claim, telling or event
    from_id: int
    to_kind: str
    to_id: int
    relation: str
    reason: str = ""
    detail: str = ""
    origin: str = "machine"
    status: str = "suggested"
    ruling: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something the analyst put on the chart (note, span, marker) or a plain highlight in a text."""
    id: AnnotationId
    kind: str
    date_from: str = ""  # ISO, a day or a minute
    date_to: str = ""
    lane: str = ""  # such as speaker:12, outlet:3, act:deny, action:AID; empty: the strip on top
    text: str = ""
    colour: str = ""  # a name in charts.palette.NOTES
    offset: tuple[float, float] = (0.0, 0.0)  # of the callout from its anchor, in points
    claim_id: ClaimId | None = None
    event_id: EventId | None = None
    document_id: DocumentId | None = None
    file: str = ""
    start: int | None = None
    end: int | None = None
    created_at: str = ""
    changed_at: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that one cell was read from."""
    kind: str
    id: int
    field: str
    document_id: DocumentId
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the list of changes that can be undone."""
    id: int
    at: str
    label: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class HistoryRow:
    at: str
    who: str
    what: str
    table: str
    id: str
    column: str
    before: str
    after: str
    step: int = 0
    label: str = ""
