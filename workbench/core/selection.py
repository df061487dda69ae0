"""What the analyst is looking at."""
from __future__ import annotations

from dataclasses import dataclass

from workbench.core.records import Kind


@dataclass(frozen=True)
class Selection:
    """`ids[0]` is the primary one. `field` is the cell whose words are meant (speaker, cue, date ...). `range` is a brushed stretch of
    time, two ISO moments. Only a person's activation raises `reveal`, so that choosing the same row again brings its words back into view."""
    kind: Kind | None = None
    ids: tuple[int, ...] = ()
    field: str = ""
    range: tuple[str, str] | None = None
    reveal: int = 0

    @property
    def primary(self) -> int | None:
        return self.ids[0] if self.ids else None
