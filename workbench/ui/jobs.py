"""Work that must not stop the window: reading documents in the worker process, loading them on the writer thread."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from workbench.core.records import Stated
from workbench.ui.workspace import Workspace

Outcome = Literal["read", "skipped", "failed", "cancelled"]


@dataclass(frozen=True)
class FileReport:
    """What became of one input: a sentence that says what was found, why it was skipped, or why it failed."""
    file: str
    outcome: Outcome
    sentence: str
    document_id: int | None = None


@dataclass(frozen=True)
class ImportReport:
    files: tuple[FileReport, ...] = ()

    def count(self, outcome: Outcome) -> int:
        return sum(file.outcome == outcome for file in self.files)


class Jobs(QObject):
    """One job at a time; what is asked for meanwhile waits in line."""
    progress = Signal(str, int, int)  # the file at work, done, of how many
    finished = Signal(object)  # ImportReport

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace

    def import_paths(self, paths: Iterable[Path], mapping: Mapping[str, str] | None = None) -> None: ...
    def import_text(self, text: str, stated: Stated) -> None: ...
    def reread(self, document_id: int) -> None: ...
    def cancel(self) -> None: ...
