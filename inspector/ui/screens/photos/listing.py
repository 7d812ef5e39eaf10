"""The photos of the workspace as cells under headings, made beside the window: there may be thousands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from inspector.domain.ids import CHINA
from inspector.services.bundle import Services
from inspector.services.photo_gallery import Gallery, GalleryFilter, GalleryPhoto
from inspector.texts import sentence
from inspector.ui.widgets.photos import words
from inspector.ui.widgets.photos.cells import Heading, PhotoCell, Row


@dataclass(frozen=True)
class Listing:
    """What the screen shows: the cells, the photos behind them, and what else is to choose from."""

    rows: tuple[Row, ...]
    gallery: Gallery


def listing(wanted: GalleryFilter, services: Services) -> Listing:
    """The photos that a filter leaves, under a heading for each day and project."""
    gallery = services.gallery.listed(wanted)
    return Listing(tuple(_rows(gallery)), gallery)


def _rows(gallery: Gallery) -> Iterator[Row]:
    for (day, project), found in groupby(gallery.photos, key=_group):
        photos = list(found)
        told = sentence("ui_photos.heading", day=day, project=project or sentence("ui_photos.no_project"))
        yield Heading(told, sentence("ui_photos.count", count=len(photos)))
        yield from map(_cell, photos)


def _group(one: GalleryPhoto) -> tuple[str, str]:
    return f"{one.at.astimezone(CHINA):%Y-%m-%d}" if one.at else sentence("ui_photos.no_time"), one.project


def _cell(one: GalleryPhoto) -> PhotoCell:
    time = f"{one.at.astimezone(CHINA):%H:%M}" if one.at else ""
    told = one.photo.caption or one.photo.original_name or ""
    return PhotoCell(
        photo_id=one.photo.id,
        sha256=one.photo.sha256,
        line=f"{time}    {told}".strip(),
        warnings=words.warnings_of(one.warnings),
        mark=words.side_of(one.photo),
    )
