"""Which records of which kind an edit, a load or an undo touched."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.core.records import Kind


@dataclass(frozen=True)
class Changes:
    """`ids` maps a kind to the touched ids, gone ones included; `everything` is said when a project was opened or closed."""
    ids: Mapping[str, frozenset[int]] = field(default_factory=dict)
    everything: bool = False

    @classmethod
    def of(cls, **ids: Iterable[int]) -> Changes:
        return cls({kind: frozenset(some) for kind, some in ids.items() if some})

    def touches(self, *kinds: Kind) -> bool:
        return self.everything or any(self.ids.get(kind) for kind in kinds)

    def __or__(self, other: Changes) -> Changes:
        kinds = {*self.ids, *other.ids}
        return Changes({k: self.ids.get(k, frozenset()) | other.ids.get(k, frozenset()) for k in kinds}, self.everything or other.everything)

    def __bool__(self) -> bool:
        return self.everything or any(self.ids.values())
