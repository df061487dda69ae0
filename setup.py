"""Only what pyproject.toml cannot say: `resources/`, `seeds/` and the guide go into the installed package, where `workbench.assets` looks."""
from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithResources(build_py):
    def run(self) -> None:
        super().run()
        for folder in ("resources", "seeds", "docs/guide"):
            shutil.copytree(folder, Path(self.build_lib, "workbench", folder), dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithResources})
