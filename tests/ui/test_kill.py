"""The desk killed with signal 9: what its status line called saved is there on the next start, the worker does not outlive it."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time

from tests.builders import small_project
from workbench import assets
from workbench.services import documents
from workbench.storage import queries

DESK = textwrap.dedent("""
    import sys
    from pathlib import Path
    from PySide6.QtWidgets import QApplication
    from workbench import app, assets
    from workbench.services import claims
    from workbench.settings import Settings

    if __name__ == "__main__":
        qt = QApplication([])
        window = app.build(Settings(), Path(sys.argv[1]).parent / "config")
        window.show()
        window.commands.open_path(Path(sys.argv[1]))
        window._workspace.do(claims.set_field, [1], "note", "Mine")
        print(window.status._saved.text(), flush=True)
        window._jobs.finished.connect(lambda report: print("read", flush=True))
        window._jobs.import_paths(assets.seeds()[:1])
        window._jobs.stage.connect(lambda *at: print("reading", flush=True))
        qt.exec()
""")


def test_what_was_saved_is_there_after_kill_9(tmp_path):
    project = small_project(tmp_path)
    project.close()
    (tmp_path / "desk.py").write_text(DESK, encoding="utf-8")
    child = subprocess.Popen([sys.executable, str(tmp_path / "desk.py"), str(project.path)], stdout=subprocess.PIPE, text=True,
                             stderr=subprocess.DEVNULL, env=os.environ | {"PYTHONPATH": str(assets.path().parent)}, start_new_session=True)
    assert child.stdout
    said = [child.stdout.readline().strip() for _ in range(2)]
    child.kill()
    child.wait()
    child.stdout.close()
    assert said == ["all changes saved", "reading"]
    assert ends(child.pid)
    again = documents.open_project(project.path)
    assert queries.get_claim(again, 1).note == "Mine"
    assert again.undo_label == "Change note"
    assert again.check() == []
    again.close()


def ends(group, within=20.0):
    """Whether all processes of a session are gone in time."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
    return False
