"""The table of actions: menus, the palette and the sheet of keys are all made from it, so that nothing is in one and not in another."""
from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QMenuBar, QPlainTextEdit, QTextEdit, QWidget

from workbench.ui.widgets.words import plain_tip

TYPING = {"Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+Y", "?"}  # what these do while one types belongs to the text
MENUS = ("File", "Edit", "View", "Go", "Help")


Choice = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Action:
    """`menu` is a path such as `View` or `View/Appearance`; empty: the palette and the sheet only. A line is drawn in a menu where `section`
    changes. `label` gives the text anew each time it is shown ("Undo merge entities"). `checked` makes it a tick, `choices` a menu of its own.
    `keys` are in Qt's portable form, several between commas: "Ctrl+K", "F1,?"."""
    id: str  # noun.verb
    text: str
    keys: str
    callback: Callable[[], object]
    tip: str = ""
    menu: str = ""
    section: str = ""
    enabled: Callable[[], bool] | None = None
    label: Callable[[], str] | None = None
    checked: Callable[[], bool] | None = None
    choices: Callable[[], list[Choice]] | None = None
    here: bool = False  # its keys ask for the focus in its pane, with Ctrl too: Ctrl+D is one thing in a table, another in the library

    @property
    def shown(self) -> str:
        return self.label() if self.label else self.text

    @property
    def allowed(self) -> bool:
        return self.enabled() if self.enabled else True


@dataclass(frozen=True)
class Placed:
    """An action with its Qt face. `scope` is the pane whose focus its keys need; none: they work in the whole window."""
    action: Action
    face: QAction
    scope: str = ""

    @property
    def menu(self) -> str:
        """What works in one pane alone stands in a menu of the pane's name, so that Edit stays short."""
        return f"Edit/{self.scope}" if self.scope and self.action.menu == "Edit" else self.action.menu


class Actions(QObject):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._placed: dict[str, Placed] = {}
        self._wide: set[str] = set()  # keys that work in the whole window
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._watch)

    def add(self, actions: Iterable[Action], pane: QWidget | None = None) -> None:
        """A pane's keys work while the focus is in it; keys with Ctrl or Alt work in the whole window."""
        for action in actions:
            if action.id in self._placed:
                raise ValueError(f"two actions are called {action.id}")
            face = QAction(action.text, self, checkable=action.checked is not None)
            face.setObjectName(action.id)
            face.setShortcuts([QKeySequence(key) for key in each_key(action.keys)])
            face.setStatusTip("")
            face.setToolTip(_tip(action))
            face.triggered.connect(_guarded(action))
            local = pane is not None and (action.here or not _wide(action.keys))
            face.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut if local else Qt.ShortcutContext.WindowShortcut)
            (pane if local and pane else self._window).addAction(face)
            if not local:
                self._wide |= {key.toString() for key in face.shortcuts()} - TYPING
            self._placed[action.id] = Placed(action, face, pane.accessibleName() if local and pane else "")

    def _watch(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if isinstance(new, QLineEdit | QTextEdit | QPlainTextEdit):
            new.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where one types, Ctrl+K and Ctrl+E would delete and move as in a terminal: the window's keys come first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        if QKeySequence(event.keyCombination()).toString() in self._wide:
            event.ignore()
            return True
        return False

    def __iter__(self) -> Iterator[Placed]:
        return iter(self._placed.values())

    def face(self, name: str) -> QAction:
        return self._placed[name].face

    def allowed(self, name: str) -> bool:
        return self._placed[name].action.allowed

    def trigger(self, name: str) -> None:
        self._placed[name].face.trigger()

    def refresh(self) -> None:
        """Brings texts, ticks and what is greyed up to date."""
        for placed in self:
            refresh(placed)

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus; each is brought up to date when it is opened. Sections stand in the order in which they were first added, menus in a
        menu together at its end."""
        menus: dict[str, QMenu] = {}
        last: dict[str, str] = {}
        sections = {section: place for place, section in enumerate(dict.fromkeys(_section(placed) for placed in self))}
        shown = [placed for placed in self if placed.menu]
        for placed in sorted(shown, key=lambda one: (MENUS.index(one.menu.split("/")[0]), "/" in one.menu, sections[_section(one)])):
            path = placed.menu
            menu = self._menu(path, bar, menus)
            if last.setdefault(path, placed.action.section) != placed.action.section:
                menu.addSeparator()
                last[path] = placed.action.section
            _put(menu, placed)

    def _menu(self, path: str, bar: QMenuBar, menus: dict[str, QMenu]) -> QMenu:
        if path not in menus:
            parent, _, name = path.rpartition("/")
            menus[path] = _inner(self._menu(parent, bar, menus), name) if parent else bar.addMenu(f"&{name}")
            menus[path].aboutToShow.connect(self.refresh)
            menus[path].setToolTipsVisible(True)
        return menus[path]


def _section(placed: Placed) -> tuple[str, str]:
    return placed.menu, placed.action.section


def _inner(menu: QMenu, name: str) -> QMenu:
    """A menu in a menu; those that follow each other stand together."""
    if menu.actions() and not menu.actions()[-1].menu():
        menu.addSeparator()
    return menu.addMenu(name)


def _put(menu: QMenu, placed: Placed) -> None:
    if placed.action.choices is None:
        menu.addAction(_twin(placed, menu))
        return
    inner = menu.addMenu(placed.action.text)
    inner.menuAction().setObjectName(placed.action.id)

    def fill() -> None:
        inner.clear()
        for words, callback in placed.action.choices() if placed.action.choices else ():
            inner.addAction(words.replace("&", "&&")).triggered.connect(lambda _=False, call=callback: call())
        inner.menuAction().setEnabled(not inner.isEmpty())

    menu.aboutToShow.connect(fill)


def _twin(placed: Placed, menu: QMenu) -> QAction:
    """What stands in a menu for an action, greyed while it is not allowed, its keys as mere words. Qt lets an action's keys work wherever one of
    its menus is: with a menu open the letters and arrows of every pane would be heard."""
    twin = QAction(menu, checkable=placed.face.isCheckable())
    twin.setObjectName(placed.action.id)
    twin.triggered.connect(placed.face.trigger)

    def follow() -> None:
        keys = placed.face.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        twin.setText("\t".join(part for part in (placed.face.text(), keys) if part))
        twin.setToolTip(placed.action.tip)  # its name and keys stand there already
        twin.setEnabled(placed.action.allowed)
        twin.setChecked(placed.face.isChecked())
    menu.aboutToShow.connect(follow)
    follow()
    return twin


def refresh(placed: Placed) -> None:
    """A greyed face does not answer to its keys, so the state is asked again when they are pressed: see `_guarded`."""
    placed.face.setText(placed.action.shown.replace("&", "&&"))
    placed.face.setToolTip(_tip(placed.action))
    if placed.action.checked:
        placed.face.setChecked(placed.action.checked())


def _guarded(action: Action) -> Callable[[], None]:
    def run() -> None:
        if action.allowed:
            action.callback()
    return run


def _tip(action: Action) -> str:
    keys = shown_keys(*each_key(action.keys)[:1])
    words = " ".join(part for part in (action.tip or action.shown, f"({keys})" if keys else "") if part)
    return plain_tip(words) if "<" in words else words  # a step may bear a name that somebody gave


def each_key(keys: str) -> list[str]:
    """Those between the commas; a comma at the end is a key itself."""
    return [key for key in re.split(r",(?=.)", keys) if key]


def shown_keys(*keys: str) -> str:
    """As the system writes them."""
    return "  or  ".join(QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)


def _wide(keys: str) -> bool:
    return any(mark in keys for mark in ("Ctrl", "Alt", "Meta"))
