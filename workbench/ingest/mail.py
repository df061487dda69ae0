"""An e-mail or a newsletter -> text: its subject, its sender and its date, and below them what it says. Attachments are named, not read."""
from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import cache

from lxml import html as lxml_html

from workbench import assets
from workbench.core.errors import WorkbenchError
from workbench.core.extraction import Stated
from workbench.ingest import html, mime, outlets
from workbench.ingest.bylines import is_name
from workbench.ingest.reading import Lines, Reading
from workbench.ingest.rows import Mark

SHOWN = 8  # names of attachments in a note
KINDS = ("text/html", "text/plain")
MESSAGE = "a message"  # how one without a name is called that is attached
ONLINE = re.compile(r"\b(?:view|read|open|see)\b.{0,30}\b(?:browser|online|web)\b|\bweb version\b", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
BOX = re.compile(rb"(?:\A|(?<=\n)\r?\n)>?From [^\r\n]+\r?\n(?=[\w-]+:)")  # an envelope's line, below an empty one and above a header
QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
HEADER = re.compile(rb"(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")


def read(raw: bytes, name: str, encoding: str | None = None) -> Reading:
    """With an `encoding` that the analyst chose, all of its parts are held to it."""
    message = mime.parse(raw, name)
    told = _told(message)
    attached = _attached(told) + ([] if told is message else [one for one in _attached(message) if one != MESSAGE])
    lines = Lines()
    found = _head(told, lines)
    body, known = _body(told, name, encoding)
    lines.append(body.text, body.marks)
    if not re.search(r"\w", body.text + found.headline):
        raise WorkbenchError(f"{name} is a message without text: {'it holds attachments only' if attached else 'it is empty'}.")
    found = found if found.url else replace(found, url=body.found.url)
    return Reading(lines.text, found, tuple(lines.marks), tuple(_notes(told, attached)), known)


def messages(raw: bytes) -> list[bytes]:
    """Those of a mailbox, as they were before they were put into it."""
    starts = list(BOX.finditer(raw))
    ends = [one.start() for one in starts[1:]] + [len(raw)] * bool(starts)
    return [QUOTED_FROM.sub(rb"\1", raw[one.end():end]) for one, end in zip(starts, ends, strict=True)]


def is_mailbox(raw: bytes) -> bool:
    return bool(BOX.match(raw[:2000]))


def is_message(raw: bytes) -> bool:
    """Header lines at the start, with such among them as only mail has."""
    match = HEADER.match(raw[:20_000])
    return bool(match and re.search(rb"^(?:MIME-Version|Received|Message-ID|Return-Path):", match[0], re.MULTILINE | re.IGNORECASE)
                and re.search(rb"^(?:Date|Subject|Content-Type):", match[0], re.MULTILINE | re.IGNORECASE))


def _told(message: Message) -> Message:
    """The message itself, or the one that it passes on without a word of its own."""
    for _ in range(10):
        inner = next((part.get_payload() for part in mime.leaves(message) if part.get_content_type() == "message/rfc822"), None)
        passed = inner[0] if isinstance(inner, list) and inner else None
        if not isinstance(passed, Message) or any(mime.content(part).strip() for part in _texts(message)):
            break
        message = passed
    return message


def _texts(message: Message) -> list[Message]:
    return [part for part in mime.leaves(message) if part.get_content_type() in KINDS and not mime.is_attached(part)]


# What it says


def _body(message: Message, name: str, encoding: str | None) -> tuple[Reading, str]:
    """The page if there is one with text, since the plain version of a newsletter is often a stump; else the plain text."""
    for kind in KINDS:
        read = [_part(part, name, encoding) for part in _texts(message) if part.get_content_type() == kind]
        told = [one for one in read if re.search(r"\w", one.text)]
        if told:
            lines = Lines()
            for one in told:
                lines.append(one.text, one.marks)
            url = next((one.found.url for one in told if one.found.url), "")
            return Reading(lines.text, Stated(url=url), tuple(lines.marks)), told[0].encoding
    return Reading(""), ""


def _part(part: Message, name: str, encoding: str | None) -> Reading:
    text, known = mime.text(part, name, encoding)
    if part.get_content_type() == "text/html" and text:
        return replace(html.fragment(text, name), found=Stated(url=_online(text)), encoding=known)
    text = text.replace("\r\n", "\n").strip("\n")  # how lines end in transit is not the writer's
    return Reading(text, marks=_below_signature(text), encoding=known)


def _below_signature(text: str) -> tuple[Mark, ...]:
    """What stands below the line that mail programs put above a signature is furniture."""
    found = list(SIGNATURE.finditer(text))
    start = found[-1].start() if found else len(text)
    return tuple(Mark((start + line.start(), start + line.end()), "around") for line in re.finditer(r"\S(?:[^\r\n]*\S)?", text[start:]))


def _online(markup: str) -> str:
    """Where a newsletter says that it can be read in a browser."""
    with suppress(Exception):  # what the parser does not take has no address
        for link in lxml_html.fromstring(markup).iter("a"):
            if mime.ADDRESS.match(link.get("href") or "") and ONLINE.search(link.text_content()):
                return str(link.get("href"))
    return ""


# What its headers say


def _head(message: Message, lines: Lines) -> Stated:
    """Writes them, and gives what they say: where a person signs, that is the author; else the sender is the outlet."""
    subject, sender, when = (mime.header(message, key) for key in ("Subject", "From", "Date"))
    name, address = parseaddr(sender)
    name = " ".join(name.split()) or address
    person = not any(mime.header(message, key) for key in ("List-Id", "List-Unsubscribe")) and _is_person(name, address)
    if subject:
        lines.add(subject, "title")
    for label, value, role in (("From", sender, "byline" if person else "around"), ("Date", when, "byline")):
        if value:
            lines.add(f"{label}: {value}", role, gap=False)
    outlet = outlets.of_domain(address.rpartition("@")[2]) if person else outlets.named(name) or name
    archived = mime.header(message, "Archived-At").strip("<> ")
    return Stated(outlet, name if person else "", _when(when), subject, archived if mime.ADDRESS.match(archived) else "")


def _is_person(name: str, address: str) -> bool:
    """A name of which the address knows a part, and not an office's."""
    local = address.partition("@")[0].casefold()
    parts = {part.casefold() for part in re.findall(r"[^\W\d_]{3,}", name)}
    office = bool(({*re.findall(r"[^\W\d_]+", local)} | parts) & _offices()) or outlets.is_outlet(name)
    return len(parts) > 1 and is_name(name) and not office and any(part in local for part in parts)


@cache
def _offices() -> frozenset[str]:
    return frozenset(assets.words("mail")["offices"])


def _when(words: str) -> str:
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        return parsedate_to_datetime(words).isoformat(timespec="minutes")
    return ""


# What was left aside


def _attached(message: Message) -> list[str]:
    """Names of what is attached; pictures that the text shows are no attachments."""
    found = []
    for part in mime.leaves(message):
        kind, aside = part.get_content_type(), mime.is_attached(part)
        if aside or not (kind in KINDS or (kind.startswith("image/") and part.get("Content-ID"))):
            found.append(mime.filename(part)[:80] or (MESSAGE if kind == "message/rfc822" else f"a part of the kind {kind[:60]}"))
    return found


def _notes(message: Message, attached: list[str]) -> Iterator[str]:
    if attached:
        more = f" and {len(attached) - SHOWN} more" if len(attached) > SHOWN else ""
        yield f"attached and not read: {', '.join(attached[:SHOWN])}{more}"
    for named in dict.fromkeys(mime.charset(part) for part in _texts(message)):
        if named and not mime.is_known(named):
            yield f"it names an encoding that is not known here ({named[:40]}); it was read in the likeliest one"
