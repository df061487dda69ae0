"""The program started again: while it runs, its window comes forward; after it was killed, the project is back and it is said what happened."""
from __future__ import annotations

import pytest

from tests.builders import small_project
from tests.journeys.screen import until


@pytest.fixture
def path(tmp_path):
    project = small_project(tmp_path)
    project.close()
    return project.path


def in_front(screen, window):
    return screen.do("getactivewindow") == window and window in screen.do("search", "--onlyvisible", "--class", "Claims Workbench").split()


def test_a_second_start_brings_the_first_window_to_the_front(screen, path):
    with screen.program(str(path)) as first:
        window = screen.window("small")
        for arguments in ([str(path)], []):  # by its name, and as the last project
            screen.do("windowminimize", "--sync", window)
            assert not in_front(screen, window)
            with screen.program(*arguments) as second:
                assert second.wait(20) == 0
            until(lambda: in_front(screen, window), 5, "the first window")
        assert first.poll() is None
        screen.key("ctrl+q")
        assert first.wait(30) == 0


def test_after_a_kill_the_project_is_back_with_a_word_about_it(screen, path, tmp_path):
    with screen.program(str(path)) as first:
        screen.window("small")
        first.kill()
        first.wait(10)
    until(lambda: not screen.do("search", "--onlyvisible", "--name", "small"), 10, "the killed window to be gone")
    with screen.program() as again:
        screen.maximise(screen.window("small"))
        screen.picture("07-after-a-kill")
        screen.key("ctrl+q")
        assert again.wait(30) == 0
    [report] = (tmp_path / "home/.local/state").rglob("crash-*.txt")
    assert report.read_text(encoding="utf-8").startswith("Claims Workbench ")
    assert not list((tmp_path / "home/.local/state").rglob("run-*"))
