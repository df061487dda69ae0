"""Code points of the document's text <-> positions in Qt's document, and the marks of a text as sorted arrays of such positions.

The only place that knows that Qt counts UTF-16 units and that it shows a CR LF as one end of paragraph.
"""
from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from workbench.core import spans
from workbench.core.records import Span

T = TypeVar("T", bound=Hashable)

_ENDS = "\r\u2029\ufdd0\ufdd1"  # Qt takes each of them for the end of a paragraph
_AS_SHOWN = {ord(end): "\n" for end in _ENDS} | {0xFFFC: "\ufffd", 0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_BLANK = "\t\n\v\f\r \x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))


def _table(letters: str) -> NDArray[np.bool_]:
    """Says of each code point of the basic plane whether it is one of these, of all others that they are not."""
    table = np.zeros(0x10000, dtype=bool)
    table[[ord(letter) for letter in letters]] = True
    return table


_IS_BLANK, _IS_END = _table(_BLANK), _table(_ENDS + "\n")


class Offsets:
    """Maps one text. `shown` is what the widget is given: a CR before an LF is left out, and what Qt would take for something else is
    replaced, character by character. `lines` are the paragraphs as the widget has them, in code points without their ends."""
    def __init__(self, text: str) -> None:
        self.text = text
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        dropped = np.zeros(len(points), dtype=bool)
        dropped[:-1] = (points[:-1] == 13) & (points[1:] == 10)
        widths = 1 + (points > 0xFFFF) - dropped
        self._positions: NDArray[np.int64] = np.concatenate(([0], np.cumsum(widths, dtype=np.int64)))
        self.shown = text.replace("\r\n", "\n").translate(_AS_SHOWN)
        plane = np.minimum(points, 0xFFFF)
        ends = np.flatnonzero(_IS_END[plane] & ~dropped)
        self.line_starts: NDArray[np.int64] = np.concatenate(([0], ends + 1))
        self.line_ends: NDArray[np.int64] = np.concatenate((ends - np.append(dropped, False)[ends - 1], [len(points)]))
        self.blank: NDArray[np.bool_] = _IS_BLANK[plane]
        self.length = len(points)

    def position(self, offset: int) -> int:
        """Where a code point stands in the widget's document. An offset outside the text is moved to its end."""
        return int(self._positions[min(max(offset, 0), self.length)])

    def positions(self, offsets: Sequence[int] | NDArray[np.int64]) -> NDArray[np.int64]:
        return self._positions[np.clip(np.asarray(offsets, dtype=np.int64), 0, self.length)]

    def offset(self, position: int) -> int:
        """The code point at a position; at the end of a paragraph the CR of a CR LF, so that a selection does not take it in."""
        return min(int(np.searchsorted(self._positions, position, side="left")), self.length)

    def line_of(self, offset: int) -> int:
        return max(0, int(np.searchsorted(self.line_starts, offset, side="right")) - 1)

    def line_span(self, offset: int) -> Span:
        line = self.line_of(offset)
        return int(self.line_starts[line]), int(self.line_ends[line])

    def trimmed(self, span: Span) -> Span:
        """Without the blank at both ends; empty when there is nothing else in it."""
        solid = np.flatnonzero(~self.blank[span[0]:span[1]])
        return (span[0] + int(solid[0]), span[0] + int(solid[-1]) + 1) if len(solid) else (span[0], span[0])


class Layer(Generic[T]):
    """Marks of one kind over a text: segments without overlap in Qt's positions, the innermost mark's value on each."""
    def __init__(self, offsets: Offsets, marks: Iterable[tuple[int, int, T]] = ()) -> None:
        segments = spans.flatten(list(marks))
        self._starts = offsets.positions([start for start, _, _ in segments])
        self._ends = offsets.positions([end for _, end, _ in segments])
        self._values = [values[-1] for _, _, values in segments]

    def within(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """The segments that touch a stretch, cut to it and counted from its start."""
        first = int(np.searchsorted(self._ends, start, side="right"))
        last = int(np.searchsorted(self._starts, end, side="left"))
        for i in range(first, last):
            yield max(int(self._starts[i]), start) - start, min(int(self._ends[i]), end) - start, self._values[i]

    def __len__(self) -> int:
        return len(self._values)
