"""The line at the bottom: what was just said, the import under way, what is left to review, and that all is saved."""
from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QPushButton, QStatusBar, QWidget

from workbench.core.changes import Changes
from workbench.core.reports import ImportReport
from workbench.ui import late, theme
from workbench.ui.dialogs.import_report import ImportReportDialog
from workbench.ui.jobs import Jobs
from workbench.ui.widgets.words import OneLine, count, named, plain_label
from workbench.ui.workspace import Workspace

SAID_MS = 12_000  # a sentence stays this long, and longer the longer it is
PER_LETTER_MS = 60
HEIGHT = 28
OF_A_FILE = 100  # steps of the bar


class StatusLine(QStatusBar):
    def __init__(self, workspace: Workspace, jobs: Jobs, show_review: Callable[[], object]) -> None:
        super().__init__()
        self._workspace, self._jobs = workspace, jobs
        self._report: ImportReport | None = None
        self._told_of = workspace.project
        self._said = named(OneLine(), "Message")
        self._bar = named(QProgressBar(textVisible=False), "Import")
        self._bar.setMaximumWidth(120)
        self._at_work = plain_label()
        self._cancel = QPushButton("Cancel", flat=True)
        self._cancel.clicked.connect(jobs.cancel)
        self._show = QPushButton("Show report", flat=True)  # stays until it was read
        self._show.setToolTip("What became of each file of the last import")
        self._show.clicked.connect(self.show_report)
        self._left = QPushButton(flat=True)
        self._left.clicked.connect(lambda: show_review())
        self._saved = plain_label()
        self.addWidget(self._bar)
        self.addWidget(self._at_work)
        self.addWidget(self._cancel)
        self.addWidget(self._said)
        self.addWidget(self._show)
        self.addWidget(QWidget(), 1)
        for widget in (self._left, self._saved):
            self.addPermanentWidget(widget)
        self._forget = QTimer(self, singleShot=True)
        self._forget.timeout.connect(lambda: self.say(""))
        self.setContentsMargins(8, 0, 0, 0)
        self.setMinimumHeight(theme.pixels(HEIGHT))  # what is in it is hidden when the bar measures it
        self._show_job(False)
        self._show.hide()
        jobs.progress.connect(self._progress)
        jobs.stage.connect(self._stage)
        jobs.finished.connect(self._finished)
        workspace.changed.connect(self._follow)
        self._follow(Changes(everything=True))

    def say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._forget.start(SAID_MS + PER_LETTER_MS * len(sentence))

    @property
    def said(self) -> str:
        return self._said.text()

    @property
    def has_report(self) -> bool:
        return self._report is not None

    def show_report(self) -> None:
        if self._report is not None:
            self._show.hide()
            ImportReportDialog(self._report, self.window()).open()

    def _progress(self, file: str, done: int, total: int) -> None:
        self._bar.setRange(0, total * OF_A_FILE)
        self._bar.setValue(done * OF_A_FILE)
        self._at_work.setText(f"Reading {file} ({min(done + 1, total)} of {total})" if total else "Looking for files to read…")
        self._show_job(True)
        self._show.hide()

    def _stage(self, _: str, share: float) -> None:
        done = self._bar.value() // OF_A_FILE
        self._bar.setValue(min(done * OF_A_FILE + round(share * OF_A_FILE), (done + 1) * OF_A_FILE - 1))

    def _finished(self, report: ImportReport) -> None:
        self._show_job(self._jobs.busy)
        self._report = report
        self.say(report.sentence)
        self._show.setVisible(bool(report.files))

    def _show_job(self, shown: bool) -> None:
        for widget in (self._bar, self._at_work, self._cancel):
            widget.setVisible(shown)

    def _follow(self, changes: Changes) -> None:
        if self._workspace.project is not self._told_of:
            self._told_of, self._report = self._workspace.project, None
            self._show.hide()
        if not changes.touches("claim", "document", "article"):
            return
        project = self._workspace.project
        left = len(late.queries.to_review(project)) if project else 0
        self._left.setText(f"{count(left, 'suggestion')} to review")
        self._left.setVisible(left > 0)
        saved = "" if project is None else "read only" if project.read_only else "all changes saved"
        self._saved.setText(saved)
