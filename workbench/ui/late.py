"""What the panes need but the first paint must not wait for: `late.queries.list_articles(...)` imports SQLAlchemy when it is first called."""
from __future__ import annotations

import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    import workbench.services.annotations
    import workbench.services.articles
    import workbench.services.claims
    import workbench.services.documents
    import workbench.services.entities
    import workbench.services.events
    import workbench.services.evidence
    import workbench.services.history
    import workbench.services.imports
    import workbench.services.links
    import workbench.services.outlets
    import workbench.services.past
    import workbench.services.previews
    import workbench.services.projects
    import workbench.services.reports
    import workbench.services.views  # noqa: F401
    from workbench import services as services
    from workbench.ingest import formats as formats
    from workbench.ingest import tables as tables
    from workbench.ingest import worker as worker
    from workbench.storage import columns as columns
    from workbench.storage import queries as queries
    from workbench.storage import search as search


class _Module:
    """A module that is imported when something is asked of it."""
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


class _Package:
    """A package whose modules are imported when they are asked for."""
    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return import_module(f"{self._name}.{name}")


class Warming(QObject):
    """Imports what opening a project needs on a thread of its own, so that the window answers meanwhile."""
    done = Signal()

    def start(self) -> None:
        threading.Thread(target=self._import, name="warming", daemon=True).start()

    def _import(self) -> None:
        try:
            for name in ("services.documents", "services.articles", "storage.columns", "storage.search"):
                import_module(f"workbench.{name}")
        finally:
            self.done.emit()


if not TYPE_CHECKING:
    services = _Package("workbench.services")
    queries = _Module("workbench.storage.queries")
    formats = _Module("workbench.ingest.formats")
    tables = _Module("workbench.ingest.tables")
    worker = _Module("workbench.ingest.worker")
    columns = _Module("workbench.storage.columns")
    search = _Module("workbench.storage.search")
