"""The library that runs the models reports to its maker unless it is told not to: nothing may leave this machine, nor be kept for that."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LOADS = """
from workbench.ingest import models
models._session(models.assets.path("models", "page.onnx"), models.PAGE_WIDTHS)
"""


def test_loading_a_model_leaves_nothing_in_the_home(tmp_path):
    told = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"} | {"HOME": str(tmp_path), "XDG_CACHE_HOME": ""}
    subprocess.run([sys.executable, "-B", "-c", LOADS], env=told, check=True, cwd=Path(__file__).parents[3])
    assert list(tmp_path.rglob("*")) == []
