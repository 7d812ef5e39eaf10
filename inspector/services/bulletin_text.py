"""The running text of composed content, as the figure checker reads it."""

from __future__ import annotations

from inspector.bulletin.content import Block, BulletinContent, Heading, Paragraph


def printed_text(content: BulletinContent) -> str:
    """Title, 按语 and all headings and paragraphs, one per line; tables and charts check their own sums."""
    lines = [content.title, content.editor_note]
    lines += [_line(one) for one in content.blocks]
    lines += [_line(one) for annex in content.annexes for one in annex.blocks]
    return "\n".join(line for line in lines if line)


def _line(block: Block) -> str:
    return block.text if isinstance(block, (Heading, Paragraph)) else ""
