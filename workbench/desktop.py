"""A menu entry, an icon and a file type in the user's own folders, for an installation by pip, pipx or uv; a package brings its own."""
from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import platformdirs

from workbench import assets
from workbench.core.errors import WorkbenchError

ID = "org.claims_workbench.Workbench"  # also what windows call themselves, so that the desktop knows whose they are


def install() -> list[Path]:
    """The files that were written."""
    share = _share()
    texts = {path: assets.path(*source) for path, source in _files(share).items()}
    for path, source in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        content = source.read_text(encoding="utf-8")
        path.write_text(_with_command(content) if path.suffix == ".desktop" else content, encoding="utf-8")
    _refresh(share)
    return list(texts)


def remove() -> list[Path]:
    """The files that were there and are not any more."""
    share = _share()
    there = [path for path in _files(share) if path.exists()]
    for path in there:
        path.unlink()
    if there:
        _refresh(share)
    return there


def _share() -> Path:
    if not sys.platform.startswith("linux"):
        raise WorkbenchError("A menu entry is made like this on Linux desktops only. Elsewhere make a shortcut to the program “workbench”.")
    return Path(platformdirs.user_data_path())


def _files(share: Path) -> dict[Path, tuple[str, str]]:
    return {share / f"applications/{ID}.desktop": ("desktop", f"{ID}.desktop"),
            share / f"icons/hicolor/scalable/apps/{ID}.svg": ("icons", "workbench.svg"),
            share / f"mime/packages/{ID}.xml": ("desktop", f"{ID}.xml")}


def _with_command(entry: str) -> str:
    """A menu knows nothing of virtual environments, nor always of ~/.local/bin: the entry names the program with its whole path."""
    beside = Path(sys.executable).with_name("workbench")
    command = [str(beside)] if beside.exists() else [sys.executable, "-m", "workbench"]
    lines = {"Exec=": f"Exec={' '.join(map(_quoted, command))} %f", "TryExec=": f"TryExec={command[0]}"}
    return "".join(f"{lines.get(line.partition('=')[0] + '=', line)}\n" for line in entry.splitlines())


def _quoted(word: str) -> str:
    """As the specification of desktop entries wants it: quotes, what the shell would read escaped, and then each backslash and percent doubled."""
    for mark in ("\\", '"', "`", "$"):
        word = word.replace(mark, "\\" + mark)
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _refresh(share: Path) -> None:
    """A desktop that lacks the programs finds the files when it starts again."""
    for name, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if program := shutil.which(name):
            subprocess.run([program, str(share / folder)], check=False, capture_output=True, timeout=60)
