"""Pictures in the line of the text, with words for those who cannot see them."""

from __future__ import annotations

from itertools import count

from inspector.bulletin.characters import printable
from inspector.bulletin.word.package import Package
from inspector.bulletin.word.xml import Node, node

_EMU = 12_700
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


class Pictures:
    """Puts pictures into one document and numbers them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._numbers = count(1)

    def run(self, data: bytes, ending: str, size: tuple[float, float], told: str) -> Node:
        """A run that shows the picture in `size` (points); `told` says what is to be seen."""
        number, relation = next(self._numbers), self._package.picture(data, ending)
        extent = {"cx": round(size[0] * _EMU), "cy": round(size[1] * _EMU)}
        about = {"id": number, "name": f"图片 {number}", "descr": " ".join(printable(told).split())}
        inline = node(
            "wp:inline",
            dict.fromkeys(("distT", "distB", "distL", "distR"), 0),
            node("wp:extent", extent),
            node("wp:docPr", about),
            node("a:graphic", None, node("a:graphicData", {"uri": _PICTURE}, _picture(relation, extent, about))),
        )
        return node("w:r", None, node("w:drawing", None, inline))


def _picture(relation: str, extent: dict[str, int], about: dict[str, object]) -> Node:
    fill = node(
        "pic:blipFill", None, node("a:blip", {"r:embed": relation}), node("a:stretch", None, node("a:fillRect"))
    )
    place = node("a:xfrm", None, node("a:off", {"x": 0, "y": 0}), node("a:ext", dict(extent)))
    shape = node("pic:spPr", None, place, node("a:prstGeom", {"prst": "rect"}, node("a:avLst")))
    named = node("pic:cNvPr", {"id": about["id"], "name": about["name"]})
    return node("pic:pic", None, node("pic:nvPicPr", None, named, node("pic:cNvPicPr")), fill, shape)
