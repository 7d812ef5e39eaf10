"""The ToUnicode map of a font with two-byte codes (ISO 32000-1, 9.10.3), right outside the BMP.

reportlab's own writes one hexadecimal number per character, which breaks beyond U+FFFF, and one block of any
length, though a block holds at most 100 entries.
"""

from __future__ import annotations

from collections.abc import Sequence

BLOCK = 100
"""Entries a block may hold (Adobe Technical Note 5411)."""

HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def to_unicode(characters: Sequence[str]) -> bytes:
    """The map from code (the index; 0 is no character) to text in UTF-16BE."""
    entries = [f"<{code:04X}> <{one.encode('utf-16-be').hex().upper()}>" for code, one in enumerate(characters) if code]
    blocks = (entries[start : start + BLOCK] for start in range(0, len(entries), BLOCK))
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (HEAD + body + TAIL).encode("ascii")
