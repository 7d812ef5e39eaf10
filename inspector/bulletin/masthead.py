"""版头: 密级 and 编号, the name in red, 第×期 (总第×期), 编印单位 and date, the red rule.

One flowable of whole grid lines, so that everything under the rule stands on the line grid. Red is here and
nowhere else (bulletin.md rules 6 and 7).
"""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.composer import Colour
from inspector.bulletin.content import Masthead
from inspector.bulletin.numbering import chinese_date
from inspector.bulletin.pen import Pen

RED: Colour = (0.863, 0.078, 0.078)
LARGEST, TWO_LINES_UNDER = 62.0, 24.0
LETTER_SPACE = 0.12
"""Space between the letters of the name, in its own size."""

NAME_LEADING = 1.45
BESIDE_RULE = 9.0
"""The baseline of 编印单位 above the rule."""


def split_name(name: str) -> list[str]:
    """The name on one line, or on two of nearly equal length when one would be smaller than 24 pt."""
    if name_size(name) >= TWO_LINES_UNDER:
        return [name]
    half = -(-len(name) // 2)
    return [name[:half], name[half:]]


def name_size(name: str) -> float:
    """The size at which the name with its letter space fills the width, at most 62 pt."""
    count = max(1, len(name))
    return min(LARGEST, geometry.WIDTH / (count + LETTER_SPACE * (count - 1)))


def name_lines(names: list[str], size: float) -> int:
    """The lines of the grid that the name takes."""
    return geometry.lines_for(len(names) * size * NAME_LEADING)


def issue_text(head: Masthead) -> str:
    """第11期（总第35期）."""
    total = "" if head.total_number is None else f"（总第{head.total_number}期）"
    return f"第{head.issue_number}期{total}"


class MastheadBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The masthead across the type area, its rule on the lower edge."""

    def __init__(self, masthead: Masthead, pen: Pen) -> None:
        super().__init__()
        self._head, self._pen = masthead, pen
        self._names = split_name(masthead.name)
        self._size = min((name_size(name) for name in self._names), default=LARGEST)

    @property
    def _name_lines(self) -> int:
        return name_lines(self._names, self._size)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """One line for 密级, the name, one for 第×期, two for 编印单位 with its air."""
        self.height = (1 + self._name_lines + 1 + 2) * geometry.PITCH
        return width, self.height

    def draw(self) -> None:
        """Draw from the top down."""
        self._draw_marks()
        top = self._draw_name(self.height - geometry.PITCH)
        self._draw_issue(top)
        self._draw_imprint()
        self.canv.setFillColorRGB(*RED)
        self.canv.rect(0, 0, geometry.WIDTH, geometry.RED_RULE, stroke=0, fill=1)
        self.canv.setFillGray(0)

    def _draw_marks(self) -> None:
        baseline = self.height - geometry.BODY_SIZE
        half = geometry.WIDTH / 2 - geometry.BODY_SIZE
        secrecy, number = self._head.secrecy, self._head.number
        self._write(0, baseline, secrecy, "hei", self._pen.fitted(secrecy, "hei", geometry.BODY_SIZE, half))
        size = self._pen.fitted(number, "fang", geometry.BODY_SIZE, half)
        self._write(geometry.WIDTH - self._pen.width(number, "fang", size), baseline, number, "fang", size)

    def _draw_name(self, top: float) -> float:
        """Draw the name in red; returns the lower edge of its lines."""
        room = self._name_lines * geometry.PITCH
        step = room / max(1, len(self._names))
        baseline = top - (step + self._size * 0.74) / 2
        for name in self._names:
            self._centre_spaced(name, baseline)
            baseline -= step
        return top - room

    def _centre_spaced(self, name: str, baseline: float) -> None:
        space = self._size * LETTER_SPACE
        width = self._pen.width(name, "song", self._size) + space * (len(name) - 1)
        x = (geometry.WIDTH - width) / 2
        self._pen.write(self.canv, x, baseline, name, "song", self._size, colour=RED, space=space)

    def _draw_issue(self, top: float) -> None:
        text = issue_text(self._head)
        width = self._pen.width(text, "fang", geometry.BODY_SIZE)
        self._write((geometry.WIDTH - width) / 2, top - geometry.PITCH * 0.72, text, "fang")

    def _draw_imprint(self) -> None:
        """编印单位 left, date right; an over-long 编印单位 is set smaller, never over the date."""
        size, date = geometry.BODY_SIZE, chinese_date(self._head.issued_on)
        dated = self._pen.width(date, "fang", size)
        self._write(geometry.WIDTH - dated - size, BESIDE_RULE, date, "fang")
        room = geometry.WIDTH - dated - 3 * size
        office = self._head.organization
        self._write(size, BESIDE_RULE, office, "fang", self._pen.fitted(office, "fang", size, room))

    def _write(self, x: float, baseline: float, text: str, face: str, size: float = geometry.BODY_SIZE) -> None:
        self._pen.write(self.canv, x, baseline, text, face, size)
