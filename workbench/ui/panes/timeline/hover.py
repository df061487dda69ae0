"""What the pointer is on, in words: a small card beside it. Its words come from pages, so they are never taken for markup."""
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from workbench.core import dates
from workbench.core.records import Annotation, Claim, Event
from workbench.core.timeline import EVENT, Lane, Layout
from workbench.ui import late, theme
from workbench.ui.widgets.words import count

if TYPE_CHECKING:
    from workbench.charts.timeline import Hit
    from workbench.storage.project import Project
    from workbench.ui.panes.timeline.canvas import Canvas

WIDEST = 320
LONG_NOTE = 100  # letters of a note that may not all be shown
LONGEST, SHORT = 180, 90  # letters of the statement; of one among others


class HoverCard(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setObjectName("timelineHover")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setWordWrap(True)
        self.setFont(theme.caption_font())
        self.setProperty("role", "card")
        self.setMargin(6)
        self.hide()

    def tell(self, words: str, at: QPoint | None) -> None:
        """Nothing to tell hides it."""
        if not words or at is None:
            self.hide()
            return
        self.setText(words)
        there = theme.tokens()
        self.setStyleSheet(f"background: {there.panel}; color: {there.ink}; border: 1px solid {there.hairline}; border-radius: 5px;")
        widest = theme.pixels(WIDEST)
        needed = self.fontMetrics().boundingRect(0, 0, widest - 16, 2000, Qt.TextFlag.TextWordWrap, words).width()
        self.setFixedWidth(min(widest, needed + 18))
        self.setFixedHeight(self.heightForWidth(self.width()))
        self.move(self._place(at))
        self.show()
        self.raise_()

    def _place(self, at: QPoint) -> QPoint:
        room = self._room.size()
        x = at.x() + 14 if at.x() + 14 + self.width() <= room.width() else at.x() - 14 - self.width()
        y = at.y() + 12 if at.y() + 12 + self.height() <= room.height() else at.y() - 12 - self.height()
        return QPoint(max(0, x), max(0, y))


def words_at(project: Project, layout: Layout, canvas: Canvas, hit: Hit) -> str:
    if hit.kind == "mark":
        return words_of_pile(project, layout, canvas.drawn.pile(hit.index) if canvas.drawn else [hit.index], canvas.zone)
    if hit.kind == "cell" and canvas.drawn:
        return count(len(canvas.drawn.in_cell(hit.index)), "statement") + ": click selects them, zoom in to tell them apart"
    if hit.kind == "lane" and canvas.drawn:
        return words_of_lane(canvas.drawn.layout.lanes[hit.index])
    if hit.kind == "arc":
        return words_of_arc(project, layout, hit.index)
    return words_of_annotation(canvas.annotation(hit.index) if hit.kind == "annotation" else None)


def words_of_pile(project: Project, layout: Layout, pile: Sequence[int], zone: str) -> str:
    words = words_of(project, layout, pile[0], zone)
    return f"{words}\n1 of {len(pile)} in this place: click for the next" if len(pile) > 1 else words


def words_of_lane(lane: Lane) -> str:
    """The whole name, which may be cut off, and what a click does."""
    if lane.folded:
        return f"{count(len(lane.folded), 'lane')} that do not fit: click shows all"
    whom = "the speaker" if lane.key.startswith("speaker:") and lane.key != "speaker:0" else "them"
    return f"{lane.name}\n{count(lane.marks, 'statement')}: click selects {whom}"


def words_of_arc(project: Project, layout: Layout, arc: int) -> str:
    """What the dispute is about, and both sides, the earlier one first."""
    links = late.queries.get_links(project, layout.arc_links[arc])
    if not links:
        return ""
    first = links[0]
    over = f" over {first.reason}" if first.reason not in ("", "denial") else ""
    said = f"{first.relation}{over}{f': {first.detail}' if first.detail else ''}".capitalize()
    more = f"{count(len(links) - 1, 'more dispute')} between them\n" if len(links) > 1 else ""
    sides = sorted(layout.arcs[arc].tolist(), key=lambda mark: float(layout.marks.middle[mark]))
    return "\n".join([said, *(side for mark in sides if (side := _side(project, layout, mark))), f"{more}Click compares them"])


def _side(project: Project, layout: Layout, mark: int) -> str:
    record = _record(project, layout, mark)
    return f"{_head(record)}: {_text(record, SHORT)}" if record else ""


def words_of_annotation(annotation: Annotation | None) -> str:
    """All the words of a span, a marker or a long note, of which the chart may show the first; and the dates."""
    if annotation is None:
        return ""
    if annotation.kind == "note":
        return annotation.text if len(annotation.text) > LONG_NOTE or annotation.text.count("\n") > 4 else ""
    last = "" if annotation.date_to in ("", annotation.date_from) else f" to {dates.show(annotation.date_to)}"
    return f"{annotation.text}\n{dates.show(annotation.date_from)}{last}".strip()


def words_of(project: Project, layout: Layout, mark: int, zone: str) -> str:
    """Who, which act, when, how often told, and the words themselves."""
    from workbench.charts.ticks import interval_words  # noqa: PLC0415 - charts come after the first paint
    marks = layout.marks
    when = interval_words(float(marks.left[mark]), float(marks.right[mark]), zone)
    record = _record(project, layout, mark)
    if record is None:
        return ""
    when = f"not after {when}" if marks.open[mark] else when
    notes = [when, count(int(marks.articles[mark]), "article"), *(["denied"] if marks.denied[mark] else [])]
    return f"{_head(record)}\n{' · '.join(notes)}\n{_text(record)}"


def _record(project: Project, layout: Layout, mark: int) -> Claim | Event | None:
    get = late.queries.get_event if layout.marks.kind[mark] == EVENT else late.queries.get_claim
    return get(project, int(layout.marks.id[mark]))


def _head(record: Claim | Event) -> str:
    if isinstance(record, Event):
        return " ".join(filter(None, (record.actor or "Somebody", record.action, record.recipient)))
    return f"{record.speaker or 'Nobody named'} · {record.speech_act}"


def _text(record: Claim | Event, longest: int = LONGEST) -> str:
    text = record.summary if isinstance(record, Event) else record.text
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + " …"
