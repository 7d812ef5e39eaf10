"""Rules 1–17 of the bulletin's format, each measured in a finished PDF."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from pikepdf import pdfa

from inspector.bulletin import geometry
from inspector.bulletin.content import (
    Annex,
    BulletinContent,
    Column,
    Heading,
    Masthead,
    Paragraph,
    PhotoGrid,
    PhotoItem,
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.render import render
from inspector.domain.errors import StorageError
from tests.bulletin.conftest import OVERALL, Glyph, Printed, Printer, Shape, ledger

MM = geometry.MM
ASCENT = 0.88 * geometry.BODY_SIZE
NO_START = "，。、；：？！）》〉】”’％…—"
NO_END = "（《〈【“‘"


def grid_line(glyph: Glyph) -> float:
    """The number of the grid line on which a body character stands, 0 at the top; whole when it is on the grid."""
    return (geometry.CEILING - glyph.baseline - ASCENT) / geometry.PITCH


def on_grid(glyph: Glyph) -> bool:
    return abs(grid_line(glyph) - round(grid_line(glyph))) < 0.01


def body_lines(issue: Printed, page: int) -> Iterator[list[Glyph]]:
    for line in issue.lines(page).values():
        if line[0].font == "InspectorFang" and line[0].size == geometry.BODY_SIZE and on_grid(line[0]):
            yield line


def is_red(colour: tuple[float, float, float]) -> bool:
    return colour[0] >= 0.8 and max(colour[1:]) <= 0.25


def is_reddish(colour: tuple[float, float, float]) -> bool:
    return colour[0] > max(colour[1:]) + 0.1


def drawn_paths(issue: Printed, page: int) -> list[Shape]:
    return [shape for shape in issue.shapes(page) if shape.kind == pdfium_c.FPDF_PAGEOBJ_PATH]


def every_page(issue: Printed) -> range:
    return range(1, issue.report.pages + 1)


def test_rule_01_page_and_margins(issue: Printed) -> None:
    for number in every_page(issue):
        with issue.page(number) as page:
            assert page.get_size() == pytest.approx((210 * MM, 297 * MM), abs=0.1)
    boxes = [shape.box for number in every_page(issue) for shape in drawn_paths(issue, number)]
    inside = [box for box in boxes if box[1] < geometry.CEILING]
    assert min(box[0] for box in inside) == pytest.approx(28 * MM, abs=1 * MM)
    assert max(box[2] for box in inside) == pytest.approx((28 + 156) * MM, abs=1 * MM)
    assert min(box[1] for box in inside) == pytest.approx(35 * MM, abs=1 * MM)


def test_rule_01_text_begins_at_the_top_margin(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(Paragraph(OVERALL * 8),)))
    first = next(iter(pages.lines(2).values()))
    assert max(glyph.top for glyph in first) == pytest.approx(geometry.CEILING, abs=1 * MM)


def test_rule_02_a_full_page_has_22_lines_of_28_columns(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(Paragraph("项目建设" * 400),)))
    lines = list(body_lines(pages, 2))
    assert len(lines) == 22
    assert {len(line) for line in lines} == {28}
    assert [round(grid_line(line[0])) for line in lines] == list(range(22))
    pitches = [one.x - other.x for line in lines for other, one in pairwise(line)]
    assert pitches == pytest.approx([156 / 28 * MM] * len(pitches), abs=0.02)


def test_rule_02_every_body_line_of_the_rich_issue_stands_on_the_grid(issue: Printed) -> None:
    for number in every_page(issue):
        for line in issue.lines(number).values():
            if line[0].font == "InspectorFang" and line[0].size == geometry.BODY_SIZE and line[0].baseline < 500:
                assert on_grid(line[0]), "".join(glyph.text for glyph in line)


def test_rule_03_body_type_and_indent(issue: Printed) -> None:
    first = issue.find(1, "2022年，葫芦岛市计划")
    assert {glyph.font for glyph in first} == {"InspectorFang"}
    assert {round(glyph.size, 2) for glyph in first} == {16}
    assert first[0].x == pytest.approx(geometry.LEFT + 2 * geometry.COLUMN, abs=0.3)
    second = issue.find(1, "投资2619.8亿元")
    assert second[0].x == pytest.approx(geometry.LEFT, abs=0.3)


def test_rule_04_title(issue: Printed) -> None:
    lines = [line for line in issue.lines(1).values() if line[0].font == "InspectorTitle" and line[0].size < 30]
    assert len(lines) == 2
    assert {round(glyph.size, 2) for line in lines for glyph in line} == {22}
    middle = geometry.LEFT + geometry.WIDTH / 2
    for line in lines:
        assert (line[0].left + line[-1].right) / 2 == pytest.approx(middle, abs=3)
    assert abs(len(lines[0]) - len(lines[1])) >= 1


def test_rule_04_two_blank_lines_under_the_red_rule(issue: Printed) -> None:
    rule = next(shape for shape in drawn_paths(issue, 1) if is_red(shape.fill))
    title = max((g for g in issue.glyphs(1) if g.size == 22), key=lambda glyph: glyph.top)
    assert 2 * geometry.PITCH < rule.box[1] - title.top < 3 * geometry.PITCH


def test_rule_05_levels(issue: Printed) -> None:
    wanted = {
        "一、总体情况": "InspectorHei",
        "（一）巡查与整改": "InspectorKai",
        "1.在办问题": "InspectorFang",
        "（1）逾期问题": "InspectorFang",
        "五、下步工作": "InspectorHei",
    }
    for text, font in wanted.items():
        number = next(at for at, page in enumerate(issue.texts(), 1) if text in page)
        glyphs = issue.find(number, text)
        assert {(glyph.font, round(glyph.size, 2)) for glyph in glyphs} == {(font, 16)}
        assert glyphs[0].x == pytest.approx(geometry.LEFT + 2 * geometry.COLUMN, abs=0.3)


@pytest.mark.parametrize("lines", range(5, 14))
def test_rule_05_no_heading_at_the_foot(printer: Printer, plain: BulletinContent, lines: int) -> None:
    filler = Paragraph("项" * (28 * lines - 2))
    blocks = (filler, Heading(1, "独行标题"), Heading(2, "次级标题"), Paragraph("目" * 100))
    pages = printer(replace(plain, blocks=blocks))
    for number in every_page(pages):
        rows = ["".join(glyph.text for glyph in line) for line in pages.lines(number).values()]
        text = [row for row in rows if not row.startswith("—")]
        assert "标题" not in text[-1]
        if any("次级标题" in row for row in text):
            assert sum(row.count("目") for row in text) > 28


def test_rule_06_red_only_in_the_masthead(issue: Printed) -> None:
    for number in every_page(issue):
        shapes = [shape for shape in issue.shapes(number) if shape.kind != pdfium_c.FPDF_PAGEOBJ_IMAGE]
        red = [shape for shape in shapes if is_reddish(shape.fill) or is_reddish(shape.stroke)]
        assert all(is_red(shape.fill) for shape in red)
        assert len(red) == (2 if number == 1 else 0)


def test_rule_06_the_red_rule(issue: Printed) -> None:
    rule = next(shape.box for shape in drawn_paths(issue, 1) if is_red(shape.fill))
    assert rule[2] - rule[0] == pytest.approx(156 * MM, abs=0.5)
    assert 0.35 * MM <= rule[3] - rule[1] <= 0.5 * MM


def test_rule_07_masthead(issue: Printed) -> None:
    middle = geometry.LEFT + geometry.WIDTH / 2
    name = issue.find(1, "项目为王工作简报")
    assert {glyph.font for glyph in name} == {"InspectorTitle"}
    assert min(glyph.size for glyph in name) > 40
    assert (name[0].left + name[-1].right) / 2 == pytest.approx(middle, abs=3)
    number = issue.find(1, "第11期（总第35期）")
    assert (number[0].left + number[-1].right) / 2 == pytest.approx(middle, abs=5)
    assert number[0].top < min(glyph.bottom for glyph in name)
    rule = next(shape.box for shape in drawn_paths(issue, 1) if is_red(shape.fill))
    office, day = issue.find(1, "葫芦岛市项目发展服务中心"), issue.find(1, "2022年6月10日")
    assert office[0].baseline == pytest.approx(day[0].baseline, abs=0.01)
    assert 0 < office[0].bottom - rule[3] < geometry.PITCH
    assert office[0].left < geometry.LEFT + 30
    assert day[-1].right > geometry.RIGHT - 30
    secrecy, code = issue.find(1, "内部资料"), issue.find(1, "编号：000011")
    assert secrecy[0].left == pytest.approx(geometry.LEFT, abs=3)
    assert code[-1].right == pytest.approx(geometry.RIGHT, abs=3)
    assert secrecy[0].top > name[0].top


def test_rule_07_body_on_page_1_with_an_editors_note(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, editor_note="现将本期情况印发，供参阅。" * 4))
    note, body = pages.find(1, "编者按：现将"), pages.find(1, "葫芦岛市计划实施")
    title = pages.find(1, plain.title[:6])
    assert {glyph.font for glyph in note} == {"InspectorKai"}
    assert note[0].baseline > title[0].baseline > body[0].baseline


def tail_rules(pages: Printed, number: int) -> list[tuple[float, float, float, float]]:
    boxes = [shape.box for shape in drawn_paths(pages, number)]
    return sorted((box for box in boxes if box[3] - box[1] < 1.5 and box[2] - box[0] > 440), key=lambda box: box[1])


def test_rule_08_tail(issue: Printed) -> None:
    last = issue.report.pages
    assert [number for number in every_page(issue) if "共印120份" in issue.text(number)] == [last]
    rules = tail_rules(issue, last)
    assert rules[0][1] == pytest.approx(geometry.BOTTOM, abs=0.3)
    for label in ("报：市委", "送：各县", "发：各重点"):
        glyphs = issue.find(last, label)
        assert glyphs[0].size == 14
        assert glyphs[0].x == pytest.approx(geometry.LEFT + 14, abs=0.5)
    copies = issue.find(last, "共印120份")
    assert copies[-1].right == pytest.approx(geometry.RIGHT - 14, abs=2)
    assert copies[0].bottom > rules[0][3]


@pytest.mark.parametrize("lines", range(1, 20))
def test_rule_08_tail_never_alone(printer: Printer, plain: BulletinContent, lines: int) -> None:
    tail = Tail("市委", "市政府", "各县（市）区", 50)
    pages = printer(replace(plain, blocks=(Paragraph("项" * (28 * lines - 2)),), tail=tail))
    last = pages.report.pages
    assert "共印50份" in pages.text(last)
    assert pages.text(last).count("项") >= min(28, 28 * lines - 2)
    assert tail_rules(pages, last)[0][1] == pytest.approx(geometry.BOTTOM, abs=0.3)


def test_rule_08_tail_takes_the_end_of_a_table_along(printer: Printer, plain: BulletinContent) -> None:
    tail = Tail(report_to="市委", copies=50)
    for rows in (8, 9, 10, 11, 32, 33, 34, 35, 36):
        pages = printer(replace(plain, blocks=(ledger(rows),), tail=tail))
        assert "合计" in pages.text(pages.report.pages)
        assert "共印50份" in pages.text(pages.report.pages)


def test_rule_09_page_number(issue: Printed) -> None:
    for number in every_page(issue):
        glyphs = [glyph for glyph in issue.glyphs(number) if glyph.top < geometry.BOTTOM]
        assert "".join(glyph.text for glyph in glyphs) == f"—{number}—"
        assert {round(glyph.size, 2) for glyph in glyphs} == {14}
        dash = (glyphs[0].top + glyphs[0].bottom) / 2
        assert geometry.BOTTOM - dash == pytest.approx(7 * MM, abs=1)
        if number % 2:
            assert glyphs[-1].right == pytest.approx(geometry.RIGHT - 14, abs=1)
        else:
            assert glyphs[0].left == pytest.approx(geometry.LEFT + 14, abs=1)


def test_rule_10_date_without_zero_padding(printer: Printer, plain: BulletinContent) -> None:
    head = replace(plain.masthead, issued_on=date(2022, 1, 5))
    assert "2022年1月5日" in printer(replace(plain, masthead=head)).text(1)


def test_rule_10_annex(issue: Printed) -> None:
    number = next(at for at, text in enumerate(issue.texts(), 1) if text.lstrip("合成数据\n").startswith("附件"))
    label = issue.find(number, "附件")
    title = issue.find(number, "2022年葫芦岛市重点项目清单")
    assert {(glyph.font, glyph.size) for glyph in label} == {("InspectorHei", 16)}
    assert label[0].left == pytest.approx(geometry.LEFT, abs=2)
    assert grid_line(label[0]) == pytest.approx(0, abs=0.01)
    assert geometry.CEILING - 3 * geometry.PITCH < title[0].baseline < geometry.CEILING - 2 * geometry.PITCH
    assert "附件：2022年葫芦岛市重点项目清单" in "".join(issue.texts()[: number - 1])


def test_rule_10_annexes_are_numbered_and_listed(printer: Printer, plain: BulletinContent) -> None:
    annexes = (Annex("项目清单", (Paragraph("甲"),)), Annex("问题清单", (Heading(1, "乙"), Paragraph("丙"))))
    pages = printer(replace(plain, annexes=annexes))
    assert pages.report.pages == 3
    assert "附件：1.项目清单" in pages.text(1)
    assert "2.问题清单" in pages.text(1)
    assert pages.text(2).startswith("附件1")
    assert pages.text(3).startswith("附件2")
    assert "一、乙" in pages.text(3)


def test_rule_11_line_starts_and_ends(issue: Printed) -> None:
    for number in every_page(issue):
        for line in body_lines(issue, number):
            assert line[0].text not in NO_START or line[-1].text == "—"
            assert line[-1].text not in NO_END


def test_rule_11_ink_stays_in_the_type_area(issue: Printed) -> None:
    for number in every_page(issue):
        for glyph in issue.glyphs(number):
            assert glyph.left > geometry.LEFT - 0.5
            assert glyph.right < geometry.RIGHT + 0.5
        for shape in drawn_paths(issue, number):
            assert shape.box[0] > geometry.LEFT - 0.5
            assert shape.box[2] < geometry.RIGHT + 0.5


def test_rule_12_numbers_are_whole(issue: Printed) -> None:
    for number in every_page(issue):
        rows = ["".join(glyph.text for glyph in line) for line in body_lines(issue, number)]
        for one, following in pairwise(rows):
            assert not (re.search(r"[\d.]$", one) and re.match(r"[\d.%]", following))


def test_rule_13_full_lines_are_flush(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(Paragraph(OVERALL * 8),)))
    lines = list(body_lines(pages, 2))
    edges = [line[-1].x + geometry.BODY_SIZE for line in lines if line[-1].text not in "，。；、”》）" + "0123456789%"]
    assert len(edges) > 5
    assert edges == pytest.approx([geometry.RIGHT] * len(edges), abs=0.3)


def test_rule_14_decimals_and_no_thousands_comma(issue: Printed) -> None:
    text = "".join(issue.texts())
    assert not re.search(r"\d,\d{3}", text)
    assert not re.search(r"(?<!\d)\.\d", text)


def test_rule_15_captions_are_numbered_without_gaps_beside_their_objects(issue: Printed) -> None:
    texts = issue.texts()
    for kind, count in (("表", 3), ("图", 4)):
        found = re.findall(rf"(?<!续){kind}(\d+)　", "\n".join(texts))
        assert sorted(set(map(int, found))) == list(range(1, count + 1))
    again = [number for number, text in enumerate(texts, 1) if "续表3　重点项目清单" in text]
    assert len(again) == 2


def test_rule_16_no_missing_glyph_and_text_as_written(printer: Printer, plain: BulletinContent) -> None:
    text = "渼镕玥璟旻㎡与𠮷野家共用𫖯视图，约12㎡。"
    pages = printer(replace(plain, blocks=(Paragraph(text),)))
    assert text in pages.text(1)
    assert pages.report.warnings == ()


def test_rule_16_a_character_without_glyph_is_named_with_its_place(printer: Printer, plain: BulletinContent) -> None:
    table = Table("清单", (Column("名称"),), (("𒀀号",),))
    blocks = (Paragraph("第一段。"), Paragraph("含有𒀀字。"), table)
    report = printer(replace(plain, blocks=blocks)).report
    assert [warning.key for warning in report.warnings] == ["bulletin.missing_glyph"] * 2
    assert "U+12000" in report.warnings[0].sentence
    assert "第2段" in report.warnings[0].sentence
    assert "清单" in report.warnings[1].sentence


def test_rule_17_outline_and_metadata(issue: Printed, rich: BulletinContent) -> None:
    document = pdfium.PdfDocument(issue.report.path)
    titles = [(mark.level, mark.get_title()) for mark in document.get_toc()]
    meta = document.get_metadata_dict()
    document.close()
    assert titles[0] == (0, rich.title)
    assert (1, "一、总体情况") in titles
    assert (2, "（一）巡查与整改") in titles
    assert (4, "（1）逾期问题") in titles
    assert titles[-1] == (0, "附件 2022年葫芦岛市重点项目清单")
    assert meta["Title"] == rich.title
    assert meta["Author"] == "葫芦岛市项目发展服务中心"
    with pikepdf.open(issue.report.path) as pdf:
        assert str(pdf.Root.Lang) == "zh-CN"
        assert pdf.open_metadata()["pdfaid:part"] == "2"


def test_rule_17_the_rich_issue_is_pdf_a_2b(issue: Printed) -> None:
    report = pdfa.validate_written(issue.report.path, "2b")
    assert report.passed, report.summary()


def test_equal_content_gives_equal_bytes(rich: BulletinContent, fonts: FontSet, issue: Printed, tmp_path: Path) -> None:
    again = render(rich, tmp_path / "again.pdf", fonts)
    assert again.path.read_bytes() == issue.report.path.read_bytes()
    assert again.sha256 == issue.report.sha256 == hashlib.sha256(again.path.read_bytes()).hexdigest()


def test_the_mark_stands_on_every_page_and_is_absent_without_one(
    issue: Printed, printer: Printer, plain: BulletinContent
) -> None:
    for number in every_page(issue):
        mark = issue.find(number, "合成数据")
        assert mark[0].bottom > geometry.CEILING
        assert mark[-1].right < geometry.RIGHT
        assert mark[0].size == 9
    assert "合成数据" not in printer(plain).text(1)


@pytest.mark.parametrize("tail", [None, Tail(), Tail(report_to="市委", copies=5)])
def test_an_empty_period_is_a_valid_bulletin_of_one_page(
    printer: Printer, plain: BulletinContent, tail: Tail | None
) -> None:
    pages = printer(replace(plain, blocks=(), title="", tail=tail))
    assert pages.report.pages == 1
    assert "项目为王工作简报" in pages.text(1)


@pytest.mark.parametrize("text", ["<K1+200>", "<b>粗</b>", '<img src="x.png"/>', "&lt;&amp;", "<para>", "%s {0} \\n"])
def test_user_text_is_never_markup(printer: Printer, plain: BulletinContent, text: str) -> None:
    columns = (Column(text), Column("值", unit=text))
    blocks = (Heading(1, text), Paragraph(f"桩号{text}处"), Table(text, columns, ((text, text),), note=text))
    head = replace(plain.masthead, number=text)
    pages = printer(replace(plain, masthead=head, blocks=blocks, title=text, editor_note=text))
    printed = "".join("".join(pages.texts()).split())
    wanted = "".join(text.split())
    assert printed.count(wanted) >= 7


def test_a_target_that_is_open_elsewhere_is_left_alone(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "简报.pdf"
    target.write_bytes(b"open in a reader")
    move = Path.replace

    def refuse(self: Path, to: Path) -> Path:
        if Path(to) == target:
            raise PermissionError
        return move(self, to)

    monkeypatch.setattr(Path, "replace", refuse)
    report = render(plain, target, fonts)
    assert report.path == tmp_path / "简报-2.pdf"
    assert report.path.read_bytes().startswith(b"%PDF")
    assert target.read_bytes() == b"open in a reader"
    assert [warning.key for warning in report.warnings] == ["bulletin.target_open"]
    assert "简报-2.pdf" in report.warnings[0].sentence
    assert sorted(path.name for path in tmp_path.iterdir()) == ["简报-2.pdf", "简报.pdf"]


def test_a_folder_that_takes_no_file_is_told(plain: BulletinContent, fonts: FontSet, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as refused:
        render(plain, tmp_path / "没有" / "简报.pdf", fonts)
    assert refused.value.key == "bulletin.cannot_write"


def test_every_part_may_be_over_long(printer: Printer, photos: tuple[Path, ...]) -> None:
    long = "很长的文字，" * 150
    blocks = (
        Heading(1, long),
        Table(long, (Column(long[:90]), Column("值")), ((long * 6, 1), ("乙", 2)), total="合计", note=long),
        PhotoGrid(long, (PhotoItem(photos[0], long, long),)),
    )
    head = Masthead(name="长" * 30, issue_number=1, organization=long[:80], issued_on=date(2022, 6, 10))
    tail = Tail(report_to=long[:200], copies=1)
    pages = printer(BulletinContent(head, long, blocks, editor_note=long, tail=tail))
    printed = "".join(pages.texts()).replace("\n", "")
    assert printed.count("很长的文字") > 6 * 150
    for number in every_page(pages):
        assert all(g.left > geometry.LEFT - 0.5 and g.right < geometry.RIGHT + 0.5 for g in pages.glyphs(number))


def test_the_default_fonts_are_loaded(plain: BulletinContent, tmp_path: Path) -> None:
    assert render(plain, tmp_path / "a.pdf").pages == 1


def test_a_folder_where_every_name_is_held_open_is_told(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = Path.replace

    def refuse(self: Path, to: Path) -> Path:
        if Path(to).parent == tmp_path:
            raise PermissionError
        return move(self, to)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StorageError) as refused:
        render(plain, tmp_path / "简报.pdf", fonts)
    assert refused.value.key == "bulletin.cannot_write"
    assert list(tmp_path.iterdir()) == []
