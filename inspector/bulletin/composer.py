"""The line composer for Chinese: a plain text becomes lines of placed glyph runs (bulletin.md rules 2–3, 11–13).

Pure layout: no canvas, no page. `paragraph` puts the lines on pages, tables set their cells with `compose_cell`.
Lengths are points; x grows from the left edge of the measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from inspector.bulletin.characters import SPACES, printable
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.linebreak import DUST, Measure, break_lines
from inspector.bulletin.measure import Measured, measure

Alignment = Literal["justify", "left", "centre", "right"]
Colour = tuple[float, float, float]

BLACK: Colour = (0.0, 0.0, 0.0)
SHARE = {"justify": 0.0, "left": 0.0, "centre": 0.5, "right": 1.0}
"""Which share of the slack stands left of a line that is not flush."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set.

    `char_space` goes after every character (pt; 16 pt on the grid of 28 takes −0.207), `first_indent_chars` counts
    columns; `leading` is the line pitch (pt). Colours are RGB, 0–1.
    """

    face: str
    size: float
    leading: float
    char_space: float = 0.0
    first_indent_chars: float = 0.0
    align: Alignment = "justify"
    colour: Colour = BLACK

    @property
    def pitch(self) -> float:
        """Width of a column: a character with its spacing."""
        return self.size + self.char_space


@dataclass(frozen=True, slots=True)
class GlyphRun:
    """Characters of one font at `x`, each followed by `spacing`; `advance` leads to the next natural position."""

    font: str
    x: float
    text: str
    spacing: float
    advance: float


@dataclass(frozen=True, slots=True)
class Line:
    """A composed line: `width` is its ink from the indent to the trimmed right edge, `flush` if it was made full."""

    runs: tuple[GlyphRun, ...]
    text: str
    x: float
    width: float
    flush: bool


def compose(text: str, style: TextStyle, width: float, fonts: FontSet) -> tuple[Line, ...]:
    """Break a plain text into lines of at most `width`; every line feed starts a paragraph of its own."""
    lines: list[Line] = []
    for paragraph in printable(text).split("\n"):
        lines.extend(_compose_paragraph(paragraph.strip("".join(SPACES)), style, width, fonts))
    return tuple(lines)


def compose_cell(text: str, face: str, size: float, width: float, align: Alignment, fonts: FontSet) -> tuple[Line, ...]:
    """The lines of a table cell or caption: no indent, no grid."""
    return compose(text, TextStyle(face, size, size, align=align), width, fonts)


def place(text: str, style: TextStyle, width: float, fonts: FontSet) -> Line:
    """A text on one line whatever its width: page numbers, mastheads, lines broken before."""
    measured = measure(printable(text).replace("\n", " "), style.face, style.size, style.char_space, fonts)
    return _Setter(measured, replace(style, align="left" if style.align == "justify" else style.align), width).line(
        0, len(measured.text), 0.0
    )


def _compose_paragraph(text: str, style: TextStyle, width: float, fonts: FontSet) -> Iterator[Line]:
    """An empty paragraph takes an empty line."""
    if not text:
        yield Line((), "", 0.0, 0.0, flush=False)
        return
    measured = measure(text, style.face, style.size, style.char_space, fonts)
    indent = style.first_indent_chars * style.pitch
    ends = break_lines(measured, Measure(width - indent, width, style.align == "justify", style.align == "centre"))
    setter = _Setter(measured, style, width)
    for start, end in zip((0, *ends), ends, strict=False):
        yield setter.line(start, end, 0.0 if start else indent)


class _Setter:
    """Places the characters of the lines of one paragraph."""

    def __init__(self, measured: Measured, style: TextStyle, width: float) -> None:
        self.measured = measured
        self.style = style
        self.width = width

    def line(self, start: int, end: int, indent: float) -> Line:
        """The line text[start:end], its slack spread over the gaps or left of it."""
        measured, style = self.measured, self.style
        if not measured.text:
            return Line((), "", indent, 0.0, flush=False)
        natural = measured.natural(start, end)
        slack = self.width - indent - natural
        gaps = measured.slack_gaps(start, end)
        flush = style.align == "justify" and gaps > 0 and (end < len(measured.text) or slack < -DUST)
        x = indent if style.align == "justify" else indent + SHARE[style.align] * max(0.0, slack)
        spaces = self._spaces(start, end, slack) if flush else self._natural_spaces(start, end)
        shown = end - 1 if measured.text[end - 1] in SPACES and end < len(measured.text) else end
        runs = tuple(self._runs(start, shown, x, spaces))
        return Line(runs, measured.text[start:end], x, natural + slack if flush else natural, flush)

    def _natural_spaces(self, start: int, end: int) -> list[float]:
        """The space after each character before slack is spread."""
        spacing = self.measured.spacing
        return [spacing + kern for kern in self.measured.kern[start:end]]

    def _spaces(self, start: int, end: int, slack: float) -> list[float]:
        """The space after each character of a line made flush: more in every gap, or less beside its marks."""
        measured = self.measured
        natural = self._natural_spaces(start, end)
        if slack >= -measured.tuck - DUST:
            more = slack / measured.slack_gaps(start, end)
            return [one if tied else one + more for one, tied in zip(natural, measured.tied[start:end], strict=True)]
        less = slack / (measured.squeeze(start, end) or 1.0)
        return [one + less * give for one, give in zip(natural, measured.give[start:end], strict=True)]

    def _runs(self, start: int, end: int, x: float, spaces: list[float]) -> Iterator[GlyphRun]:
        """Group neighbours of one font and one spacing."""
        measured, size = self.measured, self.style.size
        glyphs, text = measured.glyphs, measured.text
        first, pen, begin = start, x, x
        for at in range(start, end):
            space = spaces[at - start]
            pen += size * glyphs[at].advance + space
            last = at + 1 == end
            if last or glyphs[at + 1].font != glyphs[at].font or space != spaces[first - start]:
                run_space = spaces[first - start] if at > first else space
                yield GlyphRun(glyphs[at].font, begin, text[first : at + 1], run_space, pen - begin - space + run_space)
                first, begin = at + 1, pen
