"""Fits `resources/words/sureness.json`: how likely is a mention, a claim, a telling right as it stands? Draws `docs/reliability.svg`.

    python -m training.sureness [--held-back 0.1 | --unseen PATTERN] [--models DIR] [--write]

Learns from documents that the tagger was not trained on, for it is too sure of those that it knows: the held-back part, or those whose names match
PATTERN. A row's chance is always drawn from weights that were fitted without its document.
"""
from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from training.marked import Document, corpus, split
from training.measure import overlap
from workbench import assets
from workbench.core.extraction import ReadArticle, ReadBlock, ReadClaim, ReadEntity, ReadMention, ReadParty, ReadTelling
from workbench.ingest import entities, sureness, times
from workbench.ingest.claims import claims
from workbench.ingest.decode import decode
from workbench.ingest.events import Reader, candidates
from workbench.ingest.models import Models
from workbench.ingest.parties import Parties
from workbench.ingest.pipeline import _mentions, _values
from workbench.ingest.sentences import Story, stories

KINDS = ("mentions", "claims", "tellings")
FOLDS = 4
DECAY, STEPS = 5.0, 30
DIAGRAM = Path(__file__).parent.parent / "docs" / "reliability.svg"
Row = tuple[dict[str, float], bool]
Rows = dict[str, list[Row]]


def story_list(document: Document, models: Models) -> tuple[list[Story], list[ReadArticle]]:
    """The document's stories as its marks cut them, with what the tagger finds."""
    numbers = {article["id"]: number for number, article in enumerate(document["articles"])}
    day = document["header"]["published"][:16].replace(" ", "T")
    articles = [ReadArticle(article["kind"], (article["start"], article["end"]), published_at=day) for article in document["articles"]]
    blocks = [ReadBlock(block["kind"], (block["start"], block["end"]), numbers.get(block["article"])) for block in document["blocks"]]
    found = list(stories(document["text"], articles, blocks))
    for story in found:
        for window, outputs in models.tag(document["text"], [paragraph.span for paragraph in story.paragraphs]):
            story.found.add(decode(window, outputs, document["text"]))
        story.found.names = times.joined(document["text"], story.found.names)
    return found, articles


def rows(document: Document, models: Models) -> Rows:
    found, articles = story_list(document, models)
    dates = _values(document["text"], found, articles)
    cast = entities.cast(document["text"], found)
    parties, out = Parties(cast), defaultdict(list)
    out["mentions"] = [(sureness.mention_facts(mention), is_mention(mention, document)) for mention in _mentions(cast, found, dates)]
    for story in found:
        said, talk = claims(story, parties, dates)
        known = [entry.read() for entry in cast.entries]
        out["claims"] += [(sureness.claim_facts(claim), is_claim(claim, document, known)) for claim in said]
        reader = Reader(story, parties, talk, dates, said)
        out["tellings"] += [telling_row(reader, one, document) for one in candidates(story, parties, said)]
    return out


def telling_row(reader: Reader, one: Any, document: Document) -> Row:
    telling = reader.telling(one)
    cast = reader.parties.cast
    return sureness.facts(telling, one, cast, reader.story, reader.claims), is_telling(telling, document, [entry.read() for entry in cast.entries])


# What is right ----------------------------------------------------------------------------------------------------------------------------


def is_mention(mention: ReadMention, document: Document) -> bool:
    if mention.type == "DATE":
        return any((date["start"], date["end"]) == mention.span for date in document["dates"])
    return any((one["start"], one["end"], one["type"]) == (*mention.span, mention.type) for one in document["mentions"])


def is_claim(claim: ReadClaim, document: Document, known: list[ReadEntity]) -> bool:
    marked = max(document["claims"], key=lambda one: overlap(one["parts"], claim.parts), default=None)
    return bool(marked and overlap(marked["parts"], claim.parts) >= .5 and marked["speech_act"] == claim.speech_act
                and spoken(claim, marked, document, known))


def spoken(claim: ReadClaim, marked: Any, document: Document, known: list[ReadEntity]) -> bool:
    names = {name for party in claim.speakers if party.entity is not None for name in (known[party.entity].name, *known[party.entity].aliases)}
    return bool(names & set(marked["speaker"])) or same(claim.speakers, marked["speaker_span"], document, known)


def is_telling(telling: ReadTelling, document: Document, known: list[ReadEntity]) -> bool:
    marked = next((event for event in document["events"] if meet(event["trigger"], telling.trigger)), None)
    return bool(marked and marked["action"] == telling.action and same(telling.actors, marked["actor"], document, known)
                and same(telling.recipients, marked["recipient"], document, known))


def same(parties: tuple[ReadParty, ...], words: list[int] | None, document: Document, known: list[ReadEntity]) -> bool:
    """The parties stand in the marked words, or are those whom the words name."""
    if not words or not parties:
        return not words and not parties
    meant = {mention["entity"] for mention in document["mentions"] if meet((mention["start"], mention["end"]), words)}
    names = {name for party in parties if party.entity is not None for name in (known[party.entity].name, *known[party.entity].aliases)}
    return bool(meant & names) or any(party.span and meet(party.span, words) for party in parties)


def meet(one: Any, other: Any) -> bool:
    return bool(one[0] < other[1] and other[0] < one[1])


# Fitting ----------------------------------------------------------------------------------------------------------------------------------


def matrix(data: Sequence[Row], names: list[str]) -> np.ndarray:
    return np.array([[facts.get(name, 0.0) for name in names] for facts, _ in data])


def fit(features: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps; the first feature, which is always there, is not held down."""
    weights, decay = np.zeros(features.shape[1]), np.eye(features.shape[1]) * DECAY
    decay[0, 0] = 1e-3
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (answers - guess) - decay @ weights
        weights += np.linalg.solve((features * (guess * (1 - guess))[:, None]).T @ features + decay, slope)
    return weights


def learn(data: Sequence[Row]) -> dict[str, float]:
    names = ["bias", *sorted({name for facts, _ in data for name in facts} - {"bias"})]
    weights = fit(matrix(data, names), np.array([right for _, right in data], float))
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def chances(data: Sequence[Row], weights: dict[str, float]) -> np.ndarray:
    names = list(weights)
    return np.asarray(1 / (1 + np.exp(-matrix(data, names) @ np.array([weights[name] for name in names]))))


def crossed(documents: Sequence[Rows], kind: str) -> tuple[np.ndarray, np.ndarray]:
    """Of every row the chance, by weights fitted to the documents of other folds, and whether it is right."""
    sure, right = [], []
    for fold in range(FOLDS):
        ours = [row for n, some in enumerate(documents) if n % FOLDS == fold for row in some[kind]]
        others = [row for n, some in enumerate(documents) if n % FOLDS != fold for row in some[kind]]
        sure += list(chances(ours, learn(others)))
        right += [answer for _, answer in ours]
    return np.array(sure), np.array(right, float)


# Showing ----------------------------------------------------------------------------------------------------------------------------------


def tenths(sure: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """For each tenth of chance that has rows: its mean, the share that is right, how many rows."""
    tenth = np.minimum((sure * 10).astype(int), 9)
    return [(float(sure[tenth == n].mean()), float(right[tenth == n].mean()), int((tenth == n).sum())) for n in range(10) if (tenth == n).any()]


def error(sure: np.ndarray, right: np.ndarray) -> float:
    """How far chance and truth lie apart on average (the expected calibration error)."""
    return sum(abs(chance - share) * count for chance, share, count in tenths(sure, right)) / len(sure)


def draw(measured: dict[str, tuple[np.ndarray, np.ndarray]], documents: int, target: Path) -> None:
    """One panel for each kind: chance against the share that is right, the dots as large as the rows are many."""
    mpl.rcParams["svg.hashsalt"] = "reliability"
    figure = Figure(figsize=(10.5, 3.9), layout="constrained")
    for axes, (kind, (sure, right)) in zip(figure.subplots(1, len(measured), sharey=True), measured.items(), strict=True):
        points = tenths(sure, right)
        axes.plot([0, 1], [0, 1], color="#b0b4ba", linewidth=1, zorder=1)
        axes.plot([x for x, _, _ in points], [y for _, y, _ in points], color="#2f6f9f", linewidth=1.2, zorder=2)
        sizes = [12 + 220 * count / len(sure) for _, _, count in points]
        axes.scatter([x for x, _, _ in points], [y for _, y, _ in points], s=sizes, color="#2f6f9f", zorder=3)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence")
        axes.set_title(f"{kind}: {len(sure):,}, off by {error(sure, right):.3f} on average", fontsize=10, loc="left")
        axes.spines[["top", "right"]].set_visible(False)
    figure.axes[0].set_ylabel("share that is right as it stands")
    figure.suptitle(f"Measured on {documents} documents that neither the tagger nor the fit had seen", fontsize=10, x=0.01, ha="left")
    figure.savefig(target, metadata={"Date": None, "Creator": None})


def unseen(held_back: float, pattern: str) -> Iterable[Document]:
    documents = [document for document in corpus() if re.match(pattern, document["file"])] if pattern else split(corpus(), held_back)[1]
    return [document for document in documents if "events" in document]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--held-back", type=float, default=0.1)
    parser.add_argument("--unseen", default="", metavar="PATTERN")
    parser.add_argument("--models", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    models = Models.load(given.models)
    every = [rows(document, models) for document in unseen(given.held_back, given.unseen)]
    measured = {kind: crossed(every, kind) for kind in KINDS}
    for kind, (sure, right) in measured.items():
        print(f"{kind}: {len(sure)}, {right.mean():.2f} right, off by {error(sure, right):.3f} on average")
        print(*(f"  {chance:.2f}  {count:5}  {share:.2f} right" for chance, share, count in tenths(sure, right)), sep="\n")
    if given.write:
        weights = {kind: learn([row for some in every for row in some[kind]]) for kind in KINDS}
        assets.path("words", "sureness.json").write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
        draw(measured, len(every), DIAGRAM)


if __name__ == "__main__":
    main()
