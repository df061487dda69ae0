"""Writing on the chart: the small field in which the words of a note, a span or a marker are typed, in place; what a note points at."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from workbench.charts import palette
from workbench.core.records import Annotation, ClaimId, EventId
from workbench.core.timeline import EVENT
from workbench.ui import theme
from workbench.ui.panes.timeline import times

if TYPE_CHECKING:
    from workbench.ui.panes.timeline.canvas import Canvas

WIDE, HIGH, LOW = 232, 64, 32
NOUNS = {"note": "Note", "span": "Span", "marker": "Marker"}


def pinned(canvas: Canvas, annotation: Annotation, mark: int) -> Annotation:
    """The annotation on that mark's statement."""
    assert canvas.statements is not None  # noqa: S101
    marks = canvas.statements.marks
    number, event = int(marks.id[mark]), marks.kind[mark] == EVENT
    return replace(annotation, date_from=times.to_iso(float(marks.left[mark]), canvas.zone), lane=canvas.statements.lanes[int(marks.lane[mark])].key,
                   claim_id=None if event else ClaimId(number), event_id=EventId(number) if event else None)


class NoteField(QPlainTextEdit):
    """`Enter` or leaving it keeps what was typed, `Shift+Enter` is a new line, `Esc` forgets it. Calls back once, then goes away."""

    def __init__(self, parent: Canvas, annotation: Annotation, at: QPointF, kept: Callable[[str], None]) -> None:
        super().__init__(parent)
        parent.unhover()
        self.setObjectName("timelineNote")
        self.setAccessibleName("Words of the note")
        self.setAccessibleDescription("Enter keeps them, Shift+Enter begins a new line, Escape forgets them")
        self.setPlaceholderText(f"{NOUNS[annotation.kind]}: Enter keeps it")
        self.setFont(theme.caption_font())
        self.setStyleSheet(f"background: {palette.note(annotation.colour or 'yellow', theme.current())};")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(annotation.text)
        self.selectAll()
        self._words, self._single = annotation.text, annotation.kind != "note"
        self._kept: Callable[[str], None] | None = kept
        wide, high = theme.pixels(WIDE), theme.pixels(LOW if self._single else HIGH)
        self.setGeometry(max(0, min(int(at.x()), parent.width() - wide)), max(0, min(int(at.y()), parent.height() - high)), wide, high)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """While she types, no key is a command of the chart."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._finish(keep=False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (self._single or not event.modifiers() & Qt.KeyboardModifier.ShiftModifier):
            self._finish(keep=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def _finish(self, keep: bool) -> None:
        kept, self._kept = self._kept, None
        if kept is None:
            return
        words = self.toPlainText().strip()
        self.hide()
        self.deleteLater()
        if keep and words != self._words:
            kept(words)
