"""The page: A4, the type area with its grid of 22 lines, page numbers and the mark of the data."""

from __future__ import annotations

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from inspector.bulletin import geometry
from inspector.bulletin.word import styles
from inspector.bulletin.word.package import Package
from inspector.bulletin.word.style_sheet import edge
from inspector.bulletin.word.text import paragraph, runs
from inspector.bulletin.word.xml import Node, node, twips

LINE_PITCH = int(geometry.PITCH * 20)
"""28.95 pt: a whole number of twentieths, of which 22 still fit."""

FOLIO_AT = 24.8 * geometry.MM
"""The page number above the lower edge of the paper: its dash 7 mm under the type area."""

MARK_AT = 23.2 * geometry.MM
_FRAME = 4


def section(package: Package, mark: str) -> Node:
    """The one section of the document, odd and even pages each with their header and footer."""
    kinds = {"default": "right", "even": "left"}
    headers = [(kind, _header(package, kind, mark)) for kind in kinds]
    footers = [(kind, _footer(package, kind, side)) for kind, side in kinds.items()]
    return node(
        "w:sectPr",
        None,
        *(node("w:headerReference", {"w:type": kind, "r:id": made}) for kind, made in headers),
        *(node("w:footerReference", {"w:type": kind, "r:id": made}) for kind, made in footers),
        node("w:pgSz", {"w:w": twips(geometry.PAGE_WIDTH), "w:h": twips(geometry.PAGE_HEIGHT)}),
        _margins(),
        node("w:docGrid", {"w:type": "lines", "w:linePitch": LINE_PITCH}),
    )


def _margins() -> Node:
    """Rounded inwards, so that the type area is never a hair too narrow or too low for its grid."""
    edges = {
        "w:top": int(geometry.TOP * 20),
        "w:right": int((geometry.PAGE_WIDTH - geometry.RIGHT) * 20),
        "w:bottom": int(geometry.BOTTOM * 20),
        "w:left": int(geometry.LEFT * 20),
    }
    return node("w:pgMar", edges | {"w:header": twips(MARK_AT), "w:footer": twips(FOLIO_AT), "w:gutter": 0})


def _header(package: Package, kind: str, mark: str) -> str:
    """The data's tier, small and framed, at the right of every page."""
    framed = (edge("bdr", _FRAME, "4D4D4D", space=0),)
    text = runs(f"\u00a0{mark}\u00a0", "hei", *framed) if mark else ()
    root = node("w:hdr", None, paragraph(styles.HEADER, text))
    return package.add(f"header-{kind}", CT.WML_HEADER, RT.HEADER, root)


def _footer(package: Package, kind: str, side: str) -> str:
    """— 1 —, one character in from the outer edge."""
    number = node("w:fldSimple", {"w:instr": " PAGE "}, *runs("1", "fang"))
    indent = node("w:ind", {f"w:{side}": twips(geometry.FOLIO_SIZE), "w:firstLineChars": 0, "w:firstLine": 0})
    text = (*runs("— ", "fang"), number, *runs(" —", "fang"))
    root = node("w:ftr", None, paragraph(styles.FOOTER, text, indent, node("w:jc", {"w:val": side})))
    return package.add(f"footer-{kind}", CT.WML_FOOTER, RT.FOOTER, root)
