"""The menu entry, icon and file type of somebody who installed with pip, as the desktop's own programs see them."""
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import cli, desktop
from workbench.core.errors import WorkbenchError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="desktop entries are for Linux desktops")


@pytest.fixture
def share(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "none"))
    return tmp_path / "share"


def command(share: Path) -> str:
    lines = (share / f"applications/{desktop.ID}.desktop").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith("Exec=")).removeprefix("Exec=")


def test_what_is_installed_is_taken_away_again(share, capsys):
    assert cli.main(["--install-desktop"]) == 0
    assert {path.suffix for path in share.rglob(f"{desktop.ID}.*")} == {".desktop", ".svg", ".xml"}
    assert cli.main(["--remove-desktop"]) == 0
    assert not list(share.rglob(f"{desktop.ID}.*"))
    assert str(share) in capsys.readouterr().out


def test_the_entry_starts_this_installation(share):
    desktop.install()
    program = Path(sys.executable).with_name("workbench")
    assert command(share) == (f'"{program}" %f' if program.exists() else f'"{sys.executable}" "-m" "workbench" %f')


def test_a_path_with_marks_of_the_shell_stays_a_path(share, tmp_path, monkeypatch):
    program = tmp_path / 'my "own" $tools' / "workbench"
    program.parent.mkdir()
    program.touch()
    monkeypatch.setattr(sys, "executable", str(program.with_name("python")))
    desktop.install()
    assert command(share) == f'"{tmp_path}/my \\\\"own\\\\" \\\\$tools/workbench" %f'


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="not installed: desktop-file-validate")
def test_the_entry_is_valid(share):
    desktop.install()
    said = subprocess.run(["desktop-file-validate", str(share / f"applications/{desktop.ID}.desktop")], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout


@pytest.mark.skipif(not (shutil.which("gio") and shutil.which("update-mime-database")), reason="not installed: gio, update-mime-database")
def test_a_project_is_known_by_its_content(share, tmp_path):
    """Without its name's ending, so that only the bytes can tell; the database of the user's own folder is asked."""
    desktop.install()
    header = bytearray(b"SQLite format 3\0".ljust(4096, b"\0"))
    header[68:72] = b"WBCH"
    (tmp_path / "renamed").write_bytes(header)
    said = subprocess.run(["gio", "info", "-a", "standard::content-type", str(tmp_path / "renamed")], capture_output=True, text=True, check=True)
    assert "application/x-claims-workbench" in said.stdout


def test_elsewhere_it_says_what_to_do(share, monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(WorkbenchError, match="shortcut"):
        desktop.install()
