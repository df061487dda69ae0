"""Brings a project file to the newest schema. Each revision is numbered; the number is mirrored in `user_version`, which is readable without SQL."""
from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory

from workbench.storage import connection
from workbench.storage.schema import APPLICATION_ID, USER_VERSION


def upgrade(path: Path) -> None:
    """Runs what is missing, all of it or nothing: the DDL, the stamp and the version number are one transaction. A new file is made."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    engine = connection.writer(path)
    try:
        with engine.begin() as database:
            with EnvironmentContext(config, script, fn=lambda revision, _context: script._upgrade_revs("head", revision)) as environment:
                environment.configure(connection=database, transactional_ddl=True)
                environment.run_migrations()
            database.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            database.exec_driver_sql(f"PRAGMA user_version={USER_VERSION}")
    finally:
        engine.dispose()

