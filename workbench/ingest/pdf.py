"""PDF -> text: the lines of its pages put together into paragraphs again. Nothing in it is run, nothing that it refers to is fetched."""
from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest.bylines import is_name
from workbench.ingest.pdf_lines import PageLine, Pen, paragraphs
from workbench.ingest.reading import Lines, Reading

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs what it mends or cannot read; here the analyst is told
PAGES = 3000
LARGEST_PAGE = 10_000_000  # bytes of a page's drawing instructions
PATIENCE = 300.0  # seconds for all pages
APART = 1.7  # sizes: the least distance of a running title from the text
NUMBER = re.compile(r"\W*(?:page|p\.|seite)?\s*[\dxivl]+\s*(?:(?:/|of|von)\s*\d+)?\W*", re.IGNORECASE)
TITLE_OF_FILE = re.compile(r"microsoft word|\.(?:docx?|odt|indd|qxd|pdf|html?|tex)\b|^untitled|://", re.IGNORECASE)


@dataclass(slots=True)
class _Pages:
    """Lines by page, and the numbers of those pages that gave none."""
    lines: list[list[PageLine]]
    empty: list[int]
    damaged: list[int]


def read(raw: bytes, name: str) -> Reading:
    reader = _opened(raw, name)
    pages = _read_pages(reader, name)
    if not any(line.text for page in pages.lines for line in page):
        raise WorkbenchError(_without_text(pages, name))
    dropped = _running_titles(pages.lines)
    lines = Lines()
    for paragraph in paragraphs(pages.lines):
        lines.add(paragraph.text, paragraph.role, gap=paragraph.gap)
    return Reading(lines.text, _found(reader), tuple(lines.marks), tuple(_notes(pages, dropped)))


def _opened(raw: bytes, name: str) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise WorkbenchError(f"{name} is locked with a password. Open it in a PDF viewer, save it without the password and import that.")
        number = len(reader.pages)
    except WorkbenchError:
        raise
    except Exception as error:  # the library fails on damaged files in as many ways as there are damages
        if "cryptography" in str(error).casefold():
            raise WorkbenchError(f"{name} is encrypted. Print it to a new PDF in a viewer and import that.") from None
        raise WorkbenchError(f"{name} is no PDF that can be read: it is damaged or broken off. Open it in a viewer, save it again and import "
                             "that.") from None
    if number > PAGES:
        raise WorkbenchError(f"{name} has {number} pages; the most is {PAGES}. Split it and import the parts.")
    return reader


def _read_pages(reader: PdfReader, name: str) -> _Pages:
    pages, until = _Pages([], [], []), time.monotonic() + PATIENCE
    for number in range(len(reader.pages)):
        if time.monotonic() > until:
            raise WorkbenchError(f"{name} takes too long to read: {number} of {len(reader.pages)} pages in {PATIENCE / 60:.0f} minutes. Split it and "
                                 "import the parts.")
        lines: list[PageLine] = []
        try:
            lines = _page_lines(reader.pages[number])
            if not lines:
                pages.empty.append(number + 1)
        except Exception:  # as above: a damaged page costs that page
            pages.damaged.append(number + 1)
        pages.lines.append(lines)
    return pages


def _page_lines(page: Any) -> list[PageLine]:
    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > LARGEST_PAGE:
        raise PyPdfError("too large")
    pen = Pen()
    page.extract_text(visitor_text=pen)
    return pen.lines()


def _without_text(pages: _Pages, name: str) -> str:
    if len(pages.damaged) > len(pages.empty):
        return f"{name} cannot be read: its pages are damaged. Open it in a viewer, print it to a new PDF and import that."
    number = len(pages.lines)
    return (f"{name} holds no text on its {number} page{'s' if number != 1 else ''}: it is a scan or a picture. Run text recognition (OCR) over it "
            "and import the result.")


def _notes(pages: _Pages, dropped: int) -> Iterator[str]:
    if pages.empty:
        yield f"no text on {_numbers(pages.empty)}: a picture or a scan"
    if pages.damaged:
        yield f"{_numbers(pages.damaged)} could not be read: too large or damaged"
    if dropped:
        yield f"{dropped} repeated line{'s' if dropped != 1 else ''} at the edges of its pages left out"


def _numbers(pages: Sequence[int]) -> str:
    shown = ", ".join(map(str, pages[:10])) + (" …" if len(pages) > 10 else "")
    return f"page{'s' if len(pages) != 1 else ''} {shown}"


# Running titles


def _running_titles(pages: list[list[PageLine]]) -> int:
    """Takes page numbers and what stands at the edges of several pages off them; what has words stands once, on top of all. Gives how many went."""
    edges = [_edges(page) for page in pages]
    filled = sum(bool(page) for page in pages)
    seen = Counter(key for edge in edges for key in {_key(line) for line in edge})
    dropped, kept = 0, dict[str, PageLine]()
    for page, edge in zip(pages, edges, strict=True):
        numbers = [line for line in edge if filled > 1 and NUMBER.fullmatch(line.text)]
        titles = [line for line in edge if seen[_key(line)] >= max(2, filled / 3) and line not in numbers]
        for line in titles:
            kept.setdefault(_key(line), replace(line, running=True))
        page[:] = [line for line in page if line not in numbers and line not in titles]
        dropped += len(numbers) + len(titles)
    pages[0][:0] = kept.values()
    return dropped - len(kept)


def _edges(page: Sequence[PageLine]) -> list[PageLine]:
    """The lines at the top and at the bottom that stand apart from the text."""
    falling = sorted(page, key=lambda line: -line.y)
    return _set_off(falling) + _set_off(falling[::-1])


def _set_off(lines: Sequence[PageLine]) -> list[PageLine]:
    """One height of lines at an end of the page; nothing when the text comes right after it."""
    height = [line for line in lines[:5] if abs(line.y - lines[0].y) < lines[0].size / 2]
    inner = lines[len(height)] if len(height) < len(lines) else None
    return height if inner and abs(inner.y - height[0].y) > APART * max(inner.size, height[0].size) else []


def _key(line: PageLine) -> str:
    return re.sub(r"\d+", "0", line.text.casefold())  # a page's number changes


# Metadata


def _found(reader: PdfReader) -> Stated:
    """A title that is the name of another file, and an author who is no name, say nothing."""
    title = author = day = ""
    with suppress(Exception):  # a damaged information dictionary says nothing either
        about = reader.metadata
        if about is not None:
            title, author = _words(about.title), _words(about.author)
            day = about.creation_date.date().isoformat() if about.creation_date else ""
    return Stated(headline="" if TITLE_OF_FILE.search(title) else title, author=author if " " in author and is_name(author) else "", published_at=day)


def _words(value: object) -> str:
    return " ".join(str(value or "").split())[:500]
