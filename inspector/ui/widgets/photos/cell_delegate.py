"""Draws the cells of a photo grid: the middle of the picture, what stands on it, and the lines below.

Only what is visible asks for its thumbnail, and only here.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.texts import sentence
from inspector.ui.pictures import PictureLoader
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.focus_ring import paint_focus_ring
from inspector.ui.widgets.photos.cells import Heading, PhotoCell, Row
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate

_HALF_GAP = 4
_STEP = 80
"""Widths of thumbnails are asked for in steps, so that a window being resized does not ask for each of its sizes."""
_LARGEST = 320
_INSET = 6


class CellDelegate(RowDelegate):
    """`width` is that of a cell, set by the grid; `lines` how many stand below a picture at least."""

    def __init__(self, appearance: Appearance, pictures: PictureLoader, *, lines: int = 1) -> None:
        super().__init__(appearance)
        self._pictures = pictures
        self._lines = lines
        self.width = 128
        self.across = 256

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """A cell, or the whole width for a heading."""
        tokens = self.appearance.tokens
        row: Row = index.data(ROW)
        if isinstance(row, Heading):
            return QSize(self.across, tokens.section + 20)
        letters = QFontMetrics(face(tokens.caption)).height()
        lines = max(self._lines, bool(row.line) + bool(row.note) + len(row.warnings))
        return QSize(self.width, self._picture_height() + lines * letters + 2 * _HALF_GAP + 6)

    def _picture_height(self) -> int:
        return (self.width - 2 * _HALF_GAP) * 3 // 4

    def picture_rect(self, cell: QRect) -> QRect:
        """Where the picture is drawn in a cell."""
        inside = cell.adjusted(_HALF_GAP, _HALF_GAP, -_HALF_GAP, 0)
        return QRect(inside.left(), inside.top(), inside.width(), self._picture_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell or a heading."""
        row: Row = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if isinstance(row, Heading):
            _paint_heading(painter, option.rect, row, self.appearance.tokens)
        else:
            self._paint_photo(painter, option, row)
        painter.restore()

    def _paint_photo(self, painter: QPainter, option: QStyleOptionViewItem, row: PhotoCell) -> None:
        tokens = self.appearance.tokens
        area, state = self.picture_rect(option.rect), option.state
        self._paint_picture(painter, area, row)
        if row.number:
            _paint_cap(painter, area.topLeft() + QPoint(_INSET, _INSET), str(row.number), tokens)
        if row.mark:
            _paint_mark(painter, area, row.mark, tokens)
        if state & QStyle.StateFlag.State_Selected:
            _paint_chosen(painter, area, tokens)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_focus_ring(painter, QRectF(area), tokens)
        _paint_lines(painter, QRect(area.left(), area.bottom() + 3, area.width(), option.rect.height()), row, tokens)

    def _paint_picture(self, painter: QPainter, area: QRect, row: PhotoCell) -> None:
        tokens = self.appearance.tokens
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(area), tokens.radius, tokens.radius)
        pixmap = self._pictures.pixmap(row.sha256, _edge(area), painter.device().devicePixelRatio())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(shape, QColor(tokens.head))
        if not pixmap.isNull():
            painter.save()
            painter.setClipPath(shape)
            painter.drawPixmap(area, pixmap, middle(pixmap, area.size()))
            painter.restore()
        elif self._pictures.is_missing(row.sha256):
            _paint_missing(painter, area, tokens)
        painter.setPen(QPen(QColor(tokens.line), tokens.border))
        painter.drawPath(shape)


def _edge(area: QRect) -> int:
    """Pixels of a thumbnail that fills the area whichever way it was taken."""
    wanted = area.width() * 4 // 3
    return min(_LARGEST, -(-wanted // _STEP) * _STEP)


def middle(pixmap: QPixmap, size: QSize) -> QRect:
    """The part of a picture that fills `size` without distortion."""
    whole = pixmap.size()
    part = size.scaled(whole, Qt.AspectRatioMode.KeepAspectRatio)
    return QRect(
        (whole.width() - part.width()) // 2, (whole.height() - part.height()) // 2, part.width(), part.height()
    )


def _paint_heading(painter: QPainter, area: QRect, row: Heading, tokens: Tokens) -> None:
    inside = area.adjusted(_HALF_GAP, 6, -_HALF_GAP, 0)
    font = face(tokens.body, medium=True)
    painter.setFont(font)
    painter.setPen(QColor(tokens.ink))
    letters = QFontMetrics(font)
    text = letters.elidedText(row.text, Qt.TextElideMode.ElideRight, inside.width())
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)
    painter.setFont(face(tokens.dense))
    painter.setPen(QColor(tokens.ink3))
    left = inside.adjusted(letters.horizontalAdvance(text) + 12, 0, 0, 0)
    painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, row.note)


def _paint_cap(painter: QPainter, at: QPoint, text: str, tokens: Tokens) -> None:
    side = tokens.dense + 5
    corner = QRect(at, QSize(side, side))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.toast))
    painter.drawRoundedRect(corner, 3, 3)
    painter.setPen(QColor(tokens.on_toast))
    painter.setFont(face(tokens.caption, medium=True))
    painter.drawText(corner, Qt.AlignmentFlag.AlignCenter, text)


def _paint_mark(painter: QPainter, area: QRect, text: str, tokens: Tokens) -> None:
    """A word at the lower left of the picture."""
    font = face(tokens.caption, medium=True)
    letters = QFontMetrics(font)
    high = letters.height() + 4
    strip = QRect(area.left() + _INSET, area.bottom() - high - 4, letters.horizontalAdvance(text) + 12, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.toast))
    painter.drawRoundedRect(strip, 3, 3)
    painter.setPen(QColor(tokens.on_toast))
    painter.setFont(font)
    painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, text)


def _paint_chosen(painter: QPainter, area: QRect, tokens: Tokens) -> None:
    """A frame and a check: chosen without relying on colour."""
    wide = tokens.ring + 1
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.primary), wide))
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), tokens.radius, tokens.radius)
    side = tokens.icon + 2
    disc = QRectF(area.right() - side - 4, area.top() + 5, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.primary))
    painter.drawEllipse(disc)
    paint_icon(painter, disc.adjusted(4, 4, -4, -4), "check", tokens.on_primary, heavy=True)


def _paint_missing(painter: QPainter, area: QRect, tokens: Tokens) -> None:
    side = tokens.icon
    upper = QRectF(area.center().x() - side / 2, area.center().y() - side, side, side)
    paint_icon(painter, upper, "photo", tokens.ink3)
    painter.setPen(QColor(tokens.ink3))
    painter.setFont(face(tokens.caption))
    lower = QRect(area.left(), area.center().y(), area.width(), area.height() // 2)
    painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, sentence("ui_photos.no_picture"))


def _paint_lines(painter: QPainter, area: QRect, row: PhotoCell, tokens: Tokens) -> None:
    font = face(tokens.caption)
    letters = QFontMetrics(font)
    painter.setFont(font)
    top, high = area.top(), letters.height()
    for text, tone in ((row.line, "ink2"), (row.note, "ink3")):
        if text:
            painter.setPen(QColor(tokens.colour(tone)))
            room = QRect(area.left(), top, area.width(), high)
            shown = letters.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            top += high
    for text in row.warnings:
        _paint_warning(painter, QRect(area.left(), top, area.width(), high), text, tokens)
        top += high


def _paint_warning(painter: QPainter, area: QRect, text: str, tokens: Tokens) -> None:
    side = tokens.caption
    mark = QRectF(area.left(), area.center().y() - side / 2 + 0.5, side, side)
    paint_icon(painter, mark, "warning", tokens.amber, heavy=True)
    font = face(tokens.caption)
    painter.setFont(font)
    painter.setPen(QColor(tokens.amber))
    room = area.adjusted(side + 4, 0, 0, 0)
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
