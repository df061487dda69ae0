"""What a table is made of: its columns, and where its rows, words and sort keys come from. Four of them share one model and one view."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from workbench.core.filters import Filter
from workbench.core.records import Kind

if TYPE_CHECKING:
    from workbench.storage.project import Project


def places(ids: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Where each of `wanted` stands in the ascending `ids`; what is not there is left out."""
    if not len(ids):
        return np.empty(0, dtype=np.intp)
    found = np.searchsorted(ids, wanted)
    found[found == len(ids)] = 0
    return np.asarray(found[ids[found] == wanted])


@dataclass(frozen=True)
class Column:
    """`field` is the word of the verb that writes it. `text` is what the cell says, `value` what the verb takes (the text where not given),
    `words` the evidence field that the reader shows for it, `key` its key in a filter."""
    field: str
    header: str
    text: Callable[[Any], str]
    width: int = 96
    editor: str = ""  # date, names, name, list, words, tags, outlet, event; empty: nothing to write
    choices: tuple[str, ...] = ()
    says: Mapping[str, str] | None = None  # what a choice is called on the screen, where not by its own name
    value: Callable[[Any], Any] | None = None
    look: str = ""  # mark, act, standing, muted, number, strong, statement; how the delegate paints it
    inferred: Callable[[Any], bool] | None = None  # whether the cell shows something weaker than its name says: painted muted
    words: str = ""
    key: str = ""
    asked: Callable[[Any], list[str]] | None = None  # the cell as a filter asks for it, where not by its text
    shown: bool = True
    stretches: bool = False
    tip: str = ""  # of the header

    def held(self, record: Any) -> Any:
        return self.value(record) if self.value else self.text(record)

    def label(self, choice: str) -> str:
        return (self.says or {}).get(choice, choice) or "–"


@dataclass(frozen=True)
class Sheet:
    kind: Kind
    title: str
    noun: str  # in sentences: "3 events"
    columns: tuple[Column, ...]
    rows: Callable[[Project], np.ndarray]  # the ids of all rows, ascending, rejected ones included
    chosen: Callable[[Project, Filter], np.ndarray]  # the ids that pass, in their natural order
    records: Callable[[Project, Sequence[int]], list[Any]]
    keys: Callable[[Project, str], np.ndarray]  # what a column sorts by, aligned with `rows`
    write: Callable[[Project, Sequence[int], Column, Any], Any]
    concerns: tuple[Kind, ...]  # the kinds whose changes can change a cell
    faded: Callable[[Any], bool] = field(default=lambda _record: False)  # a row that counts for little: rejected, ruled an error
    row_height: int = 28
    groups: Callable[[Project], np.ndarray] | None = None  # which rows belong together, aligned with `rows`; 0: alone

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.field == name)
