from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from workbench import assets
from workbench.ingest.page import BAG, BUCKETS, CHUNK, FACTS, FIRST, KINDS, LAST, STARTS, PageModel, arrays, lines

TEXT = "Home | News\r\n\r\nPort shut after quake\r\nBy Ana Bell\n\n\n\n\nThe port was shut, he said.\n🎈\n"


@pytest.fixture(scope="module")
def model() -> PageModel:
    import onnxruntime
    return PageModel(onnxruntime.InferenceSession(assets.path("models", "page.onnx"), providers=["CPUExecutionProvider"]))


def test_lines_are_the_words_without_the_blanks_around_them() -> None:
    page = lines(TEXT)
    assert [TEXT[slice(*line.span)] for line in page] == ["Home | News", "Port shut after quake", "By Ana Bell", "The port was shut, he said.", "🎈"]
    assert [line.blanks for line in page] == [0, 1, 0, 3, 0]


def test_what_the_network_sees_has_the_shape_that_it_was_trained_on() -> None:
    facts, hashes = arrays(TEXT, lines(TEXT))
    assert (facts.shape, FACTS) == ((5, FACTS), 40)
    assert hashes.shape == (5, FIRST + LAST + BAG)
    assert (hashes.min() >= 0, hashes.max() < BUCKETS) == (True, True)


def test_the_features_are_those_of_the_committed_weights() -> None:
    """The sums stand for every single number: training has the same features, and other numbers mean other weights."""
    facts, hashes = arrays(TEXT, lines(TEXT))
    assert (round(float(facts.sum()), 3), int(hashes.sum())) == (27.32, 77572)


def test_the_committed_model_reads_kinds_and_starts(model: PageModel) -> None:
    readings = model.read(TEXT)
    assert readings.kinds.shape == (5, len(KINDS))
    assert readings.starts.shape == (5, len(STARTS))
    assert np.allclose(readings.kinds.sum(1), 1)
    assert np.allclose(readings.starts.sum(1), 1)
    assert [KINDS[k] for k in readings.kinds.argmax(1)[:3]] == ["furniture", "headline", "byline"]


def test_a_page_without_words_has_no_lines(model: PageModel) -> None:
    assert len(model.read("\n \r\n").lines) == 0


def test_long_pages_are_read_in_overlapping_parts() -> None:
    sizes: list[int] = []

    class Counting:
        def run(self, output_names: list[str], input_feed: dict[str, Any]) -> list[Any]:
            count = input_feed["facts"].shape[1]
            sizes.append(count)
            return [np.zeros((1, count, len(KINDS)), np.float32), np.zeros((1, count, len(STARTS)), np.float32)]

    readings = PageModel(Counting()).read("line of text\n" * (2 * CHUNK + 10))
    assert len(readings.lines) == len(readings.kinds) == 2 * CHUNK + 10
    assert max(sizes) <= CHUNK + 120
