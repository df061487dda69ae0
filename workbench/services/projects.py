"""The analyst's choices about a project as a whole."""
from __future__ import annotations

from zoneinfo import available_timezones

from workbench.core.errors import WorkbenchError
from workbench.storage.editing import Session, put, where
from workbench.storage.project import Project
from workbench.storage.schema import SettingRow


def set_details(project: Project, *, title: str, zone: str) -> None:
    """The title that the desk shows (empty: the file's name), and the zone of clocks that a text gives without an offset: it decides who was
    first, and is never exported."""
    title, zone = " ".join(title.split()), zone.strip()
    if zone not in available_timezones():
        raise WorkbenchError(f"“{zone}” is no time zone: write UTC or a name such as Europe/Kyiv or Asia/Seoul.")
    with project.edit("Change project details") as session:
        for name, value in (("title", title), ("zone", zone)):
            _set(session, name, value)


def _set(session: Session, name: str, value: str) -> None:
    found = where(session, SettingRow, name=name)
    if found:
        found[0].value = value
    elif value:
        put(session, SettingRow(name=name, value=value))
