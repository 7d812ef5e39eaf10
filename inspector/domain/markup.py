"""What is drawn on a photo: arrows, boxes, circles, words and lines, beside the untouched original.

Places are shares of the upright picture's width and height (0 to 1), so that marks fit any size in which it is shown.
Kept as JSON in the photo's cell `markup`: {"marks": [{"kind", "colour", "points": [[x, y], …], "text"}]}.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from inspector.domain.record import Json

Point = tuple[float, float]
MOST_POINTS = 500
"""Of one freehand line: more than a hand draws that can be told apart on paper."""


class MarkKind(StrEnum):
    """The tools."""

    ARROW = "arrow"
    BOX = "box"
    CIRCLE = "circle"
    TEXT = "text"
    PEN = "pen"


class MarkColour(StrEnum):
    """Few colours, that can be told apart on sky, earth and concrete."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    WHITE = "white"


@dataclass(frozen=True)
class Mark:
    """One thing drawn. `points`: tail and head of an arrow, two corners, the place of a text, or the way of the pen."""

    kind: MarkKind
    colour: MarkColour
    points: tuple[Point, ...]
    text: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to see."""
        if self.kind is MarkKind.TEXT:
            return bool(self.text.strip()) and len(self.points) == 1
        return len(set(self.points)) > 1


def to_markup(marks: Sequence[Mark]) -> Json | None:
    """Marks as they are kept; None without any. A long line of the pen is thinned out."""
    kept = [
        {
            "kind": one.kind.value,
            "colour": one.colour.value,
            "points": [[round(x, 4), round(y, 4)] for x, y in _thinned(one.points)],
            **({"text": one.text} if one.text else {}),
        }
        for one in marks
        if one.is_drawn
    ]
    return {"marks": kept} if kept else None


def from_markup(markup: Json | None) -> tuple[Mark, ...]:
    """Marks as they were kept; what a newer program drew and this one does not know is left out."""
    found = (markup or {}).get("marks")
    made = [_mark(one) for one in found if isinstance(one, Mapping)] if isinstance(found, Sequence) else []
    return tuple(one for one in made if one is not None and one.is_drawn)


def _mark(kept: Mapping[str, Any]) -> Mark | None:
    try:
        points = tuple((float(x), float(y)) for x, y in kept["points"])
        return Mark(MarkKind(kept["kind"]), MarkColour(kept["colour"]), points, str(kept.get("text", "")))
    except (KeyError, TypeError, ValueError):
        return None


def _thinned(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Every n-th point, and the last one."""
    step = -(-len(points) // MOST_POINTS)
    return points if step <= 1 else (*points[:-1:step], points[-1])
