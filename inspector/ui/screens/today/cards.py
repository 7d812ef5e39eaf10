"""The cards of 今日: the next stop, what is to be visited, drafts, due problems, and what is not exported yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.screens.today.rows import ProblemDelegate, ProblemRow, VisitDelegate, VisitRow
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.empty_state import EmptyState
from inspector.ui.widgets.key_cap import KeyCap
from inspector.ui.widgets.plain import plain_label
from inspector.ui.widgets.reflow import Reflow
from inspector.ui.widgets.row_list import RowList

DRAFTS_SHOWN = 3
_START_WIDTH = 208
_PAD = 24
_ROWS = 3
_LEAST = 38
"""Letters that the next stop needs beside its button."""


class _StartButton(Button):
    """Wider than its words: the style sheet knows no width for one kind of button."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A target for a gloved hand."""
        return super().sizeHint().expandedTo(QSize(_START_WIDTH, 0))


class NextStopCard(Card):
    """下一站, and the one big button of the field."""

    started = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.name = ElidedLabel("", "title")
        self.reason = ElidedLabel("", "body", "ink2")
        self.button = _StartButton(appearance, sentence("ui_today.start"), ButtonKind.START, "clipboard")
        self.button.clicked.connect(self.started)
        self.body.setContentsMargins(_PAD, 12, _PAD, 14)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(plain_label(sentence("ui_today.next_stop"), "dense", "ink3"))
        words.addWidget(self.name)
        words.addWidget(self.reason)
        begin = QHBoxLayout()
        begin.setSpacing(16)
        begin.addWidget(self.button)
        begin.addWidget(KeyCap("F2"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addLayout(begin)
        self.body.addLayout(row)
        Reflow(self, row, appearance, least=_LEAST)

    def show_stop(self, row: VisitRow | None) -> None:
        """The project that a visit would begin at."""
        self.button.setEnabled(row is not None)
        self.name.set_text(row.name if row else sentence("ui_today.no_stop"))
        told = (row.stage, row.reason, row.last) if row else ()
        self.reason.set_text("　".join(one for one in told if one) or sentence("ui_today.no_stop_why"))


class VisitsCard(Card):
    """待巡查: the list, or what to do first where there is none."""

    started = Signal(str)
    marked = Signal(str)
    route_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_today.to_visit"))
        self._appearance = appearance
        self.body.setContentsMargins(0, 8, 0, 8)
        self.title_row.setContentsMargins(_PAD, 0, 12, 0)
        self.route = Button(appearance, sentence("ui_today.show_route"), ButtonKind.TEXT, "pin")
        self.route.clicked.connect(self.route_wanted)
        self.add_at_title(self.route)
        self.list: RowList[VisitRow] = RowList(sentence("ui_today.to_visit"), VisitDelegate(appearance))
        self.list.picked.connect(self.started)
        self.list.marked.connect(self.marked)
        action = (sentence("ui_today.import"), "import")
        no_projects = (sentence("ui_today.no_projects"), sentence("ui_today.no_projects_how"))
        self.no_projects = EmptyState(appearance, "package", *no_projects, action)
        self.no_projects.acted.connect(self.import_wanted)
        self.nothing_due = EmptyState(
            appearance, "check-circle", sentence("ui_today.nothing_due"), sentence("ui_today.nothing_due_how")
        )
        self._stack = QStackedLayout()
        self.body.addLayout(self._stack, 1)  # before it is filled: alone it would show its widgets as windows
        for page in (self.list, self.no_projects, self.nothing_due):
            self._stack.addWidget(page)

    def show_stacked(self, stacked: bool) -> None:  # noqa: FBT001 - what the signal carries
        """Some rows are in sight, whatever stands above and below the list."""
        self.list.setMinimumHeight(_ROWS * self._appearance.tokens.row_two if stacked else 0)

    def show_rows(self, rows: Sequence[VisitRow], note: str, *, projects: int) -> None:
        """Show what is to be visited; `projects` are all that there are."""
        self.note.setText(note)
        self.route.setVisible(bool(rows))
        empty = self.nothing_due if projects else self.no_projects
        self._stack.setCurrentWidget(self.list if rows else empty)
        self.list.show_rows(rows, marks_first=True)


@dataclass(frozen=True)
class DraftRow:
    """A visit begun: how far it is in words, and as a share."""

    row_id: str
    project: str
    told: str
    share: float


class DraftsCard(Card):
    """未完成草稿: the newest ones with a way back to each."""

    continued = Signal(str)
    more_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_today.drafts"))
        self._appearance = appearance
        self.buttons: list[Button] = []
        self._rows = QWidget()
        self._column = QVBoxLayout(self._rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.empty = plain_label(sentence("ui_today.no_drafts"), "dense", "ink2", wrap=True)
        self.more = Button(appearance, "", ButtonKind.TEXT)
        self.more.clicked.connect(self.more_wanted)
        for part in (self._rows, self.empty, self.more):
            self.body.addWidget(part)

    def show_rows(self, rows: Sequence[DraftRow]) -> None:
        """Show the drafts, the newest first."""
        self.note.setText(str(len(rows)) if rows else "")
        self.empty.setVisible(not rows)
        self._rows.setVisible(bool(rows))
        self.more.setVisible(len(rows) > DRAFTS_SHOWN)
        self.more.say(sentence("ui_today.more_drafts", count=len(rows) - DRAFTS_SHOWN))
        self.buttons = []
        while item := self._column.takeAt(0):
            if (before := item.widget()) is not None:
                before.deleteLater()
        for row in rows[:DRAFTS_SHOWN]:
            self._column.addWidget(self._line(row))

    def _line(self, row: DraftRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(4)
        bar = Bar(self._appearance, row.project)
        bar.show_share(row.share)
        for part in (ElidedLabel(row.project), ElidedLabel(row.told, "dense", "ink2"), bar):
            words.addWidget(part)
        button = Button(self._appearance, sentence("ui_today.continue"))
        button.setAccessibleName(sentence("ui_today.continue_of", project=row.project))
        button.clicked.connect(lambda: self.continued.emit(row.row_id))
        self.buttons.append(button)
        across.addLayout(words, 1)
        across.addWidget(button)
        return line


class ProblemsCard(Card):
    """到期问题: those of the projects to visit, the most overdue first."""

    opened = Signal(str)
    all_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_today.due_problems"))
        self.body.setContentsMargins(0, 8, 0, 8)
        self.title_row.setContentsMargins(16, 0, 8, 0)
        self.all = Button(appearance, sentence("ui_today.all"), ButtonKind.TEXT)
        self.all.setAccessibleName(sentence("ui_today.all_problems"))
        self.all.clicked.connect(self.all_wanted)
        self.add_at_title(self.all)
        delegate = ProblemDelegate(appearance)
        self.list: RowList[ProblemRow] = RowList(sentence("ui_today.due_problems"), delegate)
        self.list.setMinimumHeight(2 * delegate.height())
        self.list.picked.connect(self.opened)
        self.empty = plain_label(sentence("ui_today.no_problems"), "dense", "ink2", wrap=True)
        self.empty.setContentsMargins(16, 4, 16, 4)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.empty, 1)

    def show_rows(self, rows: Sequence[ProblemRow], count: int) -> None:
        """Show the problems; `count` is how many there are in all."""
        self.note.setText(str(count) if count else "")
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.list.show_rows(rows, marks_first=False)


class UnexportedCard(Card):
    """尚未导出: how much, how large, and the way to 导出巡查包."""

    export_wanted = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_today.unexported"))
        self.last = plain_label("", "dense", "ink3")
        self.add_at_title(self.last)
        self.what = ElidedLabel()
        self.how_large = ElidedLabel("", "dense", "ink2")
        self.button = Button(appearance, sentence("ui_today.export"), ButtonKind.SECONDARY, "usb")
        self.button.clicked.connect(self.export_wanted)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.what)
        words.addWidget(self.how_large)
        self._row = QHBoxLayout()
        self._row.setSpacing(12)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.body.addLayout(self._row)

    def show_told(self, what: str, size: str, last: str) -> None:
        """Show what has not been handed over."""
        self.what.set_text(what)
        self.how_large.set_text(size)
        self.how_large.setVisible(bool(size))
        self.last.setText(last)
        self._turn()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where the words have no room beside the button it stands below them."""
        super().resizeEvent(event)
        self._turn()

    def _turn(self) -> None:
        words = max(one.sizeHint().width() for one in (self.what, self.how_large))
        wanted = words + self._row.spacing() + self.button.sizeHint().width()
        fits = wanted <= self.contentsRect().width() - 2 * self.body.contentsMargins().left()
        direction = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
