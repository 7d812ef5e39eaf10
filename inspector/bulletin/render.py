"""`render`: composed content in, a finished PDF and its report out.

Equal content gives identical bytes. The file is made under another name and put in place when it is whole; a
target that another program holds open is left alone and the new file is numbered (-2, -3 …).
"""

from __future__ import annotations

from pathlib import Path

from inspector.bulletin.content import BulletinContent
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.pages import PageFurniture, bulletin_template
from inspector.bulletin.pen import Pen
from inspector.bulletin.places import glyph_warnings
from inspector.bulletin.publishing import publish_pdf
from inspector.bulletin.report import RenderReport, RenderWarning
from inspector.bulletin.story import Story


def render(
    content: BulletinContent, out: Path, fonts: FontSet | None = None, *, pen: Pen | None = None
) -> RenderReport:
    """Write `content` as PDF/A-2b to `out`.

    Whoever prints again and again hands in one `pen`, which remembers the texts that it has composed. Raises
    StorageError `bulletin.cannot_write` when the folder takes no file.
    """
    pen = pen or Pen(fonts or FontSet.load())
    story = Story(pen).build(content)
    done = publish_pdf(out, content.masthead.issued_on, lambda made: _build(content, story, pen, made))
    warnings = [*glyph_warnings(content, pen.fonts), *story.warnings, *moved(out, done.path)]
    return RenderReport(done.path, done.pages, tuple(warnings), done.sha256)


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


def moved(out: Path, placed: Path) -> list[RenderWarning]:
    """What to say where the file went beside the one that was asked for."""
    if placed == out:
        return []
    return [RenderWarning.of("bulletin.target_open", file=out.name, written=placed.name)]
