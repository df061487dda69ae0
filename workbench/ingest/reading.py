"""What a reader makes of the bytes of one document."""
from __future__ import annotations

from dataclasses import dataclass

from workbench.core.extraction import Stated
from workbench.ingest.rows import Mark


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    found: Stated = Stated()  # noqa: RUF009  -- frozen; what the file's own metadata says
    marks: tuple[Mark, ...] = ()  # what its markup says of the lines of its text
    notes: tuple[str, ...] = ()  # sentences for the import report
    encoding: str = ""  # empty where the format decides


class Lines:
    """Collects the lines of a text, and the marks of those that the file says something of."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.marks: list[Mark] = []

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def add(self, words: str, role: str = "", *, gap: bool = True) -> None:
        """`gap`: an empty line stands before it."""
        if self._pieces:
            self._put("\n\n" if gap else "\n")
        if role:
            self.marks.append(Mark((self._length, self._length + len(words)), role))
        self._put(words)

    def append(self, text: str, marks: tuple[Mark, ...]) -> None:
        """A text with marks of its own, below an empty line."""
        if self._pieces and text:
            self._put("\n\n")
        self.marks += [Mark((mark.span[0] + self._length, mark.span[1] + self._length), mark.role, mark.starts, mark.outside) for mark in marks]
        self._put(text)

    def _put(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
