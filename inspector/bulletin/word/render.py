"""`render_word`: composed content in, a finished document and its report out.

Equal content gives identical bytes. The file is made under another name and put in place when it is whole and on the
disk; a target that another program holds open is left alone and the new file is numbered, as with the PDF.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from inspector.bulletin.content import BulletinContent
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.pen import Pen
from inspector.bulletin.publishing import publish
from inspector.bulletin.render import moved
from inspector.bulletin.report import WordReport
from inspector.bulletin.word.package import Package
from inspector.bulletin.word.pages import section
from inspector.bulletin.word.pictures import Pictures
from inspector.bulletin.word.story import WordStory
from inspector.durable import sync_file, sync_folder


def render_word(
    content: BulletinContent, out: Path, fonts: FontSet | None = None, *, pen: Pen | None = None
) -> WordReport:
    """Write `content` as .docx to `out`.

    Raises StorageError `bulletin.cannot_write` when the folder takes no file.
    """
    package = Package()
    story = WordStory(pen or Pen(fonts or FontSet.load()), Pictures(package)).build(content)
    package.write([*story.nodes, section(package, content.mark)])
    package.describe(content)

    def build(made: Path) -> None:
        package.save(made)
        sync_file(made)

    placed, _ = publish(out, build)
    with suppress(OSError):  # the file is whole; a folder that cannot be flushed does not make it less so
        sync_folder(placed.parent)
    return WordReport(placed, (*story.warnings, *moved(out, placed)))
