from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from inspector.bulletin.fonts import FontSet


def font_of(text: str, *, compress: bool) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    fonts, buffer = FontSet.bundled(), io.BytesIO()
    canvas = Canvas(buffer, pageCompression=int(compress), invariant=1, initialFontName=fonts.name("fang"))
    canvas.setFont(fonts.name("fang"), 16)
    canvas.drawString(72, 700, text)
    canvas.drawString(72, 600, "")
    canvas.save()
    pdf = pikepdf.open(buffer)
    (font,) = pdf.pages[0].Resources.Font.values()
    return pdf, font


@pytest.mark.parametrize("compress", [True, False])
def test_one_composite_font_holds_any_number_of_characters(compress: bool) -> None:  # noqa: FBT001 - a parameter
    text = "".join(chr(code) for code in range(0x4E00, 0x5000) if FontSet.bundled().font("fang").has(chr(code)))
    pdf, font = font_of(text, compress=compress)
    with pdf:
        (descendant,) = font.DescendantFonts
        assert len(text) > 256
        assert str(font.Subtype) == "/Type0"
        assert str(font.BaseFont) == "/AAAAAA+InspectorFang"
        assert len(descendant.CIDToGIDMap.read_bytes()) == 2 * (len(text) + 1)
        assert font.ToUnicode.read_bytes().count(b"beginbfchar") == -(-len(text) // 100)


def test_characters_that_share_a_glyph_keep_their_own_codes() -> None:
    pdf, font = font_of("😀项😁项", compress=True)
    with pdf:
        glyphs = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
    assert glyphs[2:4] == glyphs[6:8] != glyphs[4:6]


def test_only_widths_other_than_an_em_are_listed() -> None:
    pdf, font = font_of("项1目", compress=True)
    with pdf:
        assert [
            int(item) if not isinstance(item, pikepdf.Array) else list(item) for item in font.DescendantFonts[0].W
        ] == [
            2,
            [500],
        ]


def test_the_ink_of_a_mark_stands_on_one_side_and_a_blank_has_none() -> None:
    font = FontSet.bundled().font("fang")
    left, right = font.ink("，")
    assert 0 < left < right < 0.5
    assert font.ink(" ") == (0.0, 0.0)
