"""Writes what `compare` makes of a project into the derived tables: only the rows that differ, and says which records that touches."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from workbench.core.changes import Changes
from workbench.core.comparison import Comparison, Corpus
from workbench.core.records import Claim, Event, Link, Telling
from workbench.storage.schema import CanonicalRow, ClaimGroupRow, EventPartyRow, EventRow, LinkRow, RulingRow, TellingEventRow

Key = tuple[Any, ...]
Values = tuple[Any, ...]
Text = Callable[[int], str]  # the text of a document
ENDS = ("from_kind", "from_id", "to_kind", "to_id", "relation")
SAID = ("reason", "detail", "origin", "status", "ruling", "note")
EVENT_COLUMNS = ("date_from", "date_to", "date_precision", "action", "place", "modality", "summary", "claims", "stories", "outlets", "standing",
                 "origin", "status", "confidence", "note", "tags")


def write(connection: Connection, made: Comparison, corpus: Corpus, text: Text) -> Changes:
    entities = _replace(connection, CanonicalRow, ("entity_id",), ("canonical_id", "name"),
                        {(entity,): (canonical, made.names[canonical]) for entity, canonical in made.canonical.items()})
    tellings = _replace(connection, TellingEventRow, ("telling_id",), ("event_id",),
                        {(telling,): (event,) for telling, event in made.event_of.items()})
    events = _replace(connection, EventRow, ("id",), EVENT_COLUMNS,
                      {(event.id,): tuple(getattr(event, name) for name in EVENT_COLUMNS) for event in made.events})
    parties = _replace(connection, EventPartyRow, ("event_id", "role", "position"), ("entity_id", "name"), dict(_parties(made.events)))
    claims = _replace(connection, ClaimGroupRow, ("claim_id",), ("group_id", "event_id", "first", "standing"), _groups(made, corpus))
    links = _replace(connection, LinkRow, ENDS, SAID, _links(connection, made.links))
    _index(connection, corpus, text)
    touched = {"entity": entities, "telling": tellings, "event": events | parties, "claim": claims}
    return Changes({kind: frozenset(key[0] for key in keys) for kind, keys in touched.items() if keys}) | _link_changes(links)


def _replace(connection: Connection, row: type, key: tuple[str, ...], columns: tuple[str, ...], wanted: dict[Key, Values]) -> set[Key]:
    """Makes the table hold `wanted`; returns the keys of rows that came, went or changed."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    present = {tuple(found[:len(key)]): tuple(found[len(key):])
               for found in connection.execute(select(*(table.c[name] for name in (*key, *columns))))}
    gone, came = present.keys() - wanted.keys(), wanted.keys() - present.keys()
    changed = {k for k in wanted.keys() & present.keys() if wanted[k] != present[k]}

    def match(k: Key) -> Any:
        return [table.c[name] == value for name, value in zip(key, k, strict=True)]
    for k in gone:
        connection.execute(delete(table).where(*match(k)))
    for k in changed:
        connection.execute(update(table).where(*match(k)).values(dict(zip(columns, wanted[k], strict=True))))
    if came:
        connection.execute(insert(table), [dict(zip((*key, *columns), (*k, *wanted[k]), strict=True)) for k in sorted(came, key=repr)])
    return gone | came | changed


def _parties(events: Iterable[Event]) -> Iterable[tuple[Key, Values]]:
    for event in events:
        for role, some in (("actor", event.actors), ("recipient", event.recipients)):
            for position, party in enumerate(some):
                yield (event.id, role, position), (party.entity_id, party.name)


def _groups(made: Comparison, corpus: Corpus) -> dict[Key, Values]:
    standing_of_event = {event.id: event.standing for event in made.events}
    rows: dict[Key, Values] = {}
    for claim in corpus.claims:
        group, event = made.group_of.get(claim.id), made.event_of_claim.get(claim.id)
        standing = standing_of_event.get(event, "") if event else made.standing.get(group, "") if group else ""
        rows[claim.id,] = (group, event, _first(made, claim, group), standing)
    return rows


def _first(made: Comparison, claim: Claim, group: int | None) -> str:
    if group is None:
        return ""
    first = made.first.get(group)  # type: ignore[call-overload]
    return "undetermined" if first is None else "yes" if first == claim.id else "no"


def _links(connection: Connection, made: Iterable[Link]) -> dict[Key, Values]:
    """The machine's links with the analyst's rulings on them, and the links that she made herself."""
    links = {tuple(getattr(link, name) for name in ENDS): link for link in made}
    for ruling in connection.execute(select(RulingRow.__table__)).mappings():
        ends = tuple(ruling[name] for name in ENDS)
        if ends in links:
            links[ends] = replace(links[ends], ruling=ruling["ruling"], note=ruling["note"], status=ruling["status"])
        elif ruling["origin"] == "analyst":
            links[ends] = Link(id=0, **{name: ruling[name] for name in (*ENDS, *SAID)})  # type: ignore[arg-type]
    return {ends: tuple(getattr(link, name) for name in SAID) for ends, link in links.items()}


def _link_changes(keys: Iterable[Key]) -> Changes:
    found: dict[str, set[int]] = {}
    for from_kind, from_id, to_kind, to_id, _relation in keys:
        found.setdefault("link", set()).add(0)
        found.setdefault(from_kind, set()).add(from_id)
        found.setdefault(to_kind, set()).add(to_id)
    return Changes({kind: frozenset(ids) for kind, ids in found.items()})


def _index(connection: Connection, corpus: Corpus, text: Text) -> None:
    """The words of every claim (speaker, content) and telling, for bare words in a filter."""
    wanted: dict[tuple[str, int], str] = {("claim", claim.id): _claim_words(claim) for claim in corpus.claims}
    wanted |= {("telling", telling.id): _telling_words(telling, text) for telling in corpus.tellings}
    present = {(kind, ref): (rowid, body) for rowid, kind, ref, body in connection.exec_driver_sql("SELECT rowid, kind, ref, body FROM row_index")}
    stale = [(rowid,) for key, (rowid, body) in present.items() if wanted.get(key) != body]
    fresh = [(kind, ref, body) for (kind, ref), body in wanted.items() if present.get((kind, ref), (0, None))[1] != body]
    if stale:
        connection.exec_driver_sql("DELETE FROM row_index WHERE rowid = ?", stale)
    if fresh:
        connection.exec_driver_sql("INSERT INTO row_index(kind, ref, body) VALUES (?, ?, ?)", fresh)


def _claim_words(claim: Claim) -> str:
    return f"{claim.speaker}\n{claim.text}"


def _telling_words(telling: Telling, text: Text) -> str:
    return text(telling.document_id)[telling.start:telling.end]
