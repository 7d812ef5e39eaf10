"""The page of GB/T 9704-2012 in points: A4, margins, type area, the grid of 22 lines × 28 characters.

Apart from everything that draws, so that layout and tests measure against one set of numbers.
Lengths are points (1/72 inch); y grows upwards as in PDF.
"""

from __future__ import annotations

from math import ceil, floor

MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, TOP = 28 * MM, 37 * MM
WIDTH, HEIGHT = 156 * MM, 225 * MM
RIGHT = LEFT + WIDTH
CEILING = PAGE_HEIGHT - TOP
BOTTOM = CEILING - HEIGHT

LINES, CHARACTERS = 22, 28
PITCH = HEIGHT / LINES
COLUMN = WIDTH / CHARACTERS

BODY_SIZE = 16.0
CHAR_SPACE = COLUMN - BODY_SIZE
TITLE_SIZE = 22.0
TAIL_SIZE = 14.0
FOLIO_SIZE = 14.0
CAPTION_SIZE = 14.0
CELL_SIZES = (12.0, 10.5, 9.0, 8.0, 7.0, 6.0)
CELL_LEADING = 1.42
MARK_SIZE = 9.0

FOLIO_DROP = 7 * MM
RED_RULE = 0.42 * MM
BLACK_RULE_THICK, BLACK_RULE_THIN = 1.0, 0.7

SLACK = 0.01
"""Tolerance of a sum of line heights against the frame: float dust must never move a line to the next page."""


def lines_for(height: float) -> int:
    """The number of grid lines that a height fills, rounded up."""
    return max(0, ceil((height - SLACK) / PITCH))


def on_grid(height: float) -> float:
    """The height rounded up to whole grid lines, so that the text below stands on the grid again."""
    return lines_for(height) * PITCH


def lines_within(height: float) -> int:
    """The number of whole grid lines that stand within a height."""
    return max(0, floor((height + SLACK) / PITCH))


def is_fresh(height: float) -> bool:
    """Whether this much room is a page on which nothing stands yet: less than a line of it is gone."""
    return height > HEIGHT - PITCH + SLACK
