"""A project on a network share: it works, and it is said once what it risks there."""
from __future__ import annotations

import ctypes
import re
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo
from PySide6.QtWidgets import QWidget

from workbench.core.changes import Changes
from workbench.ui.commands import Commands
from workbench.ui.notices import Notices
from workbench.ui.workspace import Workspace

# as /proc/self/mountinfo and the systems' own tools call them; many of FUSE's are other machines' too
OF_THE_NETWORK = re.compile(r"(fuse\.)?(nfs\d?|cifs|smb\w*|sshfs|9p|afs|afpfs|ceph\w*|glusterfs|lustre|beegfs|ncpfs|coda|davfs2?|webdav\w*|"
                            r"rclone|gvfsd-fuse|kio-fuse|curlftpfs|s3fs|juicefs|google-drive\S*|onedriver)")
WARNING = ("“{name}” is on a network share ({kind}). A connection that breaks there can damage a project, and two people cannot work in it at once. "
           "Work on a copy on this computer and take it back when you are done.")


class Shares(QObject):
    def __init__(self, workspace: Workspace, commands: Commands, notices: Notices) -> None:
        super().__init__(notices)
        self._workspace, self._commands, self._notices = workspace, commands, notices
        self._said: QWidget | None = None
        workspace.changed.connect(self._follow)

    def _follow(self, changes: Changes) -> None:
        if not changes.everything:
            return
        if self._said is not None:
            self._said.close()
            self._said = None
        project = self._workspace.project
        if project is not None and str(project.path.absolute()) not in self._commands.settings.warned and (kind := share(project.path)):
            self._said = self._notices.say(WARNING.format(name=project.path.stem, kind=kind), read=lambda: self._remember(project.path.absolute()))

    def _remember(self, path: Path) -> None:
        self._said = None
        self._commands.keep(warned=self._commands.settings.with_warned(path).warned)


def share(path: Path) -> str:
    """What kind of network share the file is on; empty when it is on a disk of this computer."""
    if sys.platform == "win32":
        remote = 4  # DRIVE_REMOTE of GetDriveTypeW, for letters and for \\server\share alike
        return "Windows network" if ctypes.windll.kernel32.GetDriveTypeW(f"{path.absolute().anchor}") == remote else ""
    return of_the_network(bytes(QStorageInfo(str(path.resolve())).fileSystemType().data()).decode("ascii", "replace"))


def of_the_network(kind: str) -> str:
    return kind.removeprefix("fuse.") if OF_THE_NETWORK.fullmatch(kind) else ""
