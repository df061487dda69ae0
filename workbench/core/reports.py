"""What an import did, file by file."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["read", "used", "skipped", "failed", "cancelled"]
AGAIN = "read again: "  # how the sentence of a document that was there before begins
WORDS: dict[Outcome, str] = {"read": "read", "used": "used", "skipped": "skipped", "failed": "failed", "cancelled": "not read"}


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one input: a sentence that says what was found, what it was used for (a manifest), why it was skipped, or why it failed."""
    file: str
    outcome: Outcome
    sentence: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    files: tuple[FileReport, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(file.outcome == outcome for file in self.files)

    @property
    def alone(self) -> int | None:
        """The document, when the import brought one new one and nothing else."""
        fresh = [file.document_id for file in self.files if file.outcome == "read" and not file.sentence.startswith(AGAIN)]
        return fresh[0] if len(self.files) == len(fresh) == 1 else None

    @property
    def sentence(self) -> str:
        """The whole in one line: "4 files read, 1 failed"."""
        if not self.files:
            return "Nothing to import."
        if len(self.files) == 1:
            [only] = self.files
            return only.sentence if only.sentence.startswith(only.file) else f"{only.file}: {only.sentence}"
        said = [f"{number} {WORDS[outcome]}" for outcome in WORDS if (number := self.count(outcome))]
        return f"{len(self.files)} files: {', '.join(said)}."
