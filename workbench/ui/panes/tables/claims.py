"""The table of claims: who said what, as reported where."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.grades import CREDIBLE, NO_GRADE, NO_SOURCE_GRADE, RELIABLE
from workbench.core.records import QUOTES, SPEECH_ACTS, Claim, tag
from workbench.ui import late
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.sheets import Column, Sheet, places
from workbench.ui.widgets.eventnames import event_of

if TYPE_CHECKING:
    from workbench.storage.project import Project


@dataclass(frozen=True, slots=True)
class ClaimInTable(Claim):
    """A claim with the words of what it belongs to."""
    headline: str = ""
    reports: str = ""  # the event's summary


NAMES = tuple(field.name for field in fields(Claim))


def _when(claim: Claim) -> str:
    return cells.days(claim.said_from, claim.said_to) or cells.clock(claim.published_at)


def _said(claim: Claim) -> str:
    return cells.stored(claim.said_from, claim.said_to)


def _days(claim: Claim) -> list[str]:
    return cells.asked(claim.said_from, claim.said_to) or cells.asked(claim.published_at, claim.published_at)


COLUMNS = (
    Column("status", "", lambda claim: claim.status, 32, look="mark", key="status", tip="✓ accepted, ✎ edited, × rejected, · suggested"),
    Column("said", "When", _when, 124, "date", value=_said, words="said", key="date", asked=_days,
           inferred=lambda claim: not _said(claim),
           tip="When it was said; in grey, when it was published, where nobody says when it was said"),
    Column("speaker", "Speaker", lambda claim: claim.speaker, 120, "names", value=lambda claim: cells.held(claim.speakers),
           words="speaker", key="speaker"),
    Column("speech_act", "Act", lambda claim: claim.speech_act, 92, "list", SPEECH_ACTS, look="act", words="cue", key="act"),
    Column("content", "Statement", lambda claim: claim.text, 216, words="content", stretches=True),
    Column("outlet", "Outlet", lambda claim: claim.outlet, 104, "outlet", look="muted", words="outlet", key="outlet",
           tip="Of the story that carries it"),
    Column("standing", "Standing", lambda claim: claim.standing, 116, look="standing", key="standing"),
    Column("cue", "Cue", lambda claim: claim.cue_text, 104, words="cue", shown=False),
    Column("quote", "Quote", lambda claim: claim.quote, 92, "list", QUOTES, look="muted", words="content", key="quote", shown=False),
    Column("via", "Via", lambda claim: cells.names(claim.vias), 120, "names", value=lambda claim: cells.held(claim.vias),
           words="via", key="via", shown=False, tip="Who passed it on, outermost first"),
    Column("about", "About", lambda claim: cells.days(claim.about_from, claim.about_to), 132, "date",
           value=lambda claim: cells.stored(claim.about_from, claim.about_to), words="about", shown=False,
           tip="The dates that the statement speaks of"),
    Column("published_at", "Published", lambda claim: cells.clock(claim.published_at), 132, "date",
           value=lambda claim: claim.published_at, look="muted", words="published_at", key="reported",
           asked=lambda claim: cells.asked(claim.published_at, claim.published_at), shown=False),
    Column("headline", "Headline", lambda claim: claim.headline, 200, "words", look="muted", words="headline", shown=False,
           tip="Of the story that carries it"),
    Column("event", "Event", lambda claim: claim.reports or tag("event", claim.event_id), 200, "event", look="muted", key="event",
           value=lambda claim: claim.event_id or "",
           asked=lambda claim: [tag("event", claim.event_id)] if claim.event_id else [], shown=False, tip="The happening that it reports"),
    Column("reliability", "Source", lambda claim: claim.source_reliability or NO_SOURCE_GRADE, 84, "list", tuple(RELIABLE), RELIABLE,
           inferred=lambda claim: not claim.source_reliability, key="reliability", shown=False,
           tip="Admiralty code of the outlet, A reliable to F cannot be judged"),
    Column("credibility", "Credibility", lambda claim: claim.credibility or NO_GRADE, 92, "list", tuple(CREDIBLE), CREDIBLE,
           inferred=lambda claim: not claim.credibility, key="credibility", shown=False,
           tip="Admiralty code of the claim, 1 confirmed to 6 cannot be judged"),
    Column("confidence", "Confidence", lambda claim: cells.share(claim.confidence), 92, look="number", shown=False,
           tip="How sure the reading is, 0 to 1"),
    Column("tags", "Tags", lambda claim: claim.tags, 112, "tags", key="tag", shown=False),
    Column("note", "Note", lambda claim: claim.note, 160, "words", shown=False),
)


OF_THE_STORY = ("outlet", "published_at", "headline")
NUMBERS = {"said": "said_from", "about": "about_from", "published_at": "reported_from", "confidence": "confidence", "event": "event",
           "reliability": "outlet"}


def _rows(project: Project) -> np.ndarray:
    return np.sort(late.queries.claim_ids(project, rejected=True))


def _keys(project: Project, field: str) -> np.ndarray:
    if field not in NUMBERS:
        ids = _rows(project)
        keys = np.full(len(ids), np.nan)  # rejected ones, which have no rank, stand last
        keys[places(ids, np.sort(late.queries.claim_ids(project)))] = cells.unranked(late.columns.ranks(project, "claim", field))
        return keys
    columns = late.columns.claim_columns(project, rejected=True)
    if field == "reliability":
        grades = {outlet.id: outlet.reliability for outlet in late.queries.list_outlets(project)}
        return cells.ranked([grades.get(one, "") for one in columns.outlet.tolist()])
    if field == "said":
        return np.where(np.isnan(columns.said_from), columns.reported_from, columns.said_from)
    return np.asarray(getattr(columns, NUMBERS[field]), dtype=np.float64)


def _chosen(project: Project, chosen: Filter) -> np.ndarray:
    return late.queries.claim_ids(project, chosen)


def _groups(project: Project) -> np.ndarray:
    """The statement that a claim is one wording of."""
    return late.columns.claim_columns(project, rejected=True).group


def _records(project: Project, ids: Sequence[int]) -> list[Any]:
    claims = late.queries.get_claims(project, ids)
    headlines = {article.id: article.headline for article in late.queries.get_articles(project, {claim.article_id for claim in claims})}
    events = {event.id: event.summary for event in late.queries.get_events(project, {claim.event_id for claim in claims if claim.event_id})}
    return [_in_table(claim, headlines.get(claim.article_id, ""), events.get(claim.event_id, "") if claim.event_id else "") for claim in claims]


def _in_table(claim: Claim, headline: str, reports: str) -> ClaimInTable:
    own: dict[str, Any] = {name: getattr(claim, name) for name in NAMES}
    return ClaimInTable(**own, headline=headline, reports=reports)


def _write(project: Project, ids: Sequence[int], column: Column, value: Any) -> Any:
    """Who published it and when is written on the story that carries the claim."""
    if column.field in OF_THE_STORY:
        stories = {claim.article_id for claim in late.queries.get_claims(project, ids)}
        return late.services.articles.set_field(project, stories, column.field, value)
    if column.field == "reliability":
        return _grade(project, ids, value)
    if column.field == "event":
        return late.services.claims.set_event(project, ids, value if isinstance(value, int) else event_of(value))
    return late.services.claims.set_field(project, ids, column.field, value)


def _grade(project: Project, ids: Sequence[int], code: str) -> Any:
    """A source is graded for all that it publishes."""
    stories = late.queries.get_articles(project, {claim.article_id for claim in late.queries.get_claims(project, ids)})
    if nameless := [story for story in stories if not story.outlet_id]:
        raise WorkbenchError(f"Nobody is named as the outlet of {nameless[0].file}: write the outlet first, then grade it")
    return late.services.outlets.set_reliability(project, {story.outlet_id for story in stories if story.outlet_id}, code)


SHEET = Sheet("claim", "Claims", "claim", COLUMNS, _rows, _chosen, _records, _keys, _write,
              ("claim", "entity", "outlet", "article", "document", "event", "telling", "link"), lambda claim: claim.status == "rejected",
              groups=_groups)
