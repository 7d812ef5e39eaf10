"""The faces of official documents by the names under which offices have them installed.

A document names its fonts and does not carry them. `仿宋_GB2312` and its like draw the 6,763 characters of GB 2312
alone, so a rarer one (渼, 镕) is given the newer font of the same face, and one outside the BMP the font that Windows
keeps for those: left to the program, each would come out in whatever it finds first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from inspector.bulletin.characters import is_han
from inspector.bulletin.word.xml import Node, node

BMP_END = "\uffff"
RARE = "SimSun-ExtB"


@dataclass(frozen=True)
class Face:
    """A font by name, the one for characters that it lacks, and what a machine without it may take instead."""

    name: str
    wider: str
    instead: tuple[str, ...]


FACES = {
    "fang": Face("仿宋_GB2312", "仿宋", ("仿宋", "FangSong")),
    "kai": Face("楷体_GB2312", "楷体", ("楷体", "KaiTi")),
    "hei": Face("黑体", "黑体", ("SimHei",)),
    "song": Face("方正小标宋简体", "华文中宋", ("方正小标宋_GBK", "华文中宋", "STZhongsong")),
}


def font_names(name: str) -> Node:
    """The font for Chinese and Latin alike: figures stand in the face of their text, as on the printed page."""
    scripts = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    return node("w:rFonts", {"w:hint": "eastAsia"} | dict.fromkeys(scripts, name))


def pieces(text: str, face: str) -> Iterator[tuple[str | None, str]]:
    """(font, text): None where the font of the face has the characters, else the name of the one that does."""
    for font, group in groupby(text, key=lambda one: _font(one, face)):
        yield font, "".join(group)


def _font(character: str, face: str) -> str | None:
    if not is_han(character):
        return None
    if character > BMP_END:
        return RARE
    found = FACES[face]
    return found.wider if found.wider != found.name and not _in_gb2312(character) else None


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def font_table() -> Node:
    """`fontTable.xml`: what to take where a font is not installed."""
    rare = Face(RARE, RARE, ("宋体-ExtB",))
    return node("w:fonts", None, *(_entry(face) for face in (*FACES.values(), rare)))


def _entry(face: Face) -> Node:
    return node(
        "w:font",
        {"w:name": face.name},
        node("w:altName", {"w:val": ",".join(face.instead)}),
        node("w:charset", {"w:val": "86"}),
        node("w:family", {"w:val": "modern" if face.name == "黑体" else "auto"}),
        node("w:pitch", {"w:val": "default"}),
    )
