"""Writes what `compare` makes of a project into the derived tables: only the rows that differ, and says which records that touches."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
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
_cells = attrgetter(*EVENT_COLUMNS)


@dataclass(frozen=True)
class _Table:
    """How a derived table differs from what it should hold."""
    table: Table
    key: tuple[str, ...]
    columns: tuple[str, ...]
    gone: set[Key]
    changed: dict[Key, Values]
    came: dict[Key, Values]

    @property
    def keys(self) -> set[Key]:
        return self.gone | self.changed.keys() | self.came.keys()


@dataclass(frozen=True)
class Differences:
    """What has to be written so that the derived tables hold what a comparison gave."""
    tables: Mapping[str, _Table]
    stale: list[int]  # rows of the index of words
    fresh: list[tuple[str, int, str]]


def differences(connection: Connection, made: Comparison, corpus: Corpus, text: Text) -> Differences:
    tables = {
        "entity": _differing(connection, CanonicalRow, ("entity_id",), ("canonical_id", "name"),
                             {(entity,): (canonical, made.names[canonical]) for entity, canonical in made.canonical.items()}),
        "telling": _differing(connection, TellingEventRow, ("telling_id",), ("event_id",),
                              {(telling,): (event,) for telling, event in made.event_of.items()}),
        "event": _differing(connection, EventRow, ("id",), EVENT_COLUMNS, {(event.id,): _cells(event) for event in made.events}),
        "party": _differing(connection, EventPartyRow, ("event_id", "role", "position"), ("entity_id", "name"), dict(_parties(made.events))),
        "claim": _differing(connection, ClaimGroupRow, ("claim_id",), ("group_id", "event_id", "first", "standing"), _groups(made, corpus)),
        "link": _differing(connection, LinkRow, ENDS, SAID, _links(connection, made.links))}
    return Differences(tables, *_index(connection, corpus, text))


def write(connection: Connection, found: Differences) -> Changes:
    for table in found.tables.values():
        _replace(connection, table)
    if found.stale:
        connection.exec_driver_sql("DELETE FROM row_index WHERE rowid = ?", [(rowid,) for rowid in found.stale])
    if found.fresh:
        connection.exec_driver_sql("INSERT INTO row_index(kind, ref, body) VALUES (?, ?, ?)", found.fresh)
    keys = {name: table.keys for name, table in found.tables.items()}
    touched = {"entity": keys["entity"], "telling": keys["telling"], "event": keys["event"] | keys["party"], "claim": keys["claim"]}
    return Changes({kind: frozenset(key[0] for key in some) for kind, some in touched.items() if some}) | _link_changes(keys["link"])


def _differing(connection: Connection, row: type, key: tuple[str, ...], columns: tuple[str, ...], wanted: dict[Key, Values]) -> _Table:
    table: Table = row.__table__  # type: ignore[attr-defined]
    query = str(select(*(table.c[name] for name in (*key, *columns))))
    present = {found[:len(key)]: found[len(key):] for found in connection.exec_driver_sql(query).cursor.fetchall()}
    changed = {k: wanted[k] for k, values in present.items() if k in wanted and wanted[k] != values}
    return _Table(table, key, columns, present.keys() - wanted.keys(), changed, {k: wanted[k] for k in wanted.keys() - present.keys()})


def _replace(connection: Connection, found: _Table) -> None:
    table, key, columns = found.table, found.key, found.columns

    def match(k: Key) -> Any:
        return [table.c[name] == value for name, value in zip(key, k, strict=True)]
    for k in found.gone:
        connection.execute(delete(table).where(*match(k)))
    for k, values in found.changed.items():
        connection.execute(update(table).where(*match(k)).values(dict(zip(columns, values, strict=True))))
    if found.came:
        connection.execute(insert(table), [dict(zip((*key, *columns), (*k, *found.came[k]), strict=True)) for k in sorted(found.came, key=repr)])


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


def _index(connection: Connection, corpus: Corpus, text: Text) -> tuple[list[int], list[tuple[str, int, str]]]:
    """The words of every claim (speaker, content) and telling, for bare words in a filter: rows that are stale, and new ones."""
    wanted: dict[tuple[str, int], str] = {("claim", claim.id): _claim_words(claim) for claim in corpus.claims}
    wanted |= {("telling", telling.id): _telling_words(telling, text) for telling in corpus.tellings}
    read = connection.exec_driver_sql("SELECT rowid, kind, ref, body FROM row_index").cursor.fetchall()
    present = {(kind, ref): (rowid, body) for rowid, kind, ref, body in read}
    stale = [rowid for key, (rowid, body) in present.items() if wanted.get(key) != body]
    fresh = [(kind, ref, body) for (kind, ref), body in wanted.items() if present.get((kind, ref), (0, None))[1] != body]
    return stale, fresh


def _claim_words(claim: Claim) -> str:
    return f"{claim.speaker}\n{claim.text}"


def _telling_words(telling: Telling, text: Text) -> str:
    return text(telling.document_id)[telling.start:telling.end]
