"""Puts rows into tables in bulk, with ids that are given here, so that rows of one document can refer to each other before they are stored."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from workbench.storage.naming import fold
from workbench.storage.schema import Base, OutletRow, Row


class Loader:
    """Collects rows for one transaction. Ids go on from the highest ever given (AUTOINCREMENT), so that they are never used twice."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._rows: dict[type[Row], list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[type[Row], int] = {}

    def add(self, row: type[Row], **values: Any) -> int:
        if row not in self._next:
            given = self.connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (row.__tablename__,)).scalar()
            self._next[row] = (given or 0) + 1
        number = self._next[row]
        self._next[row] += 1
        self._rows[row].append({"id": number, **values})
        return number

    def store(self) -> None:
        """Inserts what was collected, table by table in the order that foreign keys want."""
        for table in Base.metadata.sorted_tables:
            for row, rows in self._rows.items():
                if row.__table__ is table:
                    insert_rows(self.connection, row, rows)
        self._rows.clear()


def insert_rows(connection: Connection, row: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    """Through the driver with tuples: a tenth of the ORM's time. Columns that a row leaves out take their default."""
    columns = list(row.__table__.columns)
    defaults = {c.name: c.default.arg if c.default is not None else None for c in columns}
    names = ", ".join(f'"{column.name}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    values = [tuple(given.get(c.name, defaults[c.name]) for c in columns) for given in rows]
    if values:
        connection.exec_driver_sql(f'INSERT INTO "{row.__tablename__}" ({names}) VALUES ({marks})', values)  # noqa: S608


def outlet_id(connection: Connection, loader: Loader, name: str, seen: dict[str, int]) -> int | None:
    """The outlet that texts call so, or that the analyst does; made when it is new."""
    folded = fold(name)
    if not folded:
        return None
    if folded not in seen:
        found = connection.execute(select(OutletRow.id).where(OutletRow.folded == folded)).scalar()
        shown = connection.execute(select(OutletRow.id, OutletRow.name)).all()
        renamed = (number for number, name in shown if fold(name) == folded)
        seen[folded] = found or next(renamed, None) or loader.add(OutletRow, name=name.strip(), folded=folded)
    return seen[folded]


def count(connection: Connection, row: type[Base]) -> int:
    return connection.execute(select(func.count()).select_from(row)).scalar_one()
