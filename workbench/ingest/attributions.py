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
_SAYS = frozenset(("said", "says", "added", "adds", "wrote", "writes", "noted", "notes", "explained", "warned", "insisted"))
_GAP_BEFORE = re.compile(rf"[’']?s?,?\s+{_ADVERBS}$", re.IGNORECASE)
_TIGHT = re.compile(rf"\s+{_ADVERBS}")
_GAP_AFTER = re.compile(r"\s+(?:(?:the|a|an|president|prime|minister|mr|ms|mrs|dr|by)\s+)*$", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:the|an?|his|her|its|their|some|most|one)", re.IGNORECASE)
_NAMED_AFTER = re.compile(r"[^,.;:“”\"]{0,30},\s+(?:the\s+)?$")
_UNNAMED_AFTER = re.compile(r"\s+((?:an?|one|the|some|two|three|four|several|many|another|his|her|its|their)\s+[A-Za-z][^,.;:–—“”\"\n]{2,80}?)"
                            r"(?=\s+(?:who|which|that|on|after|when|before|during|as)\s|[,.;:–—“”\"\n])")
_RELATIVE = re.compile(r",?\s+(?:who|which|whose|that)\b.*|\s+(?:last|on|this|late|early|(?<!one )of|in|at|for|from)(?: the| an?)?$", re.DOTALL)
_RUNS_ON = re.compile(r"\s+(?:on|in|of|with|at|from|for|by|to)(?:\s+(?:the|an?|his|her|its|their|[a-z-]+|[A-Z][\w’'-]*)){1,5}\s+")
_ATTACHED = re.compile(r"(?:^|[,;:.“”\"–—]\s*|\b(?:and|but|while|as|that|though)\s+)"
                       r"((?:[A-Z]|an?\s|the\s|one\s|some\s|two\s)[^,;:.“”\"–—]{2,60}\b(?:of|at|in|from|with|for)\s+(?:the\s+)?)$", re.IGNORECASE)
_ADVERB = re.compile(r"\s(?:first|then|also|later|now|never|still|already|once|again|(?!family)[a-z]+ly)$")
_OUT_OF = re.compile(r"\b(?:one|some|two|three|several|many|most|none) of$", re.IGNORECASE)
_REST = re.compile(r"\s+(?:the\s+)?[\w’'-]+")  # "one of them", "some of the dockers"
_JOINED = re.compile(r"(?:,\s+|\s+)and\s+(?:the\s+)?$")
_VERBS = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might"
                    r"|said|says|told|who|which|that|whose|where|when|after|before)\b")
_SUBJECT = re.compile(r"(?:^|[;:.]\s+|[“\"]\s+|\b(?:and|but|while|though)\s+)((?:an?|the|one|some|two|three|several|many|most|his|her|its|their)\s"
                      rf"(?:[\w’'-]+\s?){{1,8}}?)(?:,?\s(?:who|which|that)\b[^,;:]{{3,90}},?|,[^,;:]{{3,80}},)?\s+{_ADVERBS}$", re.IGNORECASE)
_NEAR_START = 25  # characters in which a sentence's subject begins
_COLON = re.compile(r":\s*[“\"‘']?$")
_LEADS_ON = re.compile(r"(?:\s\w+){0,2}:\s*[“\"‘']?")  # "Caracas answers: ..."
_OWNS = re.compile(r"[’'‘]s?\s")
_LABEL = re.compile(r"\W*((?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w.’'-]*)(?:,[^:.\n]{3,70})?\s*:[*\s]*")


@dataclass(slots=True)
class Attributions:
    """Finds speakers' words in one story."""
    cast: Cast
    story: Story

    def speaker(self, found: FoundClaim) -> Span | None:
        """The words that name who is speaking; None where the text leaves it to the reader."""
        span = self._found(found)
        whole = self._whole(span, found) if span else None
        return whole if whole and not _DETERMINER.fullmatch(self.cast.text[slice(*whole)]) else None

    def _found(self, found: FoundClaim) -> Span | None:
        if found.cue is None:
            return self._label(found) or found.speaker or self._led(found)
        beside = self._pronoun(found.cue)
        if beside:
            return beside
        here = found.speaker if found.speaker and self._near(found.speaker, found.cue) else None
        if here and (closer := self._closer(here, found)):
            return closer
        return self._named(here) or self._unnamed(found) or self._beside(found) or self._subject(found) or self._opening(found) \
            or self._named(found.speaker)

    # the whole of the phrase

    def _whole(self, span: Span, found: FoundClaim) -> Span:
        """Names are taken whole, with those joined to them; a description to where it ends, without its relative clause."""
        text, (start, end) = self.cast.text, span
        cut = [mention.span for mention in self.cast.within(self.story.sentence(start)) if mention.span[0] < end and start < mention.span[1]]
        start, end = min([start, *(one[0] for one in cut)]), max([end, *(one[1] for one in cut)])
        if found.cue and not cut:
            start, end = self._described(start, end, found.cue)
        if (more := _RELATIVE.search(text, start, end)) and more.start() > start + 2:
            end = more.start()
        if (loose := _ADVERB.search(text, start, end)) and loose.start() > start + 2:
            end = loose.start()
        if _OUT_OF.search(text, start, end) and (rest := _REST.match(text, end)):
            end = rest.end()
        return self._joined_to((start, end))

    def _described(self, start: int, end: int, cue: Span) -> Span:
        """"a person briefed" runs on to "on the schedule" before the cue."""
        rest = self.cast.text[end:cue[0]]
        runs_on = end < cue[0] and _RUNS_ON.fullmatch(rest) and not _VERBS.search(rest) and not self._dated(end, cue[0])
        return (start, cue[0] - (len(rest) - len(rest.rstrip()))) if runs_on else (start, end)

    def _dated(self, start: int, end: int) -> bool:
        return any(name.type == "DATE" and start <= name.span[0] < end for name in self.story.found.names)

    def _joined_to(self, span: Span) -> Span:
        """ "Uzbekistan and" belongs to "Turkmenistan" where both are names of one kind and stand side by side."""
        before = next(self.cast.before(span[0], self.story), None)
        own = self.cast.within(span)
        joined = before and own and own[0].span[0] == span[0] and own[0].type == before.type and before.span[0] >= self.story.sentence(span[0])[0]
        if before and joined and _JOINED.fullmatch(self.cast.text, before.span[1], span[0]) and before.span[0] == self.story.sentence(span[0])[0]:
            return before.span[0], span[1]
        return span

    def _unnamed(self, found: FoundClaim) -> Span | None:
        """ "said a shepherd in the village", right behind the cue."""
        cue = found.cue or (0, 0)
        after = _UNNAMED_AFTER.match(self.cast.text, cue[1], self.story.sentence(cue[0])[1])
        behind = found.parts[0][0] < cue[0] and not any(a <= cue[1] + 1 < b for a, b in found.parts)
        return after.span(1) if after and behind and not any(a < after.end(1) and after.start(1) < b for a, b in found.parts) else None

    def _near(self, span: Span, cue: Span) -> bool:
        return self.story.sentence(span[0]) == self.story.sentence(cue[0])

    def _pronoun(self, cue: Span) -> Span | None:
        text, (start, end) = self.cast.text, self.story.sentence(cue[0])
        if found := _BEFORE.search(text, start, cue[0]):
            return found.span(1)
        if (found := _AFTER.match(text, cue[1], end)) and not self._is_object(found[1], cue):
            return found.span(1)
        return None

    def _is_object(self, pronoun: str, cue: Span) -> bool:
        """ "Athens denies it", "a diplomat put it": what the verb is about, where a speaker stands before it or it is no saying."""
        words = self.cast.text[slice(*cue)].casefold().split()[-1]
        if pronoun.casefold() == "it" and words not in _SAYS:
            return True
        return any(span[1] <= cue[0] and _GAP_BEFORE.fullmatch(self.cast.text, span[1], cue[0]) and self._near(span, cue)
                   and "," not in self.cast.text[span[1]:cue[0]] for span in self.story.found.speakers)

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
        kinds = ("PERSON",) if self.cast.within(span) else ("PERSON", "ORG")
        after = [mention for mention in self.cast.within((span[1], span[1] + 40)) if mention.span[0] - span[1] <= 1 and mention.type in kinds]
        return (span[0], after[0].span[1]) if after else span

    def _beside(self, found: FoundClaim) -> Span | None:
        """A speaker of the tagger's, or a name, right before or behind the cue."""
        text, cue = self.cast.text, found.cue or (0, 0)
        sentence = self.story.sentence(cue[0])
        names = [mention.span for mention in self.cast.within(sentence)]
        spans = [span for span in (*self.story.found.speakers, *names) if sentence[0] <= span[0] < sentence[1] and not self._said(span, found)]
        for span in spans:
            if span[1] <= cue[0] and (gap := _GAP_BEFORE.fullmatch(text, span[1], cue[0])):
                return (self._opening(found) or span) if "," in gap[0] else self._attached(span, sentence)
        for span in spans:
            if span[0] >= cue[1] and _GAP_AFTER.fullmatch(text, cue[1], span[0]):
                return span
        return None

    def _attached(self, span: Span, sentence: Span) -> Span:
        """ "Organizers at the church in Comfort": a name behind a preposition belongs to the phrase that it stands in."""
        led = _ATTACHED.search(self.cast.text[sentence[0]:span[0]])
        if not led or _VERBS.search(led[1]):
            return span
        return sentence[0] + led.start(1), span[1]

    def _opening(self, found: FoundClaim) -> Span | None:
        """The name that the cue's sentence opens with, when nothing is said before it."""
        cue = found.cue or (0, 0)
        start, _ = self.story.sentence(cue[0])
        for mention in self.cast.within((start, cue[0])):
            if mention.type in ("PERSON", "ORG", "GPE") and mention.span[0] - start < _NEAR_START and not self._said(mention.span, found) \
                    and not (mention.type != "PERSON" and _OWNS.match(self.cast.text, mention.span[1])) \
                    and not (mention.words.isupper() and len(mention.words) > 4):  # a dateline
                return mention.span
        return None

    def _subject(self, found: FoundClaim) -> Span | None:
        """ "His mother, who is 91, considers ...": the description that the cue's clause begins with."""
        cue = found.cue or (0, 0)
        start = self.story.sentence(cue[0])[0]
        phrase = _SUBJECT.search(self.cast.text[start:cue[0]])
        if not phrase or _VERBS.search(phrase[1]):
            return None
        span = start + phrase.start(1), start + phrase.end(1)
        return None if self._said(span, found) else span

    def _said(self, span: Span, found: FoundClaim) -> bool:
        return any(a <= span[0] < b for a, b in found.parts)

    def _led(self, found: FoundClaim) -> Span | None:
        """ "Geologist Defne Aksoy on NTV: “...”": the person named before the colon."""
        start, at = self.story.sentence(found.parts[0][0])[0], found.parts[0][0]
        if not _COLON.search(self.cast.text, start, at):
            return None
        named = [mention for mention in self.cast.within((start, at)) if mention.type in ("PERSON", "ORG", "GPE")]
        person = next((mention.span for mention in named if mention.type == "PERSON"), None)
        return person or next((mention.span for mention in named[-1:] if _LEADS_ON.fullmatch(self.cast.text, mention.span[1], at)), None)

    def _label(self, found: FoundClaim) -> Span | None:
        """ "MS HOLLOWAY: We do not comment": the label of a turn in a transcript, "CNN: ..." in a headline."""
        paragraph = self.story.paragraph(found.parts[0][0]).span
        label = _LABEL.match(self.cast.text, *paragraph)
        return label.span(1) if label and label.end() <= found.parts[0][0] + 2 and len(label[1]) > 1 else None
