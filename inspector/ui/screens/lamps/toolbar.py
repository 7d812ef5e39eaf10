"""What of the matrix is shown: chips of lamps, area, department, leader; and the published rates with their rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from inspector.domain.approval import StepType
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.lamp_choices import LampChoices
from inspector.services.lamp_matrix_view import Light, Matrix, MatrixWish, TypeRate
from inspector.texts import sentence
from inspector.ui.figure_rows.link import RowsLink
from inspector.ui.figure_rows.page import Facet, Figure
from inspector.ui.screens.lamps import words
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.plain import plain_label

PUBLISHED = (StepType.PROJECT_APPROVAL, StepType.ENERGY_REVIEW)
"""The rates that the city publishes (article [004])."""
_CHARACTERS = 7
"""Of a name that a closed box shows."""


class RateLink(QWidget):
    """立项 114/146 78.08%: a click opens what is finished, what is not, and all."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.name = plain_label("", "dense", "ink2")
        self.link = RowsLink(appearance, "dense", "ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.name)
        row.addWidget(self.link)

    def show_rate(self, one: TypeRate, on: date) -> None:
        """Show another rate."""
        self.name.setText(one.name)
        title = sentence("ui_lamps.rate_of", step=one.name, percent=one.rate.printed)
        kind = one.step_type

        def unfinished(services: Services) -> Sequence[str]:
            matrix = services.office.lamp_matrix
            done = frozenset(matrix.rate_rows(kind, on, finished=True))
            return [row for row in matrix.rate_rows(kind, on, finished=False) if row not in done]

        facets = (
            Facet(
                sentence("ui_lamps.finished_steps"),
                RowKind.STEPS,
                lambda services: services.office.lamp_matrix.rate_rows(kind, on, finished=True),
            ),
            Facet(sentence("ui_lamps.unfinished_steps"), RowKind.STEPS, unfinished),
            Facet(
                sentence("ui_lamps.applicable_steps"),
                RowKind.STEPS,
                lambda services: services.office.lamp_matrix.rate_rows(kind, on, finished=False),
            ),
        )
        self.link.show_figure(words.rate(one), Figure(title, facets, on))


class Toolbar(QWidget):
    """`wished` tells that something else is to be shown."""

    wished = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.setProperty("kind", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.chips: dict[Light | None, Chip] = {
            None: Chip(sentence("ui_lamps.all")),
            Light.RED: Chip(sentence("ui_lamps.red")),
            Light.YELLOW: Chip(sentence("ui_lamps.yellow")),
            Light.LATE: Chip(sentence("ui_lamps.late")),
            Light.STOPPED: Chip(sentence("ui_lamps.stopped")),
        }
        self.area = _combo(sentence("ui_lamps.area"), sentence("ui_lamps.all_areas"))
        self.department = _combo(sentence("ui_lamps.department"), sentence("ui_lamps.all_departments"))
        self.leader = _combo(sentence("ui_lamps.leader"), sentence("ui_lamps.all_leaders"))
        self.rates = [RateLink(appearance) for _ in PUBLISHED]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 7, 24, 8)
        row.setSpacing(16)
        filters = QWidget()
        flow = FlowLayout(filters, gap=8)
        for chip in self.chips.values():
            self._group.addButton(chip)
        for part in (*self.chips.values(), self.area, self.department, self.leader):
            flow.addWidget(part)
        row.addWidget(filters, 1)
        for rate in self.rates:
            row.addWidget(rate)
        self.chips[None].setChecked(True)
        self._group.buttonClicked.connect(self.wished)
        for combo in (self.area, self.department, self.leader):
            combo.activated.connect(self.wished)

    @property
    def wish(self) -> MatrixWish:
        """What is to be shown."""
        light = next((one for one, chip in self.chips.items() if chip.isChecked()), None)
        return MatrixWish(
            area_id=self.area.currentData(),
            department=self.department.currentData(),
            leader=self.leader.currentData(),
            light=light,
        )

    def show_wish(self, wish: MatrixWish) -> None:
        """Set the filters, without telling."""
        self.chips[wish.light].setChecked(True)
        pairs = ((self.area, wish.area_id), (self.department, wish.department), (self.leader, wish.leader))
        for combo, value in pairs:
            combo.setCurrentIndex(max(0, combo.findData(value)))

    def show_choices(self, choices: LampChoices, wish: MatrixWish) -> None:
        """Offer what there is; what `wish` names stays chosen where it still exists."""
        offered = (
            (self.area, choices.areas),
            (self.department, [(one, one) for one in choices.departments]),
            (self.leader, [(one, one) for one in choices.leaders]),
        )
        for combo, values in offered:
            with QSignalBlocker(combo):
                _offer(combo, values)
        self.leader.setVisible(bool(choices.leaders))
        self.show_wish(wish)

    def show_matrix(self, matrix: Matrix) -> None:
        """How many steps each lamp has, and the rates."""
        for light, chip in self.chips.items():
            if light is not None:
                chip.show_count(matrix.counts[light])
        found = {one.step_type: one for one in matrix.rates}
        for kind, shown in zip(PUBLISHED, self.rates, strict=True):
            shown.setVisible(kind in found)
            if kind in found:
                shown.show_rate(found[kind], matrix.on)


def _combo(name: str, everything: str) -> Combo:
    combo = Combo(name)
    combo.addItem(everything, None)
    combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(_CHARACTERS)
    return combo


def _offer(combo: Combo, values: Sequence[tuple[str, str]]) -> None:
    while combo.count() > 1:
        combo.removeItem(1)
    for value, name in values:
        combo.addItem(name, value)
