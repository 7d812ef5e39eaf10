"""开复工率 and its family: the rate of all, one bar of all planned projects cut at 续建 | 新建, and the investment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.rates import Rate
from inspector.services.cockpit_view import Cockpit, CountedRate, Share
from inspector.texts import sentence
from inspector.ui.figure_rows.link import RowsLink
from inspector.ui.screens.cockpit import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.bars import Bar, paint_bar
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.plain import plain_label, rule

_HEIGHT = 20
_GAP = 16


class FamilyBar(QWidget):
    """All planned projects as one bar, cut between 续建 and 新建, each filled as far as it is done."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._parts: tuple[tuple[int, int], tuple[int, int]] = ((0, 0), (0, 0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.update)

    def show_rates(self, resume: CountedRate, new_start: CountedRate) -> None:
        """Show other counts."""
        first, second = ((one.done.count, one.planned.count) for one in (resume, new_start))
        self._parts = (first, second)
        self.setAccessibleName(f"{words.fraction(resume)} {words.fraction(new_start)}")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """It grows sideways."""
        return QSize(240, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Two bars as long as what they count."""
        painter = QPainter(self)
        total = sum(planned for _, planned in self._parts)
        room = self.width() - (_GAP if all(planned for _, planned in self._parts) else 0)
        left = 0.0
        for done, planned in self._parts:
            width = room * planned / total if total else 0
            if planned:
                bar = QRectF(left, 0, width, self.height())
                paint_bar(painter, bar, done / planned, self._appearance.tokens)
                left += width + _GAP
        painter.end()


class _Part:
    """One side of the family: name, rate, counts, and below the bar what is done and what is missing."""

    def __init__(self, appearance: Appearance, grid: QGridLayout, column: int) -> None:
        self.name = plain_label("", "body", "ink2")
        self.rate = plain_label("", "figure")
        self.counts = RowsLink(appearance, "body", "ink2")
        self.done = plain_label("", "caption", "ink2")
        self.missing = RowsLink(appearance, "caption", "ink2")
        grid.addWidget(self.name, 0, column)
        grid.addLayout(_across(self.rate, self.counts, at_end=False), 1, column)
        grid.addLayout(_across(self.done, self.missing, at_end=True), 3, column)

    def show(self, name: str, rate: CountedRate, done: tuple[str, str], missing: tuple[str, str]) -> None:
        """`done` and `missing`: the name of the part, and its count in words."""
        self.name.setText(name)
        self.rate.setText(_percent(rate.rate))
        figure = words.rate_figure(f"{name} {_percent(rate.rate)}", rate, (done[0], missing[0]))
        self.counts.show_figure(words.fraction(rate), figure)
        self.done.setText(done[1])
        self.missing.show_figure(missing[1], words.missing_figure(missing[0], rate))


class _Money:
    """An amount of the whole: name, figures, percent, and a thin bar."""

    def __init__(self, appearance: Appearance, column: QVBoxLayout) -> None:
        self.name = plain_label("", "body", "ink2")
        self.amounts = RowsLink(appearance, "section", "ink")
        self.percent = plain_label("", "body", "ink2")
        self.bar = Bar(appearance, "")
        column.addWidget(self.name)
        column.addLayout(_across(self.amounts, self.percent, at_end=True))
        column.addWidget(self.bar)

    def show(self, name: str, share: Share) -> None:
        """Show other amounts."""
        self.name.setText(name)
        self.amounts.show_figure(words.amounts(share), words.share_figure(name, share))
        self.percent.setText(_percent(share.rate))
        self.bar.show_share(float((share.rate.value or 0) / 100))


class RatesCard(Card):
    """The family first: nothing else on the screen is as large."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.rate = plain_label("", "hero")
        self.counts = RowsLink(appearance, "section", "ink")
        self.sum = plain_label("", "caption", "ink2")
        self.bar = FamilyBar(appearance)
        self._grid = QGridLayout()
        self.resume, self.new_start = (_Part(appearance, self._grid, column) for column in (0, 1))
        self._grid.addWidget(self.bar, 2, 0, 1, 2)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(6)
        self._grid.setRowStretch(4, 1)
        money = QVBoxLayout()
        money.setSpacing(4)
        self.total, self.plan = _Money(appearance, money), _Money(appearance, money)
        money.insertSpacing(3, 6)
        money.addStretch(1)
        self._row = QHBoxLayout()
        self._row.setSpacing(24)
        self._rules = [rule(upright=True), rule(upright=True)]
        self._row.addLayout(_down(plain_label(sentence("ui_cockpit.start_resume"), "body", "ink2"), self))
        self._row.addWidget(self._rules[0])
        self._row.addLayout(self._grid, 1)
        self._row.addWidget(self._rules[1])
        self._row.addLayout(money)
        self.body.addLayout(self._row)
        self.body.setContentsMargins(24, 16, 24, 16)
        appearance.changed.connect(self._arrange)
        self._arrange()

    @property
    def links(self) -> list[RowsLink]:
        """Everything that opens rows, as the eye goes."""
        sides = [link for part in (self.resume, self.new_start) for link in (part.counts, part.missing)]
        return [self.counts, *sides, self.total.amounts, self.plan.amounts]

    def show_cockpit(self, cockpit: Cockpit) -> None:
        """Show another day."""
        rate, resume, started = cockpit.start_resume, cockpit.resume, cockpit.new_start
        names = sentence("ui_cockpit.active"), sentence("ui_cockpit.inactive")
        self.rate.setText(_percent(rate.rate))
        title = f"{sentence('ui_cockpit.start_resume')} {_percent(rate.rate)}"
        self.counts.show_figure(words.fraction(rate), words.rate_figure(title, rate, names))
        counts = {"resumed": resume.done.count, "started": started.done.count, "planned": rate.planned.count}
        self.sum.setText(sentence("ui_cockpit.sum", **counts))
        self.resume.show(
            sentence("ui_cockpit.resume"),
            resume,
            (sentence("ui_cockpit.resumed"), sentence("ui_cockpit.resumed_count", count=resume.done.count)),
            (sentence("ui_cockpit.unresumed"), sentence("ui_cockpit.unresumed_count", count=resume.missing.count)),
        )
        self.new_start.show(
            sentence("ui_cockpit.new_start"),
            started,
            (sentence("ui_cockpit.started"), sentence("ui_cockpit.started_count", count=started.done.count)),
            (sentence("ui_cockpit.unstarted"), sentence("ui_cockpit.unstarted_count", count=started.missing.count)),
        )
        for column, one in enumerate((resume, started)):
            self._grid.setColumnStretch(column, max(1, one.planned.count))
        self.bar.show_rates(resume, started)
        self.total.show(sentence("ui_cockpit.active_total"), cockpit.active_total)
        self.plan.show(sentence("ui_cockpit.active_plan"), cockpit.active_plan)

    def _arrange(self) -> None:
        """Large letters need the whole width for each part."""
        below = self._appearance.tokens.theme is Theme.LARGE
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        for line in self._rules:
            line.setVisible(not below)


def _percent(rate: Rate) -> str:
    return rate.printed if rate.value is None else f"{rate.printed}%"


def _across(left: QLabel | RowsLink, right: QLabel | RowsLink, *, at_end: bool) -> QHBoxLayout:
    """Two texts in a line; the second at the end of it or right behind the first."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left)
    if at_end:
        row.addStretch(1)
    row.addWidget(right, 0, Qt.AlignmentFlag.AlignBottom)
    if not at_end:
        row.addStretch(1)
    return row


def _down(name: QLabel, card: RatesCard) -> QVBoxLayout:
    """The rate of all, as a column."""
    column = QVBoxLayout()
    column.setSpacing(2)
    for part in (name, card.rate, card.counts, card.sum):
        column.addWidget(part)
    column.addStretch(1)
    return column
