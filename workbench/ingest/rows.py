"""A line of a page as layout sees it."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from workbench.core.records import Span
from workbench.ingest.bylines import Byline, Stamp, leading_clock

MINED = ("headline", "body", "caption", "byline")
LONGEST_DATELINE = 120
TELLING = ("headline", "body", "caption")
DATELINE = re.compile(r"[A-Z][A-ZÀ-Þ.'’ -]{2,30}(?:,\s[A-Z][^—–(]{2,40})?(?:\s?\([^()]{2,40}\))?\s?(?:[—–]|--|-\s)\s?(?=\S)")


@dataclass(frozen=True, slots=True)
class Mark:
    """What a page's markup says of a line: title, heading, caption, paragraph, aside, around; `starts`: the first line of an article element."""
    span: Span
    role: str
    starts: bool = False
    outside: bool = False  # of the page's article elements, which hold most of its words


@dataclass
class Row:
    """`start` is the page model's probability that a story begins here, `start_kind` which kind it would be."""
    span: Span
    text: str
    kind: str
    start: float
    start_kind: str
    byline: Byline = field(default_factory=Byline)
    blanks: int = 0
    words: int = field(init=False)

    def __post_init__(self) -> None:
        self.words = len(self.text.split())

    @property
    def stamped(self) -> bool:
        """A line of its own with a time in it."""
        return self.kind == "byline" and self.byline.pure and bool(self.byline.stamps or self.byline.ago)

    @property
    def stamp(self) -> Stamp | None:
        """When the story came out, by this line; also of a paragraph that begins with a clock."""
        return self.byline.stamp if self.stamped else leading_clock(self.text) if self.kind in ("body", "headline") else None

    @property
    def datelined(self) -> bool:
        return self.kind == "body" and bool(DATELINE.match(self.text[:LONGEST_DATELINE]))
