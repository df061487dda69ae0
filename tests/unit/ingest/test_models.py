from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from workbench import assets
from workbench.core.errors import WorkbenchError
from workbench.core.records import ACTIONS as KNOWN_ACTIONS
from workbench.core.records import BLOCK_KINDS, MODALITIES, NAME_TYPES, QUOTES, SPEECH_ACTS
from workbench.ingest import decode, page
from workbench.ingest.models import PAGE_WIDTHS, TAGGER_WIDTHS, Models, case, windows

TEXT = "Moscow’s foreign ministry said on Friday that it had summoned the envoy. “We do not agree,” Mr Peskov said."


def test_committed_models_have_the_heads_that_decoding_reads(models: Models) -> None:
    [(window, outputs)] = models.tag(TEXT, [(0, len(TEXT))])
    assert {name: array.shape for name, array in outputs.items()} == {name: (len(window.ids) + 2, width) for name, width in TAGGER_WIDTHS.items()}


def test_widths_fit_the_labels() -> None:
    assert TAGGER_WIDTHS["names"] == 1 + 2 * len(decode.NAMES)
    assert TAGGER_WIDTHS["act_cue"] == len(decode.ACTS) == len(SPEECH_ACTS)
    assert TAGGER_WIDTHS["quote_cue"] == len(QUOTES)
    assert TAGGER_WIDTHS["action"] == len(decode.ACTIONS)
    assert TAGGER_WIDTHS["modality"] == len(MODALITIES)
    assert TAGGER_WIDTHS["point_to"] == 2 * len(decode.SLOTS) * decode.POINT
    assert (len(page.KINDS), len(page.STARTS)) == (PAGE_WIDTHS["kind"], PAGE_WIDTHS["start"])


def test_labels_are_the_words_of_the_records() -> None:
    assert set(decode.ACTS) == set(SPEECH_ACTS)
    assert set(decode.ACTIONS) == set(KNOWN_ACTIONS)
    assert set(decode.NAMES) == {*NAME_TYPES, "DATE"}
    assert page.KINDS == BLOCK_KINDS


def test_page_model_reads_every_line_with_words(models: Models) -> None:
    readings = models.page("Home | World\n\nMinister resigns\nBy Ann Lee\nThe minister has resigned, her office said.\n")
    assert len(readings.lines) == 4
    assert readings.kinds.shape == (4, len(page.KINDS))
    assert np.allclose(readings.kinds.sum(-1), 1)


def test_windows_keep_offsets_and_hold_no_more_than_fits(models: Models) -> None:
    text = "Word " * 30 + "\n" + "Other 🇰🇵 words " * 30
    cut = text.index("\n")
    packed = windows(models.tokenizer, text, [(0, cut), (cut + 1, len(text))], longest=40)
    assert all(len(window.ids) <= 40 for window in packed)
    assert {text[start:end] for window in packed for start, end in window.offsets} >= {"Word", "Other", "words"}
    assert {number for window in packed for number in window.paragraphs} == {1, 2}


@pytest.mark.parametrize(("word", "kind"), [("word", 0), ("2024", 0), ("Word", 1), ("W", 1), ("NATO", 2), ("iPhone", 3)])
def test_case_tells_names_from_words(word: str, kind: int) -> None:
    assert case(word) == kind


def copied(folder: Path) -> Path:
    for name in ("tagger.onnx", "page.onnx", "tokenizer.json"):
        shutil.copy(assets.path("models", name), folder / name)
    return folder


def test_missing_model_is_a_sentence(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "page.onnx").unlink()
    with pytest.raises(WorkbenchError, match=r"page\.onnx cannot be read"):
        Models.load(folder)


def test_damaged_model_is_a_sentence(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "tagger.onnx").write_bytes(assets.path("models", "tagger.onnx").read_bytes()[:5000])
    with pytest.raises(WorkbenchError, match=r"tagger\.onnx is damaged"):
        Models.load(folder)


def test_damaged_tokenizer_is_a_sentence(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(WorkbenchError, match=r"tokenizer\.json is damaged"):
        Models.load(folder)


def test_model_of_another_make_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    shutil.copy(folder / "page.onnx", folder / "tagger.onnx")
    with pytest.raises(WorkbenchError, match="does not belong to this version"):
        Models.load(folder)
