"""Which words name the speaker of a claim: the tagger's, unless the words beside the cue say otherwise or the tagger is silent."""
from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.core.records import Span
from workbench.ingest.cast import Cast
from workbench.ingest.decode import FoundClaim
from workbench.ingest.sentences import Story

_ADVERBS = r"(?:(?:has|have|had|also|then|later|further|now|since|again|himself|herself|is|was|were|are|once|only|just|even|not|\w+ly)\s+)*"
_PRONOUN = r"(?:he|she|it|they|we|I|who)"
_BEFORE = re.compile(rf"\b({_PRONOUN})\s+{_ADVERBS}$", re.IGNORECASE)
_AFTER = re.compile(r"\s+(he|she|it|they|I|we)\b(?=[,.;:”\"]|$|\s(?:on|in|at|during|after|before|last|yesterday|today)\b)")
_GAP_BEFORE = re.compile(rf"[’']?s?,?\s+{_ADVERBS}$", re.IGNORECASE)
_TIGHT = re.compile(rf"\s+{_ADVERBS}")
_GAP_AFTER = re.compile(r"\s+(?:(?:the|a|an|president|prime|minister|mr|ms|mrs|dr|by)\s+)*$", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:the|an?|his|her|its|their|some|most|one)", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"[^,.;:“”\"]{0,30},\s+(?:the\s+)?$")
_LABEL = re.compile(r"\W*((?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w.’'-]*)\s*:[*\s]*")


@dataclass(slots=True)
class Attributions:
    """Finds speakers' words in one story."""
    cast: Cast
    story: Story

    def speaker(self, found: FoundClaim) -> Span | None:
        """The words that name who is speaking; None where the text leaves it to the reader."""
        if found.cue is None:
            return self._label(found) or found.speaker
        beside = self._pronoun(found.cue)
        if beside:
            return beside
        here = found.speaker if found.speaker and self._near(found.speaker, found.cue) else None
        if here and (closer := self._closer(here, found)):
            return closer
        return self._named(here) or self._beside(found) or self._opening(found) or self._named(found.speaker)

    def _near(self, span: Span, cue: Span) -> bool:
        return self.story.sentence(span[0]) == self.story.sentence(cue[0])

    def _pronoun(self, cue: Span) -> Span | None:
        text, (start, end) = self.cast.text, self.story.sentence(cue[0])
        if found := _BEFORE.search(text, start, cue[0]):
            return found.span(1)
        if found := _AFTER.match(text, cue[1], end):
            return found.span(1)
        return None

    def _named(self, span: Span | None) -> Span | None:
        """The phrase itself, or the name behind it ("a Kremlin aide, Arseny Malkin"); nothing for a bare article."""
        if span is None or _DETERMINER.fullmatch(self.cast.text[slice(*span)]):
            return None
        span = self._with_name(span)
        inside = self.cast.within(span)
        if any(mention.type == "PERSON" for mention in inside):
            return span
        for mention in self.cast.within((span[1], span[1] + 70)):
            if mention.type == "PERSON" and _NAMED_AFTER.fullmatch(self.cast.text, span[1], mention.span[0]):
                return mention.span
            if mention.type == "ORG" and not inside and self.cast.text[span[1]:mention.span[0]] in (", ", ", the "):
                return mention.span
        return span

    def _closer(self, here: Span, found: FoundClaim) -> Span | None:
        """Another speaker right before the cue ("X promised a house, and the ministry says ..."), where `here` ends long before it."""
        cue = found.cue or (0, 0)
        if here[1] + 30 > cue[0]:
            return None
        rivals = [span for span in self.story.found.speakers if here[1] < span[0] and span[1] < cue[0] and not self._said(span, found)]
        return next((span for span in rivals if _TIGHT.fullmatch(self.cast.text, span[1], cue[0])), None)

    def _with_name(self, span: Span) -> Span:
        """ "Mr" and "Prime Minister" run on into the name right behind them."""
        after = [mention for mention in self.cast.within((span[1], span[1] + 40)) if mention.span[0] - span[1] <= 1 and mention.type == "PERSON"]
        return (span[0], after[0].span[1]) if after else span

    def _beside(self, found: FoundClaim) -> Span | None:
        """A speaker of the tagger's, or a name, right before or behind the cue."""
        text, cue = self.cast.text, found.cue or (0, 0)
        sentence = self.story.sentence(cue[0])
        names = [mention.span for mention in self.cast.within(sentence)]
        spans = [span for span in (*self.story.found.speakers, *names) if sentence[0] <= span[0] < sentence[1] and not self._said(span, found)]
        for span in spans:
            if span[1] <= cue[0] and (gap := _GAP_BEFORE.fullmatch(text, span[1], cue[0])):
                return (self._opening(found) or span) if "," in gap[0] else span
        for span in spans:
            if span[0] >= cue[1] and _GAP_AFTER.fullmatch(text, cue[1], span[0]):
                return span
        return None

    def _opening(self, found: FoundClaim) -> Span | None:
        """The name that the cue's sentence opens with, when nothing is said before it."""
        cue = found.cue or (0, 0)
        start, _ = self.story.sentence(cue[0])
        for mention in self.cast.within((start, cue[0])):
            if mention.type in ("PERSON", "ORG", "GPE") and mention.span[0] - start < 25 and not self._said(mention.span, found) \
                    and not (mention.words.isupper() and len(mention.words) > 4):  # a dateline
                return mention.span
        return None

    def _said(self, span: Span, found: FoundClaim) -> bool:
        return any(a <= span[0] < b for a, b in found.parts)

    def _label(self, found: FoundClaim) -> Span | None:
        """ "MS HOLLOWAY: We do not comment": the label of a turn in a transcript, "CNN: ..." in a headline."""
        paragraph = self.story.paragraph(found.parts[0][0]).span
        label = _LABEL.match(self.cast.text, *paragraph)
        return label.span(1) if label and label.end() <= found.parts[0][0] + 2 and len(label[1]) > 1 else None
