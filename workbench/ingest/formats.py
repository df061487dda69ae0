"""Files -> `Source`: which format a file has, its text, and what the file itself says of its story."""
from __future__ import annotations

import re
from pathlib import Path

from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Source, Stated
from workbench.ingest import html
from workbench.ingest.encodings import decode, refuse_binary
from workbench.ingest.rows import Mark

UNSTATED = Stated()
MOST = 20_000_000  # bytes of a document
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)


def read(path: Path, *, encoding: str | None = None, stated: Stated = UNSTATED) -> Source:
    """A file's text. An `encoding` that the analyst chose is held to; else marks, the page's own word and the likeliest are tried in turn."""
    return read_bytes(_bytes(path), path.name, encoding=encoding, stated=stated, path=str(path))


def read_bytes(raw: bytes, name: str, *, encoding: str | None = None, stated: Stated = UNSTATED, path: str = "") -> Source:
    if not raw.strip(b"\0 \t\r\n\f\v"):
        raise WorkbenchError(f"{name} is empty: there is no text in it to read.")
    if Path(name).suffix.casefold() in HTML_SUFFIXES:
        return _read_html(raw, name, encoding, stated, path)
    text, known = decode(raw, name, encoding)
    if DOCTYPE.match(text[:2000]):
        return _read_html(raw, name, encoding, stated, path)
    source = Source(file=name, raw=raw, text=text, format="text", encoding=known, stated=stated, path=path)
    return _with_words(source)


def read_text(text: str, file: str, stated: Stated = UNSTATED) -> Source:
    """Pasted text, or the text of a table's row."""
    clean = text.encode("utf-8", "replace").decode()  # a lone surrogate would not survive the database
    return _with_words(Source(file=file, raw=clean.encode(), text=clean, format="text", encoding="utf-8", stated=stated))


def _with_words(source: Source) -> Source:
    if not any(letter.isprintable() and not letter.isspace() for letter in source.text):
        raise WorkbenchError(f"{source.file} is empty: there is no text in it to read.")
    return source


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise WorkbenchError(f"{path.name} is a folder, not a file.")
        if size > MOST:
            raise WorkbenchError(f"{path.name} is too large ({size / 1e6:.0f} MB; the most is {MOST / 1e6:.0f} MB). Split it and import the parts.")
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(f"{path.name} is not there (any more): {path}") from None
    except OSError as error:
        raise WorkbenchError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None


def _read_html(raw: bytes, name: str, encoding: str | None, stated: Stated, path: str) -> Source:
    refuse_binary(raw, name)
    markup, known = _decode_page(raw, name, encoding)
    text, found = html.page(markup, name)
    return _with_words(Source(file=name, raw=raw, text=text, format="html", encoding=known, stated=stated, found=found, path=path))


def marks(source: Source) -> tuple[Mark, ...]:
    """What the file's own markup says of the lines of its text."""
    if source.format != "html" or not source.raw:
        return ()
    try:
        markup, _ = decode(source.raw, source.file, source.encoding or None)
        return html.marks(markup, source.text)
    except WorkbenchError:
        return ()


def _decode_page(raw: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """A page's own word on its encoding is taken when its bytes agree."""
    declared = CHARSET.search(raw[:4096])
    if encoding is None and declared and b"\0" not in raw[:4096]:
        said = (declared[1] or declared[2]).decode("ascii", "replace")
        said = "cp1252" if said.casefold() in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else said  # as browsers do
        try:
            return decode(raw, name, None if said.casefold().replace("_", "-") in ("utf-8", "utf8", "utf-16") else said)
        except WorkbenchError:
            return decode(raw, name)
    return decode(raw, name, encoding)

