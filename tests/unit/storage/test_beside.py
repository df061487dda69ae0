"""A project that is open in one program is looked at from another: what the first one writes afterwards is not lost."""
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.builders import first_extraction
from workbench.storage import queries
from workbench.storage.project import Project

LOOKS = """
import sys
from pathlib import Path
from workbench.storage import queries
from workbench.storage.project import Project
project = Project.open(Path(sys.argv[1]), read_only=True)
print(len(queries.list_documents(project)))
project.close()
"""


def looked_at(path):
    return int(subprocess.run([sys.executable, "-c", LOOKS, str(path)], check=True, capture_output=True, cwd=Path(__file__).parents[3]).stdout)


def test_a_look_from_another_program_takes_nothing_away_even_after_a_file_dialog_opened_the_files(tmp_path):
    path = tmp_path / "mine.workbench"
    project = Project.create(path)
    for file in tmp_path.glob("mine.workbench*"):
        file.open("rb").close()  # as a dialog does that shows what kind of file it is: the locks of this process go
    assert looked_at(path) == 0
    assert (tmp_path / "mine.workbench-wal").exists()
    project.load(first_extraction())
    assert looked_at(path) == 1
    project.close()
    assert [file.name for file in tmp_path.glob("*mine*")] == ["mine.workbench"]
    again = Project.open(path)
    assert len(queries.list_documents(again)) == 1
    again.close()
