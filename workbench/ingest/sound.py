"""The one place that vouches for positions and for how sure a row is: whatever the stages before made of a text, only words that stand in their
story leave it, with a confidence that is the chance of being right."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from workbench.core.extraction import ReadClaim, ReadMention, ReadParty, ReadTelling
from workbench.core.records import Span
from workbench.ingest.sureness import claim_facts, mention_facts, sureness


class Sound:
    """Checks rows against the spans of the text's articles. A row without words of its own is dropped; a detail without words is left out."""

    def __init__(self, text: str, articles: Iterable[Span]) -> None:
        self.text, self.articles = text, list(articles)

    def words(self, article: int, span: Span | None) -> Span | None:
        """The span without blanks at its ends; None where nothing is left or it leaves its article."""
        if span is None:
            return None
        low, high = self.articles[article]
        start, end = max(span[0], low), min(span[1], high)
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        return (start, end) if start < end else None

    def mentions(self, rows: Iterable[ReadMention]) -> Iterator[ReadMention]:
        for row in rows:
            if span := self.words(row.article, row.span):
                yield replace(row, span=span, confidence=round(sureness("mentions", mention_facts(row)), 3))

    def claims(self, rows: Iterable[ReadClaim]) -> Iterator[ReadClaim]:
        for row in rows:
            if parts := self._parts(row.article, row.parts):
                sure = round(sureness("claims", claim_facts(row)), 3)
                yield replace(row, parts=parts, cue=self.words(row.article, row.cue), speakers=self._parties(row.article, row.speakers),
                              vias=self._parties(row.article, row.vias), evidence=self._evidence(row),
                              confidence=sure)

    def _parts(self, article: int, parts: Iterable[Span]) -> tuple[Span, ...]:
        """In the order of the text, none within another."""
        kept: list[Span] = []
        for part in sorted(span for part in parts if (span := self.words(article, part))):
            if kept and part[0] < kept[-1][1]:
                kept[-1] = (kept[-1][0], max(kept[-1][1], part[1]))
            else:
                kept.append(part)
        return tuple(kept)

    def _evidence(self, claim: ReadClaim) -> tuple[tuple[str, Span], ...]:
        return tuple((field, span) for field, words in claim.evidence if (span := self.words(claim.article, words)))

    def tellings(self, rows: Iterable[ReadTelling]) -> Iterator[ReadTelling]:
        for row in rows:
            trigger, span = self.words(row.article, row.trigger), self.words(row.article, row.span)
            if trigger and span:
                place = self._parties(row.article, [row.place] if row.place else [])
                yield replace(row, trigger=trigger, span=span, actors=self._parties(row.article, row.actors),
                              recipients=self._parties(row.article, row.recipients), date_span=self.words(row.article, row.date_span),
                              place=place[0] if place else None)

    def _parties(self, article: int, parties: Iterable[ReadParty]) -> tuple[ReadParty, ...]:
        """Somebody who is neither known nor called anything is nobody."""
        sound = (replace(party, span=self.words(article, party.span)) for party in parties)
        return tuple(party for party in sound if party.entity is not None or party.span or party.name)
