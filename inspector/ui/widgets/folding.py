"""Buttons of a row that show their icons alone where the row has no room for their words.

What a row needs is reckoned beforehand, never tried out: a layout that is tried out makes the window grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Foldable(Protocol):
    """What can do with less room."""

    @property
    def spare(self) -> int:
        """Pixels that it takes more than when it is folded, be it folded or not."""

    @property
    def is_folded(self) -> bool:
        """Whether it takes the least room."""

    def fold(self, *, folded: bool) -> None:
        """Take the least room, or all that is wanted."""


def fold_until(parts: Sequence[Foldable], needed: int, room: int) -> None:
    """Fold as many of `parts`, the first ones first, as it takes for a row that needs `needed` pixels now."""
    over = needed - room + sum(one.spare for one in parts if one.is_folded)
    for one in parts:
        one.fold(folded=over > 0)
        over -= one.spare if one.is_folded else 0


def least_width(row: QLayout) -> int:
    """Pixels that a row needs with nothing in it cut; what a layout remembers itself may be of yesterday."""
    margins = row.contentsMargins()
    items = [item for at in range(row.count()) if (item := row.itemAt(at)) is not None and not item.isEmpty()]
    gaps = row.spacing() * max(0, len(items) - 1)
    return margins.left() + margins.right() + sum(map(_item_width, items)) + gaps


def widget_width(widget: QWidget) -> int:
    """The same for one widget."""
    inner = widget.layout()
    own = widget.minimumSizeHint().width() if inner is None else least_width(inner)
    return max(own, widget.minimumWidth())


def _item_width(item: QLayoutItem) -> int:
    inner, widget = item.layout(), item.widget()
    if inner is not None:
        return least_width(inner)
    return item.minimumSize().width() if widget is None else widget_width(widget)
