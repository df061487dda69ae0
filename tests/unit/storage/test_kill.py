"""A process killed at any moment loses nothing that it had said was done."""
from __future__ import annotations

import random
import subprocess
import sys
import textwrap

from sqlalchemy import select

from workbench.storage.project import Project
from workbench.storage.schema import OutletRow, StepRow

EDITS = textwrap.dedent("""
    import sys
    from pathlib import Path
    from workbench.storage.project import Project
    from workbench.storage.schema import OutletRow
    project = Project.open(Path(sys.argv[1]))
    for number in range(int(sys.argv[2]), 10_000):
        with project.edit(f"Add {number}") as session:
            session.add(OutletRow(name=str(number), folded=str(number)))
        print(number, flush=True)
""")


def test_every_edit_that_was_shown_as_done_is_there_after_kill_9(tmp_path):
    path = tmp_path / "p.workbench"
    Project.create(path).close()
    chance, done = random.Random(3), -1  # noqa: S311
    for _ in range(8):
        child = subprocess.Popen([sys.executable, "-c", EDITS, str(path), str(done + 1)], stdout=subprocess.PIPE, text=True)
        assert child.stdout
        for _ in range(chance.randint(1, 12)):
            done = int(child.stdout.readline())
        child.kill()
        done = max([done, *map(int, child.stdout.read().split())])
        child.wait()
        child.stdout.close()
        done = _check(path, done)


def _check(path, done):
    project = Project.open(path)
    try:
        with project.reading() as session:
            names = [int(name) for name in session.scalars(select(OutletRow.name))]
            steps = len(session.scalars(select(StepRow.id)).all())
        assert sorted(names) == list(range(len(names)))
        assert len(names) > done
        assert steps == len(names)
        assert project.check() == []
        return len(names) - 1
    finally:
        project.close()
