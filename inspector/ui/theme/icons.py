"""Line icons in any token's colour, sharp at any display scale.

The drawings are SVG files on a grid of 20 (resources/icons), with strokes in `currentColor`. Qt's own SVG icons know
neither our colours nor the heavier stroke that small icons need, and an icon engine written in Python crashes when Qt
copies the icon; so icons are rendered here once for every display that is connected.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from inspector import paths
from inspector.ui.theme.tokens import Tokens

_SMALL = 18
"""Below this size, and on fills, strokes are 2 instead of 1.5 of the grid."""


def icon(name: str, tokens: Tokens, colour: str = "ink2", size: int = 20) -> QIcon:
    """The icon in a token's colour, meant for `size` pixels; disabled in the least ink, selected in the link colour.

    Raises FileNotFoundError for a name that has no drawing.
    """
    heavy = size < _SMALL or colour.startswith("on_")
    modes = {QIcon.Mode.Normal: colour, QIcon.Mode.Disabled: "ink3"}
    modes[QIcon.Mode.Selected] = colour if colour.startswith("on_") else "link"
    made = QIcon()
    for mode, one in modes.items():
        svg = drawing(name, tokens.colour(one), heavy=heavy)
        for scale in _scales():
            pixmap = QPixmap.fromImage(_image(svg, round(size * scale)))
            pixmap.setDevicePixelRatio(scale)
            made.addPixmap(pixmap, mode)
    return made


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str, *, heavy: bool = False) -> None:
    """Draw an icon with a painter, in a `#RRGGBB` colour, for delegates."""
    _renderer(drawing(name, colour, heavy=heavy)).render(painter, rect)


@cache
def drawing(name: str, colour: str, *, heavy: bool) -> bytes:
    """The SVG of an icon in a `#RRGGBB` colour."""
    text = paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")
    text = text.replace("currentColor", QColor(colour).name())
    return (text.replace('stroke-width="1.5"', 'stroke-width="2"') if heavy else text).encode()


@lru_cache(maxsize=256)
def _renderer(svg: bytes) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(svg))


@lru_cache(maxsize=2048)
def _image(svg: bytes, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    _renderer(svg).render(painter, QRectF(image.rect()))
    painter.end()
    return image


def _scales() -> list[float]:
    """The device pixel ratios of the displays that are connected."""
    return sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()} | {1.0})
