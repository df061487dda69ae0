"""The day of a document that names none, taken from the documents of the project that tell the same news."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.core.extraction import Source
from workbench.core.records import DocumentId
from workbench.ingest import company
from workbench.storage import queries
from workbench.storage.project import Project


def source_of(project: Project, document_id: DocumentId) -> Source:
    """The document as it is handed to the reading; with the day of its company where nothing in it states one."""
    source = queries.get_source(project, document_id)
    stated, days = _days(project)
    if document_id in stated:
        return source
    return replace(source, company=company.latest(source.text, ((project.text(other), day) for other, day in days.items() if other != document_id)))


def undated(project: Project, document_ids: Iterable[DocumentId]) -> list[DocumentId]:
    """Which of these have no story with a day."""
    _, days = _days(project)
    return [number for number in document_ids if number not in days]


def _days(project: Project) -> tuple[set[DocumentId], dict[DocumentId, str]]:
    """The documents that state a day, and the latest day of every dated one."""
    stated: set[DocumentId] = set()
    days: dict[DocumentId, str] = {}
    for article in queries.list_articles(project):
        if article.kind != "teaser" and article.published_at:
            days[article.document_id] = max(days.get(article.document_id, ""), article.published_at[:10])
            if article.published_from != "inferred":
                stated.add(article.document_id)
    return stated, days
