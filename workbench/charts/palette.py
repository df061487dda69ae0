"""The one definition of each colour: text, tables and chart agree, in a light and a dark set of the same roles.

Fills take a colour as it is; words take `ink`, or `word_ink(name)`: the hue of an act or standing, moved away from the background until it reads at
4.5 : 1. Colour is never the only signal: `MARKS` gives each act a shape, `UNDERLINES` each kind of entity a line.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

Theme = Literal["light", "dark"]
READABLE = 4.5  # WCAG AA for words of body size
VISIBLE = 3.0  # WCAG AA for marks


@dataclass(frozen=True, slots=True)
class Tokens:
    desk: str
    panel: str
    ink: str
    muted: str
    hairline: str
    accent: str
    selection: str
    on_accent: str  # words on the accent
    hover: str
    warning: str  # a cell or a line that was refused


TOKENS: dict[Theme, Tokens] = {
    "light": Tokens(desk="#F6F5F2", panel="#FFFFFF", ink="#1F2328", muted="#5C6370", hairline="#E3E1DB", accent="#0F5C8C", selection="#DCEBF5",
                    on_accent="#FFFFFF", hover="#EFEDE8", warning="#B3261E"),
    "dark": Tokens(desk="#1A1C1F", panel="#222529", ink="#E8E6E1", muted="#A9AFB9", hairline="#3A3E44", accent="#6FB7E6", selection="#23435A",
                   on_accent="#10202B", hover="#2C3035", warning="#FF9A8F"),
}

ACTS: dict[str, str] = {"state": "#4477AA", "deny": "#CC3311", "warn": "#EE7733", "accuse": "#AA3377", "promise": "#228833", "demand": "#CCBB44",
                        "consider": "#66CCEE", "praise": "#009988", "condemn": "#882255"}
STANDINGS: dict[str, str] = {"corroborated": "#228833", "disputed": "#CC3311", "single-source": "#6B7280"}

MARKS: dict[str, str] = {"state": "o", "deny": "X", "warn": "^", "accuse": ">", "promise": "s", "demand": "D", "consider": "d", "praise": "P",
                         "condemn": "v"}  # matplotlib's names of marker shapes

FAMILIES: dict[str, str] = {"PERSON": "person", "GPE": "place", "LOC": "place", "ORG": "organisation", "NORP": "nationality", "DATE": "date",
                            "TIME": "date"}  # every other type of mention is a "thing"
TINTS: dict[Theme, dict[str, str]] = {
    "light": {"person": "#CFE3F4", "place": "#D8EBD3", "organisation": "#F5E1C8", "nationality": "#E4ECD9", "date": "#E6DDF2", "thing": "#EAE8E3"},
    "dark": {"person": "#27465F", "place": "#2C4A30", "organisation": "#574426", "nationality": "#444E2E", "date": "#463C5E", "thing": "#3A3C3F"},
}
UNDERLINES: dict[str, str] = {"person": "solid", "place": "dash", "organisation": "dot", "nationality": "dashdot", "date": "wave",
                              "thing": "dashdotdot"}  # of a family

NOTES: dict[Theme, dict[str, str]] = {
    "light": {"yellow": "#FFF6D6", "blue": "#DCEBF5", "green": "#DFF0DC", "red": "#FBE0DA", "grey": "#EFEDE8"},
    "dark": {"yellow": "#4A4325", "blue": "#23435A", "green": "#2A4630", "red": "#552F2A", "grey": "#34383D"},
}
NOTE_NAMES = tuple(NOTES["light"])


def tokens(theme: Theme = "light") -> Tokens:
    return TOKENS[theme]


def family(mention_type: str) -> str:
    """`PERSON` is a person, `GPE` a place: the kind of entity that the reader tints and the legend names."""
    return FAMILIES.get(mention_type, "thing")


def tint(mention_type: str, theme: Theme = "light") -> str:
    """The soft fill behind a mention's words."""
    return TINTS[theme][family(mention_type)]


def hue(name: str) -> str:
    """The fill of a speech act or a standing; a name that is neither gets the grey of what nobody confirmed."""
    return ACTS.get(name) or STANDINGS.get(name) or STANDINGS["single-source"]


@cache
def fill(name: str, theme: Theme = "light") -> str:
    """The hue of an act or standing as marks take it: as it is on a light panel, lightened on a dark one until it stands out."""
    return hue(name) if theme == "light" else readable(hue(name), (tokens(theme).panel,), "#FFFFFF", VISIBLE)


@cache
def outline(name: str, theme: Theme = "light") -> str:
    """The line round a mark: its hue, moved until it stands out from the panel, for the fills that do not."""
    ground = tokens(theme).panel
    return readable(fill(name, theme), (ground,), "#000000" if theme == "light" else "#FFFFFF", VISIBLE)


def note(colour: str, theme: Theme = "light") -> str:
    """The fill of a note; an empty or unknown name is yellow."""
    return NOTES[theme].get(colour, NOTES[theme]["yellow"])


@cache
def word_ink(name: str, theme: Theme = "light") -> str:
    """The hue of an act or standing as words take it: readable on the desk, on a panel and on a selected row."""
    there = tokens(theme)
    return readable(hue(name), (there.desk, there.panel, there.selection), "#000000" if theme == "light" else "#FFFFFF")


@cache
def note_edge(colour: str, theme: Theme = "light") -> str:
    """The line round a note and the line that joins it to its anchor: the fill, moved a third of the way to the ink, or until it stands out."""
    return readable(mix(note(colour, theme), tokens(theme).ink, 0.33), (tokens(theme).panel,), tokens(theme).ink, VISIBLE)


def readable(colour: str, grounds: tuple[str, ...], towards: str, ratio: float = READABLE) -> str:
    """`colour`, moved towards another in steps of a hundredth until it reads on all the grounds."""
    steps = (mix(colour, towards, step / 100) for step in range(101))
    return next(some for some in steps if all(contrast(some, ground) >= ratio for ground in grounds))


def contrast(a: str, b: str) -> float:
    """The ratio of WCAG 2: 1 for the same colour, 21 for black on white."""
    low, high = sorted((_luminance(a), _luminance(b)))
    return (high + 0.05) / (low + 0.05)


def mix(a: str, b: str, share: float) -> str:
    """`a` with a share of `b`, as #RRGGBB."""
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in zip(_rgb(a), _rgb(b), strict=True))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
