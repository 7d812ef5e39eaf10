"""The project of the row that the cursor is on, beside the grid: where it stands, and the way to all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from inspector.domain.lamps import LampColour
from inspector.services.project_card import ProjectCard
from inspector.texts import label, sentence
from inspector.ui.models.project_columns import in_yi
from inspector.ui.theme.appearance import Appearance
from inspector.ui.widgets.buttons import Button, icon_button
from inspector.ui.widgets.plain import plain_label

_WIDTH = 300


class SideCard(QWidget):
    """`opened` wants the project, `shut` wants the room back."""

    opened = Signal()
    shut = Signal()

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance
        self.setProperty("kind", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.project = ""
        self.name = plain_label("", "section", wrap=True)
        self._close = icon_button(appearance, "cross", sentence("ui_register.close"))
        self.open_button = Button(appearance, sentence("ui_register.open_project"), icon_name="building")
        self._area = QScrollArea()
        self._lay_out()
        self._close.clicked.connect(self.shut)
        self.open_button.clicked.connect(self.opened)
        appearance.changed.connect(self._dress)
        self._dress()
        self.hide()

    def _dress(self) -> None:
        self.setFixedWidth(round(_WIDTH * self._appearance.tokens.dense / 13))

    def _lay_out(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 12, 12, 16)
        down.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(sentence("ui_register.card"))
        down.addLayout(head)
        down.addWidget(self._area, 1)
        down.addWidget(self.open_button)

    def show_card(self, card: ProjectCard) -> None:
        """Where a project stands on the day of the card."""
        self.project = card.project.id
        self.name.setText(card.project.name)
        inside = QWidget()
        down = QVBoxLayout(inside)
        down.setContentsMargins(0, 0, 4, 0)
        down.setSpacing(4)
        for name, value in _facts(card):
            down.addWidget(plain_label(name, "caption", "ink3"))
            down.addWidget(plain_label(value, "dense", wrap=True))
            down.addSpacing(8)
        down.addStretch(1)
        self._area.setWidget(inside)
        inside.setAutoFillBackground(False)


def _facts(card: ProjectCard) -> list[tuple[str, str]]:
    """What is known, the most asked for first; nothing is said of what is not."""
    project, money = card.project, card.investment
    red, yellow = (len(card.steps_of(one)) for one in (LampColour.RED, LampColour.YELLOW))
    stage = label("project", "stage", project.stage.value) if project.stage else ""
    told = [
        (sentence("ui_register.card_area"), " ".join(one for one in (card.area, card.park) if one)),
        (sentence("ui_register.card_stage"), stage),
        (sentence("ui_register.card_money"), _money(in_yi(money.total), in_yi(money.planned))),
        (sentence("ui_register.card_completion"), _share(card)),
        (sentence("ui_register.card_lamps"), sentence("ui_register.card_lamps_told", red=red, yellow=yellow)),
        (sentence("ui_register.card_problems"), str(len(card.open_problems))),
        (sentence("ui_register.card_visit"), _last_visit(card)),
        (sentence("ui_register.card_progress"), card.image_progress or project.status_text or ""),
        (sentence("ui_register.card_next"), card.next_step or ""),
    ]
    return [(name, value) for name, value in told if value]


def _money(total: str, planned: str) -> str:
    return (
        sentence("ui_register.card_money_told", total=total or "—", planned=planned or "—") if total or planned else ""
    )


def _share(card: ProjectCard) -> str:
    rate = card.investment.completion
    if rate.value is None:
        return ""
    done, planned = in_yi(card.investment.invested), in_yi(card.investment.planned)
    return sentence("ui_register.card_completion_told", rate=rate.printed, done=done, planned=planned)


def _last_visit(card: ProjectCard) -> str:
    days = [one.inspection.visited_at.date() for one in card.visits]
    return max(days).isoformat() if days else ""
