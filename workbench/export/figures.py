"""The chart as a file. The same figure gives the same bytes: nothing in it tells when it was made."""
from __future__ import annotations

import io
from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

from workbench.core.errors import WorkbenchError
from workbench.export.tables import place, reason

FORMATS = ("png", "svg", "pdf")
UNDATED: dict[str, dict[str, None]] = {"png": {}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}
SUBJECTS = {"png": "Description", "svg": "Description", "pdf": "Subject"}
MAKERS = {"png": "Software", "svg": "Creator", "pdf": "Creator"}
DOTS_PER_INCH = 200


def check(path: Path) -> str:
    """The format that a file's name asks for."""
    kind = path.suffix.removeprefix(".").casefold()
    if kind not in FORMATS:
        raise WorkbenchError(f"“{path.name}” does not say which kind of figure it is: let the name end in .png, .svg or .pdf.")
    return kind


def save(figure: Figure, path: Path, title: str = "", subject: str = "", maker: str = "") -> Path:
    """What the file says of itself: its title, where it comes from and how to draw it again, which program made it."""
    kind = check(path)
    said = {name: words for name, words in (("Title", title), (SUBJECTS[kind], subject), (MAKERS[kind], maker)) if words}
    content = io.BytesIO()
    with rc_context({"svg.hashsalt": "claims", "pdf.fonttype": 42}):
        figure.savefig(content, format=kind, dpi=DOTS_PER_INCH, metadata=UNDATED[kind] | said, facecolor=figure.get_facecolor())
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorkbenchError(f"{path.name} cannot be written into {path.parent}: {reason(error)}. Choose another folder.") from error
    return place(path, content.getvalue())
