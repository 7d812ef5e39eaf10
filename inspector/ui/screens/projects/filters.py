"""What is looked for in the list of projects: words, lamps as chips, and choices that fold out.

The bar holds the whole query: what it has no control for (of a saved view) stays in it until the user clears it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from inspector.domain.lamps import LampColour
from inspector.domain.project import ConstructionStatus, ProjectKind, Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.services.project_choices import Choice, ProjectChoices
from inspector.texts import label, sentence
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind
from inspector.ui.widgets.chip import Chip
from inspector.ui.widgets.flow import FlowLayout
from inspector.ui.widgets.inputs import Combo
from inspector.ui.widgets.search_line import SearchLine

_ALWAYS = frozenset({"stages"})
"""Filters that are in sight even where there is nothing to choose."""
_WIDEST = 200


class Filters(QWidget):
    """`changed` when the user wants to see others; `tools` stand at the right of the search line."""

    changed = Signal()

    def __init__(self, appearance: Appearance, tools: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("kind", "toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._query = ProjectQuery()
        self.search = SearchLine(appearance, sentence("ui_projects.search"))
        self.lamps = {colour: Chip(name) for colour, name in lamp_names().items()}
        self.combos = {name: Combo(every) for name, every in _everything().items()}
        self.clear_button = Button(appearance, sentence("ui_projects.clear"), ButtonKind.TEXT, "cross")
        self._flow = QWidget()
        self._lay_out(tools)
        self.show_choices(ProjectChoices())
        self._connect()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_changed)
        self.clear_button.clicked.connect(self.clear)
        for chip in self.lamps.values():
            chip.clicked.connect(self._on_changed)
        for combo in self.combos.values():
            combo.activated.connect(self._on_changed)

    # -- the query -------------------------------------------------------------------------------------------------

    @property
    def query(self) -> ProjectQuery:
        """What is asked for."""
        return self._query

    @property
    def active(self) -> bool:
        """Whether anything is left out."""
        return replace(self._query, sort=SortColumn.NAME, descending=False) != ProjectQuery()

    def show_query(self, query: ProjectQuery) -> None:
        """Show what is asked for now; not told as changed."""
        self._query = query
        with QSignalBlocker(self.search):
            self.search.setText(query.text)
        for colour, chip in self.lamps.items():
            chip.setChecked(colour in query.lamps)
        for name, combo in self.combos.items():
            _choose(combo, getattr(query, name))
        self._show_what_counts()

    def sort_by(self, column: SortColumn, *, descending: bool) -> None:
        """Another order."""
        self._query = replace(self._query, sort=column, descending=descending)
        self.changed.emit()

    def unfold(self, *, shown: bool) -> None:
        """Whether chips and choices stand below the line of words; they do unless somebody folds them."""
        self._flow.setVisible(shown)

    def clear(self) -> None:
        """Show everything again, in the order that it has."""
        self.show_query(ProjectQuery(sort=self._query.sort, descending=self._query.descending))
        self.changed.emit()

    def show_choices(self, choices: ProjectChoices) -> bool:
        """Offer these; False where something was asked for that this workspace does not have (then it is dropped)."""
        offered: dict[str, Sequence[tuple[Any, str]]] = {
            "stages": _words("stage", Stage),
            "areas": choices.areas,
            "parks": choices.parks,
            "leaders": choices.leaders,
            "kinds": _words("kind", ProjectKind),
            "statuses": _words("construction_status", ConstructionStatus),
        }
        kept: dict[str, Any] = {name: _kept(getattr(self._query, name), found) for name, found in offered.items()}
        fits = all(kept[name] == getattr(self._query, name) for name in offered)
        for name, found in offered.items():
            _offer(self.combos[name], _everything()[name], found)
        self.show_query(replace(self._query, **kept))
        return fits

    def _on_changed(self) -> None:
        chosen: dict[str, Any] = {name: combo.currentData() for name, combo in self.combos.items()}
        lamps = tuple(colour for colour, chip in self.lamps.items() if chip.isChecked())
        self._query = replace(self._query, text=self.search.text().strip(), lamps=lamps, **chosen)
        self._show_what_counts()
        self.changed.emit()

    def _show_what_counts(self) -> None:
        """A filter with nothing to choose is out of the way; so is the way back from none."""
        for name, combo in self.combos.items():
            offered = combo.count() > 2 and name not in {"kinds", "statuses"}  # noqa: PLR2004 - all and one
            combo.setVisible(name in _ALWAYS or offered or bool(combo.currentData()))
        self.clear_button.setVisible(self.active)
        self._flow.updateGeometry()

    def _lay_out(self, tools: Sequence[QWidget]) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 12, 24, 12)
        down.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for tool in tools:
            row.addWidget(tool)
        flow = FlowLayout(self._flow)
        for part in (*self.lamps.values(), *self.combos.values(), self.clear_button):
            flow.addWidget(part)
        for combo in self.combos.values():
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.setMaximumSize(QSize(_WIDEST, 16_777_215))
        down.addLayout(row)
        down.addWidget(self._flow)


def lamp_names() -> dict[LampColour, str]:
    """What the lamps of projects are called, the worst first."""
    return {
        LampColour.RED: sentence("ui_projects.chip_red"),
        LampColour.YELLOW: sentence("ui_projects.chip_yellow"),
        LampColour.GREEN: sentence("ui_projects.chip_green"),
        LampColour.NONE: sentence("ui_projects.chip_none"),
    }


def _everything() -> dict[str, str]:
    """What each choice says while nothing is chosen, by the name in the query."""
    return {
        "stages": sentence("ui_projects.all_stages"),
        "areas": sentence("ui_projects.all_areas"),
        "parks": sentence("ui_projects.all_parks"),
        "leaders": sentence("ui_projects.all_leaders"),
        "kinds": sentence("ui_projects.all_kinds"),
        "statuses": sentence("ui_projects.all_statuses"),
    }


def _words(field: str, kind: type[Stage | ProjectKind | ConstructionStatus]) -> list[tuple[Any, str]]:
    return [(one, label("project", field, one.value)) for one in kind]


def _kept(wanted: tuple[Any, ...], offered: Sequence[tuple[Any, str]]) -> tuple[Any, ...]:
    known = {value for value, _ in offered}
    return tuple(one for one in wanted if one in known)


def _offer(combo: QComboBox, every: str, offered: Sequence[Choice | tuple[Any, str]]) -> None:
    combo.clear()
    combo.addItem(every, ())
    for value, name in offered:
        combo.addItem(name, (value,))


def _choose(combo: QComboBox, wanted: tuple[Any, ...]) -> None:
    """Show what is chosen; several together, as a saved view may have them, are an entry of their own."""
    found = next((at for at in range(combo.count()) if combo.itemData(at) == wanted), -1)
    if found < 0:
        single = {combo.itemData(at)[0]: combo.itemText(at) for at in range(1, combo.count()) if combo.itemData(at)}
        combo.addItem("、".join(single.get(one, str(one)) for one in wanted), wanted)
        found = combo.count() - 1
    combo.setCurrentIndex(found)
