"""Trains the page model on the marked documents' lines and on pages put together from their stories, and exports it.

    python -m training.page_model MODEL_DIR [--epochs 12] [--pages 600] [--held-back 0.1]
"""
from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from training.marked import Document, corpus, split
from training.page_maker import Labelled, Pages, labelled
from workbench.ingest.page import (
    BAG,
    BUCKETS,
    FACTS,
    FIRST,
    KINDS,
    LAST,
    STARTS,
    arrays,
    lines,
)

WORD = 24  # width of a hashed word
IGNORE = -100
FORGOTTEN = .25  # share of words hidden in training, so that form counts
SIZE = 8  # pages in a batch
Example = tuple[Tensor, Tensor, Tensor, Tensor]  # facts, hashes, kinds, starts of one page


class Net(nn.Module):
    """Facts and hashed words of each line, in order, through two layers of bidirectional GRU."""

    def __init__(self, width: int = 112) -> None:
        super().__init__()
        self.words = nn.Embedding(BUCKETS, WORD, padding_idx=0)
        self.line = nn.Linear(FACTS + WORD * (FIRST + LAST + 1), width)
        self.page = nn.GRU(width, width, num_layers=2, bidirectional=True, batch_first=True, dropout=.3)
        self.drop = nn.Dropout(.3)
        self.kind, self.start = nn.Linear(3 * width, len(KINDS)), nn.Linear(3 * width, len(STARTS))

    def forward(self, facts: Tensor, words: Tensor, lengths: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """facts (pages, lines, FACTS), words (pages, lines, hashes) -> kind and start scores (pages, lines, ...); `lengths` where pages are padded."""
        near = FIRST + LAST
        found = self.words(words)
        bag = found[:, :, near:].sum(2) / (words[:, :, near:] > 0).sum(2, keepdim=True).clamp(min=1)
        line = torch.relu(self.line(self.drop(torch.cat([facts, found[:, :, :near].flatten(2), bag], -1))))
        if lengths is None:
            page, _ = self.page(line)
        else:
            packed, _ = self.page(nn.utils.rnn.pack_padded_sequence(line, lengths, batch_first=True, enforce_sorted=False))
            page, _ = nn.utils.rnn.pad_packed_sequence(packed, batch_first=True)
        both = self.drop(torch.cat([page, line], -1))
        return self.kind(both), self.start(both)


def example(page: Labelled) -> Example:
    text = "\n".join(words for words, _, _ in page)
    found = lines(text)
    if len(found) != len(page):
        raise ValueError(f"{len(page)} lines were made, {len(found)} are read")
    facts, words = arrays(text, found)
    return (torch.from_numpy(facts), torch.from_numpy(words), torch.tensor([KINDS.index(kind) for _, kind, _ in page]),
            torch.tensor([STARTS.index(start) for _, _, start in page]))


def loss(net: Net, some: list[Example]) -> Tensor:
    facts, words, kind, start = (nn.utils.rnn.pad_sequence([e[n] for e in some], batch_first=True, padding_value=value)
                                 for n, value in enumerate((0, 0, IGNORE, IGNORE)))
    words = words * (torch.rand(words.shape) > FORGOTTEN)
    kinds, starts = net(facts, words, torch.tensor([len(e[2]) for e in some]))
    return F.cross_entropy(kinds.flatten(0, 1), kind.flatten()) + F.cross_entropy(starts.flatten(0, 1), start.flatten())


def fit(documents: list[Document], epochs: int, pages: int, held: list[Document]) -> Net:
    rng = random.Random(0)
    torch.manual_seed(0)
    originals = [labelled(document) for document in documents]
    maker, fixed, test = Pages(originals, rng), [example(page) for page in originals], [example(labelled(document)) for document in held]
    net = Net()
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=.01)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    begun = time.time()
    for epoch in range(epochs):
        data = fixed + [example(page) for page in (maker.page() for _ in range(pages)) if page]
        rng.shuffle(data)
        cost = learn(net, data, optimizer)
        schedule.step()
        print(f"epoch {epoch + 1}, {time.time() - begun:.0f} s, {len(data)} pages, loss {cost:.3f}{right(net, test)}", flush=True)
    return net


def learn(net: Net, data: list[Example], optimizer: torch.optim.Optimizer) -> float:
    net.train()
    total = 0.0
    for at in range(0, len(data), SIZE):
        part = loss(net, data[at:at + SIZE])
        part.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimizer.step()
        optimizer.zero_grad()
        total += part.item() * SIZE
    return total / len(data)


@torch.no_grad()
def right(net: Net, test: list[Example]) -> str:
    """The share of the held-back pages' lines whose kind and start are right."""
    net.eval()
    shares = []
    for facts, words, kinds, starts in test:
        kind, start = net(facts[None], words[None])
        shares.append([(kind[0].argmax(-1) == kinds).float().mean(), (start[0].argmax(-1) == starts).float().mean()])
    return ", held back: kind {:.3f} start {:.3f}".format(*np.mean(shares, 0)) if shares else ""


def export(net: Net, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    facts, words = torch.rand(1, 9, FACTS), torch.randint(0, BUCKETS, (1, 9, FIRST + LAST + BAG))
    torch.onnx.export(net.eval(), (facts, words), str(folder / "page.onnx"), input_names=["facts", "words"], output_names=["kind", "start"],
                      dynamic_axes={n: {1: "lines"} for n in ("facts", "words", "kind", "start")}, opset_version=17, dynamo=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--pages", type=int, default=600)
    parser.add_argument("--held-back", type=float, default=0.1)
    given = parser.parse_args()
    learnt, held = split(corpus(), given.held_back)
    export(fit(learnt, given.epochs, given.pages, held), given.folder)


if __name__ == "__main__":
    main()
