"""The side of the map: filters, the projects in view or the route, and the chosen project."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from inspector.texts import sentence
from inspector.ui.forms.ui_map import Ui_Map
from inspector.ui.screens.map.chosen_card import ChosenCard
from inspector.ui.screens.map.filters import Filters
from inspector.ui.screens.map.listing import Listing
from inspector.ui.screens.map.route_panel import RoutePanel
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.plain import plain_label

LIST, ROUTE = 0, 1
LEAST_PAGE = 120
"""Pixels: pages scroll, filters and the card do not; with large letters there is little left between them."""

_WIDE, _WIDE_LARGE = 344, 440


class ListPage(QWidget):
    """Which projects are listed, and the list; `turned`: the other list is wanted."""

    turned = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self.told = plain_label("", "dense", "ink2")
        self.turn = Button(appearance, "", ButtonKind.TEXT)
        self.listing = Listing(appearance, sentence("ui_map.projects_listed"))
        self.turn.clicked.connect(self.turned)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 4, 0, 0)
        down.setSpacing(4)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 4, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.turn)
        down.addLayout(row)
        down.addWidget(self.listing, 1)

    def show_numbers(self, told: str, turn: str, numbers: Sequence[int]) -> None:
        """List these; `turn` is what the button beside says, empty for none."""
        self.told.setText(told)
        self.turn.say(turn)
        self.turn.setVisible(bool(turn))
        self.listing.model_.show_numbers(numbers)


class Side:
    """The parts of the side, put into the form."""

    def __init__(self, form: Ui_Map, appearance: Appearance, *, can_start: bool) -> None:
        self._form = form
        self._appearance = appearance
        self.filters = Filters()
        self.page = ListPage(appearance)
        self.route = RoutePanel(appearance)
        self.card = ChosenCard(appearance, can_start=can_start)
        form.filters_column.addWidget(self.filters)
        form.tabs.addTab(sentence("ui_map.tab_projects"))
        form.tabs.addTab(sentence("ui_map.tab_route"))
        form.tabs.setDrawBase(False)
        form.tabs.setExpanding(False)
        form.tabs.setAccessibleName(sentence("ui_map.tabs"))
        form.pages.addWidget(self.page)
        form.pages.addWidget(self.route)
        form.card_column.addWidget(self.card)
        form.pages.setMinimumHeight(LEAST_PAGE)
        form.card.hide()
        form.side.setProperty("kind", "side_left")
        form.side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        form.tabs.currentChanged.connect(form.pages.setCurrentIndex)
        appearance.changed.connect(self._fit)
        self._fit()

    @property
    def shows_route(self) -> bool:
        """Whether the route is in front."""
        return bool(self._form.tabs.currentIndex() == ROUTE)

    def turn_to(self, tab: int) -> None:
        """Bring a page to the front."""
        self._form.tabs.setCurrentIndex(tab)

    def show_card(self, *, shown: bool) -> None:
        """Show or hide the chosen project."""
        self._form.card.setVisible(shown)

    @property
    def card_shown(self) -> bool:
        """Whether a project is chosen."""
        return not self._form.card.isHidden()

    def _fit(self) -> None:
        large = self._appearance.tokens.theme is Theme.LARGE
        self._form.side.setFixedWidth(_WIDE_LARGE if large else _WIDE)
        self._form.side_column.setContentsMargins(0, 0, self._appearance.tokens.border, 0)
