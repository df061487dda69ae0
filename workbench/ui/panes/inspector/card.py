"""A card: the selected thing in full, as a column of lines, fields and sections."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from workbench.core.records import Kind
from workbench.ui import clock, late, theme
from workbench.ui.panes.inspector.parts import Line, ListField, NoteField, Run, WordsField, likelihood_button
from workbench.ui.widgets.words import OneLine, count, named, plain_label
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.storage.project import Project

TITLE = 13.0  # points
LABELS, ROW = 84, 26  # pixels
HISTORY = 8  # changes shown before the rest is only counted


class Card(QWidget):
    """Fields write through services; what they change comes back as a new card."""
    def __init__(self, workspace: Workspace, kind: Kind, number: int) -> None:
        super().__init__()
        self.workspace, self.kind, self.number = workspace, kind, number
        self.ids: tuple[int, ...] = (number,)  # that the card is of
        self.setProperty("role", "panel")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 16)
        self._column.setSpacing(4)
        self._form: QFormLayout | None = None
        self.read_from: frozenset[str] | None = None  # the cells that words of a text say; None: nothing is said about that

    def look_for_words(self) -> None:
        """From now on a field whose value no words say is marked as an inference."""
        self.read_from = frozenset(one.field for one in late.queries.get_evidence(self.project, self.kind, [self.number]))

    @property
    def project(self) -> Project:
        assert self.workspace.project is not None  # noqa: S101
        return self.workspace.project

    @property
    def dirty(self) -> bool:
        """Something is typed that is not saved yet."""
        return any(field.dirty for field in self.findChildren(WordsField)) or any(note.dirty for note in self.findChildren(NoteField))

    def save(self) -> None:
        for note in self.findChildren(NoteField):
            note.save()

    def do(self, verb: Callable[..., Any], *args: Any, **cells: Any) -> None:
        self.workspace.do(verb, *args, **cells)

    # Building

    def caption(self, words: str) -> None:
        self._form = None
        line = OneLine("caption")
        line.setText(words)
        self._column.addWidget(line)

    def section(self, words: str) -> None:
        self._column.addSpacing(12)
        self.caption(words.upper())

    def line(self, *runs: Run, points: float = 10.0, press: Callable[[], object] | None = None) -> None:
        self._form = None
        self._column.addWidget(Line(runs, points, press))

    def words(self, text: str, field: str = "") -> None:
        """The text's own words, in its face; pressed, they are shown in it."""
        self.line((text, "serif"), points=11.5, press=lambda: self.point_at(field))

    def field(self, name: str, editor: QWidget, field: str = "", lead: Callable[[], None] | None = None) -> None:
        """`field` is the cell whose words the name leads to; `lead` what else it leads to."""
        if self._form is None:
            self._form = QFormLayout()
            self._form.setContentsMargins(0, 4, 0, 0)
            self._form.setHorizontalSpacing(8)
            self._form.setVerticalSpacing(2)
            self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
            self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
            self._column.addLayout(self._form)
        named(editor, name)
        editor.setEnabled(not self.project.read_only)
        editor.setMinimumHeight(theme.pixels(ROW))
        self._form.addRow(self._field_label(name, field, lead), self._with_mark(editor, field))

    def _with_mark(self, editor: QWidget, field: str) -> QWidget:
        """Says beside a value that no words say it."""
        if self.read_from is None or field in self.read_from or field not in late.services.evidence.INFERRED.get(self.kind, ()):
            return editor
        if not isinstance(editor, WordsField) or not editor.text():
            return editor
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(4)
        mark = plain_label("inferred", role="caption")
        mark.setToolTip("No words in the text say so. Select some there and press V to point to them.")
        beside.addWidget(editor, 1)
        beside.addWidget(mark)
        return row

    def _field_label(self, name: str, field: str, lead: Callable[[], None] | None) -> QPushButton:
        label = QPushButton(name)
        label.setProperty("role", "field")
        label.setFixedSize(theme.pixels(LABELS), theme.pixels(ROW))
        label.setFocusPolicy(Qt.FocusPolicy.TabFocus if field or lead else Qt.FocusPolicy.NoFocus)
        label.setEnabled(bool(field or lead))
        if field or lead:
            go = lead or partial(self.point_at, field)
            named(label, f"Go to {name.lower()}" if lead else f"Words of {name.lower()}")
            label.setToolTip("Show it in full" if lead else "Show its words in the text")
            label.setCursor(Qt.CursorShape.PointingHandCursor)
            label.clicked.connect(lambda _=False: go())
        if field:
            label.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            label.customContextMenuRequested.connect(lambda where: self._show_menu(field, label.mapToGlobal(where)))
        return label

    def _show_menu(self, field: str, where: QPoint) -> None:
        menu = self.field_menu(field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def field_menu(self, field: str) -> QMenu:
        """What can be done with the words behind a cell."""
        menu = QMenu(self)
        menu.addAction("Show its words", partial(self.point_at, field))
        if not self.project.read_only and field in late.services.evidence.INFERRED.get(self.kind, ()):
            menu.addAction("It is my inference", partial(self.do, late.services.evidence.infer, self.kind, self.number, field))
        if not self.project.read_only and self.kind == "event" and field in late.services.events.FIELDS:
            menu.addAction("As it was read", partial(self.do, late.services.events.reset_field, self.number, field))
        return menu

    def list_field(self, name: str, choices: Sequence[str], labels: Sequence[str], current: str, put: Callable[[str], object],
                   field: str = "", lead: Callable[[], None] | None = None) -> None:
        editor = ListField(choices, labels, current)
        editor.chosen.connect(put)
        self.field(name, editor, field, lead)

    def grade(self, name: str, grades: Mapping[str, str], current: str, put: Callable[[str], object],
              lead: Callable[[], None] | None = None) -> None:
        """An Admiralty code in words; what nobody judged stands as what cannot be judged."""
        self.list_field(name, tuple(grades), tuple(grades.values()), current, put, lead=lead)

    def read_only_field(self, name: str, text: str, nothing: str, field: str) -> None:
        """Words of a text that are pointed at there, not typed."""
        shown = WordsField(text)
        shown.setReadOnly(True)
        shown.setPlaceholderText(nothing)
        self.field(name, shown, field)

    def words_field(self, name: str, editor: WordsField, put: Callable[[str], object], field: str = "",
                    lead: Callable[[], None] | None = None) -> None:
        editor.typed.connect(put)
        self.field(name, editor, field, lead)

    def note(self, text: str, put: Callable[[str], object]) -> None:
        editor = named(NoteField(text), "Note")
        editor.setReadOnly(self.project.read_only)
        editor.typed.connect(put)
        self._form = None
        self._column.addSpacing(12)
        head = QHBoxLayout()
        head.addWidget(plain_label("NOTE", role="caption"))
        head.addStretch(1)
        if not self.project.read_only:
            head.addWidget(likelihood_button(editor))
        self._column.addLayout(head)
        self._column.addWidget(editor)

    def history(self) -> None:
        """The last changes; all of them are in a list of their own."""
        found = late.services.history.of_row(self.project, self.kind, self.number)
        if not found:
            return
        self.section(f"History · {count(len(found), 'change')}")
        for one in reversed(found[-HISTORY:]):
            change = f"{one.cell}: {one.before or '—'} → {one.after or '—'}" if one.cell else one.label
            self.line((f"{clock.shown(one.at)}  ", "muted"), (change, ""), (f"  {one.who}", "muted"), points=9.0)
        more = f"All {len(found)} changes" if len(found) > HISTORY else "As a list"
        self.line((more, "link"), points=9.0, press=self._show_history)

    def _show_history(self) -> None:
        if face := self.window().findChild(QAction, "history.row"):  # panes do not know the window; its table of actions knows both
            face.trigger()

    def close_up(self) -> None:
        self._column.addStretch(1)

    # Leading on

    def point_at(self, field: str) -> None:
        self.workspace.select(self.kind, self.number, field=field, reveal=True)

    def lead_to(self, kind: Kind, number: int) -> Callable[[], None]:
        return lambda: self.workspace.select(kind, number, reveal=True)
