"""Reads the marked-up training documents and their events (`corpus/README.md`, `corpus/EVENTS.md`): checks, counts, writes the gold format.

    python -m training.marked [FILE ...] [--json DIR]
    python -m training.marked --show FILE
"""
from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from workbench.core.records import ACTIONS, MINED_BLOCKS, MODALITIES, QUOTES, SPEECH_ACTS

CORPUS = Path(__file__).parent / "corpus"
SHUFFLE = 7  # of the documents, before a part of them is held back
Document = dict[str, Any]  # the gold format, with `text` and maybe `events`
TYPES = {"P": "PERSON", "O": "ORG", "G": "GPE", "L": "LOC", "N": "NORP"}
BLOCKS = {"h": "headline", "b": "byline", "c": "caption", "p": "promo", "f": "furniture"}
ROLES = {"s": "speaker", "q": "cue", "t": "content"}
SLOTS = ("trigger", "actor", "recipient", "date", "place")
VALUE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
TOKEN = re.compile(r"\{([sqt])(\d+(?:,\d+)*)\||\[([POGLND])\||[\]}]|[{\[]|[^\[\]{}]+")


class Wrong(Exception):
    """A document that is not in the format; says where."""


def parse(path: Path) -> dict[str, Any]:
    """One document: `text`, and the gold format's articles, blocks, mentions, dates, claims."""
    try:
        head, body, rows = re.split(r"^---[ \t]*\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    except ValueError:
        raise Wrong("needs a header, a text and rows, with a line --- between") from None
    header = dict(re.findall(r"^@ (\w+): (.*)$", head, re.MULTILINE))
    out = Reader().read(body)
    out |= {"file": path.name, "header": header, "sha256": hashlib.sha256(out["text"].encode()).hexdigest()}
    out["claims"] = claims(out.pop("roles"), rows, out["articles"])
    return out


class Reader:
    def __init__(self) -> None:
        self.text = ""
        self.articles: list[dict[str, Any]] = []
        self.blocks: list[dict[str, Any]] = []
        self.mentions: list[dict[str, Any]] = []
        self.dates: list[dict[str, Any]] = []
        self.roles: dict[int, dict[str, list[list[int]]]] = {}

    def read(self, body: str) -> dict[str, Any]:
        for number, line in enumerate(body.rstrip("\n").split("\n"), 1):
            try:
                self.line(line)
            except Wrong as wrong:
                raise Wrong(f"text line {number}: {wrong}") from None
        if self.articles:
            self.articles[-1]["end"] = len(self.text.rstrip("\n"))
        return {"text": self.text, "articles": self.articles, "blocks": self.blocks, "mentions": self.mentions,
                "dates": self.dates, "roles": self.roles}

    def line(self, line: str) -> None:
        if story := re.fullmatch(r"~= (article|post|teaser)\s*", line):
            if self.articles:
                self.articles[-1]["end"] = len(self.text.rstrip("\n"))
            self.articles.append({"id": f"a{len(self.articles) + 1}", "kind": story[1], "start": len(self.text), "end": len(self.text)})
            return
        kind = "body"
        if mark := re.match(r"~([hbcpf]) ", line):
            kind, line = BLOCKS[mark[1]], line[mark.end():]
        elif line.startswith("~"):
            raise Wrong(f"unknown mark {line[:4]!r}")
        start = len(self.text)
        self.marks(line)
        if self.text[start:].strip():
            article = self.articles[-1]["id"] if self.articles else None
            self.blocks.append({"start": start, "end": len(self.text), "kind": kind, "article": article})
        self.text += "\n"

    def marks(self, line: str) -> None:
        open_marks: list[tuple[str, str, int]] = []
        for token in TOKEN.finditer(line):
            piece = token[0]
            if token[1]:
                open_marks.append((token[1], token[2], len(self.text)))
            elif token[3]:
                open_marks.append(("[" + token[3], "", len(self.text)))
            elif piece in "]}":
                if not open_marks or (open_marks[-1][0][0] == "[") != (piece == "]"):
                    raise Wrong(f"{piece!r} closes nothing, after {self.text[-30:]!r}")
                self.close(*open_marks.pop())
            elif piece in "{[":
                raise Wrong(f"{piece!r} opens no mark: {line[token.start():token.start() + 20]!r}")
            else:
                self.text += piece
        if open_marks:
            raise Wrong(f"not closed: {open_marks[-1][0]}{open_marks[-1][1]} at {self.text[open_marks[-1][2]:][:30]!r}")

    def close(self, mark: str, numbers: str, start: int) -> None:
        if mark[0] != "[":
            for number in map(int, numbers.split(",")):
                self.roles.setdefault(number, {r: [] for r in ROLES})[mark].append([start, len(self.text)])
            return
        words, equals, entity = self.text[start:].rpartition("=")
        if not equals:
            words, entity = entity, entity
        self.text = self.text[:start] + words
        span = {"start": start, "end": len(self.text)}
        if not words.strip() or words != words.strip():
            raise Wrong(f"a mention that is empty or has spaces at its ends: {words!r}")
        if mark == "[D":
            if not equals or not VALUE.fullmatch(entity):
                raise Wrong(f"no date value: {words!r}={entity!r}")
            self.dates.append(span | {"value": entity})
        else:
            self.mentions.append(span | {"type": TYPES[mark[1]], "entity": entity})


def claims(roles: dict[int, dict[str, list[list[int]]]], rows: str, articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found, out = dict(roles), []
    for row in filter(str.strip, rows.split("\n")):
        match = re.fullmatch(r"(\d+) (\w+) (\w+) (.*?)(?: via (.*))?", row.strip())
        if not match or match[2] not in QUOTES or match[3] not in SPEECH_ACTS:
            raise Wrong(f"not a claim's row: {row!r}")
        number = int(match[1])
        if number not in found:
            raise Wrong(f"claim {number} is not in the text")
        role = found.pop(number)
        if not role["t"]:
            raise Wrong(f"claim {number} has no content")
        taken = [set(range(a, b)) for a, b in role["q"] + role["t"]]
        if len(set().union(*taken)) != sum(map(len, taken)):
            raise Wrong(f"claim {number}: cue and content overlap")
        story = [a["id"] for a in articles if a["start"] <= role["t"][0][0] < a["end"]]
        out.append({"key": str(number), "article": story[0] if story else None, "speaker": [match[4]] if match[4] != "-" else [],
                    "speaker_span": (role["s"] or [None])[0], "cue": (role["q"] or [None])[0], "parts": sorted(role["t"]),
                    "quote": match[2], "speech_act": match[3], "via": [v.strip() for v in (match[5] or "").split(";") if v.strip()]})
    if found:
        raise Wrong(f"no row for claims {sorted(found)}")
    return out


def numbered(document: dict[str, Any]) -> list[tuple[int, int, str]]:
    """Start, end and block kind of each block, in order: block n is line n+1."""
    return [(b["start"], b["end"], b["kind"]) for b in document["blocks"]]


def locate(phrase: str, text: str, start: int, end: int) -> list[int] | None:
    """The span of `phrase`, or of `phrase#2`, inside text[start:end]; None for `-`."""
    if phrase == "-":
        return None
    words, _, count = phrase.rpartition("#") if phrase[-2:-1] == "#" else (phrase, "", "1")
    position = start - 1
    for _ in range(int(count)):
        position = text.find(words, position + 1, end)
        if position < 0:
            raise Wrong(f"{phrase!r} is not in the line")
        while (position and text[position - 1].isalnum() and words[0].isalnum()) or \
                (position + len(words) < end and text[position + len(words)].isalnum() and words[-1].isalnum()):
            position = text.find(words, position + 1, end)
            if position < 0:
                raise Wrong(f"{phrase!r} is not in the line as whole words")
    return [position, position + len(words)]


def read_events(path: Path, document: dict[str, Any]) -> list[dict[str, Any]]:
    """The events in NAME.events; raises Wrong with the row."""
    out, blocks = [], numbered(document)
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not row.strip():
            continue
        try:
            fields = [field.strip() for field in row.split("|")]
            if len(fields) != 8:
                raise Wrong(f"{len(fields)} fields, not 8")
            line, action, modality = fields[0], fields[2], fields[7]
            if action not in ACTIONS or modality not in MODALITIES:
                raise Wrong(f"action {action!r} or modality {modality!r}")
            start, end, kind = blocks[int(line) - 1]
            if kind not in MINED_BLOCKS:
                raise Wrong(f"line {line} is {kind}")
            spans = {role: locate(fields[i], document["text"], start, end) for role, i in zip(SLOTS, (1, 3, 4, 5, 6), strict=True)}
            if spans["trigger"] is None:
                raise Wrong("no trigger")
            out.append({"action": action, "modality": modality, **spans})
        except (Wrong, ValueError, IndexError) as wrong:
            raise Wrong(f"row {number}: {wrong}: {row}") from None
    return sorted(out, key=lambda e: e["trigger"])


def document(path: Path) -> dict[str, Any]:
    """A document with its events in the gold format; without a `.events` file it has none, and no key `events`."""
    found = parse(path)
    rows = path.with_suffix(".events")
    return found | {"events": read_events(rows, found)} if rows.exists() else found


def corpus() -> list[Document]:
    """All documents, in the order of their names."""
    return [document(path) for path in sorted(CORPUS.glob("*/*.txt"))]


def split(documents: list[Document], share: float) -> tuple[list[Document], list[Document]]:
    """(to learn from, held back): the same cut for both models and for measuring."""
    documents = list(documents)
    random.Random(SHUFFLE).shuffle(documents)
    cut = round(len(documents) * share)
    return documents[cut:], documents[:cut]


def show(path: Path) -> None:
    """The document's lines by the numbers that its events refer to."""
    found = parse(path)
    print("published", found["header"].get("published"))
    for number, (start, end, kind) in enumerate(numbered(found), 1):
        if kind in MINED_BLOCKS:
            print(f"{number} {'' if kind == 'body' else '(' + kind + ') '}| {found['text'][start:end]}")


def count(found: dict[str, Any], counts: Counter[str]) -> None:
    counts.update(documents=1, words=len(found["text"].split()))
    counts.update({kind: len(found.get(kind, ())) for kind in ("articles", "mentions", "dates", "claims", "events")})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--json", type=Path, metavar="DIR")
    parser.add_argument("--show", type=Path, metavar="FILE")
    given = parser.parse_args()
    if given.show:
        show(given.show)
        return 0
    counts: Counter[str] = Counter()
    wrong = 0
    for path in given.files or sorted(CORPUS.glob("*/*.txt")):
        try:
            found = document(path)
        except (Wrong, UnicodeDecodeError) as error:
            print(f"{path}: {error}")
            wrong += 1
            continue
        count(found, counts)
        if given.json:
            given.json.mkdir(parents=True, exist_ok=True)
            target = given.json / f"{path.parent.name}-{path.stem}.json"
            target.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")
    print(", ".join(f"{n} {k}" for k, n in counts.items()), f"; {wrong} wrong")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
