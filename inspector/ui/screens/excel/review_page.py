"""The second step: what the file would do, part by part, beside what its headers mean."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from inspector.services.import_review import ImportReview, LineSort
from inspector.texts import sentence
from inspector.ui.screens.excel.mapping import MappingPanel
from inspector.ui.screens.excel.words import counted, line_row, outcome, sort_names
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.entrance import Entrance
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.plain import plain_label, restyle
from inspector.ui.widgets.row_list import RowList
from inspector.ui.widgets.two_line_row import TwoLineDelegate, TwoLineRow


class ReviewPage(Entrance):
    """Shows an `ImportReview`; the part looked at first is that which stops the import."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._review: ImportReview | None = None
        self.file = ElidedLabel("", "section")
        self.outcome = plain_label("", "body", wrap=True)
        self.chips = {sort: Chip(name) for sort, name in sort_names().items()}
        self._group = QButtonGroup(self)
        self.list: RowList[TwoLineRow] = RowList(sentence("ui_register.lines"), TwoLineDelegate(appearance))
        self.nothing = plain_label(sentence("ui_register.no_lines"), "body", "ink2")
        self.mapping = MappingPanel(appearance)
        self._lay_out()
        for sort, chip in self.chips.items():
            self._group.addButton(chip)
            chip.clicked.connect(lambda _checked=False, wanted=sort: self.show_part(wanted))

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QVBoxLayout()
        left.setContentsMargins(24, 16, 24, 0)
        left.setSpacing(12)
        row = QWidget()
        flow = FlowLayout(row)
        for chip in self.chips.values():
            flow.addWidget(chip)
        left.addWidget(self.file)
        left.addWidget(self.outcome)
        left.addWidget(row)
        left.addWidget(self.nothing)
        left.addWidget(self.list, 1)
        across.addLayout(left, 1)
        across.addWidget(self.mapping)
        self.setFocusProxy(self.list)

    def show_review(self, review: ImportReview) -> None:
        """Show a dry run."""
        self._review = review
        told = sentence("ui_register.file_year", file=review.file, year=review.year) if review.year else review.file
        self.file.set_text(told)
        self.outcome.setText(outcome(review))
        restyle(self.outcome, tone="red" if review.refused else "green" if review.writes else "ink2")
        for sort, chip in self.chips.items():
            chip.show_count(counted(review, sort))
        self.mapping.show_headers(review.headers, review.kind)
        first = next((sort for sort in LineSort if review.lines[sort]), LineSort.NEW)
        self.chips[first].setChecked(True)
        self.show_part(first)

    def show_part(self, sort: LineSort) -> None:
        """The lines of a part."""
        if self._review is None:
            return
        lines = self._review.lines[sort]
        self.list.show_rows([line_row(at, one, sort) for at, one in enumerate(lines)], marks_first=False)
        self.list.scrollToTop()
        self.nothing.setVisible(not lines)
