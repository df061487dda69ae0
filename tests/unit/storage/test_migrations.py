"""The migrations make what the mapped classes say, and bring an older file up with a copy beside it."""
from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from workbench.core.errors import WorkbenchError
from workbench.storage import connection
from workbench.storage.migrations import upgrade
from workbench.storage.project import Project
from workbench.storage.schema import USER_VERSION, Base


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "p.workbench"
    upgrade(path)
    return path


def test_a_new_file_has_the_mapped_tables(path):
    engine = connection.writer(path)
    with engine.connect() as database:
        context = MigrationContext.configure(database, opts={"include_name": lambda name, kind, _: kind != "table" or name in Base.metadata.tables})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_running_them_again_changes_nothing(path):
    before = path.read_bytes()
    upgrade(path)
    assert len(path.read_bytes()) == len(before)


def older(path):
    """As a program before the first release would have left it: the version number is lower, the tables are there."""
    data = bytearray(path.read_bytes())
    data[60:64] = (USER_VERSION - 1).to_bytes(4, "big")
    path.write_bytes(data)


def test_an_older_file_is_brought_up_with_a_copy_beside_it(path):
    older(path)
    Project.open(path).close()
    assert connection.file_version(path) == USER_VERSION
    assert path.with_name(f"p.before-version-{USER_VERSION}.workbench").exists()


def test_an_older_file_that_cannot_be_written_is_refused(path):
    older(path)
    with pytest.raises(WorkbenchError, match="older version"):
        Project.open(path, read_only=True)
