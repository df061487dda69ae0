"""Looking at the project as it was known earlier: a copy for reading stands in its place, a band over the desk says so, one key leads back."""
from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from workbench.core import dates
from workbench.core.changes import Changes
from workbench.core.errors import WorkbenchError
from workbench.core.history import Done
from workbench.ui import clock, late
from workbench.ui.actions import Action
from workbench.ui.dialogs.known import KnownDialog
from workbench.ui.widgets.words import count, named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.past import Past
    from workbench.storage.project import Project

BACK = "Alt+Home"
OURS = "The program made a mistake while it went back; what happened is in the log. Nothing was changed."

log = logging.getLogger(__name__)


class Band(QFrame):
    """What says that this is not now."""

    def __init__(self, back: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "band")
        self.words = plain_label(role="band")
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.words.setWordWrap(True)
        self.button = named(QPushButton("Back to now"), "Back to now")
        self.button.setProperty("role", "band")
        self.button.clicked.connect(lambda _=False: back())
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def sizeHint(self) -> QSize:
        """On one line as long as it fits: a label that wraps asks for the room of a narrow column."""
        return QSize(0, self.button.sizeHint().height() + 8)

    def say(self, sentence: str) -> None:
        self.words.setText(sentence)
        named(self, "Earlier moment").setAccessibleDescription(sentence)
        self.show()


class LookBack(QObject):
    _made = Signal(object, object, str)  # of which project, what was made or why it was not, what to say of it

    def __init__(self, window: QWidget, workspace: Workspace, settle: Callable[[], object], open_path: Callable[[Path], bool]) -> None:
        super().__init__(window)
        self._window, self._workspace, self._settle, self._open_path = window, workspace, settle, open_path
        self.band = Band(self.back)
        self.busy = False
        self._past: Past | None = None
        self._of: Path | None = None
        self._made.connect(self._show)
        workspace.changed.connect(self._follow)

    # What can be asked for

    def ask(self) -> None:
        project = self._workspace.project
        if project is not None:
            steps = late.services.history.steps(project, 1)
            now = clock.shown(steps[0].at) if steps else ""
            KnownDialog(now, self._stood_at, self.reported, self._window).open()

    def _stood_at(self, typed: str) -> None:
        project = self._workspace.project
        if project is not None:
            at = late.services.past.step_at(late.services.history.steps(project), typed, clock.zone())
            self.stood(at, typed)

    def stood(self, step: Done, at: str = "") -> None:
        """After this step."""
        sentence = f"As known at {dates.show(str(dates.parse(at))) if at else clock.shown(step.at)}, after “{step.label}” — for reading only"
        self._make(lambda project: late.services.past.as_stood(project, step.id), sentence)

    def reported(self, until: str) -> None:
        project = self._workspace.project
        if project is not None:
            late.services.past.end_of(until, project.zone)  # refused here, where it was typed
            self._make(lambda project: late.services.past.as_reported(project, until),
                       f"As reported until {dates.show(str(dates.parse(until)))} — for reading only")

    def back(self) -> None:
        if self._of is not None:
            self._put_in(partial(self._open_path, self._of))

    # Making it, behind the window

    def _make(self, make: Callable[[Project], Past], sentence: str) -> None:
        project = self._workspace.project
        if project is None or self.busy or self._past is not None:
            return
        self.busy = True
        self._workspace.report("Going back…")

        def run() -> None:
            try:
                made: Past | WorkbenchError = make(project)
            except WorkbenchError as error:
                made = error
            except Exception:
                log.exception("looking back failed")
                made = WorkbenchError(OURS)
            self._made.emit(project, made, sentence)
        threading.Thread(target=run, name="look back", daemon=True).start()

    def _show(self, project: Project, made: Past | WorkbenchError, sentence: str) -> None:
        """What was made of a project that was closed meanwhile is dropped."""
        self.busy = False
        if isinstance(made, WorkbenchError):
            self._workspace.report(str(made))
            return
        if self._workspace.project is not project:
            made.close()
            return
        of = project.path
        self._settle()
        self._put_in(lambda: self._workspace.open(made))
        self._past, self._of = made, of
        self.band.say(sentence + _reservations(made))
        self._workspace.report("")

    def _put_in(self, change: Callable[[], object]) -> None:
        """Another state of the project in the place of this one: the eye stays where it was."""
        chosen, selected = self._workspace.filter, self._workspace.selection
        change()
        self._workspace.set_filter(chosen)
        if selected.kind:
            self._workspace.select(selected.kind, selected.ids, selected.field, selected.range, reveal=True)

    def _follow(self, changes: Changes) -> None:
        if changes.everything and self._workspace.project is not self._past:
            self._past = self._of = None
            self.band.hide()

    def actions(self) -> list[Action]:
        return [Action("past.look", "As known at…", "", self.ask, "The project as it stood, or as it was reported, at an earlier moment", "View",
                       "past", enabled=lambda: self._workspace.project is not None and self._past is None and not self.busy),
                Action("past.back", "Back to now", BACK, self.back, "Leaves the earlier moment", "View", "past",
                       enabled=lambda: self._past is not None)]


def _reservations(past: Past) -> str:
    parts = []
    if past.left_out:
        parts.append(f"{count(past.left_out, 'article')} without a date left out")
    if past.read_since:
        parts.append(f"{count(past.read_since, 'page')} read again since: what the machine read there is as it is now")
    return f" ({'; '.join(parts)})" if parts else ""
