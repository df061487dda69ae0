"""The parts of a MIME message: bytes that somebody else's program wrote, in encodings that may be misnamed. Nothing in them is fetched or run."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from workbench.core.errors import WorkbenchError
from workbench.ingest.encodings import decode, decode_declared, decode_page

PARTS = 2000  # of one message
LONGEST = 1000  # characters of a header
ADDRESS = re.compile(r"https?://[^\s<>\"]+$")


def parse(raw: bytes, name: str) -> Message:
    try:
        message = message_from_bytes(raw)
        number = sum(1 for _ in message.walk())
    except RecursionError:
        raise WorkbenchError(f"{name} nests its parts too deeply to be read. Save the message again from a mail program.") from None
    if number > PARTS:
        raise WorkbenchError(f"{name} has {number} parts; the most is {PARTS}. Save its text alone and import that.")
    return message


def leaves(message: Message) -> Iterator[Message]:
    """What is inside an attached message is not the message's own."""
    stack = [message]
    while stack:
        part = stack.pop()
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            stack += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text(part: Message, name: str, encoding: str | None) -> tuple[str, str]:
    """A part's text and the encoding that it was in: the one that the analyst chose, else the one that it names, else the likeliest."""
    raw, named = content(part), charset(part)
    if not raw.strip(b"\0 \t\r\n"):
        return "", ""
    if encoding:
        return decode(raw, name, encoding)
    if named or part.get_content_type() == "text/plain":
        return decode_declared(raw, name, named)
    return decode_page(raw, name)


def charset(part: Message) -> str:
    with suppress(LookupError, UnicodeError, ValueError):
        return part.get_content_charset() or ""
    return ""


def is_known(named: str) -> bool:
    with suppress(LookupError, ValueError):
        "".encode(named)
        return True
    return False


def header(message: Message, key: str) -> str:
    """Its words, whatever encodings it names; empty when it is not there."""
    return _words(next((str(value) for name, value in message.raw_items() if name.casefold() == key.casefold()), ""))


def filename(part: Message) -> str:
    with suppress(LookupError, UnicodeError, ValueError):
        return _words(part.get_filename() or "")
    return ""


def _words(raw: str) -> str:
    pieces: list[tuple[bytes | str, str | None]] = [(raw, None)]
    with suppress(ValueError):  # bad base64
        pieces = list(decode_header(raw))
    joined = "".join(_decoded(piece, named or "") for piece, named in pieces)
    return " ".join(re.sub(r"[\x00-\x1f\x7f]", " ", joined).split())[:LONGEST]


def _decoded(piece: bytes | str, named: str) -> str:
    if isinstance(piece, str):
        piece = piece.encode("utf-8", "surrogateescape")  # bytes above ASCII that no encoded word protects
    if not piece.strip():
        return " " if piece else ""
    with suppress(WorkbenchError):
        return decode_declared(piece, "", named)[0]
    return piece.decode("latin-1")
