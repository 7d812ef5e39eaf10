"""Rows of the cards of a project: a lamp or a node at the left, what it is over why, dates at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.lamp import LampSign, paint_sign, sign_width
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import ROW, Index, RowDelegate, RowList
from inspector.ui.widgets.two_line_row import paint_ground, write_row

_PAD = 16
_GAP = 12
_SIGN_SHARE = 0.3
_SIDE_SHARE = 0.4
"""Of a row's width at most for the sign and for what stands at the right."""
_LINE = 2


@dataclass(frozen=True)
class SignRow:
    """What a row says; without a sign its words begin at the left."""

    row_id: str
    title: str
    note: str = ""
    sign: LampSign | None = None
    side: str = ""
    side_note: str = ""

    @property
    def spoken(self) -> str:
        """The row in words."""
        signed = (self.sign.spoken or self.sign.text) if self.sign else ""
        parts = (signed, self.title, self.note, self.side, self.side_note)
        return "\n".join(one for one in parts if one)


class SignDelegate(RowDelegate):
    """Draws `SignRow`s; the signs stand in a column as wide as the widest. `timeline` joins them by a line."""

    def __init__(self, appearance: Appearance, *, timeline: bool = False) -> None:
        super().__init__(appearance)
        self._timeline = timeline
        self._column = 0

    def fit(self, rows: Sequence[SignRow]) -> None:
        """Make room for the signs of these rows."""
        tokens = self.appearance.tokens
        self._column = max((sign_width(one.sign, tokens) for one in rows if one.sign is not None), default=0)

    def height(self) -> int:
        """Of a row, in pixels."""
        tokens = self.appearance.tokens
        lines = QFontMetrics(face(tokens.body)).height() + QFontMetrics(face(tokens.dense)).height()
        return max(lines + _GAP, tokens.target)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Two lines high, whatever the width."""
        return QSize(0, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: SignRow = index.data(ROW)
        tokens, area = self.appearance.tokens, option.rect
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first = index.row() == 0 or self._timeline
        paint_ground(painter, area, tokens, marked=focused, first=first, pad=_PAD)
        inside = area.adjusted(_PAD, 0, -_PAD, 0)
        if self._column:
            width = min(self._column, round(inside.width() * _SIGN_SHARE))
            if self._timeline:
                self._paint_line(painter, inside, index)
            if row.sign is not None:
                paint_sign(painter, QRectF(inside.left(), inside.top(), width, inside.height()), row.sign, tokens)
            inside.setLeft(inside.left() + width + _GAP)
        write_row(painter, inside, row, tokens)
        painter.restore()

    def _paint_line(self, painter: QPainter, inside: QRect, index: Index) -> None:
        """From the node before to the node after, leaving the node itself free."""
        tokens = self.appearance.tokens
        left = inside.left() + tokens.lamp // 2 - _LINE // 2
        middle, free = inside.center().y(), tokens.lamp // 2 + 3
        colour = QColor(tokens.line2)
        if index.row() > 0:
            painter.fillRect(left, inside.top(), _LINE, middle - free - inside.top(), colour)
        if index.row() < index.model().rowCount() - 1:
            painter.fillRect(left, middle + free, _LINE, inside.bottom() - middle - free + 1, colour)


class RowsCard(Card):
    """A card of rows: so many at first, all at a wish; `picked` carries the id of a row."""

    picked = Signal(str)

    def __init__(
        self, appearance: Appearance, title: str, nothing: str, *, shown: int = 5, timeline: bool = False
    ) -> None:
        super().__init__(title, " ")
        self._appearance = appearance
        self._shown = shown
        self._rows: tuple[SignRow, ...] = ()
        self._delegate = SignDelegate(appearance, timeline=timeline)
        self.list: RowList[SignRow] = RowList(title, self._delegate)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.picked.connect(self.picked)
        self.nothing = plain_label(nothing, "dense", "ink2", wrap=True)
        self.more = Button(appearance, "", ButtonKind.TEXT, "chevron-down")
        self.more.clicked.connect(self._on_more_clicked)
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(0, margins.top(), 0, margins.bottom())
        self.title_row.setContentsMargins(_PAD, 0, _PAD, 0)
        self.nothing.setContentsMargins(_PAD, 0, _PAD, 0)
        for part in (self.list, self.nothing):
            self.body.addWidget(part)
        self.body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        appearance.changed.connect(self._fit)

    def show_rows(self, rows: Sequence[SignRow], note: str = "") -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self.note.setText(note)
        self._show()

    def _on_more_clicked(self) -> None:
        self._shown = len(self._rows)
        self._show()
        self.list.setFocus()

    def _show(self) -> None:
        hidden = len(self._rows) - self._shown
        if hidden == 1:  # a button takes as much room as the row that it hides
            hidden = 0
        shown = self._rows[: self._shown] if hidden > 0 else self._rows
        self.list.show_rows(shown, marks_first=False)
        self.list.setVisible(bool(shown))
        self.nothing.setVisible(not shown)
        self.more.setVisible(hidden > 0)
        self.more.say(sentence("ui_projects.more", count=hidden))
        self._fit()

    def _fit(self) -> None:
        self._delegate.fit(self.list.rows)
        self.list.setFixedHeight(max(1, len(self.list.rows)) * self._delegate.height())
