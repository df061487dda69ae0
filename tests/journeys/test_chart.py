"""Annotating the chart and exporting it, with a real mouse and keyboard; and how it looks in the dark on a sharp screen.

Where things are on the chart is worked out by drawing it again from the project's file, in the size that it has on the screen.
"""
from __future__ import annotations

import json
import shlex
import shutil
import time
from contextlib import closing

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.journeys.conftest import File
from tests.journeys.eyes import blind
from tests.journeys.screen import Screen, until
from workbench import assets, cli
from workbench.charts.annotations import need_strip
from workbench.charts.timeline import Drawn, draw
from workbench.core.filters import Filter
from workbench.services import timeline
from workbench.storage import queries

SAID = "First public threat to Seoul"
JUNE_19, JUNE_21 = 19_893.0, 19_895.0


class Chart:
    """The chart on the screen: what is where, and what the mouse does to it."""
    def __init__(self, screen: Screen, file: File) -> None:
        self.screen, self.file = screen, file

    def read(self) -> timeline.Chart:
        return self.file.ask(timeline.read, Filter())

    def drawn(self) -> Drawn:
        x, y, wide, high = self.screen.ask("place", name="Timeline chart")["box"]
        self.corner = x, y
        figure = Figure(figsize=(wide / 96, high / 96), dpi=96)
        FigureCanvasAgg(figure)
        notes = self.file.ask(timeline.drawn)
        return draw(figure.add_axes((0.1, 0.1, 0.8, 0.8)), self.read().layout, notes, strip=need_strip(notes))

    def place(self, drawn: Drawn, x: float, y: float) -> tuple[int, int]:
        """Points of the lanes as pixels of the screen."""
        across, down = (x + drawn.frame.left) * 96 / 72, (y + drawn.frame.top) * 96 / 72
        return self.screen.middle([self.corner[0] + round(across), self.corner[1] + round(down), 0, 0])

    def mark(self, mark: int) -> tuple[int, int]:
        drawn = self.drawn()
        x, y, _ = drawn.spot(mark)
        return self.place(drawn, x, y)

    def day(self, days: float, from_below: float = 4.0) -> tuple[int, int]:
        drawn = self.drawn()
        return self.place(drawn, drawn.frame.x(days), drawn.frame.height - from_below)

    def words(self, number: int) -> tuple[int, int]:
        """The middle of an annotation's words."""
        drawn = self.drawn()
        left, top, right, bottom = next(one.box for one in drawn.annotations if one.annotation.id == number)
        return self.place(drawn, (left + right) / 2, (top + bottom) / 2)

    def edge(self, number: int) -> tuple[int, int]:
        """The end of a span, where nothing lies on it."""
        drawn = self.drawn()
        x = next(one.edges[1] for one in drawn.annotations if one.annotation.id == number)
        free = next(y for y in range(int(drawn.frame.height) - 3, 0, -3) if drawn.what_is_at(*self._figure(drawn, x, y)).part == "to")
        return self.place(drawn, x, free)

    def _figure(self, drawn: Drawn, x: float, y: float) -> tuple[float, float]:
        return tuple(drawn.frame.transform(drawn.figure).transform((x, y)))

    def arc(self) -> tuple[int, int]:
        """A place on a dispute where nothing else is."""
        drawn = self.drawn()
        for arc in drawn.arcs.which.tolist():
            (x0, y0), (x1, y1), (x2, y2) = drawn.arcs.curve(arc)
            for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
                x, y = ((1 - share) ** 2 * a + 2 * share * (1 - share) * b + share ** 2 * c for a, b, c in ((x0, x1, x2), (y0, y1, y2)))
                if drawn.what_is_at(*self._figure(drawn, x, y)).kind == "arc":
                    return self.place(drawn, x, y)
        raise AssertionError("no dispute is to be seen")

    def point(self, place: tuple[int, int]) -> None:
        self.screen.do("mousemove", "--sync", *map(str, place))
        time.sleep(0.3)

    def brush(self, start: tuple[int, int], stop: tuple[int, int]) -> None:
        self.screen.do("keydown", "shift")
        self.screen.drag(start, stop)
        self.screen.do("keyup", "shift")

    def notes(self) -> list:
        return self.file.ask(timeline.drawn)

    def until_notes(self, what: str, **cells: object) -> None:
        """Until the newest annotation has these values."""
        until(lambda: any(all(getattr(one, name) == value for name, value in cells.items()) for one in self.notes()), 20, what)


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The sample, as the models read it."""
    path = tmp_path_factory.mktemp("read") / "June 2024 summit.workbench"
    assert cli.main(["import", str(path), *map(str, assets.seeds())]) == 0
    return path


@pytest.fixture
def summit(read, tmp_path):
    return File(shutil.copy(read, tmp_path / read.name))


def test_annotating_the_chart_and_exporting_it(seeing, summit):
    with seeing.program(str(summit.path)) as program:
        seeing.maximise(seeing.window("summit"))
        until(lambda: seeing.sees("Timeline chart"), 120, "the chart")
        time.sleep(1)
        seeing.picture("chart-01-whole")
        chart = Chart(seeing, summit)
        write_a_note(seeing, chart)
        put_a_span(seeing, chart)
        put_a_marker(seeing, chart)
        look_closer(seeing, chart)
        follow_a_dispute(seeing, chart)
        use_the_legend(seeing, chart)
        export(seeing, chart)
        seeing.key("ctrl+q")
        assert program.wait(30) == 0


def write_a_note(screen, chart):
    """On the statement that most articles carry; dragged, taken back, done again."""
    layout = chart.read().layout
    mark = int(layout.marks.articles.argmax())
    place = chart.mark(mark)
    chart.point(place)
    screen.picture("chart-02-hover")
    screen.click(*place)
    screen.key("n")
    screen.type(SAID)
    screen.picture("chart-03-writing")
    screen.key("Return")
    chart.until_notes("the note", text=SAID, claim_id=int(layout.marks.id[mark]))
    x, y = chart.words(chart.notes()[0].id)
    before = chart.notes()[0].offset
    screen.drag((x, y), (x - 120, y + 40))
    until(lambda: chart.notes()[0].offset != before, 20, "the note dragged")
    moved = chart.notes()[0].offset
    screen.key("ctrl+z")
    until(lambda: chart.notes()[0].offset == before, 20, "the drag undone")
    screen.key("ctrl+shift+z")
    until(lambda: chart.notes()[0].offset == moved, 20, "the drag done again")


def put_a_span(screen, chart):
    """Brushed with the mouse, named, stretched at its edge, then by keys."""
    chart.brush(chart.day(JUNE_19 + 0.1), chart.day(JUNE_19 + 0.9))
    time.sleep(0.5)
    screen.picture("chart-04-brushed")
    screen.key("shift+n")
    screen.type("Summit in Pyongyang")
    screen.key("Return")
    chart.until_notes("the span", kind="span", date_from="2024-06-19", date_to="2024-06-19")
    screen.key("Escape")
    x, y = chart.edge(chart.notes()[-1].id)
    screen.drag((x, y), (chart.day(JUNE_19 + 2)[0], y))
    chart.until_notes("the span stretched", kind="span", date_to="2024-06-20")
    screen.key("bracketleft")
    chart.until_notes("the span shortened by key", kind="span", date_to="2024-06-19")
    screen.picture("chart-05-span")


def put_a_marker(screen, chart):
    """Where the mouse points; coloured, deleted and brought back by keys."""
    chart.point(chart.day(JUNE_21 + 0.3))
    screen.key("m")
    screen.type("Ambassador summoned")
    screen.key("Return")
    chart.until_notes("the marker", kind="marker", date_from="2024-06-21", text="Ambassador summoned")
    screen.key("o")
    chart.until_notes("its colour", kind="marker", colour="yellow")
    screen.key("Delete")
    until(lambda: len(chart.notes()) == 2, 20, "the marker deleted")
    screen.key("ctrl+z")
    chart.until_notes("the marker brought back", kind="marker", colour="yellow")
    screen.picture("chart-06-annotated")


def look_closer(screen, chart):
    """With the wheel, then with the bar's end and its keys; then all of it again."""
    chart.point(chart.day(JUNE_21 + 0.2, from_below=60))
    for _ in range(4):
        screen.do("click", "4")
    screen.picture("chart-07-zoomed")
    x, y, wide, high = screen.ask("place", name="Stretch of time in view")["box"]
    screen.click(*screen.middle([x + wide // 2, y, 0, high]))
    screen.key("shift+Right", "ctrl+Left", "Right")
    screen.picture("chart-08-bar")
    screen.key("Home")


def follow_a_dispute(screen, chart):
    place = chart.arc()
    chart.point(place)
    time.sleep(0.4)
    screen.picture("chart-09-dispute-hovered")
    screen.click(*place)
    until(lambda: screen.sees("Ruling"), 20, "both sides in the inspector")
    screen.picture("chart-10-dispute")


def use_the_legend(screen, chart):
    """An act is switched off for the whole desk and on again; then another clock, and what has no date on it is taken up."""
    screen.press("state, shown")
    until(lambda: screen.sees("state, hidden"), 20, "the act hidden")
    screen.picture("chart-11-filtered")
    screen.press("state, hidden")
    until(lambda: screen.sees("state, shown"), 20, "the act shown")
    screen.press("Time: when said")
    screen.key("Up", "Up", "Return")
    until(lambda: screen.sees("Time: when it happened"), 20, "another clock")
    undated = chart.file.ask(timeline.read, Filter(), clock="happened").layout.undated
    screen.press(f"{undated} without a date")
    screen.picture("chart-12-undated")


def export(screen, chart):
    """As it is seen; the command line in the dialog writes the same bytes."""
    folder = chart.file.path.parent / "from the desk"
    screen.key("ctrl+shift+e")
    screen.window("Export the chart", 20)
    screen.press("File", "text")
    screen.key("ctrl+a")
    screen.type(str(folder / "chart.svg"))
    time.sleep(1)
    screen.picture("chart-13-export")
    screen.key("Return")
    until((folder / "chart.svg").exists, 30, "the figure")
    screen.picture("chart-14-exported")
    screen.key("Escape")
    written = (folder / "chart.svg").read_text()
    command = written.partition("<dc:description>")[2].partition("</dc:description>")[0]
    words = shlex.split(command.replace("&quot;", '"'))
    again = folder.parent / "again" / "chart.svg"
    assert cli.main(["chart", str(chart.file.path), "--out", str(again), *words[5:]]) == 0
    assert again.read_text() == written
    assert len(chart.file.ask(queries.list_annotations)) == 3


def test_the_chart_in_the_dark_on_a_sharp_screen(home, summit):
    if blind():
        pytest.skip(blind())
    settings = home / ".config" / "Claims Workbench" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"appearance": "dark"}))
    with closing(Screen(home, scale=2, eyes=True)) as screen, screen.program(str(summit.path)) as program:
        screen.maximise(screen.window("summit"))
        until(lambda: screen.sees("Timeline chart"), 120, "the chart")
        time.sleep(2)
        chart = Chart(screen, summit)
        screen.click(*chart.mark(int(chart.read().layout.marks.articles.argmax())))
        screen.key("n")
        screen.type(SAID)
        screen.key("Return")
        chart.until_notes("the note", text=SAID)
        chart.point(chart.arc())
        screen.picture("chart-20-dark-sharp")
        chart.point(chart.day(JUNE_21, from_below=60))
        for _ in range(3):
            screen.do("click", "4")
        screen.key("ctrl+shift+e")
        screen.window("Export the chart", 20)
        until(lambda: screen.sees("Command line", "label"), 20, "the dialog")
        time.sleep(3)
        screen.picture("chart-21-dark-export")
        screen.key("Escape", "ctrl+q")
        assert program.wait(30) == 0
