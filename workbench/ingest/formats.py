"""Files -> `Source`: which format a file has, its text, and what the file itself says of its story."""
from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from workbench.core import inputs
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Source, Stated
from workbench.ingest import html, mail, mhtml
from workbench.ingest.encodings import decode, decode_page, refuse_binary
from workbench.ingest.reading import Reading
from workbench.ingest.rows import Mark

UNSTATED = Stated()
MOST, MOST_PACKED = 20_000_000, 200_000_000  # bytes of a text; of a file that may hold pictures
MESSAGES = 20_000  # of a mailbox
SEVERAL = ("mailbox", "feed")  # formats of files that hold several documents
PLAIN = "text"  # the format of what has no markup
DECODED = ("text", "html", "mhtml", "mail")  # formats whose letters can be read in another encoding
DOCTYPE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|[\w-]+:feed)[\s>]")
OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Documents:
    """What a file holds; `failures` are (name, sentence) of the messages or entries in it that cannot be read."""
    sources: tuple[Source, ...]
    failures: tuple[tuple[str, str], ...] = ()


def read_all(path: Path, *, encoding: str | None = None, stated: Stated = UNSTATED) -> Documents:
    """The documents in a file: one, or one for each message of a mailbox and each entry of a feed, called `feed.xml#3`."""
    raw, name = _bytes(path), path.name
    kind = _kind(raw, name)
    if kind not in SEVERAL:
        return Documents((read_bytes(raw, name, encoding=encoding, stated=stated, path=str(path)),))
    pieces, part = (_messages(raw, name), "mail") if kind == "mailbox" else (_entries(raw, name), "feed")
    if len(pieces) > 1:  # what is said of one story cannot be said of several
        stated = replace(stated, author="", headline="", published_at="", url="")
    sources, failures = [], []
    for number, (piece, reading) in enumerate(pieces, 1):
        called = f"{name}#{number}"
        try:
            sources.append(_source(piece, called, part, reading or _reading(piece, called, part, encoding), stated, str(path)))
        except WorkbenchError as error:
            failures.append((called, str(error)))
    return Documents(tuple(sources), tuple(failures))


def read(path: Path, *, encoding: str | None = None, stated: Stated = UNSTATED) -> Source:
    """A file's text. An `encoding` that the analyst chose is held to; else marks, the page's own word and the likeliest are tried in turn."""
    return read_bytes(_bytes(path), path.name, encoding=encoding, stated=stated, path=str(path))


def read_bytes(raw: bytes, name: str, *, encoding: str | None = None, stated: Stated = UNSTATED, path: str = "") -> Source:
    kind = _kind(raw, name)
    if kind in SEVERAL:
        raise WorkbenchError(f"{name} may hold several documents: import it.")
    reading = _reading(raw, name, kind, encoding)
    if kind == PLAIN and DOCTYPE.match(reading.text[:2000]):
        kind, reading = "html", _reading(raw, name, "html", encoding)
    return _source(raw, name, kind, reading, stated, path)


def read_again(source: Source, encoding: str) -> Source:
    """The same bytes in another encoding, with what they then say of themselves."""
    if source.format not in DECODED:
        raise WorkbenchError(f"{source.file} says itself how its letters are encoded, so it cannot be read in another encoding.")
    return _source(source.raw, source.file, source.format, _reading(source.raw, source.file, source.format, encoding), source.stated, source.path)


def read_text(text: str, file: str, stated: Stated = UNSTATED) -> Source:
    """Pasted text, or the text of a table's row."""
    clean = text.encode("utf-8", "replace").decode()  # a lone surrogate would not survive the database
    return _source(clean.encode(), file, PLAIN, Reading(clean, encoding="utf-8"), stated, "")


def marks(source: Source) -> tuple[Mark, ...]:
    """What the file's own markup says of the lines of its text."""
    if source.format == PLAIN or not source.raw:
        return ()
    with suppress(WorkbenchError):
        read = _reading(source.raw, source.file, source.format, source.encoding or None)
        return read.marks if read.text == source.text else ()
    return ()


# Which format


def _kind(raw: bytes, name: str) -> str:
    """By the file's first bytes, else by the end of its name; a name that says text is believed."""
    if not raw.strip(b"\0 \t\r\n\f\v"):
        raise WorkbenchError(f"{name} is empty: there is no text in it to read.")
    suffix = Path(name).suffix.casefold()
    if raw.startswith(b"%PDF-") or (suffix == inputs.PDF and b"%PDF-" in raw[:1024]):
        return "pdf"
    if raw.startswith(OLE) and suffix in (inputs.WORD, ".msg"):
        raise WorkbenchError(f"{name} is locked with a password. Save it without and import that." if suffix == inputs.WORD else
                             f"{name} is a message in Outlook's own format. Save it as EML or text and import that.")
    if raw.startswith(b"PK\x03\x04"):
        return _kind_of_archive(raw, name)
    if suffix in (inputs.PDF, inputs.WORD):
        raise WorkbenchError(f"{name} is no {suffix[1:].upper()} file, though its name says so. Open it in the program it came from and save it.")
    return _kind_of_text(raw, suffix, name)


def _kind_of_archive(raw: bytes, name: str) -> str:
    from workbench.ingest import word  # noqa: PLC0415  -- as below
    if not name.casefold().endswith(inputs.WORD) and not word.is_document(raw):
        refuse_binary(raw, name)
    return "docx"


def _kind_of_text(raw: bytes, suffix: str, name: str) -> str:
    if suffix in inputs.TEXTS:
        return PLAIN
    if suffix == inputs.MAILBOX or mail.is_mailbox(raw):
        return "mailbox"
    if suffix in inputs.ARCHIVES:
        return "mhtml" if mail.is_message(raw) else "html"
    if suffix == inputs.MAIL or (suffix not in inputs.HTML and mail.is_message(raw)):
        return "mail"
    if suffix in inputs.HTML:
        return "html"
    return _kind_of_markup(raw, suffix, name)


def is_feed(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(FEED.search(start[:5000]))


def _kind_of_markup(raw: bytes, suffix: str, name: str) -> str:
    if is_feed(raw[:8000]):
        return "feed"
    if DOCTYPE.match(raw[:8000].decode("utf-8", "replace")):
        return "html"
    if suffix in inputs.FEEDS:
        raise WorkbenchError(f"{name} is neither a feed (RSS or Atom) nor a page. Save what is in it as text or HTML and import that.")
    return PLAIN


# Its text


@lru_cache(maxsize=1)  # a document is read, and its marks are asked for right after
def _reading(raw: bytes, name: str, kind: str, encoding: str | None) -> Reading:
    if kind == "html":
        return _read_html(raw, name, encoding)
    if kind == "mhtml":
        return mhtml.read(raw, name, encoding)
    if kind == "mail":
        return mail.read(raw, name, encoding)
    if kind in ("pdf", "docx", "feed"):
        return _read_with_library(raw, name, kind)
    text, known = decode(raw, name, encoding)
    return Reading(text, encoding=known)


def _read_with_library(raw: bytes, name: str, kind: str) -> Reading:
    """Libraries that only such a file pays for."""
    if kind == "pdf":
        from workbench.ingest import pdf  # noqa: PLC0415
        return pdf.read(raw, name)
    if kind == "docx":
        from workbench.ingest import word  # noqa: PLC0415
        return word.read(raw, name)
    from workbench.ingest import feeds  # noqa: PLC0415
    return feeds.entries(raw, name)[0].reading


def _read_html(raw: bytes, name: str, encoding: str | None) -> Reading:
    refuse_binary(raw, name)
    markup, known = decode_page(raw, name, encoding)
    return replace(html.read(markup, name), encoding=known)


def _messages(raw: bytes, name: str) -> list[tuple[bytes, Reading | None]]:
    found = mail.messages(raw)
    if not found:
        raise WorkbenchError(f"{name} is no mailbox that can be read: no message begins in it.")
    if len(found) > MESSAGES:
        raise WorkbenchError(f"{name} holds {len(found)} messages; the most is {MESSAGES}. Split it and import the parts.")
    return [(one, None) for one in found]


def _entries(raw: bytes, name: str) -> list[tuple[bytes, Reading | None]]:
    from workbench.ingest import feeds  # noqa: PLC0415
    return [(one.raw, one.reading) for one in feeds.entries(raw, name)]


def _source(raw: bytes, name: str, kind: str, read: Reading, stated: Stated, path: str) -> Source:
    if not any(letter.isprintable() and not letter.isspace() for letter in read.text):
        raise WorkbenchError(f"{name} is empty: there is no text in it to read.")
    if len(read.text) > MOST:
        raise WorkbenchError(f"{name} holds too much text ({len(read.text) / 1e6:.0f} million letters). Split it and import the parts.")
    return Source(name, raw, read.text, kind, read.encoding, stated, read.found, path, notes=read.notes)


def _bytes(path: Path) -> bytes:
    """Documents and messages carry pictures and may be larger than texts."""
    packed = (*inputs.ARCHIVES, inputs.PDF, inputs.WORD, inputs.MAIL, inputs.MAILBOX)
    most = MOST_PACKED if path.suffix.casefold() in packed else MOST
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise WorkbenchError(f"{path.name} is a folder, not a file.")
        if size > most:
            raise WorkbenchError(f"{path.name} is too large ({size / 1e6:.0f} MB; the most is {most / 1e6:.0f} MB). Split it and import the parts.")
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbenchError(f"{path.name} is not there (any more): {path}") from None
    except OSError as error:
        raise WorkbenchError(f"{path.name} cannot be read: {(error.strerror or str(error)).lower()}.") from None
