"""Paper, grid, styles, fonts and page numbers of the Word document (GB/T 9704, bulletin.md)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from inspector.bulletin.content import BulletinContent, Paragraph
from inspector.bulletin.fonts import FontSet
from tests.bulletin.word_kit import Opened, write

HALF_A_MM = Mm(1) / 2


@pytest.fixture(scope="module")
def opened(rich: BulletinContent, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return write(rich, tmp_path_factory.mktemp("word") / "简报.docx", fonts)


def style_of(opened: Opened, name: str) -> ParagraphStyle:
    found = opened.document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


def test_the_paper_is_a4_with_the_margins_of_the_type_area(opened: Opened) -> None:
    section = opened.document.sections[0]
    assert len(opened.document.sections) == 1
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    wanted = (Mm(210), Mm(297), Mm(37), Mm(28))
    assert all(abs(one - other) < HALF_A_MM for one, other in zip(sizes, wanted, strict=True) if one is not None)
    assert section.page_width is not None
    assert section.left_margin is not None
    assert section.right_margin is not None
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < HALF_A_MM / 5


def test_22_lines_and_28_characters_fill_the_type_area(opened: Opened) -> None:
    section, normal = opened.document.sections[0], style_of(opened, "Normal")
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:linePitch")) == "579"
    assert normal.paragraph_format.line_spacing == Pt(28.95)
    assert section.page_height is not None
    assert section.top_margin is not None
    assert section.bottom_margin is not None
    height = (section.page_height - section.top_margin - section.bottom_margin) / Pt(1)
    assert 22 <= height / 28.95 < 22.1
    closer = int(normal.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert normal.font.size == Pt(16)
    assert 28 <= 156 / 25.4 * 72 / (16 + closer) < 28.2


def test_the_body_is_indented_by_two_characters_and_nothing_else_inherits_it(opened: Opened) -> None:
    indented = {"Normal", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "按语"}
    for style in opened.document.styles:
        if style.type is WD_STYLE_TYPE.PARAGRAPH:
            characters = style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars"))
            assert (characters == "200") == (style.name in indented), style.name


@pytest.mark.parametrize(
    ("name", "font", "size"),
    [
        ("Normal", "仿宋_GB2312", 16),
        ("Title", "方正小标宋简体", 22),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Heading 4", "仿宋_GB2312", 16),
        ("按语", "楷体_GB2312", 16),
        ("红头", "方正小标宋简体", 62),
        ("表题", "黑体", 14),
        ("图题", "黑体", 14),
        ("图注", "仿宋_GB2312", 12),
        ("表头", "黑体", 12),
        ("表格文字", "仿宋_GB2312", 12),
        ("表格文字 9", "仿宋_GB2312", 9),
        ("版记", "仿宋_GB2312", 14),
        ("Footer", "仿宋_GB2312", 14),
    ],
)
def test_styles_name_the_fonts_of_official_documents(opened: Opened, name: str, font: str, size: float) -> None:
    style = style_of(opened, name)
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{one}")) for one in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert style.font.size == Pt(size)
    assert not style.font.bold


def test_headings_stand_in_the_outline_and_stay_with_what_follows(opened: Opened) -> None:
    for level in range(1, 5):
        style = style_of(opened, f"Heading {level}")
        assert style.element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) == str(level - 1)
        assert style.paragraph_format.keep_with_next
    assert style_of(opened, "表题").paragraph_format.keep_with_next


def test_every_paragraph_has_one_of_the_styles_that_are_there(opened: Opened) -> None:
    keys = {one.style_id for one in opened.document.styles}
    used = {one.get(qn("w:val")) for one in opened.document.element.body.iter(qn("w:pStyle"), qn("w:tblStyle"))}
    assert used <= keys
    assert {"Normal", "Heading1", "Title", "TableCaption", "FigureCaption", "PhotoText", "BulletinTable"} <= used


def test_a_machine_without_the_official_fonts_is_told_what_to_take(opened: Opened) -> None:
    table = opened.files()["word/fontTable.xml"].decode()
    for one in ('w:name="仿宋_GB2312"', 'w:val="仿宋,FangSong"', 'w:val="楷体,KaiTi"'):
        assert one in table


def test_page_numbers_are_fields_at_the_outer_edge(opened: Opened) -> None:
    section = opened.document.sections[0]
    assert opened.document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(one.text for one in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        (number,) = paragraph._p.iter(qn("w:fldSimple"))
        assert number.get(qn("w:instr")).strip() == "PAGE"
        properties = paragraph._p.pPr
        assert properties.find(qn("w:jc")).get(qn("w:val")) == side
        assert properties.find(qn("w:ind")).get(qn(f"w:{side}")) == "280", "one character of 14 pt"


def test_the_mark_of_the_data_stands_on_every_page_or_on_none(
    opened: Opened, plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    def marks(one: Opened) -> list[str]:
        section = one.document.sections[0]
        return [part.paragraphs[0].text.strip() for part in (section.header, section.even_page_header)]

    assert marks(opened) == ["合成数据", "合成数据"]
    assert marks(write(plain, tmp_path / "实.docx", fonts)) == ["", ""]


def test_rare_names_survive_in_a_font_that_has_them(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    names = "渼玥项目部𠮷田𪚥〇"
    made = write(replace(plain, blocks=(Paragraph(names),)), tmp_path / "名.docx", fonts)
    (paragraph,) = [one for one in made.document.paragraphs if one.text == names]
    used = {
        run.text: run._r.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for run in paragraph.runs
        if run._r.rPr is not None
    }
    assert used == {"渼玥": "仿宋", "𠮷": "SimSun-ExtB", "𪚥": "SimSun-ExtB"}


def test_the_document_describes_itself_without_names_of_people(opened: Opened, rich: BulletinContent) -> None:
    about = opened.document.core_properties
    assert (about.title, about.author) == (rich.title, "葫芦岛市项目发展服务中心")
    assert about.subject == "项目为王工作简报第11期"
    assert about.last_modified_by == ""
    assert f"{about.created:%Y-%m-%d %H:%M}" == f"{about.modified:%Y-%m-%d %H:%M}" == "2022-06-09 16:00", "UTC"
    assert not any("docProps/app" in name or "custom" in name.lower() for name in opened.files())
