"""The timeline: who said what when, in lanes, with the analyst's notes. matplotlib is imported in an idle moment after the first paint."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QToolButton, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.core.dates import day_number
from workbench.core.filters import Filter
from workbench.core.records import SPEECH_ACTS, Kind
from workbench.core.selection import Selection
from workbench.core.timeline import EVENT, Clock, LaneKind, Layout
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.panes.timeline import hover, keys, standing
from workbench.ui.panes.timeline.chooser import Chooser
from workbench.ui.widgets.words import OneLine, count, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.charts.timeline import Drawn, Hit
    from workbench.services.timeline import Chart
    from workbench.ui.panes.timeline.canvas import Canvas
    from workbench.ui.panes.timeline.legend import Legend
    from workbench.ui.panes.timeline.writing import Writing

LANE_WORDS = {"speaker": "by speaker", "outlet": "by outlet", "act": "by speech act", "action": "by action"}
CLOCK_WORDS = {"said": "when said", "reported": "when reported", "happened": "when it happened", "both": "happened and reported"}
SHOWN_BY: tuple[Kind, ...] = ("claim", "event", "telling", "entity", "outlet", "article", "document", "link")
IDLE_MS = 30


class TimelinePane(Refreshing, QWidget):
    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.canvas: Canvas | None = None
        self.legend: Legend | None = None
        self.writing: Writing | None = None
        self.chart: Chart | None = None
        self._warming: Thread | None = None  # imports matplotlib
        self._nothing = plain_label("Preparing the chart…", role="muted")  # in the chart's place while there is none
        self._caption = OneLine("caption")
        self._caption.setObjectName("timelineCaption")
        self.lane = Chooser("timelineLane", "Lanes", LANE_WORDS)
        self.clock = Chooser("timelineTime", "Time", CLOCK_WORDS)
        self.lane.chosen.connect(self._chosen)
        self.clock.chosen.connect(self._chosen)
        self.more = QToolButton()
        self.more.setObjectName("timelineMore")
        self.more.setProperty("role", "chooser")
        self.more.setFont(theme.caption_font())
        self.more.clicked.connect(self.unfold)
        self.more.hide()
        self._scroll = QScrollBar(Qt.Orientation.Vertical)
        self._scroll.setAccessibleName("Lanes out of view")
        self._scroll.valueChanged.connect(self._scrolled)
        self._scroll.hide()
        self._lay_out()
        self.follow(workspace)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 8, 0)
        top.setSpacing(4)
        top.addWidget(self._caption, 1)
        top.addWidget(self.more)
        top.addWidget(self.lane)
        top.addWidget(self.clock)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(8, 0, 0, 0)
        self._body.setSpacing(0)
        self._stage = QHBoxLayout()
        self._stage.setSpacing(0)
        self._nothing.setObjectName("timelineNothing")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._stage.addWidget(self._nothing, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addLayout(self._body)
        layout.addLayout(self._stage, 1)

    # matplotlib, once the desk has been painted

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._warming is None:
            self._warming = Thread(target=_warm, name="matplotlib", daemon=True)
            QTimer.singleShot(IDLE_MS, self, self._warming.start)
            QTimer.singleShot(2 * IDLE_MS, self, self._await_matplotlib)

    def _await_matplotlib(self) -> None:
        """The desk stays quick meanwhile: the first time ever matplotlib lists all fonts of the machine."""
        if self._warming is not None and self._warming.is_alive():
            QTimer.singleShot(IDLE_MS, self, self._await_matplotlib)
        else:
            self._make_canvas()

    def _make_canvas(self) -> None:
        canvas_module = import_module("workbench.ui.panes.timeline.canvas")
        self.canvas = cast("Canvas", canvas_module.Canvas(self))
        marks = import_module("workbench.charts.marks")
        self.legend = cast("Legend", import_module("workbench.ui.panes.timeline.legend").Legend(marks.outline, marks.hue_of))
        self.writing = cast("Writing", import_module("workbench.ui.panes.timeline.writing").Writing(self.workspace, self.canvas))
        self._hover = hover.HoverCard(self.canvas)
        self._body.addWidget(self.legend)
        self._stage.addWidget(self.canvas, 1)
        self._stage.addWidget(self._scroll)
        self.setFocusProxy(self.canvas)
        self.legend.chosen.connect(self.workspace.set_filter)
        self.canvas.clicked.connect(self._clicked)
        self.canvas.double_clicked.connect(self.writing.double_clicked)
        self.canvas.hovered.connect(self._hovered)
        self.canvas.brushed.connect(self._brushed)
        self.canvas.moved.connect(self.writing.moved)
        self.canvas.menu_asked.connect(self._show_menu)
        self.canvas.on_drawn = self._was_drawn
        self._read()

    # What it shows

    def refresh(self, changes: Changes) -> None:
        if changes.everything and self.canvas is not None:
            self.canvas.view, self.canvas.brush, self.canvas.current = None, None, None
        if changes.touches(*SHOWN_BY):
            self._read()
        elif changes.touches("annotation"):
            self._show()

    def show_filter(self, new: Filter) -> None:
        self._read()

    def show_selection(self, selection: Selection) -> None:
        if self.canvas is None:
            return
        left, right = (day_number(end, self.canvas.zone) for end in selection.range) if selection.range else (0.0, 0.0)
        self.canvas.brush = (left, right) if selection.range else None
        self._ring(selection)
        if selection.reveal != getattr(self, "_revealed", 0):
            self._revealed = selection.reveal
            self.canvas.reveal(self.canvas.selected)

    def _chosen(self, _: str) -> None:
        if self.canvas is not None:
            self.canvas.view = None
            self._read()

    def _read(self) -> None:
        """Statements, lanes and notes anew."""
        if self.canvas is None or self.legend is None:
            return
        project = self.workspace.project
        if project is None:
            self.chart = None
            self.canvas.hide()
            self.legend.show_acts(())
            self._caption.setText("")
            self._nothing.setText("")
            return
        self.chart = late.services.timeline.read(project, self.workspace.filter, lane=cast(LaneKind, self.lane.value),
                                                 clock=cast(Clock, self.clock.value))
        self.legend.show_acts([SPEECH_ACTS[act] for act in self.chart.acts], self.lane.value == "action")
        self.legend.show_filter(self.workspace.filter)
        self._show()

    def _show(self) -> None:
        project = self.workspace.project
        if self.canvas is None or self.chart is None or project is None:
            return
        layout = self.chart.layout
        words = import_module("workbench.charts.timeline")
        self._caption.setText(_caption(layout, words.counted(layout)))
        self._nothing.setText("" if len(layout.marks) else _why_empty(layout, bool(self.workspace.filter)))
        self._nothing.setVisible(not len(layout.marks))
        if not len(layout.marks):
            self.more.hide()  # otherwise told by what is drawn
        self._caption.setToolTip(words.READING)
        self.canvas.setVisible(len(layout.marks) > 0)
        self.canvas.show_chart(layout, late.services.timeline.drawn(project), project.zone)
        self._ring(self.workspace.selection)

    def _ring(self, selection: Selection) -> None:
        if self.canvas is not None and self.chart is not None:
            self.canvas.selected = self.chart.marks_of(selection)
            self.canvas.update()
            self._describe()

    def _describe(self) -> None:
        """For a reader of the screen: what the chart shows, and the selected statement."""
        project = self.workspace.project
        if self.canvas is None or self.chart is None or project is None:
            return
        words = import_module("workbench.charts.timeline").sentence(self.chart.layout)
        if self.canvas.selected and QAccessible.isActive():
            words += ". Selected: " + hover.words_of(project, self.chart.layout, self.canvas.selected[0], self.canvas.zone)
        self.canvas.setAccessibleDescription(words)

    def _was_drawn(self, drawn: Drawn) -> None:
        """The bar beside the lanes is there only when they were unfolded and do not fit."""
        unfolded = self.canvas is not None and self.canvas.unfolded
        over = int(max(0.0, drawn.rows.total - drawn.frame.height)) if unfolded else 0
        self._scroll.setRange(0, over)
        self._scroll.setPageStep(int(drawn.frame.height))
        self._scroll.setSingleStep(18)
        self._scroll.setValue(int(drawn.scroll))
        self._scroll.setVisible(over > 0)
        folded = drawn.layout.lanes[-1].folded if drawn.layout.lanes else ()
        self.more.setVisible(bool(folded) or over > 0)
        self.more.setText("fewer lanes" if unfolded else f"all {len(drawn.layout.lanes) - 1 + len(folded)} lanes")

    def _scrolled(self, value: int) -> None:
        if self.canvas is not None and self.canvas.unfolded and int(self.canvas.scroll) != value:
            self.canvas.scroll = float(value)
            self.canvas.redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.canvas is not None and self.legend is not None:
            self.canvas.redraw()
            self.legend.restyle()

    # What the analyst does

    def _clicked(self, hit: Hit, modifiers: Qt.KeyboardModifier) -> None:
        canvas = self.canvas
        if canvas is None or self.chart is None:
            return
        canvas.current = hit.index if hit.kind == "annotation" else None
        canvas.update()
        if hit.kind == "mark":
            self._select_mark(self._next_of_pile(hit.index), bool(modifiers & Qt.KeyboardModifier.ControlModifier))
        elif hit.kind == "cell":
            self._select_marks(canvas.marks_in_cell(hit.index))
        elif hit.kind == "lane":
            self._lane_clicked(hit.index)

    def _next_of_pile(self, mark: int) -> int:
        """The mark itself; where several lie on each other each click goes to the next one."""
        if self.canvas is None or self.canvas.drawn is None:
            return mark
        pile = self.canvas.drawn.pile(mark)
        now = next((pile.index(one) for one in self.canvas.selected if one in pile), -1)
        return pile[(now + 1) % len(pile)]

    def _select_mark(self, mark: int, adding: bool = False) -> None:
        assert self.chart is not None  # noqa: S101
        layout, selected = self.chart.layout, self.workspace.selection
        kind = "event" if layout.marks.kind[mark] == EVENT else "claim"
        ids = layout.members(mark)
        if adding and selected.kind == kind:
            ids = tuple(one for one in selected.ids if one not in ids) if set(ids) <= set(selected.ids) else (*selected.ids, *ids)
        self.workspace.select(cast(Any, kind), ids, reveal=True)

    def _select_marks(self, marks: Sequence[int], stretch: tuple[str, str] | None = None) -> None:
        """Claims where there are any, else events."""
        assert self.chart is not None  # noqa: S101
        claims, events = self.chart.layout.members_of(marks)
        self.workspace.select("claim" if claims or not events else "event", claims or events, range=stretch)

    def _lane_clicked(self, row: int) -> None:
        """The lane of the others unfolds; a speaker's or an outlet's lane selects whom it is."""
        if self.canvas is None or self.canvas.drawn is None:
            return
        lane = self.canvas.drawn.layout.lanes[row]
        if lane.folded:
            self.unfold()
            return
        kind, _, number = lane.key.partition(":")
        if kind == "speaker" and number != "0":
            self.workspace.select("entity", int(number), reveal=True)
        elif self.chart is not None:
            self._select_marks([int(mark) for mark in (self.chart.layout.marks.lane == self.chart.layout.row(lane.key)).nonzero()[0]])

    def _brushed(self, left: float, right: float) -> None:
        if self.canvas is None or self.chart is None:
            return
        times = import_module("workbench.ui.panes.timeline.times")
        stretch = (times.to_iso(left, self.canvas.zone), times.to_iso(right, self.canvas.zone))
        marks = [int(mark) for mark in self.chart.layout.within(left, right)]
        self._select_marks(marks, stretch)
        if not marks:
            self.canvas.brush = None
            self.canvas.update()
        self.workspace.report(f"{count(len(marks), 'statement')} selected in the stretch of time")

    def _hovered(self, hit: Hit, at: QPoint | None) -> None:
        project, canvas, chart = self.workspace.project, self.canvas, self.chart
        self._hover.tell(hover.words_at(project, chart.layout, canvas, hit) if project and canvas and chart and at else "", at)

    def _show_menu(self, hit: Hit, at: QPoint) -> None:
        if self.writing is not None and hit.kind == "annotation":
            self.writing.show_menu(hit.index, at)

    def unfold(self) -> None:
        if self.canvas is not None:
            self.canvas.unfolded = not self.canvas.unfolded
            self.canvas.scroll = 0.0
            self.canvas.redraw()

    def step(self, by: int) -> None:
        """Selects the next or previous statement in time."""
        if self.canvas is None or self.chart is None or not len(self.chart.layout.marks):
            return
        order = self.chart.layout.marks.middle.argsort(kind="stable").tolist()
        now = next((order.index(mark) for mark in self.canvas.selected), -1 if by > 0 else len(order))
        self._select_mark(order[min(max(now + by, 0), len(order) - 1)])
        self.canvas.reveal(self.canvas.selected)

    def actions(self) -> list[Action]:
        return keys.actions(self)

    def standing(self) -> dict[str, Any]:
        """What a saved view keeps of the chart."""
        return standing.standing(self)

    def stand(self, wanted: Mapping[str, Any]) -> None:
        standing.stand(self, wanted)

    def scroll_lanes(self, by: int) -> None:
        self._scroll.setValue(self._scroll.value() + by * self._scroll.singleStep())

    def leave(self) -> None:
        """Lets go of the annotation that keys act on, and of the brush."""
        if self.canvas is not None:
            self.canvas.current, self.canvas.brush = None, None
            self.canvas.update()


def _warm() -> None:
    import_module("workbench.charts.timeline")
    import_module("workbench.charts.fonts").families()


def _caption(layout: Layout, words: str) -> str:
    if not len(layout.marks):
        return ""
    return f"{words} · {layout.undated} without a date" if layout.undated else words


def _why_empty(layout: Layout, filtered: bool) -> str:
    if layout.undated:
        return "Nothing that is shown has a date on this clock. Choose another above."
    return "No statements pass the filter. Ctrl+Shift+X clears it." if filtered else "No statements yet."
