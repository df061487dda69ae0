"""What can be done with the rows that are selected. The services do it; here is which of their verbs a key or a menu means on which table."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from workbench.core.records import Span, Telling
from workbench.ui import late
from workbench.ui.actions import Action
from workbench.ui.panes.tables import adding, cells, clipboard
from workbench.ui.panes.tables.view import TableView
from workbench.ui.review import Review
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.panes.tables.pane import TablesPane

SERVICE = {"claim": "claims", "event": "events", "entity": "entities", "link": "links"}
CAN = {"accept": ("claim", "event"), "reject": ("claim", "event"), "duplicate": ("claim", "event"), "delete": ("claim", "event", "link"),
       "merge": ("claim", "event", "entity"), "split": ("claim", "event", "entity")}
NAMED = {("merge", "claim"): "group", ("split", "claim"): "ungroup"}  # what the service calls it
LOOKED_AT = 2000  # rows
TOLD = 3  # reasons that a status line has room for


class Verbs:
    def __init__(self, pane: TablesPane, workspace: Workspace) -> None:
        self._pane = pane
        self._workspace = workspace
        self._review = Review(workspace)

    @property
    def _view(self) -> TableView:
        return self._pane.view

    @property
    def _kind(self) -> str:
        return self._view.table.sheet.kind

    def actions(self) -> list[Action]:
        return [
            Action("rows.edit", "Edit cell", "F2", self._view_edit, "Write in the current cell", "Edit", "rows", enabled=self._on_cell, here=True),
            Action("rows.fill", "Fill down", "Ctrl+D", self.fill_down, "The top selected row's cell into the others", "Edit", "rows",
                   enabled=lambda: self._on_cell() and self._many(), here=True),
            Action("rows.apply", "Apply filter and sort again", "F5", self._pane.apply_again, "Edited rows that were kept go where they belong",
                   "Edit", "rows", enabled=lambda: self._view.table.strays > 0, here=True),
            Action("rows.copy", "Copy rows", "Ctrl+C", self.copy, "The selected rows, for a spreadsheet", section="clipboard",
                   enabled=self._some, here=True),
            Action("rows.copy_headers", "Copy rows with headers", "Ctrl+Shift+C", lambda: self.copy(headers=True), section="clipboard",
                   enabled=self._some, here=True),
            Action("rows.paste", "Paste cells", "Ctrl+V", self.paste, "From a spreadsheet, beginning at the current cell", section="clipboard",
                   enabled=lambda: self._some() and self._writable(), here=True),
            Action("rows.add", "Add event…", "Insert", self.add_event, "From the selected claim's words, else in a story that you choose", "Edit",
                   "verbs", enabled=lambda: self._writable() and self._kind in ("claim", "event"), here=True),
            self._verb("accept", "Accept rows", "A", "The selected rows are right; one alone goes on to the next suggestion below"),
            self._verb("reject", "Reject rows", "X", "The selected rows are wrong; one alone goes on to the next suggestion below"),
            Action("rows.next", "Next suggestion", "J", self._review.next, "The next claim that nobody has judged yet", "Edit", "verbs",
                   enabled=self._opened, here=True),
            Action("rows.previous", "Previous suggestion", "K", self._review.previous, "The claim before that nobody has judged yet", "Edit", "verbs",
                   enabled=self._opened, here=True),
            self._verb("duplicate", "Duplicate rows", "Ctrl+Shift+D", "The same row again, to be changed"),
            self._verb("merge", "Merge rows", "M", "The selected rows are one",
                       label=lambda: "Same statement" if self._kind == "claim" else "Merge rows"),
            Action("rows.split", "Split row…", "", self.split, "Take one part out of the row", "Edit", "verbs",
                   enabled=lambda: self._can("split") and self._one(),
                   label=lambda: "Not the same statement" if self._kind == "claim" else "Split row…"),
            self._verb("delete", "Delete rows", "Del", "Take the selected rows out of the project; undo brings them back"),
        ]

    def _verb(self, name: str, text: str, keys: str, tip: str, label: Callable[[], str] | None = None) -> Action:
        enough = self._many if name == "merge" else self._some
        return Action(f"rows.{name}", text, keys, partial(self.do, name), tip, "Edit", "verbs", enabled=lambda: self._can(name) and enough(),
                      label=label, here=True)

    # when ---------------------------------------------------------------------------------------------------------------------------------

    def _opened(self) -> bool:
        return self._workspace.project is not None

    def _writable(self) -> bool:
        return self._workspace.project is not None and not self._workspace.project.read_only

    def _can(self, name: str) -> bool:
        return self._writable() and self._kind in CAN[name]

    def _some(self) -> bool:
        return self._view.selectionModel().hasSelection()

    def _many(self) -> bool:
        return len(self._view.selected_rows()) > 1

    def _one(self) -> bool:
        return len(self._view.selected_rows()) == 1

    def _on_cell(self) -> bool:
        return self._some() and bool(self._view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    # rows ---------------------------------------------------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        view, ids, service = self._view, self._view.selected_ids(), getattr(late.services, SERVICE[self._kind])
        made = self._workspace.do(getattr(service, NAMED.get((name, self._kind), name)), ids)
        if self._workspace.refused:
            return
        if name in ("accept", "reject") and len(ids) == 1:
            self._go_on()
        elif name == "delete":
            view.table.drop(ids)
            self._pane.recount()
        elif name == "duplicate":
            self._workspace.select(view.table.sheet.kind, made, reveal=True)

    def _go_on(self) -> None:
        """To the next suggestion below, so that one key does for each."""
        view = self._view
        here = view.currentIndex()
        for row in range(here.row() + 1, min(here.row() + LOOKED_AT, view.table.rowCount())):
            record = view.table.record(row)
            if record is not None and record.status == "suggested":
                view.setCurrentIndex(here.siblingAtRow(row))
                return

    def add_event(self) -> None:
        """From the words of the selected claim; with none, a menu asks in which story, and its headline's words are taken."""
        project, selection = self._workspace.project, self._workspace.selection
        if project is None:
            return
        claim = late.queries.get_claim(project, selection.primary) if selection.kind == "claim" and selection.primary else None
        if claim is not None:
            self._add_event(claim.article_id, (claim.start, claim.end))
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for article in adding.stories(project, selection.ids if selection.kind == "article" else ()):
            words = " · ".join(part for part in (article.outlet, cells.clock(article.published_at), article.headline or article.file) if part)
            menu.addAction(words[:100].replace("&", "&&"), partial(self._add_event, article.id, None))
        menu.popup(self._view.viewport().mapToGlobal(self._view.viewport().rect().topLeft()))

    def _add_event(self, article_id: int, span: Span | None) -> None:
        event = self._workspace.do(adding.new_event, article_id, span)
        if event is not None:
            self._workspace.select("event", event, reveal=True)
            view = self._view
            view.setCurrentIndex(view.currentIndex().siblingAtColumn(1))
            view.edit_current()

    def split(self) -> None:
        """A claim leaves its group; of an event or an entity a menu asks which part is to stand on its own."""
        project, ids = self._workspace.project, self._view.selected_ids()
        if self._kind == "claim" or project is None:
            self.do("split")
            return
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        parts = _tellings(project, ids[0]) if self._kind == "event" else _members(project, ids[0])
        for words, part in parts:
            menu.addAction(words.replace("&", "&&"), partial(self._split_off, ids[0], part))
        if len(parts) < 2:
            self._workspace.report(f"This {self._view.table.sheet.noun} has one part alone: there is nothing to split.")
            return
        menu.popup(self._view.viewport().mapToGlobal(self._view.visualRect(self._view.currentIndex()).bottomLeft()))

    def _split_off(self, whole: int, part: int) -> None:
        self._workspace.do(getattr(late.services, SERVICE[self._kind]).split, whole, [part])

    # cells --------------------------------------------------------------------------------------------------------------------------------

    def _view_edit(self) -> None:
        self._view.edit_current()

    def fill_down(self) -> None:
        view, rows = self._view, self._view.selected_rows()
        column = view.table.column_at(view.currentIndex())
        value = column.held(view.table.record(rows[0]))
        self._workspace.do(view.table.sheet.write, view.table.ids_at(rows[1:]), column, value)

    def copy(self, headers: bool = False) -> None:
        view = self._view
        rows = view.selected_rows()
        QGuiApplication.clipboard().setText(clipboard.as_text(view.table, rows, view.visible_columns(), headers))
        self._workspace.report(f"Copied {count(len(rows), view.table.sheet.noun)}.")

    def paste(self) -> None:
        view, block = self._view, clipboard.block_of(QGuiApplication.clipboard().text())
        current, rows = view.currentIndex(), view.selected_rows()
        if len(rows) < 2:
            rows = list(range(current.row(), min(current.row() + len(block), view.table.rowCount())))
        columns = view.visible_columns()
        made = clipboard.plan(view.table, block, rows, columns[columns.index(current.column()):])
        if made.writes:
            self._workspace.do(clipboard.write, view.table.sheet, f"Paste {count(len(made.writes), 'cell')}", made.writes)
        if not self._workspace.refused:
            self._workspace.report(_outcome(made))


def _outcome(made: clipboard.Plan) -> str:
    more = len(made.refused) - TOLD
    reasons = " ".join(made.refused[:TOLD]) + (f" And {more} more." if more > 0 else "")
    return f"Pasted {count(len(made.writes), 'cell')}. {reasons}".strip()


def _tellings(project: Any, event_id: int) -> list[tuple[str, int]]:
    found: list[Telling] = late.queries.list_tellings(project, event_id=event_id)
    return [(f"{cells.clock(one.published_at)}  {one.file}: {one.summary or one.trigger_text}"[:100], int(one.id)) for one in found]


def _members(project: Any, entity_id: int) -> list[tuple[str, int]]:
    """The entities of documents that the canonical one stands for, by the name each document has for it."""
    return [(f"{name} – {file or 'yours'}", member) for member, name, file in late.queries.list_members(project, entity_id)]
