"""Claims as the panes and the export see them."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import Select, select

from workbench.core.filters import Filter
from workbench.core.records import ArticleId, Claim, ClaimId, DocumentId, EventId, GroupId
from workbench.storage import filtering
from workbench.storage.reading import Parties, Spans, among, in_order, joined, kept, parties_of, rows, spans_of
from workbench.storage.schema import ArticleRow, ClaimGroupRow, ClaimRow, DocumentRow, OutletRow, TellingEventRow

if TYPE_CHECKING:
    from workbench.storage.project import Project

READING_ORDER = (DocumentRow.file, ClaimRow.start, ClaimRow.id)


def claim_ids(project: Project, filter: Filter = Filter(), *, rejected: bool = False) -> np.ndarray:  # noqa: A002, B008
    """The ids of the claims that pass, in reading order. Rejected ones when asked here or by `status:rejected`."""
    with project.reading() as session:
        query = filtering.claims(session, filter, rejected=rejected).order_by(*READING_ORDER)
        return np.fromiter(session.scalars(query), dtype=np.int64)


def list_claims(project: Project, filter: Filter = Filter(), *, document_id: int | None = None, rejected: bool = False) -> list[Claim]:  # noqa: A002, B008
    """In reading order."""
    with project.reading() as session:
        query = filtering.claims(session, filter, rejected=rejected)
        if document_id is not None:
            query = query.where(ClaimRow.document_id == document_id)
        ids = list(session.scalars(query.order_by(*READING_ORDER)))
    return get_claims(project, ids)


def get_claims(project: Project, ids: Iterable[int], *, canonical: bool = True) -> list[Claim]:
    """In the order of the ids, rejected ones too; those that are gone or withdrawn are left out. Not canonical: as `compare` wants them, with the
    entities of documents, and no event but the one that the analyst chose."""
    wanted = [int(number) for number in ids]
    with project.reading() as session:
        found = list(rows(session, _claims().where(among(ClaimRow.id, wanted), ~ClaimRow.withdrawn)))
        parties = parties_of(project, session, "claim", {row.id: row.document_id for row in found}, canonical=canonical)
        spans = spans_of(session, "claim", wanted)
    return in_order(wanted, (_claim(row, project.text(row.document_id), parties, spans, canonical) for row in found))


def get_claim(project: Project, claim_id: int) -> Claim | None:
    return kept(project, f"claim {claim_id}", lambda: next(iter(get_claims(project, [claim_id])), None))


@cache
def _claims() -> Select[Any]:
    return (select(ClaimRow.__table__, DocumentRow.file, ArticleRow.published_at, OutletRow.name.label("outlet"), OutletRow.reliability,
                   ClaimGroupRow.group_id, ClaimGroupRow.event_id, ClaimGroupRow.standing, TellingEventRow.event_id.label("told"))
            .join(DocumentRow, DocumentRow.id == ClaimRow.document_id).join(ArticleRow, ArticleRow.id == ClaimRow.article_id)
            .outerjoin(OutletRow, OutletRow.id == ArticleRow.outlet_id).outerjoin(ClaimGroupRow, ClaimGroupRow.claim_id == ClaimRow.id)
            .outerjoin(TellingEventRow, TellingEventRow.telling_id == ClaimRow.telling_id))


def _claim(row: Any, text: str, parties: Parties, spans: Spans, canonical: bool) -> Claim:
    parts = spans.get((row.id, "content")) or ((row.start, row.end),)
    cue = next(iter(spans.get((row.id, "cue"), ())), None)
    event = row.event_id or row.told if canonical else row.telling_id  # a rejected claim has no derived row, but may have the analyst's word
    return Claim(
        ClaimId(row.id), DocumentId(row.document_id), ArticleId(row.article_id), row.file, row.outlet or "", row.published_at,
        parties.get((row.id, "speaker"), ()), cue, text[slice(*cue)] if cue else "", parts, joined(text, parts), row.quote, row.speech_act,
        parties.get((row.id, "via"), ()), row.said_from, row.said_to, row.about_from, row.about_to, EventId(event) if event else None,
        GroupId(row.group_id) if row.group_id else None, row.origin, row.status, row.confidence, row.reliability or "", row.credibility,
        row.standing or "", row.note, row.tags)


def group_members(project: Project, group_id: int) -> list[Claim]:
    """Who else carries the statement, earliest publication first; what has no time comes last."""
    with project.reading() as session:
        ids = list(session.scalars(select(ClaimGroupRow.claim_id).where(ClaimGroupRow.group_id == group_id)))
    return sorted(get_claims(project, ids), key=lambda claim: (not claim.published_at, claim.published_at, claim.file, claim.start))


def first_of(project: Project, claim_id: int) -> str:
    """Whether its group had it here first: yes, no, undetermined; empty when nobody else has it."""
    with project.reading() as session:
        return session.scalar(select(ClaimGroupRow.first).where(ClaimGroupRow.claim_id == claim_id)) or ""


def firsts(project: Project) -> Mapping[int, str]:
    """`first_of` every claim that others carry too."""
    with project.reading() as session:
        return dict(tuple(row) for row in rows(session, select(ClaimGroupRow.claim_id, ClaimGroupRow.first).where(ClaimGroupRow.first != "")))


def to_review(project: Project, filter: Filter = Filter()) -> np.ndarray:  # noqa: A002, B008
    """The suggested claims that pass, in reading order."""
    return claim_ids(project, filter.with_term("status", "suggested"))
