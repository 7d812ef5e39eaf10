"""A finished Word document, opened again as its reader would."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from inspector.bulletin.content import BulletinContent
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.report import WordReport
from inspector.bulletin.word.render import render_word


@dataclass(frozen=True)
class Opened:
    """The document and what was told of it."""

    report: WordReport
    document: Document

    @property
    def path(self) -> Path:
        return self.report.path

    def blocks(self) -> Iterator[WordParagraph | WordTable]:
        yield from self.document.iter_inner_content()

    def styled(self, style: str) -> list[str]:
        """The paragraphs in a style, outside tables."""
        return [one.text for one in self.document.paragraphs if one.style is not None and one.style.name == style]

    def words(self) -> list[tuple[str, str]]:
        """(style, text) of every paragraph with a text, those of tables left out."""
        return [(str(one.style and one.style.name), one.text) for one in self.document.paragraphs if one.text]

    def text(self) -> str:
        """Everything that can be read, from the top, without line ends."""
        return "".join(one.text or "" for one in self.document.element.body.iter(qn("w:t")))

    def table_under(self, caption: str) -> WordTable:
        """The table behind a caption, or before it where it is the caption of a figure."""
        blocks = list(self.blocks())
        at = next(i for i, one in enumerate(blocks) if isinstance(one, WordParagraph) and one.text == caption)
        found = blocks[at - 1] if caption.startswith("图") else blocks[at + 1]
        assert isinstance(found, WordTable)
        return found

    def pictures(self) -> int:
        """How often a picture is shown."""
        return len(list(self.document.element.body.iter(qn("a:blip"))))

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.path) as packed:
            assert packed.testzip() is None
            return {name: packed.read(name) for name in packed.namelist()}

    def media(self) -> list[bytes]:
        return [data for name, data in sorted(self.files().items()) if name.startswith("word/media/")]


def cells_of(table: WordTable) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def write(content: BulletinContent, path: Path, fonts: FontSet) -> Opened:
    report = render_word(content, path, fonts)
    return Opened(report, docx.Document(str(report.path)))
