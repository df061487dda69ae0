"""How a chart stands: its lanes, its clock, the stretch of time, its size; and the words of the command line that draw it again."""
from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Literal

from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.timeline import Clock, LaneKind

SIZES = (120.0, 2880.0)  # points that a side may have


@dataclass(frozen=True, slots=True)
class Look:
    lane: LaneKind = "speaker"
    clock: Clock = "said"
    stretch: tuple[str, str] | None = None  # ISO moments; none: where most of it is
    size: tuple[float, float | None] | None = None  # points, as on the desk: lanes that do not fit are folded; without a height none are
    theme: Literal["light", "dark"] = "light"

    def command(self, project: str, only: Filter, file: str) -> str:
        """What draws the same file again."""
        words = ["workbench", "chart", project, "--out", file, "--lane", self.lane, "--time", self.clock]
        words += ["--from", self.stretch[0], "--to", self.stretch[1]] if self.stretch else []
        words += ["--size", "x".join(f"{side:g}" for side in self.size if side)] if self.size else []
        words += ["--theme", self.theme] if self.theme != "light" else []
        words += ["--where", str(only)] if only else []
        return shlex.join(words)


def parse_size(text: str) -> tuple[float, float | None]:
    """“615x298”: points across and down; “615”: across."""
    across, cross, down = text.casefold().replace("×", "x").partition("x")
    try:
        size = float(across), float(down) if cross else None
    except ValueError:
        raise WorkbenchError(f"“{text}” is no size: write the width and the height in points, such as 615x298.") from None
    if not all(side is None or SIZES[0] <= side <= SIZES[1] for side in size):
        raise WorkbenchError(f"“{text}” is no size for a chart: each side has {SIZES[0]:g} to {SIZES[1]:g} points.")
    return size
