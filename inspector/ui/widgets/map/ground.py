"""What lies under the marks: tiles, boundaries with their names, or a grid of degrees.

It stands apart from the widget because layers come and go while marks stay; it keeps what each layer needs for a frame.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from inspector.domain.geo import Position, from_wgs84
from inspector.domain.mercator import pixels_at, to_degrees, to_world
from inspector.domain.outlines import Outline
from inspector.domain.project import Datum
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.map.furniture import paint_grid
from inspector.ui.widgets.map.marks import paint_words, words_width
from inspector.ui.widgets.map.tile_plan import TilePlace, ancestors, places
from inspector.ui.widgets.map.tiles import Key, TileLoader
from inspector.ui.widgets.map.viewport import Box, Viewport

_SHIFTED = frozenset({Datum.GCJ02, Datum.BD09})


@dataclass(frozen=True)
class TileLayer:
    """A layer of tiles; `levels` are its first and last zoom level."""

    key: str
    levels: tuple[int, int]
    datum: Datum = Datum.WGS84


class OutlineLayer:
    """Boundaries, prepared for drawing at every zoom level; made in a background thread, drawn in the window's."""

    def __init__(self, outlines: Iterable[Outline]) -> None:
        self._areas = [_Area(one) for one in outlines]
        self._paths: dict[int, list[QPainterPath]] = {}

    @property
    def box(self) -> Box | None:
        """Around all areas."""
        boxes = [one.box for one in self._areas]
        if not boxes:
            return None
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)

    def paint(self, painter: QPainter, view: Viewport, tokens: Tokens, *, filled: bool) -> None:
        """The lines; on a blank ground the areas are paper."""
        pen = QPen(QColor(tokens.line2), tokens.border)
        pen.setCosmetic(True)
        seen = view.box(4)
        for area, path in zip(self._areas, self._level(int(view.zoom)), strict=True):
            if not _meet(area.box, seen):
                continue
            painter.save()
            painter.translate(*view.to_screen(*area.box[:2]))
            painter.scale(view.pixels, view.pixels)
            painter.setPen(pen)
            painter.setBrush(QColor(tokens.surface) if filled else Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            painter.restore()

    def paint_names(self, painter: QPainter, view: Viewport, tokens: Tokens) -> None:
        """The names in the middle of areas that are wide enough."""
        for area in self._areas:
            left, top = view.to_screen(*area.box[:2])
            right, bottom = view.to_screen(*area.box[2:])
            wide = words_width(area.name, tokens)
            if area.name and right - left > 2 * wide and _meet(area.box, view.box()):
                place = QPointF((left + right - wide) / 2, (top + bottom) / 2)
                paint_words(painter, place, area.name, tokens)

    def _level(self, level: int) -> list[QPainterPath]:
        if level not in self._paths:
            self._paths[level] = [one.path(1 / pixels_at(level + 0.5)) for one in self._areas]
        return self._paths[level]


class _Area:
    """One area in the unit square, its rings relative to its north-western corner: near zero, numbers stay exact."""

    def __init__(self, outline: Outline) -> None:
        rings = [[to_world(*point) for point in ring] for ring in outline.rings]
        across = [x for ring in rings for x, _ in ring]
        down = [y for ring in rings for _, y in ring]
        self.name = outline.name
        self.box: Box = (min(across), min(down), max(across), max(down))
        west, north = self.box[:2]
        self._rings = [
            (array("d", [x - west for x, _ in ring]), array("d", [y - north for _, y in ring])) for ring in rings
        ]

    def path(self, least: float) -> QPainterPath:
        """The rings without points nearer to the one before than `least`."""
        made = QPainterPath()
        for xs, ys in self._rings:
            points = _apart(xs, ys, least)
            if len(points) > 2:  # noqa: PLR2004 - a speck of less is nothing to draw
                made.addPolygon(QPolygonF(points))
                made.closeSubpath()
        return made


def _apart(xs: Sequence[float], ys: Sequence[float], least: float) -> list[QPointF]:
    points: list[QPointF] = []
    last_x = last_y = -1.0
    for x, y in zip(xs, ys, strict=True):
        if abs(x - last_x) >= least or abs(y - last_y) >= least:
            points.append(QPointF(x, y))
            last_x, last_y = x, y
    return points


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


class Ground:
    """The layers of a map and how they are drawn."""

    def __init__(self, loader: TileLoader) -> None:
        self.loader = loader
        self.tile_layers: tuple[TileLayer, ...] = ()
        self.outline_layers: tuple[OutlineLayer, ...] = ()

    def paint(self, painter: QPainter, view: Viewport, tokens: Tokens) -> None:
        """Everything below the marks; asks for the tiles that are missing."""
        painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(tokens.canvas))
        if not self.tile_layers:
            paint_grid(painter, view, tokens)
        wanted: list[Key] = []
        for layer in self.tile_layers:
            wanted += self._paint_tiles(painter, view, layer)
        self.loader.want(wanted)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for outlines in self.outline_layers:
            outlines.paint(painter, view, tokens, filled=not self.tile_layers)
        for outlines in self.outline_layers:
            outlines.paint_names(painter, view, tokens)

    def _paint_tiles(self, painter: QPainter, view: Viewport, layer: TileLayer) -> list[Key]:
        """Draw what is here; the keys of what is not."""
        missing: list[Key] = []
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in places(view, layer.levels, datum_shift(view, layer.datum)):
            key = (layer.key, place.zoom, place.column, place.row)
            picture = self.loader.picture(key)
            if picture is not None:
                painter.drawPixmap(_rect(place), picture, QRectF(picture.rect()))
                continue
            self._paint_stand_in(painter, place, layer)
            if not self.loader.known(key):
                missing.append(key)
        return missing

    def _paint_stand_in(self, painter: QPainter, place: TilePlace, layer: TileLayer) -> None:
        """The part of a larger tile, where one is here: coarse is better than blank."""
        for address, (left, top, side) in ancestors(place, layer.levels[0]):
            picture = self.loader.picture((layer.key, *address))
            if picture is not None:
                wide = picture.width()
                painter.drawPixmap(_rect(place), picture, QRectF(left * wide, top * wide, side * wide, side * wide))
                return


def datum_shift(view: Viewport, datum: Datum) -> tuple[float, float]:
    """How far a datum moves the middle of the view, in the unit square.

    The shift changes by some metres over a whole view, less than two pixels at any zoom level, so one for all tiles is
    enough; marks and boundaries stay where they are.
    """
    if datum not in _SHIFTED:
        return 0.0, 0.0
    moved = from_wgs84(Position(*to_degrees(view.x, view.y)), datum)
    x, y = to_world(moved.longitude, moved.latitude)
    return x - view.x, y - view.y


def _rect(place: TilePlace) -> QRectF:
    """On whole pixels, so that no line shows between two tiles."""
    left, top = round(place.left), round(place.top)
    return QRectF(left, top, round(place.left + place.side) - left, round(place.top + place.side) - top)
