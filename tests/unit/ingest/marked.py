"""Stories with the tagger's findings put in by hand, so that a stage is tested on what it is given and not on what the tagger makes of it."""
from __future__ import annotations

from workbench.core.extraction import ReadArticle, ReadBlock
from workbench.core.records import Span
from workbench.ingest.decode import Found, FoundClaim, FoundName, FoundTelling
from workbench.ingest.sentences import Story, stories


def at(text: str, words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def one_story(text: str, published: str = "2024-06-21") -> Story:
    """Every line of `text` is a paragraph of one article; one that begins with # is its headline."""
    blocks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            blocks.append(ReadBlock("headline" if line.startswith("#") else "body", (start, start + len(line.rstrip())), 0))
        start += len(line)
    return next(iter(stories(text, [ReadArticle("article", (0, len(text)), published_at=published)], blocks)))


def marked(text: str, names: str = "", claims: list[FoundClaim] | None = None, tellings: list[FoundTelling] | None = None) -> Story:
    """`names` is "PERSON Kim Jong-un; ORG ministry#1": type, words, and which of several places (from 0)."""
    story = one_story(text)
    story.found = Found(sorted(name(text, entry.strip()) for entry in names.split(";") if entry.strip()), claims or [], tellings or [])
    story.found.speakers = [claim.speaker for claim in story.found.claims if claim.speaker]
    return story


def name(text: str, entry: str) -> FoundName:
    kind, words = entry.split(" ", 1)
    words, _, nth = words.partition("#")
    return FoundName(at(text, words, int(nth or 0)), kind, 0.95)


def claim(text: str, speaker: str, cue: str, *parts: str, act: str = "state", quote: str = "indirect", confidence: float = 0.95) -> FoundClaim:
    """Empty `speaker` or `cue`: none was found."""
    return FoundClaim(at(text, speaker) if speaker else None, at(text, cue) if cue else None, tuple(at(text, part) for part in parts), act, quote,
                      confidence)


def telling(text: str, trigger: str, action: str, modality: str = "happened", **slots: str) -> FoundTelling:
    return FoundTelling(at(text, trigger), action, modality, {slot: at(text, words) for slot, words in slots.items()}, 0.9)
