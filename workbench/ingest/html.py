"""HTML -> plain text, a line per block, and what the page's metadata says of it. Nothing is fetched, no entity of the file's own is expanded."""
from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from workbench.core.dates import BadDate, parse
from workbench.core.errors import WorkbenchError
from workbench.core.records import Stated

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it cannot read; here the analyst is told
SILENT = {"script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video", "map", "math", "head", "select",
          "textarea", "input", "button", "dialog", "datalist", "meter", "progress"}
AROUND = {"nav", "footer", "form", "menu"}  # left out as well, as long as no story is lost
PARAGRAPHS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "table", "ul", "ol", "dl", "pre", "section", "article",
              "main", "header", "aside", "hr", "address", "details", "body", "footer", "nav", "form"}
BLOCKS = PARAGRAPHS | {"div", "li", "dt", "dd", "tr", "td", "th", "br", "caption", "summary", "legend", "fieldset", "center", "option", "menu"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
KEPT = .9  # share of the story's words that must still be there when what is around it is left out
PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "parsely-pub-date",
             "pubdate", "publish-date", "sailthru.date")


def page(markup: str, name: str) -> tuple[str, Stated]:
    """The page's text and what its metadata says."""
    tree = _tree(markup, name)
    found = metadata(tree, markup)
    lean, full = text_of(tree, lean=True), text_of(tree, lean=False)
    rough = _rough(markup)
    if sum(map(len, tree.itertext())) < len(rough) / 2:  # nested deeper than the parser goes
        lean = full = rough
    if not re.search(r"\w", full):
        raise WorkbenchError(f"{name} has no text: the page is empty or made by scripts only. Save it from the browser as text and import that.")
    body = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True, fast=True) or full
    return (lean if _holds(lean, body) else full), found


def _tree(markup: str, name: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise WorkbenchError(f"{name} is no HTML page that can be read: it is empty or broken. Save the page again and import that.") from None
    return tree


def _rough(markup: str) -> str:
    """The words between the tags, for markup that no parser gets through."""
    bare = re.sub(r"<!--.*?-->|<(script|style|noscript|template|head)\b.*?</\1\s*>", "", markup, flags=re.DOTALL | re.IGNORECASE)
    words = unescape(re.sub(r"<[/!?]?[a-zA-Z][^>]*>", "\n", bare))
    return re.sub(r"[ \t]*\n\s*", "\n", words).strip()


def _holds(text: str, body: str) -> bool:
    words, wanted = set(re.findall(r"\w+", text)), re.findall(r"\w+", body)
    return sum(word in words for word in wanted) >= KEPT * len(wanted)


def text_of(tree: Any, *, lean: bool) -> str:
    """A line per block, an empty line between paragraphs; spaces as a browser would show them."""
    lines: list[str] = []
    line, gap = "", False
    for piece in _pieces(tree, SILENT | AROUND if lean else SILENT):
        if piece not in ("\n", "\n\n"):
            line += piece
            continue
        if words := " ".join(re.split(r"[ \t\r\n\f]+", line)).strip():
            lines += ["", words] if gap and lines else [words]
            gap = False
        gap, line = gap or piece == "\n\n", ""
    return "\n".join([*lines, line.strip()] if line.strip() else lines)


def _pieces(tree: Any, silent: set[str]) -> Iterator[str]:
    """Words, and line ends where blocks begin and end. Walked without recursion: pages may nest deeper than Python does."""
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, left = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        edge = "\n\n" if tag in PARAGRAPHS else "\n" if tag in BLOCKS else ""
        if edge and tag != "br":
            yield edge
        elif edge:
            yield "\n"
        if left:
            continue
        if tag in silent or not tag or "hidden" in node.attrib or HIDDEN.search(node.get("style", "")):
            continue
        stack.append((node, True) if tag != "br" else ("", True))
        for child in reversed(node):
            if child.tail:
                stack.append((child.tail, False))
            stack.append((child, False))
        if node.text:
            stack.append((node.text, False))


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
