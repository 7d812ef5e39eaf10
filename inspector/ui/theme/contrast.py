"""Contrast of two colours after WCAG 2.2, success criterion 1.4.3: what the look is measured by."""

from __future__ import annotations

_DARK_LIMIT = 0.04045
"""Below it the sRGB curve is a straight line (IEC 61966-2-1)."""


def ratio(one: str, other: str) -> float:
    """Contrast of two `#RRGGBB` colours, 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= _DARK_LIMIT else ((part + 0.055) / 1.055) ** 2.4)
