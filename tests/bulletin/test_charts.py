"""Charts: lengths in proportion, inside the type area, never red."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.bulletin import geometry
from inspector.bulletin.charts import Scale
from inspector.bulletin.content import Bar, BarChart, BulletinContent, ProgressChart, Segment
from inspector.bulletin.progress_chart import LEAST, segment_edges
from tests.bulletin.conftest import FAMILY, INVESTMENT, RATES, Printed, Printer, Shape

DARK = (27 / 255, 79 / 255, 143 / 255)
TRACK = (225 / 255, 231 / 255, 238 / 255)


def filled(pages: Printed, page: int, colour: tuple[float, float, float]) -> list[Shape]:
    shapes = [shape for shape in pages.shapes(page) if shape.kind == pdfium_c.FPDF_PAGEOBJ_PATH]
    return [shape for shape in shapes if shape.fill == pytest.approx(colour, abs=0.01)]


def widths(shapes: list[Shape]) -> list[float]:
    return [shape.box[2] - shape.box[0] for shape in shapes]


def test_bars_start_at_one_line_and_are_as_long_as_their_values(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(RATES,)))
    bars = filled(pages, 1, DARK)
    assert len({round(bar.box[0], 1) for bar in bars}) == 1
    lengths = widths(bars)
    assert lengths[0] / lengths[1] == pytest.approx(65.8 / 91.4, abs=0.01)
    assert lengths[2] / lengths[1] == pytest.approx(43.7 / 91.4, abs=0.01)


def test_value_beside_the_bar_and_caption_below(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(RATES,)))
    bars = filled(pages, 1, DARK)
    value = pages.find(1, "65.8%（329/500）")
    assert 0 < value[0].left - bars[0].box[2] < 15
    assert bars[0].box[1] < value[0].baseline < bars[0].box[3]
    caption = pages.find(1, "图1　开复工率")
    assert 0 < min(bar.box[1] for bar in bars) - caption[0].top < 30


def test_the_time_line_runs_through_all_bars(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(RATES,)))
    bars = filled(pages, 1, DARK)
    upright = [shape.box for shape in pages.shapes(1) if shape.box[2] - shape.box[0] < 3 < shape.box[3] - shape.box[1]]
    line = [box for box in upright if box[0] > bars[0].box[0] + 5]
    assert max(box[3] for box in line) >= max(bar.box[3] for bar in bars)
    assert min(box[1] for box in line) <= min(bar.box[1] for bar in bars)
    label = pages.find(1, "时间进度43.8%")
    middle = (line[0][0] + line[0][2]) / 2
    assert label[0].left < middle < label[-1].right
    full = (bars[1].box[2] - bars[1].box[0]) / 0.914
    assert middle - bars[0].box[0] == pytest.approx(0.438 * full, abs=1.5)


def test_two_series_have_a_key(printer: Printer, plain: BulletinContent) -> None:
    text = printer(replace(plain, blocks=(INVESTMENT,))).text(1)
    assert "总投资" in text
    assert "年度计划投资" in text
    assert "单位：亿元" in text


def test_no_red_in_charts_and_all_inside(issue: Printed) -> None:
    for number in range(1, issue.report.pages + 1):
        for shape in filled(issue, number, DARK):
            assert shape.box[0] > geometry.LEFT - 0.5
            assert shape.box[2] < geometry.RIGHT + 0.5


def test_the_rate_family_is_one_bar_cut_by_its_totals(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(FAMILY,)))
    tracks, done = filled(pages, 1, TRACK), filled(pages, 1, DARK)
    parts = widths(tracks)
    assert sum(parts) == pytest.approx(geometry.WIDTH, abs=1)
    assert parts[0] / sum(parts) == pytest.approx(232 / 500, abs=0.01)
    assert widths(done)[0] / parts[0] == pytest.approx(212 / 232, abs=0.01)
    assert widths(done)[1] / parts[1] == pytest.approx(117 / 268, abs=0.01)
    text = pages.text(1)
    assert "212/232，91.4%" in text
    assert "117/268，43.7%" in text


def test_a_long_chart_goes_over_pages_with_its_caption(printer: Printer, plain: BulletinContent) -> None:
    bars = tuple(Bar(f"县区{number}", Decimal(number), f"{number}个") for number in range(60))
    pages = printer(replace(plain, blocks=(BarChart("排名", bars),)))
    with_bars = [text for text in pages.texts() if "县区" in text]
    assert len(with_bars) >= 2
    assert all("图1　排名" in text for text in with_bars)
    assert all("（续）" in text for text in with_bars[1:])


def test_figures_without_content_take_no_number(printer: Printer, plain: BulletinContent) -> None:
    text = printer(replace(plain, blocks=(BarChart("空", ()), ProgressChart("空", ()), RATES))).text(1)
    assert "图1　开复工率" in text
    assert "空" not in text


def test_odd_values_stay_inside(printer: Printer, plain: BulletinContent) -> None:
    bars = (
        Bar("负值", Decimal(-5), "-5"),
        Bar("无穷", Decimal("NaN"), "不明"),
        Bar("超出", Decimal(500), "500", Decimal(900)),
        Bar("很长的标签" * 8, Decimal(0), "0"),
    )
    chart = BarChart("异常", bars, maximum=Decimal(100), line=Decimal(400), line_label="时间进度" * 10)
    pages = printer(
        replace(plain, blocks=(chart, ProgressChart("零", (Segment("无", Decimal(1), Decimal(0), "0/0"),))))
    )
    for glyph in pages.glyphs(1):
        assert glyph.left > geometry.LEFT - 0.5
        assert glyph.right < geometry.RIGHT + 0.5


@given(st.decimals(allow_infinity=True), st.decimals(min_value=-5, max_value=1000, places=2))
@settings(max_examples=100, deadline=None)
def test_a_bar_is_never_longer_than_its_scale(value: Decimal, maximum: Decimal) -> None:
    assert 0 <= Scale(10, 200, maximum).at(value) <= 200


TOTALS = st.lists(st.integers(-3, 5000), min_size=1, max_size=9)


@given(TOTALS)
@settings(max_examples=200, deadline=None)
def test_segments_fill_the_bar_and_keep_room_for_words(totals: list[int]) -> None:
    segments = tuple(Segment("段", Decimal(0), Decimal(total), "0") for total in totals)
    edges = segment_edges(segments, 442.2)
    sizes = [right - left for left, right in pairwise(edges)]
    assert edges[-1] == pytest.approx(442.2)
    assert min(sizes) >= LEAST - 0.01


def test_a_figure_that_no_page_holds_is_reduced(printer: Printer, plain: BulletinContent) -> None:
    segments = tuple(Segment("名称" * 70, Decimal(1), Decimal(2), "数值" * 70) for _ in range(6))
    pages = printer(replace(plain, blocks=(ProgressChart("过高", segments),)))
    text = "".join(pages.texts())
    assert text.count("称") == text.count("值") == 420
    for number in range(1, pages.report.pages + 1):
        assert all(glyph.top < geometry.CEILING + 1 for glyph in pages.glyphs(number))
