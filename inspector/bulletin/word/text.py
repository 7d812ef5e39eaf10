"""Runs and paragraphs: text in a style, its rare characters in a font that has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy

from docx.oxml.ns import qn

from inspector.bulletin import geometry
from inspector.bulletin.characters import printable
from inspector.bulletin.content import Align
from inspector.bulletin.word.faces import font_names, pieces
from inspector.bulletin.word.styles import STYLES
from inspector.bulletin.word.xml import Node, flag, node, paragraph_properties, run_properties, twips

_ALIGNMENTS = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}


def half_points(size: float) -> int:
    """The size of type in Word's unit, never larger than asked: what fitted still fits; Word knows none below 1 pt."""
    return max(2, int(size * 2 + geometry.SLACK))


def size_of(size: float) -> Node:
    """The size of a run."""
    return node("w:sz", {"w:val": half_points(size)})


def coloured(colour: str) -> Node:
    """The colour of a run, RRGGBB."""
    return node("w:color", {"w:val": colour})


def runs(text: str, face: str, *properties: Node) -> Iterator[Node]:
    """The runs of a text; a line feed breaks the line, marks without ink are left out as in print.

    The properties are copied into each run: an element has one parent.
    """
    for at, line in enumerate(printable(text).split("\n")):
        if at:
            yield node("w:r", None, node("w:br"))
        for font, piece in pieces(line, face):
            yield _run(piece, [*properties, *([font_names(font)] if font else [])])


def _run(text: str, properties: list[Node]) -> Node:
    written = node("w:t")
    written.set(qn("xml:space"), "preserve")
    written.text = text
    return node("w:r", None, run_properties(*map(deepcopy, properties)) if properties else None, written)


def tab() -> Node:
    """A step to the next tab stop."""
    return node("w:r", None, node("w:tab"))


def paragraph(style: str, children: Iterable[Node], *properties: Node | None) -> Node:
    """A paragraph in a style; `properties` are what differs from it."""
    about = paragraph_properties(node("w:pStyle", {"w:val": STYLES[style].key}), *properties)
    return node("w:p", None, about, *children)


def written(style: str, text: str, *properties: Node | None) -> Node:
    """A paragraph of plain text in the face of its style."""
    return paragraph(style, runs(text, STYLES[style].face), *properties)


def lines(style: str, text: str, *properties: Node, above: float = 0.0) -> list[Node]:
    """Each line of the source as a paragraph of its own, `above` points over the first; empty ones are left out."""
    found = [line for line in text.splitlines() if line.strip()]
    rooms = [spacing(before=above) if above and not at else None for at in range(len(found))]
    return [written(style, line, *map(deepcopy, properties), room) for line, room in zip(found, rooms, strict=True)]


def aligned(align: Align) -> Node:
    """How a paragraph stands."""
    return node("w:jc", {"w:val": _ALIGNMENTS[align]})


def spacing(*, before: float | None = None, after: float | None = None, exact: float | None = None) -> Node:
    """Room over and under a paragraph and the pitch of its lines, in points."""
    attributes: dict[str, object] = {}
    if before is not None:
        attributes["w:before"] = twips(before)
    if after is not None:
        attributes["w:after"] = twips(after)
    if exact is not None:
        attributes |= {"w:line": twips(exact), "w:lineRule": "exact"}
    return node("w:spacing", attributes)


def keep_next() -> Node:
    """On the page of what follows."""
    return flag("w:keepNext")
