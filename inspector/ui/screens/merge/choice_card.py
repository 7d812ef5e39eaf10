"""One side of a conflict as a button: the value, who wrote it and when, and the key that takes it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.widgets.enter import EnterClicks
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.key_cap import paint_key_cap

_PAD = 12
_GAP = 4
_KEY = 22
_LONG = 24
"""Characters from which a value is set in the letters of running text."""
_LEAST = 120
_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignTop)
_TALL = 10_000


@dataclass(frozen=True)
class Offer:
    """What a card says; `choice` is the decision that it stands for, `key` printed on its cap."""

    choice: str
    value: str
    note: str
    key: str


class ChoiceCard(EnterClicks, QAbstractButton):
    """`clicked` takes the side; the chosen one is tinted, those of the current conflict have a dark edge."""

    def __init__(self, appearance: Appearance, offer: Offer) -> None:
        super().__init__()
        self._appearance = appearance
        self._current = False
        self.offer = offer
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_offer(offer)
        appearance.changed.connect(self._on_appearance_changed)

    def show_offer(self, offer: Offer) -> None:
        """Say something else."""
        self.offer = offer
        self.setAccessibleName(offer.value)
        self.setAccessibleDescription(offer.note)
        self._on_appearance_changed()

    def show_state(self, *, chosen: bool, current: bool) -> None:
        """Whether its side is taken, and whether its conflict is the one that keys decide."""
        self.setChecked(chosen)
        self._current = current
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """A click asks; what is chosen is shown from outside."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow, and as high as that needs."""
        return QSize(_LEAST, self.heightForWidth(_LEAST))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line of each."""
        value, note = QFontMetrics(self._value_face()), QFontMetrics(self._note_face())
        return QSize(_LEAST, value.height() + note.height() + _GAP + 2 * _PAD)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The broken lines of value and note."""
        return self._value_height(width) + self._note_height(width) + _GAP + 2 * _PAD

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Ground, value, who and when, and the key or a check."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        tokens = self._appearance.tokens
        width = self.width()
        high = self._value_height(width)
        painter.setFont(self._value_face())
        painter.setPen(QColor(tokens.ink))
        painter.drawText(QRectF(_PAD, _PAD, self._room(width), high), _FLAGS, self.offer.value)
        painter.setFont(self._note_face())
        painter.setPen(QColor(tokens.ink2))
        below = QRectF(_PAD, _PAD + high + _GAP, width - 2 * _PAD, self._note_height(width))
        painter.drawText(below, _FLAGS, self.offer.note)
        self._paint_key(painter)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), tokens)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = self._appearance.tokens
        edge = "primary" if self.isChecked() else "ink" if self._current else "line2"
        width = tokens.ring if self.isChecked() or self._current else tokens.border
        ground = "tint" if self.isChecked() else "head" if self.underMouse() else "surface"
        painter.setPen(QPen(QColor(tokens.colour(edge)), width))
        painter.setBrush(QColor(tokens.colour(ground)))
        by = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(by, by, -by, -by), tokens.radius, tokens.radius)

    def _paint_key(self, painter: QPainter) -> None:
        tokens = self._appearance.tokens
        side = self._key_side
        place = QRectF(self.width() - side - 8, 8, side, side)
        if not self.isChecked():
            if self.offer.key:
                paint_key_cap(painter, place, self.offer.key, tokens, tokens.ink2)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.primary))
        painter.drawRoundedRect(place, tokens.radius, tokens.radius)
        paint_icon(painter, place.adjusted(3, 3, -3, -3), "check", tokens.on_primary, heavy=True)

    @property
    def _key_side(self) -> int:
        return max(_KEY, self._appearance.tokens.dense + 8)

    def _room(self, width: int) -> int:
        return max(1, width - 2 * _PAD - self._key_side)

    def _value_height(self, width: int) -> int:
        metrics = QFontMetrics(self._value_face())
        return metrics.boundingRect(0, 0, self._room(width), _TALL, _FLAGS, self.offer.value).height()

    def _note_height(self, width: int) -> int:
        metrics = QFontMetrics(self._note_face())
        return metrics.boundingRect(0, 0, max(1, width - 2 * _PAD), _TALL, _FLAGS, self.offer.note).height()

    def _value_face(self) -> QFont:
        tokens = self._appearance.tokens
        return face(tokens.body if len(self.offer.value) > _LONG else tokens.section, medium=True)

    def _note_face(self) -> QFont:
        return face(self._appearance.tokens.dense)

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()
