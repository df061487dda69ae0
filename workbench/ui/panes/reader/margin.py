"""The margin beside the text: a rule along the lines of each claim, with who says it and how. Labels never overlap: where claims crowd,
one label stands for several."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF

from workbench.charts import palette
from workbench.ui import theme

WIDTH = 132.0  # labels, rules and the gap to the text
GAP = 12.0  # between the innermost rule and the text
RULE, LANE, LANES = 3.0, 5.0, 3
EDGE = 8.0  # of the window
NOBODY = "no speaker"
SAYS = {"state": "states", "deny": "denies", "warn": "warns", "accuse": "accuses", "promise": "promises", "demand": "demands",
        "consider": "considers", "praise": "praises", "condemn": "condemns"}


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as the margin shows it. `start` and `end` are positions of its hull in the widget's document."""
    id: int
    start: int
    end: int
    speaker: str
    act: str
    outlets: int = 1  # that carry the statement, this one included
    disputed: bool = False
    faded: bool = False  # out of the filter

    @property
    def elsewhere(self) -> list[str]:
        """What other articles do with the statement."""
        return [*([f"≡ {self.outlets} outlets"] if self.outlets > 1 else []), *(["≠ disputed"] if self.disputed else [])]


@dataclass(frozen=True, slots=True)
class Rule:
    said: Said
    top: float
    bottom: float
    lane: int


@dataclass(frozen=True, slots=True)
class Label:
    claims: tuple[Said, ...]
    top: float
    room: float  # to the next label

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(said.id for said in self.claims)


class Drawn(NamedTuple):
    """A label in its place: its lines, each with where it begins and its ink."""
    rect: QRectF
    ids: tuple[int, ...]
    font: QFont
    lines: tuple[tuple[QPointF, str, QColor], ...]


def breadth() -> float:
    """Of the whole margin: it grows with the letters."""
    return WIDTH * theme.letters()


def rules(claims: Iterable[tuple[Said, float, float]]) -> list[Rule]:
    """Claims that share lines get rules side by side, in at most LANES lanes, the first one nearest to the text."""
    placed: list[Rule] = []
    for said, top, bottom in claims:
        taken = {rule.lane for rule in placed if rule.bottom > top + 1 and rule.top < bottom - 1}
        lane = next((lane for lane in range(LANES) if lane not in taken), LANES - 1)
        placed.append(Rule(said, top, bottom, lane))
    return placed


def labels(starts: Sequence[tuple[Said, float]], bottom: float, line: float) -> list[Label]:
    """One label for each claim that has a line of room before the next one begins; claims with less room share a label.
    `bottom` is where the next block's first label may begin."""
    crowds: list[tuple[list[Said], float]] = []
    for said, top in starts:
        if crowds and top - crowds[-1][1] < line:
            crowds[-1][0].append(said)
        else:
            crowds.append(([said], top))
    tops = [top for _, top in crowds] + [bottom]
    return [Label(tuple(crowd), top, below - top) for (crowd, top), below in zip(crowds, tops[1:], strict=True)]


def words(label: Label, chosen: int | None) -> tuple[str, list[str]]:
    """Who, and the lines below it, the most important first."""
    said = next((some for some in label.claims if some.id == chosen), label.claims[0])
    act = SAYS.get(said.act, said.act)
    if len(label.claims) == 1:
        return said.speaker or NOBODY, [act, *said.elsewhere]
    if said.id == chosen:
        return said.speaker or NOBODY, [f"{act} · {label.claims.index(said) + 1} of {len(label.claims)}", *said.elsewhere]
    names = list(dict.fromkeys(some.speaker for some in label.claims if some.speaker))
    who = names[0] if len(names) == 1 else f"{len(names)} speakers" if names else NOBODY
    return who, [f"{len(label.claims)} claims"]


@lru_cache(maxsize=4096)
def lines(who: str, below: tuple[str, ...], room: float, width: float, bold: bool) -> list[tuple[str, float]]:
    """As many lines as there is room for, each with its width; a long name takes two when nothing is pushed out by it."""
    metrics = QFontMetricsF(theme.caption_font(bold))
    most = max(1, int((room + 2) // metrics.height()))
    names = _broken(who, metrics, width) if most > len(below) + 1 else [who]
    shown = [metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in [*names, *below]][:most]
    return [(line, metrics.horizontalAdvance(line)) for line in shown]


def _broken(name: str, metrics: QFontMetricsF, width: float) -> list[str]:
    first: list[str] = []
    rest = name.split()
    while rest and metrics.horizontalAdvance(" ".join([*first, rest[0]])) <= width:
        first.append(rest.pop(0))
    return [part for part in (" ".join(first), " ".join(rest)) if part]


def place_rule(rule: Rule, left: float, chosen: bool) -> tuple[QRectF, QColor]:
    """`left` is where the text begins."""
    colour = QColor(palette.hue(rule.said.act))
    colour.setAlphaF(0.3 if rule.said.faded and not chosen else 1.0)
    return QRectF(left - GAP - RULE - rule.lane * LANE, rule.top, RULE, rule.bottom - rule.top), colour


def place_label(label: Label, left: float, inset: float, chosen: int | None) -> Drawn:
    """Right-aligned before the rules."""
    bold = chosen in label.ids
    font = theme.caption_font(bold)
    metrics = QFontMetricsF(font)
    right = left - GAP - RULE - 8 - inset
    who, below = words(label, chosen)
    shown = [(QPointF(right - width, label.top + i * metrics.height() + metrics.ascent()), line, _ink(label, chosen, line))
             for i, (line, width) in enumerate(lines(who, tuple(below), label.room, right - EDGE, bold))]
    return Drawn(QRectF(0, label.top, left - GAP + 4, len(shown) * metrics.height()), label.ids, font, tuple(shown))


def _ink(label: Label, chosen: int | None, line: str) -> QColor:
    """What is out of the filter loses its colour, not its contrast."""
    if line.startswith("≠"):
        return QColor(palette.word_ink("disputed", theme.current()))
    acts = {said.act for said in label.claims if said.id == chosen} or {said.act for said in label.claims}
    faded = all(said.faded for said in label.claims) and chosen not in label.ids
    plain = faded or len(acts) > 1 or line.startswith("≡")
    return QColor(theme.tokens().muted if plain else palette.word_ink(acts.pop(), theme.current()))
