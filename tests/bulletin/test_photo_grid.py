"""Photos: bytes passed through, captions, labels, placeholders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2.raw as pdfium_c
import pytest
from PIL import Image

from inspector.bulletin import geometry
from inspector.bulletin.content import BulletinContent, PhotoGrid, PhotoItem
from inspector.bulletin.jpeg import parse_jpeg, read_jpeg
from tests.bulletin.conftest import Printed, Printer, inspection


def images(pages: Printed, page: int) -> list[tuple[float, float, float, float]]:
    return [shape.box for shape in pages.shapes(page) if shape.kind == pdfium_c.FPDF_PAGEOBJ_IMAGE]


def test_jpeg_bytes_pass_through(printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]) -> None:
    grid = PhotoGrid("照片", tuple(PhotoItem(path, "说明", "") for path in (*photos, photos[0])))
    pages = printer(replace(plain, blocks=(grid,)))
    with pikepdf.open(pages.report.path) as pdf:
        streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        stored = sorted(one.read_raw_bytes() for one in streams)
    assert stored == sorted(path.read_bytes() for path in photos)


def test_two_in_a_row_with_caption_credit_and_side(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    pages = printer(replace(plain, blocks=(inspection(photos),)))
    left, right = images(pages, 1)[:2]
    assert left[1] == pytest.approx(right[1], abs=0.1)
    assert left[0] == pytest.approx(geometry.LEFT, abs=0.5)
    assert right[2] == pytest.approx(geometry.RIGHT, abs=0.5)
    assert (left[2] - left[0]) / (left[3] - left[1]) == pytest.approx(4 / 3, abs=0.01)
    for side, box in (("整改前", left), ("整改后", right)):
        glyphs = pages.find(1, side)
        assert box[0] < glyphs[0].left
        assert box[1] < glyphs[0].bottom < box[3]
    caption, credit = pages.find(1, "临边防护缺失"), pages.find(1, "供图：葫芦岛市委宣传部")
    assert 0 < left[1] - caption[0].top < 12
    assert caption[0].bottom > credit[0].top
    assert "供图：供图" not in "".join(pages.texts())


def test_a_portrait_keeps_its_shape(printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]) -> None:
    pages = printer(replace(plain, blocks=(PhotoGrid("竖", (PhotoItem(photos[2], "竖拍", ""),)),)))
    (box,) = images(pages, pages.report.pages)
    assert (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(3 / 4, abs=0.01)
    assert (box[0] + box[2]) / 2 == pytest.approx(geometry.LEFT + geometry.WIDTH / 2, abs=0.5)


def test_a_missing_or_broken_photo_leaves_a_named_field(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...], tmp_path: Path
) -> None:
    half = tmp_path / "半张.jpg"
    half.write_bytes(photos[0].read_bytes()[:40_000])
    other = tmp_path / "截图.jpg"
    Image.new("RGB", (40, 30)).save(other, "PNG")
    paths = (tmp_path / "没有.jpg", half, other)
    grid = PhotoGrid("照片", tuple(PhotoItem(path, "现场", "某某摄") for path in paths))
    pages = printer(replace(plain, blocks=(grid,)))
    text = "".join(pages.texts())
    for path in paths:
        assert f"照片缺失或已损坏：{path.name}" in text.replace("\n", "")
    assert [warning.key for warning in pages.report.warnings] == ["bulletin.photo_unusable"] * 3
    assert "没有.jpg" in pages.report.warnings[0].sentence
    assert "某某摄" in text
    assert images(pages, 1) == []


def test_many_photos_go_over_pages_with_their_caption(
    printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]
) -> None:
    grid = PhotoGrid("现场", tuple(PhotoItem(photos[at % 2], f"第{at}张", "") for at in range(11)))
    pages = printer(replace(plain, blocks=(grid,)))
    for number in range(1, pages.report.pages + 1):
        assert bool(images(pages, number)) == ("图1　现场" in pages.text(number))


def test_three_across(printer: Printer, plain: BulletinContent, photos: tuple[Path, ...]) -> None:
    grid = PhotoGrid("现场", tuple(PhotoItem(photos[0], "", "") for _ in range(3)), across=3)
    boxes = images(printer(replace(plain, blocks=(grid,))), 1)
    assert len({round(box[1]) for box in boxes}) == 1
    assert max(box[2] for box in boxes) <= geometry.RIGHT + 0.5


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xd8", b"\xff\xd8\x00\x01", b"GIF89a", b"\xff\xd8\xff\xda\x00\x02\xff\xd9"]
)
def test_what_is_no_jpeg(damage: bytes) -> None:
    assert parse_jpeg(damage) is None


def test_jpeg_variants(tmp_path: Path) -> None:
    picture = Image.effect_noise((64, 48), 50)
    picture.convert("RGB").save(tmp_path / "progressive.jpg", progressive=True)
    picture.save(tmp_path / "grey.jpg")
    picture.convert("CMYK").save(tmp_path / "cmyk.jpg")
    for name in ("progressive.jpg", "grey.jpg"):
        found = read_jpeg(tmp_path / name)
        assert found is not None
        assert (found.width, found.height) == (64, 48)
    assert read_jpeg(tmp_path / "cmyk.jpg") is None


def test_fill_bytes_and_bare_markers_are_passed_over(photos: tuple[Path, ...]) -> None:
    data = photos[0].read_bytes()
    padded = data[:2] + b"\xff\x01\xff\xff" + data[2:]
    found = parse_jpeg(padded)
    assert found is not None
    assert (found.width, found.height) == (1200, 900)
