"""What opens under a chip: a list to tick, or a stretch of time."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.filters import DATES
from workbench.ui.widgets.words import named, plain_label

CLOCKS = {"date": "Happened or said", "happened": "When it happened", "said": "When it was said", "reported": "When it was reported"}
_Index = QModelIndex | QPersistentModelIndex


class Ticks(QAbstractListModel):
    """Names, those that are ticked first; typing narrows them."""
    ticked = Signal(tuple)

    def __init__(self, names: Sequence[str], ticked: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._chosen = dict.fromkeys(ticked)
        self._names = [*self._chosen, *(name for name in names if name not in self._chosen)]
        self._shown = self._names

    def narrow(self, text: str) -> None:
        self.beginResetModel()
        self._shown = [name for name in self._names if text.casefold() in name.casefold()]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        name = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name or "none"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if name in self._chosen else Qt.CheckState.Unchecked
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.toggle(index)
        return True

    def toggle(self, index: _Index) -> None:
        name = self._shown[index.row()]
        if name in self._chosen:
            del self._chosen[name]
        else:
            self._chosen[name] = None
        self.dataChanged.emit(index, index)
        self.ticked.emit(tuple(self._chosen))


class Popup(QFrame):
    """Closes on a click elsewhere and on Esc."""
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "popup")

    def open_under(self, widget: QWidget) -> None:
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        edge = widget.screen().availableGeometry()
        self.move(min(place.x(), edge.right() - self.width()), min(place.y(), edge.bottom() - self.height()))
        self.show()


class TickPopup(Popup):
    chosen = Signal(tuple)

    def __init__(self, title: str, names: Sequence[str], ticked: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.model = Ticks(names, ticked, self)
        self.model.ticked.connect(self.chosen)
        self.line = named(QLineEdit(placeholderText=f"Find {title.lower()}"), f"Find {title.lower()}")
        self.line.textChanged.connect(self.model.narrow)
        self.line.returnPressed.connect(self._take_first)
        self.view = named(QListView(uniformItemSizes=True), title)
        self.view.setSpacing(2)
        self.view.setModel(self.model)
        self.view.setMinimumSize(240, min(320, 28 * max(len(names), 3)))
        self.view.clicked.connect(self._clicked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        if len(names) > 8:
            layout.addWidget(self.line)
        layout.addWidget(self.view)
        (self.line if len(names) > 8 else self.view).setFocus()

    def _take_first(self) -> None:
        if self.model.rowCount():
            self.model.toggle(self.model.index(0))
            self.line.clear()

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the words ticks too; the box itself has been ticked by the view."""
        place = self.view.viewport().mapFromGlobal(self.view.cursor().pos())
        if place.x() > self.view.visualRect(index).left() + 24:
            self.model.toggle(index)


class DatePopup(Popup):
    chosen = Signal(str, str)  # key, value; an empty value: no dates

    def __init__(self, key: str, value: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.clock = named(QComboBox(), "Clock")
        for name in DATES:
            self.clock.addItem(CLOCKS[name], name)
        self.clock.setCurrentIndex(DATES.index(key))
        self.when = named(QLineEdit(shown_dates(value), placeholderText="17-22 June 2024"), "Dates")
        self.when.setMinimumWidth(220)
        self.when.returnPressed.connect(self.apply)
        self._refused = plain_label(role="warning")
        self._refused.setWordWrap(True)
        self._refused.hide()
        form = QFormLayout(self)
        form.setContentsMargins(12, 12, 12, 12)
        for words, widget in (("Clock", self.clock), ("Dates", self.when), ("", self._refused)):
            form.addRow(words, widget)
        form.addRow(self._buttons())
        self.when.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        for words, call in (("Clear", self._clear), ("Apply", self.apply)):
            button = QPushButton(words, default=words == "Apply")
            button.clicked.connect(call)
            row.addWidget(button)
        return row

    def _clear(self) -> None:
        self._say("")

    def apply(self) -> None:
        try:
            value = dates.parse(self.when.text())
        except WorkbenchError as error:
            self._refused.setText(str(error))
            self._refused.show()
            self.adjustSize()
            return
        first, last = value.first[:10], value.last[:10]
        self._say(first if first == last else f"{first}..{last}")

    def _say(self, value: str) -> None:
        self.chosen.emit(self.clock.currentData(), value)
        self.close()


def shown_dates(value: str) -> str:
    """The value of a filter's date key as the desk shows and reads dates: 17–22 Jun 2024."""
    first, between, last = value.partition("..")
    return dates.show(f"{first or '..'}/{last or '..'}" if between else first)
