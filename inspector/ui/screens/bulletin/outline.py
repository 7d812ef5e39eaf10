"""提纲: the parts of the issue with how far each is, and below them the way from 草稿 to 印发."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.bulletin.words import STEPS
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate, RowList
from inspector.ui.widgets.two_line_row import paint_ground, two_lines, write

_PAD = 16
_GAP = 8
_DOT = 16


@dataclass(frozen=True)
class OutlineRow:
    """A part of the issue: its number, what it holds, and the sign of its state with the words for it."""

    row_id: str
    number: str
    title: str
    note: str
    icon: str
    tone: str
    state: str

    @property
    def spoken(self) -> str:
        """The row in words."""
        return "\n".join((f"{self.number} {self.title}".strip(), self.note, self.state))


class OutlineDelegate(RowDelegate):
    """Number, title over note, and the state's sign at the right."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high."""
        return QSize(0, self.appearance.tokens.row_two)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row: OutlineRow = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=True, pad=_PAD)
        number = QFontMetrics(face(tokens.body)).horizontalAdvance("一") + _GAP
        size = tokens.icon_small + 2
        words = area.adjusted(_PAD + number, 0, -(_PAD + size + _GAP), 0)
        upper, lower = two_lines(words, tokens)
        ink = "link" if marked else "ink"
        write(
            painter,
            QRect(area.left() + _PAD, upper.top(), number, upper.height()),
            row.number,
            tokens,
            ink,
            tokens.body,
        )
        write(painter, upper, row.title, tokens, ink, tokens.body)
        write(painter, lower, row.note, tokens, "amber" if row.tone == "amber" else "ink2", tokens.dense)
        place = QRectF(area.right() - _PAD - size + 1, area.center().y() - size / 2 + 1, size, size)
        paint_icon(painter, place, row.icon, tokens.colour(row.tone), heavy=True)
        painter.restore()


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


class Outline(QWidget):
    """`chosen` carries the key of a part."""

    chosen = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "side_left")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list: RowList[OutlineRow] = RowList(sentence("ui_bulletin.outline"), OutlineDelegate(appearance))
        self.stepper = Stepper(appearance)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(_PAD, 0, _PAD, 0)
        head.addWidget(plain_label(sentence("ui_bulletin.outline"), "section"))
        foot = QVBoxLayout()
        foot.setContentsMargins(8, 12, 8, 12)
        foot.addWidget(self.stepper)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.list.marked.connect(self.chosen)
        appearance.changed.connect(self._dress)
        self._dress()

    def show_rows(self, rows: Sequence[OutlineRow]) -> None:
        """Show the parts; at first the cursor stands on the first section, not on the head."""
        fresh = self.list.marked_row is None
        self.list.show_rows(rows, marks_first=not fresh)
        if fresh and rows:
            self.list.setCurrentIndex(self.list.model().index(min(1, len(rows) - 1), 0))

    def _dress(self) -> None:
        tokens = self._appearance.tokens
        self._head.setFixedHeight(tokens.toolbar - 4)
        self.setFixedWidth(284 if tokens.theme is Theme.LARGE else 216)
