from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from inspector.photos import exif


def shot(tags: dict[int, Any], details: dict[int, Any] | None = None, gps: dict[int, Any] | None = None) -> exif.Shot:
    image = Image.new("RGB", (2, 2))
    found = image.getexif()
    found.update(tags)
    found.get_ifd(IFD.Exif).update(details or {})
    found.get_ifd(IFD.GPSInfo).update(gps or {})
    return exif.read(image)


def taken(written: object, offset: object = None) -> exif.Shot:
    return shot({}, {Base.DateTimeOriginal: written, Base.OffsetTimeOriginal: offset})


def place(latitude: object, longitude: object, north: object = "N", east: object = "E") -> exif.Shot:
    return shot(
        {},
        gps={
            GPS.GPSLatitude: latitude,
            GPS.GPSLatitudeRef: north,
            GPS.GPSLongitude: longitude,
            GPS.GPSLongitudeRef: east,
        },
    )


def test_no_exif_means_nothing_known_and_nothing_to_warn_of() -> None:
    assert exif.read(Image.new("RGB", (1, 1))) == exif.Shot()


@pytest.mark.parametrize(
    ("written", "offset", "expected"),
    [
        ("2022:06:10 09:30:05", None, "2022-06-10T09:30:05+08:00"),
        ("2022:06:10 09:30:05", "+08:00", "2022-06-10T09:30:05+08:00"),
        ("2022:06:10 09:30:05", "+09:30", "2022-06-10T09:30:05+09:30"),
        ("2022:06:10 09:30:05", "-05:00\0", "2022-06-10T09:30:05-05:00"),
        ("2022:06:10 09:30:05", "Z", "2022-06-10T09:30:05+00:00"),
        ("2022:06:10 09:30:05", "   :  ", "2022-06-10T09:30:05+08:00"),
        ("2022-06-10T09:30:05", None, "2022-06-10T09:30:05+08:00"),
        ("2022:06:10 09:30:05.123", None, "2022-06-10T09:30:05+08:00"),
    ],
)
def test_the_time_of_the_camera_with_its_offset_or_in_china(written: str, offset: str | None, expected: str) -> None:
    found = taken(written, offset)
    assert found.taken_at == datetime.fromisoformat(expected)
    assert found.taken_at.isoformat() == expected
    assert found.warnings == []


@pytest.mark.parametrize("written", ["9999:99:99 99:99:99", "0000:00:00 00:00:00", "2022:02:30 10:00:00", "2022", "１"])
def test_a_time_that_cannot_be_is_a_warning(written: str) -> None:
    found = taken(written)
    assert found.taken_at is None
    assert found.warnings == ["photos.time_unreadable"]


@pytest.mark.parametrize("written", ["    :  :     :  :  ", "", None])
def test_a_time_left_blank_is_no_warning(written: str | None) -> None:
    assert taken(written) == exif.Shot()


@pytest.mark.parametrize("offset", ["+26:00", "8", "08:00"])
def test_an_offset_that_cannot_be_is_a_warning_and_china_time(offset: str) -> None:
    found = taken("2022:06:10 09:30:05", offset)
    assert found.taken_at == datetime.fromisoformat("2022-06-10T09:30:05+08:00")
    assert found.warnings == ["photos.offset_unreadable"]


def test_the_time_of_the_file_serves_where_no_other_is_given() -> None:
    found = shot({Base.DateTime: "2022:06:11 08:00:00"}, {Base.OffsetTime: "+08:00"})
    assert found.taken_at == datetime.fromisoformat("2022-06-11T08:00:00+08:00")


@pytest.mark.parametrize(
    ("north", "east", "expected"),
    [("N", "E", (40.7111, 120.8369)), ("S", "W", (-40.7111, -120.8369)), ("n\0", "e", (40.7111, 120.8369))],
)
def test_degrees_minutes_seconds_become_degrees(north: str, east: str, expected: tuple[float, float]) -> None:
    found = place((40, 42, 39.96), (120, 50, 12.84), north, east)
    assert (found.latitude, found.longitude) == expected
    assert found.warnings == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "north", "key"),
    [
        ((0, 0, 0), (0, 0, 0), "N", "photos.place_zero"),
        ((91, 0, 0), (120, 0, 0), "N", "photos.place_unreadable"),
        ((40, 0, 0), (181, 0, 0), "N", "photos.place_unreadable"),
        ((-40, 0, 0), (120, 0, 0), "N", "photos.place_unreadable"),
        ((float("nan"), 0, 0), (120, 0, 0), "N", "photos.place_unreadable"),
        ((40, 0), (120, 0, 0), "N", "photos.place_unreadable"),
        ("garbage", (120, 0, 0), "N", "photos.place_unreadable"),
        ((40, 0, 0), None, "N", "photos.place_unreadable"),
        ((40, 0, 0), (120, 0, 0), None, "photos.place_unreadable"),
        ((40, 0, 0), (120, 0, 0), "北", "photos.place_unreadable"),
    ],
)
def test_a_place_that_cannot_be_is_a_warning(latitude: object, longitude: object, north: object, key: str) -> None:
    found = place(latitude, longitude, north)
    assert (found.latitude, found.longitude) == (None, None)
    assert found.warnings == [key]


@pytest.mark.parametrize(
    ("make", "model", "camera"),
    [
        ("HUAWEI", "HUAWEI P60", "HUAWEI P60"),
        ("Apple", "iPhone 14", "Apple iPhone 14"),
        ("", "X100", "X100"),
        ("Maker", None, "Maker"),
        (None, None, None),
        ("华为".encode("gbk").decode("latin-1"), "P60", "华为 P60"),
        ("华为".encode().decode("latin-1"), "P60", "华为 P60"),
        (b"Raw\0rest", "1", "Raw 1"),
        ("M" * 300, "", "M" * 100),
    ],
)
def test_the_camera_is_readable_also_when_its_bytes_are_gbk(make: object, model: object, camera: str | None) -> None:
    found = shot({Base.Make: make, Base.Model: model})
    assert found.camera == camera
    assert found.warnings == []


@pytest.mark.parametrize("make", ["\xff\xff\xff", "a\x07b"])
def test_a_camera_name_that_is_no_text_is_a_warning(make: str) -> None:
    found = shot({Base.Make: make})
    assert found.camera is None
    assert found.warnings == ["photos.camera_unreadable"]


@pytest.mark.parametrize("value", [0, 9, -1, "6", None, (6,)])
def test_an_orientation_that_does_not_exist_means_upright(value: object) -> None:
    assert shot({Base.Orientation: value}).orientation == 1


def test_what_breaks_the_parser_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_image: Image.Image) -> Image.Exif:
        raise RecursionError

    monkeypatch.setattr(Image.Image, "getexif", broken)
    assert exif.read(Image.new("RGB", (1, 1))).warnings == ["photos.metadata_damaged"]


@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=300), where=st.integers(0, 120))
def test_no_bytes_in_the_exif_block_stop_the_reading(raw: bytes, where: int) -> None:
    source = Image.Exif()
    source[Base.Make] = "Maker"
    source.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2022:06:10 09:30:05"
    source.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (40.0, 42.0, 39.0)
    block = bytearray(source.tobytes())
    block[where : where + len(raw)] = raw
    image = Image.new("RGB", (1, 1))
    image.info["exif"] = bytes(block)
    found = exif.read(image)
    assert found.taken_at is None or found.taken_at.tzinfo is not None
    assert all(key.startswith("photos.") for key in found.warnings)


def test_a_jpeg_written_to_disk_is_read_the_same(tmp_path: Path) -> None:
    tags = Image.Exif()
    tags[Base.Make] = "Maker"
    tags[Base.Orientation] = 6
    tags.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2022:06:10 09:30:05"
    tags.get_ifd(IFD.GPSInfo).update({1: "N", 2: (40.0, 42.0, 39.0), 3: "E", 4: (120.0, 50.0, 12.0)})
    path = tmp_path / "a.jpg"
    Image.new("RGB", (8, 8)).save(path, exif=tags)
    with Image.open(path) as image:
        image.load()
        found = exif.read(image)
    assert (found.orientation, found.camera, found.latitude) == (6, "Maker", 40.7108333)
    assert found.taken_at == datetime.fromisoformat("2022-06-10T09:30:05+08:00")
