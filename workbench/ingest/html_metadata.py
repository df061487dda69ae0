"""What an HTML page's metadata says of its story: meta elements, JSON-LD, and what trafilatura finds."""
from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import trafilatura

from workbench.core.dates import BadDate, parse
from workbench.core.extraction import Stated

PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date",
             "pubdate", "publish-date", "sailthru.date")


def metadata(tree: Any, markup: str) -> Stated:
    named = _metas(tree)
    linked = _linked(tree)
    found = trafilatura.extract_metadata(markup)
    published = next((day for day in map(_when, [linked.get("datePublished", ""), *(named.get(key, "") for key in PUBLISHED)]) if day), "")
    return Stated(outlet=_clean(linked.get("publisher") or named.get("og:site_name") or getattr(found, "sitename", "")),
                  author=_clean(linked.get("author") or _person(named.get("author", "")) or getattr(found, "author", "")),
                  published_at=published or _when(getattr(found, "date", "") or ""),
                  headline=_clean(named.get("og:title") or getattr(found, "title", "")),
                  url=_address(named.get("og:url", "") or getattr(found, "url", "") or ""))


def _clean(words: Any) -> str:
    return " ".join(str(words).split())[:500] if words else ""


def _person(words: str) -> str:
    return "" if "://" in words else words


def _address(url: str) -> str:
    return url if re.match(r"https?://[^\s<>\"]+$", url) else ""


def _metas(tree: Any) -> dict[str, str]:
    out: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        if key and meta.get("content"):
            out.setdefault(key, meta.get("content"))
    return out


def _linked(tree: Any) -> dict[str, str]:
    """datePublished, author and publisher of the first article in the page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").casefold() != "application/ld+json":
            continue
        with suppress(ValueError, RecursionError):
            for item in _items(json.loads(script.text_content())):
                if isinstance(item.get("datePublished"), str):
                    names = {key: _names(item.get(key)) for key in ("author", "publisher")}
                    return {"datePublished": item["datePublished"], **{key: name for key, name in names.items() if name}}
    return {}


def _items(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for part in data:
            yield from _items(part)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph", []))


def _names(value: Any) -> str:
    parts = value if isinstance(value, list) else [value]
    names = [part.get("name", "") if isinstance(part, dict) else part for part in parts]
    return ", ".join(name for name in names if isinstance(name, str) and name and "://" not in name)


def _when(words: str) -> str:
    """An ISO day or minute as it is stored; nothing for anything else."""
    with suppress(BadDate):
        value = parse(words.strip()[:40])
        if value.precision in ("day", "minute"):
            return str(value)
    return ""
