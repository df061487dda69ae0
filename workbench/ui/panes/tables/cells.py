"""How values stand in a cell: dates as ISO writes them, so that a column of them can be read down."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import Event, Party, tag


def stored(first: str, last: str) -> str:
    """Two columns of days as one stored value."""
    if not first or not last:
        return f"{first}/.." if first else f"../{last}" if last else ""
    if "T" in first or "T" in last:
        return first if first == last else f"{first}/{last}"
    return dates.from_days(date.fromisoformat(first), date.fromisoformat(last))


def days(first: str, last: str) -> str:
    """`2024-06-19`, `2024-06`, `2024-06-17 – 06-21`, `2023-09-01 →`, `→ 2024-06-20`."""
    left, slash, right = stored(first, last).partition("/")
    if not slash:
        return clock(left)
    if ".." in (left, right):
        return f"{clock(left)} →" if right == ".." else f"→ {clock(right)}"
    return f"{clock(left)} – {right[5:] if left[:4] == right[:4] and 'T' not in right else clock(right)}"


def asked(first: str, last: str) -> list[str]:
    """Days as a filter asks for them: `2024-06-19`, `2024-06-17..2024-06-21`, `2023-09-01..`."""
    first, last = first[:10], last[:10]
    return [first if first == last else f"{first}..{last}"] if first or last else []


def clock(moment: str) -> str:
    """An article's time without its offset: `2024-06-21 08:39`."""
    return moment[:16].replace("T", " ")


def held(parties: Iterable[Party]) -> list[int | str]:
    """Somebody as the verbs take them: the entity where there is one, else the name."""
    return [int(party.entity_id) if party.entity_id else party.name for party in parties]


def names(parties: Iterable[Party]) -> str:
    return "; ".join(party.name for party in parties)


def split(text: str) -> list[str]:
    """What somebody typed into a cell that can hold several."""
    return [part.strip() for part in text.split(";") if part.strip()]


def event_label(event: Event) -> str:
    """How an event is offered and named in a claim's cell: its summary, and its id so that two alike are not mixed up."""
    return f"{event.summary or event.action} ({tag('event', event.id)})"


def event_of(words: str) -> int | None:
    """The event that such a label means; None for an empty one. WorkbenchError for anything else."""
    if not words.strip():
        return None
    found = re.search(r"\be(\d+)\)?$", words.strip())
    if found is None:
        raise WorkbenchError(f"“{words}” names no event: choose one that is offered, or write its id, such as e12")
    return int(found[1])


def number(count: float) -> str:
    return f"{count:,}" if count else ""


def share(confidence: float) -> str:
    return f"{confidence:.2f}" if confidence else ""


def ranked(values: Sequence[str]) -> np.ndarray:
    """A number for each text by which they sort: case and accents aside as far as folding goes, the empty last."""
    folded = np.asarray([value.casefold() for value in values], dtype=object)
    ranks = np.unique(folded.astype(str), return_inverse=True)[1].astype(np.float64)
    ranks[np.asarray([not value for value in values], dtype=bool)] = np.nan
    return ranks


def unranked(ranks: np.ndarray) -> np.ndarray:
    """Ranks of words as sort keys: cells without words come last in either direction."""
    return np.where(ranks < 0, np.nan, ranks)


def numbered(values: Iterable[float]) -> np.ndarray:
    return np.asarray(list(values), dtype=np.float64)
