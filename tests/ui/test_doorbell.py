"""A second start brings the first window forward, whatever else is said at its door."""
from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from tests.builders import small_project
from workbench import app, assets
from workbench.settings import Settings
from workbench.ui import doorbell
from workbench.ui.doorbell import Doorbell

SECOND = """
import sys
from pathlib import Path
from workbench.ui.doorbell import Doorbell
folder, person, project = sys.argv[1:]
sys.exit(not Doorbell(Path(folder), person).ring(Path(project) if project else None))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes have no files")


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("run") / "own"


@pytest.fixture
def bell(qtbot, folder):
    bell = Doorbell(folder, "me")
    yield bell
    bell.close()


def rings(qtbot, folder, project, person="me"):
    """From another process, while this one's loop runs: 0 is what a second start that was heard ends with."""
    caller = subprocess.Popen([sys.executable, "-c", SECOND, str(folder), person, str(project or "")], cwd=assets.path().parent)
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=20_000)
    return caller.returncode == 0


def call(bell, words: bytes):
    socket = QLocalSocket()
    socket.connectToServer(bell._server.fullServerName())
    assert socket.waitForConnected(500)
    socket.write(words)
    return socket


def test_who_has_the_project_is_rung(qtbot, bell, folder, tmp_path):
    bell.listen(tmp_path / "a.workbench")
    with qtbot.waitSignal(bell.rang):
        assert rings(qtbot, folder, tmp_path / "a.workbench")


def test_a_link_to_the_project_is_the_project(qtbot, bell, folder, tmp_path):
    (tmp_path / "a.workbench").touch()
    (tmp_path / "link").symlink_to(tmp_path / "a.workbench")
    bell.listen(tmp_path / "a.workbench")
    assert rings(qtbot, folder, tmp_path / "link")


def test_another_project_and_another_person_have_doors_of_their_own(qtbot, bell, folder, tmp_path):
    bell.listen(tmp_path / "a.workbench")
    assert not rings(qtbot, folder, tmp_path / "b.workbench")
    assert not rings(qtbot, folder, None)
    assert not rings(qtbot, folder, tmp_path / "a.workbench", person="you")


def test_the_start_page_is_rung_too(qtbot, bell, folder):
    bell.listen(None)
    assert rings(qtbot, folder, None)


def test_a_door_closes_behind_the_project(qtbot, bell, folder, tmp_path):
    bell.listen(tmp_path / "a.workbench")
    bell.listen(tmp_path / "b.workbench")
    assert not rings(qtbot, folder, tmp_path / "a.workbench")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("words", [b"quit!\n", b"x" * 5_000_000, b"raise me up", b"\0\0\0\0\0\0\0"])
def test_other_words_do_nothing_and_end_the_call(qtbot, bell, words):
    heard = []
    bell.rang.connect(lambda: heard.append("rang"))
    bell.listen(None)
    socket = call(bell, words)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert not heard
    assert not socket.readAll().data()


@pytest.mark.parametrize("words", [b"", b"rai"])
def test_who_says_nothing_is_shown_out(qtbot, bell, words, monkeypatch):
    monkeypatch.setattr(doorbell, "SILENCE_MS", 50)
    bell.listen(None)
    socket = call(bell, words)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert rings(qtbot, bell._folder, None)


def test_the_door_of_a_killed_program_is_taken_over(qtbot, bell, folder):
    bell.listen(None)
    name = bell._server.fullServerName()
    bell.close()
    killed = "import os, socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1]); os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", killed, name], check=False)
    assert list(folder.iterdir())
    assert not rings(qtbot, folder, None)
    bell.listen(None)
    assert rings(qtbot, folder, None)


def test_a_living_door_is_not_taken_over(qtbot, bell, folder):
    bell.listen(None)
    second = Doorbell(folder, "me")
    second.listen(None)
    assert not second._server.isListening()
    second.close()
    assert rings(qtbot, folder, None)


def test_who_hangs_does_not_keep_the_second_start(qtbot, folder, monkeypatch):
    monkeypatch.setattr(doorbell, "ANSWER_MS", 100)
    bell = Doorbell(folder, "me")
    hung = QLocalServer()
    assert bell._address(None)
    hung.listen(bell._address(None))
    assert not bell.ring(None)
    hung.close()


@pytest.mark.parametrize("mode", [0o755, 0o770])
def test_in_a_folder_of_others_there_is_no_bell(qtbot, bell, folder, mode):
    folder.mkdir()
    folder.chmod(mode)
    bell.listen(None)
    assert not bell.ring(None)
    assert not list(folder.iterdir())


def test_a_folder_with_a_long_name_has_no_bell_and_nothing_breaks(qtbot, tmp_path):
    bell = Doorbell(tmp_path / ("long" * 30), "me")
    bell.listen(None)
    assert not bell.ring(None)


def test_the_bell_follows_the_window(qtbot, tmp_path, folder, bell):
    project = small_project(tmp_path)
    project.close()
    window = app.build(Settings(), tmp_path / "config", bell)
    window.commands.open_path(project.path)
    assert rings(qtbot, folder, project.path)
    window.commands.close_project()
    assert not rings(qtbot, folder, project.path)
    assert rings(qtbot, folder, None)
    window.close()
    QCoreApplication.processEvents()
