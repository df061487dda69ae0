"""A feed that was saved as a file (RSS, Atom) -> a document for each of its entries. Nothing is fetched, no entity of the file's own is expanded."""
from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import escape
from typing import Any
from xml.parsers import expat

import feedparser

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest import html, mime, outlets
from workbench.ingest.encodings import refuse_binary
from workbench.ingest.reading import Reading

ENTRIES = 5000
SUBSET = re.compile(rb"<!DOCTYPE[^\[>]*\[.*?\]\s*>", re.DOTALL | re.IGNORECASE)  # where a file declares entities of its own
ITEMS = ("item", "entry")


@dataclass(frozen=True, slots=True)
class Entry:
    """`raw` is the feed with this entry alone, so that it can be read again by itself."""
    raw: bytes
    reading: Reading


def entries(raw: bytes, name: str) -> list[Entry]:
    """In the order of the feed."""
    refuse_binary(raw, name)
    bare = SUBSET.sub(b"", raw)
    feed = _parsed(bare, name)
    if len(feed.entries) > ENTRIES:
        raise WorkbenchError(f"{name} has {len(feed.entries)} entries; the most is {ENTRIES}. Split it and import the parts.")
    alone = _apart(bare, len(feed.entries))
    read = [_entry(entry, _words(feed.feed.get("title")), name) for entry in feed.entries]
    if not read:
        raise WorkbenchError(f"{name} is no feed that can be read: no entry was found in it. It is broken off, or empty.")
    return [Entry(alone[number] if alone else one.text.encode(), one) for number, one in enumerate(read)]


def _parsed(raw: bytes, name: str) -> Any:
    try:
        return feedparser.parse(io.BytesIO(raw), resolve_relative_uris=False, sanitize_html=False)  # a stream: bytes could be taken for a path
    except Exception:  # the library fails on damaged files in as many ways as there are damages
        raise WorkbenchError(f"{name} is no feed that can be read: its markup is broken. Save the feed again and import that.") from None


def _entry(entry: Any, title: str, name: str) -> Reading:
    source = _words(entry.get("source", {}).get("title"))  # of a feed that gathers others
    headline = _plain(entry.get("title") or "", name)
    bodies = [str(one.get("value") or "") for one in entry.get("content", ())] or [str(entry.get("summary") or "")]
    heading = f"<h1>{escape(headline)}</h1>" if headline else ""
    read = html.fragment(heading + max(bodies, key=len), name)
    link = str(entry.get("link") or "")
    return Reading(read.text, Stated(source or outlets.named(title) or title, _words(entry.get("author")), _when(entry), headline,
                                     link if mime.ADDRESS.match(link) else ""), read.marks)


def _words(value: object) -> str:
    return " ".join(str(value or "").split())[:500]


def _plain(title: str, name: str) -> str:
    return " ".join(html.fragment(title, name).text.split())[:500] if re.search(r"[<&]", title) else _words(title)


def _when(entry: Any) -> str:
    """As the feed writes it, with its distance from UTC; else in UTC."""
    for key in ("published", "updated"):
        for parse in (parsedate_to_datetime, datetime.fromisoformat):
            with suppress(ValueError, TypeError, OverflowError, IndexError):
                moment = parse(str(entry.get(key) or "").strip())
                return moment.isoformat(timespec="minutes") if re.search(r"\d:\d\d", entry[key]) else moment.date().isoformat()
        with suppress(ValueError, TypeError, OverflowError):
            if entry.get(f"{key}_parsed"):
                return datetime.fromtimestamp(calendar.timegm(entry[f"{key}_parsed"]), UTC).isoformat(timespec="minutes")
    return ""


# One entry's bytes


def _apart(raw: bytes, number: int) -> list[bytes]:
    """The feed again with one entry each; nothing where its markup is not sound enough to say where they are."""
    spans: list[tuple[int, int]] = []
    with suppress(expat.ExpatError, ValueError, LookupError):
        spans = list(_spans(raw))
    if len(spans) != number or not spans:
        return []
    head, tail = raw[:spans[0][0]], raw[spans[-1][1]:]
    return [head + raw[start:end] + tail for start, end in spans]


def _spans(raw: bytes) -> Iterator[tuple[int, int]]:
    """From the first byte of an entry's element to its last."""
    parser = expat.ParserCreate()
    starts: list[int] = []
    found: list[tuple[int, int]] = []
    inside = 0

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal inside
        if tag.rpartition(":")[2] in ITEMS:
            inside += 1
            if inside == 1:
                starts.append(parser.CurrentByteIndex)

    def end(tag: str) -> None:
        nonlocal inside
        if tag.rpartition(":")[2] in ITEMS:
            inside -= 1
            if not inside:
                found.append((starts[-1], raw.index(b">", parser.CurrentByteIndex) + 1))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(raw, True)
    yield from found
