"""One window for a project: who starts the program a second time rings the first, which comes to the front."""
from __future__ import annotations

import hashlib
import logging
import os
import stat
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

from workbench.core.changes import Changes
from workbench.ui.workspace import Workspace

RING, ANSWER = b"raise\n", b"raised\n"  # all that is ever said, so that nobody can have more done than that a window comes forward
MOST_CALLERS = 4
CONNECT_MS, ANSWER_MS, SILENCE_MS = 500, 5_000, 2_000

log = logging.getLogger(__name__)


class Doorbell(QObject):
    """`folder` is one that only this person can look into; `person` tells apart those who share a machine, or one person's several settings.
    A project of None is the start page."""
    rang = Signal()

    def __init__(self, folder: Path, person: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder, self._person = folder, person
        self._server = QLocalServer(self)
        self._server.setMaxPendingConnections(MOST_CALLERS)
        self._server.newConnection.connect(self._receive)
        self._name = ""
        if sys.platform == "win32":  # elsewhere the folder's mode says who may call; there the option would also replace a living server
            self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)

    def ring(self, project: Path | None) -> bool:
        """Whether a window has this project and says that it has come to the front."""
        socket = self._call(self._address(project))
        if socket is None:
            return False
        socket.write(RING)
        heard = socket.waitForBytesWritten(CONNECT_MS) and socket.waitForReadyRead(ANSWER_MS)
        return heard and socket.read(len(ANSWER)).data() == ANSWER

    def listen(self, project: Path | None) -> None:
        """For this project from now on, and no other. Without a bell the program works all the same."""
        name = self._address(project)
        if name == self._name and self._server.isListening():
            return
        self.close()
        if not name or self._server.listen(name):
            self._name = name
            return
        if self._server.serverError() == QAbstractSocket.SocketError.AddressInUseError and self._call(name) is None:
            QLocalServer.removeServer(name)  # of a program that was killed
            self._server.listen(name)
        self._name = name
        if not self._server.isListening():
            log.info("no bell for %s: %s", project, self._server.errorString())

    def follow(self, workspace: Workspace) -> None:
        """Listens for whichever project is opened from now on."""
        def changed(changes: Changes) -> None:
            if changes.everything:
                self.listen(workspace.project.path if workspace.project else None)
        workspace.changed.connect(changed)

    def close(self) -> None:
        self._server.close()
        self._name = ""

    def _address(self, project: Path | None) -> str:
        """Empty where there is no folder that is ours alone."""
        path = os.path.normcase(project.resolve()) if project else ""
        name = hashlib.sha256(f"{self._person}\0{path}".encode("utf-8", "surrogateescape")).hexdigest()[:20]
        if sys.platform == "win32":
            return f"claims-workbench-{name}"
        return str(self._folder / name) if _ours(self._folder) else ""

    def _call(self, name: str) -> QLocalSocket | None:
        socket = QLocalSocket(self)
        if name:
            socket.connectToServer(name)
            if socket.waitForConnected(CONNECT_MS):
                return socket
        socket.deleteLater()
        return None

    def _receive(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.setReadBufferSize(len(RING))
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(caller.deleteLater)
            QTimer.singleShot(SILENCE_MS, caller, caller.abort)
            if caller.bytesAvailable():
                self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if caller.bytesAvailable() < len(RING):
            return
        if caller.read(len(RING)).data() == RING:
            self.rang.emit()
            caller.write(ANSWER)
            caller.flush()
        caller.disconnectFromServer()


def _ours(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat(follow_symlinks=False)
    except OSError as error:
        log.info("no bell: %s", error)
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
