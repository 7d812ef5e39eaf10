"""What a camera wrote beside the pixels: time, place, make and model, and how it was held.

EXIF comes from thousands of devices and editors: 9999:99:99, 91°, 0/0, GBK bytes. None of it may stop a
photo from being attached, so whatever cannot be used becomes a warning (EXIF 2.32: tags of section 4.6).
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from PIL import ExifTags, Image

from inspector.domain.ids import CHINA

_TIME = re.compile(r"(\d{4})[:./-](\d{1,2})[:./-](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})(?!\d)")
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")
_MAX_OFFSET = timedelta(hours=14)
_MAX_CAMERA = 100
_DEGREE_PARTS = 3
_Tags = Mapping[int, Any]


@dataclass
class Shot:
    """The facts that could be used, and the catalogue keys of those that could not."""

    orientation: int = 1
    taken_at: datetime | None = None
    longitude: float | None = None
    latitude: float | None = None
    camera: str | None = None
    warnings: list[str] = field(default_factory=list)


def read(image: Image.Image) -> Shot:
    """The shot behind a loaded `image`. Never raises."""
    shot = Shot()
    try:
        exif = image.getexif()
        shot.orientation = _orientation(exif)
        details, gps = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
        _read_time(shot, exif, details)
        _read_place(shot, gps)
        _read_camera(shot, exif)
    except Exception:  # noqa: BLE001 - a boundary: foreign bytes make Pillow's parser raise anything
        shot.warnings.append("photos.metadata_damaged")
    return shot


def _orientation(exif: _Tags) -> int:
    value = exif.get(ExifTags.Base.Orientation, 1)
    return value if value in range(1, 9) else 1


def _read_time(shot: Shot, exif: _Tags, details: _Tags) -> None:
    written = (
        (details.get(ExifTags.Base.DateTimeOriginal), ExifTags.Base.OffsetTimeOriginal),
        (details.get(ExifTags.Base.DateTimeDigitized), ExifTags.Base.OffsetTimeDigitized),
        (exif.get(ExifTags.Base.DateTime), ExifTags.Base.OffsetTime),
    )
    for value, offset_tag in written:
        if digits_in(value):
            _take_time(shot, str(value), details.get(offset_tag))
            return


def digits_in(value: object) -> bool:
    """Whether a time was written at all: the standard writes an unknown one as blanks and colons."""
    return any(sign.isdigit() for sign in str(value or ""))


def _take_time(shot: Shot, written: str, offset: object) -> None:
    found = _TIME.match(written.strip())
    if not found:
        shot.warnings.append("photos.time_unreadable")
        return
    try:
        year, month, day, hour, minute, second = map(int, found.groups())
        shot.taken_at = datetime(year, month, day, hour, minute, second, tzinfo=_zone(shot, offset))
    except ValueError:
        shot.warnings.append("photos.time_unreadable")


def _zone(shot: Shot, offset: object) -> tzinfo:
    text = str(offset or "").strip("\0 ")
    if text == "Z":
        return UTC
    found = _OFFSET.fullmatch(text)
    if found:
        sign, hours, minutes = found.groups()
        shift = timedelta(hours=int(hours), minutes=int(minutes))
        if shift <= _MAX_OFFSET:
            return timezone(shift if sign == "+" else -shift)
    if digits_in(text):
        shot.warnings.append("photos.offset_unreadable")
    return CHINA


def _read_place(shot: Shot, gps: _Tags) -> None:
    tags = ExifTags.GPS
    if tags.GPSLatitude not in gps and tags.GPSLongitude not in gps:
        return
    latitude = _degrees(gps.get(tags.GPSLatitude), gps.get(tags.GPSLatitudeRef), "NS", 90)
    longitude = _degrees(gps.get(tags.GPSLongitude), gps.get(tags.GPSLongitudeRef), "EW", 180)
    if latitude is None or longitude is None:
        shot.warnings.append("photos.place_unreadable")
    elif latitude == longitude == 0:
        shot.warnings.append("photos.place_zero")
    else:
        shot.latitude, shot.longitude = latitude, longitude


def _degrees(parts: Any, reference: object, sides: str, limit: int) -> float | None:  # noqa: ANN401 - foreign
    side = str(reference or "").strip("\0 ").upper()
    if len(side) != 1 or side not in sides:
        return None
    try:
        whole = [float(part) for part in parts]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = math.fsum(part / sixtieth for part, sixtieth in zip(whole, (1, 60, 3600), strict=False))
    if len(whole) != _DEGREE_PARTS or not math.isfinite(value) or not 0 <= value <= limit:
        return None
    return round(-value if side == sides[1] else value, 7)


def _read_camera(shot: Shot, exif: _Tags) -> None:
    make, model = (_plain_text(exif.get(tag)) for tag in (ExifTags.Base.Make, ExifTags.Base.Model))
    if make is None or model is None:
        shot.warnings.append("photos.camera_unreadable")
        return
    # Many models repeat their maker: "HUAWEI" and "HUAWEI P60".
    named = model if model.lower().startswith(make.lower()) else f"{make} {model}"
    shot.camera = named.strip()[:_MAX_CAMERA] or None


def _plain_text(value: object) -> str | None:
    """Printable text; Pillow reads it as Latin-1, phones write UTF-8 or GBK. None if it is neither."""
    raw = value if isinstance(value, bytes) else str(value or "").encode("latin-1", "replace")
    raw = raw.split(b"\0")[0]
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding).strip()
        except UnicodeDecodeError:
            continue
        return text if text.isprintable() else None
    return None
