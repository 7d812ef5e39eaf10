"""与上期比较: the figures of this issue beside the same ones of the last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from inspector.domain.money import round_half_up
from inspector.services.studio_compare import Between, ComparedRow
from inspector.services.studio_view import ComparedFigure, SectionView, Slot
from inspector.services.told_tables import ToldTable
from inspector.texts import sentence
from inspector.ui.dialogs.frame import FrameDialog
from inspector.ui.screens.bulletin import words
from inspector.ui.screens.bulletin.plain_table import WordsModel, words_table
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.plain import plain_label

_HEADERS = (
    "ui_bulletin.compare_figure",
    "ui_bulletin.compare_before",
    "ui_bulletin.compare_now",
    "ui_bulletin.compare_change",
)


_BETWEEN = {
    Between.ACTIVE: "ui_bulletin.between_active",
    Between.INACTIVE: "ui_bulletin.between_inactive",
    Between.RED: "ui_bulletin.between_red",
    Between.RED_GONE: "ui_bulletin.between_red_gone",
    Between.RAISED: "ui_bulletin.between_raised",
    Between.CLOSED: "ui_bulletin.between_closed",
}
_SHOWN = 500
"""Rows that anybody reads; all are counted."""
_WIDE = 14
_HEIGHT = 210


def in_order(rows: Sequence[ComparedFigure], sections: Sequence[SectionView]) -> list[ComparedFigure]:
    """The figures as they follow each other in the text; those that stand nowhere in it come last."""
    slots = ((one.key, part) for one in sections for part in one.parts if isinstance(part, Slot))
    named = [(key, run.figure) for key, slot in slots for run in slot.runs if run.figure]
    place = {one: at for at, one in reversed(list(enumerate(named)))}
    return sorted(rows, key=lambda one: place.get((one.section, one.name), len(named)))


def _figures(figures: Sequence[ComparedFigure]) -> ToldTable:
    rows = ((words.figure_name(one.name), one.before, one.now, _changed(one.change, one.unit)) for one in figures)
    return ToldTable(sentence("ui_bulletin.compare"), tuple(sentence(one) for one in _HEADERS), tuple(rows))


def _between(rows: Sequence[ComparedRow]) -> ToldTable:
    headers = ("ui_bulletin.change_project", "ui_bulletin.between_what", "ui_bulletin.between")
    told = ((one.project, one.title, sentence(_BETWEEN[one.between])) for one in rows)
    return ToldTable(sentence("ui_bulletin.between"), tuple(sentence(one) for one in headers), tuple(told))


def _changed(change: Decimal | None, unit: str) -> str:
    if change is None:
        return ""
    if not change:
        return sentence("ui_bulletin.compare_level")
    shown = f"{round_half_up(change, 2 if unit else 0):+f}"
    return sentence("ui_bulletin.compare_points", points=shown) if unit == "%" else shown


class CompareDialog(FrameDialog):
    """The figures, and below them what began and ended; or that there is nothing to compare with.

    `export_wanted` carries all of it as `ToldTable`s.
    """

    export_wanted = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        appearance: Appearance,
        figures: Sequence[ComparedFigure],
        rows: Sequence[ComparedRow],
    ) -> None:
        super().__init__(parent, sentence("ui_bulletin.compare"), width=900)
        self._appearance = appearance
        self.table: QTableView | None = None
        self.rows: QTableView | None = None
        if figures:
            told = _figures(figures)
            self.table = self._add(told.title, WordsModel(told.headers, told.rows, numbers=1))
            self._show_rows(rows)
            export = self.add_button(sentence("ui.list_export"))
            export.clicked.connect(lambda: self.export_wanted.emit((told, _between(rows))))
        else:
            self.body.addWidget(plain_label(sentence("ui_bulletin.compare_none"), "body", "ink2", wrap=True))
        self.add_button(sentence("ui_bulletin.close"), kind="primary", default=True).clicked.connect(self.accept)

    def _show_rows(self, rows: Sequence[ComparedRow]) -> None:
        counts = Counter(one.between for one in rows)
        told = sentence("ui_bulletin.comma").join(
            sentence("ui_bulletin.between_count", what=sentence(key), count=counts[one])
            for one, key in _BETWEEN.items()
            if counts[one]
        )
        self.body.addWidget(plain_label(told or sentence("ui_bulletin.between_none"), "dense", "ink2", wrap=True))
        if not rows:
            return
        shown = _between(rows[:_SHOWN])
        self.rows = self._add(shown.title, WordsModel(shown.headers, shown.rows, numbers=3))
        self.rows.horizontalHeader().resizeSection(1, _WIDE * self._appearance.tokens.body)

    def _add(self, name: str, model: WordsModel) -> QTableView:
        table = words_table(self._appearance, name, model)
        table.setMinimumHeight(_HEIGHT)
        self.body.addWidget(table, 1)
        return table
