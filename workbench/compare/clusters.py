"""Which rows are one: a union-find that never joins what must stay apart."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.core.comparison import Decision


class Clusters:
    """Clusters of row ids, each known by its lowest id."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._parent = {number: number for number in ids}
        self._members = {number: [number] for number in self._parent}
        self._apart: dict[int, set[int]] = defaultdict(set)

    def __contains__(self, number: int) -> bool:
        return number in self._parent

    def find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = number = self._parent[self._parent[number]]
        return number

    def members(self, number: int) -> Sequence[int]:
        return self._members[self.find(number)]

    def together(self, a: int, b: int) -> bool:
        return self.find(a) == self.find(b)

    def may_join(self, a: int, b: int) -> bool:
        small, large = sorted((self.find(a), self.find(b)), key=lambda root: len(self._members[root]))
        return not any(self.find(other) == large for number in self._members[small] for other in self._apart.get(number, ()))

    def keep_apart(self, a: int, b: int) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)

    def join(self, a: int, b: int) -> bool:
        """One cluster from here on; False where two of its rows must stay apart."""
        low, high = sorted((self.find(a), self.find(b)))
        if low == high:
            return True
        if not self.may_join(low, high):
            return False
        self._parent[high] = low
        self._members[low] += self._members.pop(high)
        return True

    def all(self) -> list[list[int]]:
        return [sorted(self._members[root]) for root in sorted(self._members)]


def decided(ids: Iterable[int], decisions: Iterable[Decision], kind: str) -> Clusters:
    """The clusters that the analyst's decisions alone make; of two that cannot both hold the later one counts."""
    clusters = Clusters(ids)
    ours = [d for d in decisions if d.kind == kind and d.a in clusters and d.b in clusters]
    for decision in ours:
        if decision.verdict == "different":
            clusters.keep_apart(decision.a, decision.b)
    for decision in ours:
        if decision.verdict == "same":
            clusters.join(decision.a, decision.b)
    return clusters
