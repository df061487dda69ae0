"""Projects and folders that cannot be written, by somebody whom modes bind: root is made to be nobody for a while."""
from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.builders import small_project
from workbench import cli
from workbench.core.errors import WorkbenchError
from workbench.ingest import formats
from workbench.ingest.tables import Gathered
from workbench.services import claims, documents, imports
from workbench.storage import queries
from workbench.storage.project import Project

NOBODY = 65534
pytestmark = pytest.mark.skipif(not hasattr(os, "setresuid"), reason="modes of files work differently here")


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory):
    """Nobody may not be let into the folder of Python itself: what the tests need is imported before."""
    folder = tmp_path_factory.mktemp("warm")
    small_project(folder).close()
    project = str(folder / "small.workbench")
    assert cli.main(["export", project, "--out", str(folder / "out")]) == 0
    assert cli.main(["export", project, "--out", str(folder / "out")]) == 0
    assert cli.main(["chart", project, "--out", str(folder / "chart.png")]) == 0


@contextmanager
def powerless():
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.fixture
def place():
    """A folder that nobody in particular can reach."""
    folder = Path(tempfile.mkdtemp())
    if os.getuid() == 0:
        os.chown(folder, NOBODY, -1)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def project(place):
    with powerless():
        small_project(place).close()
    return place / "small.workbench"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("read_only", ["file", "folder"])
def test_it_is_read_where_it_is_and_nothing_is_put_beside_it(project, place, read_only):
    (project if read_only == "file" else place).chmod(0o555)
    out = Path(tempfile.mkdtemp())
    out.chmod(0o777)
    with powerless():
        assert cli.main(["export", str(project), "--out", str(out)]) == 0
    assert (out / "claims.csv").stat().st_size > 500
    assert names(place) == ["small.workbench"]
    shutil.rmtree(out)


def test_edits_and_imports_are_refused_and_the_file_untouched(project):
    project.chmod(0o444)
    before = project.read_bytes()
    with powerless():
        opened = documents.open_project(project)
        with pytest.raises(WorkbenchError, match="reading only"):
            claims.accept(opened, [int(queries.claim_ids(opened)[0])])
        with pytest.raises(WorkbenchError, match="reading only"):
            imports.run(opened, Gathered(), None)
        opened.close()
    assert project.read_bytes() == before


def test_changes_that_a_stopped_program_left_are_not_passed_over(project, place):
    with powerless():
        writing = documents.open_project(project)
        claims.set_field(writing, [int(queries.claim_ids(writing)[0])], "note", "Mine")
        stopped = place / "stopped"
        stopped.mkdir()
        for name in ("small.workbench", "small.workbench-wal"):
            shutil.copy(place / name, stopped / name)
        writing.close()
        stopped.chmod(0o555)
        with pytest.raises(WorkbenchError, match=r"small\.workbench-wal, and the folder cannot be written\. Copy both"):
            Project.open(stopped / "small.workbench")
        stopped.chmod(0o755)
        again = Project.open(stopped / "small.workbench")
        assert queries.list_claims(again)[0].note == "Mine"
        again.close()


@pytest.mark.parametrize("command", [["export", "--out"], ["chart", "--out"]])
def test_a_folder_that_cannot_be_written_gets_a_sentence_and_no_half_file(project, place, capsys, command):
    out = place / "out"
    out.mkdir()
    out.chmod(0o555)
    target = out if command[0] == "export" else out / "chart.png"
    with powerless():
        assert cli.main([command[0], str(project), command[1], str(target)]) == 2
    assert f"cannot be written into {out}: permission denied. Choose another folder." in capsys.readouterr().err
    assert not names(out)


def test_a_report_in_a_folder_that_cannot_be_written_any_more_stays_whole(project, place):
    out = place / "out"
    with powerless():
        assert cli.main(["export", str(project), "--out", str(out)]) == 0
        before = {path.name: path.read_bytes() for path in out.glob("*.csv")}
        out.chmod(0o555)
        assert cli.main(["export", str(project), "--out", str(out)]) == 2
    assert {path.name: path.read_bytes() for path in out.glob("*.csv")} == before


def test_no_project_is_made_in_a_folder_that_cannot_be_written(place):
    place.chmod(0o555)
    with powerless(), pytest.raises(WorkbenchError, match=r"No project can be made .*ermission denied\. Choose another folder"):
        Project.create(place / "new.workbench")
    assert not names(place)


def test_files_that_cannot_be_read_get_a_sentence(project, place, capsys):
    page = place / "page.txt"
    page.write_text("The harbour will close.")
    for path in (page, project):
        path.chmod(0)
    with powerless():
        with pytest.raises(WorkbenchError, match=r"page\.txt cannot be read: permission denied"):
            formats.read(page)
        assert cli.main(["check", str(project)]) == 2
    assert "small.workbench cannot be read: Permission denied" in capsys.readouterr().err
