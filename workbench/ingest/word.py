"""A Word document (DOCX) -> text: its paragraphs in their order, tables included. Macros, pictures and what it links to are not touched."""
from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from zipfile import BadZipFile, ZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest.bylines import is_name
from workbench.ingest.reading import Lines, Reading

FILES, UNPACKED, PACKED = 5000, 300_000_000, 200  # parts of the archive, bytes of all of them, and how many times smaller they may be packed
WORDS, ASIDE = 60_000_000, ("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", qn("w:del"), qn("w:moveFrom"))
ROLES = {"title": "title", "caption": "caption", "subtitle": "paragraph"}
HEADING = re.compile(r"heading [1-6]")


def is_document(raw: bytes) -> bool:
    with suppress(BadZipFile, ValueError, OSError), ZipFile(io.BytesIO(raw)) as archive:
        return "word/document.xml" in archive.namelist()
    return False


def read(raw: bytes, name: str) -> Reading:
    _refuse_bomb(raw, name)
    try:
        document = docx.Document(io.BytesIO(raw))
        lines = _lines(document)
        found = _found(document)
    except Exception as error:  # the library fails on damaged files in as many ways as there are damages
        raise WorkbenchError(f"{name} is no Word document that can be read: {_reason(error)}. Save it again as DOCX, text or PDF and import "
                             "that.") from None
    if not re.search(r"\w", lines.text):
        raise WorkbenchError(f"{name} has no text: it is empty or holds pictures only.")
    return Reading(lines.text, found, tuple(lines.marks))


def _refuse_bomb(raw: bytes, name: str) -> None:
    """What unpacks to more than a document ever needs is not unpacked."""
    try:
        with ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (BadZipFile, ValueError, OSError, RuntimeError):
        raise WorkbenchError(f"{name} is no Word document that can be read: it is damaged or broken off. Save it again and import that.") from None
    whole = sum(part.file_size for part in parts)
    text = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > FILES or whole > UNPACKED or text > WORDS or whole > max(1_000_000, len(raw)) * PACKED:
        raise WorkbenchError(f"{name} unpacks to {whole / 1e6:.0f} MB, more than any document needs: it was left aside. If it is a real one, save it "
                             "as text and import that.")


def _reason(error: Exception) -> str:
    if isinstance(error, ValueError) and "content type" in str(error):
        return "it is another kind of office file"
    return "parts of it are missing" if isinstance(error, (KeyError, OpcError)) else "it is damaged"


def _lines(document: Any) -> Lines:
    lines = Lines()
    roles = {style.style_id: _role(style.name or "") for style in document.styles}
    row = None
    for paragraph in _paragraphs(document.element.body):
        parts = [" ".join(part.split()) for part in _text(paragraph).split("\n")]
        cell = next(paragraph.iterancestors(qn("w:tr")), None)
        for number, words in enumerate(part for part in parts if part):
            role = roles.get(paragraph.style, "") if paragraph.style else "paragraph"
            lines.add(words, role, gap=number == 0 and (cell is None or cell is not row))
        row = cell
    return lines


def _role(style: str) -> str:
    style = style.casefold()
    return "heading" if HEADING.fullmatch(style) else ROLES.get(style, "paragraph" if style in ("normal", "body text") else "")


def _paragraphs(body: Any) -> Iterator[Any]:
    """Those in text boxes and content controls too; not those of the old version of a drawing, which say the same again."""
    for paragraph in body.iter(qn("w:p")):
        if not any(True for _ in paragraph.iterancestors(*ASIDE)):
            yield paragraph


def _text(paragraph: Any) -> str:
    """Its own words: those that a tracked change took away, and those of a text box in it, are not."""
    pieces = []
    stack = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        if node.tag == qn("w:t"):
            pieces.append(node.text or "")
        elif node.tag in (qn("w:tab"), qn("w:ptab")):
            pieces.append(" ")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            pieces.append("\n")
        elif node.tag == qn("w:noBreakHyphen"):
            pieces.append("-")
        elif node.tag not in (*ASIDE, qn("w:p"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")):
            stack.extend(reversed(node))
    return "".join(pieces)


def _found(document: Any) -> Stated:
    """Whoever typed a document need not have written it: only a name counts."""
    about = document.core_properties
    author = " ".join((about.author or "").split())
    made = about.created
    return Stated(author=author if " " in author and is_name(author) else "", headline=" ".join((about.title or "").split())[:500],
                  published_at=made.date().isoformat() if made else "")
