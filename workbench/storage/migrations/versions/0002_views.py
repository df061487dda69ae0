"""Views that have names."""
from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.get_bind().exec_driver_sql("CREATE TABLE view (name VARCHAR NOT NULL, filter VARCHAR NOT NULL, panes VARCHAR NOT NULL, id INTEGER NOT NULL "
                                  "PRIMARY KEY AUTOINCREMENT, CONSTRAINT uq_view_name UNIQUE (name))")
