"""Fits the weights of `resources/words/tellings.json`: how likely is a telling right as it stands?

    python -m training.tellings [--unseen PATTERN] [--write]

Learns from documents that the tagger was not trained on, for it is too sure of those that it knows: `--unseen` matches their names. Prints, for the
half that was held back, how often tellings of each tenth of confidence are right.
"""
from __future__ import annotations

import argparse
import json
import re
from typing import Any

import numpy as np

from training.marked import Document, corpus
from workbench import assets
from workbench.core.extraction import ReadArticle, ReadBlock, ReadEntity, ReadParty, ReadTelling
from workbench.ingest import entities, sureness
from workbench.ingest.claims import claims
from workbench.ingest.decode import decode
from workbench.ingest.events import Reader
from workbench.ingest.models import Models
from workbench.ingest.parties import Parties
from workbench.ingest.pipeline import _values
from workbench.ingest.sentences import Story, stories

UNSEEN = r"(wire|markets|police|front|summit|transcript|places|rolling|social|campaign|check|islands|aggregator|clutter|expert|sport)_\d"
DECAY, STEPS = 5.0, 30
Row = tuple[dict[str, float], bool]


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
    return found, articles


def rows(document: Document, models: Models) -> list[Row]:
    found, articles = story_list(document, models)
    dates = _values(document["text"], found, articles)
    cast = entities.cast(document["text"], found)
    parties, out = Parties(cast), []
    for story in found:
        said, talk = claims(story, parties, dates)
        reader = Reader(story, parties, talk, dates, said)
        for one in story.found.tellings:
            telling = reader.telling(one)
            known = [entry.read() for entry in cast.entries]
            out.append((sureness.facts(telling, one, cast, story, said), is_right(telling, document, known)))
    return out


def is_right(telling: ReadTelling, document: Document, known: list[ReadEntity]) -> bool:
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


def matrix(data: list[Row], names: list[str]) -> np.ndarray:
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


def learn(data: list[Row]) -> dict[str, float]:
    names = ["bias", *sorted({name for facts, _ in data for name in facts} - {"bias"})]
    weights = fit(matrix(data, names), np.array([right for _, right in data], float))
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def report(data: list[Row], weights: dict[str, float]) -> None:
    names = list(weights)
    sure = 1 / (1 + np.exp(-matrix(data, names) @ np.array([weights[name] for name in names])))
    right = np.array([answer for _, answer in data])
    for low in range(10):
        here = (sure * 10).astype(int) == low
        print(f"{low / 10:.1f}  {here.sum():5} tellings, {right[here].mean() if here.any() else 0:.2f} right")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unseen", default=UNSEEN, metavar="PATTERN")
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    models = Models.load()
    documents = [document for document in corpus() if re.match(given.unseen, document["file"]) and "events" in document]
    data = [rows(document, models) for document in documents]
    halves = [[row for some in data[start::2] for row in some] for start in (0, 1)]
    report(halves[1], learn(halves[0]))
    if given.write:
        assets.path("words", "tellings.json").write_text(json.dumps(learn(halves[0] + halves[1]), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
