"""How the columns of a table share the type area.

Apart from the drawing: pure arithmetic, so that a hard table can be tested without a page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What a column needs in points: `least` keeps its figures whole, `natural` sets it without a break.

    `share` is a fixed part (0–1) of the whole width, or None.
    """

    least: float
    natural: float
    share: float | None = None


def _free(wishes: Sequence[Wish], total: float) -> float:
    return total - sum(total * wish.share for wish in wishes if wish.share is not None)


def fits(wishes: Sequence[Wish], total: float) -> bool:
    """True when every column can have its least width."""
    fixed = all(wish.share is None or total * wish.share >= wish.least for wish in wishes)
    return fixed and sum(wish.least for wish in wishes if wish.share is None) <= _free(wishes, total)


def column_widths(wishes: Sequence[Wish], total: float) -> list[float]:
    """Widths that fill `total` exactly: fixed shares first, the rest by content.

    Shares that leave no room for the other columns are scaled down with everything else.
    """
    open_ = [wish for wish in wishes if wish.share is None]
    widths = iter(_by_content(open_, max(_free(wishes, total), sum(wish.least for wish in open_))))
    raw = [next(widths) if wish.share is None else total * wish.share for wish in wishes]
    scale = total / sum(raw)
    return [width * scale for width in raw]


def _by_content(wishes: Sequence[Wish], room: float) -> list[float]:
    natural = sum(wish.natural for wish in wishes)
    if natural <= room:
        return [wish.natural * room / natural for wish in wishes]
    least = sum(wish.least for wish in wishes)
    stretch = (room - least) / (natural - least) if natural > least else 0.0
    return [wish.least + (wish.natural - wish.least) * stretch for wish in wishes]
