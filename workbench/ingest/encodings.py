"""Bytes -> text: byte order marks, the encoding that was asked for, or the likeliest one."""
from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from workbench.core.errors import WorkbenchError

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
         (codecs.BOM_UTF16_BE, "utf-16-be"))  # UTF-32 first: its mark begins with UTF-16's
MAGIC = ((b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive or an office document"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
         (b"GIF8", "a picture"), (b"\xd0\xcf\x11\xe0", "an old office document"), (b"\x1f\x8b", "a compressed file"), (b"\x7fELF", "a program"),
         (b"MZ", "a program"), (b"SQLite format 3\0", "a database"), (b"{\\rtf", "a rich-text document"))
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
TYPOGRAPHY = "‘’“”–—…•£€©®™«»°·½¼¾´\xa0"
SAMPLE = 200_000  # bytes that are looked at to tell the encoding
CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
RARE = .12  # share of bytes above ASCII below which a text is in the Latin alphabet


def decode(raw: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """The text, without a byte order mark, and the encoding that it was in."""
    refuse_binary(raw, name)
    if encoding:
        return _decode_as(raw, name, encoding)
    for mark, marked in MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark):], name, marked), marked
    if b"\0" in raw:
        zeros = [raw[parity:SAMPLE:2].count(0) for parity in (0, 1)]
        if max(zeros) < 10 * min(zeros) + 1 or max(zeros) < min(len(raw), SAMPLE) / 20:
            raise WorkbenchError(f"{name} is not a text: it holds zero bytes. Save it as text or HTML and import that.")
        guess = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return _strict(raw, name, guess), guess
    try:
        return _checked(raw.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError:
        guess = _guess(raw)
        return _strict(raw, name, guess), guess


def decode_page(raw: bytes, name: str, encoding: str | None = None) -> tuple[str, str]:
    """A page's own word on its encoding is taken when its bytes agree."""
    declared = CHARSET.search(raw[:4096])
    if encoding is None and declared and b"\0" not in raw[:4096]:
        return decode_declared(raw, name, (declared[1] or declared[2]).decode("ascii", "replace"))
    return decode(raw, name, encoding)


def decode_declared(raw: bytes, name: str, said: str) -> tuple[str, str]:
    """In the encoding that a page or a message names, as browsers understand it; in the likeliest one where its bytes or its name do not fit."""
    said = "cp1252" if said.casefold() in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else said
    try:
        return decode(raw, name, None if said.casefold().replace("_", "-") in ("", "utf-8", "utf8", "utf-16") else said)
    except WorkbenchError:
        return decode(raw, name)


def refuse_binary(raw: bytes, name: str) -> None:
    for start, what in MAGIC:
        if raw.startswith(start):
            raise WorkbenchError(f"{name} is {what}, not a text. Save it as text, HTML, PDF or DOCX and import that.")


def _decode_as(raw: bytes, name: str, encoding: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding).name
        text = raw.decode(known)
    except UnicodeDecodeError as error:
        raise WorkbenchError(f"{name} is not in {encoding}: byte {error.start} fits no character. Choose another encoding.") from None
    except (LookupError, ValueError):
        raise WorkbenchError(f"“{encoding}” is no encoding that is known here, so {name} was not read. Try utf-8, cp1252 or utf-16.") from None
    return _checked(text.removeprefix("\ufeff"), name), known


def _strict(raw: bytes, name: str, encoding: str) -> str:
    try:
        return _checked(raw.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise WorkbenchError(f"{name} begins like {encoding} but byte {error.start} does not fit. Choose its encoding by hand.") from None


def _checked(text: str, name: str) -> str:
    if len(CONTROLS.findall(text[:SAMPLE])) > len(text[:SAMPLE]) / 100 + 1:
        raise WorkbenchError(f"{name} is not a text: it is full of control characters. Save it as text or HTML and import that.")
    return text


def _guess(raw: bytes) -> str:
    """Texts of few characters above ASCII are judged by which ones they would be; others by their letters' frequencies."""
    sample = raw[:SAMPLE]
    high = sum(byte > 127 for byte in sample) / len(sample)
    best = from_bytes(sample).best()
    likely = [best.encoding] if best else []
    if high < RARE or not likely:
        likely = ["cp1252", "mac_roman", *likely, "iso8859_1"]
        likely.sort(key=lambda encoding: -_plausible(raw, encoding))
    return next((encoding for encoding in likely if _decodes(raw, encoding)), "iso8859_1")


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _plausible(raw: bytes, encoding: str) -> float:
    """How much the characters above ASCII look like quotation marks and accented letters of words; the sort keeps the order of equals."""
    text = raw[:SAMPLE].decode(encoding, "replace")
    score = 0.0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        char, before, after = match[0], text[match.start() - 1:match.start()], text[match.end():match.end() + 1]
        if char in TYPOGRAPHY:
            score += 2
        elif char.isalpha():
            score += -3 if char.isupper() and before.islower() else 1 if before.isalpha() or after.isalpha() else -1
        else:
            score -= 2
    return score
