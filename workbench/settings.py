"""Preferences of the person at this machine: one frozen dataclass, a default and a description per field, kept as a small JSON file."""
from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import platformdirs

NAME = "Claims Workbench"
RECENT, WARNED = 8, 50
SAMPLE = "June 2024 summit.workbench"

log = logging.getLogger(__name__)


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


# what a field may be, where not everything of its type will do: a file may have been written by hand
MAY_BE: dict[str, Callable[[Any], bool]] = {
    "appearance": lambda look: look in ("system", "light", "dark"), "letters": lambda size: 80 <= size <= 200,
    "face": lambda face: face in ("serif", "sans"), "zoom": lambda zoom: 60 <= zoom <= 300, "zone": is_zone,
    "clock": lambda name: name == "" or is_zone(name), "also_accepts": lambda key: key in ("", "Space", "+")}


def _said(default: Any, description: str) -> Any:
    return field(default=default, metadata={"description": description})


@dataclass(frozen=True, slots=True)
class Settings:
    appearance: str = _said("system", "light, dark, or as the system has it")
    letters: int = _said(100, "size of the desk's letters in per cent of what the system asks for")
    face: str = _said("serif", "of the reader's text: serif or sans")
    zoom: int = _said(100, "of the reader's text, in per cent")
    analyst: str = _said("", "who is named in the history; empty: the name that the system knows her by")
    clock: str = _said("", "the zone in which the history is told; empty: the machine's")
    zone: str = _said("UTC", "the zone of new projects, for clocks that a text gives without an offset")
    also_accepts: str = _said("", "a second key that accepts, beside A: Space, + or none")
    reopen: bool = _said(True, "open the last project when the program starts")
    recent: tuple[str, ...] = _said((), "the projects opened lately, the last one first")
    folder: str = _said("", "where a file was last chosen; the dialogs begin there")
    excel_safe: bool = _said(True, "exports defuse cells that a spreadsheet would run as a formula")
    export_format: str = _said("csv", "what an export last was written as: csv, xlsx or jsonl")
    warned: tuple[str, ...] = _said((), "the projects on network shares whose risk was read")
    pane_titles: bool = _said(False, "title bars on the panes, by which they are moved and floated")

    def with_recent(self, path: Path) -> Settings:
        kept = [str(path), *(one for one in self.recent if one != str(path))]
        return replace(self, recent=tuple(kept[:RECENT]))

    def with_warned(self, path: Path) -> Settings:
        kept = [str(path), *(one for one in self.warned if one != str(path))]
        return replace(self, warned=tuple(kept[:WARNED]))

    @property
    def recent_paths(self) -> list[Path]:
        """Those that are still there."""
        return [path for one in self.recent if (path := Path(one)).exists()]

    @property
    def last_project(self) -> Path | None:
        """What opens when nothing else is asked for."""
        return next(iter(self.recent_paths), None) if self.reopen else None


def config_folder() -> Path:
    return Path(platformdirs.user_config_path(NAME, appauthor=False))


def log_folder() -> Path:
    return Path(platformdirs.user_log_path(NAME, appauthor=False))


def runtime_folder() -> Path:
    """What lives no longer than a session, and only its user may see."""
    return Path(platformdirs.user_runtime_path(NAME, appauthor=False))


def documents_folder() -> Path:
    return Path(platformdirs.user_documents_path())


def sample_project(folder: Path | None = None) -> Path:
    return (folder or documents_folder() / NAME) / SAMPLE


def load(folder: Path | None = None) -> Settings:
    """What was saved; a field that cannot be read has its default, and a file that cannot be read is no reason not to start."""
    file = (folder or config_folder()) / "settings.json"
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        log.warning("the settings in %s could not be read: %s", file, error)
        return Settings()
    return _checked(stored if isinstance(stored, dict) else {})


def save(settings: Settings, folder: Path | None = None) -> None:
    folder = folder or config_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / "settings.json.new"
        fresh.write_text(json.dumps(asdict(settings), indent=1, ensure_ascii=False), encoding="utf-8")
        fresh.replace(folder / "settings.json")
    except OSError as error:
        log.warning("the settings could not be saved: %s", error)


def _checked(stored: dict[str, Any]) -> Settings:
    default, kept = Settings(), {}
    for one in fields(Settings):
        value, wanted = stored.get(one.name), getattr(default, one.name)
        if isinstance(value, list):
            value = tuple(item for item in value if isinstance(item, str))
        if isinstance(value, type(wanted)):
            kept[one.name] = value
    settings = replace(default, **kept)
    wrong = {name: getattr(default, name) for name, may_be in MAY_BE.items() if not may_be(getattr(settings, name))}
    return replace(settings, **wrong)
