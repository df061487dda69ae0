"""The faces of the desk, given to matplotlib, so that window, figures and screenshots look the same on every machine."""
from __future__ import annotations

import warnings
from functools import cache, lru_cache
from pathlib import Path

import font_source_sans_pro
import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

SANS = "Source Sans Pro"
FALLBACKS = ("DejaVu Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Emoji",
             "WenQuanYi Micro Hei", "Microsoft YaHei", "Segoe UI Symbol", "Arial Unicode MS", "Apple Symbols", "Hiragino Sans", "Malgun Gothic")


# fitted to whole pixels, small words are set unevenly: the letters of one run into each other, those of the next stand apart
matplotlib.rcParams["text.hinting"] = "no_hinting"
warnings.filterwarnings("ignore", message="Glyph .* missing from")  # a script that this machine has no face for is drawn as boxes


@cache
def families() -> list[str]:
    """Our face first, then those of the usual faces for other scripts that this machine has."""
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    font_manager.fontManager.addfont(folder / "SourceSansPro-Regular.ttf")
    there = {font.name for font in font_manager.fontManager.ttflist}
    return [SANS, *(name for name in FALLBACKS if name in there)]


@cache
def face(size: float) -> FontProperties:
    return FontProperties(family=families(), size=size)


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """In points; without a renderer, so that it is the same for the screen and for a file."""
    points, _, _ = text_to_path.get_text_width_height_descent(text, face(size), ismath=False)
    return float(points)


@lru_cache(maxsize=4096)
def fit(text: str, size: float, points: float) -> str:
    """The text, cut with an ellipsis where it is wider than that."""
    if width(text, size) <= points:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(text[:middle].rstrip() + "…", size) <= points else (low, middle - 1)
    return text[:low].rstrip() + "…"


def wrap(text: str, size: float, points: float, lines: int = 6) -> list[str]:
    """The text in lines no wider than that; its own line breaks are kept, what is past `lines` ends in an ellipsis."""
    out: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and width(longer, size) > points:
                out.append(line)
                longer = word
            line = longer
        out.append(line)
    if len(out) > lines:
        out = [*out[:lines - 1], out[lines - 1] + " …"]
    return [fit(line, size, points) for line in out]
