"""Turns of a transcript, an interview or a thread of posts: who has the word by the label in front, and what is said until the paragraph ends."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from workbench import assets
from workbench.core.records import Span
from workbench.ingest.decode import FoundClaim
from workbench.ingest.sentences import Story

_NAME = r"[A-ZÀ-Þ@][\w.’'-]*(?:\s(?:(?:of|the|and|de|van|von|al|el|da|di)\s)?[A-ZÀ-Þ][\w.’'-]*){0,6}"
_LABEL = re.compile(rf"\W*((?:{_NAME}|@[\w.]+|[A-ZÀ-Þ][\w’']+ [a-z]{{3,12}}))"
                    rf"(?:\s\(([A-Z][A-Z .’'-]+ [A-Z .’'-]+|[^()]{{1,40}})\)|,[^:.\n]{{3,70}})?\s*:[*\s]*(?:\([A-Z][^()]{{2,40}}\)\s*)?(?=\S)")
_ASIDE = re.compile(r"\s*\((?:[A-Z][^()]{2,60})\)\W*$")
_GREETING = re.compile(r"(?:(?:good (?:morning|afternoon|evening|day)|hello|thank you|thanks|welcome|next question|bonjour)\b[^.?!]*[.?!]\s*)+$",
                       re.IGNORECASE)
_LEAST_TURNS = 3


@dataclass(frozen=True, slots=True)
class Turn:
    label: Span
    said: Span


@cache
def _askers() -> frozenset[str]:
    return frozenset(assets.words("speakers")["askers"])


def of(text: str, story: Story) -> list[Turn]:
    """The turns of a story that is a dialogue: several paragraphs with labels, one of which comes again, or all of which do nothing but speak."""
    turns = [turn for paragraph in story.paragraphs if paragraph.kind == "body" and (turn := _turn(text, paragraph.span))]
    labels = [text[slice(*turn.label)].casefold() for turn in turns]
    return turns if len(turns) >= _LEAST_TURNS and len(set(labels)) < len(labels) else []


def _turn(text: str, paragraph: Span) -> Turn | None:
    label = _LABEL.match(text, *paragraph)
    if not label:
        return None
    aside = _ASIDE.search(text, label.end(), paragraph[1])
    end = aside.start() if aside else paragraph[1]
    office = bool(label[2] and label[2].isupper() and " " in label[2])  # "THE MINISTER OF RAILWAYS (SHRI VIKRAM RAO)"
    return Turn(label.span(2 if office else 1), (label.end(), end)) if label.end() < end else None


def asks(text: str, turn: Turn) -> bool:
    """Whether the label is that of somebody who asks and leads through the talk: what is said there is no statement."""
    return bool(_askers() & set(re.findall(r"\w+", text[slice(*turn.label)].casefold())))


def whole(text: str, story: Story, claims: list[FoundClaim], trimmed: Callable[[str, Span], Span]) -> list[FoundClaim]:
    """Of a turn's claims without cue one is left, with all that is said; those of the askers go."""
    for turn in of(text, story):
        own = [claim for claim in claims if not claim.cue and claim.parts and turn.said[0] - 2 <= claim.parts[0][0] < turn.said[1]]
        claims = [claim for claim in claims if all(claim is not one for one in own)]
        if own and not asks(text, turn) and not _GREETING.fullmatch(text, *turn.said):
            best = max(own, key=lambda claim: claim.confidence)
            quote = "unmarked" if best.quote == "indirect" else best.quote
            claims.append(replace(best, parts=(trimmed(text, turn.said),), speaker=turn.label, quote=quote))
    return sorted(claims, key=lambda claim: (claim.parts or (claim.cue or (0, 0),))[0])
