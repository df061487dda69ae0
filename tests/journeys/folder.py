"""A window like a file manager's: its one icon stands for the files that were named, and can be dragged to another program."""
from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Icon(QLabel):
    def __init__(self, files: list[str]) -> None:
        super().__init__(f"{len(files)} files")
        self.setWindowTitle("A folder")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._files = files

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            carried = QMimeData()
            carried.setUrls([QUrl.fromLocalFile(file) for file in self._files])
            drag = QDrag(self)
            drag.setMimeData(carried)
            drag.exec(Qt.DropAction.CopyAction)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    icon = Icon(sys.argv[1:])
    icon.setGeometry(20, 20, 160, 80)
    icon.show()
    app.exec()
