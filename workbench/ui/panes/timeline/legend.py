"""The legend of speech acts: each entry shows the act's mark and switches it on and off in the filter."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from workbench.charts.palette import Theme
from workbench.core.filters import Filter
from workbench.core.records import SPEECH_ACTS
from workbench.ui import theme

MARK, REACH, GAP = 11, 4.6, 2  # pixels; how far a mark reaches from its middle


def acts_on(only: Filter) -> tuple[str, ...]:
    """The acts that a filter lets through."""
    asked = only.values("act") or SPEECH_ACTS
    refused = {value for term in only.terms if term.key == "act" and term.exclude for value in term.values}
    return tuple(act for act in SPEECH_ACTS if act in asked and act not in refused)


def toggled(only: Filter, act: str) -> Filter:
    """The filter with one act switched. All of them on is no term at all; with the last one off all come back."""
    on = set(acts_on(only)) ^ {act}
    off = [one for one in SPEECH_ACTS if one not in on]
    rest = only.without("act")
    if not off or not on:
        return rest
    return rest.with_term("act", off, exclude=True) if len(off) <= 2 else rest.with_term("act", [one for one in SPEECH_ACTS if one in on])


def alone(only: Filter, act: str) -> Filter:
    return only.without("act").with_term("act", act)


class Legend(QWidget):
    """Entries in rows as wide as it is; it grows downwards."""
    chosen = Signal(object)  # the new Filter

    def __init__(self, outline: Callable[[str], list[Any]], hue: Callable[[str, Theme], str], edge: Callable[[str, Theme], str | None],
                 parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLegend")
        self.setAccessibleName("Speech acts")
        self._outline, self._hue, self._edge = outline, hue, edge
        self._filter = Filter()
        self.buttons: dict[str, QToolButton] = {act: self._button(act) for act in SPEECH_ACTS}
        self.event_entry = self._entry("event")
        self.event_entry.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _entry(self, name: str) -> QToolButton:
        entry = QToolButton(self)
        entry.setObjectName(f"timelineAct-{name}")
        entry.setText(name)
        entry.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        entry.setProperty("role", "legend")
        entry.setFont(theme.caption_font())
        entry.setIconSize(QSize(theme.pixels(MARK), theme.pixels(MARK)))
        return entry

    def _button(self, act: str) -> QToolButton:
        button = self._entry(act)
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip("Click: on or off. Ctrl+click: this one alone.")
        button.clicked.connect(lambda _checked=False, which=act: self._switch(which))
        return button

    def _switch(self, act: str) -> None:
        single = QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier
        new = alone(self._filter, act) if single else toggled(self._filter, act)
        self.show_filter(self._filter)  # the click has switched the button; the filter says what it is
        self.chosen.emit(new)

    def show_acts(self, acts: Sequence[str], events: bool = False) -> None:
        self.event_entry.setVisible(events)
        for act, button in self.buttons.items():
            button.setVisible(act in acts)
        self.restyle()

    def show_filter(self, only: Filter) -> None:
        self._filter = only
        on = acts_on(only)
        for act, button in self.buttons.items():
            button.setChecked(act in on)
            button.setAccessibleName(f"{act}, {'shown' if act in on else 'hidden'}")
            button.setProperty("on", act in on)
            button.style().polish(button)
        self.restyle()

    def restyle(self) -> None:
        for act, button in self.buttons.items():
            button.setIcon(self._icon(act, button.isChecked()))
        self.event_entry.setIcon(self._icon("event", True))
        self._flow()

    def _icon(self, act: str, on: bool) -> QIcon:
        ratio, size, reach = self.devicePixelRatioF(), theme.pixels(MARK), theme.points(REACH)
        picture = QPixmap(int(size * ratio), int(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._hue(act, theme.current()) if on else theme.tokens().muted)
        line = self._edge(act, theme.current()) if on else theme.tokens().muted
        painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(colour if on else Qt.BrushStyle.NoBrush)
        for polygon in self._outline(act):
            painter.drawPolygon(QPolygonF([QPointF(size / 2 + x * reach, size / 2 - y * reach) for x, y in polygon.tolist()]))
        painter.end()
        return QIcon(picture)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._flow()

    def sizeHint(self) -> QSize:
        return QSize(400, self.minimumHeight())

    def _flow(self) -> None:
        x = y = 0
        high = 0
        for button in (*self.buttons.values(), self.event_entry):
            if button.isHidden():
                continue
            size = button.sizeHint()
            high = size.height()
            if x and x + size.width() > self.width():
                x, y = 0, y + high
            button.setGeometry(QRect(x, y, size.width(), high))
            x += size.width() + GAP
        self.setFixedHeight(y + high)
