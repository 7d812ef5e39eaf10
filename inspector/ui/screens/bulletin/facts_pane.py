"""Below the text: the chosen figure with how it came about and its rows, and beside it what 核数 found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.figures import Check, CheckReport, Finding, Severity
from inspector.domain.figures.findings import Mention
from inspector.services.studio_view import FigureDetail
from inspector.texts import sentence
from inspector.ui.screens.bulletin import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label, rule


class FigurePanel(QWidget):
    """Value, name, formula and rows of one figure; `opened` wants the rows."""

    opened = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.figure: FigureDetail | None = None
        self.value = plain_label("", "figure")
        self.name = plain_label("", "strong", wrap=True)
        self.formula = plain_label("", "dense", "ink2", wrap=True)
        self.parts = plain_label("", "dense", "ink2", wrap=True)
        self.rows = Button(appearance, "", icon_name="grid")
        self.hint = plain_label(sentence("ui_bulletin.choose_figure"), "dense", "ink3", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        top.setSpacing(10)
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self.name)
        beside.addWidget(self.formula)
        top.addWidget(self.value, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addLayout(beside, 1)
        column.addLayout(top)
        column.addWidget(self.parts)
        column.addWidget(self.rows, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.hint)
        column.addStretch(1)
        self.rows.clicked.connect(self.opened)
        self.show_figure(None)

    def show_figure(self, figure: FigureDetail | None) -> None:
        """Show a figure, or how one is chosen."""
        self.figure = figure
        for part in (self.value, self.name, self.formula, self.parts, self.rows):
            part.setVisible(figure is not None)
        self.hint.setVisible(figure is None)
        if figure is None:
            return
        self.value.setText(figure.printed)
        self.name.setText(words.figure_name(figure.name, figure.where))
        self.formula.setText(words.formula(figure))
        self.parts.setText(words.full_value(figure))
        self.parts.setVisible(bool(self.parts.text()))
        self.rows.setVisible(bool(figure.rows))
        self.rows.say(words.rows_button(figure))


class CheckPanel(QWidget):
    """Open conflicts, what contradicts, what holds, and what the numbers imply, in this order.

    `wanted` carries the number of a finding that somebody wants to see in the text.
    """

    wanted = Signal(object)

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.lines: tuple[str, ...] = ()
        self._places: list[Mention | None] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.summary = ElidedLabel("", "dense", "ink2")
        head.addWidget(plain_label(sentence("ui_bulletin.check"), "strong"))
        head.addWidget(self.summary, 1)
        column.addLayout(head)
        self._area = QScrollArea()
        self._area.setAccessibleName(sentence("ui_bulletin.check"))
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setProperty("kind", "bare")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.viewport().setAutoFillBackground(False)
        column.addWidget(self._area, 1)

    def show_report(self, report: CheckReport, conflicts: Sequence[str]) -> None:
        """Show what was found."""
        wrong = report.inconsistencies
        notices = [one for one in report.findings if one not in wrong]
        named = [("merge", "amber", sentence("ui_bulletin.conflict", name=one)) for one in conflicts]
        looked_at: tuple[Check | Finding, ...] = (*wrong, *report.passed, *notices)
        rows = (*named, *map(words.told, looked_at))
        told = tuple(text for _, _, text in rows)
        self._tell_summary(report)
        self._places = [*(None for _ in named), *map(_place, looked_at)]
        if told == self.lines and self._area.widget() is not None:
            return
        self.lines = told
        inside = QWidget()
        inside.setAutoFillBackground(False)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for at, (icon, tone, text) in enumerate(rows):
            column.addLayout(self._row(at, icon, tone, text))
        if not rows:
            column.addWidget(plain_label(sentence("ui_bulletin.check_nothing"), "dense", "ink3", wrap=True))
        column.addStretch(1)
        self._area.setWidget(inside)

    def _tell_summary(self, report: CheckReport) -> None:
        wrong = len(report.inconsistencies)
        key = "ui_bulletin.check_wrong" if wrong else "ui_bulletin.check_right"
        self.summary.set_text(sentence(key, wrong=wrong, right=len(report.passed)))

    def _row(self, at: int, icon: str, tone: str, text: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(self._appearance, icon, tone), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(plain_label(text, "dense", "ink" if tone == "green" else tone, wrap=True), 1)
        if self._places[at] is not None:
            see = icon_button(self._appearance, "arrow", sentence("ui_bulletin.check_see", told=text))
            see.clicked.connect(lambda: self.wanted.emit(self._places[at]))
            row.addWidget(see, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _place(one: Check | Finding) -> Mention | None:
    """The last of the numbers that do not agree: what they add up to, or a rate."""
    if isinstance(one, Check) or one.severity is not Severity.INCONSISTENCY:
        return None
    return next((mention for mention in reversed(one.mentions) if mention.start is not None), None)


class FactsPane(QWidget):
    """Both side by side."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.figure = FigurePanel(appearance)
        self.check = CheckPanel(appearance)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 12, 12)
        row.setSpacing(12)
        for half in (self.figure, self.check):  # equal halves, whatever either of them says
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.figure, 1)
        row.addWidget(rule(upright=True))
        row.addWidget(self.check, 1)
        appearance.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.setFixedHeight(220 if self._appearance.tokens.theme is Theme.LARGE else 168)
