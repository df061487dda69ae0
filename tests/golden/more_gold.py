"""The gold of `more/`: what the marked texts say of the documents beside them, as the scorer reads it."""
from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from training.marked import Document, parse
from workbench.core.extraction import Source
from workbench.ingest.formats import read

HERE = Path(__file__).parent / "more"
DOCUMENTS = sorted((HERE / "documents").iterdir())


def write(folder: Path) -> None:
    """A gold file per document, the entities with all their words, and in `texts` the texts that the offsets are of."""
    (folder / "texts").mkdir(parents=True)
    names: dict[str, set[str]] = defaultdict(set)
    for path in DOCUMENTS:
        source = read(path)
        marked = parse(HERE / "marked" / f"{path.stem}.txt")
        for mention in marked["mentions"]:
            names[mention["entity"]].add(marked["text"][mention["start"]:mention["end"]])
        (folder / f"{path.stem}.json").write_text(json.dumps(gold(source, marked), ensure_ascii=False), encoding="utf-8")
        (folder / "texts" / path.name).write_bytes(source.text.encode())
    entities = [{"name": name, "aliases": sorted(words - {name})} for name, words in sorted(names.items())]
    (folder / "corpus.json").write_text(json.dumps({"entities": entities, "events": [], "groups": [], "links": []}), encoding="utf-8")


def gold(source: Source, marked: Document) -> Document:
    """The marks moved to where their words stand in the document, which may be wrapped and spaced otherwise; the words are the same."""
    where = [n for n, letter in enumerate(source.text) if not letter.isspace()]
    letters = [n for n, letter in enumerate(marked["text"]) if not letter.isspace()]
    if [source.text[n] for n in where] != [marked["text"][n] for n in letters]:
        raise ValueError(f"{source.file} has not the words of its marked text")
    order = {n: number for number, n in enumerate(letters)}

    def moved(span: list[int]) -> list[int]:
        inside = [order[n] for n in range(*span) if n in order]
        return [where[inside[0]], where[inside[-1]] + 1]

    def placed(row: Document) -> Document:
        start, end = moved([row["start"], row["end"]])
        return row | {"start": start, "end": end}

    rows: Document = {kind: [placed(row) for row in marked[kind]] for kind in ("articles", "blocks", "mentions", "dates")}
    for article in rows["articles"]:
        own = [block for block in rows["blocks"] if block["article"] == article["id"]]
        article["end"] = max(block["end"] for block in own if block["kind"] != "furniture")
        published, author = map(str.strip, marked["header"][article["id"]].split("|"))
        article |= {"headline": headline(source.text, rows["blocks"], article["id"]), "author": author, "published_at": published}
    claims = [claim | {"key": f"{source.file}:{claim['key']}", "speaker": spellings(claim["speaker"]),
                       "parts": [moved(part) for part in claim["parts"]],
                       **{role: moved(claim[role]) if claim[role] else None for role in ("cue", "speaker_span")}} for claim in marked["claims"]]
    return rows | {"file": source.file, "sha256": hashlib.sha256(source.text.encode()).hexdigest(), "claims": claims}


def headline(text: str, blocks: list[dict[str, Any]], article: str) -> str:
    """The first headline, if no text of the story stands above it."""
    first = next((block for block in blocks if block["article"] == article and block["kind"] in ("headline", "body")), None)
    return " ".join(text[first["start"]:first["end"]].split()) if first and first["kind"] == "headline" else ""


def spellings(speakers: list[str]) -> list[str]:
    """Somebody without a name may be given with or without the article."""
    return [spelling for name in speakers for spelling in dict.fromkeys((name, name.removeprefix("an ").removeprefix("a ")))]
