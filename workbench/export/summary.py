"""The report's table: a pivot over the exported claims, a row per speaker and day."""
from __future__ import annotations

from collections.abc import Iterable, Set

import pandas as pd

from workbench.core.records import Claim
from workbench.export.rows import Table

COLUMNS = ("speaker", "day", "claims", "articles", "outlets", "denied", "disputed")


def summary(claims: Iterable[Claim], denied: Set[int]) -> Table:
    """`day`: when it was said, else published; `denied`: how many of the claims somebody denies (their ids); `disputed`: by their standing.

    A claim of several speakers counts for each of them, one of nobody under no name.
    """
    voices = pd.DataFrame([(name, c.said_from or c.published_at[:10], c.id, c.article_id, c.outlet or None, c.id in denied, c.standing == "disputed")
                           for c in claims for name in {party.name: None for party in c.speakers} or [""]],
                          columns=["speaker", "day", "claim", "article", "outlet", "denied", "disputed"])
    if voices.empty:
        return Table(COLUMNS)
    pivot = voices.groupby(["speaker", "day"], sort=True).agg(
        claims=("claim", "nunique"), articles=("article", "nunique"), outlets=("outlet", "nunique"), denied=("denied", "sum"),
        disputed=("disputed", "sum")).reset_index()
    return Table(COLUMNS, [tuple(cell if isinstance(cell, str) else int(cell) for cell in row) for row in pivot.itertuples(index=False, name=None)])
