"""What must not stand alone on a page keeps what is before it: 附件说明 and 版记 (bulletin.md rule 8)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn
from docx.text.parfmt import ParagraphFormat

from inspector.bulletin.word import styles
from inspector.bulletin.word.xml import Node

_ATTACHED = frozenset(styles.STYLES[one].key for one in (styles.AFTER, styles.TABLE_NOTE, styles.LEGEND))
"""What belongs to a table and is no company by itself."""


def hold_last(nodes: Sequence[Node]) -> None:
    """Keep the last paragraph, or the last row of a table with what is attached to it, with whatever comes next."""
    for one in reversed(nodes):
        for paragraph in _last_paragraphs(one):
            ParagraphFormat(paragraph).keep_with_next = True
        if one.tag == qn("w:tbl") or one.style not in _ATTACHED:
            return


def _last_paragraphs(one: Node) -> Iterable[Node]:
    if one.tag != qn("w:tbl"):
        return (one,)
    rows = one.findall(qn("w:tr"))
    found: Iterable[Node] = rows[-1].iter(qn("w:p")) if rows else ()
    return found
