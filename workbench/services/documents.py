"""Projects and the documents in them."""
from __future__ import annotations

from pathlib import Path

from workbench.compare.run import run
from workbench.core.comparison import Comparison, Corpus
from workbench.core.extraction import Extraction
from workbench.services.cells import Ids, label, numbers
from workbench.storage import queries, removing
from workbench.storage.editing import fetch
from workbench.storage.project import Loaded, Project
from workbench.storage.schema import DocumentRow


def open_project(path: Path | Project, create: bool = False, read_only: bool = False) -> Project:
    """Opens or creates a project that compares its documents after every change. One that is open already is made to do so too."""
    if isinstance(path, Project):
        project = path
    else:
        project = Project.create(path) if create else Project.open(path, read_only=read_only)
    project.comparing.compare = lambda: compare(project)
    return project


def compare(project: Project) -> tuple[Comparison, Corpus]:
    corpus = queries.corpus(project)
    return run(corpus), corpus


def load(project: Project, extraction: Extraction, document_id: int | None = None) -> Loaded:
    """Stores what was read out of a file; with `document_id`, what was read out of that document again."""
    return project.load(extraction, document_id=document_id)


def remove(project: Project, document_ids: Ids) -> None:
    """With everything that was read out of them. Undo brings all of it back."""
    ids = numbers(document_ids)
    with project.edit(label("Remove", "document", len(ids))) as session:
        for document in fetch(session, DocumentRow, ids):
            removing.remove(session, document)
