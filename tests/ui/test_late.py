"""What the first paint must not wait for is imported behind it."""
from __future__ import annotations

import subprocess
import sys

CODE = """
import sys, threading
from PySide6.QtCore import QCoreApplication, QTimer
from workbench.ui.late import Warming
app = QCoreApplication([])
warming = Warming()
warming.done.connect(app.quit)
cold = "sqlalchemy" in sys.modules
warming.start()
app.exec()
print(cold, "sqlalchemy" in sys.modules, "workbench.services.documents" in sys.modules)
"""


def test_what_a_project_needs_is_imported_behind_the_window():
    found = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=100)
    assert found.stdout.split() == ["False", "True", "True"], found.stderr
