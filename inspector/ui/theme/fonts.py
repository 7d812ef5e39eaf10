"""The interface face, from resources/fonts: Noto Sans SC in two weights, and a face for rare characters.

The medium weight is a family of its own (InspectorHei is Noto Sans SC Medium), so that no platform ever makes up a
bold of its own.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from inspector import paths

REGULAR = "InspectorSans"
MEDIUM = "InspectorHei"
MARK = "InspectorTitle"
RARE = "InspectorFallback"

_FILES = tuple(f"{family}.ttf" for family in (REGULAR, MEDIUM, MARK, RARE))


def load_fonts() -> tuple[str, ...]:
    """Make the bundled faces known to Qt, and tell which files it could not read; needs a QGuiApplication."""
    known = set(QFontDatabase.families())
    return tuple(name for name in _FILES if name.removesuffix(".ttf") not in known and not _added(name))


def face(size: int, *, medium: bool = False) -> QFont:
    """The interface face in pixels, for painters; the window's own font is `face(tokens.body)`."""
    font = QFont()
    font.setFamilies([MEDIUM if medium else REGULAR, RARE])
    font.setWeight(QFont.Weight.Medium if medium else QFont.Weight.Normal)
    font.setPixelSize(size)
    return font


def _added(name: str) -> bool:
    return QFontDatabase.addApplicationFont(str(paths.resources("fonts", name))) != -1
