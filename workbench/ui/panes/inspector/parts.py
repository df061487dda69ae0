"""What the inspector's cards are built of. Names and words are hostile: everything here is plain text."""
from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QShortcut,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionFrame,
    QToolButton,
    QToolTip,
    QWidget,
)

from workbench.charts import palette
from workbench.core import dates
from workbench.core.errors import WorkbenchError
from workbench.core.likelihood import LIKELIHOODS, in_note
from workbench.ui import theme
from workbench.ui.widgets.eventnames import event_of
from workbench.ui.widgets.words import named, plain_tip

Run = tuple[str, str]  # words and their look: "", "strong", "muted", "serif", or the name of an act or standing, also behind "serif "
PAUSE_MS = 1200  # a note is saved after that much silence


class Line(QWidget):
    """Words in several looks that wrap together. With `press` it is a link: the mouse and the return key follow it."""
    pressed = Signal()

    def __init__(self, runs: Sequence[Run], points: float = theme.DESK_POINTS, press: Callable[[], object] | None = None) -> None:
        super().__init__()
        self._runs, self._points = [run for run in runs if run[0]], points
        self._leads = press is not None
        self._shapes: dict[float, tuple[QTextLayout, float]] = {}  # by width: a line is measured many times before it is painted
        named(self, "".join(words for words, _ in self._runs))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if press:
            self.pressed.connect(press)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self._runs)

    def _laid_out(self, width: float) -> tuple[QTextLayout, float]:
        if width not in self._shapes:
            self._shapes[width] = self._lay_out(width)
        return self._shapes[width]

    def _lay_out(self, width: float) -> tuple[QTextLayout, float]:
        layout = QTextLayout(self.text, theme.desk_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats(self._formats())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() + 1
        layout.endLayout()
        return layout, height

    def _formats(self) -> list[QTextLayout.FormatRange]:
        ranges, at = [], 0
        for words, look in self._runs:
            made = QTextLayout.FormatRange()
            made.start, made.length = at, len(words.encode("utf-16-le")) // 2
            at += made.length
            shape = made.format
            shape.setFont(self._font(look))
            shape.setForeground(QColor(_ink(look.removeprefix("serif "))))
            made.format = shape
            ranges.append(made)
        return ranges

    def _font(self, look: str) -> QFont:
        if look.startswith("serif"):
            return theme.text_font(self._points, bold=look != "serif")
        font = theme.desk_font(bold=look == "strong")
        font.setPointSizeF(theme.points(self._points))
        return font

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(self._laid_out(max(40, width))[1]) + 2

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width() if self.width() > 100 else 300))

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if self._leads and (self.underMouse() or self.hasFocus()):
                painter.fillRect(self.rect(), QColor(theme.tokens().selection if self.hasFocus() else theme.tokens().hover))
            self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._leads and self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def keyPressEvent(self, event: object) -> None:
        if self._leads and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):  # type: ignore[attr-defined]
            self.pressed.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Another size of letters or other inks."""
        self._shapes.clear()
        super().changeEvent(event)


def _ink(look: str) -> str:
    colours = theme.tokens()
    if look in palette.ACTS or look in palette.STANDINGS:
        return palette.word_ink(look, theme.current())
    return colours.muted if look == "muted" else colours.accent if look == "link" else colours.ink


class WordsField(QLineEdit):
    """A cell. What was typed is handed over on leaving it or with the return key, and only when it differs; Escape takes it back."""
    typed = Signal(str)

    def __init__(self, text: str, known: Callable[[], Sequence[str]] | None = None) -> None:
        """`known` gives the names to complete from; it is asked when the field is first gone into."""
        super().__init__(text)
        self._before, self._known = text, known
        self.setProperty("role", "quiet")
        self.editingFinished.connect(self._leave)
        self.setCursorPosition(0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._known:
            completer = QCompleter(list(self._known()), self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self._known = None
            self.setCompleter(completer)
            completer.activated.connect(lambda _: QTimer.singleShot(0, self, self._leave))  # choosing is the end of it
        super().focusInEvent(event)

    @property
    def shown(self) -> str:
        """What of the words stands in the field while nobody is in it: a long one ends in an ellipsis, and its tip tells it in full."""
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())

    def _room(self) -> int:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).width() - 4

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or self.shown == self.text():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            option = QStyleOptionFrame()
            self.initStyleOption(option)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
            room = self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self).adjusted(2, 0, -2, 0)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and not self.toolTip() and self.shown != self.text():
            QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def reason(self) -> str:
        """Why what is typed cannot stand; nothing when it can."""
        return ""

    @property
    def dirty(self) -> bool:
        return self.text() != self._before

    def _leave(self) -> None:
        if not self.dirty:
            return
        reason = self.reason()
        self.setProperty("refused", bool(reason))
        self.setToolTip(plain_tip(reason))
        self.style().unpolish(self)
        self.style().polish(self)
        if not reason:
            self._before = self.text()
            self.typed.emit(self.text().strip())

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape and self.dirty:  # type: ignore[attr-defined]
            self.setText(self._before)
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]


class EventField(WordsField):
    """The event that a claim reports: chosen from what is offered, or by its id."""
    def reason(self) -> str:
        try:
            event_of(self.text())
        except WorkbenchError as error:
            return f"{error}."
        return ""


class DateField(WordsField):
    """Takes "19 June", "17-21 Jun 2024"; a year that is not said is that of the story."""
    def __init__(self, first: str, last: str = "", published_at: str = "", story: bool = False) -> None:
        super().__init__(dates.show(first if story else stretch(first, last)))
        near = dates.first_last(published_at)
        self._near = near[0] if near else None
        self.setPlaceholderText("unknown")

    def reason(self) -> str:
        try:
            dates.parse(self.text(), self._near)
        except dates.BadDate as error:
            return str(error)
        return ""


def stretch(first: str, last: str) -> str:
    """Two days as the shortest value that covers them: a year, a month."""
    days = dates.first_last(f"{first}/{last}" if last and last != first else first)
    return dates.from_days(*days) if days else first


class ListField(QComboBox):
    chosen = Signal(str)

    def __init__(self, choices: Sequence[str], labels: Sequence[str], current: str) -> None:
        super().__init__()
        self.setProperty("role", "quiet")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for choice, label in zip(choices, labels, strict=True):
            self.addItem(label, choice)
        self.setCurrentIndex(max(0, self.findData(current)))
        self.activated.connect(lambda _: self.chosen.emit(str(self.currentData())))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: object) -> None:
        """Scrolling past a list does not change it."""
        event.ignore()  # type: ignore[attr-defined]


class NoteField(QPlainTextEdit):
    """Saved on leaving it and after a pause; grows with its words."""
    typed = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._before = text
        self.setProperty("role", "quiet")
        self.setPlaceholderText("Add a note")
        self.setTabChangesFocus(True)
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._changed)
        self._fit()

    @property
    def dirty(self) -> bool:
        return self.toPlainText() != self._before

    def _changed(self) -> None:
        self._fit()
        self._pause.start()

    def _fit(self) -> None:
        lines = max(2, min(12, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 20)

    def save(self) -> None:
        self._pause.stop()
        if self.dirty:
            self._before = self.toPlainText()
            self.typed.emit(self._before)

    def put_in(self, words: str) -> None:
        """At the caret, with blanks round it where letters stand."""
        cursor = self.textCursor()
        before, after = self.toPlainText()[:cursor.selectionStart()][-1:], self.toPlainText()[cursor.selectionEnd():][:1]
        cursor.insertText(f"{' ' if before.strip() else ''}{words}{' ' if after.isalnum() else ''}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()


def key_cap(key: str, does: str, press: Callable[[], object]) -> QToolButton:
    """A key and what it does; a click does it too."""
    button = named(QToolButton(), does)
    button.setText(f"{key}  {does}")
    button.setProperty("role", "key")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(lambda: press())
    return button


def likelihood_button(note: NoteField) -> QToolButton:
    """Offers the words for how likely something is; the chosen one goes where the caret of the note is."""
    button = named(QToolButton(), "Words for how likely something is")
    button.setText("Likelihood")
    button.setProperty("role", "caption")
    button.setToolTip("Words of ICD 203 for how likely something is (Alt+L)")
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    menu = QMenu(button)
    for words, share in LIKELIHOODS:
        menu.addAction(f"{words}\t{share}", partial(note.put_in, in_note(words, share)))
    button.setMenu(menu)
    shortcut = QShortcut(QKeySequence("Alt+L"), note)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.activated.connect(button.showMenu)
    return button
