"""The editors of the cells, each fit for what the cell holds. `typed()` is what was put in; `reason()` says why it cannot stand."""
from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLabel, QLineEdit, QListView, QWidget

from workbench.core import dates
from workbench.ui.panes.tables import cells

OFFERED = 50  # names below a cell
LIST_ROWS = 20  # a list opens whole
RELEASE_MS = 20  # between two looks whether the mouse button is up


class WordsEdit(QLineEdit):
    """A line of text. Subclasses refuse what does not fit their cell."""
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self.setProperty("cell", True)
        self.textEdited.connect(lambda _: self.refuse(False))

    def typed(self) -> Any:
        return self.text().strip()

    def reason(self) -> str:
        return ""

    def refuse(self, refused: bool) -> None:
        """Draws the outline of what cannot stand, or takes it away."""
        if bool(self.property("refused")) != refused:
            self.setProperty("refused", refused)
            self.style().unpolish(self)
            self.style().polish(self)


class DateEdit(WordsEdit):
    """Takes "19 June", "17-21 Jun 2024", "before 2024-06-20"; a year that is not said is that of the story."""
    def __init__(self, value: str, near: date | None, parent: QWidget) -> None:
        super().__init__(dates.show(value) if "/" in value else value.replace("T", " "), parent)
        self._near = near
        self.setPlaceholderText("19 June 2024")

    def typed(self) -> str:
        return str(dates.parse(self.text(), self._near))

    def reason(self) -> str:
        try:
            dates.parse(self.text(), self._near)
        except dates.BadDate as error:
            return str(error)
        return ""


class ManyEdit(WordsEdit):
    """Several words or names with `;` between; the one at the caret completes. Choosing what is offered is the end of it; a `;` asks for more."""
    chosen = Signal(QLineEdit)

    def __init__(self, text: str, known: Sequence[str], parent: QWidget, single: bool = False) -> None:
        super().__init__(text, parent)
        self._single = single
        self._completer = QCompleter(self)
        self._known = list(known)
        self._model = QStringListModel(self._completer)
        self._completer.setModel(self._model)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._popup.setProperty("role", "popup")
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._choose)
        self.textEdited.connect(lambda _: self._offer())
        self.returnPressed.connect(self._take_as_typed)

    def _take_as_typed(self) -> None:
        """While names are offered and none is chosen, Qt would only close the list."""
        if self._popup.isVisible() and not self._popup.currentIndex().isValid():
            self._popup.hide()
            self._end()

    def _end(self) -> None:
        """When Qt has done with the key: the editor goes away with it."""
        QTimer.singleShot(0, self, lambda: self.chosen.emit(self))

    def _piece(self) -> tuple[int, int]:
        """Where the name at the caret begins and ends."""
        text, caret = self.text(), self.cursorPosition()
        if self._single:
            return 0, len(text)
        start = text.rfind(";", 0, caret) + 1
        end = text.find(";", caret)
        return start, len(text) if end < 0 else end

    def _offer(self) -> None:
        start, end = self._piece()
        piece = self.text()[start:end].strip()
        fitting = offered(self._known, piece)
        if not fitting:
            self._popup.hide()
            return
        self._model.setStringList(fitting)
        rect = self.rect()
        rect.setWidth(max(240, rect.width()))
        self._completer.complete(rect)
        self._popup.setCurrentIndex(QModelIndex())  # nothing is chosen until she goes down: a new name may begin like a known one

    def _choose(self, name: str) -> None:
        self._complete(name)
        self._end()

    def _complete(self, name: str) -> None:
        start, end = self._piece()
        text = self.text()
        lead = " " if start else ""
        self.setText(text[:start] + lead + name + text[end:])
        self.setModified(True)  # which setText takes back
        self.setCursorPosition(start + len(lead) + len(name))

    def typed(self) -> Any:
        return "; ".join(cells.split(self.text()))


def offered(known: Sequence[str], piece: str) -> list[str]:
    """What has the letters in it: first what begins with them, then what has a word that does."""
    letters = piece.casefold()
    if not letters:
        return []
    found = [(place if place == 0 else 1 if not name[place - 1].isalnum() else 2, number, name) for number, name in enumerate(known)
             if (place := name.casefold().find(letters)) >= 0]
    return [name for *_, name in sorted(found)[:OFFERED]]


class OfferedEdit(ManyEdit):
    """One line for which whole sentences are offered from the first letter on: events, likelihoods."""
    def __init__(self, text: str, known: Sequence[str], parent: QWidget) -> None:
        super().__init__(text, known, parent, single=True)

    def typed(self) -> str:
        return self.text().strip()


class NamesEdit(ManyEdit):
    """What stood there and was left as it is keeps its entity, so that two of one name are not mixed up."""
    def __init__(self, text: str, held: Sequence[int | str], known: Sequence[str], parent: QWidget) -> None:
        super().__init__(text, known, parent)
        self._held = dict(zip(cells.split(text), held, strict=False)) if len(cells.split(text)) == len(held) else {}

    def typed(self) -> list[int | str]:
        return [self._held.get(name, name) for name in cells.split(self.text())]


class ListEdit(QComboBox):
    """A list that opens at once; choosing is the edit."""
    chosen = Signal(QComboBox)

    def __init__(self, values: Sequence[str], labels: Sequence[str], current: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("cell", True)
        self.setMaxVisibleItems(LIST_ROWS)
        for value, label in zip(values, labels, strict=True):
            self.addItem(label, value)
        self.setCurrentIndex(max(0, self.findData(current)))
        self.activated.connect(lambda _: self.chosen.emit(self))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open_up()

    def _open_up(self) -> None:
        """Not before the double click that began it has ended: the release would choose what it happens to be over, and close the list."""
        if QGuiApplication.mouseButtons():
            QTimer.singleShot(RELEASE_MS, self, self._open_up)
        else:
            self.showPopup()

    def typed(self) -> str:
        return str(self.currentData())

    def reason(self) -> str:
        return ""


class Hint(QLabel):
    """A line beside the open editor: why it refuses, or what Ctrl+Enter would do."""
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "hint")
        self.hide()

    def say(self, text: str, beside: QWidget, refused: bool = False, at_side: bool = False) -> None:
        self.setProperty("refused", refused)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(text)
        self.adjustSize()
        room = self._ground.rect()
        place = beside.geometry().topRight() if at_side else beside.geometry().bottomLeft()  # above and below a list there is its popup
        if place.y() + self.height() > room.bottom():
            place.setY(beside.geometry().top() - self.height())
        place.setX(max(0, min(place.x(), room.right() - self.width())))
        self.move(place)
        self.raise_()
        self.show()
