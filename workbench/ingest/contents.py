"""The content of each claim mended: kept in its cue's paragraph, joined where the tagger broke it, run on to where its clause ends."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from workbench.core.records import Span
from workbench.ingest import turns
from workbench.ingest.acts import speech_act
from workbench.ingest.decode import FoundClaim
from workbench.ingest.quotations import CLOSING, MARKS, quoted
from workbench.ingest.sentences import Story

_LEAST = 0.65  # confidence of a claim that is kept
_LEAST_ALONE = 0.75  # of a content without a cue
_THAT = re.compile(r"that\s+(?=\S)", re.IGNORECASE)
_BOUND = re.compile(r"[;:()]\s?|\s?[—–]\s?|"
                    r",\s+(?:and|but|which|who|while|though|although|as|saying|adding|according|because|so|a|an|the|in|after|before|when)\b")
_AUXILIARIES = frozenset(("has", "have", "had", "is", "are", "was", "were", "been", "being"))
_VERB = re.compile(r"\s+(?:(?:also|now|not|repeatedly|\w+ly)\s+)?\w+(?:ed|id|ing|en|ld|t)\b")
_AS = re.compile(r"as\s+(?=\S)")
_NESTED = re.compile(r"\bwhat (?:\w+ )?$")
_POSSESSIVE = re.compile(r"[’']s\b")
_NAME_BEFORE = re.compile(r"\b(?:[^\W\d_a-z][\w-]* )*[\w-]+$")
_INFINITIVE = re.compile(r"\s+(?:that\s+|(?=(?:not\s+)?to\s))(?=\S)")
_ON_ITS_OWN = re.compile(r"((?:[A-Z][\w.’'-]*\s+){0,3}(?:[a-z]+\s+)?(?:report|statement|survey|study|poll|letter|memo|document)s?)\s+"
                         r"(indicating|saying|suggesting|claiming|showing|alleging|stating|revealing)\s+(?:that\s+)?$")
_ADJACENT = 4  # characters between a content and the attribution that follows it


def mended(text: str, story: Story) -> list[FoundClaim]:
    """The story's claims with contents that hold; those with nothing to show for themselves are dropped. Channels (no content) stay."""
    mender = _Mender(text, story, [])
    claims = [mender.at_home(found) for found in story.found.claims]
    claims = mender.with_strays(claims)
    return turns.whole(text, story, [kept for claim in claims for kept in mender.kept(claim)], trimmed)


@dataclass(slots=True)
class _Mender:
    text: str
    story: Story
    strays: list[Span]  # contents that the tagger tied to a cue of another paragraph

    def at_home(self, found: FoundClaim) -> FoundClaim:
        """Only what stands in the paragraph of its cue: no claim runs over a paragraph's end."""
        if not found.parts:
            return found
        home = self._paragraph(found.cue or found.parts[0])
        found = replace(found, cue=self._whole_cue(found.cue) if found.cue else None)
        parts = [part for part in (trimmed(self.text, part) for part in found.parts) if part[0] < part[1]]
        self.strays += [part for part in parts if not home[0] <= part[0] < home[1]]
        return replace(found, parts=tuple(part for part in parts if home[0] <= part[0] < home[1]))

    def _whole_cue(self, cue: Span) -> Span:
        """ "has" is the beginning of a cue, "has said"."""
        words = self.text[slice(*cue)]
        more = _VERB.match(self.text, cue[1]) if words.casefold() in _AUXILIARIES else None
        return (cue[0], more.end()) if more else cue

    def with_strays(self, claims: list[FoundClaim]) -> list[FoundClaim]:
        """Gives a stray, or a plain content without cue, to the claim beside it; a stray quotation stands alone."""
        claims, alone = list(claims), [claim for claim in claims if claim.parts and not claim.cue and not self._marked(claim.parts)]
        for part in self.strays + [part for claim in alone for part in claim.parts]:
            host = next((number for number, claim in enumerate(claims) if claim.cue and claim.parts and self._beside(part, claim)), None)
            if host is not None:
                claims[host] = replace(claims[host], parts=tuple(sorted((*claims[host].parts, part))))
            elif part in self.strays and self._marked([part]):
                claims.append(FoundClaim(None, None, (part,), "state", "direct", _LEAST_ALONE))
        first = {id(claim): (claim.parts or (claim.cue or (0, 0),))[0] for claim in claims}
        return sorted(claims, key=lambda claim: first[id(claim)])

    def _beside(self, part: Span, claim: FoundClaim) -> bool:
        """Right behind the claim's content, or before it in a sentence that ends with "... , he said"."""
        start, end = claim.parts[0][0], claim.parts[-1][1]
        if 0 <= part[0] - end <= _ADJACENT and self._paragraph(part) == self._paragraph(claim.parts[-1]):
            return True
        cue = claim.cue or (0, 0)
        return part[1] <= start < cue[0] and self.story.sentence(part[0]) == self.story.sentence(cue[0])

    def kept(self, found: FoundClaim) -> Iterator[FoundClaim]:
        if not found.parts:
            yield found
            return
        found = self._recued(self._subject_for_content(found))
        parts = self._joined(found, self._without_scraps(list(found.parts)))
        if found.cue and (led := _AS.match(self.text, *parts[0])) and parts[0][0] - found.cue[1] in range(3):
            parts[0] = trimmed(self.text, (led.end(), parts[0][1]))
        claim = replace(found, parts=tuple(self._run_on(found, part) for part in parts))
        if self._holds(claim):
            yield claim

    def _subject_for_content(self, found: FoundClaim) -> FoundClaim:
        """ "Under the treaty, Russia and China pledged to help": what stands right before the cue is who pledged, what follows it is pledged."""
        cue, part = found.cue, found.parts[-1]
        if not cue or part[1] > cue[0] or self.text[part[1]:cue[0]].strip() or self._marked(found.parts):
            return found
        led = _INFINITIVE.match(self.text, cue[1])
        content = trimmed(self.text, (led.end(), self.story.sentence(cue[0])[1])) if led else (0, 0)
        if content[0] >= content[1]:
            return found
        subject = self.text.rfind(", ", part[0], part[1])
        return replace(found, parts=(content,), speaker=found.speaker or (subject + 2 if subject >= 0 else part[0], part[1]))

    def _recued(self, found: FoundClaim) -> FoundClaim:
        """ "His warning followed a report indicating that ...": the words right before the content hand it on, not a cue further off."""
        start = self.story.sentence(found.parts[0][0])[0]
        led = _ON_ITS_OWN.search(self.text, start, found.parts[0][0])
        if not led or not found.cue or found.cue[1] > led.start(1):
            return found
        return replace(found, cue=led.span(2), speaker=led.span(1))

    def _paragraph(self, span: Span) -> Span:
        return self.story.paragraph(span[0]).span

    def _words(self, part: Span) -> int:
        return len(self.text[slice(*part)].split())

    def _without_scraps(self, parts: list[Span]) -> list[Span]:
        """Drops one or two stray words beside a real content or a quotation, and a possessive's rest ("'s suggestion")."""
        real = [part for part in parts if self._words(part) > 3 or (len(parts) > 1 and self._marked([part]))]
        if not real:
            return parts
        return [part for part in parts if part in real or (self._words(part) > 2 and not _POSSESSIVE.match(self.text, part[0]))]

    def _joined(self, found: FoundClaim, parts: list[Span]) -> list[Span]:
        """Parts with nothing of the attribution between them are one."""
        attribution = [span for span in (found.speaker, found.cue) if span]
        out: list[Span] = []
        for part in parts:
            between = (out[-1][1], part[0]) if out else None
            if between and not any(between[0] <= span[0] < between[1] for span in attribution) and self._close(between):
                out[-1] = (out[-1][0], part[1])
            else:
                out.append(part)
        return out

    def _close(self, between: Span) -> bool:
        words = self.text[slice(*between)]
        return len(words.split()) <= 12 and "\n" not in words

    def _run_on(self, found: FoundClaim, part: Span) -> Span:
        """To the clause's end, where the tagger stopped short of it."""
        start, end = part
        attribution = [span[0] for span in (found.speaker, found.cue) if span and span[0] >= end]
        limit = min([self.story.sentence(end - 1)[1], *attribution])
        rest = self.text[end:limit]
        if not rest.strip(" .,;:!?…" + MARKS) or not rest[:1].isspace():
            return part
        if attribution and limit in attribution and "," not in rest[:3]:
            return trimmed(self.text, (start, limit))
        stops = [] if self._words(part) < 4 else self._stops(end, limit)
        bound = _BOUND.search(rest)
        if re.match(r"\s*(?:and|but|or)\b", rest) or (stops and min(stops) < 12):
            return part
        if stops:
            rest = rest[:min(stops)]
            rest = rest[:rest.rfind(", ")] if ", " in rest else rest
        return trimmed(self.text, (start, end + min(len(rest), bound.start() if bound else len(rest))))

    def _stops(self, end: int, limit: int) -> list[int]:
        """How far behind `end` other claims' attributions begin; "what he called" is no other claim but a part of this one."""
        spans = [span for claim in self.story.found.claims if claim.confidence >= _LEAST
                 for span in (claim.speaker, claim.cue) if span and end <= span[0] < limit]
        return [span[0] - end for span in spans if not _NESTED.search(self.text, max(0, span[0] - 20), span[0])]

    def _holds(self, claim: FoundClaim) -> bool:
        """Whether the content is a claim at all: sure enough, and words of somebody's where no cue says so."""
        if not claim.parts or claim.confidence < _LEAST:
            return False
        words = sum(len(self.text[slice(*part)].split()) for part in claim.parts)
        marked = self._marked(claim.parts)
        if claim.cue:
            return words > 1 or marked or speech_act(self.text[slice(*claim.cue)], claim, "") != "state"
        return claim.confidence >= _LEAST_ALONE and words > 3 and (marked or claim.quote == "unmarked")

    def _marked(self, parts: Iterable[Span]) -> bool:
        inside = quoted(self.text, *self.story.paragraph(next(iter(parts))[0]).span)
        return any(a < end and start < b for start, end in parts for a, b in inside)


def trimmed(text: str, part: Span) -> Span:
    """Without blanks, the outermost quotation marks, a leading "that" and the closing full stop or comma; with the owner of a possessive."""
    start, end = _owner(text, part[0]), part[1]
    before = (-1, -1)
    while (start, end) != before:
        before = (start, end)
        while start < end and (text[start].isspace() or text[start] in ",;:.–—-" or (text[start] in MARKS and not _opens_inside(text, start, end))):
            start += 1
        while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:–—" or _full_stop(text, start, end) or
                               (text[end - 1] in MARKS and not _closes_inside(text, start, end))):
            end -= 1
        found = _THAT.match(text, start, end)
        start = found.end() if found and not _demonstrative(text, found.end()) else start
    return start, _with_its_mark(text, start, end)


def _with_its_mark(text: str, start: int, end: int) -> int:
    """A quotation that opens within the content closes within it: "the blockade “blackmail”" has its last mark."""
    if text[end:end + 1] in MARKS and start < end < len(text) and _closes_inside(text, start, end + 1):
        return end + 1
    return end


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the mark at the end closes a quotation that opens within the content ("the blockade “blackmail”"), so that it is no outermost one."""
    opening = [mark for mark, closing in CLOSING.items() if text[end - 1] in closing] + [text[end - 1]]
    at = max(text.rfind(mark, start, end - 1) for mark in opening)
    return at > start and not text[at - 1].isalnum() and any(a == at + 1 and b == end - 1 for a, b in quoted(text, start, end))


def _opens_inside(text: str, start: int, end: int) -> bool:
    """Whether the mark at the beginning opens a quotation that closes before the content's end ("“not one orchard” has changed hands")."""
    first = next(iter(quoted(text, start, end)), None)
    return bool(first and first[0] == start + 1 and re.search(r"\w", text[first[1] + 1:end]))


def _owner(text: str, start: int) -> int:
    """A content begins with a whole name: "Anna Vogt’s remarks", where the tagger began at "’s remarks"."""
    if not _POSSESSIVE.match(text, start) or not text[start - 1:start].isalnum():
        return start
    name = _NAME_BEFORE.search(text, max(0, start - 60), start)
    return name.start() if name else start


def _full_stop(text: str, start: int, end: int) -> bool:
    word = text[start:end].rsplit(None, 1)[-1]
    return text[end - 1] == "." and "." not in word[:-1]


def _demonstrative(text: str, at: int) -> bool:
    """ "That is absurd" keeps its "that"."""
    return bool(re.match(r"(?:is|was|would|will|has|means?|are|were|can|could)\b", text[at:at + 8]))
