"""Marks on the map: the lamp of a project as shape and letter, many projects as one disc with their number.

Drawn once per look and kept as pictures, because a pan draws some hundred of them sixty times a second.
"""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from inspector.domain.lamps import LampColour
from inspector.texts import sentence
from inspector.ui.theme.fonts import face
from inspector.ui.theme.tokens import Theme, Tokens
from inspector.ui.widgets.lamp import LampShape, paint_lamp
from inspector.ui.widgets.map.clusters import Mark

LETTERS_FROM = 13.0
"""The zoom level from which on a lamp has its letter beside it."""

SHAPES = {
    LampColour.RED: LampShape.RED,
    LampColour.YELLOW: LampShape.YELLOW,
    LampColour.GREEN: LampShape.GREEN,
    LampColour.NONE: LampShape.RING,
}

TONES = {
    LampColour.RED: "red",
    LampColour.YELLOW: "amber",
    LampColour.GREEN: "green",
    LampColour.NONE: "ink2",
}

_BURNING = frozenset({LampColour.RED, LampColour.YELLOW})
_HALO = 3
_THOUSAND = 1_000


def letter_of(colour: LampColour) -> str:
    """`红`, `黄`, `绿`; nothing for a lamp that does not burn."""
    letters = {
        LampColour.RED: "ui_map.letter_red",
        LampColour.YELLOW: "ui_map.letter_yellow",
        LampColour.GREEN: "ui_map.letter_green",
    }
    return sentence(letters[colour]) if colour in letters else ""


class MarkPainter:
    """Draws marks in one look, at one pixel ratio."""

    def __init__(self, tokens: Tokens, ratio: float) -> None:
        self._tokens = tokens
        self._ratio = ratio
        self._picture = lru_cache(maxsize=512)(self._drawn)

    def size_of(self, mark: Mark, zoom: float) -> QSize:
        """Pixels that a mark takes, for clicks."""
        return self._size(mark.worst, self._told(mark, zoom))

    def paint(self, painter: QPainter, place: QPointF, mark: Mark, zoom: float, *, chosen: bool) -> None:
        """Draw a mark with its middle at `place`."""
        picture = self._picture(mark.worst, self._told(mark, zoom), chosen)
        size = picture.deviceIndependentSize()
        painter.drawPixmap(QPointF(place.x() - size.width() / 2, place.y() - size.height() / 2), picture)

    def _told(self, mark: Mark, zoom: float) -> str:
        """What stands in a mark: a number, a letter, or nothing."""
        if mark.count > 1:
            return short_count(mark.count)
        return f" {letter_of(mark.worst)}".rstrip() if zoom >= LETTERS_FROM else ""

    def _size(self, worst: LampColour, told: str) -> QSize:
        lamp = self._lamp
        if not told:
            return QSize(lamp + 2 * _HALO, lamp + 2 * _HALO)
        words = QFontMetricsF(face(self._tokens.caption, medium=True)).horizontalAdvance(told.strip())
        height = max(lamp, self._tokens.caption + 4) + 2 * _HALO
        if told.startswith(" "):
            return QSize(int(lamp + words + 5 * _HALO), height)
        disc = max(words + 4 * _HALO, height + 2 + 4 * len(told))
        over = self._badge // 3 if worst in _BURNING else 0
        return QSize(int(disc) + over, int(disc) + over)

    @property
    def _lamp(self) -> int:
        """Larger in the open than in a cell: a finger or a glove has to find it."""
        return self._tokens.lamp + 2

    @property
    def _badge(self) -> int:
        return self._tokens.lamp_small + 1

    def _drawn(self, worst: LampColour, told: str, chosen: bool) -> QPixmap:  # noqa: FBT001 - a key of the cache
        ring = 3 if chosen else 0
        size = self._size(worst, told) + QSize(2 * ring + 2, 2 * ring + 2)
        made = QPixmap(size * self._ratio)
        made.setDevicePixelRatio(self._ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(0, 0, size.width(), size.height()).adjusted(ring + 1, ring + 1, -ring - 1, -ring - 1)
        if told and not told.startswith(" "):
            self._draw_cluster(painter, inside, worst, told, chosen=chosen)
        else:
            self._draw_lamp(painter, inside, worst, told.strip(), chosen=chosen)
        painter.end()
        return made

    def _draw_lamp(self, painter: QPainter, room: QRectF, worst: LampColour, told: str, *, chosen: bool) -> None:
        """The lamp on a ground of paper, so that it stands out from any map."""
        self._draw_ground(painter, room, chosen=chosen, edged=bool(told))
        lamp = QRectF(room.left() + _HALO, room.center().y() - self._lamp / 2, self._lamp, self._lamp)
        paint_lamp(painter, lamp.adjusted(1, 1, -1, -1), SHAPES[worst], self._tokens)
        if told:
            painter.setFont(face(self._tokens.caption, medium=True))
            painter.setPen(QColor(self._tokens.colour(TONES[worst])))
            rest = room.adjusted(self._lamp + 1.5 * _HALO, 0, 0, 0)
            painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)

    def _draw_cluster(self, painter: QPainter, room: QRectF, worst: LampColour, told: str, *, chosen: bool) -> None:
        """The number on paper; where a lamp burns red or yellow among them, its shape at the corner."""
        over = self._badge // 3 if worst in _BURNING else 0
        disc = room.adjusted(0, over, -over, 0)
        self._draw_disc(painter, disc, chosen=chosen)
        painter.setFont(face(self._tokens.caption, medium=True))
        painter.setPen(QColor(self._tokens.ink))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, told)
        if over:
            corner = QRectF(room.right() - self._badge, room.top(), self._badge, self._badge)
            self._draw_halo(painter, corner)
            paint_lamp(painter, corner.adjusted(1, 1, -1, -1), SHAPES[worst], self._tokens)

    def _draw_disc(self, painter: QPainter, room: QRectF, *, chosen: bool) -> None:
        painter.setPen(QPen(QColor(self._tokens.ink if chosen else self._tokens.bar), 3 if chosen else 1.5))
        painter.setBrush(QColor(self._tokens.tint))
        painter.drawEllipse(room)

    def _draw_ground(self, painter: QPainter, room: QRectF, *, chosen: bool, edged: bool) -> None:
        """Paper; without a letter it has no edge, which would be a second ring around the ring of no lamp."""
        pen = QPen(QColor(self._tokens.line2), self._tokens.border) if edged else QPen(Qt.PenStyle.NoPen)
        painter.setPen(QPen(QColor(self._tokens.primary), 3) if chosen else pen)
        painter.setBrush(QColor(self._tokens.surface))
        painter.drawRoundedRect(room, room.height() / 2, room.height() / 2)

    def _draw_halo(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._tokens.surface))
        painter.drawEllipse(room.adjusted(-1.5, -1.5, 1.5, 1.5))


def short_count(count: int) -> str:
    """`46`, `999`, `1.2k`, `12k`: a number that fits into a disc."""
    if count < _THOUSAND:
        return str(count)
    thousands = count / _THOUSAND
    return f"{thousands:.0f}k" if thousands >= 10 else f"{int(thousands * 10) / 10:g}k"  # noqa: PLR2004 - one decimal


def paint_stop(painter: QPainter, place: QPointF, number: int, tokens: Tokens) -> None:
    """A numbered stop of a route, above its mark."""
    painter.setFont(face(tokens.caption, medium=True))
    words = QFontMetricsF(painter.font()).horizontalAdvance(str(number))
    height = tokens.caption + 6
    wide = max(words + 8, height)
    room = QRectF(place.x() - wide / 2, place.y() - height - tokens.lamp, wide, height)
    painter.setPen(QPen(QColor(tokens.surface), 1.5))
    painter.setBrush(QColor(tokens.primary))
    painter.drawRoundedRect(room, height / 2, height / 2)
    painter.setPen(QColor(tokens.on_primary))
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(number))


def paint_words(painter: QPainter, place: QPointF, words: str, tokens: Tokens) -> None:
    """Words with a rim of paper, their left end at `place`, so that they can be read on any map."""
    picture = _words(words, tokens, painter.device().devicePixelRatio())
    painter.drawPixmap(QPointF(place.x() - _RIM, place.y() - tokens.caption - _RIM), picture)


def words_width(words: str, tokens: Tokens) -> float:
    """How wide `paint_words` draws."""
    return QFontMetricsF(_map_face(tokens)).horizontalAdvance(words)


_RIM = 3
_AROUND = tuple((1.5 * cos(turn * pi / 6), 1.5 * sin(turn * pi / 6)) for turn in range(12))


@lru_cache(maxsize=512)
def _words(words: str, tokens: Tokens, ratio: float) -> QPixmap:
    """Kept as a picture: a rim is a stroked outline, far too slow for every frame."""
    size = QSize(int(words_width(words, tokens)) + 2 * _RIM + 1, tokens.caption * 3 // 2 + 2 * _RIM)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setFont(_map_face(tokens))
    base = QPointF(_RIM, tokens.caption + _RIM)
    painter.setPen(QColor(tokens.surface))
    # Not as an outline: a path of letters takes those of a fall-back face from the wrong one.
    for across, down in _AROUND:
        painter.drawText(base + QPointF(across, down), words)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(base, words)
    painter.end()
    return made


def _map_face(tokens: Tokens) -> QFont:
    return face(tokens.caption, medium=tokens.theme is Theme.LARGE)
