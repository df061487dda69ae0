"""Whom a name names: by the canonical name, a name or an alias of a document's entity, casefolded, or by an id such as `n12`."""
from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.storage.schema import CanonicalRow, EntityRow

_ID = re.compile(r"n(\d{1,18})")


def fold(name: str) -> str:
    return " ".join(name.casefold().split())


class Known:
    """The names of one session's project, read once when they are first asked for."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._by_name: dict[str, set[int]] | None = None
        self._shown: dict[str, int] = {}  # canonical names

    def ids(self, values: Iterable[str]) -> list[int]:
        """The canonical ids that one of the values may mean."""
        by_name, found = self._names(), set()
        for value in values:
            found |= by_name.get(fold(value), set())
            if match := _ID.fullmatch(value):
                found.add(int(match[1]))
        return sorted(found)

    def best(self, name: str) -> int | None:
        """The one entity that a typed name means: the one that is shown under it, else the oldest that it is another name of."""
        ids = self.ids([name])
        return self._shown.get(fold(name)) or (ids[0] if ids else None)

    def learn(self, entity_id: int, name: str) -> None:
        """An entity that was made since."""
        self._names().setdefault(fold(name), set()).add(entity_id)
        self._shown.setdefault(fold(name), entity_id)

    def _names(self) -> dict[str, set[int]]:
        if self._by_name is None:
            self._by_name = {}
            query = (select(EntityRow.id, EntityRow.name, EntityRow.aliases, CanonicalRow.canonical_id, CanonicalRow.name)
                     .outerjoin(CanonicalRow, CanonicalRow.entity_id == EntityRow.id).where(~EntityRow.withdrawn).order_by(EntityRow.id))
            for number, name, aliases, canonical, shown in self._session.execute(query):
                self._shown.setdefault(fold(shown or name), canonical or number)
                for word in (name, *aliases.splitlines(), shown or ""):
                    if word.strip():
                        self._by_name.setdefault(fold(word), set()).add(canonical or number)
        return self._by_name
