"""照片 as they are listed, and one with all that is known of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.errors import FormatError, NotFoundError
from inspector.domain.inspection import Photo
from inspector.domain.markup import Mark, MarkColour, MarkKind
from inspector.services.bundle import Services
from inspector.services.photo_gallery import GalleryFilter
from tests.services.kit import a_project, new_id, picture, put, visit

MARK = Mark(MarkKind.ARROW, MarkColour.RED, ((0.1, 0.1), (0.5, 0.5)))


@pytest.fixture
def photos(office: Services, tmp_path: Path) -> tuple[Photo, ...]:
    project = a_project(office, longitude=120.5, latitude=40.5)
    shots = [
        picture(tmp_path / "a.jpg", taken="2022:06:10 09:31:00", place=(120.5, 40.5)),
        picture(tmp_path / "b.jpg", (20, 20, 200), taken="2022:06:10 09:40:00", place=(120.6, 40.5)),
        picture(tmp_path / "c.jpg", (20, 200, 20), taken="2022:06:08 09:31:00"),
    ]
    return office.visits.record(project.id, visit(), shots).photos


def names(office: Services, wanted: GalleryFilter | None = None) -> list[str | None]:
    return [one.photo.original_name for one in office.gallery.listed(wanted or GalleryFilter()).photos]


def test_the_newest_day_comes_first_and_a_day_in_its_order(office: Services, photos: tuple[Photo, ...]) -> None:
    assert names(office) == ["a.jpg", "b.jpg", "c.jpg"]
    assert len(photos) == office.gallery.listed(GalleryFilter()).total


def test_filters(office: Services, photos: tuple[Photo, ...]) -> None:
    office.photos.pair(photos[0].id, photos[1].id)
    office.photos.credit(photos[2].id, caption=None, credit="市项目中心供图")
    gallery = office.gallery.listed(GalleryFilter(unpaired=True))
    assert [one.photo.id for one in gallery.photos] == [photos[2].id]
    assert names(office, GalleryFilter(uncredited=True)) == ["a.jpg", "b.jpg"]
    assert set(names(office, GalleryFilter(warned=True))) == {"b.jpg", "c.jpg"}
    (only,) = gallery.projects
    assert len(names(office, GalleryFilter(project_id=only[0]))) == 3
    assert names(office, GalleryFilter(project_id="other")) == []
    assert len(names(office, GalleryFilter(inspection_id=photos[0].inspection_id or ""))) == 3


def test_a_photo_that_belongs_to_nothing_is_listed(office: Services) -> None:
    put(office, Photo(id=new_id(office), sha256="0" * 64))
    (one,) = office.gallery.listed(GalleryFilter()).photos
    assert (one.project, one.at, one.warnings) == ("", None, ())
    assert office.gallery.card(one.photo.id).project == ""


def test_the_card_has_both_sides_of_a_pair_and_the_marks(office: Services, photos: tuple[Photo, ...]) -> None:
    office.photos.pair(photos[0].id, photos[1].id)
    office.photos.mark(photos[0].id, [MARK], "巡查员甲")
    card = office.gallery.card(photos[0].id)
    assert (card.before, card.after) == (office.photos.get(photos[0].id), office.photos.get(photos[1].id))
    assert card.marks == (MARK,)
    assert card.project
    assert card.inspection is not None
    assert office.store.intact(photos[0].sha256)
    assert office.gallery.card(photos[2].id).before is None
    with pytest.raises(NotFoundError):
        office.gallery.card("gone")


def test_views_come_as_bytes(office: Services, photos: tuple[Photo, ...]) -> None:
    made = office.photos.watermarked(photos[0].id)
    assert made.jpeg.startswith(b"\xff\xd8")
    assert made.code
    assert made.jpeg != office.photos.print_bytes(photos[0].sha256)
    assert office.photos.thumbnail_bytes(photos[0].sha256).startswith(b"\xff\xd8")
    with pytest.raises(NotFoundError):
        office.photos.thumbnail_bytes("0" * 64)


def test_a_file_outside_is_fingerprinted_only_when_it_is_whole(office: Services, tmp_path: Path) -> None:
    whole = picture(tmp_path / "whole.jpg")
    assert office.photos.fingerprint(whole) == office.store.attach(whole).sha256
    Image.effect_noise((300, 300), 90).save(tmp_path / "noise.jpg")
    content = (tmp_path / "noise.jpg").read_bytes()
    (tmp_path / "half.jpg").write_bytes(content[: len(content) // 2])
    with pytest.raises(FormatError):
        office.photos.fingerprint(tmp_path / "half.jpg")
