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
from workbench.core.extraction import Stated
from workbench.ingest.html_lines import MarkedLine, lines_of
from workbench.ingest.html_metadata import metadata
from workbench.ingest.rows import Mark

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs what it cannot read; here the analyst is told
KEPT = .9  # share of the story's words that must still be there when what is around it is left out


def page(markup: str, name: str) -> tuple[str, Stated]:
    """The page's text and what its metadata says."""
    tree = _tree(markup, name)
    text, _ = _text(tree, markup)
    if not re.search(r"\w", text):
        raise WorkbenchError(f"{name} has no text: the page is empty, broken off or made by scripts only. Save it from the browser as text and "
                             "import that.")
    return text, metadata(tree, markup)


def marks(markup: str, text: str) -> tuple[Mark, ...]:
    """What the markup says of the lines of `text`, which `page` made of it; nothing when they do not agree."""
    again, lines = _text(_tree(markup, ""), markup)
    if again != text:
        return ()
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


def _text(tree: Any, markup: str) -> tuple[str, list[MarkedLine]]:
    """Without navigation and forms, unless the story stands in them; by the bare words where the markup nests deeper than the parser goes."""
    rough = _rough(markup)
    if sum(map(len, tree.itertext())) < len(rough) / 2:
        return rough, []
    lean, full = list(lines_of(tree, lean=True)), list(lines_of(tree, lean=False))
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
