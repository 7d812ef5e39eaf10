"""The style sheet and the palette, both made of the same tokens.

The sheet is a template (resources/styles/window.qss); what it needs beyond the tokens is worked out here: measures
without their borders, since a style sheet counts borders extra, and marks as files, since it takes no other images.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QPalette

from inspector import paths
from inspector.ui.theme import fonts
from inspector.ui.theme.icons import drawing
from inspector.ui.theme.tokens import Theme, Tokens

_PAD = 12
_PAD_INPUT = 8
_MARKS = {
    "chevron_down": ("chevron-down", "ink2"),
    "chevron_up": ("chevron-up", "ink2"),
    "chevron_left": ("chevron-left", "ink2"),
    "chevron_right": ("chevron-right", "ink2"),
    "calendar": ("calendar", "ink2"),
    "check": ("check", "on_primary"),
    "minus": ("minus", "on_primary"),
    "dot": ("dot", "primary"),
}
"""Images of the style sheet: which icon in which colour."""


def style_sheet(tokens: Tokens, cache: Path) -> str:
    """The style sheet of the application; the marks that it shows are written into `cache`."""
    template = Template(paths.resources("styles", "window.qss").read_text(encoding="utf-8"))
    return template.substitute(asdict(tokens), **_measures(tokens), **_families(), **_marks(tokens, cache))


def palette(tokens: Tokens) -> QPalette:
    """The same colours for what the style draws without the sheet."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, QColor(tokens.colour(name)))
    for role in (_Role.WindowText, _Role.Text, _Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.ink3))
    return made


_Role = QPalette.ColorRole
_ROLES = {
    _Role.Window: "canvas",
    _Role.WindowText: "ink",
    _Role.Base: "surface",
    _Role.AlternateBase: "zebra",
    _Role.Text: "ink",
    _Role.PlaceholderText: "ink3",
    _Role.Button: "surface",
    _Role.ButtonText: "ink",
    _Role.Highlight: "primary",
    _Role.HighlightedText: "on_primary",
    _Role.Link: "link",
    _Role.LinkVisited: "link",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "ink",
    _Role.Light: "surface",
    _Role.Midlight: "head",
    _Role.Mid: "line",
    _Role.Dark: "line2",
    _Role.Accent: "primary",
}


def _measures(tokens: Tokens) -> dict[str, int]:
    edges, rings, thicker = 2 * tokens.border, 2 * tokens.ring, tokens.ring - tokens.border
    large = tokens.theme is Theme.LARGE
    chip = tokens.target + 2
    scroll = 16 if large else 10
    tick = 32 if large else 18
    return {
        "control_inner": tokens.control - edges,
        "control_focused": tokens.control - rings,
        "start_inner": tokens.start - edges,
        "start_focused": tokens.start - rings,
        "pad": _PAD,
        "pad_focused": _PAD - thicker,
        "pad_input": _PAD_INPUT,
        "pad_input_focused": _PAD_INPUT - thicker,
        "pad_text": _PAD_INPUT - 1,
        "pad_text_focused": _PAD_INPUT - 1 - thicker,
        "pad_text_top": 4 - thicker,
        "chip_inner": chip - edges,
        "chip_focused": chip - rings,
        "chip_pad_focused": _PAD_INPUT - thicker,
        "chip_radius": chip // 2,
        "cap": tokens.dense + 5,
        "tick": tick,
        "tick_round": tick // 2 + tokens.border,
        "scroll": scroll,
        "scroll_radius": scroll // 2 - 2,
        "menu_pad": max(4, (tokens.target - tokens.body) // 2),
    }


def _families() -> dict[str, str]:
    named = {"regular": fonts.REGULAR, "medium": fonts.MEDIUM, "mark": fonts.MARK}
    return {name: ", ".join(f'"{one}"' for one in (face, fonts.RARE)) for name, face in named.items()}


def _marks(tokens: Tokens, cache: Path) -> dict[str, str]:
    cache.mkdir(parents=True, exist_ok=True)
    return {mark: _mark(icon, tokens.colour(colour), cache) for mark, (icon, colour) in _MARKS.items()}


def _mark(icon: str, colour: str, cache: Path) -> str:
    """The file of one mark; it is named by its colour, so that a theme once used is not written again."""
    path = cache / f"{icon}-{colour.removeprefix('#')}.svg"
    if not path.exists():
        path.write_bytes(drawing(icon, colour, heavy=True))
    return path.as_posix()
