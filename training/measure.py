"""Measures the models bare: no layout for the tagger (it is given the marked blocks), no gazetteer, no resolution, no rules.

    python -m training.measure MODEL_DIR [--held-back 0.1]

Names must be exact and of the right type; a claim's content must overlap by half; a trigger must overlap.
"""
from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from training.marked import Document, corpus, split
from training.page_maker import labelled
from workbench.core.records import MINED_BLOCKS, Span
from workbench.ingest.decode import Found, decode
from workbench.ingest.models import Models
from workbench.ingest.page import KINDS, STARTS


def found_in(models: Models, marked: Document) -> Found:
    """What the tagger finds in a document's marked blocks, article by article."""
    paragraphs: dict[str, list[Span]] = defaultdict(list)
    for block in marked["blocks"]:
        if block["kind"] in MINED_BLOCKS:
            paragraphs[block.get("article") or ""].append((block["start"], block["end"]))
    whole = Found()
    for spans in paragraphs.values():
        for window, outputs in models.tag(marked["text"], spans):
            part = decode(window, outputs, marked["text"])
            whole.names += part.names
            whole.claims += [claim for claim in part.claims if claim.parts]
            whole.tellings += part.tellings
    return whole


def overlap(a: Iterable[Span], b: Iterable[Span]) -> float:
    """Characters that both have, by the characters that either has."""
    one, other = ({i for start, end in spans for i in range(start, end)} for spans in (a, b))
    return len(one & other) / len(one | other) if one | other else 0.0


def pairs(gold: list[Any], got: list[Any], weight: Callable[[Any, Any], float]) -> list[tuple[Any, Any]]:
    """One to one, the heaviest first."""
    every = sorted(((weight(g, x), -i, -j) for i, g in enumerate(gold) for j, x in enumerate(got)), reverse=True)
    out: dict[int, int] = {}
    for heavy, i, j in every:
        if heavy > 0 and -i not in out and -j not in out.values():
            out[-i] = -j
    return [(gold[i], got[j]) for i, j in out.items()]


def score(models: Models, documents: list[Document]) -> Counter[str]:
    """Counts: `NAME right`, `NAME gold`, `NAME found`."""
    counts: Counter[str] = Counter()
    for marked in documents:
        found = found_in(models, marked)
        names = {(m["start"], m["end"], m["type"]) for m in marked["mentions"]} | {(d["start"], d["end"], "DATE") for d in marked["dates"]}
        got = {(*name.span, name.type) for name in found.names}
        tally(counts, "names exact", len(names & got), len(names), len(got))
        claims = pairs(marked["claims"], found.claims, lambda g, x: share if (share := overlap(g["parts"], x.parts)) >= .5 else 0.0)
        tally(counts, "claims", len(claims), len(marked["claims"]), len(found.claims))
        tally(counts, "speech act, given the claim", sum(g["speech_act"] == x.act for g, x in claims), len(claims), len(claims))
        tally(counts, "quote, given the claim", sum(g["quote"] == x.quote for g, x in claims), len(claims), len(claims))
        if "events" in marked:
            tellings = pairs(marked["events"], found.tellings, lambda g, x: overlap([g["trigger"]], [x.trigger]))
            tally(counts, "triggers", len(tellings), len(marked["events"]), len(found.tellings))
            tally(counts, "action, given the trigger", sum(g["action"] == x.action for g, x in tellings), len(tellings), len(tellings))
    return counts


def tally(counts: Counter[str], name: str, right: int, gold: int, found: int) -> None:
    counts.update({f"{name} right": right, f"{name} gold": gold, f"{name} found": found})


def page_score(models: Models, documents: list[Document]) -> tuple[float, float]:
    """The share of lines whose kind, and whose story start, is read right."""
    kinds, starts = [], []
    for marked in documents:
        reading = models.page(marked["text"])
        for line, kind, start in zip(labelled(marked), reading.kinds.argmax(-1), reading.starts.argmax(-1), strict=True):
            kinds.append(KINDS[int(kind)] == line[1])
            starts.append(STARTS[int(start)] == line[2])
    return float(np.mean(kinds)), float(np.mean(starts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--held-back", type=float, default=0.1)
    given = parser.parse_args()
    models, (_, documents) = Models.load(given.folder), split(corpus(), given.held_back)
    counts = score(models, documents)
    for name in dict.fromkeys(key.rsplit(" ", 1)[0] for key in counts):
        right, gold, found = (counts[f"{name} {what}"] for what in ("right", "gold", "found"))
        print(f"{name:28} P {right / max(found, 1):.3f}  R {right / max(gold, 1):.3f}  F1 {2 * right / max(gold + found, 1):.3f}")
    print("lines: kind {:.3f}  start {:.3f}".format(*page_score(models, documents)))


if __name__ == "__main__":
    main()
