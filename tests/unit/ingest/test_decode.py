from __future__ import annotations

import numpy as np

from workbench.ingest.decode import ACTS, CONTENT, CUE, SPEAKER, FoundName, decode
from workbench.ingest.models import TAGGER_WIDTHS, Array, Models, Window

TEXT = "Ann Lee said rain fell"
WORDS = [(0, 3), (4, 7), (8, 12), (13, 17), (18, 22)]


def scores(**labels: dict[int, int]) -> dict[str, Array]:
    """The arrays of a window of five words and its two ends in which `labels[head][piece]` is the surest label of a piece."""
    outputs = {name: np.zeros((7, width), np.float32) for name, width in TAGGER_WIDTHS.items()}
    for head in ("roles", "names", "trigger"):
        outputs[head][:, 0] = 5
    for head, chosen in labels.items():
        for piece, label in chosen.items():
            outputs[head][piece, label] = 10
    return outputs


def window(paragraphs: list[int] | None = None) -> Window:
    return Window([1] * 5, [0] * 5, WORDS, paragraphs or [1] * 5)


def test_pieces_of_a_name_are_one_span() -> None:
    found = decode(window(), scores(names={1: 1, 2: 2}), TEXT)
    assert [(name.span, name.type) for name in found.names] == [((0, 7), "PERSON")]
    assert found.names[0].confidence > 0.9


def test_inside_label_without_a_beginning_is_mended_to_the_likeliest_sequence() -> None:
    found = decode(window(), scores(names={1: 2, 2: 2}), TEXT)
    assert [name.span for name in found.names] in ([(0, 7)], [])
    assert all(isinstance(name, FoundName) for name in found.names)


def test_nothing_runs_over_a_paragraph_end() -> None:
    found = decode(window([1, 2, 2, 2, 2]), scores(names={1: 1, 2: 2}), TEXT)
    assert (0, 7) not in [name.span for name in found.names]


def linked() -> dict[str, Array]:
    roles = {1: 1 + 2 * SPEAKER, 2: 2 + 2 * SPEAKER, 3: 1 + 2 * CUE, 4: 1 + 2 * CONTENT, 5: 2 + 2 * CONTENT}
    outputs = scores(roles=roles)
    outputs["link_from"][[1, 2, 4, 5], 0] = 40
    outputs["link_to"][3, 0] = 40
    return outputs


def test_speaker_and_content_hang_on_the_cue_that_they_point_at() -> None:
    outputs = linked()
    outputs["act_cue"][3, ACTS.index("warn")] = 9
    [claim] = decode(window(), outputs, TEXT).claims
    assert (claim.speaker, claim.cue, claim.parts, claim.act) == ((0, 7), (8, 12), ((13, 22),), "warn")
    assert claim.act_confidence > 0.9


def test_content_that_points_at_no_cue_stands_alone() -> None:
    outputs = linked()
    outputs["link_to"][3, 0] = -40
    claims = decode(window(), outputs, TEXT).claims
    assert [(claim.cue, claim.parts) for claim in claims] == [((8, 12), ()), (None, ((13, 22),))]


def test_speakers_are_kept_though_no_cue_took_them() -> None:
    outputs = linked()
    outputs["link_to"][3, 0] = -40
    assert decode(window(), outputs, TEXT).speakers == [(0, 7)]


def test_slots_of_a_telling_stay_in_its_paragraph() -> None:
    outputs = scores(trigger={5: 1})
    outputs["point_from"][5, 0] = outputs["point_from"][5, 48] = 10
    outputs["point_to"][1, 0] = outputs["point_to"][2, 48] = 10
    [telling] = decode(window(), outputs, TEXT).tellings
    assert (telling.trigger, telling.slots["actor"]) == ((18, 22), (0, 7))
    [telling] = decode(window([1, 1, 2, 2, 2]), outputs, TEXT).tellings
    assert "actor" not in telling.slots


def test_empty_window_holds_nothing() -> None:
    assert decode(Window(), {}, "").names == []


def test_sentence_of_news_is_read(models: Models) -> None:
    text = "Russian President Vladimir Putin told reporters in Hanoi on Thursday that arming Ukraine would be a big mistake."
    [(read, outputs)] = models.tag(text, [(0, len(text))])
    found = decode(read, outputs, text)
    assert "told" in [text[slice(*claim.cue)] for claim in found.claims if claim.cue]
    assert "DATE" in [name.type for name in found.names]
    assert any("mistake" in text[slice(*part)] for claim in found.claims for part in claim.parts)
