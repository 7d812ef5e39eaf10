"""Plain labels in the roles and tones of the style sheet: the only way a screen makes a QLabel.

They stand apart because a QLabel guesses rich text by itself, and user text must never reach a markup parser.
"""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget


def plain_label(text: str, role: str = "body", tone: str = "ink", *, wrap: bool = False) -> QLabel:
    """A label; `role` is a size (caption … hero), `tone` a colour (ink, ink2, ink3, link, green, amber, red)."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    return label


def plain_tip(text: str) -> str:
    """A tooltip that says `text` to the letter: Qt takes what looks like markup for markup unless it is escaped."""
    return f"<p>{escape(text, quote=False)}</p>" if Qt.mightBeRichText(text) else text


def rule(*, upright: bool = False) -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("kind", "rule_upright" if upright else "rule")
    return line


def restyle(widget: QWidget, **properties: object) -> None:
    """Set dynamic properties and let the style sheet look at them again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
