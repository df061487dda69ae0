"""The one thing that all panes share: the open project, what is selected and what is filtered."""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.filters import Filter
from workbench.core.records import Kind
from workbench.core.selection import Selection
from workbench.ui import late

if TYPE_CHECKING:
    from workbench.storage.project import Project

GATHER_MS = 200  # changes that come from the writer thread are announced at most this often
REMEMBERED = 100
NOUNS: dict[str, Kind] = {"claims": "claim", "events": "event", "entities": "entity", "articles": "article", "links": "link", "conflicts": "link"}
REPEATABLE = frozenset({"set_field", "accept", "reject", "retype", "set_country", "set_tags", "set_note", "rule", "_write"})


class _Courier(QObject):
    """Carries what another thread announces over to the main thread."""
    arrived = Signal(object, object)


class Workspace(QObject):
    """Setting an equal value emits nothing. Changes of the analyst's own edits are announced before the verb returns; those of a load, in
    the writer thread, are gathered so that a folder of a thousand files does not refresh the panes a thousand times."""
    changed = Signal(object)  # Changes
    selection_changed = Signal(object)  # Selection
    filter_changed = Signal(object)  # Filter

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.selection = Selection()
        self.filter = Filter()
        self.report: Callable[[str], None] = _to_stderr
        self.editing = False  # an edit of the analyst's is under way: its changes are announced at once
        self.refused = ""  # why the world refused the last edit; empty when it was done
        self._last: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]] | None = None  # a verb that is the same for any row of its kind
        self._trail: list[Selection] = []  # where the analyst has been; `_place` is where she is
        self._place = -1
        self._waiting = Changes()
        self._courier = _Courier(self)
        self._courier.arrived.connect(self._arrive)
        self._gather = QTimer(self, interval=GATHER_MS, singleShot=True)
        self._gather.timeout.connect(self._announce)

    # The project

    def open(self, project: Project | Path) -> bool:
        """Takes a path, or a project that somebody has opened. On failure the one that is open stays, and the reason is reported."""
        if isinstance(project, Path):
            try:
                project = late.services.documents.open_project(project)
            except WorkbenchError as error:
                self.report(str(error))
                return False
        self._drop()
        self.project = project
        project.subscribe(self._listen)
        self._start_afresh()
        return True

    def close(self) -> None:
        if self.project is not None:
            self._drop()
            self._start_afresh()

    def _drop(self) -> None:
        self._gather.stop()
        self._waiting = Changes()
        if self.project is not None:
            self.project.unsubscribe(self._listen)
            self.project.close()
            self.project = None

    def _start_afresh(self) -> None:
        self._trail, self._place = [], -1
        self._set_selection(Selection(reveal=self.selection.reveal))
        self.set_filter(Filter())
        self.changed.emit(Changes(everything=True))

    # Changes

    def _listen(self, changes: Changes) -> None:
        self._courier.arrived.emit(self.project, changes)

    def _arrive(self, project: Project, changes: Changes) -> None:
        if project is not self.project or not changes:
            return
        self._waiting |= changes
        if self.editing:
            self._announce()
        elif not self._gather.isActive():
            self._gather.start()

    def _announce(self) -> None:
        self._gather.stop()
        changes, self._waiting = self._waiting, Changes()
        if changes:
            self.changed.emit(changes)

    # Edits

    def do(self, verb: Callable[..., Any], *args: Any, **cells: Any) -> Any:
        """Calls `verb(project, *args, **cells)`. None when the world refused: the reason has then been reported and is in `refused`."""
        if self.project is None:
            return None
        done = self._write(verb, self.project, *args, **cells)
        if not self.refused and getattr(verb, "__name__", "") in REPEATABLE:
            self._last = verb, args[1:], cells
        return done

    @property
    def repeatable(self) -> bool:
        return self._last is not None and NOUNS.get(self._last[0].__module__.rpartition(".")[2]) == self.selection.kind

    def repeat(self) -> None:
        """Does to what is selected now what was last done to rows of its kind: the same verdict, the same value in the same cell."""
        if self._last and self.repeatable:
            verb, args, cells = self._last
            self.do(verb, list(self.selection.ids), *args, **cells)

    def undo(self) -> None:
        if self.project and (label := self.project.undo_label) and self._write(self.project.undo) is not None:
            self.report(f"Undone: {label}")

    def redo(self) -> None:
        if self.project and (label := self.project.redo_label) and self._write(self.project.redo) is not None:
            self.report(f"Done again: {label}")

    def go_back_to(self, step: int) -> None:
        """To how things stood after this step of the journal, by undo or redo of as many steps as it takes."""
        if self.project and (done := self._write(late.services.history.go_to, self.project, step)):
            verb, steps = done
            self.report(f"{verb}: {steps} {'step' if steps == 1 else 'steps'}")

    def _write(self, verb: Callable[..., Any], *args: Any, **cells: Any) -> Any:
        assert QThread.currentThread() is self.thread(), "edits run on the main thread"  # noqa: S101
        self.editing, self.refused = True, ""
        try:
            return verb(*args, **cells)
        except WorkbenchError as error:
            self.refused = str(error)
            self.report(self.refused)
            return None
        finally:
            self.editing = False

    # Selection and filter

    def select(self, kind: Kind | None, ids: int | Iterable[int] = (), field: str = "", range: tuple[str, str] | None = None,  # noqa: A002
               reveal: bool = False) -> None:
        """`reveal`: a person did it, so its words are to come into view even when it was selected already."""
        some = (ids,) if isinstance(ids, int) else tuple(ids)
        selection = Selection(kind if some else None, tuple(int(i) for i in some), field, range, self.selection.reveal + reveal)
        if (kind, some) != (self.selection.kind, self.selection.ids) and some:
            self._trail = [*self._trail[: self._place + 1], selection][-REMEMBERED:]
            self._place = len(self._trail) - 1
        self._set_selection(selection)

    def set_filter(self, new: Filter) -> None:
        if new != self.filter:
            self.filter = new
            self.filter_changed.emit(new)

    def back(self) -> None:
        self._go(self._place - 1)

    def forward(self) -> None:
        self._go(self._place + 1)

    @property
    def can_go_back(self) -> bool:
        return self._place > 0

    @property
    def can_go_forward(self) -> bool:
        return self._place < len(self._trail) - 1

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._trail):
            self._place = place
            there = self._trail[place]
            self._set_selection(Selection(there.kind, there.ids, there.field, there.range, self.selection.reveal + 1))

    def _set_selection(self, selection: Selection) -> None:
        if selection != self.selection:
            self.selection = selection
            self.selection_changed.emit(selection)


def _to_stderr(sentence: str) -> None:
    print(sentence, file=sys.stderr)
