"""The cast of one document: its names in their places and the entities that they stand for, in the making."""
from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from workbench.core.extraction import ReadEntity, ReadMention
from workbench.core.records import Span
from workbench.ingest.gazetteer import Country, Known, gazetteer, plain
from workbench.ingest.sentences import Story

PLACES = ("GPE", "LOC", "NORP")


@dataclass(slots=True)
class Entry:
    """An entity in the making."""
    name: str
    type: str
    country: str = ""
    surfaces: Counter[str] = field(default_factory=Counter)

    def read(self) -> ReadEntity:
        return ReadEntity(self.name, self.type, tuple(surface for surface in self.surfaces if surface != self.name), self.country)


@dataclass(slots=True)
class Named:
    """A name in its place."""
    span: Span
    words: str
    type: str
    story: int
    confidence: float
    entity: int = -1

    def read(self) -> ReadMention:
        return ReadMention(self.span, self.type, self.story, self.entity, confidence=round(self.confidence, 3))


class Cast:
    """Everybody who is named in a document, and where. Entities are numbers: places in `entries`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.mentions: list[Named] = []  # in the order of the text
        self._keys: dict[tuple[str, str], int] = {}
        self._starts: list[int] = []

    def entry(self, name: str, kind: str, country: str = "") -> int:
        """The entity of that name; spellings that differ in capitals, dots, hyphens or accents are one."""
        family = "place" if kind in PLACES else kind
        number = self._keys.setdefault((family, plain(name)), len(self.entries))
        if number == len(self.entries):
            self.entries.append(Entry(name, kind, country))
        return number

    def number(self, known: Known) -> int | None:
        """The entity of a known name, if the document has one already."""
        return self._keys.get(("place" if known.type in PLACES else known.type, plain(known.name)))

    def known(self, known: Known) -> int:
        return self.entry(known.name, known.type, known.country)

    def country(self, country: Country) -> int:
        return self.entry(country.name, "GPE", country.code)

    def add(self, mentions: list[Named]) -> None:
        self.mentions = sorted([*self.mentions, *mentions], key=lambda mention: mention.span)
        self._starts = [mention.span[0] for mention in self.mentions]

    def settle(self, mention: Named, entity: int, *, telling: bool = True) -> None:
        """`telling`: the words name this entity wherever they stand ("foreign ministry" and "the North" do not)."""
        mention.entity = entity
        if telling:
            self.entries[entity].surfaces[" ".join(mention.words.split())] += 1

    def within(self, span: Span) -> list[Named]:
        """The names that stand wholly inside `span`."""
        at = bisect_left(self._starts, span[0])
        found = []
        while at < len(self.mentions) and self.mentions[at].span[0] < span[1]:
            if self.mentions[at].span[1] <= span[1]:
                found.append(self.mentions[at])
            at += 1
        return found

    def before(self, offset: int, story: Story) -> Iterator[Named]:
        """The story's names that end before `offset`, the nearest first."""
        for at in range(bisect_left(self._starts, offset) - 1, -1, -1):
            mention = self.mentions[at]
            if mention.span[0] < story.paragraphs[0].span[0]:
                return
            if mention.story == story.number and mention.span[1] <= offset:
                yield mention

    def type(self, entity: int) -> str:
        return self.entries[entity].type

    def owner(self, mention: Named) -> Country | None:
        """The country that a name stands for or belongs to."""
        if mention.entity >= 0:
            return gazetteer().countries.get(self.entries[mention.entity].country)
        return gazetteer().owner(mention.words)


def shown(words: str) -> str:
    """Words as an entity's name: one line, and "ANKARA" of a dateline as "Ankara"."""
    words = " ".join(words.split())
    return words.title() if words.isupper() and len(words) > 4 and words.replace(" ", "").isalpha() else words
