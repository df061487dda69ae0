"""The day of a story that names none, by the dated stories that tell the same in the same words."""
from __future__ import annotations

import re
from collections.abc import Iterable

WORDS = 6  # of a run that two stories share
RUNS = 10  # shared runs from which two texts tell the same news: in our corpus all such pairs came out within four days


def latest(text: str, dated: Iterable[tuple[str, str]]) -> str:
    """The latest ISO day of the (text, day) pairs that share enough runs of words with `text`; nothing when none does."""
    own = _runs(text)
    return max((day for other, day in dated if day and len(own & _runs(other)) >= RUNS), default="")


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n:n + WORDS]) for n in range(len(words) - WORDS + 1)}
