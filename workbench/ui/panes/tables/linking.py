"""How two selected rows bear on each other, and what is decided about a conflict."""
from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from workbench.ui import late
from workbench.ui.actions import Action, Choice
from workbench.ui.workspace import Workspace

if TYPE_CHECKING:
    from workbench.ui.panes.tables.pane import TablesPane

RULED = (("real", "1", "Conflict is real"), ("scope", "2", "Different scope"), ("update", "3", "Later update"), ("error", "4", "Error of reading"),
         ("", "0", "Open again"))
RULING = "What you decide about the selected conflicts; one alone goes on to the next that is open"
LINKED = (("contradicts", False, "They contradict each other"), ("denies", False, "The current one denies the other"),
          ("denies", True, "The other one denies the current"), ("corroborates", False, "The current one corroborates the other"),
          ("repeats", False, "The current one repeats the other"))


class Linking:
    def __init__(self, pane: TablesPane, workspace: Workspace) -> None:
        self._pane, self._workspace = pane, workspace

    def actions(self) -> list[Action]:
        rulings = [Action(f"rows.rule_{ruling or 'open'}", words, key, partial(self.rule, ruling), RULING, "Edit", "rulings",
                          enabled=self._on_conflicts, here=True) for ruling, key, words in RULED]
        return [Action("rows.link", "Link the two rows", "", lambda: None, "How two claims or events bear on each other", "Edit", "verbs",
                       choices=self.choices), *rulings]

    def _writable(self) -> bool:
        project = self._workspace.project
        return project is not None and not project.read_only

    def _on_conflicts(self) -> bool:
        return self._writable() and self._pane.view.table.sheet.kind == "link" and self._pane.view.selectionModel().hasSelection()

    def choices(self) -> list[Choice]:
        """Nothing to choose from unless two claims or two events are selected."""
        view = self._pane.view
        if not self._writable() or view.table.sheet.kind not in ("claim", "event") or len(view.selected_rows()) != 2:
            return []
        return [(words, partial(self.link, relation, swapped)) for relation, swapped, words in LINKED]

    def link(self, relation: str, swapped: bool = False) -> None:
        kind, ids = self._pane.view.table.sheet.kind, self._pane.view.selected_ids()
        first, second = reversed(ids) if swapped else ids
        self._workspace.do(late.services.links.add, kind, first, kind, second, relation=relation)
        if not self._workspace.refused:
            where = " It stands in Conflicts now." if relation in ("contradicts", "denies") else ""
            self._workspace.report(f"Linked: the one {relation} the other.{where}")

    def rule(self, ruling: str) -> None:
        view = self._pane.view
        ids = view.selected_ids()
        self._workspace.do(late.services.links.rule, ids, ruling=ruling)
        if not self._workspace.refused and ruling and len(ids) == 1:
            self._go_on()

    def _go_on(self) -> None:
        """To the next conflict below that nobody has ruled on."""
        view = self._pane.view
        here = view.currentIndex()
        for row in range(here.row() + 1, view.table.rowCount()):
            record = view.table.record(row)
            if record is not None and not record.link.ruling:
                view.setCurrentIndex(here.siblingAtRow(row))
                return
