from __future__ import annotations

import colorsys

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


def test_contrast_is_that_of_wcag():
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
