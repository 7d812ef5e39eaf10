"""Pairs of photos: one caption, frames of one size, days and credits, never over two pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from inspector.bulletin import geometry
from inspector.bulletin.content import BulletinContent, Paragraph, PhotoItem, PhotoPair
from tests.bulletin.conftest import OVERALL, Printed, Printer

BEFORE, AFTER = date(2022, 5, 30), date(2022, 6, 8)


def images(pages: Printed, page: int) -> list[tuple[float, float, float, float]]:
    return [shape.box for shape in pages.shapes(page) if shape.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]


def pair(before: Path, after: Path, *, title: str = "滨海公路临边防护整改前后") -> PhotoPair:
    return PhotoPair(
        title,
        PhotoItem(before, "防护缺失", "市委宣传部", "整改前", BEFORE),
        PhotoItem(after, "防护已设置", "巡查组摄", "整改后", AFTER),
    )


def test_both_stand_under_one_caption_with_their_days(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    pages = printer(replace(plain, blocks=(pair(photos[0], photos[1]),)))
    left, right = images(pages, 1)
    assert left[0] == pytest.approx(geometry.LEFT, abs=0.5)
    assert right[2] == pytest.approx(geometry.RIGHT, abs=0.5)
    assert left[2] - left[0] == pytest.approx(right[2] - right[0], abs=0.1)
    assert (left[1], left[3]) == pytest.approx((right[1], right[3]), abs=0.1)
    text = "".join(pages.text(1).split())
    assert text.count("图1滨海公路临边防护整改前后") == 1
    for side, day, credit, box in (
        ("整改前", "2022年5月30日", "供图：市委宣传部", left),
        ("整改后", "2022年6月8日", "巡查组摄", right),
    ):
        plate, dated, credited = (pages.find(1, one) for one in (side, day, credit))
        assert box[0] < plate[0].left
        assert box[1] < plate[0].bottom < box[3]
        assert 0 < box[1] - dated[0].top < 12
        assert dated[0].bottom > credited[0].top
        middle = (dated[0].left + dated[-1].right) / 2
        assert middle == pytest.approx((box[0] + box[2]) / 2, abs=3)
    caption = pages.find(1, "图1　滨海公路")
    assert caption[0].top < pages.find(1, "巡查组摄")[0].bottom


def frames(pages: Printed, page: int) -> list[tuple[float, float, float, float]]:
    """The grounds behind pictures that do not fill their half."""
    paths = (one for one in pages.shapes(page) if one.kind == pdfium_c.FPDF_PAGEOBJ_PATH)
    return [one.box for one in paths if one.fill[0] == pytest.approx(0.93, abs=0.01)]


def test_other_shapes_stand_whole_in_frames_of_one_size(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    pages = printer(replace(plain, blocks=(pair(photos[2], photos[3]),)))
    number = next(at for at in range(1, pages.report.pages + 1) if images(pages, at))
    upright, wide = images(pages, number)
    assert (upright[2] - upright[0]) / (upright[3] - upright[1]) == pytest.approx(3 / 4, abs=0.01)
    assert (wide[2] - wide[0]) / (wide[3] - wide[1]) == pytest.approx(16 / 9, abs=0.01)
    assert upright[2] - upright[0] == pytest.approx(wide[2] - wide[0], abs=0.5), "the widths are equal"
    (frame,) = frames(pages, number)
    assert (frame[1], frame[3]) == pytest.approx((upright[1], upright[3]), abs=1.5), "the heights stand in line"
    assert (wide[1] + wide[3]) / 2 == pytest.approx((frame[1] + frame[3]) / 2, abs=0.5)


def test_narrow_pictures_move_together(printer: Printer, plain: BulletinContent, tmp_path: Path) -> None:
    for name in ("前.jpg", "后.jpg"):
        Image.new("RGB", (450, 1200), (90, 90, 90)).save(tmp_path / name)
    pages = printer(replace(plain, blocks=(pair(tmp_path / "前.jpg", tmp_path / "后.jpg"),)))
    left, right = next(found for at in range(1, pages.report.pages + 1) if (found := images(pages, at)))
    assert right[0] - left[2] == pytest.approx(12, abs=0.5)
    assert (left[0] + right[2]) / 2 == pytest.approx(geometry.LEFT + geometry.WIDTH / 2, abs=0.5)


@pytest.mark.parametrize("lines", range(0, 24, 3))
def test_a_pair_is_never_torn_over_a_page(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...], lines: int
) -> None:
    text = Paragraph("字" * (geometry.CHARACTERS * lines)) if lines else Paragraph(OVERALL)
    pages = printer(replace(plain, blocks=(text, pair(photos[0], photos[1]), Paragraph(OVERALL))))
    (number,) = (at for at in range(1, pages.report.pages + 1) if images(pages, at))
    assert len(images(pages, number)) == 2
    assert "图1　滨海公路临边防护整改前后" in pages.text(number)
    assert min(box[1] for box in images(pages, number)) > geometry.BOTTOM


def test_a_side_that_cannot_be_shown_is_named(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...], tmp_path: Path
) -> None:
    pages = printer(replace(plain, blocks=(pair(photos[0], tmp_path / "没有.jpg"),)))
    assert [one.key for one in pages.report.warnings] == ["bulletin.photo_unusable"]
    assert "照片缺失或已损坏：没有.jpg" in "".join(pages.texts()).replace("\n", "")


def test_a_credit_without_end_goes_over_the_page(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    long = replace(pair(photos[0], photos[1]).before, credit="署名" * 600)
    pages = printer(replace(plain, blocks=(replace(pair(photos[0], photos[1]), before=long),)))
    assert "".join("".join(pages.texts()).split()).count("署名") == 600
    assert sum(len(images(pages, at)) for at in range(1, pages.report.pages + 1)) == 2


def test_a_photo_without_day_and_credit_has_no_words_of_its_own(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    bare = PhotoPair("今昔", PhotoItem(photos[0], "", ""), PhotoItem(photos[1], "", ""))
    pages = printer(replace(plain, blocks=(bare,)))
    assert "供图" not in pages.text(1)
    assert "图1　今昔" in pages.text(1)


def test_a_caption_of_two_lines_breaks_between_words(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    title = "辽宁先达农化三期工程整改前后：临边防护缺失；临边防护补齐，设置定型化栏杆"
    pages = printer(replace(plain, blocks=(pair(photos[0], photos[1], title=title),)))
    first, second = pages.find(1, "整改前后："), pages.find(1, "临边防护缺失；临边")
    assert first[0].baseline > second[0].baseline
    assert len({round(one.baseline) for one in second}) == 1
