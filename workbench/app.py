"""The desktop program put together: the only place that knows every part of it."""
from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import workbench
from workbench import assets, desktop, settings
from workbench.ui import crash, ending, preferences, theme
from workbench.ui.commands import SUFFIX
from workbench.ui.doorbell import Doorbell
from workbench.ui.jobs import Jobs
from workbench.ui.late import Warming
from workbench.ui.main_window import MainWindow, Panes
from workbench.ui.panes.filters.pane import FiltersBar
from workbench.ui.panes.inspector.pane import InspectorPane
from workbench.ui.panes.library.pane import LibraryPane
from workbench.ui.panes.reader.pane import ReaderPane
from workbench.ui.panes.tables.pane import TablesPane
from workbench.ui.panes.timeline.pane import TimelinePane
from workbench.ui.shares import Shares
from workbench.ui.workspace import Workspace

FRAME = QSize(4, 40)  # what a window manager may put round a window

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _arguments(arguments)
    app = _application()
    log_file = crash.keep_log(settings.log_folder())
    loaded = settings.load()
    wanted = _wanted(asked, loaded)
    bell = Doorbell(settings.runtime_folder(), str(settings.config_folder()), app)
    if bell.ring(wanted):
        return 0
    left = ending.left_over(settings.log_folder(), log_file)
    if left and left.at_once and wanted == loaded.last_project:
        wanted = None
    bell.listen(wanted)
    run = ending.begin(settings.log_folder(), crash.about_system())
    crash.install(run)
    theme.apply(app, loaded.appearance)
    window = build(loaded, bell=bell)
    _fit(window)
    window.show()
    if left:
        crash.explain(window.notices, left)
    bell.rang.connect(lambda: _to_front(window))
    ending.Signals(window)
    warming = Warming(window)
    warming.done.connect(lambda: _begin(window, bell, asked, wanted), Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(0, warming.start)  # after the first paint: only then is anything heavy imported
    status = app.exec()
    bell.close()
    if run:
        run.end()
    return status


def _application() -> QApplication:
    app = QApplication([settings.NAME])
    app.setApplicationName(settings.NAME)
    app.setApplicationVersion(workbench.__version__)
    app.setDesktopFileName(desktop.ID)
    app.setWindowIcon(QIcon(str(assets.path("icons", "workbench.svg"))))
    return app


def build(loaded: settings.Settings, config: Path | None = None, bell: Doorbell | None = None) -> MainWindow:
    """The window with its panes, empty. `config` is where its settings and layout are kept, if not in the platform's place."""
    preferences.dress(loaded)
    workspace = Workspace()
    jobs = Jobs(workspace)
    panes = Panes(LibraryPane(workspace, jobs), ReaderPane(workspace, jobs), InspectorPane(workspace), TablesPane(workspace), TimelinePane(workspace),
                  FiltersBar(workspace))
    layout = QSettings(str((config or settings.config_folder()) / "layout.ini"), QSettings.Format.IniFormat)
    window = MainWindow(workspace, jobs, panes, loaded, layout, config)
    workspace.setParent(window)
    jobs.setParent(window)
    if bell:
        bell.follow(workspace)
    Shares(workspace, window.commands, window.notices)
    return window


def _fit(window: MainWindow) -> None:
    """Onto a small screen: with its frame, which is not known before it is shown."""
    room = window.screen().availableGeometry().size() - FRAME
    window.resize(window.size().boundedTo(room))


def _wanted(asked: argparse.Namespace, loaded: settings.Settings) -> Path | None:
    """The project that was asked for, else the last one; None is the start page."""
    if asked.sample is not None:
        return settings.sample_project(asked.sample)
    return asked.project or loaded.last_project


def _begin(window: MainWindow, bell: Doorbell, asked: argparse.Namespace, wanted: Path | None) -> None:
    commands = window.commands
    if asked.sample is not None:
        commands.open_sample(asked.sample)
    elif wanted is not None:
        commands.open_path(wanted, create=asked.project is not None and not wanted.exists() and wanted.suffix == SUFFIX)
    if not commands.is_open:  # it could not be opened
        bell.listen(None)


def _to_front(window: MainWindow) -> None:
    if window.isMinimized():
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    front = QApplication.activeModalWidget() or window
    window.raise_()
    front.raise_()
    front.activateWindow()
    QApplication.alert(front)  # where a desktop lets no program take the front it is pointed out at least


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="workbench", description="Opens the desk.")
    parser.add_argument("project", nargs="?", type=Path, help="a project to open; it is made when it does not exist")
    parser.add_argument("--sample", type=Path, metavar="FOLDER", help="open the sample project in FOLDER, making it from the seeds the first time")
    return parser.parse_args(sys.argv[1:] if arguments is None else arguments)
