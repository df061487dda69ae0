"""The migrations make what the mapped classes say, and bring an older file up with a copy beside it."""
from __future__ import annotations

from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pysqlite3 import dbapi2

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
    """As the program that knew no views would have left it."""
    with closing(dbapi2.connect(str(path))) as database:
        database.executescript("DROP TABLE view; UPDATE alembic_version SET version_num = '0001'; PRAGMA user_version = 1;")


def test_an_older_file_is_brought_up_with_a_copy_beside_it(path):
    older(path)
    Project.open(path).close()
    assert connection.file_version(path) == USER_VERSION
    assert path.with_name(f"p.before-version-{USER_VERSION}.workbench").exists()


def test_an_older_file_that_is_brought_up_has_the_mapped_tables(path):
    older(path)
    Project.open(path).close()
    test_a_new_file_has_the_mapped_tables(path)


def test_an_older_file_that_cannot_be_written_is_refused(path):
    older(path)
    with pytest.raises(WorkbenchError, match="older version"):
        Project.open(path, read_only=True)
