"""督办单 as pages: one slip a department, each on a page of its own, in the form of an official letter (GB/T 9704).

It stands apart from the bulletin's story because a letter has a head, an addressee and a signature where a bulletin has
issues, sections and a tail; paper, type, tables and PDF/A are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.content import Masthead, Table
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.headings import TitleBlock
from inspector.bulletin.keeping import BlankLines, Stack
from inspector.bulletin.masthead import MastheadBlock
from inspector.bulletin.numbering import chinese_date
from inspector.bulletin.pages import PageFurniture, bulletin_template
from inspector.bulletin.paragraph import ComposedParagraph
from inspector.bulletin.pen import Pen
from inspector.bulletin.publishing import PublishedPdf, publish_pdf
from inspector.bulletin.story import TITLE_STYLE, body_style
from inspector.bulletin.tables import table_block
from inspector.bulletin.trapezoid import trapezoid

TABLE = "附表"
"""A letter has one table, which needs no number."""


@dataclass(frozen=True)
class Slip:
    """One letter: `head` in red, `number` under it, `addressee` without its colon; `closing` after the table."""

    head: str
    number: str
    title: str
    addressee: str
    opening: tuple[str, ...]
    table: Table
    closing: tuple[str, ...]
    organization: str
    issued_on: date
    mark: str = ""


class _SlipHead(MastheadBlock):
    """The masthead of a letter: the number where a bulletin has its issue, and no imprint."""

    def __init__(self, slip: Slip, pen: Pen) -> None:
        super().__init__(Masthead(slip.head, 0, "", slip.issued_on), pen)
        self._number = slip.number

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The name, and a line each above and below it: most letters are to fit on one page."""
        self.height = (self._name_lines + 2) * geometry.PITCH
        return width, self.height

    def _draw_issue(self, top: float) -> None:
        """Nothing: a letter has no issue."""

    def _draw_imprint(self) -> None:
        width = self._pen.width(self._number, "fang", geometry.BODY_SIZE)
        self._write((geometry.WIDTH - width) / 2, geometry.PITCH * 0.6, self._number, "fang")


class _Signature(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """The office over its date, at the right: the date four characters in, the office centred on it."""

    def __init__(self, slip: Slip, pen: Pen) -> None:
        super().__init__()
        self._pen = pen
        self._office, self._date = slip.organization, chinese_date(slip.issued_on)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Two lines of the grid under an empty one."""
        return width, 3 * geometry.PITCH

    def draw(self) -> None:
        """Draw both lines."""
        size = geometry.BODY_SIZE
        dated = self._pen.width(self._date, "fang", size)
        right = geometry.WIDTH - 4 * size
        office = self._pen.width(self._office, "fang", size)
        x = min(right - (dated + office) / 2, geometry.WIDTH - size - office)
        self._pen.write(self.canv, max(0.0, x), geometry.PITCH * 1.4, self._office, "fang", size)
        self._pen.write(self.canv, right - dated, geometry.PITCH * 0.4, self._date, "fang", size)


def render_slips(slips: tuple[Slip, ...], out: Path, fonts: FontSet | None = None) -> PublishedPdf:
    """Write the letters as one PDF/A-2b, each beginning a page.

    Raises ValueError without a letter, StorageError `bulletin.cannot_write` where the folder takes no file.
    """
    first = slips[0] if slips else None
    if first is None:
        msg = "no slip to print"
        raise ValueError(msg)
    pen = Pen(fonts or FontSet.load())
    flowables: list[Flowable] = []
    for number, slip in enumerate(slips):
        flowables += [PageBreak()] if number else []
        flowables += _letter(slip, pen)

    def build(made: Path) -> int:
        properties = {"title": first.title, "author": first.organization, "lang": "zh-CN"}
        template = bulletin_template(str(made), PageFurniture(pen, first.mark), **properties)
        template.build(flowables)
        return int(template.page)

    return publish_pdf(out, first.issued_on, build)


def _letter(slip: Slip, pen: Pen) -> list[Flowable]:
    title = TitleBlock(list(trapezoid(slip.title, TITLE_STYLE, geometry.WIDTH, pen.fonts)), pen)
    text = body_style()
    closing = [ComposedParagraph(one, text, pen.fonts) for one in slip.closing]
    return [
        _SlipHead(slip, pen),
        BlankLines(1),
        title,
        BlankLines(1),
        ComposedParagraph(f"{slip.addressee}：", body_style(indent=0), pen.fonts),
        *(ComposedParagraph(one, text, pen.fonts) for one in slip.opening),
        table_block(slip.table, TABLE, pen),
        *closing[:-1],
        Stack([*closing[-1:], _Signature(slip, pen)]),
    ]
