"""Why a lamp shows what it shows: dates, days left, the counted days; and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import zip_longest

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from inspector.services.lamp_matrix_view import LampReason
from inspector.texts import sentence
from inspector.ui.screens.lamps import words
from inspector.ui.screens.lamps.band import BandBlock
from inspector.ui.theme.appearance import Appearance
from inspector.ui.theme.tokens import Theme
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.card import Card
from inspector.ui.widgets.elided import ElidedLabel
from inspector.ui.widgets.lamp import LampLabel
from inspector.ui.widgets.plain import plain_label, restyle, rule

_WIDTH, _WIDTH_LARGE = 292, 400
_PAD = 16


class ReasonPanel(QWidget):
    """`slip_wanted` asks for the letters of this project, `urging_wanted` for the text, `opened` for the project.

    `moving_wanted` asks to move the step on.
    """

    moving_wanted = Signal()
    slip_wanted = Signal()
    urging_wanted = Signal()
    opened = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.reason: LampReason | None = None
        self.step = plain_label("", "section")
        self.name = ElidedLabel("", "dense", "ink2")
        self.open = icon_button(appearance, "external", sentence("ui_lamps.open_project"), "Ctrl+Enter")
        self.shut = icon_button(appearance, "cross", sentence("ui_lamps.close"), "Esc")
        self._alert = Card(kind="well")
        self._lamp: LampLabel | None = None
        self._facts = _Pairs()
        self.band = BandBlock(appearance)
        self.told = plain_label("", "dense", "ink2", wrap=True)
        self._nodes = _Pairs()
        self._rule = rule()
        self.handle = Button(appearance, sentence("ui_lamps.move_on"), icon_name="pen")
        self.slip = Button(appearance, sentence("ui_lamps.slip"), icon_name="print")
        self.urge = Button(appearance, sentence("ui_lamps.urge"), icon_name="copy")
        self.hint = plain_label(sentence("ui_lamps.pick_cell"), "dense", "ink2", wrap=True)
        self._page = QWidget()
        self._lay_out()
        self.handle.clicked.connect(self.moving_wanted)
        self.slip.clicked.connect(self.slip_wanted)
        self.urge.clicked.connect(self.urging_wanted)
        self.open.clicked.connect(self.opened)
        self.shut.clicked.connect(self.closed)
        self.shut.hide()
        appearance.changed.connect(self._dress)
        self._dress()
        self.show_nothing()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._page)
        column.setContentsMargins(_PAD, 12, _PAD, _PAD)
        column.setSpacing(10)
        column.addLayout(self._head())
        self._alert.body.setContentsMargins(12, 10, 12, 10)
        column.addWidget(self.hint)
        column.addWidget(self._alert)
        column.addWidget(self._facts)
        column.addWidget(self.band)
        column.addWidget(self.told)
        column.addWidget(self._rule)
        column.addWidget(self._nodes)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._page)
        self._page.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.step)
        row.addWidget(self.name, 1)
        row.addWidget(self.open)
        row.addWidget(self.shut)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("kind", "footer")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        down = QVBoxLayout(foot)
        down.setContentsMargins(_PAD, 8, _PAD, 8)
        down.setSpacing(8)
        down.addWidget(self.handle)
        row = QHBoxLayout()
        row.setSpacing(8)
        down.addLayout(row)
        row.addWidget(self.slip, 1)
        row.addWidget(self.urge, 1)
        return foot

    def _dress(self) -> None:
        large = self._appearance.tokens.theme is Theme.LARGE
        self.setFixedWidth(_WIDTH_LARGE if large else _WIDTH)
        if self._lamp is not None:  # its letters are of the old size
            self._lamp.hide()
            self._lamp.deleteLater()
            self._lamp = None
        if self.reason is not None:
            self._show_alert(self.reason)

    # -- showing ---------------------------------------------------------------------------------------------------

    def show_nothing(self, project: str = "", missing: str = "") -> None:
        """No step is chosen, or the project has none of the type that is called `missing`."""
        self.reason = None
        self.step.setText("")
        self.name.set_text(project)
        self.open.setVisible(bool(project))
        told = sentence("ui_lamps.not_registered", step=missing) if missing else sentence("ui_lamps.pick_cell")
        self.hint.setText(told)
        self.hint.show()
        for part in (self.step, self._alert, self.band, self.told, self._rule):
            part.hide()
        self._facts.show_pairs(())
        self._nodes.show_pairs(())
        self.handle.setEnabled(bool(project))
        for button in (self.slip, self.urge):
            allow(button, sentence("ui_lamps.wants_cell"))

    def show_reason(self, reason: LampReason, today: date, *, red: bool) -> None:
        """Show why; `red`: the project has a red lamp, so that there is something to write a letter about."""
        self.reason = reason
        self.hint.hide()
        for part in (self.step, self._alert, self.open):
            part.show()
        self.step.setText(reason.step)
        self.name.set_text(reason.project)
        self._show_alert(reason)
        self._facts.show_pairs(words.facts(reason, today))
        self.band.show_band(reason.band)
        self.told.setText("\n".join(reason.sentences))
        self.told.setVisible(bool(reason.sentences))
        nodes = [words.node(one) for one in reason.nodes]
        self._rule.setVisible(bool(nodes))
        self._nodes.show_pairs(nodes)
        self.handle.setEnabled(True)
        allow(self.urge, "" if words.urging(reason) else sentence("ui_lamps.not_urgent"))
        allow(self.slip, "" if red else sentence("ui_lamps.project_not_red"))

    def _show_alert(self, reason: LampReason) -> None:
        sign = words.alert(reason)
        if self._alert.property("card") != words.card_of(sign):
            restyle(self._alert, card=words.card_of(sign))
        if self._lamp is None:
            self._lamp = LampLabel(self._appearance, sign, letters=self._appearance.tokens.section)
            self._alert.body.addWidget(self._lamp)
        self._lamp.show_sign(sign)


def allow(button: Button, reason: str, keys: str = "") -> None:
    """What cannot be done says why, as its tooltip; what can says by which keys."""
    button.setEnabled(not reason)
    button.setToolTip(reason or keys)


class _Pairs(QWidget):
    """Names left, what they say right; its labels are used again, since a new one costs a millisecond."""

    def __init__(self) -> None:
        super().__init__()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show other pairs; without any there is nothing to see."""
        while len(self._labels) < len(pairs):
            self._add()
        for labels, texts in zip_longest(self._labels, pairs):
            for at, label in enumerate(labels):
                label.setVisible(texts is not None)
                label.setText(texts[at] if texts is not None else "")
        self.setVisible(bool(pairs))

    def _add(self) -> None:
        name, text = plain_label("", "dense", "ink2"), plain_label("", "dense", wrap=True)
        row = len(self._labels)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(text, row, 1)
        self._labels.append((name, text))
