"""A page that a browser saved with all its parts (MHTML): of these the page itself is read, as any other page."""
from __future__ import annotations

from dataclasses import replace
from email.message import Message

from workbench.core.errors import WorkbenchError
from workbench.ingest import html, mime
from workbench.ingest.reading import Reading


def read(raw: bytes, name: str, encoding: str | None = None) -> Reading:
    """Its address is the one that it was saved from; when it was saved says nothing of when it was published."""
    message = mime.parse(raw, name)
    page = _page(message)
    if page is None:
        raise WorkbenchError(f"{name} holds no page: it is broken off, or no web archive. Save the page again from the browser, as text or HTML.")
    markup, known = mime.text(page, name, encoding)
    read = html.read(markup, name)
    places = [mime.header(message, "Snapshot-Content-Location"), mime.header(page, "Content-Location")]
    address = next((one for one in places if mime.ADDRESS.match(one)), "")
    return replace(read, found=replace(read.found, url=read.found.url or address), encoding=known)


def _page(message: Message) -> Message | None:
    """The part that is named as the start; else the first page."""
    pages = [part for part in mime.leaves(message) if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = message.get_param("start")
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)
