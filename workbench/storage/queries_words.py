"""The exact words behind every cell, and what the reader must show for a selection."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import Executable, literal, select

from workbench.core.records import DocumentId, Evidence
from workbench.core.selection import Selection
from workbench.storage.queries_links import get_links
from workbench.storage.queries_names import list_mentions
from workbench.storage.reading import Ids, among, kept, rows
from workbench.storage.schema import (
    AnnotationRow,
    ArticleRow,
    ClaimRow,
    DocumentRow,
    EvidenceRow,
    MentionRow,
    PartyRow,
    TellingEventRow,
    TellingRow,
)

if TYPE_CHECKING:
    from workbench.storage.project import Project

OWNERS: dict[str, Any] = {"article": ArticleRow, "claim": ClaimRow, "telling": TellingRow}
OF_THE_STORY = ("outlet", "published_at", "headline", "author")
SAME_CELL = {"said_from": "said", "said_to": "said", "about_from": "about", "about_to": "about", "date_from": "date", "date_to": "date",
             "date_precision": "date", "text": "content", "cue_text": "cue", "speaker_id": "speaker", "actors": "actor", "recipients": "recipient",
             "speakers": "speaker", "vias": "via", "action": "trigger", "modality": "trigger"}


def list_evidence(project: Project, kind: str | None = None, id: int | None = None) -> list[Evidence]:  # noqa: A002
    """Every cell with its words: of claims, tellings, articles, and of events, whose words are their tellings'. In the order of ids and fields."""
    kinds = [kind] if kind else ["article", "claim", "telling", "event"]
    return [evidence for one in kinds for evidence in get_evidence(project, one, None if id is None else [id])]


def get_evidence(project: Project, kind: str, ids: Ids) -> list[Evidence]:
    """Of claims, tellings, articles or events; None: of all that are neither rejected nor withdrawn."""
    if kind == "event":
        return _of_events(project, ids)
    if kind not in OWNERS:
        return []
    some = None if ids is None else [*ids]
    if some is None or len(some) != 1:
        return _read_evidence(project, kind, some)
    return [*kept(project, f"evidence {kind} {some[0]}", lambda: _read_evidence(project, kind, some))]


def _read_evidence(project: Project, kind: str, ids: Ids) -> list[Evidence]:
    with project.reading() as session:
        found = [Evidence(kind, owner, field, DocumentId(document), file, start, end)
                 for query in _cells(kind, ids) for owner, field, document, file, start, end in rows(session, query)]
    return sorted(found, key=lambda one: (one.file, one.id, one.field, one.start))


def _cells(kind: str, ids: Ids) -> Iterator[Executable]:
    """Owner, field, document, file, start, end: from the evidence, from those in a role, from a telling's trigger."""
    owner = OWNERS[kind]
    where = [~owner.withdrawn, among(owner.id, ids)]
    if ids is None and kind != "article":
        where.append(owner.status != "rejected")
    for table in (EvidenceRow, PartyRow):
        field = EvidenceRow.field if table is EvidenceRow else PartyRow.role
        yield (select(owner.id, field, DocumentRow.id, DocumentRow.file, table.start, table.end).join(owner, owner.id == table.owner_id)
               .join(DocumentRow, DocumentRow.id == owner.document_id).where(table.owner_kind == kind, table.start.is_not(None), *where))
    if kind == "telling":
        from_document = select(TellingRow.id, literal("trigger"), DocumentRow.id, DocumentRow.file, TellingRow.trigger_start, TellingRow.trigger_end)
        yield from_document.join(DocumentRow, DocumentRow.id == TellingRow.document_id).where(*where)


def _of_events(project: Project, ids: Ids) -> list[Evidence]:
    with project.reading() as session:
        query = select(TellingEventRow.telling_id, TellingEventRow.event_id).where(among(TellingEventRow.event_id, ids))
        event_of: dict[int, int] = dict(tuple(row) for row in rows(session, query))
    return [Evidence("event", event_of[one.id], one.field, one.document_id, one.file, one.start, one.end)
            for one in get_evidence(project, "telling", list(event_of))]


def words_of(project: Project, selection: Selection) -> list[Evidence]:
    """The words to show for a selection, the primary row's first: a field's own words, else the content of a claim, the whole of a telling,
    the mentions of an entity, the span of an article, both ends of a link, what an annotation is on."""
    kind, ids = selection.kind, selection.ids
    if not kind or not ids:
        return []
    field = SAME_CELL.get(selection.field, selection.field)
    if field and kind in (*OWNERS, "event"):
        cell = [one for one in get_evidence(project, kind, ids) if one.field == field]
        if cell:
            return _primary_first(cell, ids)
        if kind == "claim" and field in OF_THE_STORY and (cell := _of_stories(project, ids, field)):
            return _primary_first(cell, ids)
    found = WHOLE[kind](project, ids) if kind in WHOLE else []
    if kind == "link" and field in ("from", "to"):
        found = [one for one in found if one.field == field]
    return _primary_first(found, ids)


def _of_stories(project: Project, ids: Iterable[int], field: str) -> list[Evidence]:
    """Where a claim's story says who published it and when."""
    with project.reading() as session:
        story: dict[int, int] = dict(tuple(row) for row in rows(session, select(ClaimRow.id, ClaimRow.article_id).where(among(ClaimRow.id, ids))))
    read = {one.id: one for one in get_evidence(project, "article", set(story.values())) if one.field == field}
    return [replace(read[article], kind="claim", id=claim) for claim, article in story.items() if article in read]


def _primary_first(found: Iterable[Evidence], ids: tuple[int, ...]) -> list[Evidence]:
    order = {number: position for position, number in enumerate(ids)}
    return sorted(found, key=lambda one: (order.get(one.id, len(order)), one.file, one.start))


def _contents(project: Project, ids: Iterable[int]) -> list[Evidence]:
    return [one for one in get_evidence(project, "claim", ids) if one.field == "content"]


def _spans(row: type[ArticleRow | TellingRow | MentionRow], kind: str) -> Callable[[Project, Iterable[int]], list[Evidence]]:
    def read(project: Project, ids: Iterable[int]) -> list[Evidence]:
        query = (select(row.id, DocumentRow.id, DocumentRow.file, row.start, row.end).join(DocumentRow, DocumentRow.id == row.document_id)
                 .where(among(row.id, ids)))
        return _whole(project, kind, query)
    return read


def _whole(project: Project, kind: str, query: Executable) -> list[Evidence]:
    with project.reading() as session:
        return [Evidence(kind, number, kind, DocumentId(document), file, start, end)
                for number, document, file, start, end in rows(session, query)]


def _events(project: Project, ids: Iterable[int]) -> list[Evidence]:
    query = (select(TellingEventRow.event_id, DocumentRow.id, DocumentRow.file, TellingRow.start, TellingRow.end)
             .join(TellingRow, TellingRow.id == TellingEventRow.telling_id).join(DocumentRow, DocumentRow.id == TellingRow.document_id)
             .where(among(TellingEventRow.event_id, ids)))
    return _whole(project, "event", query)


def _entities(project: Project, ids: Iterable[int]) -> list[Evidence]:
    mentions = [(number, one) for number in ids for one in list_mentions(project, entity_id=number)]
    files = _files(project)
    return [Evidence("entity", number, "mention", one.document_id, files[one.document_id], one.start, one.end) for number, one in mentions]


def _files(project: Project) -> dict[int, str]:
    with project.reading() as session:
        return dict(tuple(row) for row in rows(session, select(DocumentRow.id, DocumentRow.file)))


def _ends(project: Project, ids: Iterable[int]) -> list[Evidence]:
    """The words at both ends of each link; `field` says at which end."""
    return [replace(one, kind="link", id=link.id, field=end) for link in get_links(project, ids)
            for end, kind, number in (("from", link.from_kind, link.from_id), ("to", link.to_kind, link.to_id))
            for one in WHOLE[kind](project, [number])]


def _annotations(project: Project, ids: Iterable[int]) -> list[Evidence]:
    """The words that are highlighted, else those of the claim or event that the note is on."""
    query = (select(AnnotationRow.id, AnnotationRow.claim_id, AnnotationRow.event_id, AnnotationRow.document_id, DocumentRow.file,
                    AnnotationRow.start, AnnotationRow.end)
             .outerjoin(DocumentRow, DocumentRow.id == AnnotationRow.document_id).where(among(AnnotationRow.id, ids)))
    with project.reading() as session:
        noted = list(rows(session, query))
    found: list[Evidence] = []
    for number, claim, event, document, file, start, end in noted:
        if document and start is not None:
            found.append(Evidence("annotation", number, "text", DocumentId(document), file, start, end))
        elif claim or event:
            found += _contents(project, [claim]) if claim else _events(project, [event])
    return found


WHOLE: dict[str, Callable[[Project, Iterable[int]], list[Evidence]]] = {
    "claim": _contents, "telling": _spans(TellingRow, "telling"), "article": _spans(ArticleRow, "article"),
    "mention": _spans(MentionRow, "mention"), "event": _events, "entity": _entities, "link": _ends, "annotation": _annotations}
