"""What can be done on the timeline with the keyboard."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbench.ui.actions import Action, Choice

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.canvas import Canvas
    from workbench.ui.panes.timeline.chooser import Chooser
    from workbench.ui.panes.timeline.pane import TimelinePane
    from workbench.ui.panes.timeline.writing import Writing

Act = Callable[["TimelinePane", "Canvas", "Writing"], object]
MENU = "View/Timeline"


def _arrow(pane: TimelinePane, writing: Writing, across: int, down: int) -> None:
    """Moves the chosen note, else goes through the statements or the lanes."""
    if writing.nudge(across, down):
        return
    if across:
        pane.step(across)
    else:
        pane.scroll_lanes(down)


ACTS: tuple[tuple[str, str, str, str, Act], ...] = (
    ("note", "Note on the chart", "N", "On the selected statement, else where the pointer is; over the brushed time a span",
     lambda pane, canvas, writing: writing.note_here()),
    ("span", "Span over the brushed time", "Shift+N", "Shift and drag first to brush a stretch of time",
     lambda pane, canvas, writing: writing.span_here()),
    ("marker", "Marker on a day", "M", "On the selected statement's day, else on that under the pointer",
     lambda pane, canvas, writing: writing.marker_here()),
    ("other", "Go to the next note", "T", "The arrow keys then move it", lambda pane, canvas, writing: writing.step()),
    ("edit", "Edit the note's words", "Return,F2", "", lambda pane, canvas, writing: writing.edit()),
    ("colour", "Next colour of the note", "O", "", lambda pane, canvas, writing: writing.next_colour()),
    ("delete", "Delete the note", "Del", "", lambda pane, canvas, writing: writing.delete()),
    ("left", "Previous statement", "Left", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, -1, 0)),
    ("right", "Next statement", "Right", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 1, 0)),
    ("up", "Lanes further up", "Up", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 0, -1)),
    ("down", "Lanes further down", "Down", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 0, 1)),
    ("longer", "Let the span end later", "]", "", lambda pane, canvas, writing: writing.stretch(1)),
    ("shorter", "Let the span end earlier", "[", "", lambda pane, canvas, writing: writing.stretch(-1)),
    ("earlier", "Earlier", "Shift+Left", "", lambda pane, canvas, writing: canvas.pan(-0.25)),
    ("later", "Later", "Shift+Right", "", lambda pane, canvas, writing: canvas.pan(0.25)),
    ("zoom_in", "Zoom into the time", "+,=", "", lambda pane, canvas, writing: canvas.zoom(1.5)),
    ("zoom_out", "Zoom out of the time", "-", "", lambda pane, canvas, writing: canvas.zoom(1 / 1.5)),
    ("reset", "All of the time", "0,Home", "", lambda pane, canvas, writing: canvas.reset_view()),
    ("unfold", "All lanes, or those that fit", "L", "", lambda pane, canvas, writing: pane.unfold()),
    ("leave", "Let go of the note or the brushed time", "Esc", "", lambda pane, canvas, writing: pane.leave()),
)


def actions(pane: TimelinePane) -> list[Action]:
    choices = [Action("timeline.lanes", "Lanes", "", lambda: None, menu=MENU, section="what", choices=lambda: _choices(pane.lane)),
               Action("timeline.time", "Time", "", lambda: None, menu=MENU, section="what", choices=lambda: _choices(pane.clock))]
    return choices + [Action(f"timeline.{name}", text, keys, _then(pane, act), tip, MENU, "how") for name, text, keys, tip, act in ACTS]


def _choices(chooser: Chooser) -> list[Choice]:
    return [(words, partial(chooser.choose, value)) for value, words in chooser.choices.items()]


def _then(pane: TimelinePane, act: Act) -> Callable[[], object]:
    """Nothing before the chart is there."""
    def run() -> None:
        if pane.canvas is not None and pane.writing is not None:
            act(pane, pane.canvas, pane.writing)
    return run
