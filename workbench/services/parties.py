"""Who is in a role: names typed into cells become entities, words selected in the text become whom they name."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from workbench.core.errors import WorkbenchError
from workbench.core.records import NAME_TYPES, Party, Span
from workbench.services.cells import line
from workbench.storage.editing import Session, canonical_id, delete, one, parties, put, shown_name, where
from workbench.storage.naming import Known
from workbench.storage.project import Project
from workbench.storage.schema import EntityRow, MentionRow, PartyRow

Name = int | str | Party
TYPES = {"speaker": "PERSON", "actor": "PERSON", "recipient": "PERSON", "via": "ORG", "place": "GPE"}  # of a name that is new
PRONOUNS = frozenset(("he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "i", "we", "you", "us", "who"))


class Names:
    """Resolves names within one edit, so that a new name typed for many rows becomes one entity."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known = Known(session)

    def find_or_add(self, name: str, type: str = "PERSON") -> int:  # noqa: A002
        """The entity that the name means, else a new one of the analyst's."""
        name = line(name)
        if not name:
            raise WorkbenchError("The name is empty. Type a name, or leave the cell as it was.")
        found = self._known.best(name)
        return found if found else self.add(name, type)

    def add(self, name: str, type: str) -> int:  # noqa: A002
        entity = put(self._session, EntityRow(name=name, type=type, origin="analyst", fixed="name type"))
        self._known.learn(entity.id, name)
        return entity.id

    def find(self, name: str) -> int | None:
        return self._known.best(line(name))

    def name_of(self, entity_id: int) -> str:
        """As it is shown."""
        return shown_name(self._session, entity_id) or one(self._session, EntityRow, entity_id).name

    def resolve(self, value: Name, role: str) -> int:
        """An entity's id, or a name typed; for a name that is new, the role says what kind of thing it is."""
        if isinstance(value, Party):
            value = value.entity_id or value.name
        if isinstance(value, str):
            return self.find_or_add(value, TYPES.get(role, "PERSON"))
        return one(self._session, EntityRow, value).id


def several(value: Name | Iterable[Name] | None) -> list[Name]:
    """A cell's words with `;` between, one name or id, or a list of them."""
    if value is None:
        return []
    if isinstance(value, str):
        return [name.strip() for name in value.split(";") if name.strip()]
    return [value] if isinstance(value, int | Party) else list(value)


def set_parties(session: Session, names: Names, kind: str, owner_id: int, role: str, value: Name | Iterable[Name] | None) -> None:
    """Puts these in the role. As many as before: the words in the text stay with their positions, since the analyst says whom they name;
    else words stay with whoever was there before."""
    wanted = list(dict.fromkeys(names.resolve(name, role) for name in several(value)))
    old = parties(session, kind, owner_id, role)
    spans = {canonical_id(session, party.entity_id): (party.start, party.end) for party in old if party.entity_id}
    same_length = len(old) == len(wanted)
    kept = [(old[n].start, old[n].end) if same_length else spans.get(canonical_id(session, entity), (None, None)) for n, entity in enumerate(wanted)]
    if same_length and [party.entity_id for party in old] == wanted:
        return
    delete(session, old)
    for position, (entity, (start, end)) in enumerate(zip(wanted, kept, strict=True)):
        put(session, PartyRow(owner_kind=kind, owner_id=owner_id, role=role, position=position, entity_id=entity, start=start, end=end))


def set_party_words(project: Project, session: Session, owner: tuple[str, int], role: str, document_id: int, spans: Sequence[Span]) -> None:
    """Puts whom these words name in the role. A pronoun stands for whoever is there already; words that name nobody known stay words."""
    kind, owner_id = owner
    old = parties(session, kind, owner_id, role)
    names = Names(session)
    rows = []
    for position, (start, end) in enumerate(spans):
        words = project.text(document_id)[start:end]
        entity = named_at(session, document_id, (start, end)) or names.find(words)
        if entity is None and words.casefold() in PRONOUNS and position < len(old):
            entity = old[position].entity_id
        rows.append(PartyRow(owner_kind=kind, owner_id=owner_id, role=role, position=position, entity_id=entity, name="" if entity else words,
                             start=start, end=end))
    delete(session, old)
    for row in rows:
        put(session, row)


def named_at(session: Session, document_id: int, span: Span) -> int | None:
    """The entity of the mention that shares most with these words; a mention inside counts before one around."""
    start, end = span
    live = [mention for mention in where(session, MentionRow, document_id=document_id, withdrawn=False)
            if mention.entity_id and mention.type in NAME_TYPES and mention.status != "rejected" and mention.start < end and start < mention.end]
    best: Any = max(live, key=lambda mention: (min(mention.end, end) - max(mention.start, start), mention.start - mention.end), default=None)
    return best.entity_id if best else None
