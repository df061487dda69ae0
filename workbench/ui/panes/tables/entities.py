"""The table of entities: who and what is named, all spellings of one together."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.records import NAME_TYPES, Entity
from workbench.ui import late
from workbench.ui.panes.tables import cells
from workbench.ui.panes.tables.sheets import Column, Sheet

if TYPE_CHECKING:
    from workbench.storage.project import Project

TYPES = (*NAME_TYPES, "PRODUCT", "EVENT", "WORK", "LAW")  # what can be an entity: not dates, not amounts

COLUMNS = (
    Column("name", "Name", lambda entity: entity.name, 180, "words", key="entity", look="strong"),
    Column("type", "Type", lambda entity: entity.type, 84, "list", TYPES, look="muted"),
    Column("country", "Country", lambda entity: entity.country, 84, "words", look="muted", tip="Three letters of ISO 3166, such as KOR"),
    Column("aliases", "Also called", lambda entity: "; ".join(entity.aliases), 200, "words",
           value=lambda entity: list(entity.aliases), stretches=True),
    Column("mentions", "Mentions", lambda entity: cells.number(entity.mentions), 80, look="number"),
    Column("articles", "Stories", lambda entity: cells.number(entity.articles), 72, look="number"),
    Column("outlets", "Outlets", lambda entity: cells.number(entity.outlets), 72, look="number"),
    Column("tags", "Tags", lambda entity: entity.tags, 112, "tags", shown=False),
    Column("note", "Note", lambda entity: entity.note, 160, "words", shown=False),
)
NUMBERS = ("mentions", "articles", "outlets")


def _rows(project: Project) -> np.ndarray:
    return np.sort(np.asarray(late.queries.entity_ids(project), dtype=np.int64))


def _records(project: Project, ids: Sequence[int]) -> list[Any]:
    return late.queries.get_entities(project, ids)


def _keys(project: Project, field: str) -> np.ndarray:
    entities: list[Entity] = sorted(late.queries.list_entities(project), key=lambda entity: entity.id)
    if field in NUMBERS:
        return cells.numbered(getattr(entity, field) for entity in entities)
    text = next(column.text for column in COLUMNS if column.field == field)
    return cells.ranked([text(entity) for entity in entities])


def _chosen(project: Project, chosen: Filter) -> np.ndarray:
    """Those that the chosen claims and events name; without a filter all. Whom most words name comes first."""
    ids = np.asarray(late.queries.entity_ids(project), dtype=np.int64)
    return ids[np.isin(ids, list(late.queries.entities_in_roles(project, chosen)))] if chosen else ids


def _write(project: Project, ids: Sequence[int], column: Column, value: Any) -> Any:
    verbs = late.services.entities
    of_one: dict[str, Callable[..., Any]] = {"name": verbs.rename, "aliases": verbs.set_aliases}
    of_many: dict[str, Callable[..., Any]] = {"type": verbs.retype, "country": verbs.set_country, "note": verbs.set_note, "tags": verbs.set_tags}
    if column.field in of_many:
        return of_many[column.field](project, ids, value)
    if len(ids) > 1:
        raise WorkbenchError(f"{len(ids)} entities cannot take the same {column.header.lower()}: merge them, or set one at a time.")
    return of_one[column.field](project, ids[0], value)


SHEET = Sheet("entity", "Entities", "entity", COLUMNS, _rows, _chosen, _records, _keys, _write,
              ("entity", "mention", "article", "document", "outlet", "claim", "event", "telling"))
