"""Composed text as a reportlab flowable, and the writing of composed lines with few PDF operators.

reportlab's own Paragraph parses markup and sets Chinese ragged (bulletin.md); this one takes plain text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.platypus.flowables import Flowable

from inspector.bulletin.composer import GlyphRun, Line, TextStyle, compose
from inspector.bulletin.fonts import FontSet

ASCENT = 0.88
"""Baseline below the top of the em box (em). The box stands at the top of its line, the space between lines below it,
so that the first line of a page begins exactly at the type area."""

DUST = 0.01
"""Float dust in heights (pt)."""

FEWEST = 2
"""Lines of a paragraph that stay together on each side of a page break."""


def draw_lines(canvas: Any, lines: Sequence[Line], x: float, top: float, style: TextStyle) -> None:  # noqa: ANN401
    """Write lines from `top` downwards at the style's leading, the measure's left edge at x.

    The text state stays inside q … Q: spacing and render mode never leak into what is drawn next.
    """
    baseline = top - ASCENT * style.size
    code = [f"q {_number(style.colour[0])} {_number(style.colour[1])} {_number(style.colour[2])} rg BT 0 Tr"]
    for number, line in enumerate(lines):
        if line.runs:
            code.append(f"1 0 0 1 {_number(x + line.runs[0].x)} {_number(baseline - number * style.leading)} Tm")
            code.extend(_write(canvas, line.runs, style.size))
    canvas._code.append(" ".join([*code, "ET Q"]))  # noqa: SLF001 - reportlab has no public way to add operators


def _write(canvas: Any, runs: Sequence[GlyphRun], size: float) -> list[str]:  # noqa: ANN401
    """The operators of one line: Tf and Tc where they change, positions inside TJ."""
    code: list[str] = []
    font, spacing, shift = "", None, 0.0
    for run, following in zip(runs, [*runs[1:], None], strict=True):
        if run.font != font:
            font = run.font
            code.append(f"{pdfmetrics.getFont(font).getSubsetInternalName(0, canvas._doc)} {_number(size)} Tf")  # noqa: SLF001
        if run.spacing != spacing:
            spacing = run.spacing
            code.append(f"{_number(spacing)} Tc")
        shown = pdfmetrics.getFont(font).assigned(canvas._doc).encode(run.text).hex()  # noqa: SLF001
        code.append(f"[{_number(shift)} <{shown}>] TJ" if abs(shift) > DUST else f"<{shown}> Tj")
        shift = -(following.x - run.x - run.advance) * 1000 / size if following else 0.0
    return code


def _number(value: float) -> str:
    """A PDF number with as few digits as 1/1000 pt needs."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


class ComposedParagraph(Flowable):  # type: ignore[misc] # reportlab is untyped
    """A paragraph of plain text; `keep_with_next` holds a heading to what follows."""

    def __init__(
        self, text: str, style: TextStyle, fonts: FontSet, *, keep_with_next: bool = False, lines: Sequence[Line] = ()
    ) -> None:
        super().__init__()
        self.text = text
        self.style = style
        self.fonts = fonts
        self.keepWithNext = keep_with_next
        self.lines = tuple(lines)
        self._composed_for: float | None = None
        self._fixed = bool(lines)

    def compose(self, width: float) -> tuple[Line, ...]:
        """The lines at a width; composed once per width, a part of a split paragraph keeps its lines."""
        if not self._fixed and self._composed_for != width:
            self.lines = compose(self.text, self.style, width, self.fonts)
            self._composed_for = width
        return self.lines

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002 - reportlab
        """The measure's width and the height of all lines."""
        self.width = available_width
        self.height = len(self.compose(available_width)) * self.style.leading
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[ComposedParagraph]:
        """At least two lines on each side, or nothing."""
        lines = self.compose(available_width)
        fit = int((available_height + DUST) / self.style.leading)
        if fit >= len(lines):
            return [self]
        fit = min(fit, len(lines) - FEWEST)
        return [self._part(lines[:fit]), self._part(lines[fit:])] if fit >= FEWEST else []

    def _part(self, lines: Sequence[Line]) -> ComposedParagraph:
        return ComposedParagraph(self.text, self.style, self.fonts, lines=lines)

    def draw(self) -> None:
        """Write the lines from the top of the box."""
        draw_lines(self.canv, self.lines, 0.0, self.height, self.style)
