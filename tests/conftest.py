"""What holds for every test: Qt without a screen, a home of its own, no log line at WARNING or above that was not expected."""
from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.setdefault("MPLCONFIGDIR", str(Path(__file__).parent.parent / ".pytest_cache" / "matplotlib"))  # its list of fonts is made once


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory, monkeypatch):
    """Settings, logs and the sample never reach the home of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(home))
    return home


@pytest.fixture(autouse=True)
def silent_logs(request, caplog):
    """A test that expects a log line says so: `@pytest.mark.logs`."""
    yield
    if request.node.get_closest_marker("logs"):
        return
    loud = [record.getMessage() for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.WARNING]
    assert not loud, f"unexpected log lines: {loud}"
