"""The words behind a cell, whatever row it is in: pointed elsewhere, or given up because the value is the analyst's own inference."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from workbench.core.errors import WorkbenchError
from workbench.core.records import Span
from workbench.services import articles, claims, events
from workbench.services.cells import Ids, edited, label, numbers
from workbench.storage.editing import Session, evidence, fetch, parties, set_evidence, tellings_of
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, ClaimRow, TellingRow

ROLES = ("speaker", "via", "actor", "recipient", "place")  # whose words stand with who is named
POINTED = {"claim": tuple(claims.WORDS), "event": events.WORDS, "article": articles.WORDS}
INFERRED = {"claim": ("speaker", "via", "cue", "said", "about"), "event": ("actor", "recipient", "date", "place"), "article": articles.WORDS}


def point(project: Project, kind: str, number: int, field: str, spans: Sequence[Span], document_id: int) -> None:
    """These words are the cell's; its value follows them where they say one. WorkbenchError names what can be pointed at words."""
    if field not in POINTED.get(kind, ()):
        raise WorkbenchError(f"No words stand behind “{field}” of a {kind}. What can have words: {', '.join(POINTED.get(kind, ('nothing',)))}.")
    if kind == "claim":
        claims.set_words(project, number, field, spans)
    elif kind == "event":
        events.set_words(project, number, field, spans, document_id=document_id)
    else:
        articles.set_words(project, number, field, spans)


def infer(project: Project, kind: str, ids: Ids, field: str) -> None:
    """The cells keep their values, and no words are said to say so any more."""
    wanted = numbers(ids)
    if field not in INFERRED.get(kind, ()):
        raise WorkbenchError(f"“{field}” of a {kind} cannot be an inference. What can: {', '.join(INFERRED.get(kind, ('nothing',)))}.")
    with project.edit(label(f"Mark {field} as inferred in", {"article": "story"}.get(kind, kind), len(wanted))) as session:
        for owner, row in _rows(session, kind, wanted):
            _let_go(session, owner, row, field)


def _rows(session: Session, kind: str, ids: Sequence[int]) -> list[tuple[str, Any]]:
    """An event's words are its tellings'."""
    read: dict[str, Callable[[], list[Any]]] = {
        "claim": lambda: fetch(session, ClaimRow, ids), "article": lambda: fetch(session, ArticleRow, ids),
        "event": lambda: fetch(session, TellingRow, [telling for event in ids for telling in tellings_of(session, event)])}
    return [("telling" if kind == "event" else kind, row) for row in read[kind]()]


def _let_go(session: Session, owner: str, row: Any, field: str) -> None:
    named = [party for party in parties(session, owner, row.id, field) if party.start is not None] if field in ROLES else []
    written = evidence(session, owner, row.id, field)
    if not named and not written:
        return
    for party in named:
        party.start = party.end = None
    set_evidence(session, owner, row.id, field, row.document_id, [])
    if owner == "article":
        articles.hers(row, field)
    else:
        edited(row)
