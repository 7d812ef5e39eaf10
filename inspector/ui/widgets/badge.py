"""Short notes in a frame: which data this is, how many conflicts, a number given to a record."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from inspector.texts import sentence


class BadgeTone(StrEnum):
    """Amber warns, green assures, blue and grey only tell."""

    AMBER = "badge_amber"
    GREEN = "badge_green"
    RED = "badge_red"
    BLUE = "badge_blue"
    GREY = "badge_grey"


class Badge(QLabel):
    """A note in a frame, as wide as its text."""

    def __init__(self, text: str, tone: BadgeTone) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("kind", tone.value)


def tier_badge(*, real: bool, demonstration: bool = False) -> Badge:
    """Which data a workspace holds; stands at the bottom right of every screen."""
    if real:
        return Badge(sentence("ui.widget_tier_real"), BadgeTone.GREEN)
    text = sentence("ui.widget_tier_demonstration") if demonstration else sentence("ui.widget_tier_synthetic")
    return Badge(text, BadgeTone.AMBER)
