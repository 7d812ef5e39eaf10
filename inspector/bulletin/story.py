"""From composed content to flowables: order, numbering, what is kept together, where pages start.

Apart from `render`, which makes the file, and from the flowables, which know nothing of each other.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from inspector.bulletin import geometry
from inspector.bulletin.charts import bar_block
from inspector.bulletin.composer import TextStyle
from inspector.bulletin.content import (
    Annex,
    BarChart,
    Block,
    BulletinContent,
    Heading,
    LampMatrix,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    PhotoPair,
    ProgressChart,
    Table,
)
from inspector.bulletin.headings import Outline, TitleBlock, heading_face
from inspector.bulletin.keeping import BlankLines, Closing, Stack
from inspector.bulletin.lamp_matrix import lamp_blocks, steps_apart
from inspector.bulletin.masthead import MastheadBlock
from inspector.bulletin.numbering import Numbering
from inspector.bulletin.object_block import ObjectBlock
from inspector.bulletin.paragraph import ComposedParagraph
from inspector.bulletin.pen import Pen
from inspector.bulletin.photo_grid import photo_block
from inspector.bulletin.photo_pair import pair_block
from inspector.bulletin.progress_chart import progress_block
from inspector.bulletin.report import RenderWarning
from inspector.bulletin.tables import table_block
from inspector.bulletin.tail import TailBlock
from inspector.bulletin.trapezoid import trapezoid

LONGEST_CAPTION = 120
"""A title or note beyond this is set as body text, which can go over pages, before or after its object."""

TITLE_STYLE = TextStyle("song", geometry.TITLE_SIZE, geometry.PITCH, align="centre")

EDITOR_NOTE = "编者按："
NOTE_OPENINGS = ("编者按", "按语", "按：", "【编者按】")
ANNEX = "附件"


def body_style(face: str = "fang", indent: int = 2) -> TextStyle:
    """三号 on the grid of 22 lines × 28 characters."""
    return TextStyle(
        face=face,
        size=geometry.BODY_SIZE,
        leading=geometry.PITCH,
        char_space=geometry.CHAR_SPACE,
        first_indent_chars=indent,
    )


@dataclass
class Story:
    """The flowables of one bulletin, in order, and what had to be printed otherwise than written."""

    pen: Pen
    flowables: list[Flowable] = field(default_factory=list)
    warnings: list[RenderWarning] = field(default_factory=list)
    _held: list[Flowable] = field(default_factory=list)
    _numbering: Numbering = field(default_factory=Numbering)
    _outline: Outline = field(default_factory=Outline)

    def build(self, content: BulletinContent) -> Story:
        """Fill the story from `content`; call once."""
        self._opening(content)
        self._blocks(content.blocks, 0)
        self._annex_list(content.annexes)
        for number, annex in enumerate(content.annexes, 1):
            self._annex(annex, annex_label(number, len(content.annexes)))
        if content.tail is not None:
            self._close(TailBlock(content.tail, self.pen))
        return self

    def _opening(self, content: BulletinContent) -> None:
        """Masthead, 按语 or two blank lines, title, a blank line."""
        self._add(self._outline.bookmark(content.title or content.masthead.name, 0))
        self._add(MastheadBlock(content.masthead, self.pen))
        note = content.editor_note.strip()
        if note:
            self._add(BlankLines(1))
            self._text(opened_note(note), body_style("kai"))
            self._add(BlankLines(1))
        else:
            self._add(BlankLines(2))
        if content.title.strip():
            self._add(self._title(content.title))
            self._add(BlankLines(1))

    def _title(self, text: str) -> TitleBlock:
        return TitleBlock(list(trapezoid(text, TITLE_STYLE, geometry.WIDTH, self.pen.fonts)), self.pen)

    def _blocks(self, blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            self._block(block, depth)
        self._release()

    def _block(self, block: Block, depth: int) -> None:
        if isinstance(block, Heading):
            self._heading(block, depth)
        elif isinstance(block, Paragraph):
            self._text(block.text, body_style())
        elif isinstance(block, (Table, LampMatrix)):
            self._ruled(block)
        else:
            self._drawn(block)

    def _heading(self, heading: Heading, depth: int) -> None:
        """A heading waits for what follows it, and goes on the page with that."""
        text = self._numbering.heading(heading.level) + heading.text
        self._held.append(self._outline.bookmark(text, depth + max(heading.level, 1)))
        self._held.append(ComposedParagraph(text, body_style(heading_face(heading.level)), self.pen.fonts))

    def _text(self, text: str, style: TextStyle) -> None:
        """Each line of the source is a paragraph of its own; empty ones are left out."""
        for line in text.splitlines():
            if line.strip():
                self._add(ComposedParagraph(line, style, self.pen.fonts))

    def _ruled(self, block: Table | LampMatrix) -> None:
        """A table or matrix with 表题; over-long titles and notes become body text."""
        title, note = block.title, ""
        if len(title) > LONGEST_CAPTION:
            self._text(title, body_style())
            block = replace(block, title="")
        if isinstance(block, LampMatrix):
            for one in lamp_blocks(block, [self._numbering.table() for _ in steps_apart(block)], self.pen):
                self._add(one)
            return
        if len(block.note) > LONGEST_CAPTION:
            note, block = f"注：{block.note}", replace(block, note="")
        self._add(table_block(block, self._numbering.table(), self.pen))
        self._text(note, body_style())

    def _drawn(self, block: PhotoGrid | PhotoPair | BarChart | ProgressChart) -> None:
        """A figure with 图题; one without content takes neither room nor number."""
        if not parts_of(block):
            return
        if len(block.title) > LONGEST_CAPTION:
            self._text(block.title, body_style())
            block = replace(block, title="")
        label = self._numbering.figure()
        if isinstance(block, PhotoGrid):
            self._photos(photo_block(block, label, self.pen), label)
        elif isinstance(block, PhotoPair):
            self._photos(pair_block(block, label, self.pen), label)
        elif isinstance(block, BarChart):
            self._add(bar_block(block, label, self.pen))
        else:
            self._add(progress_block(block, label, self.pen))

    def _photos(self, made: tuple[ObjectBlock, list[PhotoItem]], label: str) -> None:
        block, broken = made
        self._add(block)
        for item in broken:
            details = {"file": item.path.name, "caption": item.caption, "place": label}
            self.warnings.append(RenderWarning.of("bulletin.photo_unusable", **details))

    def _annex_list(self, annexes: tuple[Annex, ...]) -> None:
        """附件说明 a blank line under the text: the annexes by number and title (GB/T 9704 7.3.4)."""
        if not annexes:
            return
        last = self.flowables.pop()
        start = len(self.flowables)
        self._add(BlankLines(1))
        for indent, text in annex_lines(annexes):
            self._text(text, body_style(indent=indent))
        self.flowables[start:] = [Closing(last, Stack(self.flowables[start:]), at_foot=False)]

    def _annex(self, annex: Annex, label: str) -> None:
        """A page of its own: 附件 flush left in 黑体, the title on line 3."""
        self.flowables.append(PageBreak())
        self._numbering.restart_headings()
        self._held += [
            self._outline.bookmark(f"{label} {annex.title}", 0),
            ComposedParagraph(label, body_style("hei", indent=0), self.pen.fonts),
            BlankLines(1),
        ]
        self._add(self._title(annex.title))
        self._add(BlankLines(1))
        self._blocks(annex.blocks, 0)

    def _add(self, flowable: Flowable) -> None:
        """Put a flowable into the story, under the headings that wait for it."""
        self.flowables.append(Stack([*self._held, flowable]) if self._held else flowable)
        self._held.clear()

    def _release(self) -> None:
        """Headings that nothing follows are printed all the same."""
        if self._held:
            last = self._held.pop()
            self._add(last)

    def _close(self, tail: TailBlock) -> None:
        self.flowables.append(Closing(self.flowables.pop(), tail, at_foot=True))


def opened_note(note: str) -> str:
    """按语 with its opening words, which are added where its writer left them out."""
    return note if note.startswith(NOTE_OPENINGS) else EDITOR_NOTE + note


def annex_label(number: int, count: int) -> str:
    """附件, with its number where there are several."""
    return f"{ANNEX}{number}" if count > 1 else ANNEX


def annex_lines(annexes: tuple[Annex, ...]) -> list[tuple[int, str]]:
    """附件说明: (indent, text), the titles one under the other."""
    single = len(annexes) == 1
    named = [annex.title if single else f"{number}.{annex.title}" for number, annex in enumerate(annexes, 1)]
    return [(5, text) if at else (2, f"{ANNEX}：{text}") for at, text in enumerate(named)]


def parts_of(block: PhotoGrid | PhotoPair | BarChart | ProgressChart) -> tuple[object, ...]:
    """What a figure shows; one without anything is not printed."""
    if isinstance(block, PhotoGrid):
        return block.photos
    if isinstance(block, PhotoPair):
        return block.before, block.after
    return block.bars if isinstance(block, BarChart) else block.segments
