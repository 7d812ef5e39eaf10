"""What a grid of photos shows: a photo with the lines below it, or a heading between two groups.

Plain values apart from the grid, so that a tray and a screen of thousands say what they show in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass

HEADING = "heading:"


@dataclass(frozen=True)
class PhotoCell:
    """A photo: `number` in its corner (0 for none), `line` and `warnings` below it, `mark` on it (整改前)."""

    photo_id: str
    sha256: str
    number: int = 0
    line: str = ""
    note: str = ""
    warnings: tuple[str, ...] = ()
    mark: str = ""

    @property
    def row_id(self) -> str:
        """The photo."""
        return self.photo_id

    @property
    def spoken(self) -> str:
        """In words."""
        parts = (str(self.number or ""), self.mark, self.line, self.note, *self.warnings)
        return "\n".join(one for one in parts if one)


@dataclass(frozen=True)
class Heading:
    """The beginning of a group, over the whole width."""

    text: str
    note: str = ""

    @property
    def row_id(self) -> str:
        """No record."""
        return f"{HEADING}{self.text}"

    @property
    def spoken(self) -> str:
        """In words."""
        return f"{self.text} {self.note}".strip()


Row = PhotoCell | Heading
