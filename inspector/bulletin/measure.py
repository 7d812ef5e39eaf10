"""A text measured for breaking: prefix sums, so that the width of any line is one subtraction.

Apart from the breaker, which knows no fonts, and from the composer, which places what was broken.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from inspector.bulletin.characters import SPACES
from inspector.bulletin.fonts import FontSet, Glyph
from inspector.bulletin.tokens import penalties

SQUEEZE = 0.5
"""How much of its blank a mark inside a line may give up when a line is a little too long."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Characters with their glyphs and, per gap after a character, what may happen there (pt).

    `kern` is the trimming between neighbouring marks (≤ 0), `give` the blank that a tight line may take;
    `edge` is what falls away when the line ends here: the spacing, the trimmed half, a space.
    `reach`, `gaps`, `gives` are sums over everything before an index.
    """

    text: str
    size: float
    spacing: float
    glyphs: list[Glyph]
    prices: list[float]
    tied: list[bool]
    kern: list[float]
    give: list[float]
    edge: list[float]
    reach: list[float]
    gaps: list[int]
    gives: list[float]

    def natural(self, start: int, end: int) -> float:
        """Width of the line text[start:end] before slack is spread."""
        return self.reach[end] - self.reach[start] - self.edge[end - 1]

    def slack_gaps(self, start: int, end: int) -> int:
        """The number of gaps over which a line's slack may be spread."""
        return self.gaps[end - 1] - self.gaps[start]

    @property
    def tuck(self) -> float:
        """What a line on the grid is too long by: the negative spacing that its last character no longer has.

        28 × 15.793 pt fill 156 mm only with it; spread over the gaps it is under 1/100 pt each.
        """
        return max(0.0, -self.spacing)

    def squeeze(self, start: int, end: int) -> float:
        """How much narrower a line can become."""
        return self.gives[end - 1] - self.gives[start]


def measure(text: str, face: str, size: float, spacing: float, fonts: FontSet) -> Measured:
    """Measure a text (one paragraph, no line feeds) set in a face with `spacing` after every character."""
    glyphs = [fonts.glyph(face, one) for one in text]
    prices, tied = penalties(text)
    kern = [-size * trim for trim in _between(glyphs)]
    give = [0.0 if trim else size * SQUEEZE * glyph.right for glyph, trim in zip(glyphs, kern, strict=True)]
    edge = [
        spacing + cut + size * (glyph.advance if one in SPACES else glyph.right)
        for one, glyph, cut in zip(text, glyphs, kern, strict=True)
    ]
    steps = (size * glyph.advance + spacing + cut for glyph, cut in zip(glyphs, kern, strict=True))
    return Measured(
        text=text,
        size=size,
        spacing=spacing,
        glyphs=glyphs,
        prices=prices,
        tied=tied,
        kern=kern,
        give=give,
        edge=edge,
        reach=list(accumulate(steps, initial=0.0)),
        gaps=list(accumulate((not one for one in tied), initial=0)),
        gives=list(accumulate(give, initial=0.0)),
    )


def _between(glyphs: list[Glyph]) -> list[float]:
    """Trim between neighbours (em): two blanks that meet lose one, a mark beside a mark loses its half."""
    trims = [0.0] * len(glyphs)
    for at in range(len(glyphs) - 1):
        one, following = glyphs[at], glyphs[at + 1]
        if one.right and (following.left or following.right):
            trims[at] = one.right
        elif one.left and following.left:
            trims[at] = following.left
    return trims
