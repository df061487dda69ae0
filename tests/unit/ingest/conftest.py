from __future__ import annotations

import pytest

from workbench.ingest.models import Models


@pytest.fixture(scope="session")
def models() -> Models:
    """The program's own models, loaded once."""
    return Models.load()
