"""The table of events: what happened, to the best of the sources' word."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.core.filters import Filter
from workbench.core.records import ACTIONS, MODALITIES
from workbench.ui import late
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.sheets import Column, Sheet, places

if TYPE_CHECKING:
    from workbench.storage.project import Project

COLUMNS = (
    Column("status", "", lambda event: event.status, 32, look="mark", key="status", tip="✓ accepted, ✎ edited, × rejected, · suggested"),
    Column("date", "Date", lambda event: cells.days(event.date_from, event.date_to), 124, "date",
           value=lambda event: cells.stored(event.date_from, event.date_to), words="date", key="date",
           asked=lambda event: cells.asked(event.date_from, event.date_to), tip="When it happened"),
    Column("actor", "Actor", lambda event: event.actor, 112, "names", value=lambda event: cells.held(event.actors), words="actor", key="actor"),
    Column("action", "Action", lambda event: event.action, 92, "list", ACTIONS, look="muted", words="action", key="action"),
    Column("recipient", "Target", lambda event: event.recipient, 104, "names", value=lambda event: cells.held(event.recipients), words="recipient",
           key="recipient"),
    Column("summary", "What happened", lambda event: event.summary, 216, "words", words="summary", stretches=True),
    Column("stories", "Stories", lambda event: cells.number(event.stories), 62, look="number"),
    Column("outlets", "Outlets", lambda event: cells.number(event.outlets), 62, look="number"),
    Column("standing", "Standing", lambda event: event.standing, 124, look="standing", key="standing", shown=False),
    Column("modality", "Modality", lambda event: event.modality, 100, "list", MODALITIES, look="muted", key="modality", shown=False,
           tip="Happened, planned, possible or denied"),
    Column("place", "Place", lambda event: event.place, 112, "name", words="place", key="place", shown=False),
    Column("claims", "Claims", lambda event: cells.number(event.claims), 68, look="number", shown=False),
    Column("confidence", "Confidence", lambda event: cells.share(event.confidence), 92, look="number", shown=False,
           tip="How sure the reading is, 0 to 1"),
    Column("tags", "Tags", lambda event: event.tags, 112, "tags", key="tag", shown=False),
    Column("note", "Note", lambda event: event.note, 160, "words", shown=False),
)


NUMBERS = {"date": "happened_from", "stories": "stories", "outlets": "outlets", "claims": "claims", "confidence": "confidence"}


def _rows(project: Project) -> np.ndarray:
    return np.sort(late.queries.event_ids(project, rejected=True))


def _keys(project: Project, field: str) -> np.ndarray:
    ids, columns = _rows(project), late.columns.event_columns(project)
    keys = np.full(len(ids), np.nan)  # rejected ones, of which nothing is derived, stand last
    numbers = getattr(columns, NUMBERS[field]) if field in NUMBERS else cells.unranked(late.columns.ranks(project, "event", field))
    keys[places(ids, columns.id)] = numbers
    return keys


def _chosen(project: Project, chosen: Filter) -> np.ndarray:
    """The newest first and of one day what most stories tell; what has no date comes last, and after it what was rejected."""
    ids, columns = late.queries.event_ids(project, chosen), late.columns.event_columns(project)
    order = columns.id[np.lexsort((-columns.stories, -columns.happened_from))]
    passing = order[np.isin(order, ids)]
    return np.concatenate((passing, ids[~np.isin(ids, passing)]))


def _records(project: Project, ids: Sequence[int]) -> list[Any]:
    return late.queries.get_events(project, ids)


def _write(project: Project, ids: Sequence[int], column: Column, value: Any) -> Any:
    return late.services.events.set_field(project, ids, column.field, value)


SHEET = Sheet("event", "Events", "event", COLUMNS, _rows, _chosen, _records, _keys, _write,
              ("event", "telling", "claim", "entity", "outlet", "article", "document", "link"), lambda event: event.status == "rejected")
