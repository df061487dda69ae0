"""What can be done on the timeline with the keyboard."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from workbench.ui.actions import Action, Choice

if TYPE_CHECKING:
    from workbench.core.records import Annotation
    from workbench.ui.panes.timeline.canvas import Canvas
    from workbench.ui.panes.timeline.chooser import Chooser
    from workbench.ui.panes.timeline.pane import TimelinePane
    from workbench.ui.panes.timeline.writing import Writing

Act = Callable[["TimelinePane", "Canvas", "Writing"], object]
MENU = "View/Timeline"


def _arrow(pane: TimelinePane, writing: Writing, across: int, down: int) -> None:
    """Moves the chosen note, else goes from statement to statement."""
    if writing.nudge(across, down) or pane.choosing is None:
        return
    if across:
        pane.choosing.step(across)
    else:
        pane.choosing.step_lane(down)


def _stretch(pane: TimelinePane, writing: Writing, end: str, by: int) -> None:
    """An end of the chosen span, else of the brushed time."""
    if not writing.stretch(end, by) and pane.choosing is not None:
        pane.choosing.stretch(end, by)


def _choose(pane: TimelinePane, what: Literal["brush_here", "undated"]) -> None:
    if pane.choosing is not None:
        getattr(pane.choosing, what)()


def hint(annotation: Annotation | None, brushed: bool) -> str:
    """The keys that apply now: they are in sight where they do."""
    if annotation is not None:
        own = {"note": "← → ↑ ↓ move · P point", "span": "← → move · [ ] end · { } begin", "marker": "← → move"}
        return f"{own.get(annotation.kind, '')} · Enter words · O colour · Del · Esc"
    return "N span · [ ] end · { } begin · Esc" if brushed else ""


ACTS: tuple[tuple[str, str, str, str, Act], ...] = (
    ("note", "Note on the chart", "N", "Where the mouse points, else on the selected statement; over the brushed time a span",
     lambda pane, canvas, writing: writing.note_here()),
    ("span", "Span over the brushed time", "Shift+N", "Brush a stretch of time first: Shift and drag, or B",
     lambda pane, canvas, writing: writing.span_here()),
    ("marker", "Marker on a day", "M", "Where the mouse points, else on the selected statement's day",
     lambda pane, canvas, writing: writing.marker_here()),
    ("other", "Go to the next note", "T", "The arrow keys then move it", lambda pane, canvas, writing: writing.step()),
    ("edit", "Edit the note's words", "Return,F2", "", lambda pane, canvas, writing: writing.edit()),
    ("colour", "Next colour of the note", "O", "", lambda pane, canvas, writing: writing.next_colour()),
    ("delete", "Delete the note", "Del", "", lambda pane, canvas, writing: writing.delete()),
    ("point", "Point the note at the selected statement", "P", "", lambda pane, canvas, writing: writing.point()),
    ("left", "Previous statement", "Left", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, -1, 0)),
    ("right", "Next statement", "Right", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 1, 0)),
    ("up", "Statement in the lane above", "Up", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 0, -1)),
    ("down", "Statement in the lane below", "Down", "Or moves the chosen note", lambda pane, canvas, writing: _arrow(pane, writing, 0, 1)),
    ("brush", "Brush the day", "B", "Of the selected statement; what lies in it is selected everywhere",
     lambda pane, canvas, writing: _choose(pane, "brush_here")),
    ("longer", "Let the span end later", "],Ctrl+Right", "Or the brushed time", lambda pane, canvas, writing: _stretch(pane, writing, "to", 1)),
    ("shorter", "Let the span end earlier", "[,Ctrl+Left", "Or the brushed time", lambda pane, canvas, writing: _stretch(pane, writing, "to", -1)),
    ("begin_later", "Let the span begin later", "},Ctrl+Shift+Right", "Or the brushed time",
     lambda pane, canvas, writing: _stretch(pane, writing, "from", 1)),
    ("begin_earlier", "Let the span begin earlier", "{,Ctrl+Shift+Left", "Or the brushed time",
     lambda pane, canvas, writing: _stretch(pane, writing, "from", -1)),
    ("undated", "Select what has no date on this clock", "U", "It is not drawn, but can be worked on in the tables",
     lambda pane, canvas, writing: _choose(pane, "undated")),
    ("earlier", "Earlier", "Shift+Left", "", lambda pane, canvas, writing: canvas.pan(-0.25)),
    ("later", "Later", "Shift+Right", "", lambda pane, canvas, writing: canvas.pan(0.25)),
    ("zoom_in", "Zoom into the time", "+,=", "", lambda pane, canvas, writing: canvas.zoom(1.5)),
    ("zoom_out", "Zoom out of the time", "-", "", lambda pane, canvas, writing: canvas.zoom(1 / 1.5)),
    ("reset", "All of the time", "0,Home", "", lambda pane, canvas, writing: canvas.reset_view()),
    ("unfold", "All lanes, or those that fit", "L", "", lambda pane, canvas, writing: canvas.unfold()),
    ("leave", "Let go of the note or the brushed time", "Esc", "", lambda pane, canvas, writing: pane.leave()),
)


def actions(pane: TimelinePane) -> list[Action]:
    choices = [Action("timeline.lanes", "Lanes", "", lambda: None, menu=MENU, section="what", choices=lambda: _choices(pane.lane)),
               Action("timeline.time", "Time", "", lambda: None, menu=MENU, section="what", choices=lambda: _choices(pane.clock))]
    return choices + [Action(f"timeline.{name}", text, keys, _then(pane, act), tip, MENU, "how", here=True) for name, text, keys, tip, act in ACTS]


def _choices(chooser: Chooser) -> list[Choice]:
    return [(words, partial(chooser.choose, value)) for value, words in chooser.choices.items()]


def _then(pane: TimelinePane, act: Act) -> Callable[[], object]:
    """Nothing before the chart is there."""
    def run() -> None:
        if pane.canvas is not None and pane.writing is not None:
            act(pane, pane.canvas, pane.writing)
    return run
