"""A TrueType font inside a PDF as one composite font, with two-byte codes and a right ToUnicode map.

reportlab cuts a font into simple fonts of 256 characters: a Chinese line changes the font every few characters,
and characters outside the BMP get a wrong ToUnicode map. One Type0 font needs neither. A character that
the font lacks is drawn as 〓 yet keeps its own code, so that copied text still equals the source.
"""

from __future__ import annotations

import re
from struct import unpack
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from inspector.bulletin.tounicode import to_unicode

NOTDEF = -1
"""No character: glyph 0 of the subset. (0 will not do, as some fonts give U+0000 a glyph.)"""

UNFIT = re.compile(r"[^-.0-9A-Za-z]")
"""What has no place in a font's name inside a PDF; some Chinese fonts carry a Chinese one."""

PLACEHOLDER = "〓"
"""The printer's mark for a type that is not in the case."""

ASCENT, DESCENT = 880, -120
"""The em box of every Chinese face (1/1000 em); the fonts' own line metrics differ and would mislead selection."""


class Assigned:
    """The codes given to characters in one document, in the order of their first use."""

    def __init__(self) -> None:
        self.characters = ["\0"]
        self.codes: dict[str, bytes] = {}
        self.name = ""

    def encode(self, text: str) -> bytes:
        """Two bytes a character."""
        codes = self.codes
        try:
            return b"".join([codes[one] for one in text])
        except KeyError:
            for one in text:
                if one not in codes:
                    codes[one] = len(self.characters).to_bytes(2, "big")
                    self.characters.append(one)
            return b"".join([codes[one] for one in text])


class EmbeddedFont(TTFont):  # type: ignore[misc] # reportlab is untyped
    """reportlab's font interface over one composite font; usable by `drawString` and by the composer."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=0, shapable=False)
        self.state: WeakKeyDictionary[Any, Assigned] = WeakKeyDictionary()

    def assigned(self, document: Any) -> Assigned:  # noqa: ANN401 - reportlab's document
        """The codes of a document."""
        found = self.state.get(document)
        if found is None:
            found = self.state[document] = Assigned()
        return found

    def has(self, character: str) -> bool:
        """Whether the font draws a character."""
        return ord(character) in self.face.charToGlyph

    def ink(self, character: str) -> tuple[float, float]:
        """Left and right edge of a character's ink in em; (0, 0) for a blank."""
        glyph = self.face.charToGlyph[ord(character)]
        first, after = self.face.glyphPos[glyph : glyph + 2]
        if first == after:
            return 0.0, 0.0
        start = self.face.get_table_pos("glyf")[0] + first
        left, _, right = unpack(">3h", self.face.get_chunk(start + 2, 6))
        return left / self.face.unitsPerEm, right / self.face.unitsPerEm

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: ANN401, ARG002, N802
        """The whole text as one chunk: there is one subset."""
        return [(0, self.assigned(doc).encode(text))] if text else []

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:  # noqa: ANN401, ARG002, N802
        """The name of the font in page resources; asking for it books the font into the document."""
        state = self.assigned(doc)
        if not state.name:
            state.name = f"F{len(doc.fontMapping) + 1}"
            doc.fontMapping[self.fontName] = "/" + state.name
            doc.delayedFonts.append(self)
        return "/" + state.name

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802
        """Write the font when the document is closed."""
        state = self.assigned(doc)
        name = f"{SUBSETN(0).decode()}+{UNFIT.sub('', self.face.name.decode('latin-1')) or state.name}"
        codes = [NOTDEF, *(self._drawn(one) for one in state.characters[1:])]
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": self._descriptor(doc, name, codes),
                "DW": 1000,
                "W": self._widths(codes),
                "CIDToGIDMap": self._glyphs(doc, name, codes),
            }
        )
        doc.idToObject["BasicFonts"].dict[state.name] = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([doc.Reference(descendant, f"cid:{name}")]),
                "ToUnicode": self._stream(doc, to_unicode(state.characters), f"toUnicode:{name}"),
            }
        )
        del self.state[doc]

    def _drawn(self, character: str) -> int:
        return ord(character) if self.has(character) else ord(PLACEHOLDER)

    def _descriptor(self, doc: Any, name: str, codes: list[int]) -> Any:  # noqa: ANN401 - reportlab's objects
        """The descriptor that reportlab writes, with the em box as line metrics."""
        reference = self.face.addSubsetObjects(doc, name, codes)
        descriptor = doc.idToObject[reference.name].dict
        descriptor.update(Ascent=ASCENT, Descent=DESCENT)
        descriptor.pop("MissingWidth")
        return reference

    def _widths(self, codes: list[int]) -> Any:  # noqa: ANN401 - reportlab's objects
        """The widths that differ from one em, as runs of neighbours."""
        widths = [round(self.face.getCharWidth(code)) for code in codes]
        items: list[Any] = []
        for code, width in enumerate(widths):
            if width != 1000:  # noqa: PLR2004 - /DW
                items += [code, pdfdoc.PDFArray([width])]
        return pdfdoc.PDFArray(items)

    def _glyphs(self, doc: Any, name: str, codes: list[int]) -> Any:  # noqa: ANN401 - reportlab's objects
        """CIDToGIDMap in the order in which reportlab's subset numbers its glyphs: by first use."""
        numbers: dict[int, int] = {0: 0}
        glyphs = (self.face.charToGlyph.get(code, 0) for code in codes)
        table = b"".join(numbers.setdefault(glyph, len(numbers)).to_bytes(2, "big") for glyph in glyphs)
        return self._stream(doc, table, f"cidToGid:{name}")

    @staticmethod
    def _stream(doc: Any, content: bytes, name: str) -> Any:  # noqa: ANN401 - reportlab's objects
        stream = pdfdoc.PDFStream(content=content)
        if doc.compression:
            stream.filters = [pdfdoc.PDFZCompress]
        return doc.Reference(stream, name)
