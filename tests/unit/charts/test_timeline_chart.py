from __future__ import annotations

import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from workbench.charts import annotations, fonts, legend, palette, rows, timeline
from workbench.charts.figure import figure
from workbench.charts.timeline import Hit
from workbench.core.records import Annotation

NOTE = Annotation(1, "note", "2024-06-20T14:00", lane="speaker:2", text="First public threat to Seoul", colour="yellow")
SPAN = Annotation(2, "span", "2024-06-19", "2024-06-19", text="Summit in Pyongyang")
MARKER = Annotation(3, "marker", "2024-06-21", text="Ambassador summoned")


def chart(layout, notes=(), size=(7.2, 2.7), **how):
    figure = Figure(figsize=size, dpi=96)
    canvas = FigureCanvasAgg(figure)
    drawn = timeline.draw(figure.add_axes((0.1, 0.1, 0.8, 0.8)), layout, notes, **how)
    canvas.draw()
    return drawn


def pixel(drawn, x, y):
    """Points of the lanes as matplotlib's pixels."""
    return drawn.frame.transform(drawn.figure).transform((x, y))


def words(drawn) -> dict[str, Text]:
    return {text.get_text(): text for text in drawn.axes.findobj(Text) if text.get_text()}


def test_each_mark_is_found_where_it_is_drawn(lay_out):
    drawn = chart(lay_out(12, 4))
    for mark in drawn.placed.which:
        x, y, _ = drawn.spot(mark)
        assert drawn.what_is_at(*pixel(drawn, x, y)) == Hit("mark", drawn.pile(mark)[0])


def test_a_mark_is_where_matplotlib_puts_its_shape(lay_out):
    drawn = chart(lay_out(1, 1))
    shape = next(one for one in drawn.axes.collections if isinstance(one, PathCollection) and one.get_gid() == "marks-state")
    np.testing.assert_allclose(drawn.axes.transData.transform(shape.get_offsets()[0]), pixel(drawn, *drawn.spot(0)[:2]), atol=0.01)


def test_a_bar_is_hit_along_its_whole_day(lay_out):
    drawn = chart(lay_out(12, 12, 4.0))
    mark = 2
    x, y, _ = drawn.spot(mark)
    half = drawn.frame.scale / 2
    assert drawn.what_is_at(*pixel(drawn, x + half - 2, y)) == Hit("mark", mark)
    assert drawn.what_is_at(*pixel(drawn, x + half + 12, y)) != Hit("mark", mark)


def test_nothing_is_hit_in_the_empty_and_names_are_lanes(lay_out):
    drawn = chart(lay_out(4, 4))
    assert drawn.what_is_at(*pixel(drawn, drawn.frame.width - 1, drawn.frame.height - 1)).kind == "nothing"
    assert drawn.what_is_at(*pixel(drawn, -30, drawn.rows.middles[2])) == Hit("lane", 2)


def test_hollow_is_denied(lay_out):
    layout = lay_out(2, 2)
    drawn = chart(replace(layout, marks=replace(layout.marks, denied=np.array([True, False]))))
    faces = {one.get_gid(): one.get_facecolor()[0] for one in drawn.axes.collections if isinstance(one, PathCollection) and one.get_gid()}
    assert faces["marks-state"][:3].tolist() == [1, 1, 1]
    assert faces["marks-deny"][:3].tolist() != [1, 1, 1]


def test_low_confidence_fades(lay_out):
    drawn = chart(lay_out(2, 2))
    alphas = {one.get_gid(): one.get_facecolor()[0][3] for one in drawn.axes.collections if isinstance(one, PathCollection) and one.get_gid()}
    assert alphas["marks-state"] < 0.5
    assert alphas["marks-deny"] == 1


def test_disputes_are_dashed(lay_out):
    drawn = chart(lay_out(8, 4, disputes=[(("claim", 1), ("claim", 8), 5)]))
    arc = next(patch for patch in drawn.axes.patches if patch.get_gid() == "disputes")
    assert arc.get_linestyle() not in ("-", "solid")
    assert len(arc.get_path().vertices) == 3


def test_an_arc_is_found_along_its_curve_and_below_the_marks_at_its_ends(lay_out):
    layout = lay_out(8, 4, disputes=[(("claim", 1), ("claim", 8), 5)])
    drawn = chart(layout)
    (x0, y0), (x1, y1), (x2, y2) = drawn.arcs.curve(0)
    assert drawn.what_is_at(*pixel(drawn, (x0 + 2 * x1 + x2) / 4, (y0 + 2 * y1 + y2) / 4)) == Hit("arc", 0)
    assert drawn.what_is_at(*pixel(drawn, x1, y1)).kind != "arc", "the curve bends before it comes to its corner"
    assert drawn.what_is_at(*pixel(drawn, x0, y0)).kind == "mark"
    assert layout.arc_links == ((5,),)


def test_a_lane_with_more_marks_than_room_is_a_density_while_the_others_keep_their_marks(lay_out):
    drawn = chart(lay_out(3_000, 300, 30.0, disputes=[(("claim", 1), ("claim", 8), 5), (("claim", 1), ("claim", 299), 6)]))
    assert drawn.crowded.tolist() == [False] * (len(drawn.crowded) - 1) + [True]
    hit = drawn.what_is_at(*pixel(drawn, drawn.frame.width / 2, drawn.rows.middles[-1]))
    assert hit.kind == "cell"
    assert len(drawn.in_cell(hit.index)) == drawn.counts.ravel()[hit.index] > 0
    assert drawn.apart.which.tolist() == drawn.placed.which[drawn.layout.marks.lane[drawn.placed.which] < len(drawn.crowded) - 1].tolist()
    assert not len(drawn.arcs.which), "arcs that end in a density would point at nothing"


def test_all_words_lie_within_the_figure(lay_out):
    drawn = chart(lay_out(60, 30), [NOTE, SPAN, MARKER])
    for text in drawn.axes.findobj(Text):
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= -1, text.get_text()
            assert box.x1 <= drawn.figure.bbox.x1 + 1, text.get_text()
            assert box.y0 >= -1, text.get_text()
            assert box.y1 <= drawn.figure.bbox.y1 + 1, text.get_text()


def test_lanes_that_do_not_fit_are_one_and_can_be_unfolded(lay_out):
    layout = lay_out(60, 30)
    folded, unfolded = chart(layout), chart(layout, unfolded=True)
    assert folded.layout.lanes[-1].name.startswith("+ ")
    assert len(unfolded.layout.lanes) == 30
    assert unfolded.rows.total > unfolded.frame.height


def test_scrolling_brings_the_last_lanes_into_view(lay_out):
    layout = lay_out(60, 30)
    top, bottom = chart(layout, unfolded=True), chart(layout, unfolded=True, scroll=1e6)
    assert "Speaker 30" not in words(top)
    assert "Speaker 30" in words(bottom)


def test_lanes_never_overlap(lay_out):
    arranged = rows.arrange(lay_out(200, 9), (19_892.0, 19_896.0), 400, 180)
    np.testing.assert_allclose(arranged.tops[1:], (arranged.tops + arranged.heights)[:-1])
    assert arranged.total <= 180 + 1e-6


def test_what_is_out_of_view_is_counted(lay_out):
    layout = lay_out(20, 2, 4.0)
    drawn = chart(layout, view=(19_893.0, 19_894.0))
    before = int((layout.marks.right < 19_893.0).sum())
    assert f"‹ {before} earlier" in words(drawn)


def test_too_many_marks_become_densities_that_name_their_marks(lay_out):
    drawn = chart(lay_out(12_000, 5, 30.0))
    hit = drawn.what_is_at(*pixel(drawn, drawn.frame.width / 2, drawn.rows.middles[0]))
    assert hit.kind == "cell"
    assert len(drawn.spots([7])) == 1, "a selected statement is ringed among densities too"
    assert len(drawn.in_cell(hit.index)) == drawn.counts.ravel()[hit.index] > 0
    assert drawn.layout.marks.lane[drawn.in_cell(hit.index)].tolist() == [0] * len(drawn.in_cell(hit.index))


def test_zooming_into_densities_shows_marks_again(lay_out):
    drawn = chart(lay_out(12_000, 5, 30.0), view=(19_893.0, 19_893.2))
    assert not drawn.crowded.any()
    assert len(drawn.apart.which) > 50


def test_marks_in_one_place_are_a_pile_and_counted(lay_out):
    layout = lay_out(40, 1, 0.0001)
    drawn = chart(layout, size=(7, 1.0))
    pile = max((drawn.pile(mark) for mark in drawn.placed.which), key=len)
    assert len(pile) > 1
    assert f"+{len(pile) - 1}" in words(drawn)


# Notes, spans, markers


def test_a_note_points_at_its_claims_mark_and_hides_with_it(lay_out):
    layout = lay_out(8, 4)
    on_claim = replace(NOTE, claim_id=3)
    drawn = chart(layout, [on_claim])
    assert drawn.annotations[0].anchor == pytest.approx(drawn.spot(int(layout.marks_of("claim", [3])[0]))[:2])
    assert chart(layout, [replace(NOTE, claim_id=999)]).annotations == []


def test_a_note_stands_in_its_lane_in_other_lanes_in_the_strip_and_hides_with_its_lane(lay_out):
    layout = lay_out(8, 4)
    here, elsewhere = chart(layout, [NOTE]), chart(layout, [replace(NOTE, lane="act:deny")])
    assert here.annotations[0].anchor[1] == pytest.approx(here.rows.middles[here.layout.row("speaker:2")])
    assert elsewhere.annotations[0].anchor[1] < 0
    assert chart(layout, [replace(NOTE, lane="speaker:77")]).annotations == []


def test_a_note_keeps_the_place_that_it_was_dragged_to(lay_out):
    drawn = chart(lay_out(8, 4), [replace(NOTE, offset=(-120.0, 30.0))])
    shown = drawn.annotations[0]
    assert shown.box[0] == pytest.approx(shown.anchor[0] - 120.0)
    assert (shown.box[1] + shown.box[3]) / 2 == pytest.approx(shown.anchor[1] + 30.0)


def test_notes_in_one_place_lie_beside_each_other_and_dragged_ones_above(lay_out):
    shown = chart(lay_out(8, 4), [replace(NOTE, id=number) for number in (1, 2, 3)]).annotations
    assert not any(annotations._overlap(a.box, b.box) for a in shown for b in shown if a is not b)
    dragged = chart(lay_out(8, 4), [replace(NOTE, id=number, offset=(20.0, 30.0)) for number in (1, 2)]).annotations
    below, above = ([artist.get_zorder() for artist in one.artists if not isinstance(artist, Line2D)] for one in dragged)
    assert max(below) < min(above)


def test_words_edges_and_line_of_annotations_are_hit(lay_out):
    drawn = chart(lay_out(4, 4, 5.0), [NOTE, SPAN, MARKER])
    shown = {one.annotation.id: one for one in drawn.annotations}
    left, top, _, bottom = shown[1].box
    assert drawn.what_is_at(*pixel(drawn, left + 4, (top + bottom) / 2)) == Hit("annotation", 1, "words")
    assert drawn.what_is_at(*pixel(drawn, shown[2].edges[0], drawn.frame.height - 2)) == Hit("annotation", 2, "from")
    assert drawn.what_is_at(*pixel(drawn, shown[3].anchor[0], drawn.frame.height - 2)) == Hit("annotation", 3, "line")


def test_a_span_covers_its_days(lay_out):
    drawn = chart(lay_out(8, 4), [SPAN])
    left, right = drawn.annotations[0].edges
    assert (right - left) == pytest.approx(drawn.frame.scale)


def test_a_marker_is_drawn_within_the_lanes_or_not_at_all(lay_out):
    whole, part = chart(lay_out(12, 4), [MARKER]), chart(lay_out(12, 4), [MARKER], view=(19_892.0, 19_895.4))
    assert 0 <= whole.annotations[0].anchor[0] <= whole.frame.width
    assert part.annotations == [], "the middle of its day is out of view"


def test_words_of_the_strip_do_not_cover_each_other(lay_out):
    drawn = chart(lay_out(8, 4), [SPAN, replace(SPAN, id=5, text="The same days, other words")])
    a, b = (one.box for one in drawn.annotations)
    assert a[3] <= b[1] + 6 or a[2] <= b[0] or b[2] <= a[0]


@pytest.mark.parametrize("text", ["costs $5 and $6", "a_b^c \\frac{", "<b>bold</b>", "", "🇰🇵 調査 مرحبا"])
def test_words_are_never_read_as_mathematics_or_markup(lay_out, text, recwarn):
    shown = words(chart(lay_out(4, 2), [replace(NOTE, text=text)]))
    assert text == "" or any(text.split()[0] in found for found in shown)


def test_a_date_that_cannot_be_read_leaves_the_rest(lay_out):
    assert [one.annotation.id for one in chart(lay_out(4, 2), [replace(MARKER, date_from="someday"), SPAN]).annotations] == [2]


# Figures


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_figure_says_what_it_shows_and_holds_the_notes(lay_out, theme):
    made = figure(lay_out(30, 6), [NOTE, SPAN], theme=theme)
    there = {text.get_text() for text in made.findobj(Text)}
    assert {"30 statements by speaker, when said", NOTE.text, SPAN.text, "state", "deny"} <= there
    assert made.get_facecolor()[:3] == pytest.approx([int(palette.tokens(theme).panel[i:i + 2], 16) / 255 for i in (1, 3, 5)])


def test_a_figure_grows_until_it_shows_every_lane(lay_out):
    made = figure(lay_out(80, 40))
    assert figure(lay_out(4, 4)).get_size_inches()[1] == pytest.approx(260 / 72)
    assert 3.7 < made.get_size_inches()[1] < 16
    assert {f"Speaker {n}" for n in range(1, 41)} <= {text.get_text() for text in made.findobj(Text)}


def test_a_figure_of_the_desks_size_holds_the_very_chart_of_the_desk(lay_out):
    layout, view = lay_out(80, 40), (19_892.5, 19_894.5)
    drawn = chart(layout, [NOTE, SPAN], size=(8.0, 3.0), view=view)
    made = figure(layout, [NOTE, SPAN], size=(576.0, 216.0), view=view, source="The small project · no filter")
    shapes = {one.get_gid(): one.get_offsets() for one in made.findobj(PathCollection) if one.get_gid()}
    for mine in (one for one in drawn.axes.findobj(PathCollection) if one.get_gid()):
        np.testing.assert_allclose(shapes[mine.get_gid()], mine.get_offsets())
    assert made.axes[0].get_position().width * made.get_size_inches()[0] * 72 == pytest.approx(drawn.frame.width)
    lanes = {text.get_text() for text in made.findobj(Text)}
    assert {lane.name for lane in drawn.layout.lanes} <= lanes
    assert "The small project · no filter" in lanes


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_figure_can_be_saved(lay_out, kind):
    out = io.BytesIO()
    figure(lay_out(10, 3), [NOTE, SPAN, MARKER]).savefig(out, format=kind)
    assert len(out.getvalue()) > 5000


def test_an_empty_chart_is_drawn(lay_out):
    drawn = chart(lay_out(0))
    assert drawn.what_is_at(50, 50).kind == "nothing"
    assert timeline.sentence(drawn.layout) == "0 statements by speaker, when said"


def test_entries_of_the_legend_never_overlap():
    names = [*palette.ACTS, "event"]
    for row in legend.rows_of(names, 300):
        ends = [(x, x + legend.MARK + fonts.width(name, 8.5)) for x, name in row]
        assert all(end < start for (_, end), (start, _) in pairwise(ends))
        assert ends[-1][1] <= 300
    assert [name for row in legend.rows_of(names, 300) for _, name in row] == names


def test_words_are_cut_to_their_room():
    cut = fonts.fit("South Korean Ministry of Foreign Affairs", 8.5, 80)
    assert cut.endswith("…")
    assert fonts.width(cut, 8.5) <= 80
    assert fonts.fit("Seoul", 8.5, 80) == "Seoul"


def test_lines_are_wrapped_and_the_rest_is_owned_up_to():
    lines = fonts.wrap("one two three four five six seven eight nine ten", 8.5, 40, lines=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert annotations.LINE > 8.5
