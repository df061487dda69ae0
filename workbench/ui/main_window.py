"""The main window: docks round the reader, the tool bar, the menus, the status bar. It has no rules."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QSettings, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QWidget

from workbench import settings
from workbench.core.changes import Changes
from workbench.settings import Settings
from workbench.ui.actions import Action, Actions
from workbench.ui.commands import Commands
from workbench.ui.dialogs.about import KeySheet
from workbench.ui.dialogs.search import SearchDialog
from workbench.ui.history import History
from workbench.ui.jobs import Jobs
from workbench.ui.lookback import LookBack
from workbench.ui.notices import Notices
from workbench.ui.palette import Palette
from workbench.ui.preferences import Preferences
from workbench.ui.startpage import StartPage
from workbench.ui.statusline import StatusLine
from workbench.ui.toolbar import ToolBar, dropped_paths
from workbench.ui.views import Docks, Views
from workbench.ui.workspace import Workspace

LAYOUT = 1  # raise it when the docks change: an older layout is then not restored
SIZE = (1560, 980)
LEFT, RIGHT, TABLES, UPPER, LOWER = 300, 400, 820, 600, 340
Area = Qt.DockWidgetArea


@dataclass(frozen=True)
class Panes:
    """What app.py made: the panes by their place. Each is a QWidget with `actions()`."""
    library: Any
    reader: Any
    inspector: Any
    tables: Any
    timeline: Any
    filters: Any


class MainWindow(QMainWindow):
    def __init__(self, workspace: Workspace, jobs: Jobs, panes: Panes, loaded: Settings, layout: QSettings,
                 config: Path | None = None) -> None:
        super().__init__()
        self.setWindowTitle(settings.NAME)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self._workspace, self._jobs, self._panes, self._layout = workspace, jobs, panes, layout
        self._open = False
        self.commands = Commands(self, workspace, jobs, loaded, config)
        self.commands.settings_changed.connect(self._show_settings)
        self.commands.chart_look = panes.timeline.look
        self.actions_table = Actions(self)
        self.start = StartPage(sample=self.commands.open_sample, new=self.commands.new_project, choose=self.commands.choose_project,
                               open_path=self.commands.open_path)
        self._centre = QStackedWidget()
        self._centre.addWidget(self.start)
        self._centre.addWidget(panes.reader)
        self.notices = Notices(self._centre)
        self.setCentralWidget(self.notices)
        self.docks = self._make_docks()
        self.status = StatusLine(workspace, jobs, show_review=lambda: self.actions_table.trigger("review.filter"))
        self.views = Views(self, workspace, {"tables": panes.tables, "timeline": panes.timeline, "panes": Docks(self, self.docks)})
        panes.filters.offer_views(self.views)
        self.preferences = Preferences(self, workspace, self.commands, self.actions_table, panes.reader.view)
        self.look_back = LookBack(self, workspace, jobs.settle, self.commands.open_path)
        self.history = History(self, workspace, self.look_back.stood)
        self._fill_actions()
        self.setStatusBar(self.status)
        workspace.report = self.status.say
        self.bar = ToolBar(workspace, self.actions_table, panes.filters, self.search, self.look_back.band)
        self.addToolBar(self.bar)
        self._palette = Palette(workspace, self.actions_table, self._show_passage, self)
        self._texts = SearchDialog(workspace, self._show_passage, self)
        workspace.changed.connect(self._follow)
        jobs.progress.connect(lambda *_: self._refresh_actions())
        self.resize(*SIZE)
        self._show_settings(loaded)
        self._restore()

    # Docks

    def _make_docks(self) -> dict[str, QDockWidget]:
        docks = {}
        for name, words, area in (("library", "Library", Area.LeftDockWidgetArea), ("inspector", "Inspector", Area.RightDockWidgetArea),
                                  ("tables", "Tables", Area.BottomDockWidgetArea), ("timeline", "Timeline", Area.BottomDockWidgetArea)):
            dock = QDockWidget(words, self)
            dock.setObjectName(name)
            dock.setWidget(getattr(self._panes, name))
            self.addDockWidget(area, dock)
            docks[name] = dock
        self.splitDockWidget(docks["tables"], docks["timeline"], Qt.Orientation.Horizontal)
        return docks

    def reset_layout(self) -> None:
        """Every pane where it was on the first day."""
        for name, area in (("library", Area.LeftDockWidgetArea), ("inspector", Area.RightDockWidgetArea), ("tables", Area.BottomDockWidgetArea),
                           ("timeline", Area.BottomDockWidgetArea)):
            self.docks[name].setFloating(False)
            self.addDockWidget(area, self.docks[name])
            self.docks[name].show()
        self.splitDockWidget(self.docks["tables"], self.docks["timeline"], Qt.Orientation.Horizontal)
        wide, tall = self.width() / SIZE[0], self.height() / SIZE[1]
        self.resizeDocks([self.docks["library"], self.docks["inspector"]], [LEFT, RIGHT], Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["tables"], self.docks["timeline"]], [round(TABLES * wide), self.width() - round(TABLES * wide)],
                         Qt.Orientation.Horizontal)
        self.resizeDocks([self.docks["library"], self.docks["tables"]], [round(UPPER * tall), round(LOWER * tall)], Qt.Orientation.Vertical)

    def _restore(self) -> None:
        self.reset_layout()
        self._panes.tables.restore_columns(self._layout)
        geometry, state = self._layout.value("geometry"), self._layout.value("state")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if isinstance(state, QByteArray):
            self.restoreState(state, LAYOUT)
        self._shown = self.saveState(LAYOUT)
        self._show_start()

    def _show_start(self) -> None:
        """No project: the start page alone."""
        self._open = False
        self._centre.setCurrentWidget(self.start)
        self.start.show_recent(self.commands.settings.recent_paths)
        for dock in self.docks.values():
            dock.hide()
        self.bar.hide()

    def _show_desk(self) -> None:
        self._open = True
        self._centre.setCurrentWidget(self._panes.reader)
        self.restoreState(self._shown, LAYOUT)
        self.bar.show()
        self._panes.reader.setFocus()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._layout.contains("state") and not self._open:
            self._shown = self._shown or self.saveState(LAYOUT)

    # Following

    def _follow(self, changes: Changes) -> None:
        project = self._workspace.project
        if changes.everything:
            if self._open and project is None:
                self._shown = self.saveState(LAYOUT)
                self._show_start()
            elif project is not None and not self._open:
                self._show_desk()
            self.setWindowTitle(f"{project.path.stem} — {settings.NAME}" if project else settings.NAME)
        self._refresh_actions()

    def _refresh_actions(self) -> None:
        self.actions_table.refresh()
        self.bar.refresh()

    def _show_settings(self, now: Settings) -> None:
        for dock in self.docks.values():
            dock.setTitleBarWidget(None if now.pane_titles else QWidget(dock))  # type: ignore[arg-type]

    # Actions

    def _fill_actions(self) -> None:
        self.actions_table.add(self.commands.actions())
        self.actions_table.add(self._own_actions())
        for part in (self.views, self.history, self.look_back):
            self.actions_table.add(part.actions())
        for name in ("filters", "library", "reader", "inspector", "tables", "timeline"):
            pane = getattr(self._panes, name)
            self.actions_table.add(pane.actions(), pane)
        self.actions_table.add(self.preferences.actions())
        self.actions_table.add(self.commands.last_actions())
        self.actions_table.fill(self.menuBar())
        self.preferences.begin()

    def _own_actions(self) -> list[Action]:
        is_open: Callable[[], bool] = lambda: self._open  # noqa: E731
        panes = [Action(f"view.{name}", dock.windowTitle(), "", partial(self._toggle, name), f"Show or hide the {name}", "View", "panes",
                        enabled=is_open, checked=partial(self._is_shown, name)) for name, dock in self.docks.items()]
        places = [Action(f"go.{name}", words, f"Ctrl+{number}", partial(self._go_to, name), menu="Go", section="panes", enabled=is_open)
                  for number, (name, words) in enumerate({"library": "Library", "reader": "Text", "inspector": "Inspector", "tables": "Tables",
                                                          "timeline": "Timeline"}.items(), 1)]
        return [
            *panes,
            Action("view.titles", "Title bars on panes", "", self._toggle_titles, "Panes are moved and floated by their title bars", "View", "layout",
                   checked=lambda: self.commands.settings.pane_titles),
            Action("view.reset", "Reset layout", "", self.reset_layout, "Every pane where it was on the first day", "View", "layout",
                   enabled=is_open),
            *places,
            Action("import.report", "Report of the last import", "", self.status.show_report, "What became of each file", "File", "import",
                   enabled=lambda: self.status.has_report),
            Action("go.search", "Search and commands", "Ctrl+K", self.search, menu="Go", section="search"),
            Action("go.texts", "Search all texts", "Ctrl+Shift+F", self.search_texts, "Every place with the words around it", "Go", "search",
                   enabled=is_open),
            Action("help.keys", "Keyboard shortcuts", "?", self.show_keys, menu="Help", section="keys"),
        ]

    def _is_shown(self, name: str) -> bool:
        return not self.docks[name].isHidden()

    def _toggle(self, name: str) -> None:
        self.docks[name].setVisible(self.docks[name].isHidden())

    def _toggle_titles(self) -> None:
        self.commands.keep(pane_titles=not self.commands.settings.pane_titles)

    def _go_to(self, name: str) -> None:
        if name in self.docks:
            self.docks[name].show()
            self.docks[name].raise_()
        pane = getattr(self._panes, name)
        (pane.focusWidget() or pane).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def search(self) -> None:
        self._palette.open_over(self.bar.door if self._open else self._centre)

    def search_texts(self) -> None:
        self._texts.open_up(self.mapToGlobal(self.rect().bottomLeft() + QPoint(16, -self.status.height() - 16)))

    def show_keys(self) -> None:
        KeySheet(self.actions_table, self).open()

    def _show_passage(self, hit: Any) -> None:
        if hit.article_id is not None:
            self._workspace.select("article", hit.article_id, reveal=True)
        self._panes.reader.show_place(hit.document_id, hit.start, hit.end)

    # Dropping and closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.commands.can_write and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.commands.import_paths(dropped_paths(event))
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._layout.setValue("geometry", self.saveGeometry())
        self._panes.tables.save_columns(self._layout)
        self._layout.setValue("state", self.saveState(LAYOUT) if self._open else self._shown)
        self.preferences.keep_zoom()
        self._jobs.stop()
        self._workspace.close()
        super().closeEvent(event)
