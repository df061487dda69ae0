"""The timeline: who said what when, in lanes, with the analyst's notes. matplotlib is imported in an idle moment after the first paint."""
from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QScrollBar, QToolButton, QVBoxLayout, QWidget

from workbench.core.changes import Changes
from workbench.core.dates import day_number
from workbench.core.filters import Filter
from workbench.core.look import Look
from workbench.core.records import SPEECH_ACTS, Kind
from workbench.core.selection import Selection
from workbench.core.timeline import Clock, LaneKind, Layout
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.panes.refresh import Refreshing
from workbench.ui.panes.timeline import hover, keys, standing
from workbench.ui.panes.timeline.chooser import Chooser
from workbench.ui.widgets.words import OneLine, plain_label, plain_tip
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.charts.timeline import Drawn, Hit
    from workbench.services.timeline import Chart
    from workbench.ui.panes.timeline.canvas import Canvas
    from workbench.ui.panes.timeline.choosing import Choosing
    from workbench.ui.panes.timeline.legend import Legend
    from workbench.ui.panes.timeline.rangebar import RangeBar
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
        self.choosing: Choosing | None = None
        self.range: RangeBar | None = None
        self.chart: Chart | None = None
        self._warming: Thread | None = None  # imports matplotlib
        self._nothing = plain_label("Preparing the chart…", role="muted")  # in the chart's place while there is none
        self._caption = OneLine("caption")
        self._caption.setObjectName("timelineCaption")
        self.lane = Chooser("timelineLane", "Lanes", LANE_WORDS)
        self.clock = Chooser("timelineTime", "Time", CLOCK_WORDS)
        self.lane.chosen.connect(self._read)
        self.clock.chosen.connect(self._clock_chosen)
        self.more = self._button("timelineMore")
        self.undated = self._button("timelineUndated")
        self.undated.setToolTip("Select them: they are in the tables (U)")
        self._scroll = QScrollBar(Qt.Orientation.Vertical)
        self._scroll.setAccessibleName("Lanes out of view")
        self._scroll.valueChanged.connect(self._scrolled)
        self._scroll.hide()
        self._lay_out()
        self.follow(workspace)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setProperty("role", "chooser")
        button.setFont(theme.caption_font())
        button.hide()
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 4, 8, 0)
        top.setSpacing(4)
        top.addWidget(self._caption, 1)
        top.addWidget(self.undated)
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
        self._foot = QHBoxLayout()
        layout.addLayout(self._foot)

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
        self.canvas = cast("Canvas", import_module("workbench.ui.panes.timeline.canvas").Canvas(self))
        marks = import_module("workbench.charts.marks")
        self.legend = cast("Legend", import_module("workbench.ui.panes.timeline.legend").Legend(marks.outline, marks.hue_of, marks.edge_of))
        self.writing = cast("Writing", import_module("workbench.ui.panes.timeline.writing").Writing(self.workspace, self.canvas))
        self.choosing = cast("Choosing", import_module("workbench.ui.panes.timeline.choosing").Choosing(self.workspace, self.canvas))
        self.range = cast("RangeBar", import_module("workbench.ui.panes.timeline.rangebar").RangeBar())
        self._hover = hover.HoverCard(self.canvas)
        self._body.addWidget(self.legend)
        self._stage.addWidget(self.canvas, 1)
        self._stage.addWidget(self._scroll)
        self._foot.addWidget(self.range)
        self.setFocusProxy(self.canvas)
        self._connect(self.canvas, self.legend, self.writing, self.choosing, self.range)
        self._read()

    def _connect(self, canvas: Canvas, legend: Legend, writing: Writing, choosing: Choosing, bar: RangeBar) -> None:
        legend.chosen.connect(self.workspace.set_filter)
        canvas.clicked.connect(choosing.clicked)
        canvas.brushed.connect(choosing.brushed)
        canvas.double_clicked.connect(writing.double_clicked)
        canvas.moved.connect(writing.moved)
        canvas.menu_asked.connect(writing.show_menu)
        canvas.hovered.connect(self._hovered)
        canvas.turned.connect(self._say)
        canvas.slid.connect(bar.show_stretch)
        canvas.on_drawn = self._was_drawn
        self.more.clicked.connect(canvas.unfold)
        self.undated.clicked.connect(choosing.undated)
        bar.slid.connect(canvas.slide)
        bar.sized.connect(canvas.set_view)
        bar.dropped.connect(canvas.settle)
        bar.all_asked.connect(canvas.reset_view)

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
        self.canvas.aim.rest()

    def _clock_chosen(self) -> None:
        """What was in view may lie elsewhere on another clock."""
        if self.canvas is not None:
            self.canvas.view = None
            self._read()

    def _read(self) -> None:
        """Statements, lanes and notes anew."""
        if self.canvas is None or self.legend is None or self.range is None:
            return
        project = self.workspace.project
        if project is None:
            self.chart = None
            for one in (self.canvas, self.range, self.undated, self.more):
                one.setVisible(False)
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
        if self.canvas is None or self.range is None or self.chart is None or project is None:
            return
        layout = self.chart.layout
        self.undated.setText(f"{layout.undated} without a date")
        self.undated.setVisible(layout.undated > 0)
        self._nothing.setText("" if len(layout.marks) else _why_empty(layout, bool(self.workspace.filter)))
        self._nothing.setVisible(not len(layout.marks))
        if not len(layout.marks):
            self.more.hide()  # otherwise told by what is drawn
        for one in (self.canvas, self.range):
            one.setVisible(len(layout.marks) > 0)
        self.range.show_layout(layout, project.zone)
        self.canvas.show_chart(layout, late.services.timeline.drawn(project), project.zone)
        self._say()
        self._ring(self.workspace.selection)

    def _say(self) -> None:
        """How many statements; in their place the keys that apply when there is something that they act on."""
        if self.canvas is None or self.chart is None:
            return
        words = import_module("workbench.charts.timeline")
        layout = self.chart.layout
        hint = keys.hint(self.canvas.annotation(self.canvas.current), self.canvas.brush is not None)
        self._caption.setText(hint or (words.counted(layout) if len(layout.marks) else ""))
        self._caption.setToolTip(plain_tip(hint or words.READING))

    def _ring(self, selection: Selection) -> None:
        if self.canvas is not None and self.chart is not None:
            self.canvas.selected = self.chart.marks_of(selection)
            self.canvas.selected_arcs = self.chart.layout.arcs_of(selection.ids) if selection.kind == "link" else ()
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
        if self.canvas is not None and self.range is not None:
            edges = (self.canvas.on_screen(x, 0).x() for x in (0.0, drawn.frame.width))
            self.range.show_stretch(*drawn.frame.view, tuple(edges))
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

    def _hovered(self, hit: Hit, at: QPoint | None) -> None:
        project, canvas, chart = self.workspace.project, self.canvas, self.chart
        words = ""
        if project and canvas and chart and at and not isinstance(QApplication.focusWidget(), QPlainTextEdit):  # else she writes
            words = hover.words_at(project, chart.layout, canvas, hit)
        self._hover.tell(words, at)

    def actions(self) -> list[Action]:
        return keys.actions(self)

    def standing(self) -> dict[str, Any]:
        """What a saved view keeps of the chart."""
        return standing.standing(self)

    def look(self) -> Look:
        return standing.look(self)

    def stand(self, wanted: Mapping[str, Any]) -> None:
        standing.stand(self, wanted)

    def leave(self) -> None:
        """Lets go of the annotation that keys act on, and of the brush."""
        if self.canvas is not None:
            self.canvas.current, self.canvas.brush = None, None


def _warm() -> None:
    import_module("workbench.charts.timeline")
    import_module("workbench.charts.fonts").families()


def _why_empty(layout: Layout, filtered: bool) -> str:
    if layout.undated:
        return "Nothing that is shown has a date on this clock. Choose another above."
    return "No statements pass the filter. Ctrl+Shift+X clears it." if filtered else "No statements yet."
