"""What nobody caught is said, also while the program starts."""
from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from workbench.ui.crash import Reporter


@pytest.mark.logs
def test_a_fault_at_start_waits_until_it_was_read(qtbot, capsys):
    reporter, shown = Reporter(), []

    def read():
        dialog = reporter._dialog
        shown.append(dialog._details.toPlainText())
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
        dialog.reject()
    QTimer.singleShot(100, read)
    try:
        raise ZeroDivisionError("by <b>zero</b>")
    except ZeroDivisionError:
        reporter.report(*sys.exc_info())
    assert "ZeroDivisionError: by <b>zero</b>" in shown[0]
    assert "ZeroDivisionError" in capsys.readouterr().err


@pytest.mark.logs
def test_a_fault_in_a_thread_is_shown_by_the_main_one(qtbot):
    reporter = Reporter()
    thread = threading.Thread(target=lambda: reporter.report(ValueError, ValueError("x"), None))
    QTimer.singleShot(0, lambda: (thread.start(), thread.join()))
    QTimer.singleShot(300, lambda: reporter._dialog.reject())
    with qtbot.waitSignal(reporter.happened):
        pass
    qtbot.waitUntil(lambda: reporter._dialog is not None)
    assert reporter._dialog.thread() is QApplication.instance().thread()
    qtbot.waitUntil(lambda: not reporter._dialog.isVisible())
