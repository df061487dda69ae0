"""What merging or splitting would make, found out without doing it."""
from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from workbench.compare.run import run
from workbench.core.comparison import Corpus, Decision, EventCell
from workbench.core.records import Event, Telling, TellingId
from workbench.services.cells import Ids, numbers
from workbench.storage import queries
from workbench.storage.editing import group_of, where
from workbench.storage.project import Project
from workbench.storage.schema import EventCellRow


@dataclass(frozen=True)
class Group:
    """What claims become when they are said to be one statement: all of these, from so many stories and outlets."""
    claims: tuple[int, ...]
    stories: int
    outlets: int


def told_by(project: Project, telling_ids: Ids, event_ids: Ids = ()) -> Event:
    """The event that these tellings make when they are one: what disputes it and which claims report it is only seen among all documents.
    Of written cells those of the events named first hold, else of the older telling."""
    tellings = queries.get_tellings(project, numbers(telling_ids))
    made = run(_alone(project, tellings, numbers(event_ids) if event_ids else []))
    return max(made.events, key=lambda one: len(one.tellings))


def _alone(project: Project, tellings: list[Telling], first: list[int]) -> Corpus:
    """A corpus of these tellings and nothing else, held together by decisions."""
    stories = {telling.article_id for telling in tellings}
    claims = [claim for document in sorted({telling.document_id for telling in tellings})
              for claim in queries.list_claims(project, document_id=document) if claim.article_id in stories]
    parties = [party for telling in tellings for party in (*telling.actors, *telling.recipients, telling.place) if party]
    parties += [party for claim in claims for party in (*claim.speakers, *claim.vias)]
    ids = sorted(telling.id for telling in tellings)
    return Corpus(tuple(queries.get_entities(project, {party.entity_id for party in parties if party.entity_id})),
                  tuple(queries.get_articles(project, stories)), tuple(claims), tuple(tellings),
                  tuple(Decision("telling", a, b, "same") for a, b in pairwise(ids)), _cells(project, tellings, first))


def _cells(project: Project, tellings: list[Telling], first: list[int]) -> tuple[EventCell, ...]:
    event_of = {telling.id: telling.event_id for telling in tellings}
    with project.reading() as session:
        written = where(session, EventCellRow, telling_id=list(event_of))
        found = [(cell.telling_id, cell.field, cell.value) for cell in written]
    order = {event: place for place, event in enumerate(first)}
    held: dict[str, EventCell] = {}
    for telling, field, value in sorted(found, key=lambda one: (order.get(event_of[TellingId(one[0])], len(order)), one[0])):
        held.setdefault(field, EventCell(TellingId(telling), field, value))
    return tuple(held.values())


def one_statement(project: Project, claim_ids: Ids) -> Group:
    """With all that are the same statement as one of them already."""
    with project.reading() as session:
        members = sorted({member for claim in numbers(claim_ids) for member in group_of(session, claim)})
    claims = queries.get_claims(project, members)
    return Group(tuple(members), len({claim.article_id for claim in claims}), len({claim.outlet or claim.file for claim in claims}))
