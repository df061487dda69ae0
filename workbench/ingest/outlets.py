"""Who published a story, where its page says so."""
from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from workbench import assets
from workbench.core.extraction import Source
from workbench.core.records import Span
from workbench.ingest.rows import Row

MASTHEAD = 15  # lines from the top
COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s*)?(?P<name>[^.|\d]{3,50}?)(?:\.|\s*all rights|\s*$)", re.IGNORECASE)


CALLS = {"support", "follow", "read", "watch", "join", "download", "get", "listen", "subscribe", "more", "latest", "breaking", "top", "all", "view",
         "see", "our"}


@cache
def _known() -> tuple[dict[str, str], frozenset[str]]:
    words = assets.words("outlets")
    return {name.casefold(): name for name in words["names"]}, frozenset(word.casefold() for word in words["words"])


def find(source: Source, rows: Sequence[Row]) -> tuple[str, Span | None]:
    """The page's masthead, its copyright line, or the outlet's name run into an author's; else what the file's metadata says."""
    heads = [row for row in rows[:MASTHEAD] if row.kind in ("furniture", "byline")]
    for known in (True, False):
        for row in heads:
            if is_outlet(row.text) and (row.text.casefold() in _known()[0]) is known:
                return " ".join(row.text.split()), row.span
    for row in rows:
        if row.kind in ("furniture", "promo", "byline") and (found := _in_line(row)):
            return found
    return source.found.outlet, None


def is_outlet(words: str) -> bool:
    """A known outlet, or a name of a few capitalised words with one that only newspapers and broadcasters have."""
    names, typical = _known()
    parts = words.split()
    if words.casefold() in names:
        return True
    capital = all(part[:1].isupper() or part in ("of", "the", "and") for part in parts)
    plain = words.replace(" ", "").isalpha() and parts[0].casefold() not in CALLS if parts else False
    return 2 <= len(parts) <= 5 and capital and plain and parts[-1].casefold() in typical


def named(title: str) -> str:
    """The outlet in the title of a feed or the name of a newsletter's sender: "BBC News - World"; empty where none of its parts is known as one."""
    parts = [part.strip() for part in re.split(r"\s*[|–—:·»]\s*|\s-\s", title)]
    return next((_known()[0].get(part.casefold(), part) for part in parts if part and is_outlet(part)), "")


def of_domain(domain: str) -> str:
    """The known outlet whose name a host bears: "mail.bbc.co.uk"."""
    folded = {re.sub(r"^the|\W", "", name): known for name, known in _known()[0].items()}
    return next((folded[label] for label in reversed(domain.casefold().split(".")[:-1]) if label in folded), "")


def _in_line(row: Row) -> tuple[str, Span] | None:
    if copyright_ := COPYRIGHT.search(row.text):
        start, end = copyright_.span("name")
        return copyright_["name"].strip(), (row.span[0] + start, row.span[0] + end)
    if row.kind == "byline" and (named := _in_byline(row)):
        return named
    glued = re.search(r"[a-z](?=[A-Z][a-z]+ [A-Z])", row.text)
    if glued and is_outlet(row.text[:glued.end()]):
        return row.text[:glued.end()], (row.span[0], row.span[0] + glued.end())
    return None


def _in_byline(row: Row) -> tuple[str, Span] | None:
    """A known outlet after the names or before one of its people: "By Kathleen Magramo, CNN", "From CNN's Gawon Bae"."""
    names = _known()[0]
    for piece in re.finditer(r"[^,|•·;()]+", row.text):
        words = piece[0].strip().removeprefix("From ").removeprefix("Source: ")
        words = re.sub(r"['’]s\s.*$", "", words)
        if words.casefold() in names:
            start = row.span[0] + row.text.index(words, piece.start())
            return names[words.casefold()], (start, start + len(words))
    return None
