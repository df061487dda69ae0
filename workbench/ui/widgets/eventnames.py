"""How an event is offered where one is to be chosen, and what is meant by what was typed there."""
from __future__ import annotations

import re

from workbench.core.errors import WorkbenchError
from workbench.core.records import Event, tag

ID = re.compile(r"\be(\d+)\)?$")


def event_label(event: Event) -> str:
    """Its summary, and its id so that two alike are not mixed up."""
    return f"{event.summary or event.action} ({tag('event', event.id)})"


def event_of(words: str) -> int | None:
    """None for nothing typed. WorkbenchError for words without an id."""
    if not words.strip():
        return None
    found = ID.search(words.strip())
    if found is None:
        raise WorkbenchError(f"“{words}” names no event: choose one that is offered, or write its id, such as e12")
    return int(found[1])
