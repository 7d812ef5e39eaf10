"""Tables: figures as text, widths, pages (rule 15)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin import geometry
from inspector.bulletin.column_widths import Wish, column_widths, fits
from inspector.bulletin.content import Align, BulletinContent, Column, Paragraph, Table
from inspector.bulletin.table_figures import ROUNDING_NOTE, column_sum, shown, table_text
from tests.bulletin.conftest import OVERVIEW, Printer, ledger

AMOUNTS = st.decimals(min_value=-10000, max_value=10000, places=4, allow_nan=False)


def test_the_published_figures_add_up() -> None:
    text = table_text(OVERVIEW)
    assert text.total == ("合计", "329", "1611.89", "201.38")
    assert text.header == ("类别", "项目（个）", "总投资（亿元）", "年度计划投资（亿元）")
    assert ROUNDING_NOTE not in text.note


def test_decimals_are_equal_in_a_column_and_blanks_stay_blank() -> None:
    rows = (("甲", Decimal("1.5")), ("乙", Decimal(2)), ("丙", None), ("丁", Decimal("0.125")), ("戊",))
    text = table_text(Table("表", (Column("名"), Column("数")), rows))
    assert [row[1] for row in text.rows] == ["1.500", "2.000", "", "0.125", ""]
    assert text.aligns[0] == (Align.LEFT, Align.RIGHT)


def test_a_figure_is_never_written_with_exponent_or_comma() -> None:
    assert shown(Decimal("1E+6"), 0) == "1000000"
    assert shown(Decimal("0.455"), 2) == "0.46"
    assert shown(Decimal("NaN"), 2) == ""


def test_an_ordinal_in_a_centred_column_stays_centred() -> None:
    columns = (Column("序号", Align.CENTRE), Column("数", Align.CENTRE, unit="个"))
    assert table_text(Table("表", columns, ((1, 2),))).aligns[0] == (Align.CENTRE, Align.RIGHT)


def test_a_reader_who_adds_rounded_figures_is_told() -> None:
    rows = ((Decimal("0.4"),), (Decimal("0.4"),))
    table = Table("表", (Column("数", decimals=0),), rows, total="合计", sum_columns=(0,))
    text = table_text(table)
    assert [row[0] for row in text.rows] == ["0", "0"]
    assert text.note == ROUNDING_NOTE


def test_the_total_keeps_its_label_when_every_column_is_summed() -> None:
    table = Table("表", (Column("数"),), ((3,), (4,)), total="合计", sum_columns=(0,))
    assert table_text(table).total == ("合计",)


@given(st.lists(AMOUNTS | st.none(), max_size=20))
@settings(max_examples=100, deadline=None)
def test_the_total_row_is_the_exact_sum(values: list[Decimal | None]) -> None:
    table = Table("表", (Column("名"), Column("数")), tuple(("甲", one) for one in values), "合计", (1,))
    total = table_text(table).total
    assert total is not None
    assert Decimal(total[1]) == column_sum(table, 1) == sum((one for one in values if one is not None), Decimal(0))


WISHES = st.builds(
    lambda least, more, share: Wish(least, least + more, share),
    st.floats(1, 300),
    st.floats(0, 300),
    st.none() | st.floats(0.01, 0.9),
)


@given(st.lists(WISHES, min_size=1, max_size=15))
@settings(max_examples=200, deadline=None)
def test_columns_always_fill_the_width(wishes: list[Wish]) -> None:
    widths = column_widths(wishes, 442.2)
    assert sum(widths) == pytest.approx(442.2)
    assert min(widths) > 0


@given(st.lists(WISHES.map(lambda wish: replace(wish, share=None)), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_a_column_that_fits_has_its_least_width(wishes: list[Wish]) -> None:
    if fits(wishes, 442.2):
        widths = column_widths(wishes, 442.2)
        assert all(width > wish.least - 0.01 for width, wish in zip(widths, wishes, strict=True))


def test_header_and_caption_are_repeated_on_every_page(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(ledger(90),)))
    texts = pages.texts()
    with_rows = [text for text in texts if "号工程" in text]
    assert len(with_rows) >= 3
    assert "表1　重点项目清单" in with_rows[0]
    assert all("续表1　重点项目清单" in text for text in with_rows[1:])
    assert all("项目名称" in text and "总投资（亿元）" in text for text in with_rows)
    numbers = [f"重点项目{number}号工程" for number in range(1, 91)]
    assert all("".join(texts).count(one) == 1 for one in numbers)
    assert "合计" in with_rows[-1]
    assert "5118.75" in with_rows[-1]


def test_figures_stand_flush_right_one_under_the_other(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(OVERVIEW,)))
    edges = {text: pages.find(1, text)[-1].x for text in ("140.16", "1471.73")}
    assert edges["140.16"] == pytest.approx(edges["1471.73"], abs=0.1)


def test_the_grid_spans_the_type_area_and_its_type_is_12_to_14_points(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(OVERVIEW,)))
    paths = [shape.box for shape in pages.shapes(1) if shape.kind == pdfium_c.FPDF_PAGEOBJ_PATH]
    frame = next(box for box in paths if box[3] - box[1] > 60 and box[2] - box[0] > 400)
    assert frame[0] == pytest.approx(geometry.LEFT, abs=0.6)
    assert frame[2] == pytest.approx(geometry.RIGHT, abs=0.6)
    caption = pages.find(1, "表1　全市重点项目")
    assert caption[0].size == 14
    assert 0 < caption[0].bottom - frame[3] < 10
    assert {round(glyph.size, 1) for glyph in pages.find(1, "新开工项目117")} == {12}
    last = pages.find(1, "329")
    assert frame[1] < last[0].bottom


def test_text_wraps_in_its_cell(printer: Printer, plain: BulletinContent) -> None:
    columns = (Column("项目", width=0.3), Column("内容", width=0.7))
    pages = printer(replace(plain, blocks=(Table("表", columns, (("窄" * 30, "宽" * 60),)),)))
    narrow = [glyph for glyph in pages.glyphs(1) if glyph.text == "窄"]
    assert len(narrow) == 30
    assert max(glyph.right for glyph in narrow) < geometry.LEFT + 0.3 * geometry.WIDTH
    assert min(glyph.left for glyph in pages.glyphs(1) if glyph.text == "宽") > geometry.LEFT + 0.3 * geometry.WIDTH


def test_a_row_taller_than_a_page_is_cut(printer: Printer, plain: BulletinContent) -> None:
    columns = (Column("项目"), Column("内容"))
    rows = (("甲", "高" * 2500), ("乙", "低"))
    pages = printer(replace(plain, blocks=(Paragraph("前文。"), Table("表", columns, rows))))
    assert pages.report.pages >= 3
    assert "".join(pages.texts()).count("高") == 2500
    assert "低" in pages.text(pages.report.pages)


def test_many_columns_are_set_smaller_and_figures_stay_whole(printer: Printer, plain: BulletinContent) -> None:
    columns = tuple(Column(f"列{number}") for number in range(12))
    pages = printer(replace(plain, blocks=(Table("宽表", columns, (tuple(Decimal("1234.56") for _ in range(12)),)),)))
    assert pages.text(1).count("1234.56") == 12
    assert pages.find(1, "1234.56")[0].size < 12
    assert all(glyph.right < geometry.RIGHT + 0.5 for glyph in pages.glyphs(1))


def test_a_table_without_rows_says_so(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(Table("空表", (Column("甲"), Column("乙")), ()),)))
    assert "（无）" in pages.text(1)
    assert "表1　空表" in pages.text(1)


@pytest.mark.parametrize("rows", range(1, 30, 2))
def test_no_caption_without_rows_and_no_total_alone(printer: Printer, plain: BulletinContent, rows: int) -> None:
    pages = printer(replace(plain, blocks=(Paragraph("项" * 200), ledger(rows))))
    for text in pages.texts():
        assert ("表1" not in text) or "号工程" in text


def test_over_long_titles_and_notes_become_body_text(printer: Printer, plain: BulletinContent) -> None:
    table = replace(OVERVIEW, title="题" * 200, note="注" * 200)
    text = "".join(printer(replace(plain, blocks=(table,))).texts())
    assert text.count("题") == 200
    assert text.count("注") == 201
    assert "表1" in text


def test_more_columns_than_fit_are_printed_all_the_same(printer: Printer, plain: BulletinContent) -> None:
    columns = tuple(Column(f"{number}") for number in range(40))
    pages = printer(replace(plain, blocks=(Table("极宽", columns, (tuple(range(1000, 1040)),)),)))
    assert all(glyph.right < geometry.RIGHT + 1 for glyph in pages.glyphs(1))


def test_a_header_taller_than_a_third_of_the_page_is_not_repeated(printer: Printer, plain: BulletinContent) -> None:
    columns = (Column("头" * 300, width=0.1), Column("内容"))
    pages = printer(replace(plain, blocks=(Table("表", columns, tuple((row, "行") for row in range(40))),)))
    assert "".join(pages.texts()).count("头") == 300
    assert "".join(pages.texts()).count("行") == 40
