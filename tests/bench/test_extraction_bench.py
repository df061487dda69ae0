"""Reading a text beside the two models alone, in one run; and what more documents leave behind in memory."""
from __future__ import annotations

import gc
import time
import tracemalloc
from dataclasses import replace
from statistics import median

import pytest

from workbench import assets
from workbench.core.extraction import Source
from workbench.core.records import MINED_BLOCKS
from workbench.ingest import layout
from workbench.ingest.formats import read
from workbench.ingest.models import Models
from workbench.ingest.pipeline import extract

TIMES, SLACK = 1.4, 1.1
MORE = 4  # documents
KEPT = 2_000_000  # bytes that reading may leave behind, however many documents were read


@pytest.fixture(scope="module")
def models() -> Models:
    return Models.load()


@pytest.fixture(scope="module")
def sources() -> list[Source]:
    return [read(path) for path in assets.seeds() if path.suffix == ".txt"]


def paragraphs(source: Source, models: Models) -> list[list[tuple[int, int]]]:
    """The mined blocks of each story, which the tagger is given."""
    page = layout.lay_out(source, models.page(source.text))
    mined = [block for block in page.blocks if block.kind in MINED_BLOCKS and block.article is not None]
    return [[block.span for block in mined if block.article == number] for number in range(len(page.articles))]


def bare(source: Source, stories: list[list[tuple[int, int]]], models: Models) -> None:
    models.page(source.text)
    for story in stories:
        for _ in models.tag(source.text, story):
            pass


def spent(does, *given) -> float:
    start = time.process_time()
    does(*given)
    return time.process_time() - start


def test_reading_takes_little_more_than_the_models(models, sources):
    given = [paragraphs(source, models) for source in sources]
    for source in sources:
        extract(source, models)  # word lists are read once
    rounds = [(sum(spent(bare, source, stories, models) for source, stories in zip(sources, given, strict=True)),
               sum(spent(extract, source, models) for source in sources)) for _ in range(3)]
    ratio = median(whole / alone for alone, whole in rounds)
    print(f"\nreading {len(sources)} documents: the models alone {median(alone for alone, _ in rounds):.2f} s, everything {ratio:.2f} times")
    assert ratio <= TIMES * SLACK


def test_memory_does_not_grow_with_the_documents(models, sources):
    source = min(sources, key=lambda source: len(source.text))
    for _ in range(3):
        extract(source, models)
    tracemalloc.start()
    try:
        left = [remaining(source, models) for _ in range(3)]
    finally:
        tracemalloc.stop()
    print(f"\nleft behind by {MORE} documents, three times: {', '.join(f'{bytes_ / 1000:.0f} kB' for bytes_ in left)}")
    assert left[-1] < KEPT
    assert left[-1] <= max(left[0], 200_000) * 1.5


def remaining(source: Source, models: Models) -> int:
    """What is still held after some documents have been read and let go; each is another text, as no cache must live on their being the same."""
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    for n in range(MORE):
        extract(replace(source, text=source.text.replace("Putin", f"Putin{before % 997 + n}")), models)
    gc.collect()
    return tracemalloc.get_traced_memory()[0] - before
