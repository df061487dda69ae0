"""Makes files of the formats that the program reads, for the tests."""
from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from email.policy import SMTP

import docx
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

Line = tuple[float, float, float, str]  # x, y upwards, size, words


def pdf(pages: Sequence[Sequence[Line]], **about: str) -> bytes:
    """Pages of lines of text in Helvetica; `about` is its metadata."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
                             NameObject("/BaseFont"): NameObject("/Helvetica"), NameObject("/Encoding"): NameObject("/WinAnsiEncoding")})
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        content = DecodedStreamObject()
        content.set_data(b"\n".join(_shown(*line) for line in lines))
        page[NameObject("/Contents")] = content
    writer.add_metadata({f"/{name}": value for name, value in about.items()})
    return written(writer)


def _shown(x: float, y: float, size: float, words: str) -> bytes:
    escaped = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm (".encode() + escaped + b") Tj ET"


def written(writer: PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def locked(raw: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def column(lines: Iterable[str], *, top: float = 760, x: float = 60, size: float = 11, leading: float = 14) -> list[Line]:
    return [(x, top - number * leading, size, words) for number, words in enumerate(lines)]


def word(paragraphs: Iterable[tuple[str, str]], **about: object) -> bytes:
    """Paragraphs of a style each; `about` are core properties."""
    document = docx.Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style or None)
    for name, value in about.items():
        setattr(document.core_properties, name, value)
    return saved(document)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def message(text: str = "", html: str = "", attached: Iterable[tuple[str, bytes]] = (), **headers: str) -> bytes:
    """An e-mail; `_` in a header's name stands for a hyphen."""
    made = EmailMessage(policy=SMTP)
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    if text:
        made.set_content(text)
    if html:
        (made.add_alternative if text else made.set_content)(html, subtype="html")
    for name, content in attached:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()
