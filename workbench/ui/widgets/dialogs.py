"""What dialogs have in common: their buttons at the foot, and their parts beneath each other."""
from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QVBoxLayout


def cancel_or(dialog: QDialog, words: str) -> tuple[QDialogButtonBox, QPushButton]:
    """*Cancel* and the button that does it, which Enter presses."""
    box = _heard(dialog, QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel))
    button = box.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
    button.setDefault(True)
    return box, button


def save_or_cancel(dialog: QDialog) -> QDialogButtonBox:
    return _heard(dialog, QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel))


def _heard(dialog: QDialog, box: QDialogButtonBox) -> QDialogButtonBox:
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def stacked(dialog: QDialog, spacing: int = 12) -> QVBoxLayout:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(spacing)
    return layout
