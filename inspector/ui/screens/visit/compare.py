"""上报 against 所见, small, below the sections: what was reported last, what is seen, and ▲ where they differ."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inspector.services.draft_sections import SeenFact
from inspector.services.draft_views import Reported
from inspector.texts import sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.icon_label import IconLabel
from inspector.ui.widgets.plain import plain_label, rule

_NAMES = {
    "seen_status": "ui_visit.screen_fact_status",
    "physical_progress_pct": "ui_visit.screen_fact_progress",
    "workers": "ui_visit.screen_fact_workers",
    "machines": "ui_visit.screen_fact_machines",
}
"""What has a figure on both sides, in short words."""


class Comparison(QWidget):
    """A small table, rebuilt when it changes: four lines."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._shown: tuple[object, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 0, 16, 12)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)

    def show_facts(self, facts: tuple[SeenFact, ...], reported: Reported) -> None:
        """Show the facts that have both sides."""
        if (facts, reported) == self._shown:
            return
        self._shown = (facts, reported)
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._build([one for one in facts if one.name in _NAMES], reported)

    def _build(self, facts: list[SeenFact], reported: Reported) -> None:
        grid = self._grid
        grid.addWidget(rule(), 0, 0, 1, 4)
        day = reported.as_of
        when = sentence("ui_visit.screen_as_of", month=day.month, day=day.day) if day else ""
        grid.addWidget(plain_label(when, "dense", "ink3"), 1, 0)
        grid.addWidget(_right(sentence("ui_visit.screen_reported")), 1, 1)
        grid.addWidget(_right(sentence("ui_visit.screen_seen")), 1, 3)
        for row, fact in enumerate(facts, start=2):
            grid.addWidget(ElidedLabel(sentence(_NAMES[fact.name]), "dense"), row, 0)
            grid.addWidget(_value(fact.reported), row, 1)
            if fact.differs:
                mark = IconLabel(self._appearance, "warning", "amber", self._appearance.tokens.icon_small)
                mark.setAccessibleName(sentence("ui_visit.screen_differs"))
                grid.addWidget(mark, row, 2)
            grid.addWidget(_value(fact.seen), row, 3)
        if reported.image_progress:
            told = sentence("ui_visit.screen_image_progress", text=reported.image_progress)
            grid.addWidget(ElidedLabel(told, "dense", "ink2"), len(facts) + 2, 0, 1, 4)


def _right(text: str) -> QWidget:
    label = ElidedLabel(text, "dense", "ink3")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _value(value: object) -> QWidget:
    label = ElidedLabel(told(value), "dense")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def told(value: Any) -> str:  # noqa: ANN401 - any fact
    """A fact as it is read: a percentage without needless zeros, nothing for none."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}%"
    return str(value)
