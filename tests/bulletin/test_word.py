"""The Word document says what the pages say, in the same order, in styles that others can go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from inspector.bulletin.characters import printable
from inspector.bulletin.content import (
    Annex,
    Bar,
    BarChart,
    BulletinContent,
    Column,
    Heading,
    LampCell,
    LampColour,
    LampMatrix,
    LampRow,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    PhotoPair,
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.places import texts_with_places
from tests.bulletin.word_kit import Opened, cells_of, write


@pytest.fixture(scope="module")
def opened(rich: BulletinContent, fonts: FontSet, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return write(rich, tmp_path_factory.mktemp("word") / "简报.docx", fonts)


def of(plain: BulletinContent, fonts: FontSet, folder: Path, *blocks: object, **more: object) -> Opened:
    content = replace(plain, blocks=blocks, **more)  # type: ignore[arg-type]
    return write(content, folder / "简报.docx", fonts)


def test_every_text_of_the_issue_stands_in_the_document(rich: BulletinContent, opened: Opened) -> None:
    body, header = opened.document.element.body, opened.document.sections[0].header.paragraphs[0].text
    told = " ".join(one.get("descr") for one in body.iter(qn("wp:docPr")))
    heads = {column.header + column.unit for one in rich.blocks if isinstance(one, Table) for column in one.columns}
    in_pictures_alone = {"%", "亿元", "总投资", "年度计划投资"}
    read = opened.text() + header + told
    texts = {printable(text) for _, text in texts_with_places(rich)} - heads - in_pictures_alone - {"总投资亿元"}
    assert [text for text in texts if text not in read] == []


def test_headings_captions_and_annexes_come_in_the_order_of_the_pages(opened: Opened) -> None:
    wanted = ("heading 1", "heading 2", "heading 3", "heading 4", "表题", "图题", "附件", "Title")
    order = [
        text.replace("\n", "") for style, text in opened.words() if style.lower() in {one.lower() for one in wanted}
    ]
    assert order == [
        "全市开复工重点项目329个开复工率达到65.8%",
        "一、总体情况",
        "表1　全市重点项目开复工情况",
        "图1　续建项目复工与新项目开工",
        "图2　开复工率",
        "二、现场巡查",
        "（一）巡查与整改",
        "图3　现场巡查与整改",
        "（二）问题清单与销号",
        "1.在办问题",
        "（1）逾期问题",
        "三、审批亮灯",
        "表2　重点项目审批亮灯",
        "四、投资完成与比对",
        "图4　总投资与年度计划投资",
        "五、下步工作",
        "附件",
        "2022年葫芦岛市重点项目清单",
        "表3　重点项目清单",
    ]


def test_the_masthead_is_that_of_the_page(opened: Opened) -> None:
    texts = [one.text for one in opened.document.paragraphs[:4]]
    assert texts == [
        "内部资料\t编号：000011",
        "项目为王工作简报",
        "第11期（总第35期）",
        "\t葫芦岛市项目发展服务中心\t2022年6月10日",
    ]
    name, imprint = opened.document.paragraphs[1], opened.document.paragraphs[3]
    assert name.style is not None
    assert str(name.style.font.color.rgb) == "DC1414"
    rule = imprint._p.find(f"{qn('w:pPr')}/{qn('w:pBdr')}/{qn('w:bottom')}")
    assert rule.get(qn("w:color")) == "DC1414"
    assert 0.35 <= int(rule.get(qn("w:sz"))) / 8 * 25.4 / 72 <= 0.5, "mm"


def test_a_table_has_the_printed_cells_and_repeats_its_header(opened: Opened) -> None:
    table = opened.table_under("表1　全市重点项目开复工情况")
    assert cells_of(table) == [
        ["类别", "项目（个）", "总投资（亿元）", "年度计划投资（亿元）"],
        ["新开工项目", "117", "140.16", "50.80"],
        ["复工项目", "212", "1471.73", "150.58"],
        ["合计", "329", "1611.89", "201.38"],
    ]
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert table.cell(1, 2).paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT
    widths = [int(one.get(qn("w:w"))) for one in table._tbl.tblGrid]
    assert sum(widths) == round(156 / 25.4 * 1440)
    assert opened.styled("表注") == ["注：开复工率329÷500为65.8%。"]
    head, body = (table.cell(row, 0).paragraphs[0].style for row in (0, 1))
    assert (head and head.name, body and body.name) == ("表头", "表格文字")


def test_a_long_table_is_whole_and_one_without_rows_says_so(
    opened: Opened, plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    table = opened.table_under("表3　重点项目清单")
    assert len(table.rows) == 62
    assert cells_of(table)[-1] == ["合计", "", "", "2287.50"]
    columns = (Column("项目"), Column("总投资", unit="亿元"))
    empty = of(plain, fonts, tmp_path, Table("没有", columns, ()), Table("也没有", columns, ()))
    assert cells_of(empty.table_under("表1　没有"))[1] == ["（无）", "（无）"], "one cell across the table"
    assert len(empty.document.tables) == 2


def test_a_unit_that_does_not_fit_beside_its_head_stands_below_it(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    columns = (Column("项目名称"), *(Column(f"第{one}季度计划投资", unit="亿元") for one in "一二三四"))
    rows = (("某项目" * 8, *(Decimal("1.5"),) * 4),)
    made = of(plain, fonts, tmp_path, Table("宽表", columns, rows))
    assert made.table_under("表1　宽表").cell(0, 1).text == "第一季度计划投资\n（亿元）"


def test_lamps_are_signs_and_words_with_grey_behind_what_calls_for_action(opened: Opened) -> None:
    table = opened.table_under("表2　重点项目审批亮灯")
    rows = cells_of(table)
    assert rows[0] == ["项目名称", "立项", "用地预审", "规划许可", "环评", "能评", "施工图", "施工许可"]
    assert rows[1] == [
        "徐大堡核电4号机组",
        "●√绿",
        "■√红\n逾4",
        "■红\n超12",
        "▲黄\n剩3",
        "○在办\n剩30",
        "‖停表",
        "待办",
    ]
    grounds = [cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}") for cell in table.rows[1].cells]
    assert [one is not None for one in grounds] == [False, False, False, True, True, False, False, False]
    assert opened.styled("图例") == ["●绿灯　▲黄灯　■红灯　○在办　‖停表　—不涉及　●√已办结"]


def test_a_matrix_of_many_steps_is_cut_as_in_print(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    steps = tuple(f"事项{one}" for one in range(20))
    rows = (LampRow("项目", tuple(LampCell(LampColour.GREEN) for _ in steps)),)
    made = of(plain, fonts, tmp_path, LampMatrix("亮灯", steps, rows))
    assert made.styled("表题") == ["表1　亮灯", "表2　亮灯"]
    assert [len(one.columns) for one in made.document.tables] == [11, 11]


def test_photos_go_in_byte_for_byte_with_captions_and_credits(opened: Opened, photos: tuple[Path, ...]) -> None:
    table = opened.table_under("图3　现场巡查与整改")
    texts = [one for row in cells_of(table) for one in row]
    assert "整改前　临边防护缺失\n供图：葫芦岛市委宣传部" in texts
    assert "整改后　临边防护已按要求设置\n供图：葫芦岛市委宣传部" in texts
    media = opened.media()
    assert all(photo.read_bytes() in media for photo in photos[:3])
    assert opened.pictures() == 3 + 3, "three photos and three charts"


def test_a_photo_missing_on_disk_leaves_a_field_that_names_it_and_is_told(opened: Opened) -> None:
    assert "照片缺失或已损坏：缺失.jpg" in opened.text()
    (warning,) = opened.report.warnings
    assert "缺失.jpg" in warning.sentence
    assert "图3" in warning.sentence


def test_a_pair_stands_side_by_side_under_one_caption(
    plain: BulletinContent, photos: tuple[Path, ...], fonts: FontSet, tmp_path: Path
) -> None:
    before = PhotoItem(photos[2], "", "巡查组 摄", "整改前", date(2022, 5, 6))
    after = PhotoItem(photos[0], "", "葫芦岛市委宣传部", "整改后", date(2022, 6, 1))
    made = of(plain, fonts, tmp_path, PhotoPair("临边防护", before, after))
    table = made.table_under("图1　临边防护")
    shown, told = table.rows
    assert [len(list(cell._tc.iter(qn("a:blip")))) for cell in shown.cells] == [1, 0, 1]
    assert [cell.text for cell in told.cells] == [
        "整改前　2022年5月6日\n巡查组 摄",
        "",
        "整改后　2022年6月1日\n供图：葫芦岛市委宣传部",
    ]
    heights = [int(one.get("cy")) for one in table._tbl.iter(qn("wp:extent"))]
    assert heights[0] > heights[1], "no picture is cut to the shape of the other"


def test_a_row_that_is_not_full_stands_in_the_middle(
    plain: BulletinContent, photos: tuple[Path, ...], fonts: FontSet, tmp_path: Path
) -> None:
    items = tuple(PhotoItem(photos[at % 2], f"第{at}张", "宣传部") for at in range(4))
    table = of(plain, fonts, tmp_path, PhotoGrid("照片", items, across=3)).table_under("图1　照片")
    spans = [[one.grid_span for one in row._tr.tc_lst] for row in table.rows]
    assert spans == [[2, 2, 2], [2, 2, 2], [2, 2, 2], [2, 2, 2]]
    assert all(paragraph is not None for cell in table._cells for paragraph in cell.paragraphs)
    assert [bool(list(one.iter(qn("a:blip")))) for one in table.rows[2]._tr.tc_lst] == [False, True, False]
    assert [one.text.split("\n")[0] for one in table.rows[3].cells[::2]] == ["", "第3张", ""]


def test_a_chart_is_a_picture_that_tells_its_figures(opened: Opened) -> None:
    told = [one.get("descr") for one in opened.document.element.body.iter(qn("wp:docPr"))]
    assert any("65.8%（329/500）" in one and "时间进度43.8%" in one for one in told)
    assert "续建项目复工与新项目开工：续建项目复工率 212/232，91.4%；新项目开工率 117/268，43.7%" in told


def test_a_chart_longer_than_a_page_goes_on_in_the_next_picture(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    bars = tuple(Bar(f"第{at}个", Decimal(at), str(at)) for at in range(60))
    made = of(plain, fonts, tmp_path, BarChart("长图", bars))
    assert made.styled("图题") == ["图1　长图", *["图1　长图（续）"] * (made.pictures() - 1)]
    heights = [int(one.get("cy")) / 12700 for one in made.document.element.body.iter(qn("wp:extent"))]
    assert len(heights) >= 3
    assert max(heights) < 225 / 25.4 * 72


def test_figures_without_content_take_no_number(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    made = of(plain, fonts, tmp_path, PhotoGrid("没有照片", ()), BarChart("有", (Bar("甲", Decimal(1), "1"),)))
    assert made.styled("图题") == ["图1　有"]


def test_the_tail_hangs_on_the_lower_edge_of_the_last_page(opened: Opened) -> None:
    table = opened.document.tables[-1]
    assert [row[0] for row in cells_of(table)] == [
        "报：市委、市人大常委会、市政府、市政协有关领导",
        "送：各县（市）区人民政府，各开发区、园区管委会，市直有关部门",
        "发：各重点项目单位",
        "共印120份",
    ]
    place = table._tbl.tblPr.find(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    assert table.cell(3, 0).paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT


def test_what_must_not_stand_alone_keeps_its_company(opened: Opened) -> None:
    texts = [one.text for one in opened.document.paragraphs]
    above = opened.document.paragraphs[texts.index("附件：2022年葫芦岛市重点项目清单") - 1]
    assert above.paragraph_format.keep_with_next
    last = opened.table_under("表3　重点项目清单").rows[-1]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in last.cells)


def test_no_tail_no_table(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    assert not of(plain, fonts, tmp_path, Paragraph("一段。"), tail=Tail()).document.tables


def test_the_note_opens_with_its_words_and_stands_before_the_title(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    made = of(plain, fonts, tmp_path, Paragraph("正文。"), editor_note="请对照排名查找差距。\n\n再写一段。")
    assert made.styled("按语") == ["编者按：请对照排名查找差距。", "再写一段。"]
    order = [style for style, _ in made.words()]
    assert order.index("按语") < order.index("Title") < order.index("Normal")


def test_several_annexes_are_listed_and_each_starts_a_page(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path
) -> None:
    annexes = tuple(Annex(f"清单{one}", (Heading(1, "说明"), Paragraph("内容。"))) for one in "甲乙")
    made = of(plain, fonts, tmp_path, Heading(1, "正文"), Paragraph("内容。"), annexes=annexes)
    texts = [text for _, text in made.words()]
    assert "附件：1.清单甲" in texts
    assert "2.清单乙" in texts
    assert texts[-8:] == ["附件1", "清单甲", "一、说明", "内容。", "附件2", "清单乙", "一、说明", "内容。"]
    starts = [one.text for one in made.document.paragraphs if one.paragraph_format.page_break_before]
    assert starts == ["附件1", "附件2"]


def test_over_long_titles_and_notes_become_text(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    long = "很长的题目" * 30
    table = Table(long, (Column("项目"),), (("甲",),), note=long)
    made = of(plain, fonts, tmp_path, table)
    assert made.styled("表题") == ["表1　"]
    assert made.styled("Normal") == [long, f"注：{long}"]
