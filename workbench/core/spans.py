"""Half-open spans of code points: how they meet, and overlapping ones as a row of segments."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from workbench.core.records import Span

T = TypeVar("T")


def hull(spans: Iterable[Span]) -> Span:
    """From the first start to the last end. Refuses no spans at all."""
    starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def without(spans: Iterable[Span], hole: Span) -> list[Span]:
    """What is left of the spans when a stretch is taken out of them."""
    left = [part for start, end in spans for part in ((start, min(end, hole[0])), (max(start, hole[1]), end))]
    return sorted({part for part in left if part[0] < part[1]})


def flatten(spans: Sequence[tuple[int, int, T]]) -> list[tuple[int, int, tuple[T, ...]]]:
    """Segments without overlap, in order, each with the values of all spans over it: the longest span's first, so that the innermost is last.

    Empty spans are left out, and so are stretches that no span holds. One sorted sweep: n log n for spans that nest a few deep.
    """
    order = sorted((span for span in spans if span[0] < span[1]), key=lambda span: (span[0], -span[1]))
    segments: list[tuple[int, int, tuple[T, ...]]] = []
    open_spans: list[tuple[int, int, T]] = []
    at = 0
    for span in order:
        if open_spans:
            _close(segments, open_spans, at, span[0])
        open_spans.append(span)
        at = span[0]
    _close(segments, open_spans, at, max((span[1] for span in open_spans), default=0))
    return segments


def _close(segments: list[tuple[int, int, tuple[T, ...]]], open_spans: list[tuple[int, int, T]], at: int, until: int) -> None:
    """Writes the segments between two places, taking the spans that end on the way off the list."""
    if len(open_spans) == 1 and open_spans[0][1] <= until:
        _, end, value = open_spans.pop()
        segments.append((at, end, (value,)))
    while open_spans and at < until:
        stop = min(until, min(end for _, end, _ in open_spans))
        if at < stop:
            values = tuple(value for _, _, value in sorted(open_spans, key=lambda span: span[0] - span[1]))
            segments.append((at, stop, values))
        open_spans[:] = [span for span in open_spans if span[1] > stop]
        at = stop
