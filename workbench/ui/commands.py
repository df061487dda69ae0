"""What the window's own menus do: projects, imports, exports, looks. Panes bring their own actions."""
from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from workbench import assets, settings
from workbench.core import inputs
from workbench.core.errors import WorkbenchError
from workbench.core.look import Look
from workbench.core.reports import ImportReport
from workbench.settings import Settings
from workbench.ui import late, theme
from workbench.ui.actions import Action
from workbench.ui.dialogs.about import AboutDialog
from workbench.ui.dialogs.export import ExportDialog
from workbench.ui.dialogs.figure import FigureDialog
from workbench.ui.dialogs.guide import Guide
from workbench.ui.dialogs.mapping import map_tables
from workbench.ui.dialogs.paste import PasteDialog
from workbench.ui.dialogs.project import ProjectDialog
from workbench.ui.jobs import Jobs
from workbench.ui.workspace import Workspace

SUFFIX = ".workbench"
PROJECTS = f"Projects (*{SUFFIX})"
INPUTS = ";;".join(f"{words} ({' '.join(f'*{end}' for end in ends)})" for words, ends in inputs.KINDS.items()) + ";;All files (*)"
APPEARANCES = {"system": "As the system has it", "light": "Light", "dark": "Dark"}

log = logging.getLogger(__name__)


class Commands(QObject):
    settings_changed = Signal(object)

    def __init__(self, window: QWidget, workspace: Workspace, jobs: Jobs, loaded: Settings, config: Path | None = None) -> None:
        super().__init__(window)
        self._window, self._workspace, self._jobs, self._config = window, workspace, jobs, config
        self.settings = loaded
        self._guide: Guide | None = None
        self._seen = workspace.selection  # when the last import was asked for
        jobs.progress.connect(self._remember)
        jobs.finished.connect(self._show_alone)
        self.chart_look: Callable[[], Look] = Look  # how the timeline stands: the window sets it

    def keep(self, **fields: object) -> None:
        """Changes settings and saves them."""
        self.settings = replace(self.settings, **fields)  # type: ignore[arg-type]
        settings.save(self.settings, self._config)
        self.settings_changed.emit(self.settings)

    # Projects

    def new_project(self) -> None:
        """A file that is there is never replaced, so the dialog need not ask."""
        chosen, _ = QFileDialog.getSaveFileName(self._window, "New project", str(self._folder() / f"Untitled{SUFFIX}"), PROJECTS,
                                                options=QFileDialog.Option.DontConfirmOverwrite)
        if chosen:
            path = Path(chosen)
            self.open_path(path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX), create=True)

    def choose_project(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self._window, "Open project", str(self._folder()), PROJECTS)
        if chosen:
            self.open_path(Path(chosen))

    def open_path(self, path: Path, create: bool = False) -> bool:
        """The project that is open stays open when this one cannot be opened."""
        opened = self._workspace.project
        if opened is not None and not create and path.absolute() == opened.path.absolute():
            return True
        self._jobs.settle()
        try:
            project = late.services.documents.open_project(path, create=create)
        except WorkbenchError as error:
            self._workspace.report(str(error))
            return False
        project.who = self.settings.analyst or project.who
        self._workspace.open(project)
        if create and self.settings.zone != project.zone:
            self._workspace.do(late.services.projects.set_details, title="", zone=self.settings.zone)
        recent = self.settings.with_recent(path.absolute()).recent
        self.keep(recent=recent, folder=str(path.absolute().parent))
        return True

    def open_sample(self, folder: Path | None = None) -> None:
        """Made from the seeds by an ordinary import the first time; afterwards it is a project like any other."""
        path = settings.sample_project(folder)
        if self.open_path(path, create=not path.exists()) and self._workspace.project and not late.queries.list_documents(self._workspace.project):
            self._jobs.import_paths(assets.seeds())

    def show_details(self) -> None:
        if self._workspace.project is not None:
            ProjectDialog(self._workspace, self._workspace.project, self._window).open()

    def close_project(self) -> None:
        self._jobs.settle()
        self._workspace.close()

    # Bringing in and taking out

    def import_files(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self._window, "Import files", str(self._folder()), INPUTS)
        if chosen:
            self.import_paths([Path(one) for one in chosen])

    def import_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._window, "Import a folder", str(self._folder()))
        if chosen:
            self.import_paths([Path(chosen)])

    def import_paths(self, paths: list[Path]) -> None:
        """Tables whose columns are not a manifest's are asked about first."""
        if not self.is_open:
            return
        if not paths:
            self._workspace.report("Nothing of what was dropped is a file here, and nothing is fetched: save the page and import the file.")
            return
        self.keep(folder=str(paths[0].parent))
        map_tables(self._window, paths, self._jobs.import_paths)

    def _remember(self, _file: str, _done: int, total: int) -> None:
        if total == 0:
            self._seen = self._workspace.selection

    def _show_alone(self, report: ImportReport) -> None:
        """One text that was brought in is what the analyst wants to see next, unless she has turned to something else or waits for more."""
        if report.alone and not self._jobs.busy and self._workspace.project and self._workspace.selection == self._seen:
            found = late.queries.list_articles(self._workspace.project, report.alone)
            story = next((article for article in found if article.kind != "teaser"), None)
            if story:
                self._workspace.select("article", story.id, reveal=True)

    def paste_text(self) -> None:
        PasteDialog(self._workspace, self._jobs, self._window).open()

    def export(self) -> None:
        if self._workspace.project is not None:
            dialog = ExportDialog(self._workspace, self._workspace.project, self.settings, self._folder(), self._window)
            dialog.done_with.connect(lambda fields: self.keep(**fields))
            dialog.open()

    def export_chart(self) -> None:
        """As the timeline shows it, or all of it."""
        if self._workspace.project is not None:
            dialog = FigureDialog(self._workspace, self._workspace.project, self.chart_look(), self._folder(), self._window)
            dialog.done_with.connect(lambda fields: self.keep(**fields))
            dialog.open()

    # Looks and help

    def set_appearance(self, appearance: str) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, appearance)
        self.keep(appearance=appearance)

    def show_guide(self) -> None:
        """Beside the desk: what it says is to be tried at once."""
        if self._guide is None:
            self._guide = Guide(self._window)
        self._guide.show()
        self._guide.raise_()
        self._guide.activateWindow()

    def show_about(self) -> None:
        AboutDialog(self._window).open()

    def show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(settings.log_folder())))

    # The table

    @property
    def is_open(self) -> bool:
        return self._workspace.project is not None

    @property
    def can_write(self) -> bool:
        return self._workspace.project is not None and not self._workspace.project.read_only

    def actions(self) -> list[Action]:
        return [*self._file_actions(), *self._edit_actions()]

    def _file_actions(self) -> list[Action]:
        writable: Callable[[], bool] = lambda: self.can_write  # noqa: E731
        is_open: Callable[[], bool] = lambda: self.is_open  # noqa: E731
        return [
            Action("project.new", "New project…", "Ctrl+N", self.new_project, menu="File", section="project"),
            Action("project.open", "Open…", "Ctrl+O", self.choose_project, menu="File", section="project"),
            Action("project.recent", "Open recent", "", lambda: None, menu="File", section="project", choices=self._recent_choices),
            Action("project.sample", "Open the sample", "", self.open_sample, "Five pages about the June 2024 summit", "File", "project"),
            Action("import.files", "Import files…", "Ctrl+I", self.import_files, menu="File", section="import", enabled=writable),
            Action("import.folder", "Import folder…", "Ctrl+Shift+I", self.import_folder, menu="File", section="import", enabled=writable),
            Action("import.paste", "Paste text…", "Ctrl+Shift+V", self.paste_text, "Make a document of a text on the clipboard", "File", "import",
                   enabled=writable),
            Action("report.export", "Export…", "Ctrl+E", self.export, "Write the tables as CSV, XLSX or JSON Lines", "File", "export",
                   enabled=is_open),
            Action("report.chart", "Export the chart…", "Ctrl+Shift+E", self.export_chart, "The timeline as PNG, SVG or PDF", "File", "export",
                   enabled=is_open),
            Action("project.details", "Project details…", "", self.show_details, "Its title and its time zone", "File", "end", enabled=writable),
            Action("project.close", "Close project", "Ctrl+W", self.close_project, menu="File", section="end", enabled=is_open),
            Action("window.quit", "Quit", "Ctrl+Q", self._window.close, menu="File", section="end"),
        ]

    def _edit_actions(self) -> list[Action]:
        space = self._workspace
        return [
            Action("edit.undo", "Undo", "Ctrl+Z", space.undo, menu="Edit", section="undo",
                   label=lambda: _step("Undo", self._label("undo")), enabled=lambda: bool(self._label("undo"))),
            Action("edit.redo", "Redo", "Ctrl+Shift+Z,Ctrl+Y", space.redo, menu="Edit", section="undo",
                   label=lambda: _step("Redo", self._label("redo")), enabled=lambda: bool(self._label("redo"))),
            Action("go.back", "Back", "Alt+Left", space.back, menu="Go", section="trail", enabled=lambda: space.can_go_back),
            Action("go.forward", "Forward", "Alt+Right", space.forward, menu="Go", section="trail", enabled=lambda: space.can_go_forward),
        ]

    def last_actions(self) -> list[Action]:
        """Looks and help: the ends of their menus."""
        looks = [Action(f"view.{name}", words, "", partial(self.set_appearance, name), menu="View/Appearance", section="looks",
                        checked=partial(self._looks, name)) for name, words in APPEARANCES.items()]
        return [*looks, Action("help.guide", "Guide", "F1", self.show_guide, "A day at the desk, with pictures", "Help", "keys"),
                Action("help.log", "Show the log", "", self.show_log, "The folder of the program's own log", "Help", "about"),
                Action("help.about", "About Claims Workbench", "", self.show_about, menu="Help", section="about")]

    def _recent_choices(self) -> list[tuple[str, Callable[[], object]]]:
        return [(f"{path.stem}  ({path.parent})", partial(self.open_path, path)) for path in self.settings.recent_paths]

    def _looks(self, name: str) -> bool:
        return self.settings.appearance == name

    def _label(self, which: str) -> str | None:
        project = self._workspace.project
        return getattr(project, f"{which}_label") if project else None

    def _folder(self) -> Path:
        return Path(self.settings.folder) if self.settings.folder and Path(self.settings.folder).is_dir() else settings.documents_folder()


def _step(verb: str, label: str | None) -> str:
    return f"{verb} {label[:1].lower()}{label[1:]}" if label else verb
