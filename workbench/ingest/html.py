"""HTML -> plain text, a line per block. Nothing is fetched, no entity of the file's own is expanded."""
from __future__ import annotations

import logging
import re
from html import unescape
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from workbench.core.errors import WorkbenchError
from workbench.ingest.html_lines import MarkedLine, lines_of
from workbench.ingest.html_metadata import metadata
from workbench.ingest.reading import Reading
from workbench.ingest.rows import Mark

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it cannot read; here the analyst is told
KEPT = .9  # share of the story's words that must still be there when what is around it is left out


def read(markup: str, name: str) -> Reading:
    """The page's text, what its metadata says, and what its markup says of the lines."""
    tree = _tree(markup, name)
    text, lines = _text(tree, markup)
    if not re.search(r"\w", text):
        raise WorkbenchError(f"{name} has no text: the page is empty, broken off or made by scripts only. Save it from the browser as text and "
                             "import that.")
    return Reading(text, metadata(tree, markup), _marks(text, lines))


def fragment(markup: str, name: str) -> Reading:
    """All the text of a piece of markup, since there is nothing but the story in it; it may be empty."""
    tree = _tree(f"<html><body>{markup}</body></html>", name)
    text, lines = _text(tree, markup, whole=True)
    return Reading(text, marks=_marks(text, lines))


def _marks(text: str, lines: list[MarkedLine]) -> tuple[Mark, ...]:
    out, at = [], 0
    for line in lines:
        at = text.index(line.words, at)
        out.append(Mark((at, at + len(line.words)), line.role, line.starts, line.outside))
        at += len(line.words)
    return tuple(out)


def _tree(markup: str, name: str) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise WorkbenchError(f"{name} is no HTML page that can be read: it is empty or broken. Save the page again and import that.") from None


def _text(tree: Any, markup: str, *, whole: bool = False) -> tuple[str, list[MarkedLine]]:
    """Without navigation and forms, unless the story stands in them; by the bare words where the markup nests deeper than the parser goes."""
    rough = _rough(markup)
    if sum(map(len, tree.itertext())) < len(rough) / 2:
        return rough, []
    full = list(lines_of(tree, lean=False))
    if whole:
        return _joined(full), full
    lean = list(lines_of(tree, lean=True))
    body = trafilatura.extract(markup, include_comments=False, include_tables=True, favor_recall=True, fast=True) or _joined(full)
    lines = lean if _holds(_joined(lean), body) else full
    return _joined(lines), lines


def _joined(lines: list[MarkedLine]) -> str:
    return "\n".join(("\n" if line.gap and n else "") + line.words for n, line in enumerate(lines))


def _rough(markup: str) -> str:
    """The words between the tags, for markup that no parser gets through."""
    bare = re.sub(r"<!--.*?-->|<(script|style|noscript|template|head)\b.*?</\1\s*>", "", markup, flags=re.DOTALL | re.IGNORECASE)
    words = unescape(re.sub(r"<[/!?]?[a-zA-Z][^>]*(?:>|\Z)", "\n", bare))  # a page may break off within a tag
    return re.sub(r"[ \t]*\n\s*", "\n", words).strip()


def _holds(text: str, body: str) -> bool:
    words, wanted = set(re.findall(r"\w+", text)), re.findall(r"\w+", body)
    return sum(word in words for word in wanted) >= KEPT * len(wanted)
