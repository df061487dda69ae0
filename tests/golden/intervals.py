"""How far each figure of the scorer can be trusted: 95 % of what it would be on other stories of the same kind, by drawing the stories again with
replacement. What was matched stays matched; an item counts as often as the story that holds it was drawn (an event: the story of its first words)."""
from __future__ import annotations

import copy
import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from score import Scorer, measures
from score_input import Item, Missing

DRAWS = 100
Home = tuple[str, int]  # a story: its file and its place there


class Homes:
    """Which story an item stands in: the last one that begins before it."""

    def __init__(self, stories: Sequence[Item]) -> None:
        self.starts: dict[str, list[int]] = defaultdict(list)
        for file, start, _ in sorted(span for story in stories for span in story.spans):
            self.starts[file].append(start)
        self.all: list[Home] = [(file, n) for file, starts in self.starts.items() for n in range(len(starts))]

    def of(self, item: Item) -> Home | None:
        if not item.spans:
            return None
        file, start, _ = item.spans[0]
        return file, max(0, bisect_right(self.starts[file], start) - 1)


class Drawn(Scorer):
    """The scorer over one draw of stories."""

    def __init__(self, whole: Scorer, count: Callable[[Item], int]) -> None:
        self.whole, self.count = whole, count
        self.gold = copy.copy(whole.gold)
        self.export = self  # type: ignore[assignment]  # its tables are the ones drawn
        self.folder, self.drawn = whole.export.folder, {}
        for kind in ("stories", "blocks", "mentions", "dates", "claims", "events", "links"):
            setattr(self.gold, kind, self.again(getattr(whole.gold, kind)))
        for kind in ("stories", "mentions", "dates", "claims", "events"):
            self.__dict__[kind] = self.pairs(kind)
        self.__dict__["links"] = self.links_again()

    def again(self, items: Sequence[Item]) -> list[Item]:
        return [item for item in items for _ in range(self.count(item))]

    def pairs(self, kind: str) -> list[tuple[Item, Item]]:
        try:
            return [(gold, found) for gold, found in getattr(self.whole, kind) for _ in range(self.count(gold))]
        except Missing:
            return []

    def links_again(self) -> tuple[list[tuple[Item, Item]], list[Item]]:
        try:
            pairs, found = self.whole.links
        except Missing:
            return [], []
        return [pair for pair in pairs for _ in range(self.count(pair[0]))], self.again(found)

    def table(self, name: str, *columns: str) -> list[Item]:
        rows = self.whole.export.table(name, *columns)
        if name not in self.drawn:
            self.drawn[name] = self.again(rows)
        return self.drawn[name]

    def mentioned(self, *types: str) -> list[Item]:
        key = " ".join(types)
        if key not in self.drawn:
            self.drawn[key] = self.again(self.whole.mentioned(*types))
        return self.drawn[key]


def intervals(whole: Scorer, draws: int = DRAWS, seed: int = 1) -> dict[tuple[str, str], tuple[float, float]]:
    """The lowest and the highest value of each measure, without the outer 2.5 % on either side."""
    rng, homes = random.Random(seed), Homes(whole.gold.stories)  # noqa: S311
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _ in range(draws):
        times = Counter(rng.choices(homes.all, k=len(homes.all)))
        scorer = Drawn(whole, lambda item, times=times: times[homes.of(item)] if homes.of(item) else 1)  # type: ignore[misc]
        for section, name, compute in measures(scorer):
            if section != "links" or scorer.links[1] or scorer.gold.links:  # nothing was asked
                values[section, name].append(value(compute))
    return {name: (sorted(some)[round(.025 * (len(some) - 1))], sorted(some)[round(.975 * (len(some) - 1))]) for name, some in values.items()}


def value(compute: Callable[[], Any]) -> float:
    try:
        return float(compute()[0])
    except Missing:
        return 0.0
