"""版记 in Word: 报 / 送 / 发 and 共印×份 between rules, at the foot of the last page."""

from __future__ import annotations

from inspector.bulletin import geometry
from inspector.bulletin.content import Tail
from inspector.bulletin.tail import PAD, copies_text, tail_entries
from inspector.bulletin.word import styles
from inspector.bulletin.word.grids import Cell, Row, grid, width_of
from inspector.bulletin.word.style_sheet import edge
from inspector.bulletin.word.text import keep_next, paragraph, spacing, written
from inspector.bulletin.word.xml import Node, node, twips

_THICK, _THIN = round(geometry.BLACK_RULE_THICK * 8), round(geometry.BLACK_RULE_THIN * 8)
_SIZE = geometry.TAIL_SIZE


def tail(content: Tail) -> list[Node]:
    """The tail, fixed to the lower edge of the type area, and the paragraph that it hangs on; nothing if empty."""
    entries = [_entry(label, text) for label, text in tail_entries(content)]
    copies = copies_text(content)
    if copies:
        right = node("w:ind", {"w:right": twips(_SIZE), "w:firstLineChars": 0, "w:firstLine": 0})
        entries.append(written(styles.TAIL, copies, keep_next(), right, node("w:jc", {"w:val": "right"})))
    if not entries:
        return []
    rows = [Row((Cell((one,), margins={"top": PAD / 2, "bottom": PAD / 2}),)) for one in entries]
    return [grid([geometry.WIDTH], rows, _at_foot(), _alone(), width_of(geometry.WIDTH), _rules()), _anchor()]


def _entry(label: str, text: str) -> Node:
    """A label and whom it names; further lines stand under the first name."""
    hanging = {"w:left": twips(3 * _SIZE), "w:hangingChars": 0, "w:hanging": twips(2 * _SIZE)}
    return written(styles.TAIL, f"{label}：{text.strip()}", keep_next(), node("w:ind", hanging))


def _at_foot() -> Node:
    sides = {
        "w:leftFromText": 0,
        "w:rightFromText": 0,
        "w:topFromText": twips(geometry.PITCH / 2),
        "w:bottomFromText": 0,
    }
    place = {"w:vertAnchor": "margin", "w:horzAnchor": "margin", "w:tblpX": 0, "w:tblpYSpec": "bottom"}
    return node("w:tblpPr", sides | place)


def _alone() -> Node:
    return node("w:tblOverlap", {"w:val": "never"})


def _rules() -> Node:
    return node("w:tblBorders", None, edge("top", _THICK), edge("bottom", _THICK), edge("insideH", _THIN))


def _anchor() -> Node:
    """A floating table hangs on the paragraph behind it, which takes no room."""
    return paragraph(styles.AFTER, (), spacing(before=0, after=0, exact=1))
