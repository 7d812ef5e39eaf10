"""版头 in Word: 密级 and 编号, the name in red, 第×期, 编印单位 and date over the red rule."""

from __future__ import annotations

from inspector.bulletin import geometry
from inspector.bulletin.content import Masthead
from inspector.bulletin.masthead import LETTER_SPACE, issue_text, name_lines, name_size, split_name
from inspector.bulletin.numbering import chinese_date
from inspector.bulletin.pen import Pen
from inspector.bulletin.word import styles
from inspector.bulletin.word.faces import FACES, font_names
from inspector.bulletin.word.style_sheet import edge
from inspector.bulletin.word.text import paragraph, runs, size_of, spacing, tab, written
from inspector.bulletin.word.xml import Node, node, twips

_RULE = round(geometry.RED_RULE * 8)
_RED = styles.STYLES[styles.MASTHEAD].colour


def masthead(head: Masthead, pen: Pen) -> list[Node]:
    """The head of the first page, as many lines high as in print."""
    names = split_name(head.name)
    return [
        _marks(head, pen),
        *(_name(name, names) for name in names),
        written(styles.ISSUE, issue_text(head)),
        _imprint(head, pen),
    ]


def _marks(head: Masthead, pen: Pen) -> Node:
    """密级 left and 编号 right, on a line that is there for both to be filled in."""
    half = geometry.WIDTH / 2 - geometry.BODY_SIZE
    left = size_of(pen.fitted(head.secrecy, "hei", geometry.BODY_SIZE, half))
    right = size_of(pen.fitted(head.number, "fang", geometry.BODY_SIZE, half))
    text = [*_in_face(head.secrecy, "hei", left), tab(), *runs(head.number, "fang", right)]
    return paragraph(styles.MARKS, text, _stops({"right": geometry.WIDTH}))


def _in_face(text: str, face: str, size: Node) -> list[Node]:
    """A text in another face than its paragraph."""
    return list(runs(text, face, font_names(FACES[face].name), size))


def _name(name: str, names: list[str]) -> Node:
    """One line of the name; its letters stand apart, but after the last there is no room to be lost."""
    size = min(name_size(one) for one in names)
    apart = node("w:spacing", {"w:val": int(size * LETTER_SPACE * 20)})
    text = [*runs(name[:-1], "song", size_of(size), apart), *runs(name[-1:], "song", size_of(size))]
    return paragraph(styles.MASTHEAD, text, spacing(exact=name_lines(names, size) * geometry.PITCH / len(names)))


def _imprint(head: Masthead, pen: Pen) -> Node:
    """编印单位 left, date right, the red rule under both."""
    size, date = geometry.BODY_SIZE, chinese_date(head.issued_on)
    room = geometry.WIDTH - pen.width(date, "fang", size) - 3 * size
    office = runs(head.organization, "fang", size_of(pen.fitted(head.organization, "fang", size, room)))
    rule = node("w:pBdr", None, edge("bottom", _RULE, _RED, space=1))
    stops = _stops({"left": size, "right": geometry.WIDTH - size})
    return paragraph(styles.IMPRINT, [tab(), *office, tab(), *runs(date, "fang")], rule, stops)


def _stops(stops: dict[str, float]) -> Node:
    return node("w:tabs", None, *(node("w:tab", {"w:val": kind, "w:pos": twips(at)}) for kind, at in stops.items()))
