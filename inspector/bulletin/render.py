"""`render`: composed content in, a finished PDF and its report out.

Equal content gives identical bytes. The file is made under another name and put in place when it is whole; a
target that another program holds open is left alone and the new file is numbered (-2, -3 …).
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from pathlib import Path

from inspector.bulletin.content import BulletinContent
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.pages import PageFurniture, bulletin_template
from inspector.bulletin.pdfa import finish_pdfa
from inspector.bulletin.pen import Pen
from inspector.bulletin.places import glyph_warnings
from inspector.bulletin.report import RenderReport, RenderWarning
from inspector.bulletin.story import Story
from inspector.domain.errors import StorageError

MOST_NUMBERED = 99


def render(content: BulletinContent, out: Path, fonts: FontSet | None = None) -> RenderReport:
    """Write `content` as PDF/A-2b to `out`.

    Raises StorageError `bulletin.cannot_write` when the folder takes no file.
    """
    pen = Pen(fonts or FontSet.load())
    story = Story(pen).build(content)
    try:
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=".bulletin-") as folder:
            made = Path(folder) / "bulletin.pdf"
            pages = _build(content, story, pen, made)
            finish_pdfa(made, content.masthead.issued_on)
            digest = _digest(made)
            placed = _put_in_place(made, out)
    except OSError as error:
        raise StorageError("bulletin.cannot_write", file=out.name, folder=str(out.parent)) from error
    warnings = [*glyph_warnings(content, pen.fonts), *story.warnings, *_moved(out, placed)]
    return RenderReport(placed, pages, tuple(warnings), digest)


def _build(content: BulletinContent, story: Story, pen: Pen, made: Path) -> int:
    """Make the finished file; returns the number of pages."""
    head = content.masthead
    template = bulletin_template(
        str(made),
        PageFurniture(pen, content.mark),
        title=content.title or head.name,
        author=content.author or head.organization,
        subject=f"{head.name}第{head.issue_number}期",
        keywords=list(content.keywords),
        lang=content.language,
    )
    template.build(story.flowables)
    return int(template.page)


def _digest(made: Path) -> str:
    with made.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _put_in_place(made: Path, out: Path) -> Path:
    """Move the finished file to `out`, or beside it when another program holds `out` open."""
    targets = [out, *(out.with_stem(f"{out.stem}-{number}") for number in range(2, MOST_NUMBERED + 1))]
    for target in targets[:-1]:
        with suppress(PermissionError):
            return made.replace(target)
    return made.replace(targets[-1])


def _moved(out: Path, placed: Path) -> list[RenderWarning]:
    if placed == out:
        return []
    return [RenderWarning.of("bulletin.target_open", file=out.name, written=placed.name)]
