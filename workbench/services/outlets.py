"""The analyst's verbs on outlets."""
from __future__ import annotations

from workbench.core.errors import WorkbenchError
from workbench.core.records import RELIABILITIES
from workbench.services.cells import Ids, choice, label, line, numbers
from workbench.services.parties import Names
from workbench.storage.editing import Session, delete, fetch, one, put, where
from workbench.storage.naming import fold
from workbench.storage.project import Project
from workbench.storage.schema import ArticleRow, EntityRow, OutletRow


def find_or_add(session: Session, name: str) -> OutletRow:
    """The outlet of that name, whatever its case, made when it is new."""
    name = line(name)
    if not name:
        raise WorkbenchError("An outlet must have a name.")
    return _named(session, name) or put(session, OutletRow(name=name, folded=fold(name)))


def _named(session: Session, name: str) -> OutletRow | None:
    """By the name that is shown, else by the one that texts have."""
    every = where(session, OutletRow)
    shown = (outlet for outlet in every if fold(outlet.name) == fold(name))
    return next(shown, None) or next((outlet for outlet in every if outlet.folded == fold(name)), None)


def set_reliability(project: Project, outlet_ids: Ids, code: str) -> None:
    """An Admiralty code, A to F; empty for not judged."""
    ids, code = numbers(outlet_ids), choice(code, RELIABILITIES, "reliability")
    with project.edit(label("Change reliability of", "outlet", len(ids))) as session:
        for outlet in fetch(session, OutletRow, ids):
            outlet.reliability = code


def set_note(project: Project, outlet_id: int, note: str) -> None:
    with project.edit("Change note of outlet") as session:
        one(session, OutletRow, outlet_id).note = note.strip()


def set_entity(project: Project, outlet_id: int, entity_id: int | None) -> None:
    """The outlet is this entity too, so that a story of it and a story that passes on its word have one origin."""
    with project.edit("Change entity of outlet") as session:
        one(session, OutletRow, outlet_id).entity_id = None if entity_id is None else one(session, EntityRow, entity_id).id


def set_named_entity(project: Project, outlet_id: int, name: str) -> None:
    """As `set_entity`, by a name; a name that is new becomes an organisation, none at all leaves it to comparing."""
    with project.edit("Change entity of outlet") as session:
        set_entity(project, outlet_id, Names(session).find_or_add(name, "ORG") if line(name) else None)


def rename(project: Project, outlet_id: int, name: str) -> int:
    """What texts call by the old name is still this outlet. Under the name of another one the two become one: the stories go to that one. Returns
    the id under which they are now."""
    name = line(name)
    if not name:
        raise WorkbenchError("An outlet must have a name.")
    with project.edit("Rename outlet") as session:
        outlet = one(session, OutletRow, outlet_id)
        other = _named(session, name)
        if other is None or other is outlet:
            outlet.name = name
            return outlet.id
        for article in where(session, ArticleRow, outlet_id=outlet.id):
            article.outlet_id = other.id
            article.fixed = " ".join(sorted({*article.fixed.split(), "outlet"}))  # else another reading would bring the old one back
        session.flush()
        other.reliability = other.reliability or outlet.reliability
        other.note = other.note or outlet.note
        delete(session, [outlet])
        return other.id
