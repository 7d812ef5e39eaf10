"""`styles.xml` and `settings.xml`: the styles as Word reads them, and the typesetting rules that hold for the whole.

Marks are pressed together and never hang over the edge, Latin letters get no air beside Chinese ones: what the
composer of the printed page does, said in Word's words (bulletin.md, rules 11 and 13).
"""

from __future__ import annotations

from math import floor

from inspector.bulletin import geometry
from inspector.bulletin.table_rows import PAD_X
from inspector.bulletin.word.faces import FACES, font_names
from inspector.bulletin.word.styles import STYLES, Style
from inspector.bulletin.word.xml import Node, flag, node, paragraph_properties, run_properties, twips

TABLE_STYLE = "BulletinTable"
TABLE_STYLE_NAME = "简报表格"
BESIDE = PAD_X - 1.5
"""Beside the text of a cell; less than in print, since not every program presses marks and figures as closely."""

FRAME, INNER = 8, 4
"""The lines of a table in eighths of a point: 1 pt around, 0.5 pt inside."""

_KNOWN_STYLES = 376
"""Word's built-in styles, all of them kept out of sight but for those that the document uses."""

_COMPATIBILITY = "http://schemas.microsoft.com/office/word"


def style_sheet() -> Node:
    """Everything in `STYLES`, the ruled table, and what Word expects beside them."""
    hidden = {"w:defLockedState": 0, "w:defUIPriority": 99, "w:defSemiHidden": 1, "w:defUnhideWhenUsed": 1}
    latent = node("w:latentStyles", hidden | {"w:defQFormat": 0, "w:count": _KNOWN_STYLES})
    plain = (
        _bare("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _bare("table", "TableNormal", "Normal Table"),
    )
    made = (_paragraph_style(one) for one in STYLES.values())
    return node("w:styles", None, _defaults(), latent, *made, *plain, _table_style())


def _defaults() -> Node:
    language = node("w:lang", {"w:val": "en-US", "w:eastAsia": "zh-CN", "w:bidi": "ar-SA"})
    runs = run_properties(font_names(FACES["fang"].name), *_size(geometry.BODY_SIZE), language)
    return node(
        "w:docDefaults", None, node("w:rPrDefault", None, runs), node("w:pPrDefault", None, paragraph_properties())
    )


def _paragraph_style(style: Style) -> Node:
    root = style.key == "Normal"
    attributes = {"w:type": "paragraph", "w:styleId": style.key}
    attributes |= {"w:default": "1"} if root else {}
    attributes |= {} if style.built_in else {"w:customStyle": "1"}
    return node(
        "w:style",
        attributes,
        node("w:name", {"w:val": style.name}),
        None if root else node("w:basedOn", {"w:val": style.based}),
        node("w:next", {"w:val": style.following}),
        node("w:uiPriority", {"w:val": 1 if style.offered else 99}),
        None if style.offered else flag("w:semiHidden"),
        None if style.offered else flag("w:unhideWhenUsed"),
        flag("w:qFormat") if style.offered else None,
        _paragraph_of(style, root=root),
        run_properties(
            font_names(FACES[style.face].name),
            *_size(style.size),
            node("w:spacing", {"w:val": _closer(style)}),
            node("w:color", {"w:val": style.colour}) if style.colour else None,
        ),
    )


def _paragraph_of(style: Style, *, root: bool) -> Node:
    rules = ("w:overflowPunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:adjustRightInd")
    on_grid = style.pitch == geometry.PITCH and style.size == geometry.BODY_SIZE
    return paragraph_properties(
        flag("w:keepNext") if style.kept else None,
        *((flag(rule, on=False) for rule in rules) if root else ()),
        None if on_grid else flag("w:snapToGrid", on=False),
        _spacing(style),
        node("w:ind", {"w:firstLineChars": style.indent * 100, "w:firstLine": twips(style.indent * style.size)}),
        node("w:jc", {"w:val": style.align}),
        None if style.level is None else node("w:outlineLvl", {"w:val": style.level}),
    )


def _spacing(style: Style) -> Node:
    pitch = (
        {"w:line": int(style.pitch * 20), "w:lineRule": "exact"}
        if style.pitch
        else {"w:line": 240, "w:lineRule": "auto"}
    )
    return node("w:spacing", {"w:before": twips(style.before), "w:after": twips(style.after), **pitch})


def _size(size: float) -> tuple[Node, Node]:
    halves = {"w:val": int(size * 2)}
    return node("w:sz", halves), node("w:szCs", halves)


def _closer(style: Style) -> int:
    """What each character of the body gives up so that 28 of them fill a line, in twentieths of a point.

    A grid of characters would say the same, but programs other than Word set a grid narrower than its type far apart.
    """
    return floor(geometry.CHAR_SPACE * 20) if style.size == geometry.BODY_SIZE else 0


def _bare(kind: str, key: str, name: str) -> Node:
    return node(
        "w:style",
        {"w:type": kind, "w:default": "1", "w:styleId": key},
        node("w:name", {"w:val": name}),
        node("w:uiPriority", {"w:val": 99}),
        flag("w:semiHidden"),
        flag("w:unhideWhenUsed"),
        _cell_margins(5.4) if kind == "table" else None,
    )


def _table_style() -> Node:
    return node(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": TABLE_STYLE},
        node("w:name", {"w:val": TABLE_STYLE_NAME}),
        node("w:basedOn", {"w:val": "TableNormal"}),
        node("w:uiPriority", {"w:val": 2}),
        flag("w:qFormat"),
        _cell_margins(BESIDE, ruled=True),
    )


def _cell_margins(beside: float, *, ruled: bool = False) -> Node:
    sides = {"top": 0.0, "left": beside, "bottom": 0.0, "right": beside}
    margins = (node(f"w:{side}", {"w:w": twips(room), "w:type": "dxa"}) for side, room in sides.items())
    return node("w:tblPr", None, grid_lines() if ruled else None, node("w:tblCellMar", None, *margins))


def grid_lines() -> Node:
    """The frame of a table and its finer lines inside."""
    frame = (edge(side, FRAME) for side in ("top", "left", "bottom", "right"))
    return node("w:tblBorders", None, *frame, *(edge(side, INNER) for side in ("insideH", "insideV")))


def edge(side: str, eighths: int, colour: str = "000000", space: int = 0) -> Node:
    """One line of a border."""
    return node(f"w:{side}", {"w:val": "single", "w:sz": eighths, "w:space": space, "w:color": colour})


def settings() -> Node:
    """Odd and even pages of their own, marks pressed together, the behaviour of today's Word."""
    modes = {"compatibilityMode": "15", "enableOpenTypeFeatures": "1", "doNotFlipMirrorIndents": "1"}
    compatible = (
        node("w:compatSetting", {"w:name": name, "w:uri": _COMPATIBILITY, "w:val": on}) for name, on in modes.items()
    )
    return node(
        "w:settings",
        None,
        flag("w:evenAndOddHeaders"),
        node("w:characterSpacingControl", {"w:val": "compressPunctuation"}),
        node("w:compat", None, flag("w:balanceSingleByteDoubleByteWidth"), flag("w:useFELayout"), *compatible),
        node("w:themeFontLang", {"w:val": "en-US", "w:eastAsia": "zh-CN"}),
    )
