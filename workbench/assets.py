"""The only code that knows where `resources/`, `seeds/` and the guide are: in a checkout, in an installed wheel, in a frozen program."""
from __future__ import annotations

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any


def _top() -> Path:
    """The folder that holds `resources/`: beside the package in a checkout, inside it in a wheel, the bundle's own when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen)
    package = Path(__file__).resolve().parent
    return package if (package / "resources").is_dir() else package.parent


def path(*parts: str) -> Path:
    """A file under `resources/`, whether it is there or not."""
    return _top().joinpath("resources", *parts)


def guide() -> Path:
    """The illustrated guide; its pictures lie beside it."""
    return _top().joinpath("docs", "guide", "guide.md")


def seeds() -> list[Path]:
    """The five founding documents, of which the sample project is made."""
    return sorted((_top() / "seeds").glob("*.txt"))


@cache
def words(name: str) -> Any:
    """A word list, `resources/words/NAME.json`, parsed. Callers must not change it: it is read once."""
    return json.loads(path("words", f"{name}.json").read_text(encoding="utf-8"))
