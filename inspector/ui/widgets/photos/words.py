"""What is said of a photo: when it was taken, what to look at, how large it is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from inspector.domain.ids import CHINA
from inspector.domain.inspection import PairSide, Photo
from inspector.services.photos import MarkLine
from inspector.services.visit_warnings import VisitWarning
from inspector.texts import sentence

_MEGA = 1_000_000


def time_of(photo: Photo, day: date | None) -> str:
    """The time of a photo of `day`, the day of any other one; None for a day of its own each."""
    if photo.taken_at is None:
        return sentence("ui_photos.no_time")
    taken = photo.taken_at.astimezone(CHINA)
    return f"{taken:%H:%M}" if taken.date() == day else f"{taken:%m-%d}"


def warnings_of(warnings: Sequence[VisitWarning]) -> tuple[str, ...]:
    """The warnings in few words; they never block."""
    return tuple(_warning(one) for one in warnings)


def _warning(warning: VisitWarning) -> str:
    if warning.key == "services.photo_far":
        return sentence("ui_photos.warning_far", kilometres=warning.details["kilometres"])
    return sentence("ui_photos.warning_day")


def side_of(photo: Photo) -> str:
    """整改前 or 整改后, "" for a photo without a pair."""
    if photo.pair_side is None:
        return ""
    return sentence("ui_photos.before") if photo.pair_side is PairSide.BEFORE else sentence("ui_photos.after")


def facts_of(photo: Photo) -> tuple[tuple[str, str], ...]:
    """What the file tells of itself: names and values, those that are there."""
    taken = f"{photo.taken_at:%Y-%m-%d %H:%M}" if photo.taken_at else ""
    placed = photo.longitude is not None and photo.latitude is not None
    place = f"{photo.longitude:.5f}, {photo.latitude:.5f}" if placed else ""
    pixels = f"{photo.width} × {photo.height}" if photo.width and photo.height else ""
    size = sentence("ui_photos.megabytes", size=f"{photo.byte_size / _MEGA:.1f}") if photo.byte_size else ""
    found = (
        (sentence("ui_photos.fact_taken"), taken or sentence("ui_photos.no_time")),
        (sentence("ui_photos.fact_place"), place or sentence("ui_photos.no_place")),
        (sentence("ui_photos.fact_camera"), photo.camera or ""),
        (sentence("ui_photos.fact_pixels"), pixels),
        (sentence("ui_photos.fact_size"), size),
        (sentence("ui_photos.fact_name"), photo.original_name or ""),
    )
    return tuple(one for one in found if one[1])


def view_name(name: str, lines: Collection[MarkLine]) -> str:
    """The file name proposed for a picture that leaves the program."""
    return sentence("ui_photos.view_name", name=name) if lines else sentence("ui_photos.plain_name", name=name)
