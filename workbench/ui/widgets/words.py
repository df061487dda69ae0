"""Names for those who do not see, labels that never take their words for markup, and counted nouns."""
from __future__ import annotations

from html import escape
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

W = TypeVar("W", bound=QWidget)


def named(widget: W, name: str) -> W:
    """Gives a widget the name that a screen reader says, and by which tests find it."""
    widget.setAccessibleName(name)
    return widget


def plain_label(text: str = "", role: str = "") -> QLabel:
    """`role` chooses the style sheet's rule: caption, title, hero, warning."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    return label


def plain_tip(words: str) -> str:
    """For a tool tip, which takes words that look like markup for markup: these are shown as they are."""
    return f"<span>{escape(words)}</span>" if words else ""


def count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}".replace(",", " ")
