"""Documents, outlets, articles, blocks: what was read in, and where the stories are in it."""
from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Source, Stated
from workbench.core.records import Article, ArticleId, Block, BlockId, Document, DocumentId, EntityId, Outlet, OutletId
from workbench.storage.reading import among, in_order, kept, rows
from workbench.storage.schema import ArticleRow, BlockRow, ClaimRow, DocumentRow, OutletRow, TextVersionRow

if TYPE_CHECKING:
    from workbench.storage.project import Project


def list_documents(project: Project) -> list[Document]:
    """In the order of their files."""
    counts = (select(ArticleRow.document_id, func.count().label("articles")).where(~ArticleRow.withdrawn).group_by(ArticleRow.document_id).subquery())
    version = aliased(TextVersionRow)
    newest = select(func.max(version.number)).where(version.document_id == DocumentRow.id).correlate(DocumentRow).scalar_subquery()
    query = (select(DocumentRow.id, DocumentRow.file, DocumentRow.format, TextVersionRow.encoding, DocumentRow.language, TextVersionRow.sha256,
                    DocumentRow.stated_outlet, DocumentRow.imported_at, func.length(TextVersionRow.text), func.coalesce(counts.c.articles, 0))
             .select_from(DocumentRow).join(TextVersionRow, (TextVersionRow.document_id == DocumentRow.id) & (TextVersionRow.number == newest))
             .outerjoin(counts, counts.c.document_id == DocumentRow.id).order_by(DocumentRow.file))
    with project.reading() as session:
        return [Document(DocumentId(number), *rest) for number, *rest in rows(session, query)]


def get_document(project: Project, document_id: int) -> Document | None:
    return next((document for document in list_documents(project) if document.id == document_id), None)


def get_source(project: Project, document_id: int) -> Source:
    """The document as it was handed to the reading, for reading it again; WorkbenchError when it is not in the project any more."""
    query = select(DocumentRow, TextVersionRow).join(TextVersionRow, TextVersionRow.document_id == DocumentRow.id)
    with project.reading() as session:
        found = session.execute(query.where(DocumentRow.id == document_id).order_by(TextVersionRow.number.desc()).limit(1)).first()
        if found is None:
            raise WorkbenchError("The document is not in the project any more.")
        row, version = found
        stated = Stated(row.stated_outlet, row.stated_author, row.stated_published_at, row.stated_headline, row.stated_url)
        found = json.loads(row.found or "{}")
        notes = tuple(found.pop("notes", ()))
        return Source(row.file, row.raw, version.text, row.format, version.encoding, stated, Stated(**found), row.path, notes=notes)


def list_outlets(project: Project) -> list[Outlet]:
    """By name; those that published nothing here too."""
    counts = (select(ArticleRow.outlet_id, func.count().label("articles")).where(~ArticleRow.withdrawn).group_by(ArticleRow.outlet_id).subquery())
    query = (select(OutletRow.id, OutletRow.name, OutletRow.reliability, OutletRow.note, OutletRow.entity_id, func.coalesce(counts.c.articles, 0))
             .outerjoin(counts, counts.c.outlet_id == OutletRow.id))
    with project.reading() as session:
        found = [Outlet(OutletId(number), name, reliability, note, EntityId(entity) if entity else None, articles)
                 for number, name, reliability, note, entity, articles in rows(session, query)]
    return sorted(found, key=lambda outlet: (outlet.name.casefold(), outlet.id))


def list_articles(project: Project, document_id: int | None = None) -> list[Article]:
    """In reading order: by file, then by place."""
    query = _articles()
    if document_id is not None:
        query = query.where(ArticleRow.document_id == document_id)
    return _read_articles(project, query.order_by(DocumentRow.file, ArticleRow.start, ArticleRow.id))


def get_articles(project: Project, ids: Iterable[int]) -> list[Article]:
    wanted = [int(number) for number in ids]
    return in_order(wanted, _read_articles(project, _articles().where(among(ArticleRow.id, wanted))))


def get_article(project: Project, article_id: int) -> Article | None:
    return kept(project, f"article {article_id}", lambda: next(iter(get_articles(project, [article_id])), None))


@cache
def _articles() -> Select[tuple[object, ...]]:
    reviewed = func.sum(case((ClaimRow.status.in_(("accepted", "edited")), 1), else_=0)).label("reviewed")
    counts = (select(ClaimRow.article_id, func.count().label("claims"), reviewed).where(ClaimRow.status != "rejected", ~ClaimRow.withdrawn)
              .group_by(ClaimRow.article_id).subquery())
    return (select(ArticleRow.__table__, DocumentRow.file, DocumentRow.language, OutletRow.name.label("outlet"),
                   func.coalesce(counts.c.claims, 0).label("claims"), func.coalesce(counts.c.reviewed, 0).label("reviewed"))
            .join(DocumentRow, DocumentRow.id == ArticleRow.document_id).outerjoin(OutletRow, OutletRow.id == ArticleRow.outlet_id)
            .outerjoin(counts, counts.c.article_id == ArticleRow.id).where(~ArticleRow.withdrawn))


def _read_articles(project: Project, query: Select[tuple[object, ...]]) -> list[Article]:
    with project.reading() as session:
        return [Article(ArticleId(row.id), DocumentId(row.document_id), row.file, row.kind, row.start, row.end, row.outlet or "",
                        OutletId(row.outlet_id) if row.outlet_id else None, row.headline, row.author, row.published_at, row.published_from, row.url,
                        row.note, row.tags, row.done, row.language, row.claims, row.reviewed) for row in rows(session, query)]


def list_blocks(project: Project, document_id: int | None = None) -> list[Block]:
    query = (select(BlockRow.id, BlockRow.document_id, BlockRow.article_id, BlockRow.kind, BlockRow.start, BlockRow.end, BlockRow.origin)
             .join(DocumentRow, DocumentRow.id == BlockRow.document_id).where(~BlockRow.withdrawn)
             .order_by(DocumentRow.file, BlockRow.start, BlockRow.id))
    if document_id is not None:
        query = query.where(BlockRow.document_id == document_id)
    with project.reading() as session:
        return [Block(BlockId(number), DocumentId(document), ArticleId(article) if article else None, *rest)
                for number, document, article, *rest in rows(session, query)]
