"""超期: the steps and problems that are past their date, in words, the longest overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QStackedLayout, QStyle, QStyleOptionViewItem

from inspector.services.cockpit_view import Counted
from inspector.texts import sentence
from inspector.ui.figure_rows.link import RowsLink
from inspector.ui.figure_rows.page import Figure
from inspector.ui.screens.cockpit.fitted_list import FittedDelegate, FittedList
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.lamp import LampShape, LampSign, paint_sign, sign_width
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.row_list import ROW, Index
from inspector.ui.widgets.two_line_row import paint_ground, two_lines, write

_GAP = 12


@dataclass(frozen=True)
class OverdueRow:
    """A step or problem: its project, what of it, and by how much it is late."""

    row_id: str
    project: str
    note: str
    days: str

    @property
    def sign(self) -> LampSign:
        """红 超 6 天."""
        return LampSign(LampShape.RED, self.days, "red")

    @property
    def spoken(self) -> str:
        """The row in words."""
        return f"{self.days}\n{self.project}\n{self.note}"


class OverdueDelegate(FittedDelegate):
    """The lamp at the left, the project over what is overdue."""

    @property
    def least(self) -> int:
        """Two lines."""
        tokens = self.appearance.tokens
        return tokens.body + tokens.dense + 21

    @property
    def most(self) -> int:
        """A little air."""
        return self.least + 20

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row, tokens = index.data(ROW), self.appearance.tokens
        area, state = option.rect, option.state
        marked = bool(state & (QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_MouseOver))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, area, tokens, marked=marked, first=index.row() == 0, pad=0)
        lamps = max(sign_width(one.sign, tokens) for one in index.model().rows)  # type: ignore[attr-defined]
        left = area.left() + (6 if marked else 0)
        paint_sign(painter, QRectF(left, area.top(), lamps + 4, area.height()), row.sign, tokens)
        words = QRect(left + lamps + _GAP, area.top(), area.right() - left - lamps - _GAP, area.height())
        upper, lower = two_lines(words, tokens)
        write(painter, upper, row.project, tokens, "ink", tokens.body)
        write(painter, lower, row.note, tokens, "ink2", tokens.caption)
        painter.restore()


class OverdueCard(Card):
    """手续 | 问题; `step_opened` and `problem_opened` carry ids, `all` opens the rows of what is shown."""

    step_opened = Signal(str)
    problem_opened = Signal(str)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_cockpit.overdue"))
        self.steps_chip = Chip(sentence("ui_cockpit.steps"))
        self.problems_chip = Chip(sentence("ui_cockpit.problems"))
        self.steps: FittedList[OverdueRow] = self._list(appearance, sentence("ui_cockpit.overdue_steps"))
        self.problems: FittedList[OverdueRow] = self._list(appearance, sentence("ui_cockpit.overdue_problems"))
        self.empty = plain_label(sentence("ui_cockpit.nothing_overdue"), "dense", "ink2", wrap=True)
        self.all = RowsLink(appearance, "dense", "link")
        self._is_chosen = False
        self._figures: dict[bool, tuple[str, Figure]] = {}
        self._group = QButtonGroup(self)
        for chip in (self.steps_chip, self.problems_chip):
            self._group.addButton(chip)
            self.add_at_title(chip)
        self.steps_chip.setChecked(True)
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)
        for page in (self.steps, self.problems, self.empty):
            self._stack.addWidget(page)
        self.body.addWidget(self.all)
        self._group.buttonClicked.connect(self._on_chosen)
        self.steps.picked.connect(self.step_opened)
        self.problems.picked.connect(self.problem_opened)

    @staticmethod
    def _list(appearance: Appearance, name: str) -> FittedList[OverdueRow]:
        return FittedList(name, OverdueDelegate(appearance), 2)

    def show_rows(
        self, steps: Sequence[OverdueRow], problems: Sequence[OverdueRow], counted: tuple[Counted, Counted]
    ) -> None:
        """Show other rows; `counted` are all of each kind."""
        self.steps_chip.show_count(counted[0].count)
        self.problems_chip.show_count(counted[1].count)
        self.steps.show_rows(steps, marks_first=False)
        self.problems.show_rows(problems, marks_first=False)
        if not self._is_chosen:
            (self.steps_chip if steps or not problems else self.problems_chip).setChecked(True)
        self._show_chosen()

    def show_figures(self, steps: tuple[str, Figure], problems: tuple[str, Figure]) -> None:
        """What `all` says and opens below each list."""
        self._figures = {True: steps, False: problems}
        self._show_chosen()

    def _on_chosen(self) -> None:
        self._is_chosen = True
        self._show_chosen()

    def _show_chosen(self) -> None:
        on_steps = self.steps_chip.isChecked()
        shown = self.steps if on_steps else self.problems
        shown.fit_rows()
        self._stack.setCurrentWidget(shown if shown.rows else self.empty)
        self.all.setVisible(bool(shown.rows) and bool(self._figures))
        if self._figures:
            self.all.show_figure(*self._figures[on_steps])
