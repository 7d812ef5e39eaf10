"""版记: 报 / 送 / 发 and 共印×份 between black rules, its last rule on the bottom edge of the type area.

`keeping.Closing` brings it there and keeps it company; this module only draws it (bulletin.md rule 8).
"""

from __future__ import annotations

from itertools import pairwise

from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.content import Align, Tail
from inspector.bulletin.pen import Pen, TextCell

PAD = 5.5
LEADING = 21.0


def tail_entries(tail: Tail) -> list[tuple[str, str]]:
    """报, 送 and 发 with whom they name; who names nobody is left out."""
    entries = (("报", tail.report_to), ("送", tail.send_to), ("发", tail.issue_to))
    return [(label, text) for label, text in entries if text.strip()]


def copies_text(tail: Tail) -> str:
    """共印120份."""
    return "" if tail.copies is None else f"共印{tail.copies}份"


class TailBlock(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The tail across the type area; every entry is wrapped behind its label."""

    def __init__(self, tail: Tail, pen: Pen) -> None:
        super().__init__()
        self._pen = pen
        self._entries = [(label, self._cell(text)) for label, text in tail_entries(tail)]
        self._copies = copies_text(tail)

    def _cell(self, text: str) -> TextCell:
        return self._pen.cell(
            text, "fang", geometry.TAIL_SIZE, geometry.WIDTH - 4 * geometry.TAIL_SIZE, Align.LEFT, leading=LEADING
        )

    @property
    def _strips(self) -> list[float]:
        """The heights of the strips between the rules: one per entry and one for the copies."""
        strips = [cell.height + 2 * PAD for _, cell in self._entries]
        return [*strips, geometry.TAIL_SIZE + 2 * PAD] if self._copies else strips

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The strips and a blank line above, so that the text never touches the first rule."""
        self.height = sum(self._strips) + geometry.PITCH / 2
        return width, self.height

    def draw(self) -> None:
        """Draw upwards-measured strips from the first rule down to the bottom edge."""
        edges = [sum(self._strips)]
        for height in self._strips:
            edges.append(edges[-1] - height)
        self._draw_rules(edges)
        for (label, cell), top in zip(self._entries, edges, strict=False):
            self._write(geometry.TAIL_SIZE, top - PAD, f"{label}：")
            cell.draw(self.canv, 3 * geometry.TAIL_SIZE, top - PAD)
        if self._copies:
            width = self._pen.width(self._copies, "fang", geometry.TAIL_SIZE)
            self._write(geometry.WIDTH - width - geometry.TAIL_SIZE, edges[-2] - PAD, self._copies)

    def _write(self, x: float, top: float, text: str) -> None:
        cell = self._pen.cell(text, "fang", geometry.TAIL_SIZE, geometry.WIDTH, Align.LEFT, leading=LEADING)
        cell.draw(self.canv, x, top)

    def _draw_rules(self, edges: list[float]) -> None:
        """Thick first and last, thin between (GB/T 9704 7.4.1); strokes lie within the type area."""
        self.canv.setFillGray(0)
        thick, thin = geometry.BLACK_RULE_THICK, geometry.BLACK_RULE_THIN
        self.canv.rect(0, edges[0], geometry.WIDTH, thick, stroke=0, fill=1)
        for upper, lower in pairwise(edges):
            if upper != edges[0]:
                self.canv.rect(0, upper, geometry.WIDTH, thin, stroke=0, fill=1)
            if lower == edges[-1]:
                self.canv.rect(0, lower, geometry.WIDTH, thick, stroke=0, fill=1)
