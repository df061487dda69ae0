"""build/icons/workbench.ico and .png from the drawing, by Qt: Windows and macOS have no rsvg-convert."""
from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

TOP = Path(__file__).resolve().parent.parent
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> Image.Image:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(TOP / "resources/icons/workbench.svg")).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data())))


os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
app = QGuiApplication([])
pictures = [drawn(size) for size in SIZES]
target = TOP / "build/icons/workbench.ico"
target.parent.mkdir(parents=True, exist_ok=True)
pictures[-1].save(target, sizes=[(size, size) for size in SIZES], append_images=pictures[:-1])
pictures[-1].save(target.with_suffix(".png"))
