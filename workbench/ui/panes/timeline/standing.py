"""How the chart stands, in words: its lanes, its clock, the stretch of time that is zoomed into."""
from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from workbench.core.dates import BadDate, day_number
from workbench.core.look import Look
from workbench.core.timeline import Clock, LaneKind
from workbench.ui import theme

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.pane import TimelinePane


def standing(pane: TimelinePane) -> dict[str, Any]:
    canvas = pane.canvas
    seen: list[str] = []
    if canvas is not None and canvas.view is not None:
        times = import_module("workbench.ui.panes.timeline.times")
        seen = [times.to_iso(day, canvas.zone) for day in canvas.view]
    return {"lane": pane.lane.value, "clock": pane.clock.value, "stretch": seen, "unfolded": canvas is not None and canvas.unfolded}


def look(pane: TimelinePane) -> Look:
    """As it is seen: what an export draws again."""
    canvas = pane.canvas
    if canvas is None or canvas.drawn is None:
        return Look(cast(LaneKind, pane.lane.value), cast(Clock, pane.clock.value))
    seen = standing(pane)["stretch"]
    wide, high = (round(float(side) * 72, 2) for side in canvas.figure.get_size_inches())
    return Look(cast(LaneKind, pane.lane.value), cast(Clock, pane.clock.value), (seen[0], seen[1]) if seen else None,
                (wide, None if canvas.unfolded else high), theme.current())


def stand(pane: TimelinePane, wanted: Mapping[str, Any]) -> None:
    """What is no lane, clock or stretch is passed over."""
    for chooser, name in ((pane.lane, "lane"), (pane.clock, "clock")):
        if wanted.get(name) in chooser.choices:
            chooser.choose(wanted[name])
    if pane.canvas is None:
        return
    if (wanted.get("unfolded") is True) != pane.canvas.unfolded:
        pane.canvas.unfold()
    stretch = _days(wanted.get("stretch"), pane.canvas.zone)
    if stretch:
        pane.canvas.set_view(*stretch)
    else:
        pane.canvas.reset_view()


def _days(stretch: object, zone: str) -> tuple[float, float] | None:
    if not isinstance(stretch, list) or len(stretch) != 2:
        return None
    try:
        left, right = (day_number(str(end), zone) for end in stretch)
    except (BadDate, ValueError):
        return None
    return (left, right) if left < right else None
