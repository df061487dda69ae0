"""How values stand in a cell: dates as ISO writes them, so that a column of them can be read down."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from workbench.core import dates
from workbench.core.records import Party


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
