"""A report as pages: a title, paragraphs and tables, without the head of a bulletin or a letter.

What an office prints for its own files; paper, type, tables and PDF/A are those of the bulletin.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.content import Table
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.headings import TitleBlock
from inspector.bulletin.keeping import BlankLines
from inspector.bulletin.numbering import Numbering
from inspector.bulletin.pages import PageFurniture, bulletin_template
from inspector.bulletin.paragraph import ComposedParagraph
from inspector.bulletin.pen import Pen
from inspector.bulletin.publishing import PublishedPdf, publish_pdf
from inspector.bulletin.story import TITLE_STYLE, body_style
from inspector.bulletin.tables import table_block
from inspector.bulletin.trapezoid import trapezoid


@dataclass(frozen=True)
class PlainReport:
    """`parts` are paragraphs (one line each) and tables, in order; `mark` stands small on every page."""

    title: str
    parts: tuple[str | Table, ...]
    organization: str
    dated: date
    mark: str = ""


def render_report(report: PlainReport, out: Path, fonts: FontSet | None = None) -> PublishedPdf:
    """Write the report as PDF/A-2b. Raises StorageError `bulletin.cannot_write` where the folder takes no file."""
    pen = Pen(fonts or FontSet.load())
    flowables = _flowables(report, pen)

    def build(made: Path) -> int:
        properties = {"title": report.title, "author": report.organization, "lang": "zh-CN"}
        template = bulletin_template(str(made), PageFurniture(pen, report.mark), **properties)
        template.build(flowables)
        return int(template.page)

    return publish_pdf(out, report.dated, build)


def _flowables(report: PlainReport, pen: Pen) -> list[Flowable]:
    title = TitleBlock(list(trapezoid(report.title, TITLE_STYLE, geometry.WIDTH, pen.fonts)), pen)
    numbering = Numbering()
    made: list[Flowable] = [title, BlankLines(1)]
    for part in report.parts:
        if isinstance(part, Table):
            made.append(table_block(part, numbering.table(), pen))
        else:
            made.append(ComposedParagraph(part, body_style(), pen.fonts))
    return made
