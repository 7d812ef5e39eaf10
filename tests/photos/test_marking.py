from __future__ import annotations

import errno
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFont

from inspector import paths
from inspector.domain.errors import FormatError, InspectorError, NotFoundError, StorageError
from inspector.photos import WatermarkText, drawing, durable, side_by_side, watermark

Saver = Callable[..., Path]
FONT = paths.resources("fonts", "InspectorHei.ttf")
TEXT = WatermarkText(
    project="葫芦岛市某某产业园标准化厂房建设项目（一期）",
    time="2022-06-10 09:30",
    place="辽宁省葫芦岛市龙港区 北纬40.7111° 东经120.8369°",
    inspector="市项目巡查组",
    code="7K3M-Q9WX-01TB",
)


def changed(before: Path, after: Path) -> tuple[int, int, int, int]:
    with Image.open(before) as one, Image.open(after) as other:
        assert one.size == other.size
        difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    box = difference.point(lambda level: 255 if level > 60 else 0).getbbox()
    assert box
    return box


def test_the_lines_stand_at_the_lower_left_and_the_rest_is_untouched(save: Saver, tmp_path: Path) -> None:
    photo, out = save("print.jpg", size=(1200, 900)), tmp_path / "marked.jpg"
    before = photo.read_bytes()
    watermark(photo, out, TEXT, FONT)
    left, top, right, bottom = changed(photo, out)
    assert left < 40
    assert 500 < top < bottom <= 900
    assert 300 < right < 1150
    assert photo.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["marked.jpg", "print.jpg"]


def test_without_a_line_there_is_no_panel(save: Saver, tmp_path: Path) -> None:
    photo, out = save("print.jpg", size=(1200, 900)), tmp_path / "plain.jpg"
    watermark(photo, out, WatermarkText("", "", "", "", ""), FONT)
    with Image.open(photo) as one, Image.open(out) as other:
        difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    assert not difference.point(lambda level: 255 if level > 60 else 0).getbbox()


def test_every_line_is_drawn_and_an_empty_one_left_out(
    save: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[list[str]] = []
    marked = drawing.marked

    def watched(picture: Image.Image, lines: list[str], font: Path) -> Image.Image:
        drawn.append(lines)
        return marked(picture, lines, font)

    monkeypatch.setattr(drawing, "marked", watched)
    photo = save("print.jpg")
    watermark(photo, tmp_path / "a.jpg", TEXT, FONT)
    watermark(photo, tmp_path / "b.jpg", WatermarkText("项目\n二期", "", "", "", "7K3M"), FONT)
    watermark(photo, tmp_path / "c.jpg", WatermarkText("", "", "", "", ""), FONT)
    assert [line.partition("：")[0] for line in drawn[0]] == ["项目", "时间", "地点", "巡查人", "核验码"]
    assert drawn[1:] == [["项目：项目 二期", "核验码：7K3M"], []]


def test_the_same_view_can_be_made_again(save: Saver, tmp_path: Path) -> None:
    photo, out = save("print.jpg"), tmp_path / "marked.jpg"
    watermark(photo, out, TEXT, FONT)
    first = out.read_bytes()
    watermark(photo, out, TEXT, FONT)
    assert out.read_bytes() == first


@pytest.mark.parametrize("size", [(1, 1), (30, 20), (60, 400), (2016, 200), (200, 2016)])
def test_photos_of_any_shape_take_a_watermark(save: Saver, tmp_path: Path, size: tuple[int, int]) -> None:
    watermark(save("print.jpg", size=size), tmp_path / "marked.jpg", TEXT, FONT)
    with Image.open(tmp_path / "marked.jpg") as image:
        assert image.size == size


@cache
def letters() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), 12, layout_engine=ImageFont.Layout.BASIC)


def test_no_row_begins_with_a_closing_sign() -> None:
    assert drawing.wrapped("项目建设，投资", 4 * 12 + 1, letters()) == ["项目建", "设，投资"]


def test_a_long_latin_line_is_cut_at_a_blank() -> None:
    font = letters()
    assert drawing.wrapped("standard workshops of the park", 135, font)[0] == "standard workshops"


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="项目 abc，。1", max_size=60), st.integers(10, 300))
def test_wrapping_keeps_every_character_within_the_width(line: str, width: int) -> None:
    font = letters()
    rows = drawing.wrapped(line, width, font)
    assert "".join(rows).replace(" ", "") == line.replace(" ", "")
    assert all(font.getlength(row) <= width or len(row) == 1 for row in rows)


def test_a_pair_stands_side_by_side_above_its_labels(save: Saver, tmp_path: Path) -> None:
    before, after = save("before.jpg", size=(1200, 900)), save("after.jpg", size=(900, 1200))
    out = tmp_path / "pair.jpg"
    side_by_side(before, after, out, ("整改前", "整改后"), FONT)
    with Image.open(out) as image:
        assert image.width <= 2016
        picture_height = round((image.width - 24) / (1200 / 900 + 900 / 1200))
        assert abs(image.height - picture_height - 2 * (image.width // 40)) <= 2
        band = image.convert("L").crop((0, picture_height + 3, image.width, image.height))
        middle = image.width * 16 // 25
        for left, right in ((0, middle), (middle, image.width)):
            label = band.crop((left, 0, right, band.height)).point(lambda level: 255 if level < 100 else 0)
            assert label.getbbox() is not None


def test_long_labels_stay_below_their_own_picture(save: Saver, tmp_path: Path) -> None:
    photo, out = save("print.jpg", size=(400, 300)), tmp_path / "pair.jpg"
    side_by_side(
        photo, photo, out, ("整改前：基坑临边没有防护，材料堆放在道路上，扬尘没有覆盖，围挡破损" * 2, "后"), FONT
    )
    with Image.open(out) as image:
        gap = image.convert("L").crop((402, 303, 422, image.height)).getcolors()
    assert gap
    assert all(level > 200 for _, level in gap if isinstance(level, int))


def test_a_tiny_pair_is_still_a_picture(save: Saver, tmp_path: Path) -> None:
    side_by_side(save("b.jpg", size=(1, 1)), save("a.jpg", size=(2, 3)), tmp_path / "o.jpg", ("整改前", "整改后"), FONT)
    assert (tmp_path / "o.jpg").stat().st_size > 0


def refusal(photo: Path, out: Path) -> InspectorError:
    with pytest.raises(InspectorError) as refused:
        watermark(photo, out, TEXT, FONT)
    return refused.value


def test_the_photo_itself_is_never_written_over(save: Saver) -> None:
    photo = save("print.jpg")
    before = photo.read_bytes()
    assert refusal(photo, photo).key == "photos.would_overwrite"
    assert photo.read_bytes() == before


def test_a_photo_that_is_missing_or_broken_is_told(save: Saver, tmp_path: Path) -> None:
    out = tmp_path / "out.jpg"
    assert isinstance(refusal(tmp_path / "none.jpg", out), NotFoundError)
    broken = save("print.jpg")
    broken.write_bytes(broken.read_bytes()[:300])
    told = refusal(broken, out)
    assert isinstance(told, FormatError)
    assert told.key == "photos.damaged"
    assert not out.exists()


def test_a_disk_that_fails_leaves_the_old_view(save: Saver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo, out = save("print.jpg"), tmp_path / "out.jpg"
    out.write_bytes(b"old")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(durable, "sync", full)
    told = refusal(photo, out)
    assert isinstance(told, StorageError)
    assert told.key == "photos.disk_full"
    assert out.read_bytes() == b"old"
    assert not list(tmp_path.glob("*.tmp"))
