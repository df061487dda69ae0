"""An HTML tree -> lines of plain text, each with what its markup says it is."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SILENT = {"script", "style", "noscript", "template", "svg", "canvas", "iframe", "object", "embed", "audio", "video", "map", "math", "head", "select",
          "textarea", "input", "button", "dialog", "datalist", "meter", "progress"}
AROUND = {"nav", "footer", "form", "menu"}
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
PARAGRAPHS = {"p", "h1", *HEADINGS, "blockquote", "figure", "figcaption", "table", "ul", "ol", "dl", "pre", "section", "article", "main", "header",
              "aside", "hr", "address", "details", "body", "footer", "nav", "form"}
BLOCKS = PARAGRAPHS | {"div", "li", "dt", "dd", "tr", "td", "th", "br", "caption", "summary", "legend", "fieldset", "center", "option", "menu"}
ROLES = {"h1": "title", "figcaption": "caption", "p": "paragraph", "aside": "aside", **dict.fromkeys(HEADINGS, "heading"),
         **dict.fromkeys(AROUND, "around")}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
AROUND_CLASS = re.compile(r"(?:^|[\s_-])(?:share|sharing|social|newsletter|advert|ads?|cookies?|consent|comments?|breadcrumbs?|subscribe|signup"
                          r"|toolbar|menu)(?=$|[\s_-])", re.IGNORECASE)
ASIDE_CLASS = re.compile(r"(?:^|[\s_-])(?:related|recommend\w*|promo\w*|read-?more|see-?also|also-?read)(?=$|[\s_-])", re.IGNORECASE)
WIDEST = .4  # share of the page's words up to which a class's name is believed


@dataclass(frozen=True, slots=True)
class MarkedLine:
    words: str
    gap: bool  # an empty line stands before it
    role: str  # title, heading, caption, paragraph, aside, around, or nothing
    starts: bool  # the first line of an article element
    outside: bool  # of every article element, on a page whose words are mostly inside them


@dataclass(slots=True)
class _Piece:
    """Words, or the edge of a block (no words; `gap` for a paragraph's)."""
    words: str = ""
    gap: bool = False
    role: str = ""
    starts: bool = False
    outside: bool = False


def lines_of(tree: Any, *, lean: bool) -> Iterator[MarkedLine]:
    """A line per block, spaces as a browser would show them; `lean` leaves out navigation and forms."""
    words, gap, role, starts, outside = "", False, "", False, False
    for piece in [*_pieces(tree, SILENT | AROUND if lean else SILENT), _Piece()]:
        if piece.words:
            role, outside = (role, outside) if words.strip() else (piece.role, piece.outside)
            words += piece.words
            continue
        if shown := " ".join(re.split(r"[ \t\r\n\f]+", words)).strip():
            yield MarkedLine(shown, gap, role, starts, outside)
            gap = starts = False
        gap, starts, words = gap or piece.gap, starts or piece.starts, ""


def _pieces(tree: Any, silent: set[str]) -> Iterator[_Piece]:
    """Walked without recursion: pages may nest deeper than Python does."""
    whole = _letters(tree) or 1
    apart = sum(_letters(article) for article in tree.iter("article") if next(article.iterancestors("article"), None) is None) > whole / 2
    articles = 0
    stack: list[tuple[Any, str, bool]] = [(tree, "", False)]
    while stack:
        node, role, left = stack.pop()
        if isinstance(node, str):
            yield _Piece(node, role=role, outside=apart and not articles)
            continue
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in BLOCKS:
            yield _Piece(gap=tag in PARAGRAPHS, starts=tag == "article" and not left)
        articles -= tag == "article" and left
        if left or not tag or tag in silent or "hidden" in node.attrib or HIDDEN.search(node.get("style", "")):
            continue
        inner = _role(node, tag, role, whole)
        articles += tag == "article"
        if tag != "br":
            stack.append((node, role, True))
        for child in reversed(node):
            stack += [(child.tail, inner, False), (child, inner, False)] if child.tail else [(child, inner, False)]
        if node.text:
            stack.append((node.text, inner, False))


def _letters(node: Any) -> int:
    return sum(len(words.strip()) for words in node.itertext())


def _role(node: Any, tag: str, outer: str, whole: int) -> str:
    """The outermost aside or navigation decides; else the innermost block that says something."""
    if outer in ("aside", "around"):
        return outer
    named = f"{node.get('class') or ''} {node.get('id') or ''}" if tag in ("div", "section", "ul", "span", "p", "aside", "header") else " "
    for pattern, role in ((AROUND_CLASS, "around"), (ASIDE_CLASS, "aside")):
        if named.strip() and pattern.search(named) and _letters(node) < WIDEST * whole:
            return role
    return ROLES.get(tag, outer)
