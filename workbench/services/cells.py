"""What is typed into a cell, checked before it is stored; and how a step is called."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, Protocol

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.records import Span
from workbench.storage.project import Project

Ids = int | Iterable[int]


class Judged(Protocol):
    """A read row that has an origin and a status."""
    origin: Any
    status: Any


def numbers(ids: Ids) -> list[int]:
    """One id or several. Raises WorkbenchError for none."""
    found = [int(ids)] if not isinstance(ids, Iterable) else list(dict.fromkeys(int(number) for number in ids))
    if not found:
        raise WorkbenchError("Nothing is selected. Choose one or more rows first.")
    return found


def label(verb: str, noun: str, count: int) -> str:
    """`Reject claim`, `Reject 3 claims`: what undo will name."""
    many = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{verb} {noun}" if count == 1 else f"{verb} {count} {many}"


def choice(value: Any, choices: Sequence[str], what: str) -> str:
    """The spelling of the list. Raises WorkbenchError that names the list."""
    word = str(value or "").strip()
    for known in choices:
        if known.casefold() == word.casefold():
            return known
    raise WorkbenchError(f"“{word}” is no {what}: use one of {', '.join(known for known in choices if known)}.")


def tags(value: Any) -> str:
    """Separated by `;` or `,`; stored with `; ` between, each once."""
    words = value.replace(",", ";").split(";") if isinstance(value, str) else list(value or ())
    return "; ".join(dict.fromkeys(" ".join(str(word).split()) for word in words if str(word).strip()))


def line(value: Any) -> str:
    """Words on one line."""
    return " ".join(str(value or "").split())


def day_of(published_at: str) -> date | None:
    """The day that dates without a year are counted from."""
    with suppress(ValueError):
        return date.fromisoformat(published_at[:10])
    return None


def stored_date(value: Any, relative_to: date | None = None) -> str:
    """As `core.dates` stores it; raises BadDate with the reason."""
    return str(dates.parse(str(value or ""), relative_to))


def days(value: Any, relative_to: date | None = None) -> tuple[str, str]:
    """First and last day; an open end is empty."""
    parsed = dates.parse(str(value or ""), relative_to)
    return parsed.first[:10], parsed.last[:10]


def edited(row: Judged) -> None:
    """The analyst changed what the machine had read."""
    if row.origin == "machine":
        row.status = "edited"


def words_at(project: Project, document_id: int, span: Span) -> Span:
    """The span without the white space at its ends. Raises WorkbenchError when it holds no words or is outside the text."""
    text = project.text(document_id)
    start, end = int(span[0]), int(span[1])
    if not 0 <= start <= end <= len(text):
        raise WorkbenchError("These words are outside the text. Select them again.")
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
    if start >= end:
        raise WorkbenchError("No words are selected. Select the words in the text first.")
    return start, end


def all_words_at(project: Project, document_id: int, spans: Sequence[Span] | Span) -> list[Span]:
    """One span or several, in their order in the text, overlapping ones joined."""
    several: Sequence[Any] = [spans] if spans and isinstance(spans[0], int) else spans
    found: list[Span] = []
    for start, end in sorted(words_at(project, document_id, (span[0], span[1])) for span in several):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
