"""How the desk looks: Fusion, our own faces, and one style sheet in the colours of `charts.palette`; light or dark."""
from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path
from string import Template

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from workbench import assets
from workbench.charts import palette
from workbench.charts.palette import Theme, Tokens

SANS, SERIF = "Source Sans Pro", "Source Serif Pro"
DESK_POINTS, CAPTION_POINTS, TEXT_POINTS = 10.0, 8.5, 11.5
STEP = 4  # all spacing is a multiple of it
ORDINARY = 11.0  # points of the system's own letters, at most: who has larger ones asked for them, and the desk grows with them
LARGEST = 2.0  # times
APPEARANCES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_FACES = {"font_source_sans_pro": ("SourceSansPro", ("Regular", "It", "Semibold", "Bold")),
          "font_source_serif_pro": ("SourceSerifPro", ("Regular", "It", "Semibold", "Bold"))}


def apply(app: QApplication, appearance: str = "system") -> None:
    """Dresses the program. `appearance` is one of APPEARANCES; call it again to change it. Widgets that paint themselves ask `tokens()`
    while painting; those that keep colours hear of a change as QEvent.PaletteChange."""
    if not app.property("dressed"):
        app.setProperty("dressed", True)
        app.setStyle("Fusion")
        load_faces()
        grow(app, app.font().pointSizeF())
        app.styleHints().colorSchemeChanged.connect(lambda _: _dress(app))
    app.setProperty("appearance", appearance)
    app.styleHints().setColorScheme(APPEARANCES[appearance])
    _dress(app)


def grow(app: QApplication, system_points: float) -> None:
    """The desk's letters, and what is measured by them, follow the size of the system's."""
    app.setProperty("system", min(max(1.0, system_points / ORDINARY), LARGEST))
    _grow(app)


def set_size(app: QApplication, percent: int) -> None:
    """What the analyst wants of it: widgets that were made before keep their room."""
    app.setProperty("size", percent / 100)
    _grow(app)


def _grow(app: QApplication) -> None:
    app.setProperty("letters", min((app.property("system") or 1.0) * (app.property("size") or 1.0), LARGEST))
    app.setFont(desk_font())


def set_text_face(app: QApplication, face: str) -> None:
    """Of the reader's text: `serif` or `sans`."""
    app.setProperty("face", SANS if face == "sans" else SERIF)


def letters() -> float:
    """How many times larger than on the first day the letters are."""
    app = QApplication.instance()
    return float(app.property("letters") or 1.0) if app else 1.0


def points(ordinary: float) -> float:
    return ordinary * letters()


def pixels(ordinary: float) -> int:
    """Of what holds words: rows, columns, fields."""
    return round(ordinary * letters())


def room(widget: QWidget, width: float, height: float) -> QSize:
    """For a dialog of this size on the first day: it grows with the letters as long as the screen has room."""
    return QSize(pixels(width), pixels(height)).boundedTo(widget.screen().availableGeometry().size() * 0.9)


def current() -> Theme:
    """What was chosen, else what the system has; not every platform lets a program choose, so Qt is not asked then."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return "light"
    chosen = APPEARANCES.get(app.property("appearance"), Qt.ColorScheme.Unknown)
    scheme = app.styleHints().colorScheme() if chosen == Qt.ColorScheme.Unknown else chosen
    return "dark" if scheme == Qt.ColorScheme.Dark else "light"


def tokens() -> Tokens:
    return palette.tokens(current())


def load_faces() -> None:
    for package, (stem, weights) in _FACES.items():
        spec = find_spec(package)
        if spec and spec.origin:
            for weight in weights:
                QFontDatabase.addApplicationFont(str(Path(spec.origin).parent / "files" / f"{stem}-{weight}.ttf"))


def desk_font(bold: bool = False) -> QFont:
    return _font(SANS, DESK_POINTS, bold)


def caption_font(bold: bool = False) -> QFont:
    return _font(SANS, CAPTION_POINTS, bold)


def text_font(ordinary: float = TEXT_POINTS, bold: bool = False) -> QFont:
    app = QApplication.instance()
    return _font((app.property("face") if app else None) or SERIF, ordinary, bold)


def _font(face: str, ordinary: float, bold: bool) -> QFont:
    font = QFont(face)
    font.setPointSizeF(ordinary * letters())
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setStyleHint(QFont.StyleHint.Serif if face == SERIF else QFont.StyleHint.SansSerif)
    return font


def _dress(app: QApplication) -> None:
    app.setPalette(_palette(tokens()))
    app.setStyleSheet(style_sheet(current()))


def style_sheet(theme: Theme) -> str:
    colours = palette.tokens(theme)
    names = {name: getattr(colours, name) for name in Tokens.__slots__}
    mixed = {"stripe": palette.mix(colours.panel, colours.desk, 0.5), "accent_soft": palette.mix(colours.panel, colours.accent, 0.35)}
    mixed |= {icon: assets.path("icons", f"{icon}-{theme}.svg").as_posix() for icon in ("chevron", "tick")}
    sheet = Template(assets.path("styles", "desk.qss").read_text(encoding="utf-8")).substitute(names | mixed)
    sheet = re.sub(r"([\d.]+)pt\b", lambda size: f"{points(float(size[1])):g}pt", sheet)
    return re.sub(r"([\d.]+)lp\b", lambda size: f"{pixels(float(size[1]))}px", sheet)  # pixels that grow with the letters


def _palette(colours: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    made = QPalette()
    shown = {"panel": (roles.Base, roles.Button, roles.ToolTipBase, roles.Light), "desk": (roles.Window, roles.AlternateBase),
             "ink": (roles.Text, roles.WindowText, roles.ButtonText, roles.HighlightedText, roles.ToolTipText), "selection": (roles.Highlight,),
             "accent": (roles.Link, roles.Accent), "muted": (roles.PlaceholderText, roles.Dark), "hairline": (roles.Mid, roles.Midlight),
             "warning": (roles.BrightText,)}
    for name, some in shown.items():
        for role in some:
            made.setColor(role, QColor(getattr(colours, name)))
    for role in (roles.Text, roles.WindowText, roles.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(palette.mix(colours.muted, colours.panel, 0.4)))
    return made
