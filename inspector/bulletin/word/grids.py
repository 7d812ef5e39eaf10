"""Tables as Word knows them: columns of fixed widths, rows that stay whole, cells with their text in the middle.

Apart from what stands in them: ruled tables, lamps, photos and the tail are all made of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from inspector.bulletin.word.xml import Node, flag, node, twips


@dataclass(frozen=True)
class Cell:
    """A field of the grid: its paragraphs, the columns it covers, the grey behind it (RRGGBB)."""

    content: Sequence[Node]
    span: int = 1
    ground: str = ""
    upright: str = "center"
    margins: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """Cells side by side; a `head` is repeated on every page; `height` is the least in points."""

    cells: tuple[Cell, ...]
    head: bool = False
    height: float = 0.0


def grid(widths: Sequence[float], rows: Iterable[Row], *properties: Node) -> Node:
    """A table with the widths of its columns in points; `properties` come in the order of `w:tblPr`."""
    columns = _whole(widths)
    layout = (node("w:tblLayout", {"w:type": "fixed"}),)
    before = [one for one in properties if _place(one) < _place(layout[0])]
    after = [one for one in properties if _place(one) > _place(layout[0])]
    return node(
        "w:tbl",
        None,
        node("w:tblPr", None, *before, *layout, *after),
        node("w:tblGrid", None, *(node("w:gridCol", {"w:w": one}) for one in columns)),
        *(_row(one, columns) for one in rows),
    )


def width_of(points: float) -> Node:
    """The width of a table."""
    return node("w:tblW", {"w:w": twips(points), "w:type": "dxa"})


def margins_of(**sides: float) -> Node:
    """The room between the edge of every cell and its text, in points."""
    return node("w:tblCellMar", None, *_sides(sides))


def _sides(sides: dict[str, float]) -> list[Node]:
    order = ("top", "left", "bottom", "right")
    return [node(f"w:{one}", {"w:w": twips(sides[one]), "w:type": "dxa"}) for one in order if one in sides]


_ORDER = ("tblStyle", "tblpPr", "tblOverlap", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar")


def _place(one: Node) -> int:
    return _ORDER.index(str(one.tag).rpartition("}")[2])


def _whole(widths: Sequence[float]) -> list[int]:
    """The widths in Word's units, their sum that of the whole: rounding never makes an edge crooked."""
    made, done, reached = [], 0, 0.0
    for width in widths:
        reached += width
        made.append(twips(reached) - done)
        done = twips(reached)
    return made


def _row(row: Row, columns: list[int]) -> Node:
    height = node("w:trHeight", {"w:val": twips(row.height), "w:hRule": "atLeast"}) if row.height else None
    cells, at = [], 0
    for cell in row.cells:
        cells.append(_cell(cell, sum(columns[at : at + cell.span])))
        at += cell.span
    about = node("w:trPr", None, flag("w:cantSplit"), height, flag("w:tblHeader") if row.head else None)
    return node("w:tr", None, about, *cells)


def _cell(cell: Cell, width: int) -> Node:
    about = node(
        "w:tcPr",
        None,
        node("w:tcW", {"w:w": width, "w:type": "dxa"}),
        node("w:gridSpan", {"w:val": cell.span}) if cell.span > 1 else None,
        node("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": cell.ground}) if cell.ground else None,
        node("w:tcMar", None, *_sides(cell.margins)) if cell.margins else None,
        node("w:vAlign", {"w:val": cell.upright}),
    )
    return node("w:tc", None, about, *cell.content)
