"""Investment of the year against its plan, with the line of time gone through the bar."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from inspector.services.project_card import InvestmentView
from inspector.texts import sentence
from inspector.ui.screens.project import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.bars import Bar
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.plain import plain_label

_BAR = 16
_FULL = 100


class MoneyCard(Card):
    """A rate with numerator and denominator, its bar, and the money behind it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(sentence("ui_projects.money"), " ")
        self.rate = plain_label("", "figure")
        self.parts = plain_label("", "body", "ink2")
        self.bar = Bar(appearance, sentence("ui_projects.money"), _BAR)
        self.pace = plain_label("", "dense", "ink2")
        self.lines = plain_label("", "dense", "ink2", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.rate)
        row.addWidget(self.parts)
        row.addStretch(1)
        self.body.addLayout(row)
        for part in (self.bar, self.pace, self.lines):
            self.body.addWidget(part)

    def show_money(self, view: InvestmentView) -> None:
        """Show the year's investment; without a plan only what is known."""
        rate, elapsed = view.completion.value, view.elapsed.value
        planned = bool(view.planned)
        self.note.setText(sentence("ui_projects.as_of", day=view.as_of.isoformat()) if view.as_of else "")
        self.rate.setVisible(rate is not None)
        self.rate.setText(f"{view.completion.printed}%")
        self.parts.setText(words.completion(view) if planned else sentence("ui_projects.no_plan"))
        self.bar.setVisible(planned)
        self.pace.setVisible(planned)
        self.bar.show_share(float(rate or 0) / _FULL, None if elapsed is None else float(elapsed) / _FULL)
        self.pace.setText(words.pace(view))
        lines = words.money_lines(view)
        self.lines.setText("　".join(lines))
        self.lines.setVisible(bool(lines))
