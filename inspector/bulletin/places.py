"""Every text of a bulletin with the place where its author finds it again.

Used to name characters that no font has (rule 16): "第 3 段" helps, "U+2A6A5 missing" does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from inspector.bulletin.content import (
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
from inspector.bulletin.report import RenderWarning
from inspector.texts import sentence


class KnowsGlyphs(Protocol):
    """The part of a font set that this module needs."""

    def missing(self, text: str) -> tuple[str, ...]:
        """The characters that no font has."""
        ...


def glyph_warnings(content: BulletinContent, fonts: KnowsGlyphs) -> list[RenderWarning]:
    """One warning for each place that holds characters which no font can draw."""
    pairs = list(texts_with_places(content))
    missing = set(fonts.missing("".join(sorted(set().union(*(text for _, text in pairs))))))
    if not missing:
        return []
    found = ((place, [one for one in dict.fromkeys(text) if one in missing]) for place, text in pairs)
    return [
        RenderWarning.of("bulletin.missing_glyph", place=place, characters=tuple(map(named, lacking)))
        for place, lacking in found
        if lacking
    ]


def named(character: str) -> str:
    """The character and its code: 𪚥 (U+2A6A5)."""
    return f"{character} (U+{ord(character):04X})"


def texts_with_places(content: BulletinContent) -> Iterator[tuple[str, str]]:
    """(place, text) for everything that is printed."""
    head = content.masthead
    for text in (head.name, head.organization, head.secrecy, head.number):
        yield sentence("bulletin.place_masthead"), text
    yield sentence("bulletin.place_note"), content.editor_note
    yield sentence("bulletin.place_title"), content.title
    yield sentence("bulletin.place_mark"), content.mark
    yield from _blocks(content.blocks, "")
    for number, annex in enumerate(content.annexes, 1):
        place = sentence("bulletin.place_annex", number=number)
        yield place, annex.title
        yield from _blocks(annex.blocks, place)
    if content.tail:
        for text in (content.tail.report_to, content.tail.send_to, content.tail.issue_to):
            yield sentence("bulletin.place_tail"), text


def _blocks(blocks: tuple[Block, ...], where: str) -> Iterator[tuple[str, str]]:
    paragraphs = 0
    for block in blocks:
        paragraphs += isinstance(block, Paragraph)
        place = _place(block, paragraphs)
        yield from ((f"{where} {place}".strip(), text) for text in _texts(block))


def _place(block: Block, paragraphs: int) -> str:
    """A paragraph is found by its number, everything else by its title."""
    if isinstance(block, Paragraph):
        return sentence("bulletin.place_paragraph", number=paragraphs)
    title = block.text if isinstance(block, Heading) else block.title
    return sentence("bulletin.place_titled", title=title)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, (Heading, Paragraph)):
        yield block.text
        return
    yield block.title
    if isinstance(block, Table):
        yield from _table_texts(block)
    elif isinstance(block, (PhotoGrid, PhotoPair)):
        photos = block.photos if isinstance(block, PhotoGrid) else (block.before, block.after)
        for photo in photos:
            yield from (photo.caption, photo.credit, photo.side)
    else:
        yield from _drawing_texts(block)


def _table_texts(table: Table) -> Iterator[str]:
    for column in table.columns:
        yield column.header + column.unit
    yield from (value for row in table.rows for value in row if isinstance(value, str))
    yield from (table.total or "", table.note)


def _drawing_texts(block: LampMatrix | BarChart | ProgressChart) -> Iterator[str]:
    if isinstance(block, LampMatrix):
        yield from block.steps
        for row in block.rows:
            yield row.name
            yield from (cell.text for cell in row.cells)
        return
    for part in block.bars if isinstance(block, BarChart) else block.segments:
        yield from (part.label, part.shown)
    if isinstance(block, BarChart):
        yield from (block.unit, block.line_label, block.first_label, block.second_label)
