"""What is compared across documents, and what comparing finds."""
from __future__ import annotations

from dataclasses import dataclass, field

from workbench.core.records import Article, Claim, ClaimId, Entity, EntityId, Event, EventId, GroupId, Link, OutletId, Telling, TellingId

REPORT = "report"  # the kind of a decision that a claim (`a`) reports no event (`b` is 0)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the analyst decided about two read rows of one kind (entity, telling, claim): `same` or `different`; or, see `REPORT`, of one claim."""
    kind: str
    a: int
    b: int
    verdict: str


@dataclass(frozen=True, slots=True)
class EventCell:
    """A cell of an event that the analyst wrote; it holds for whatever event the telling is in."""
    telling_id: TellingId
    field: str  # date, actor, recipient, action, place, modality, summary, note, tags
    value: str  # for actor and recipient: JSON list of [entity id or null, name]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that `compare` looks at, rejected and withdrawn rows left out; entity ids are those of documents, not yet canonical."""
    entities: tuple[Entity, ...]
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]
    tellings: tuple[Telling, ...]
    decisions: tuple[Decision, ...] = ()
    cells: tuple[EventCell, ...] = ()
    outlet_entities: tuple[tuple[OutletId, EntityId], ...] = ()
    rulings: tuple[Link, ...] = ()  # links that the analyst made or decided about
    zone: str = "UTC"  # of clocks that state none


@dataclass(frozen=True, slots=True)
class Comparison:
    """What `compare` makes of a Corpus. It can be made again at any time."""
    canonical: dict[EntityId, EntityId] = field(default_factory=dict)  # every entity -> the lowest id of its cluster
    names: dict[EntityId, str] = field(default_factory=dict)  # canonical entity -> the name to show
    event_of: dict[TellingId, EventId] = field(default_factory=dict)
    events: tuple[Event, ...] = ()  # parties hold canonical ids
    group_of: dict[ClaimId, GroupId] = field(default_factory=dict)  # only claims in a group of two or more
    event_of_claim: dict[ClaimId, EventId] = field(default_factory=dict)
    links: tuple[Link, ...] = ()  # id 0: storage keeps the id of the same ends and relation
    first: dict[GroupId, ClaimId | None] = field(default_factory=dict)  # None: undetermined
    standing: dict[GroupId, str] = field(default_factory=dict)
