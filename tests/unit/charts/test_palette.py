from __future__ import annotations

import colorsys
import math
from itertools import combinations

import pytest

from workbench.charts import palette
from workbench.core.records import MENTION_TYPES, SPEECH_ACTS, STANDINGS

THEMES = ("light", "dark")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [*SPEECH_ACTS, *STANDINGS])
def test_words_in_the_colour_of_an_act_read_wherever_they_stand(name, theme):
    there = palette.tokens(theme)
    ink = palette.word_ink(name, theme)
    assert min(palette.contrast(ink, ground) for ground in (there.desk, there.panel, there.selection)) >= 4.5


@pytest.mark.parametrize("act", SPEECH_ACTS)
def test_darkened_ink_keeps_the_hue_of_its_act(act):
    def hue(colour):
        return colorsys.rgb_to_hsv(*(int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)))[0]

    assert hue(palette.word_ink(act, "light")) == pytest.approx(hue(palette.hue(act)), abs=0.02)


@pytest.mark.parametrize("theme", THEMES)
def test_ink_reads_on_every_ground_of_the_desk(theme):
    there = palette.tokens(theme)
    grounds = [there.desk, there.panel, there.selection, there.hover, *palette.TINTS[theme].values(), *palette.NOTES[theme].values()]
    assert min(palette.contrast(there.ink, ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("role", ["muted", "accent", "warning"])
def test_every_other_ink_reads_on_desk_panel_and_selection(role, theme):
    there = palette.tokens(theme)
    assert min(palette.contrast(getattr(there, role), ground) for ground in (there.desk, there.panel, there.selection)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_the_accent_read(theme):
    there = palette.tokens(theme)
    assert palette.contrast(there.on_accent, there.accent) >= 4.5


def test_every_act_has_a_colour_and_a_mark_of_its_own():
    assert list(palette.ACTS) == list(SPEECH_ACTS) == list(palette.MARKS)
    assert len(set(palette.MARKS.values())) == len(set(palette.ACTS.values())) == len(SPEECH_ACTS)


def test_every_kind_of_entity_has_a_tint_and_a_line_of_its_own():
    families = {palette.family(kind) for kind in MENTION_TYPES}
    assert families == set(palette.TINTS["light"]) == set(palette.TINTS["dark"]) == set(palette.UNDERLINES)
    assert len(set(palette.UNDERLINES.values())) == len(families)


def test_note_colours_have_the_same_names_in_both_sets():
    assert list(palette.NOTES["light"]) == list(palette.NOTES["dark"])
    assert palette.note("no such colour") == palette.NOTES["light"]["yellow"]


@pytest.mark.parametrize("theme", THEMES)
def test_marks_disputes_and_the_lines_of_notes_stand_out(theme):
    panel = palette.tokens(theme).panel
    lines = {name: palette.outline(name, theme) for name in palette.ACTS} | {name: palette.note_edge(name, theme) for name in palette.NOTE_NAMES}
    faint = {name: palette.contrast(line, panel) for name, line in (lines | {"disputed": palette.fill("disputed", theme)}).items()
             if palette.contrast(line, panel) < palette.VISIBLE}
    assert faint == {}


@pytest.mark.parametrize("theme", THEMES)
def test_words_on_notes_spans_and_under_the_axis_read(theme):
    there = palette.tokens(theme)
    for name in palette.NOTE_NAMES:
        span = palette.mix(there.panel, palette.note(name, theme), 0.55)
        assert palette.contrast(there.ink, palette.note(name, theme)) >= palette.READABLE
        assert min(palette.contrast(there.muted, span), palette.contrast(there.accent, span)) >= palette.READABLE
    assert min(palette.contrast(some, there.panel) for some in (there.ink, there.muted, there.accent)) >= palette.READABLE


def test_colours_of_acts_stay_apart_for_the_colour_blind_or_their_marks_do():
    """Simulated with the matrices of Machado 2009 for full protanopia, deuteranopia and tritanopia: who cannot tell the hues sees the shapes."""
    kinds = {"protan": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
             "deutan": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
             "tritan": ((1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304))}
    for matrix in kinds.values():
        seen = {name: [sum(a * b for a, b in zip(row, _linear_rgb(hue), strict=True)) for row in matrix] for name, hue in palette.ACTS.items()}
        alike = [(a, b) for a, b in combinations(seen, 2) if math.dist(seen[a], seen[b]) < 0.1]
        assert all(palette.MARKS[a] != palette.MARKS[b] for a, b in alike)
        assert len(alike) <= 5


def _linear_rgb(colour: str) -> list[float]:
    channels = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def test_contrast_is_that_of_wcag():
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
