"""A saved view: what was chosen to be seen, and how the panes stood, under a name."""
from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 60  # letters of a name


@dataclass(frozen=True)
class SavedView:
    """`panes` holds what each pane says of how it stands, under its name, in words and numbers alone. A pane takes of it what it knows."""
    id: int
    name: str
    filter: str = ""
    panes: Mapping[str, Any] = field(default_factory=dict)


def packed(panes: Mapping[str, Any]) -> str:
    return json.dumps(panes, ensure_ascii=False, sort_keys=True)


def unpacked(text: str) -> dict[str, Any]:
    """What cannot be read is as if it had not been saved: the filter still holds."""
    try:
        panes = json.loads(text)
    except ValueError:
        return {}
    return panes if isinstance(panes, dict) else {}
