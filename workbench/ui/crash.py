"""What happens when the fault is ours: it is logged, shown with details to copy, and the work is already on disk."""
from __future__ import annotations

import logging
import logging.handlers
import platform
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QThread, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit

import workbench
from workbench.ui.ending import Report, Run
from workbench.ui.notices import Notices
from workbench.ui.widgets.dialogs import stacked
from workbench.ui.widgets.words import named

LOG_BYTES, LOG_FILES = 1_000_000, 3
NOW = "The program made a mistake. What you did up to now is saved; you can go on, or start it again if it behaves oddly."
_LEVELS = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO, QtMsgType.QtWarningMsg: logging.WARNING,
           QtMsgType.QtCriticalMsg: logging.ERROR, QtMsgType.QtFatalMsg: logging.CRITICAL}
log = logging.getLogger("workbench")


def keep_log(folder: Path) -> Path | None:
    """Logs to a rotating file in `folder`; None, and to standard error alone, where it cannot be written."""
    logging.getLogger().setLevel(logging.INFO)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(folder / "workbench.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    except OSError as error:
        log.warning("no log can be kept in %s: %s", folder, error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(threadName)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return folder / "workbench.log"


def install(run: Run | None = None) -> Reporter:
    """Routes what nobody caught, in any thread, and Qt's own messages to the log; what nobody caught also to a dialog."""
    reporter = Reporter(run)
    sys.excepthook = reporter.report
    threading.excepthook = lambda args: reporter.report(args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback)
    qInstallMessageHandler(_qt_message)
    return reporter


class Reporter(QObject):
    happened = Signal(str)

    def __init__(self, run: Run | None = None) -> None:
        super().__init__(QApplication.instance())
        self._run = run
        self.happened.connect(self._show)  # queued when it happened in another thread
        self._dialog: CrashDialog | None = None

    def report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        log.critical("nobody caught this", exc_info=(kind, error, trace))
        details = "".join(traceback.format_exception(kind, error, trace))
        if self._run:
            self._run.note(details)  # should the program not live to show it
        if sys.stderr:  # there is none in a program without a console
            print(details, file=sys.stderr)
        self.happened.emit(details)

    def _show(self, details: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            self._dialog.add(details)  # an error in a paint event comes again and again: one dialog is enough
            return
        self._dialog = CrashDialog(f"{about_system()}\n\n{details}")
        if QThread.currentThread().loopLevel():
            self._dialog.open()
        else:  # while the program starts: without waiting here it would end before anybody reads this
            self._dialog.exec()


class CrashDialog(QDialog):
    def __init__(self, details: str, sentence: str = NOW) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Something went wrong")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        said = QLabel(f"{sentence}\nIf it comes back, send the details below to whoever looks after the program. Nothing is sent by itself.")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        self._more = 0
        self._details = named(QPlainTextEdit(details, readOnly=True), "Details")
        self._details.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        copy = buttons.addButton("Copy details", QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self._details.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = stacked(self)
        for widget in (said, self._details, buttons):
            layout.addWidget(widget)
        self.resize(720, 420)

    def add(self, details: str) -> None:
        self._more += 1
        if self._more < 20:
            self._details.appendPlainText("\n" + details)


def explain(notices: Notices, report: Report) -> None:
    """What became of the last run, with its details to copy."""
    notices.say(report.sentence, more=("Details…", lambda: CrashDialog(report.text, report.sentence).open()))


def about_system() -> str:
    return f"Claims Workbench {workbench.__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"


def _qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "qt", message)
