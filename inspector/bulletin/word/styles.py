"""The styles of the document: who goes on writing finds 正文, 标题 1–4, 表题 and the rest ready, nothing set by hand.

Sizes and pitches come from `geometry`, as those of the printed page do. Built-in styles carry their English names,
under which Word knows them in every language.
"""

from __future__ import annotations

from dataclasses import dataclass

from inspector.bulletin import geometry
from inspector.bulletin.captions import NOTE_SIZE
from inspector.bulletin.headings import FACES as HEADING_FACES
from inspector.bulletin.photo_grid import CAPTION_SIZE as PHOTO_SIZE
from inspector.bulletin.tail import LEADING as TAIL_LEADING

NORMAL, TITLE, NOTE, ANNEX = "正文", "标题", "按语", "附件"
MASTHEAD, ISSUE, MARKS, IMPRINT = "红头", "期号", "版头", "编印"
TABLE_CAPTION, FIGURE_CAPTION, TABLE_NOTE, LEGEND = "表题", "图题", "表注", "图例"
PICTURE, PHOTO_TEXT, PHOTO_MISSING, AFTER = "图片", "图注", "照片缺失", "表后"
TAIL, HEADER, FOOTER = "版记", "页眉", "页脚"

CAPTION = "题注"
_TIGHT = geometry.CELL_LEADING


@dataclass(frozen=True)
class Style:
    """A paragraph style: `indent` of the first line in characters, `pitch` of its lines (0: by what stands in them).

    `level` is its place in the outline; `kept` keeps it with what follows; `offered` puts it into Word's gallery.
    """

    key: str
    name: str
    face: str = "fang"
    size: float = geometry.BODY_SIZE
    pitch: float = geometry.PITCH
    align: str = "both"
    indent: int = 0
    before: float = 0.0
    after: float = 0.0
    following: str = "Normal"
    based: str = "Normal"
    level: int | None = None
    kept: bool = False
    colour: str = ""
    offered: bool = True

    @property
    def built_in(self) -> bool:
        """Known to Word by its English name."""
        return self.name.isascii()


def cell_style(size: float, *, head: bool) -> str:
    """The style of table cells in this size: a small table has a smaller one, for all of its cells."""
    return f"{'表头' if head else '表格文字'} {size:g}"


def _cell(size: float, *, head: bool) -> Style:
    largest = size == geometry.CELL_SIZES[0]
    key = f"{'TableHead' if head else 'TableText'}{size * 10:.0f}"
    name = cell_style(size, head=head).split(" ")[0] if largest else cell_style(size, head=head)
    face = "hei" if head else "fang"
    return Style(key, name, face, size, size * _TIGHT, "left", following=key, offered=largest)


def _heading(level: int) -> Style:
    return Style(f"Heading{level}", f"heading {level}", HEADING_FACES[level], indent=2, level=level - 1, kept=True)


_RULED = 3.25
"""What the red rule under a line takes, its distance from the text included."""

_SMALL = geometry.CAPTION_SIZE * _TIGHT
_BODY = {
    NORMAL: Style("Normal", "Normal", indent=2),
    TITLE: Style("Title", "Title", "song", geometry.TITLE_SIZE, align="center", after=geometry.PITCH, kept=True),
    **{heading_style: _heading(level) for level, heading_style in enumerate(("一级", "二级", "三级", "四级"), 1)},
    NOTE: Style("EditorNote", NOTE, "kai", indent=2, following="EditorNote"),
    ANNEX: Style("Annex", ANNEX, "hei", align="left", following="Title", level=0, kept=True),
}
_HEAD = {
    MASTHEAD: Style("Masthead", MASTHEAD, "song", 62.0, align="center", colour="DC1414", following="IssueNumber"),
    ISSUE: Style("IssueNumber", ISSUE, align="center", following="Imprint"),
    MARKS: Style("Marks", MARKS, align="left", following="Masthead"),
    IMPRINT: Style("Imprint", IMPRINT, align="left", before=geometry.PITCH - _RULED),
}
_OBJECTS = {
    CAPTION: Style("Caption", "caption", "hei", geometry.CAPTION_SIZE, _SMALL, "center"),
    TABLE_CAPTION: Style(
        "TableCaption", TABLE_CAPTION, "hei", geometry.CAPTION_SIZE, _SMALL, "center",
        before=8, after=5, based="Caption", kept=True,
    ),
    FIGURE_CAPTION: Style(
        "FigureCaption", FIGURE_CAPTION, "hei", geometry.CAPTION_SIZE, _SMALL, "center",
        before=6, after=10, based="Caption",
    ),
    TABLE_NOTE: Style("TableNote", TABLE_NOTE, "fang", NOTE_SIZE, NOTE_SIZE * _TIGHT, before=4),
    LEGEND: Style("Legend", LEGEND, "fang", NOTE_SIZE, NOTE_SIZE * 1.6, "center", before=2),
    AFTER: Style("AfterTable", AFTER, "fang", 6.0, 10.0, offered=False),
    PICTURE: Style("Picture", PICTURE, "fang", 6.0, 0, "center", following="FigureCaption", kept=True),
    PHOTO_TEXT: Style("PhotoText", PHOTO_TEXT, "fang", PHOTO_SIZE, PHOTO_SIZE * _TIGHT, "center"),
    PHOTO_MISSING: Style("PhotoMissing", PHOTO_MISSING, "fang", PHOTO_SIZE, PHOTO_SIZE * _TIGHT, "center"),
    **{cell_style(size, head=head): _cell(size, head=head) for size in geometry.CELL_SIZES for head in (False, True)},
}  # fmt: skip
_PAGE = {
    TAIL: Style("Tail", TAIL, "fang", geometry.TAIL_SIZE, TAIL_LEADING, "left", following="Tail"),
    HEADER: Style("Header", "header", "hei", geometry.MARK_SIZE, 14.0, "right", following="Header"),
    FOOTER: Style("Footer", "footer", "fang", geometry.FOLIO_SIZE, 20.0, "left", following="Footer"),
}
STYLES: dict[str, Style] = {**_BODY, **_HEAD, **_OBJECTS, **_PAGE}
"""Every style by the name that this package calls it by."""


def heading_style(level: int) -> str:
    """The style of a heading; other levels count as the nearest."""
    return ("一级", "二级", "三级", "四级")[min(max(level, 1), 4) - 1]
