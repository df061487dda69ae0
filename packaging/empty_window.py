"""The yardstick of `make test-desktop`: the least that a frozen program with a window can be."""
import sys

from PySide6.QtWidgets import QApplication, QWidget

app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("Empty")
window.show()
sys.exit(app.exec())
