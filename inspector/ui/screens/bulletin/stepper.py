"""草稿 → 冻结 → 审核 → 印发 below the outline: how far the issue is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from inspector.texts import sentence
from inspector.ui.screens.bulletin.words import STEPS
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Theme

_DOT = 16


class Stepper(QWidget):
    """草稿 → 冻结 → 审核 → 印发: what is done is filled, where the issue stands is written in full ink."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self._on_appearance_changed)
        self.show_step(0)

    @property
    def at(self) -> int:
        """The step reached, from 0."""
        return self._at

    def show_step(self, at: int) -> None:
        """The issue stands at this step."""
        self._at = at
        names = [sentence(one) for one in STEPS]
        self.setAccessibleName(sentence("ui_bulletin.step", name=names[at], at=at + 1, of=len(names)))
        self.update()

    def _on_appearance_changed(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Dots over their words."""
        tokens = self._appearance.tokens
        return QSize(180, _DOT + 12 + QFontMetrics(face(tokens.dense)).height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dots, the lines between them, and words."""
        tokens = self._appearance.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self.width() / len(STEPS)
        middles = [QPointF(share * (at + 0.5), _DOT / 2 + 2) for at in range(len(STEPS))]
        for at, (left, right) in enumerate(pairwise(middles)):
            painter.setPen(QPen(QColor(tokens.primary if at < self._at else tokens.line2), 2))
            painter.drawLine(QPointF(left.x() + _DOT / 2, left.y()), QPointF(right.x() - _DOT / 2, right.y()))
        for at, middle in enumerate(middles):
            self._dot(painter, middle, done=at <= self._at)
            self._word(painter, QRectF(share * at, _DOT + 8, share, self.height() - _DOT - 8), at)
        painter.end()

    def _dot(self, painter: QPainter, middle: QPointF, *, done: bool) -> None:
        tokens = self._appearance.tokens
        painter.setPen(QPen(QColor(tokens.primary if done else tokens.line2), 2))
        painter.setBrush(QColor(tokens.primary if done else tokens.surface))
        painter.drawEllipse(middle, _DOT / 2 - 1, _DOT / 2 - 1)
        if done:
            side = _DOT - 4
            sign = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            paint_icon(painter, sign, "check", tokens.on_primary, heavy=True)

    def _word(self, painter: QPainter, room: QRectF, at: int) -> None:
        tokens = self._appearance.tokens
        painter.setFont(
            face(min(tokens.dense, 16) if tokens.theme is Theme.LARGE else tokens.dense, medium=at == self._at)
        )
        painter.setPen(QColor(tokens.ink if at == self._at else tokens.ink2))
        text = painter.fontMetrics().elidedText(sentence(STEPS[at]), Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
