"""A project on a network share is warned of until that was read, and no other."""
from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from tests.builders import small_project
from workbench import app
from workbench.settings import Settings, load
from workbench.ui import shares


@pytest.fixture
def path(tmp_path):
    project = small_project(tmp_path)
    project.close()
    return project.path


@pytest.fixture
def open_desk(qtbot, tmp_path, path, monkeypatch):
    """The whole window; what the system would say of the file's place is given."""
    made = []

    def desk(kind, settings=Settings()):  # noqa: B008
        monkeypatch.setattr(shares, "share", lambda _: kind)
        window = app.build(settings, tmp_path / "config")
        made.append(window)
        window.show()
        assert window.commands.open_path(path)
        return window
    yield desk
    for window in made:
        window.close()


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.gvfsd-fuse", "fuse.rclone", "smbfs", "afpfs", "davfs"])
def test_what_is_on_another_machine(kind):
    assert shares.of_the_network(kind) == kind.removeprefix("fuse.")


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "xfs", "tmpfs", "overlay", "fuseblk", "vfat", "exfat", "apfs", "fuse.ntfs-3g", "fuse.encfs", ""])
def test_what_is_on_this_one(kind):
    assert not shares.of_the_network(kind)


def test_the_system_is_asked_about_the_place_itself(path, tmp_path):
    (tmp_path / "link").symlink_to(path)
    assert shares.share(tmp_path / "link") == shares.share(path) == ""


def test_it_is_said_in_the_window(open_desk):
    window = open_desk("nfs4")
    [said] = window.notices.said
    assert said.startswith("“small” is on a network share (nfs4).")
    assert "Work on a copy on this computer" in said


def test_what_was_read_is_not_said_again(open_desk, qtbot, path, tmp_path):
    window = open_desk("cifs")
    close = next(button for button in window.notices.findChildren(QPushButton) if button.text() == "Close")
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not window.notices.said
    window.close()
    kept = load(tmp_path / "config")
    assert kept.warned == (str(path),)
    assert not open_desk("cifs", kept).notices.said


def test_it_goes_with_the_project_and_comes_back_unread(open_desk, path):
    window = open_desk("nfs")
    window.commands.close_project()
    assert not window.notices.said
    window.commands.open_path(path)
    assert len(window.notices.said) == 1


def test_a_disk_is_nothing_to_speak_of(open_desk):
    assert not open_desk("").notices.said
