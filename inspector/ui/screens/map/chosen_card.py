"""The chosen project at the foot of the side: what it is, how it burns, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from inspector.domain.lamps import LampColour
from inspector.domain.project_query import ProjectRow
from inspector.texts import label, sentence
from inspector.ui.screens.map.filters import lamp_names
from inspector.ui.screens.map.listing import told
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, ButtonKind, icon_button
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.lamp import paint_lamp
from inspector.ui.widgets.map.marks import SHAPES, TONES
from inspector.ui.widgets.plain import plain_label, restyle, rule


class LampDot(QWidget):
    """A lamp's shape alone; its word stands beside it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self._colour = LampColour.NONE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        appearance.changed.connect(self.updateGeometry)

    def show_colour(self, colour: LampColour) -> None:
        """Show another lamp."""
        self._colour = colour
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square of the theme's lamps."""
        return QSize(self._appearance.tokens.lamp, self._appearance.tokens.lamp)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The shape."""
        painter = QPainter(self)
        paint_lamp(painter, QRectF(self.rect()), SHAPES[self._colour], self._appearance.tokens)
        painter.end()


class ChosenCard(QWidget):
    """`opened`, `started` and `routed` carry the id of the project; `closed`: no longer chosen."""

    opened = Signal(str)
    started = Signal(str)
    routed = Signal(str)
    closed = Signal()

    def __init__(self, appearance: Appearance, *, can_start: bool) -> None:
        super().__init__()
        self.project_id = ""
        self.name = ElidedLabel("", "section")
        self._dot = LampDot(appearance)
        self.lamp = plain_label("", "strong")
        self.facts = ElidedLabel("", "dense", "ink2")
        self.stage = ElidedLabel("", "dense", "ink2")
        self.close_button = icon_button(appearance, "cross", sentence("ui_map.close_card"), "Esc")
        self.open_button = Button(appearance, sentence("ui_map.open_project"))
        self.start_button = Button(appearance, sentence("ui_map.start_visit"), ButtonKind.PRIMARY)
        self.route_button = Button(appearance, sentence("ui_map.into_route"), ButtonKind.TEXT)
        if not can_start:
            self.start_button.hide()  # never shown before it has a parent: it would be a window
        self.open_button.clicked.connect(lambda: self.opened.emit(self.project_id))
        self.start_button.clicked.connect(lambda: self.started.emit(self.project_id))
        self.route_button.clicked.connect(lambda: self.routed.emit(self.project_id))
        self.close_button.clicked.connect(self.closed)
        self._lay_out()

    def show_row(self, row: ProjectRow, *, on_route: bool) -> None:
        """Show a project."""
        self.project_id = row.id
        worst = row.lamps.worst
        self.name.set_text(row.name)
        self._dot.show_colour(worst)
        self.lamp.setText(lamp_names()[worst])
        restyle(self.lamp, tone=TONES[worst])
        stage = label("project", "stage", row.stage.value) if row.stage else ""
        self.stage.set_text("  ".join(one for one in (stage, row.status_text or "") if one))
        self.stage.setVisible(bool(self.stage.full_text))
        self.facts.set_text(told(row))
        self.show_on_route(on_route=on_route)

    def show_on_route(self, *, on_route: bool) -> None:
        """Whether it can be put on the route or taken off."""
        self.route_button.say(sentence("ui_map.off_route") if on_route else sentence("ui_map.into_route"))

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 8, 16, 12)
        inner.setSpacing(6)
        head, state, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.close_button)
        state.setSpacing(6)
        state.addWidget(self._dot)
        state.addWidget(self.lamp)
        state.addSpacing(6)
        state.addWidget(self.facts, 1)
        buttons.setSpacing(8)
        buttons.addWidget(self.start_button)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.route_button)
        buttons.addStretch(1)
        inner.addLayout(head)
        inner.addLayout(state)
        inner.addWidget(self.stage)
        inner.addSpacing(2)
        inner.addLayout(buttons)
        down.addLayout(inner)
