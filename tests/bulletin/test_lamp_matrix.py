"""The lamp matrix in black ink: shapes, letters, repeated header, legend."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2.raw as pdfium_c
import pytest

from inspector.bulletin import geometry
from inspector.bulletin.content import BulletinContent, LampCell, LampColour, LampMatrix, LampRow
from inspector.bulletin.lamp_shapes import LETTERS
from tests.bulletin.conftest import STEPS, Printed, Printer, Shape, lamp_matrix


def matrix_of(*cells: LampCell) -> LampMatrix:
    return LampMatrix("亮灯", tuple(f"环节{number}" for number in range(len(cells))), (LampRow("项目甲", cells),))


def small_shapes(pages: Printed, page: int) -> list[Shape]:
    shapes = [shape for shape in pages.shapes(page) if shape.kind == pdfium_c.FPDF_PAGEOBJ_PATH]
    return [shape for shape in shapes if shape.box[2] - shape.box[0] < 14 and shape.box[3] - shape.box[1] < 14]


def test_every_colour_has_its_word(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(matrix_of(*(LampCell(colour) for colour in LampColour)),)))
    text = pages.text(1)
    assert all(letter in text for letter in LETTERS.values() if letter)
    assert "表1　亮灯" in text


def test_everything_is_grey_or_black(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(lamp_matrix(6),)))
    matrix = [shape for shape in small_shapes(pages, 1) if shape.box[3] < 530]
    assert len(matrix) > 30
    for shape in matrix:
        assert len(set(shape.fill)) == 1
        assert len(set(shape.stroke)) == 1


def test_days_stand_under_the_lamp(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(matrix_of(LampCell(LampColour.RED, "超12")),)))
    letter, days = pages.find(1, "红"), pages.find(1, "超12")
    assert letter[0].baseline > days[0].baseline
    assert any(max(shape.fill) == 0 and shape.box[2] <= letter[0].left for shape in small_shapes(pages, 1))


def test_a_check_inside_means_finished(printer: Printer, plain: BulletinContent) -> None:
    open_ = len(small_shapes(printer(replace(plain, blocks=(matrix_of(LampCell(LampColour.RED)),))), 1))
    done = matrix_of(LampCell(LampColour.RED, finished=True))
    finished = len(small_shapes(printer(replace(plain, blocks=(done,))), 1))
    assert finished == open_ + 1


def test_header_repeats_and_the_legend_stands_under_the_last_part(printer: Printer, plain: BulletinContent) -> None:
    pages = printer(replace(plain, blocks=(lamp_matrix(60),)))
    texts = [text for text in pages.texts() if "表1" in text]
    assert len(texts) >= 3
    assert all(step in text for text in texts for step in STEPS)
    assert all("续表1" in text for text in texts[1:])
    assert ["已办结" in text for text in texts] == [False] * (len(texts) - 1) + [True]


@pytest.mark.parametrize("count", [0, 1, 12, 13, 30])
def test_many_steps_become_several_matrices(printer: Printer, plain: BulletinContent, count: int) -> None:
    cells = tuple(LampCell(LampColour.YELLOW, "剩3") for _ in range(count))
    pages = printer(replace(plain, blocks=(matrix_of(*cells),)))
    text = "".join(pages.texts())
    parts = max(1, -(-count // 12))
    assert f"表{parts}　亮灯" in text
    assert f"表{parts + 1}　亮灯" not in text
    assert text.count("剩3") == count
    for number in range(1, pages.report.pages + 1):
        assert all(glyph.right < geometry.RIGHT + 0.5 for glyph in pages.glyphs(number))


def test_a_short_row_is_filled_and_a_long_name_wraps(printer: Printer, plain: BulletinContent) -> None:
    matrix = LampMatrix("亮灯", STEPS, (LampRow("很长的项目名称" * 6, (LampCell(LampColour.GREEN),)),))
    pages = printer(replace(plain, blocks=(matrix,)))
    assert pages.text(1).replace("\n", "").count("很长的项目名称") == 6


def test_a_row_taller_than_a_page_keeps_its_lamps(printer: Printer, plain: BulletinContent) -> None:
    matrix = LampMatrix("亮灯", STEPS, (LampRow("名" * 900, tuple(LampCell(LampColour.RED, "超1") for _ in STEPS)),))
    pages = printer(replace(plain, blocks=(matrix,)))
    text = "".join(pages.texts())
    assert text.count("名") == 900 + text.count("项目名称")
    assert text.count("超1") == len(STEPS)
