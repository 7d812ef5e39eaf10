"""Lamps as shape, letter and days; never by colour alone.

`sign_of` says what a lamp of the domain looks like, `paint_sign` draws it in a cell, `LampLabel` in a window.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.domain.lamps import Lamp, LampColour, LampState
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.focus_ring import paint_focus_ring

_GAP = 6
_SIDE = 4
"""Room left and right for the focus ring."""


class LampShape(Enum):
    """The shapes: full ones are lamps, a check inside is finished; `TEXT` has a word instead of a shape."""

    GREEN = "green"
    GREEN_DONE = "green_done"
    YELLOW = "yellow"
    RED = "red"
    RED_DONE = "red_done"
    RING = "ring"
    PAUSE = "pause"
    DASH = "dash"
    TEXT = "text"


@dataclass(frozen=True)
class LampSign:
    """How a lamp is shown: `text` beside the shape, `tone` the token of its letters, `tint` of its cell or empty.

    `spoken` is for screen readers and where there is no room for `text`.
    """

    shape: LampShape
    text: str
    tone: str
    tint: str = ""
    spoken: str = ""


def sign_of(lamp: Lamp) -> LampSign:
    """The sign of a step's lamp."""
    if lamp.colour is LampColour.GREEN:
        return LampSign(LampShape.GREEN_DONE, sentence("ui.widget_lamp_green_done"), "green")
    if lamp.colour is LampColour.YELLOW:
        return LampSign(LampShape.YELLOW, _yellow(lamp.days_left or 0), "amber", "amber_tint")
    if lamp.colour is LampColour.RED:
        return _red(lamp)
    return _dark(lamp)


def _yellow(days: int) -> str:
    return sentence("ui.widget_lamp_yellow", days=days) if days else sentence("ui.widget_lamp_yellow_today")


def _red(lamp: Lamp) -> LampSign:
    if lamp.state in {LampState.LATE, LampState.REFUSED}:
        return LampSign(LampShape.RED_DONE, sentence("ui.widget_lamp_red_late", days=lamp.overdue_days), "red")
    days = lamp.overdue_days
    text = sentence("ui.widget_lamp_red", days=days) if days else sentence("ui.widget_lamp_red_today")
    return LampSign(LampShape.RED, text, "red", "red_tint")


def _dark(lamp: Lamp) -> LampSign:
    if lamp.state is LampState.IN_PROGRESS and lamp.days_left is not None:
        return LampSign(LampShape.RING, sentence("ui.widget_lamp_days_left", days=lamp.days_left), "ink2")
    if lamp.state is LampState.NOT_APPLICABLE:
        return LampSign(LampShape.DASH, "", "ink3", spoken=sentence("ui.widget_lamp_not_applicable"))
    shape, tone = _DARK.get(lamp.state, (LampShape.TEXT, "ink2"))
    return LampSign(shape, _dark_text(lamp.state), tone)


_DARK = {
    LampState.IN_PROGRESS: (LampShape.RING, "ink2"),
    LampState.STOPPED: (LampShape.PAUSE, "ink2"),
    LampState.PENDING: (LampShape.TEXT, "ink3"),
}


def _dark_text(state: LampState) -> str:
    texts = {
        LampState.IN_PROGRESS: "ui.widget_lamp_in_progress",
        LampState.STOPPED: "ui.widget_lamp_stopped",
        LampState.PENDING: "ui.widget_lamp_pending",
        LampState.REFUSED: "ui.widget_lamp_refused",
    }
    return sentence(texts.get(state, "ui.widget_lamp_finished"))


def paint_lamp(painter: QPainter, rect: QRectF, shape: LampShape, tokens: Tokens) -> None:
    """The shape alone, filling `rect`, a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if shape in {LampShape.GREEN, LampShape.GREEN_DONE}:
        painter.setBrush(QColor(tokens.green_fill))
        painter.drawEllipse(rect)
    elif shape in {LampShape.RED, LampShape.RED_DONE}:
        painter.setBrush(QColor(tokens.red_fill))
        painter.drawRoundedRect(_shrunk(rect, 0.03), 1, 1)
    elif shape is LampShape.YELLOW:
        _paint_triangle(painter, rect, tokens)
    else:
        _paint_dark(painter, rect, shape, tokens)
    if shape in {LampShape.GREEN_DONE, LampShape.RED_DONE}:
        colour = tokens.on_green if shape is LampShape.GREEN_DONE else tokens.on_red
        paint_icon(painter, _shrunk(rect, 0.12), "check", colour, heavy=True)
    painter.restore()


def _paint_triangle(painter: QPainter, rect: QRectF, tokens: Tokens) -> None:
    pen = QPen(QColor(tokens.amber_edge), max(1.2, rect.width() / 12))
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(QColor(tokens.amber_fill))
    inside = rect.adjusted(-0.5, pen.widthF() / 2, 0.5, -pen.widthF() / 2)
    top = QPointF(inside.center().x(), inside.top())
    painter.drawPolygon(QPolygonF([top, inside.bottomRight(), inside.bottomLeft()]))


def _paint_dark(painter: QPainter, rect: QRectF, shape: LampShape, tokens: Tokens) -> None:
    stroke = max(1.5, rect.width() / 9)
    if shape is LampShape.RING:
        painter.setPen(QPen(QColor(tokens.ink3), stroke))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(_shrunk(rect, 0.1))
        return
    painter.setBrush(QColor(tokens.ink3))
    middle, size = rect.center(), rect.width()
    if shape is LampShape.PAUSE:
        stroke = max(2.0, size / 6)
        for side in (-0.2, 0.2):
            left = middle.x() + side * size - stroke / 2
            painter.drawRect(QRectF(left, middle.y() - size * 0.35, stroke, size * 0.7))
    elif shape is LampShape.DASH:
        painter.drawRect(QRectF(middle.x() - size * 0.4, middle.y() - stroke / 2, size * 0.8, stroke))


def _shrunk(rect: QRectF, part: float) -> QRectF:
    by = rect.width() * part
    return rect.adjusted(by, by, -by, -by)


def paint_sign(painter: QPainter, rect: QRectF, sign: LampSign, tokens: Tokens, letters: int = 0) -> None:
    """Shape and text at the left of `rect`, in the middle of its height; `letters` in pixels (dense if 0)."""
    size = _shape_size(tokens, letters)
    left = rect.left()
    if sign.shape is not LampShape.TEXT:
        paint_lamp(painter, QRectF(left, rect.center().y() - size / 2, size, size), sign.shape, tokens)
        left += size + _GAP
    painter.save()
    painter.setFont(_letters(sign, tokens, letters))
    painter.setPen(QColor(tokens.colour(sign.tone)))
    room = QRectF(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sign.text)
    painter.restore()


def sign_width(sign: LampSign, tokens: Tokens, letters: int = 0) -> int:
    """How wide `paint_sign` draws."""
    words = QFontMetrics(_letters(sign, tokens, letters)).horizontalAdvance(sign.text)
    if sign.shape is LampShape.TEXT:
        return words
    return _shape_size(tokens, letters) + (words + _GAP if sign.text else 0)


def _shape_size(tokens: Tokens, letters: int) -> int:
    return max(tokens.lamp, letters - 2)


def _letters(sign: LampSign, tokens: Tokens, letters: int) -> QFont:
    return face(letters or tokens.dense, medium=bool(sign.tint) or sign.tone in {"green", "red"})


class LampLabel(EnterClicks, QAbstractButton):
    """A lamp in a window. With `asks` a click or Enter wants to know why, and it takes the focus."""

    def __init__(self, appearance: Appearance, sign: LampSign, *, asks: bool = False, letters: int = 0) -> None:
        super().__init__()
        self._appearance = appearance
        self._sign = sign
        self._given_letters = letters
        self._asks = asks
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if asks else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not asks)
        appearance.changed.connect(self._on_appearance_changed)
        self.show_sign(sign)

    def show_sign(self, sign: LampSign) -> None:
        """Show another lamp."""
        self._sign = sign
        self.setAccessibleName(sign.spoken or sign.text)
        self.setToolTip(sign.spoken)
        self._on_appearance_changed()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Shape and text, and room for the focus ring."""
        tokens = self._appearance.tokens
        height = QFontMetrics(face(self._given_letters or tokens.dense)).height() + 4
        least = tokens.target if self._asks else 0
        return QSize(sign_width(self._sign, tokens, self._given_letters) + 2 * _SIDE, max(height, least))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The sign, with a ring around it in focus."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        paint_sign(painter, QRectF(self.rect()).adjusted(_SIDE, 0, 0, 0), self._sign, tokens, self._given_letters)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
