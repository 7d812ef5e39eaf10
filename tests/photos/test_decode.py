from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from PIL.ExifTags import Base

from inspector.domain.errors import FormatError
from inspector.photos import colour, decode
from inspector.photos.stored import Job, Picture

pytestmark = pytest.mark.usefixtures("prepared")

Saver = Callable[..., Path]
Corners = Callable[[Path], list[tuple[int, ...]]]
UPRIGHT = [(220, 30, 30), (30, 200, 40), (40, 50, 220), (240, 230, 40)]
FROM_UPRIGHT = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera held in each of the eight ways lays down an upright scene (EXIF 2.32, tag 274)."""


def views(path: Path) -> tuple[Picture, Path, Path]:
    printed, thumbnail = path.with_name("print.jpg"), path.with_name("thumb.jpg")
    return decode.decode(Job(path, printed, thumbnail)), printed, thumbnail


def size_of(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return image.size


def turned(tmp_path: Path, orientation: int, name: str) -> Path:
    scene = Image.new("RGB", (2, 2))
    for number, colours in enumerate(UPRIGHT):
        scene.putpixel((number % 2, number // 2), colours)
    scene = scene.resize((240, 160), Image.Resampling.NEAREST)
    turn = FROM_UPRIGHT[orientation]
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    path = tmp_path / name
    (scene.transpose(turn) if turn is not None else scene).save(path, exif=exif.tobytes())
    return path


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.tif"])
def test_every_way_to_hold_a_camera_gives_upright_views(
    tmp_path: Path, corners: Corners, orientation: int, name: str
) -> None:
    found, printed, thumbnail = views(turned(tmp_path, orientation, name))
    assert (found.width, found.height) == (240, 160)
    assert size_of(printed) == size_of(thumbnail) == (240, 160)
    assert corners(printed) == corners(thumbnail) == UPRIGHT
    if not name.endswith("tif"):  # Pillow has turned a TIFF and forgotten how
        assert found.orientation == orientation


@pytest.mark.parametrize("orientation", range(1, 9))
def test_heic_is_not_turned_twice(tmp_path: Path, corners: Corners, orientation: int) -> None:
    found, printed, thumbnail = views(turned(tmp_path, orientation, "a.heic"))
    assert (found.media_type, found.width, found.height, found.orientation) == ("image/heic", 240, 160, 1)
    assert corners(printed) == corners(thumbnail) == UPRIGHT


@pytest.mark.parametrize(
    ("full", "printed", "thumbnail"),
    [
        ((4032, 3024), (2016, 1512), (320, 240)),
        ((3024, 4032), (1512, 2016), (240, 320)),
        ((4000, 3000), (2000, 1500), (320, 240)),
        ((2500, 1000), (2016, 806), (320, 128)),
        ((2016, 100), (2016, 100), (320, 16)),
        ((300, 200), (300, 200), (300, 200)),
        ((5000, 1), (2016, 1), (320, 1)),
    ],
)
def test_views_are_as_large_as_print_and_lists_need(
    save: Saver, full: tuple[int, int], printed: tuple[int, int], thumbnail: tuple[int, int]
) -> None:
    found, print_copy, small = views(save("a.jpg", size=full))
    assert (found.width, found.height) == full
    assert size_of(print_copy) == printed
    assert size_of(small) == thumbnail


@given(st.tuples(st.integers(1, 30_000), st.integers(1, 30_000)))
def test_a_draft_is_never_smaller_than_a_sharp_print_copy(full: tuple[int, int]) -> None:
    asked = decode.draft_size(full)
    assert min(asked) >= 1
    assert max(asked) >= min(max(full), 1600)
    if max(full) >= 16_128:
        assert max(asked) <= max(full) // 8


@pytest.mark.parametrize("full", [(4032, 3024), (4000, 2250), (8064, 6048), (9248, 6936), (12_000, 9000)])
def test_phone_photos_are_decoded_at_a_part_of_their_size(full: tuple[int, int]) -> None:
    assert max(decode.draft_size(full)) <= max(full) // 2


def test_the_print_copy_holds_no_place_and_no_comment(save: Saver) -> None:
    tags = Image.Exif()
    tags.get_ifd(0x8825).update({1: "N", 2: (40.0, 42.0, 39.0), 3: "E", 4: (120.0, 50.0, 12.0)})
    source = save("a.jpg", exif=tags, comment=b"at home", xmp=b"<x:xmpmeta>40,42N</x:xmpmeta>")
    found, printed, thumbnail = views(source)
    assert found.latitude is not None
    for view in (printed, thumbnail):
        with Image.open(view) as image:
            assert not image.getexif()
            assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("a.png", "1"),
        ("a.png", "L"),
        ("a.png", "LA"),
        ("a.png", "P"),
        ("a.png", "RGBA"),
        ("a.tif", "CMYK"),
        ("a.tif", "F"),
        ("a.tif", "YCbCr"),
        ("a.jpg", "CMYK"),
        ("a.jpg", "L"),
        ("a.webp", "RGBA"),
    ],
)
def test_every_pixel_mode_becomes_an_rgb_view(save: Saver, name: str, mode: str) -> None:
    _, printed, _ = views(save(name, mode=mode))
    with Image.open(printed) as image:
        assert image.mode == "RGB"


def test_transparency_shows_white_paper(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGBA", (20, 20), (255, 0, 0, 0)).save(path)
    _, printed, _ = views(path)
    with Image.open(printed) as image:
        assert image.getpixel((10, 10)) == (255, 255, 255)


def test_sixteen_bit_grey_keeps_its_levels(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("I;16", (20, 20), 0x8000).save(path)
    _, printed, _ = views(path)
    with Image.open(printed) as image:
        level = image.convert("L").getpixel((10, 10))
    assert isinstance(level, (int, float))
    assert abs(level - 128) <= 2


def lab_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """An sRGB profile whose red and green primaries have changed places, under another name."""
    raw = srgb_profile()
    swapped = raw.replace(b"rXYZ", b"xXYZ").replace(b"gXYZ", b"rXYZ").replace(b"xXYZ", b"gXYZ")
    return swapped.replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be")).replace(b"sRGB", b"test")


def test_colours_follow_the_profile(save: Saver) -> None:
    found, printed, _ = views(save("a.jpg", icc_profile=swapped_profile()))
    assert found.warnings == ()
    with Image.open(printed) as image:
        red, green, _ = image.convert("RGB").getpixel((20, 20))  # type: ignore[misc]
    assert green > 150 > red


def test_an_srgb_profile_changes_nothing(save: Saver, corners: Corners) -> None:
    found, printed, _ = views(save("a.jpg", icc_profile=srgb_profile()))
    assert found.warnings == ()
    assert corners(printed) == UPRIGHT


@pytest.mark.parametrize(
    ("mode", "profile"), [("RGB", b"no profile"), ("RGB", lab_profile()), ("CMYK", swapped_profile())]
)
def test_a_profile_that_cannot_be_followed_is_a_warning(save: Saver, mode: str, profile: bytes) -> None:
    found, printed, _ = views(save("a.jpg", mode=mode, icc_profile=profile))
    assert found.warnings == ("photos.profile_ignored",)
    assert size_of(printed) == (240, 160)


def test_a_grey_picture_with_a_colour_profile_is_still_grey() -> None:
    image, followed = colour.to_srgb(Image.new("L", (4, 4), 100), swapped_profile())
    assert (image.mode, image.getpixel((0, 0)), followed) == ("RGB", (100, 100, 100), True)


def test_without_views_a_photo_is_only_read(save: Saver) -> None:
    source = save("a.png")
    before = sorted(source.parent.iterdir())
    assert decode.decode(Job(source)).width == 240
    assert sorted(source.parent.iterdir()) == before


def test_one_view_alone(save: Saver) -> None:
    source = save("a.png")
    decode.decode(Job(source, thumbnail=source.with_name("t.jpg")))
    decode.decode(Job(source, print_copy=source.with_name("p.jpg")))
    assert size_of(source.with_name("t.jpg")) == size_of(source.with_name("p.jpg")) == (240, 160)


def png_header(width: int, height: int) -> bytes:
    """A PNG that promises more pixels than it has bytes."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = [struct.pack(">I", len(one) - 4) + one + struct.pack(">I", zlib.crc32(one)) for one in (body, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize("size", [(11_000, 11_000), (60_000, 60_000)])
def test_a_bomb_is_refused_by_its_header(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(*size))
    with pytest.raises(FormatError, match=r"photos\.too_many_pixels\(limit=120\)"):
        decode.decode(Job(path))


def test_a_format_without_its_own_bomb_check_is_measured_too(save: Saver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decode, "MAX_PIXELS", 100)
    with pytest.raises(FormatError, match=r"photos\.too_many_pixels"):
        decode.decode(Job(save("a.png")))


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("只是文字")
    with pytest.raises(FormatError, match=r"photos\.not_picture"):
        decode.decode(Job(path))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.tif", "a.webp", "a.heic"])
def test_half_a_picture_is_refused(save: Saver, name: str) -> None:
    path = save(name, size=(800, 600))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(Exception, match=r"."):
        decode.decode(Job(path))


def test_damaged_details_are_a_warning_and_not_an_obstacle(save: Saver) -> None:
    tags = Image.Exif()
    tags[Base.Make] = "Maker of cameras"
    raw = tags.tobytes()
    found, printed, _ = views(save("a.jpg", exif=raw[:-9]))
    assert found.warnings == ("photos.metadata_damaged",)
    assert size_of(printed) == (240, 160)


def test_other_warnings_are_heard_and_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    before = decode._heard.count
    warnings.warn("about metadata", UserWarning, stacklevel=1)
    warnings.warn("about an old call", DeprecationWarning, stacklevel=1)
    assert decode._heard.count == before + 1
    assert capsys.readouterr().err == ""


def test_a_png_that_hides_megabytes_of_text_is_refused(save: Saver) -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("bomb", "x" * 80_000_000, zip=True)
    options: dict[str, Any] = {"pnginfo": info}
    with pytest.raises(ValueError, match="too large"):
        decode.decode(Job(save("a.png", **options)))
