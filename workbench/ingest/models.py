"""The two models: windows of word pieces and lines of a page in, arrays of scores out. What the scores mean is read elsewhere.

Needs onnxruntime and tokenizers alone. A session is not shared between processes: the worker loads its own, once.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from workbench import assets
from workbench.core.errors import WorkbenchError
from workbench.core.records import Span
from workbench.ingest.page import LineReadings, PageModel

LONGEST = 384  # word pieces of a window, without its two ends
THREADS = 2
TAGGER_WIDTHS = {"roles": 7, "names": 13, "link_from": 128, "link_to": 128, "act_content": 9, "act_cue": 9, "quote_content": 4, "quote_cue": 4,
                 "trigger": 3, "action": 17, "modality": 4, "point_from": 384, "point_to": 384}
PAGE_WIDTHS = {"kind": 6, "start": 4}

Array = NDArray[Any]


@dataclass(slots=True)
class Window:
    """Neighbouring paragraphs of one article: word pieces with their offsets, and which paragraph (from 1) each is in."""
    ids: list[int] = field(default_factory=list)
    cases: list[int] = field(default_factory=list)
    offsets: list[Span] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)


def case(word: str) -> int:
    """0 lower or no letters, 1 Capitalised, 2 UPPER, 3 other: the tokenizer lowers everything, names need it."""
    if word.islower() or not any(map(str.isalpha, word)):
        return 0
    if word[:1].isupper() and (word[1:].islower() or len(word) == 1):
        return 1
    return 2 if word.isupper() else 3


def windows(tokenizer: Tokenizer, text: str, paragraphs: list[Span], longest: int = LONGEST) -> list[Window]:
    """Packs the paragraphs of one article into as few windows as fit; a paragraph that is longer is cut."""
    packed: list[Window] = []
    for number, (start, end) in enumerate(paragraphs, 1):
        pieces = tokenizer.encode(text[start:end], add_special_tokens=False)
        offsets = [(start + a, start + b) for a, b in pieces.offsets]
        for at in range(0, len(offsets), longest):
            part = offsets[at:at + longest]
            if not packed or len(packed[-1].offsets) + len(part) > longest:
                packed.append(Window())
            window = packed[-1]
            window.ids += pieces.ids[at:at + longest]
            window.offsets += part
            window.cases += [case(text[a:b]) for a, b in part]
            window.paragraphs += [number] * len(part)
    return packed


def _session(path: Path, widths: dict[str, int]) -> onnxruntime.InferenceSession:
    """An open model, or a sentence that says why it is not the one this program was made for."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(path.read_bytes(), options, providers=["CPUExecutionProvider"])
    except OSError as error:
        raise WorkbenchError(f"The model {path.name} cannot be read ({error.strerror}). Install the program again.") from error
    except Exception as error:  # onnxruntime raises classes of its own, and RuntimeError, for a damaged file
        raise WorkbenchError(f"The model {path.name} is damaged. Install the program again.") from error
    found = {output.name: output.shape[-1] for output in session.get_outputs()}
    if found != widths:
        wrong = sorted(name for name in found.keys() | widths.keys() if found.get(name) != widths.get(name))
        raise WorkbenchError(f"The model {path.name} does not belong to this version of the program ({', '.join(wrong)}). Install the program again.")
    return session


def _tokenizer(path: Path) -> Tokenizer:
    try:
        return Tokenizer.from_str(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WorkbenchError(f"The word list {path.name} cannot be read ({error.strerror}). Install the program again.") from error
    except Exception as error:  # the library raises a bare Exception
        raise WorkbenchError(f"The word list {path.name} is damaged. Install the program again.") from error


class Models:
    """The tagger, its tokenizer and the page model, loaded."""

    def __init__(self, tokenizer: Tokenizer, tagger: onnxruntime.InferenceSession, page: onnxruntime.InferenceSession) -> None:
        self.tokenizer = tokenizer
        self._tagger, self._page = tagger, page
        ends = [tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]")]
        if None in ends:
            raise WorkbenchError("The word list tokenizer.json does not belong to the models. Install the program again.")
        self._start, self._stop = ends

    @classmethod
    def load(cls, folder: Path | None = None) -> Models:
        """Reads the three files of `folder` (the program's own by default); WorkbenchError for what is missing, damaged or of another make."""
        folder = folder or assets.path("models")
        tagger, page = _session(folder / "tagger.onnx", TAGGER_WIDTHS), _session(folder / "page.onnx", PAGE_WIDTHS)
        return cls(_tokenizer(folder / "tokenizer.json"), tagger, page)

    def tag(self, text: str, paragraphs: list[Span]) -> Iterator[tuple[Window, dict[str, Array]]]:
        """Window by window what the tagger says of an article's paragraphs, so that a caller can stop between two."""
        for window in windows(self.tokenizer, text, paragraphs):
            yield window, self._read(window)

    def _read(self, window: Window) -> dict[str, Array]:
        """The tagger's arrays, (pieces + 2, width) each: the window's two end marks included."""
        ids = np.array([[self._start, *window.ids, self._stop]], np.int64)
        cases = np.array([[0, *window.cases, 0]], np.int64)
        outputs = self._tagger.run(list(TAGGER_WIDTHS), {"ids": ids, "mask": np.ones_like(ids), "case": cases})
        return {name: np.asarray(array)[0] for name, array in zip(TAGGER_WIDTHS, outputs, strict=True)}

    def page(self, text: str) -> LineReadings:
        """What the page model says of each line of a whole page."""
        return PageModel(self._page).read(text)
