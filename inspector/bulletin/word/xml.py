"""Elements of WordprocessingML, made node by node: a text is a text node and can never become markup.

Apart from what is written because the schema fixes the order of properties, and one place should know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Node

__all__ = ["Node", "flag", "node", "paragraph_properties", "run_properties", "twips"]

_PARAGRAPH = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "pBdr",
    "shd",
    "tabs",
    "kinsoku",
    "overflowPunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
]
_RUN = ["rFonts", "b", "i", "color", "spacing", "sz", "szCs", "bdr", "lang"]
_TWIPS = 20


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * _TWIPS)


def node(tag: str, attributes: Mapping[str, object] | None = None, *children: Node | None) -> Node:
    """The element `w:…` with its attributes and children; None is left out."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name) if ":" in name else name, str(value))
    made.extend(one for one in children if one is not None)
    return made


def flag(tag: str, *, on: bool = True) -> Node:
    """A property that is on or off."""
    return node(tag, None if on else {"w:val": 0})


def paragraph_properties(*children: Node | None) -> Node:
    """`w:pPr`, its properties in the order of the schema."""
    return node("w:pPr", None, *_ordered(children, _PARAGRAPH))


def run_properties(*children: Node | None) -> Node:
    """`w:rPr`, the same."""
    return node("w:rPr", None, *_ordered(children, _RUN))


def _ordered(children: Iterable[Node | None], order: list[str]) -> list[Node]:
    places = {qn(f"w:{name}"): at for at, name in enumerate(order)}
    return sorted((one for one in children if one is not None), key=lambda one: places[one.tag])
