"""The running text of composed content, as the figure checker reads it, and where in the issue a place of it stands."""

from __future__ import annotations

from collections.abc import Iterator

from inspector.bulletin.content import Block, BulletinContent, Heading, Paragraph


def printed_text(content: BulletinContent) -> str:
    """Title, 按语 and all headings and paragraphs, one per line; tables and charts check their own sums."""
    return "\n".join(line for line, _ in _lines(content))


def section_at(content: BulletinContent, place: int) -> str:
    """The title of the section that stands at this place of `printed_text`; empty for title and 按语."""
    end = -1
    for line, section in _lines(content):
        end += len(line) + 1
        if place <= end:
            return section
    return ""


def _lines(content: BulletinContent) -> Iterator[tuple[str, str]]:
    """Each line with the title of its section."""
    yield from ((line, "") for line in (content.title, content.editor_note) if line)
    section = ""
    for one in content.blocks:
        if isinstance(one, Heading) and one.level == 1:
            section = one.text
        if line := _line(one):
            yield line, section
    for annex in content.annexes:
        yield from ((line, annex.title) for one in annex.blocks if (line := _line(one)))


def _line(block: Block) -> str:
    return block.text if isinstance(block, (Heading, Paragraph)) else ""
