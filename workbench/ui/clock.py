"""The analyst's clock: moments of the journal are stored in UTC and shown in the zone that was chosen, else the machine's."""
from __future__ import annotations

from PySide6.QtWidgets import QApplication

from workbench.core import history


def set_zone(name: str) -> None:
    app = QApplication.instance()
    if app is not None:
        app.setProperty("zone", name)


def zone() -> str:
    """An IANA name; empty: the machine's."""
    app = QApplication.instance()
    return str(app.property("zone") or "") if app else ""


def shown(at: str) -> str:
    return history.moment(at, zone())
