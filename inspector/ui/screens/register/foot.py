"""Below the grid: the totals of everything found, under their columns, and what the selection adds up to."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from inspector.domain.money import printed
from inspector.domain.project_query import ProjectTotals
from inspector.services.ledger_columns import YI
from inspector.services.ledger_view import SelectionTotals
from inspector.texts import sentence
from inspector.ui.models.project_columns import in_yi
from inspector.ui.screens.register.columns import NAME
from inspector.ui.screens.register.grid import LedgerGrid
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.fonts import face
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.elided import ElidedLabel

_PAD = 10


class TotalsRow(QWidget):
    """The last row of a register: how many projects, and their money under its columns."""

    def __init__(self, appearance: Appearance, grid: LedgerGrid) -> None:
        super().__init__()
        self._appearance = appearance
        self._grid = grid
        self._texts: dict[str, str] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        grid.horizontalScrollBar().valueChanged.connect(self.update)
        grid.horizontalHeader().sectionResized.connect(self.update)
        grid.horizontalHeader().geometriesChanged.connect(self.update)
        appearance.changed.connect(self.updateGeometry)

    def show_totals(self, totals: ProjectTotals) -> None:
        """Sums count what is known; where nothing is, nothing stands there."""
        self._texts = {
            NAME: sentence("ui_register.total", count=totals.count),
            "total_investment": in_yi(totals.total_investment) if totals.with_total else "",
            "planned_investment": in_yi(totals.planned_investment) if totals.with_plan else "",
        }
        self.setAccessibleName(self._texts[NAME])
        self.setAccessibleDescription(told_filled(totals))
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as a row."""
        tokens = self._appearance.tokens
        return QSize(200, max(tokens.control, tokens.dense * 2))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Texts under their columns; those under the frozen one are hidden."""
        tokens, grid = self._appearance.tokens, self._grid
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.head))
        painter.setPen(QColor(tokens.line2))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
        painter.setPen(QColor(tokens.ink))
        painter.setFont(face(tokens.dense, medium=True))
        side, frozen = grid.verticalHeader().width(), grid.columnWidth(0) if grid.ledger.columns else 0
        for at, column in enumerate(grid.ledger.columns):
            text = self._texts.get(column.key, "")
            left = side if at == 0 else side + grid.columnViewportPosition(at)
            place = QRect(left, 0, grid.columnWidth(at), self.height())
            if text and (at == 0 or place.left() >= side + frozen):
                way = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
                painter.drawText(place.adjusted(_PAD, 0, -_PAD, 0), way | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class SelectionLine(QWidget):
    """What the selected cells add up to, what is known of the columns, and what can be done with the selection."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("kind", "footer")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.told = ElidedLabel("", "dense", "ink2")
        self.filled = ElidedLabel("", "dense", "ink3")
        self.past = Button(appearance, sentence("ui_register.past"), ButtonKind.TEXT, "history")
        self.fill = Button(appearance, sentence("ui_register.fill_down"), ButtonKind.TEXT, "arrow-down")
        self.bulk = Button(appearance, sentence("ui_register.bulk"), ButtonKind.TEXT, "pen")
        self.card = Button(appearance, sentence("ui_register.card"), ButtonKind.TEXT, "building")
        self.card.setCheckable(True)
        for button, keys in ((self.past, "F4"), (self.fill, "Ctrl+D"), (self.bulk, "Ctrl+B"), (self.card, "F6")):
            button.setToolTip(keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 2, 16, 2)
        row.setSpacing(8)
        row.addWidget(self.told, 3)
        row.addWidget(self.filled, 2)
        for button in (self.past, self.fill, self.bulk, self.card):
            row.addWidget(button)

    def show_hint(self) -> None:
        """One cell or none: what can be done here."""
        self.told.set_text(sentence("ui_register.paste_hint"))

    def show_many(self, cells: int) -> None:
        """More cells than are added up."""
        self.told.set_text(sentence("ui_register.selected_many", cells=cells))

    def show_selection(self, totals: SelectionTotals, *, in_money: bool) -> None:
        """Count, and of numbers sum and mean; money in 亿元."""
        parts = [sentence("ui_register.selected", cells=totals.cells, filled=totals.filled)]
        if totals.total is not None and totals.mean is not None:
            total = in_yi(totals.total) if in_money else f"{totals.total:f}"
            mean = printed(totals.mean / int(YI) if in_money else totals.mean, 2)
            parts.append(sentence("ui_register.selected_sum", total=total, mean=mean))
        self.told.set_text("    ".join(parts))


def told_filled(totals: ProjectTotals) -> str:
    """How many projects have a value in the columns that are added up."""
    return sentence("ui_register.filled_in", total=totals.with_total, planned=totals.with_plan)
