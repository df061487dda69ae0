"""A story as the stages after the tagger see it: its mined paragraphs, cut into sentences, and what was found in them."""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from workbench.core.extraction import ReadArticle, ReadBlock
from workbench.core.records import MINED_BLOCKS, Span
from workbench.ingest.decode import Found

_SHORT = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Maj|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|St|Jr|Sr|No|vs)"
                    r"|\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b[A-Z]\.[A-Z])\.$")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[A-Z0-9ÀÖØ-Þ])")


def sentences(text: str, start: int, end: int) -> list[Span]:
    """The sentences of text[start:end], without the blanks between them."""
    cuts = []
    for match in _END.finditer(text, start, end):
        dot = match.start() + 1
        if match[0].startswith(".") and match[0][1:2].isspace() and _SHORT.search(text, max(start, dot - 8), dot):
            continue
        cuts.append((match.start() + len(match[0].rstrip()), match.end()))
    edges = [(start, start), *cuts, (end, end)]
    return [(one[1], other[0]) for one, other in pairwise(edges) if one[1] < other[0]]


@dataclass(frozen=True, slots=True)
class Paragraph:
    span: Span
    kind: str
    sentences: tuple[Span, ...]


@dataclass
class Story:
    """One article of a page. `number` is its place among the extraction's articles."""
    number: int
    article: ReadArticle
    paragraphs: tuple[Paragraph, ...]
    found: Found = field(default_factory=Found)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [paragraph.span[0] for paragraph in self.paragraphs]

    @cached_property
    def sentences(self) -> list[Span]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph.sentences]

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`, or the one before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def sentence_number(self, offset: int) -> int:
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph(self, offset: int) -> Paragraph:
        """The paragraph that holds `offset`, or the one before it."""
        return self.paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]



def stories(text: str, articles: Iterable[ReadArticle], blocks: Iterable[ReadBlock]) -> Iterator[Story]:
    """The stories that have words to mine."""
    blocks = [block for block in blocks if block.kind in MINED_BLOCKS and block.article is not None]
    for number, article in enumerate(articles):
        paragraphs = tuple(Paragraph(block.span, block.kind, tuple(sentences(text, *block.span))) for block in blocks if block.article == number)
        if any(paragraph.sentences for paragraph in paragraphs):
            yield Story(number, article, tuple(paragraph for paragraph in paragraphs if paragraph.sentences))
