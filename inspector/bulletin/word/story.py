"""From composed content to the body of a document: the order and the words of the printed pages.

Numbers of headings, tables and figures are text, as on the page: an official document is quoted by them, and they do
not change because somebody adds a line.
"""

from __future__ import annotations

from dataclasses import replace

from inspector.bulletin import geometry
from inspector.bulletin.captions import broken, caption_text
from inspector.bulletin.charts import bar_block
from inspector.bulletin.content import (
    Annex,
    BarChart,
    Block,
    BulletinContent,
    Heading,
    LampMatrix,
    Paragraph,
    PhotoGrid,
    PhotoPair,
    ProgressChart,
    Table,
)
from inspector.bulletin.lamp_matrix import steps_apart
from inspector.bulletin.numbering import Numbering
from inspector.bulletin.pen import Pen
from inspector.bulletin.progress_chart import progress_block
from inspector.bulletin.report import RenderWarning
from inspector.bulletin.story import LONGEST_CAPTION, TITLE_STYLE, annex_label, annex_lines, opened_note, parts_of
from inspector.bulletin.trapezoid import trapezoid
from inspector.bulletin.word import styles
from inspector.bulletin.word.charts import drawings, in_words
from inspector.bulletin.word.keeping import hold_last
from inspector.bulletin.word.lamps import lamp_table
from inspector.bulletin.word.masthead import masthead
from inspector.bulletin.word.photos import Photos
from inspector.bulletin.word.pictures import Pictures
from inspector.bulletin.word.tables import room, table
from inspector.bulletin.word.tail import tail
from inspector.bulletin.word.text import lines, paragraph, spacing, written
from inspector.bulletin.word.xml import Node, flag, node, twips


class WordStory:
    """The nodes of one document, in order, and what is shown otherwise than written."""

    def __init__(self, pen: Pen, pictures: Pictures) -> None:
        self._pen, self._pictures = pen, pictures
        self._photos = Photos(pictures, pen)
        self._numbering = Numbering()
        self.nodes: list[Node] = []
        self.warnings: list[RenderWarning] = []

    def build(self, content: BulletinContent) -> WordStory:
        """Fill the document from `content`; call once."""
        self._opening(content)
        self._blocks(content.blocks)
        self._annex_list(content.annexes)
        for number, annex in enumerate(content.annexes, 1):
            self._annex(annex, annex_label(number, len(content.annexes)))
        if content.tail is not None:
            hold_last(self.nodes)
            self.nodes += tail(content.tail)
        return self

    def _opening(self, content: BulletinContent) -> None:
        self.nodes += masthead(content.masthead, self._pen)
        note = content.editor_note.strip()
        if note:
            self.nodes += lines(styles.NOTE, opened_note(note), above=geometry.PITCH)
        if content.title.strip():
            self._title(content.title, 1 if note else 2)

    def _title(self, text: str, blank: int) -> None:
        """A title in the lines of the printed one, `blank` lines under what stands above."""
        shown = "\n".join(trapezoid(text, TITLE_STYLE, geometry.WIDTH, self._pen.fonts))
        self.nodes.append(written(styles.TITLE, shown, spacing(before=blank * geometry.PITCH)))

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        if isinstance(block, Heading):
            label = self._numbering.heading(block.level)
            self.nodes.append(written(styles.heading_style(block.level), label + block.text))
        elif isinstance(block, Paragraph):
            self._text(block.text)
        elif isinstance(block, (Table, LampMatrix)):
            self._ruled(block)
        elif parts_of(block):
            self._shown(block)

    def _text(self, text: str) -> None:
        self.nodes += lines(styles.NORMAL, text)

    def _ruled(self, block: Table | LampMatrix) -> None:
        """A table or matrix; over-long titles and notes become text, as in print."""
        note = ""
        if len(block.title) > LONGEST_CAPTION:
            self._text(block.title)
            block = replace(block, title="")
        if isinstance(block, LampMatrix):
            for at in steps_apart(block):
                self.nodes += lamp_table(block, at, self._numbering.table(), self._pen)
            return
        if len(block.note) > LONGEST_CAPTION:
            note, block = f"注：{block.note}", replace(block, note="")
        self.nodes += table(block, self._numbering.table(), self._pen)
        self._text(note)

    def _shown(self, block: PhotoGrid | PhotoPair | BarChart | ProgressChart) -> None:
        """A figure with 图题 below."""
        if len(block.title) > LONGEST_CAPTION:
            self._text(block.title)
            block = replace(block, title="")
        label = self._numbering.figure()
        if isinstance(block, (PhotoGrid, PhotoPair)):
            self._photographed(block, label)
        else:
            self._charted(block, label)

    def _photographed(self, block: PhotoGrid | PhotoPair, label: str) -> None:
        known = len(self._photos.broken)
        made = self._photos.grid(block) if isinstance(block, PhotoGrid) else self._photos.pair(block)
        self.nodes += [room(), made, self._caption(caption_text(label, block.title))]
        for item in self._photos.broken[known:]:
            details = {"file": item.path.name, "caption": item.caption, "place": label}
            self.warnings.append(RenderWarning.of("bulletin.photo_unusable", **details))

    def _charted(self, block: BarChart | ProgressChart, label: str) -> None:
        made = (
            bar_block(block, label, self._pen)
            if isinstance(block, BarChart)
            else progress_block(block, label, self._pen)
        )
        title = caption_text(label, block.title)
        for number, (data, size) in enumerate(drawings(made.plan)):
            shown = self._pictures.run(data, "png", size, in_words(block))
            self.nodes += [
                paragraph(styles.PICTURE, [shown], spacing(before=8)),
                self._caption(f"{title}（续）" if number else title),
            ]

    def _caption(self, text: str) -> Node:
        return written(styles.FIGURE_CAPTION, broken(self._pen, text))

    def _annex_list(self, annexes: tuple[Annex, ...]) -> None:
        """附件说明 a blank line under the text, and never without a line of it."""
        if annexes:
            hold_last(self.nodes)
        for number, (indent, text) in enumerate(annex_lines(annexes)):
            first = node("w:ind", {"w:firstLineChars": 100 * indent, "w:firstLine": twips(indent * geometry.BODY_SIZE)})
            self.nodes += lines(styles.NORMAL, text, first, above=0 if number else geometry.PITCH)

    def _annex(self, annex: Annex, label: str) -> None:
        """A page of its own: 附件 flush left, the title on line 3."""
        self._numbering.restart_headings()
        self.nodes.append(written(styles.ANNEX, label, flag("w:pageBreakBefore")))
        self._title(annex.title, 1)
        self._blocks(annex.blocks)
