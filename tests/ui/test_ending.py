"""A run that did not end by itself is told of once on the next start, with what the interpreter said of it; signals end the program properly."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

from tests.builders import small_project
from workbench import assets, settings
from workbench.settings import Settings
from workbench.ui import crash, ending
from workbench.ui.notices import Notices

RUN = """
import faulthandler, os, sys
from pathlib import Path
from workbench.ui import ending
run = ending.begin(Path(sys.argv[1]), "Claims Workbench 1")
{}
"""
CRASH = "import ctypes; ctypes.string_at(0)"
WINDOW = "next(one for one in QApplication.topLevelWidgets() if one.inherits('QMainWindow'))"
LOOK = f"QTimer.singleShot(3000, lambda: (print({WINDOW}.windowTitle(), flush=True), QApplication.quit()))"
DESK = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from workbench import app
if __name__ == "__main__":
    QTimer.singleShot(0, lambda: print("begun", flush=True))
    sys.exit(app.main([]))
"""


def run_to_its_end(folder, how):
    subprocess.run([sys.executable, "-c", RUN.format(how), str(folder)], cwd=assets.path().parent, check=False, stderr=subprocess.DEVNULL)


def long_ago(folder):
    """The run began an hour before it ended."""
    [mark] = folder.glob("run-*.lock")
    os.utime(mark, (mark.stat().st_mtime - 3600,) * 2)


def names(folder):
    return sorted(path.name[:5] for path in folder.iterdir())


def test_a_run_that_ends_leaves_nothing(tmp_path):
    run_to_its_end(tmp_path, "run.end()")
    assert not names(tmp_path)
    assert ending.left_over(tmp_path) is None


def test_a_crash_is_told_once_with_its_place(tmp_path):
    run_to_its_end(tmp_path, CRASH)
    long_ago(tmp_path)
    report = ending.left_over(tmp_path)
    assert report
    assert report.sentence == "The program crashed the last time. Every edit that you had finished is saved."
    assert report.text.startswith("Claims Workbench 1\nstarted ")
    assert "Segmentation fault" in report.text
    assert "string_at" in report.text
    assert ending.left_over(tmp_path) is None
    assert report.path.read_text(encoding="utf-8") == report.text
    assert names(tmp_path) == ["crash"]


def test_a_crash_at_once_is_called_so(tmp_path):
    run_to_its_end(tmp_path, CRASH)
    report = ending.left_over(tmp_path)
    assert report
    assert report.at_once
    assert report.sentence.startswith("The program crashed while it started, so the last project was not opened this time.")


def test_a_killed_run_is_told_of_without_blame(tmp_path):
    run_to_its_end(tmp_path, "os.kill(os.getpid(), 9)")
    report = ending.left_over(tmp_path)
    assert report
    assert report.sentence.startswith("The program was cut off the last time, as by a power cut.")


def test_an_error_that_nobody_lived_to_show_is_in_the_report(tmp_path):
    run_to_its_end(tmp_path, "run.note('Traceback: lost'); os._exit(1)")
    long_ago(tmp_path)
    report = ending.left_over(tmp_path)
    assert report
    assert report.sentence.startswith("The program crashed")
    assert "Traceback: lost" in report.text


def test_a_run_beside_this_one_is_left_alone(tmp_path):
    run = ending.begin(tmp_path, "first")
    assert run
    assert ending.left_over(tmp_path) is None
    run.end()
    assert not names(tmp_path)


def test_a_report_ends_with_the_log_and_is_bounded(tmp_path):
    log = tmp_path / "workbench.log"
    log.write_text("".join(f"line {number} {'x' * 5000}\n" for number in range(100)))
    run_to_its_end(tmp_path, "run.note('y' * 1_000_000); os._exit(1)")
    report = ending.left_over(tmp_path, log)
    assert report
    assert "line 99" in report.text
    assert "line 1 " not in report.text
    assert len(report.text) <= 2 * ending.MOST


def test_only_the_last_reports_are_kept(tmp_path):
    for number in range(14):
        (tmp_path / f"run-{number:02}.txt").write_text(str(number))
    report = ending.left_over(tmp_path)
    assert report
    assert report.path.name == "crash-13.txt"
    assert len(names(tmp_path)) == ending.KEPT


@pytest.mark.logs
def test_where_nothing_can_be_written_the_program_starts_all_the_same(tmp_path):
    (tmp_path / "file").touch()
    assert ending.begin(tmp_path / "file" / "log", "") is None
    assert ending.left_over(tmp_path / "file" / "log") is None


def test_the_notice_stays_until_it_was_read_and_has_the_details(qtbot):
    notices = Notices(QLabel("the desk"))
    qtbot.addWidget(notices)
    notices.show()
    crash.explain(notices, ending.Report(Path("crash.txt"), "Fatal Python error: <b>Segmentation</b>"))
    details, close = notices.findChildren(QPushButton)
    qtbot.mouseClick(details, Qt.MouseButton.LeftButton)
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, crash.CrashDialog) and widget.isVisible())
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "Fatal Python error: <b>Segmentation</b>"
    assert "Nothing is sent by itself" in dialog.findChild(QLabel).text()
    qtbot.mouseClick(next(button for button in dialog.findChildren(QPushButton) if button.text() == "Copy details"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Fatal Python error: <b>Segmentation</b>"
    dialog.reject()
    assert notices.said
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not notices.said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_ends_the_desk_as_quitting_does(tmp_path, number):
    (tmp_path / "desk.py").write_text(DESK)
    desk = subprocess.Popen([sys.executable, str(tmp_path / "desk.py")], stdout=subprocess.PIPE, text=True, cwd=tmp_path,
                            env=os.environ | {"PYTHONPATH": str(assets.path().parent), "XDG_RUNTIME_DIR": str(tmp_path)})
    assert desk.stdout
    assert desk.stdout.readline() == "begun\n"
    desk.send_signal(number)
    assert desk.wait(60) == 0
    desk.stdout.close()
    home = Path(os.environ["HOME"])
    assert (home / "Claims Workbench/layout.ini").exists()
    assert not list(home.rglob("run-*"))


def test_the_project_that_crashes_the_program_is_not_opened_a_second_time(tmp_path):
    """By itself: who names it, or takes it from the list, gets it."""
    project = small_project(tmp_path)
    project.close()
    settings.save(Settings(recent=(str(project.path),)))
    (tmp_path / "desk.py").write_text(DESK.replace('print("begun", flush=True)', "ctypes.string_at(0)").replace("import sys", "import ctypes, sys"))
    (tmp_path / "again.py").write_text(DESK.replace('print("begun", flush=True)', LOOK))
    for name, status in (("desk.py", -signal.SIGSEGV), ("again.py", 0)):
        desk = subprocess.run([sys.executable, str(tmp_path / name)], check=False, timeout=60, capture_output=True, text=True, cwd=tmp_path,
                              env=os.environ | {"PYTHONPATH": str(assets.path().parent), "XDG_RUNTIME_DIR": str(tmp_path)})
        assert desk.returncode == status, desk.stderr
    assert desk.stdout == "Claims Workbench\n"
