"""The tagger's arrays of one window -> spans of names and dates, claims and tellings. numpy alone."""
from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from workbench.core.records import MODALITIES, QUOTES, Span
from workbench.ingest.models import Array, Window

NAMES = ("PERSON", "ORG", "GPE", "LOC", "NORP", "DATE")
ACTS = ("state", "deny", "accuse", "warn", "promise", "demand", "praise", "condemn", "consider")
ACTIONS = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
           "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "OCCUR")
SLOTS = ("actor", "recipient", "date", "place")
SPEAKER, CUE, CONTENT = 0, 1, 2
POINT = 48  # width of one event pointer: each slot has one for its first piece and one for its last
SHARED = -2.0  # a speaker whose link to a second cue is at most this much weaker speaks there as well ("He denied it and said ...")


class FoundName(NamedTuple):
    span: Span
    type: str
    confidence: float


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """What the tagger ties to one cue; no parts where it found no content for the cue, no cue where the content stands alone."""
    speaker: Span | None
    cue: Span | None
    parts: tuple[Span, ...]
    act: str
    quote: str
    confidence: float
    act_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundTelling:
    trigger: Span
    action: str
    modality: str
    slots: dict[str, Span]
    confidence: float  # that something happens here
    action_confidence: float = 1.0


@dataclass(slots=True)
class Found:
    """Everything that was found in an article, in the order of its text."""
    names: list[FoundName] = field(default_factory=list)  # dates among them
    claims: list[FoundClaim] = field(default_factory=list)
    tellings: list[FoundTelling] = field(default_factory=list)
    speakers: list[Span] = field(default_factory=list)  # every phrase that names a speaker, tied to a cue or not

    def add(self, more: Found) -> None:
        """Takes up what the next window of the same article holds."""
        self.names += more.names
        self.claims += more.claims
        self.tellings += more.tellings
        self.speakers += more.speakers


@dataclass(slots=True)
class _Draft:
    cue: list[int]
    speaker: list[int] | None = None
    content: list[list[int]] = field(default_factory=list)


def softmax(scores: Array) -> Array:
    grown = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(grown / grown.sum(-1, keepdims=True))


def decode(window: Window, outputs: dict[str, Array], text: str) -> Found:
    """`outputs` are the tagger's arrays for this window of `text`, end marks included."""
    if not window.offsets:
        return Found()
    decoder = _Decoder(window, outputs, text)
    return Found(decoder.names(), decoder.claims(), decoder.tellings(), decoder.speakers())


def _steps(count: int) -> tuple[Array, Array, Array]:
    """Which BIO label may follow which (0 or -inf): anywhere, within a word, at a paragraph's start. 0 is O, odd is B, even is I."""
    inside = np.arange(2, count, 2)
    anywhere, same_word, afresh = (np.full((count, count), -np.inf) for _ in range(3))
    anywhere[:, 0] = 0
    anywhere[:, 1::2] = 0
    for table in (anywhere, same_word):
        table[inside, inside] = table[inside - 1, inside] = 0
    same_word[0, 0] = 0
    afresh[:, 0] = 0
    afresh[:, 1::2] = 0
    return anywhere, same_word, afresh


class _Decoder:
    """Reads one window. Pieces count from 1: piece 0 is the start mark, and stands for `none` wherever something is pointed at."""

    def __init__(self, window: Window, outputs: dict[str, Array], text: str) -> None:
        self.window, self.out, self.text = window, outputs, text
        self._found: dict[str, list[tuple[int, list[int]]]] = {}  # runs, by head

    def span(self, pieces: list[int]) -> Span:
        return self.window.offsets[pieces[0] - 1][0], self.window.offsets[pieces[-1] - 1][1]

    @cached_property
    def _kinds_of_step(self) -> list[int]:
        """For each piece but the first, which table of `_steps` holds between it and the one before."""
        kinds = []
        for piece in range(1, len(self.window.offsets)):
            (_, end), (start, _) = self.window.offsets[piece - 1:piece + 1]
            if self.window.paragraphs[piece] != self.window.paragraphs[piece - 1]:
                kinds.append(2)
            else:
                kinds.append(int(end == start and self.text[end - 1].isalnum() and self.text[start].isalnum()))
        return kinds

    def labels(self, head: str) -> list[int]:
        """The best BIO sequence of a head: I only after its own B or I, a word keeps one label, nothing runs over a paragraph's end."""
        scores = self.out[head][1:len(self.window.offsets) + 1]
        tables = _steps(scores.shape[1])
        best, back, every = scores[0] + tables[2][0], [], np.arange(scores.shape[1])
        for piece, kind in enumerate(self._kinds_of_step, 1):
            ways = best[:, None] + tables[kind]
            back.append(ways.argmax(0))
            best = ways[back[-1], every] + scores[piece]
        path = [int(best.argmax())]
        for step in reversed(back):
            path.append(int(step[path[-1]]))
        return path[::-1]

    def runs(self, head: str) -> list[tuple[int, list[int]]]:
        """(kind, pieces) of each run of a BIO head."""
        if head not in self._found:
            self._found[head] = self._read_runs(head)
        return self._found[head]

    def _read_runs(self, head: str) -> list[tuple[int, list[int]]]:
        found: list[tuple[int, list[int]]] = []
        for piece, label in enumerate(self.labels(head), 1):
            if label % 2:
                found.append((label // 2, [piece]))
            elif label:
                found[-1][1].append(piece)
        return found

    def _sureness(self, probability: Array, kind: int, pieces: list[int]) -> float:
        return float(probability[pieces, 1 + 2 * kind:3 + 2 * kind].sum(-1).mean())

    def names(self) -> list[FoundName]:
        probability = softmax(self.out["names"])
        return [FoundName(self.span(pieces), NAMES[kind], self._sureness(probability, kind, pieces)) for kind, pieces in self.runs("names")]

    # claims

    @cached_property
    def _roles(self) -> Array:
        return softmax(self.out["roles"])

    def speakers(self) -> list[Span]:
        return [self.span(pieces) for kind, pieces in self.runs("roles") if kind == SPEAKER]

    def claims(self) -> list[FoundClaim]:
        runs = self.runs("roles")
        drafts = [_Draft(pieces) for kind, pieces in runs if kind == CUE]
        cues = len(drafts)
        speakers: list[tuple[list[int], Array]] = []
        for (kind, pieces), links in zip(runs, self._links(runs), strict=True):
            best = int(links.argmax())
            if kind == SPEAKER:
                speakers.append((pieces, links))
                if best and drafts[best - 1].speaker is None:
                    drafts[best - 1].speaker = pieces
            elif kind == CONTENT and best:
                drafts[best - 1].content.append(pieces)
            elif kind == CONTENT:
                drafts.append(_Draft([], content=[pieces]))
        self._share_speakers(drafts[:cues], speakers)
        return sorted(map(self._claim, drafts), key=lambda claim: (claim.parts or (claim.cue,))[0] or (0, 0))

    def _links(self, runs: list[tuple[int, list[int]]]) -> list[Array]:
        """For each run the log probability that it belongs to no cue, to the first cue, to the second, ..."""
        heads = [0] + [pieces[0] for kind, pieces in runs if kind == CUE]
        scores = self.out["link_from"] @ self.out["link_to"][heads].T / np.sqrt(self.out["link_to"].shape[1])
        logs = np.log(softmax(scores) + 1e-9)
        return [logs[pieces].mean(0) for _, pieces in runs]

    def _share_speakers(self, drafts: list[_Draft], speakers: list[tuple[list[int], Array]]) -> None:
        for number, draft in enumerate(drafts, 1):
            if draft.speaker is None and speakers:
                pieces, links = max(speakers, key=lambda one: float(one[1][number] - one[1].max()))
                if links[number] - links.max() > SHARED:
                    draft.speaker = pieces

    def _claim(self, draft: _Draft) -> FoundClaim:
        content = [piece for pieces in draft.content for piece in pieces]
        probability = self._roles
        sure = [(CUE, [piece]) for piece in draft.cue] + [(CONTENT, [piece]) for piece in content]
        act, quote = (self._vote(head, content, draft.cue) for head in ("act", "quote"))
        return FoundClaim(self.span(draft.speaker) if draft.speaker else None, self.span(draft.cue) if draft.cue else None,
                          tuple(map(self.span, draft.content)), ACTS[int(act.argmax())], QUOTES[int(quote.argmax())],
                          float(np.mean([self._sureness(probability, kind, pieces) for kind, pieces in sure])), float(act.max()))

    def _vote(self, head: str, content: list[int], cue: list[int]) -> Array:
        """Probabilities of a head that the content's pieces and the cue's decide together."""
        votes = [self.out[f"{head}_{role}"][pieces].mean(0) for role, pieces in (("content", content), ("cue", cue)) if pieces]
        return softmax(np.sum(votes, 0))

    # tellings

    def tellings(self) -> list[FoundTelling]:
        return [self._telling(pieces) for _, pieces in self.runs("trigger")]

    def _telling(self, pieces: list[int]) -> FoundTelling:
        first = pieces[0]
        paragraph = self.window.paragraphs[first - 1]
        inside = np.array([0] + [piece for piece, number in enumerate(self.window.paragraphs, 1) if number == paragraph])
        slots = {slot: span for number, slot in enumerate(SLOTS) if (span := self._slot(first, number, inside))}
        return FoundTelling(self.span(pieces), ACTIONS[int(self.out["action"][first].argmax())],
                            MODALITIES[int(self.out["modality"][first].argmax())], slots,
                            float(1 - softmax(self.out["trigger"][first])[0]), float(softmax(self.out["action"][first]).max()))

    def _slot(self, trigger: int, slot: int, inside: Array) -> Span | None:
        start = int(inside[self._point(trigger, 2 * slot, inside).argmax()])
        if not start:
            return None
        ends = np.where(inside >= start, self._point(trigger, 2 * slot + 1, inside), -np.inf)
        return self.span([start, int(inside[ends.argmax()])])

    def _point(self, trigger: int, pointer: int, inside: Array) -> Array:
        at = slice(pointer * POINT, (pointer + 1) * POINT)
        return np.asarray(self.out["point_to"][inside, at] @ self.out["point_from"][trigger, at])
