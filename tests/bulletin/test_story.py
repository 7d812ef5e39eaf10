"""Any content becomes a whole bulletin: nothing lost, nothing outside, nothing stranded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.bulletin import geometry
from inspector.bulletin.content import (
    Annex,
    Bar,
    BarChart,
    Block,
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
    ProgressChart,
    Segment,
    Table,
    Tail,
)
from inspector.bulletin.fonts import FontSet
from inspector.bulletin.keeping import BlankLines, Closing, Stack
from inspector.bulletin.render import render
from tests.bulletin.conftest import Printed, Printer

SAMPLE = "全市开复工重点项目，总投资1611.89亿元（其中新开工117个）；65.8%、91.4%——K1+200<b>"
TEXTS = st.integers(0, 90).map(lambda length: (SAMPLE * 3)[:length])
LONG = st.integers(0, 900).map(lambda length: (SAMPLE * 20)[:length])
NUMBERS = st.decimals(min_value=-1000, max_value=100000, places=2)
VALUES: st.SearchStrategy[Any] = st.one_of(st.none(), st.integers(-999, 99999), NUMBERS, TEXTS)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 7))
    columns = tuple(Column(draw(TEXTS), unit=draw(st.sampled_from(["", "亿元"]))) for _ in range(count))
    row = st.tuples(*[VALUES] * count)
    rows = tuple(draw(st.lists(row, max_size=12))) * draw(st.integers(1, 3))
    return Table(draw(TEXTS), columns, rows, draw(st.none() | st.just("合计")), (count - 1,), draw(LONG))


LAMPS = st.builds(LampCell, st.sampled_from(LampColour), st.sampled_from(["", "超12", "今天"]), st.booleans())
ROWS = st.builds(LampRow, TEXTS, st.lists(LAMPS, max_size=8).map(tuple))
PHOTOS = st.builds(PhotoItem, st.just(Path("没有.jpg")), LONG, TEXTS, st.sampled_from(["", "整改前"]))
BARS = st.builds(Bar, TEXTS, NUMBERS, TEXTS, st.none() | NUMBERS)
SEGMENTS = st.builds(Segment, TEXTS, NUMBERS, NUMBERS, TEXTS)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, st.integers(1, 4), TEXTS),
    st.builds(Paragraph, LONG),
    tables(),
    st.builds(LampMatrix, TEXTS, st.lists(TEXTS, max_size=8).map(tuple), st.lists(ROWS, max_size=9).map(tuple)),
    st.builds(PhotoGrid, TEXTS, st.lists(PHOTOS, max_size=5).map(tuple), st.integers(1, 4)),
    st.builds(BarChart, TEXTS, st.lists(BARS, max_size=30).map(tuple), TEXTS, st.none() | NUMBERS, st.none() | NUMBERS),
    st.builds(ProgressChart, TEXTS, st.lists(SEGMENTS, max_size=5).map(tuple)),
)
ANNEXES = st.builds(Annex, TEXTS, st.lists(BLOCKS, max_size=2).map(tuple))
TAILS = st.none() | st.builds(Tail, TEXTS, TEXTS, TEXTS, st.none() | st.integers(1, 999))


@given(
    st.builds(
        dict,
        blocks=st.lists(BLOCKS, max_size=7).map(tuple),
        annexes=st.lists(ANNEXES, max_size=2).map(tuple),
        tail=TAILS,
        editor_note=st.sampled_from(["", SAMPLE]),
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_content_is_printed_inside_the_type_area(
    plain: BulletinContent, fonts: FontSet, tmp_path: Path, parts: dict[str, Any]
) -> None:
    pages = Printed(render(replace(plain, **parts), tmp_path / "any.pdf", fonts))
    for number in range(1, pages.report.pages + 1):
        folio = f"— {number} —"
        assert folio in pages.text(number)
        for glyph in pages.glyphs(number):
            assert glyph.left > geometry.LEFT - 1
            assert glyph.right < geometry.RIGHT + 1
            assert glyph.top < geometry.CEILING + 2
            assert glyph.bottom > geometry.BOTTOM - 2 or abs(glyph.baseline - geometry.BOTTOM) < 12 * geometry.MM


@pytest.mark.parametrize("lines", range(8, 15))
def test_the_list_of_annexes_stands_with_the_end_of_the_text(
    printer: Printer, plain: BulletinContent, lines: int
) -> None:
    blocks = (Paragraph("项" * (28 * lines - 2)),)
    pages = printer(replace(plain, blocks=blocks, annexes=(Annex("清单", (Paragraph("文"),)),)))
    page = next(text for text in pages.texts() if "附件：清单" in text)
    assert page.count("项") >= 28


def test_headings_that_nothing_follows_are_printed(printer: Printer, plain: BulletinContent) -> None:
    text = printer(replace(plain, blocks=(Heading(1, "甲"), Heading(2, "乙")))).text(1)
    assert "一、甲" in text
    assert "（一）乙" in text


def test_each_line_of_a_text_is_a_paragraph(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(Paragraph("甲段。\n\n乙段。"),)))
    indents = [pages.find(1, text)[0].x for text in ("甲段。", "乙段。")]
    assert indents == pytest.approx([geometry.LEFT + 2 * geometry.COLUMN] * 2, abs=0.3)


def test_headings_count_anew_in_an_annex_and_tables_run_on(printer: Printer, plain: BulletinContent) -> None:
    table = Table("清单", (Column("名"),), (("甲",),))
    blocks: tuple[Block, ...] = (Heading(1, "正文"), table)
    pages = printer(replace(plain, blocks=blocks, annexes=(Annex("附表", (Heading(1, "附文"), table)),)))
    assert "一、附文" in pages.text(2)
    assert "表2　清单" in pages.text(2)


@pytest.mark.parametrize("rows", range(2, 30, 3))
def test_a_table_stays_under_its_heading(printer: Printer, plain: BulletinContent, rows: int) -> None:
    lead = Paragraph("项" * (28 * 8))
    table = Table("清单", (Column("名"),), tuple((f"行{row}。",) for row in range(rows)))
    pages = printer(replace(plain, blocks=(lead, Heading(1, "标题"), table)))
    page = next(text for text in pages.texts() if "一、标题" in text)
    assert "表1　清单" in page
    assert "行0。" in page


class _Fixed(BlankLines):
    """Something of some lines that cannot be cut."""


def test_what_no_page_holds_is_given_out_part_by_part() -> None:
    stack = Stack([_Fixed(3), _Fixed(21)])
    assert len(stack.split(geometry.WIDTH, geometry.HEIGHT)) == 2
    assert stack.split(geometry.WIDTH, geometry.HEIGHT / 2) == []


@pytest.mark.parametrize("at_foot", [True, False])
def test_a_tail_stands_alone_only_after_an_object_that_fills_its_page(*, at_foot: bool) -> None:
    closing = Closing(_Fixed(21), _Fixed(3), at_foot=at_foot)
    assert closing.split(geometry.WIDTH, geometry.HEIGHT / 2) == []
    parts = closing.split(geometry.WIDTH, geometry.HEIGHT)
    assert isinstance(parts[0], _Fixed)
    assert len(parts) == 2


def test_an_object_as_high_as_a_page_goes_under_its_heading_to_the_next(
    printer: Printer, plain: BulletinContent
) -> None:
    long = "全市开复工重点项目，总投资1611.89亿元（其中新开工117个）；65.8%、91.4%——K1+200"
    none = Decimal(0)
    segments = (
        Segment("", none, Decimal("0.01"), ""),
        Segment(
            "全市开复工重点项目，总投资1611.89亿元（其中新开工117个）；65",
            none,
            none,
            long + "<b>全市开复工重点项目，总",
        ),
    )
    pages = printer(replace(plain, blocks=(Heading(1, ""), ProgressChart(long + "<b>", segments))))
    assert "图1" in "".join(pages.texts())
