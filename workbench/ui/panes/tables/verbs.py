"""What can be done with the rows that are selected. The services do it; here is which of their verbs a key or a menu means on which table."""
from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from workbench.core.records import Span
from workbench.ui import late
from workbench.ui.actions import Action
from workbench.ui.panes.tables import adding, cells, clipboard
from workbench.ui.panes.tables.joining import Joining
from workbench.ui.panes.tables.linking import Linking
from workbench.ui.panes.tables.replacing import ReplaceDialog, columns_of
from workbench.ui.panes.tables.sheets import Column
from workbench.ui.panes.tables.view import TableView
from workbench.ui.review import Review
from workbench.ui.widgets.words import count
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.panes.tables.pane import TablesPane

SERVICE = {"claim": "claims", "event": "events", "entity": "entities", "link": "links"}
CAN = {"accept": ("claim", "event"), "reject": ("claim", "event"), "duplicate": ("claim", "event"), "delete": ("claim", "event", "link"),
       "merge": ("claim", "event", "entity"), "split": ("claim", "event", "entity")}
RESET = {"claim": ("event",), "event": ("date", "actor", "action", "recipient", "summary", "modality", "place", "tags", "note")}
LOOKED_AT = 2000  # rows
TOLD = 3  # reasons that a status line has room for


class Verbs:
    def __init__(self, pane: TablesPane, workspace: Workspace) -> None:
        self._pane = pane
        self._workspace = workspace
        self._review = Review(workspace)
        self.joining = Joining(pane, workspace)
        self.linking = Linking(pane, workspace)
        self.replacing: ReplaceDialog | None = None

    @property
    def _view(self) -> TableView:
        return self._pane.view

    @property
    def _kind(self) -> str:
        return self._view.table.sheet.kind

    def actions(self) -> list[Action]:
        return [*self._on_cells(), *self._on_rows(), *self.linking.actions()]

    def _on_cells(self) -> list[Action]:
        return [
            Action("rows.edit", "Edit cell", "F2", self._view_edit, "Write in the current cell", "Edit", "rows", enabled=self._on_cell, here=True),
            Action("rows.fill", "Fill down", "Ctrl+D", self.fill_down, "The top selected row's cell into the others", "Edit", "rows",
                   enabled=lambda: self._on_cell() and self._many(), here=True),
            Action("rows.replace", "Find and replace…", "Ctrl+H", self.find_and_replace, "In one column; you see every change before it is made",
                   "Edit", "rows", enabled=lambda: self._writable() and bool(columns_of(self._view.table)), here=True),
            Action("rows.reset", "Cell as it was read", "", self.reset, "Takes back what you wrote there; the texts say again what they said", "Edit",
                   "rows", enabled=lambda: self._writable() and self._some() and self._field() in RESET.get(self._kind, ())),
            Action("rows.infer", "Mark the cell as my inference", "I", self.infer, "The value stays; no words are said to say it", "Edit", "rows",
                   enabled=lambda: self._writable() and self._some() and self._kind in ("claim", "event"), here=True),
            Action("rows.again", "Repeat the last change", ".", self._workspace.repeat, "To the selected rows: the same verdict, the same value",
                   "Edit", "rows", enabled=lambda: self._some() and self._workspace.repeatable, here=True),
            Action("rows.group", "Group by statement", "G", self._pane.toggle_groups, "Claims that are the same statement stand together", "Edit",
                   "rows", enabled=lambda: self._opened() and self._kind == "claim", checked=lambda: self._view.table.grouped, here=True),
            Action("rows.apply", "Apply filter and sort again", "F5", self._pane.apply_again, "Edited rows that were kept go where they belong",
                   "Edit", "rows", enabled=lambda: self._view.table.strays > 0, here=True),
            Action("rows.copy", "Copy rows", "Ctrl+C", self.copy, "The selected rows, for a spreadsheet", "Edit", "clipboard",
                   enabled=self._some, here=True),
            Action("rows.copy_headers", "Copy rows with headers", "Ctrl+Shift+C", lambda: self.copy(headers=True), "", "Edit", "clipboard",
                   enabled=self._some, here=True),
            Action("rows.paste", "Paste cells", "Ctrl+V", self.paste, "From a spreadsheet, beginning at the current cell", "Edit", "clipboard",
                   enabled=lambda: self._some() and self._writable(), here=True),
        ]

    def _on_rows(self) -> list[Action]:
        return [
            self._verb("accept", "Accept rows", "A", "The selected rows are right; one alone goes on to the next suggestion below"),
            self._verb("reject", "Reject rows", "X", "The selected rows are wrong; one alone goes on to the next suggestion below"),
            Action("rows.next", "Next suggestion", "J", self._review.next, "The next claim that nobody has judged yet", "Edit", "review",
                   enabled=self._opened, here=True),
            Action("rows.previous", "Previous suggestion", "K", self._review.previous, "The claim before that nobody has judged yet", "Edit",
                   "review", enabled=self._opened, here=True),
            Action("rows.add", "Add a row…", "Insert", self.add, "An event, a claim or an entity of your own", "Edit", "verbs",
                   enabled=lambda: self._writable() and self._kind != "link", here=True,
                   label=lambda: {"claim": "Write a claim…", "entity": "Add entity…"}.get(self._kind, "Add event…")),
            Action("rows.event_of", "Add event from the claim", "", self.add_event, "Told by the words of the selected claim", "Edit", "verbs",
                   enabled=lambda: self._writable() and self._kind == "claim" and self._one()),
            self._verb("duplicate", "Duplicate rows", "Ctrl+Shift+D", "The same row again, to be changed"),
            self._verb("merge", "Merge rows…", "M", "The selected rows are one: you see first what they become",
                       label=lambda: "Same statement" if self._kind == "claim" else "Merge rows…"),
            Action("rows.split", "Split row…", "Shift+M", self.split, "Take parts out of the row: you see first what stays and what goes", "Edit",
                   "verbs", enabled=lambda: self._can("split") and (self._one() or (self._kind == "claim" and self._some())), here=True,
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

    def _field(self) -> str:
        index = self._view.currentIndex()
        return self._view.table.column_at(index).field if index.isValid() else ""

    def _on_cell(self) -> bool:
        return self._some() and bool(self._view.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    # rows ---------------------------------------------------------------------------------------------------------------------------------

    def do(self, name: str) -> None:
        view, ids, service = self._view, self._view.selected_ids(), getattr(late.services, SERVICE[self._kind])
        if name == "merge":
            self.joining.merge(self._kind, ids)
            return
        made = self._workspace.do(getattr(service, name), ids)
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

    def add(self) -> None:
        """An event here, a claim in the reader, an entity by a small form."""
        if self._kind == "claim":
            if face := self._pane.window().findChild(QAction, "claim.write"):
                face.trigger()
        elif self._kind == "entity":
            adding.EntityDialog(self._workspace, self._pane).open()
        else:
            self.add_event()

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
        ids = self._view.selected_ids()
        if self._kind == "claim":
            self.joining.not_one_statement(ids)
        else:
            self.joining.split(self._kind, ids[0])

    # cells --------------------------------------------------------------------------------------------------------------------------------

    def _view_edit(self) -> None:
        self._view.edit_current()

    def fill_down(self) -> None:
        view, rows = self._view, self._view.selected_rows()
        column = view.table.column_at(view.currentIndex())
        value = column.held(view.table.record(rows[0]))
        self._workspace.do(view.table.sheet.write, view.table.ids_at(rows[1:]), column, value)

    def find_and_replace(self) -> None:
        view = self._view
        self.replacing = ReplaceDialog(view.table, view.table.column_at(view.currentIndex()), view.selected_rows(), self._write_all, self._pane)
        self.replacing.open()

    def _write_all(self, label: str, writes: list[tuple[int, Column, Any]]) -> bool:
        """As one step; says how many."""
        made = self._workspace.do(clipboard.write, self._view.table.sheet, label, writes)
        if not self._workspace.refused:
            self._workspace.report(f"{label}: {count(made, 'cell')} changed.")
        return not self._workspace.refused

    def reset(self) -> None:
        """The cell says again what was read and compared."""
        ids, field = self._view.selected_ids(), self._field()
        if self._kind == "claim":
            self._workspace.do(late.services.claims.reset_event, ids)
        else:
            self._workspace.do(late.services.events.reset_field, ids, field)

    def infer(self) -> None:
        column = self._view.table.column_at(self._view.currentIndex())
        self._workspace.do(late.services.evidence.infer, self._kind, self._view.selected_ids(), column.words or column.field)
        if not self._workspace.refused:
            self._workspace.report(f"{column.header or column.field}: your inference now; no words are said to say it.")

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
