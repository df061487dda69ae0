"""How the chart stands, in words: its lanes, its clock, the stretch of time that is zoomed into."""
from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.core.dates import BadDate, day_number

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.pane import TimelinePane


def standing(pane: TimelinePane) -> dict[str, Any]:
    canvas = pane.canvas
    seen: list[str] = []
    if canvas is not None and canvas.view is not None:
        times = import_module("workbench.ui.panes.timeline.times")
        seen = [times.to_iso(day, canvas.zone) for day in canvas.view]
    return {"lane": pane.lane.value, "clock": pane.clock.value, "stretch": seen}


def stand(pane: TimelinePane, wanted: Mapping[str, Any]) -> None:
    """What is no lane, clock or stretch is passed over."""
    for chooser, name in ((pane.lane, "lane"), (pane.clock, "clock")):
        if wanted.get(name) in chooser.choices:
            chooser.choose(wanted[name])
    if pane.canvas is None:
        return
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
