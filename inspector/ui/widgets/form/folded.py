"""A line of the form that is not the current one: number, question, answer; painted, for there may be hundreds.

Open judged items keep three small keys; they are for the mouse, the keyboard goes through the current item.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from inspector.checklists.scoring import Verdict
from inspector.texts import sentence
from inspector.ui.theme.fonts import face
from inspector.ui.theme.icons import paint_icon
from inspector.ui.theme.tokens import Tokens
from inspector.ui.widgets.answer_button import AnswerButton, AnswerMark
from inspector.ui.widgets.form.answer_text import answer_text
from inspector.ui.widgets.form.judged import MARKS
from inspector.ui.widgets.form.rows import ItemRow
from inspector.ui.widgets.form.surroundings import Surroundings
from inspector.ui.widgets.form.verdicts import verdict_of

_GAP, _PILL_PAD = 8, 10
_NUMBER = 2.9
"""Width of the number's column, in letters of the body."""
_ANSWER_SHARE = 0.42
_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextWrapAnywhere.value
_LEFT = _WRAP | Qt.AlignmentFlag.AlignVCenter.value | Qt.AlignmentFlag.AlignLeft.value
_TALL = 16_000
_PILLS = {
    Verdict.FIT: ("check", "green", "green_tint"),
    Verdict.UNFIT: ("cross", "red", "red_tint"),
    Verdict.NOT_APPLICABLE: ("minus", "ink2", "head"),
}


def fold_height(line: tuple[ItemRow, ...], width: int, around: Surroundings) -> int:
    """The height in which every question of a line stands whole."""
    tokens = around.tokens
    metrics = QFontMetrics(face(tokens.body))
    least = tokens.row + (4 if any(_has_keys(one) for one in line) else 0)
    for row, left, wide in _cells(line, width):
        room = _label_room(row, QRect(left, 0, wide, _TALL), around)
        text = metrics.boundingRect(QRect(0, 0, max(1, room.width()), _TALL), _LEFT, row.entry.label).height()
        least = max(least, text + 2 * _GAP + (tokens.dense + _GAP if row.message else 0))
    return least


def _cells(line: tuple[ItemRow, ...], width: int) -> list[tuple[ItemRow, int, int]]:
    """Each question with its left edge and width."""
    made, left = [], 0.0
    for row in line:
        wide = width * row.share
        made.append((row, round(left), round(wide) - (16 if row is not line[-1] else 0)))
        left += wide
    return made


def _has_keys(row: ItemRow) -> bool:
    return row.verdict is Verdict.OPEN and row.share == 1 and not row.entry.read_only


def _pill_text(row: ItemRow, around: Surroundings) -> str:
    return answer_text(row.entry, row.choices, around) or (
        sentence("ui_visit.item_open") if row.open and row.entry.required else ""
    )


def _key_width(row: ItemRow, around: Surroundings) -> int:
    metrics = QFontMetrics(face(around.tokens.body, medium=True))
    return max(metrics.horizontalAdvance(around.choice(one)) for one in row.choices) + 3 * _GAP


def _right_width(row: ItemRow, wide: int, around: Surroundings) -> int:
    """The room that the answer takes at the right end of its cell."""
    tokens = around.tokens
    photos = tokens.icon_small + 2 * tokens.body if row.evidence.photos else 0
    if _has_keys(row):
        return photos + len(row.choices) * (_key_width(row, around) + _GAP)
    text = _pill_text(row, around)
    if not text:
        return photos
    icon = tokens.icon_small + _GAP if row.verdict in _PILLS else 0
    metrics = QFontMetrics(face(tokens.dense, medium=bool(icon)))
    texts = [around.choice(one) for one in row.choices] if icon else [text]  # verdicts: all pills of one width
    words = max(metrics.horizontalAdvance(one) for one in texts) + icon + 2 * _PILL_PAD + 2
    return photos + min(words, int(wide * _ANSWER_SHARE)) + _GAP


def _label_room(row: ItemRow, cell: QRect, around: Surroundings) -> QRect:
    left = round(around.tokens.body * _NUMBER) if row.number else 0
    return cell.adjusted(left, 0, -_right_width(row, cell.width(), around) - _GAP, 0)


@dataclass(frozen=True)
class _Pen:
    """A painter with what every part of a line needs."""

    painter: QPainter
    tokens: Tokens
    around: Surroundings


class FoldedLine(QWidget):
    """`chosen` carries the address of the question that was clicked, `answered` an address and a choice's name."""

    chosen = Signal(str)
    answered = Signal(str, object)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.line: tuple[ItemRow, ...] = ()
        self._keyed: ItemRow | None = None
        self._keys: list[tuple[AnswerButton, AnswerMark]] = []
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_line(self, line: tuple[ItemRow, ...]) -> None:
        """These questions."""
        if line == self.line:
            return
        self.line = line
        self._keyed = next((one for one in line if _has_keys(one)), None)
        told = (f"{one.number} {one.entry.label} {_pill_text(one, self._around)}".strip() for one in line)
        self.setAccessibleName("；".join(told))
        self._show_keys()
        self.update()

    def _show_keys(self) -> None:
        """The keys of the open item; those of the item before serve again where they say the same."""
        row = self._keyed
        wanted = (
            [(self._around.choice(one), MARKS[verdict_of(row.question, one)]) for one in row.choices] if row else []
        )
        if [(one.text(), mark) for one, mark in self._keys] == wanted:
            return
        for old, _ in self._keys:
            old.hide()
            old.deleteLater()
        self._keys = [(self._new_key(text, mark, place), mark) for place, (text, mark) in enumerate(wanted)]
        self._place_keys()

    def _new_key(self, text: str, mark: AnswerMark, place: int) -> AnswerButton:
        key = AnswerButton(self._around.appearance, text, mark)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda: self._press(place))
        key.setParent(self)
        key.show()
        return key

    def _press(self, place: int) -> None:
        self._keys[place][0].setChecked(False)
        if self._keyed is not None:
            self.answered.emit(self._keyed.address, self._keyed.choices[place].name)

    def resizeEvent(self, _event: object) -> None:  # noqa: N802 - Qt's name
        """The keys stay at the right end."""
        self._place_keys()

    def _place_keys(self) -> None:
        if not self._keys or self._keyed is None:
            return
        wide, high = _key_width(self._keyed, self._around), self._around.tokens.control
        left = self.width() - len(self._keys) * (wide + _GAP) + _GAP
        for key, _ in self._keys:
            key.setGeometry(left, (self.height() - high) // 2, wide, high)
            left += wide + _GAP

    # -- looks -----------------------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Each question with its answer, and a line below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._around.tokens
        pen = _Pen(painter, tokens, self._around)
        for row, left, wide in _cells(self.line, self.width()):
            _paint_cell(pen, row, QRect(left, 0, wide, self.height() - 1))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click makes the question the current one."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        across = event.position().x()
        begun = [row for row, left, _ in _cells(self.line, self.width()) if left <= across]
        self.chosen.emit(begun[-1].address)


def _paint_cell(pen: _Pen, row: ItemRow, cell: QRect) -> None:
    tokens, painter = pen.tokens, pen.painter
    painter.setFont(face(tokens.body))
    painter.setPen(QColor(tokens.ink3))
    painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.number)
    room = _label_room(row, cell, pen.around)
    if row.message:
        below = QRect(room.left(), room.bottom() - tokens.dense - _GAP, room.width(), tokens.dense + _GAP)
        painter.setFont(face(tokens.dense))
        painter.setPen(QColor(tokens.red))
        text = painter.fontMetrics().elidedText(row.message, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        room.setBottom(below.top())
    painter.setFont(face(tokens.body))
    painter.setPen(QColor(tokens.ink if row.takes_answer else tokens.ink2))
    painter.drawText(room, _LEFT, row.entry.label or row.question.name)
    right = cell.right() - (_right_width(row, cell.width(), pen.around) if _has_keys(row) else 0)
    if not _has_keys(row):
        right = _paint_pill(pen, row, cell)
    if row.evidence.photos:
        _paint_count(pen, len(row.evidence.photos), QRect(right - 2 * tokens.body - tokens.icon_small, 0, 0, 0), cell)


def _paint_pill(pen: _Pen, row: ItemRow, cell: QRect) -> int:
    """Paint the answer at the right end; where the next thing may stand."""
    tokens, painter, text = pen.tokens, pen.painter, _pill_text(row, pen.around)
    if not text:
        return cell.right()
    photos = tokens.icon_small + 2 * tokens.body if row.evidence.photos else 0
    wide = _right_width(row, cell.width(), pen.around) - photos - _GAP
    icon_name, ink, ground = _PILLS.get(row.verdict or Verdict.OTHER, ("", "ink", "head"))
    if row.open:
        ink, ground = "ink3", "surface"
    high = tokens.dense + 14
    box = QRectF(cell.right() - wide, (cell.height() - high) / 2, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.colour(ground)))
    painter.drawRoundedRect(box, tokens.radius, tokens.radius)
    inside = box.adjusted(_PILL_PAD, 0, -_PILL_PAD, 0)
    if icon_name:
        size = tokens.icon_small
        mark = QRectF(inside.left(), (cell.height() - size) / 2, size, size)
        paint_icon(painter, mark, icon_name, tokens.colour(ink), heavy=True)
        inside.setLeft(inside.left() + size + _GAP)
    painter.setFont(face(tokens.dense, medium=row.verdict in _PILLS))
    painter.setPen(QColor(tokens.colour(ink)))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(inside.width()) + 1)
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return int(box.left()) - _GAP


def _paint_count(pen: _Pen, count: int, at: QRect, cell: QRect) -> None:
    tokens, painter = pen.tokens, pen.painter
    size = tokens.icon_small
    mark = QRectF(at.left(), (cell.height() - size) / 2, size, size)
    paint_icon(painter, mark, "camera", tokens.ink2)
    painter.setFont(face(tokens.dense))
    painter.setPen(QColor(tokens.ink2))
    room = QRectF(mark.right() + 4, 0, 2 * tokens.body, cell.height())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(count))
