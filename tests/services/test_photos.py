"""照片: found by id or content, credited, paired, watermarked; the original stays untouched."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.inspection import Inspection, PairSide, Photo
from inspector.photos import verification_code
from inspector.services.bundle import Services
from inspector.services.photos import MarkLine
from tests.services.kit import a_project, new_id, picture, put, visit


@pytest.fixture
def photos(office: Services, tmp_path: Path) -> tuple[Photo, ...]:
    project = a_project(office)
    shots = [
        picture(tmp_path / "前.jpg", taken="2022:06:10 09:31:00", place=(120.5, 40.5)),
        picture(tmp_path / "后.jpg", (20, 20, 200)),
    ]
    made = visit(place="K1+200", inspectors=["巡查员甲", "巡查员乙"])
    return office.visits.record(project.id, made, shots).photos


def test_a_photo_is_found_by_id_and_by_content(office: Services, photos: tuple[Photo, ...]) -> None:
    assert office.photos.get(photos[0].id) == photos[0]
    assert office.photos.get(photos[1].sha256.upper()) == photos[1]
    with pytest.raises(NotFoundError) as refused:
        office.photos.get("x")
    assert refused.value.key == "services.no_such_photo"


def test_caption_and_credit_are_written_one_by_one(office: Services, photos: tuple[Photo, ...]) -> None:
    office.photos.credit(photos[0].id, caption="主体封顶", credit=None)
    after = office.photos.credit(photos[0].id, caption=None, credit="市项目中心供图", author="管家")
    assert (after.caption, after.credit) == ("主体封顶", "市项目中心供图")


def test_two_photos_become_a_pair_and_one_picture(office: Services, photos: tuple[Photo, ...], tmp_path: Path) -> None:
    before, after = office.photos.pair(photos[0].id, photos[1].id)
    assert (before.pair_side, after.pair_side) == (PairSide.BEFORE, PairSide.AFTER)
    assert before.pair_id == after.pair_id
    assert before.pair_id is not None
    office.photos.side_by_side(before.pair_id, tmp_path / "对比.jpg")
    with Image.open(tmp_path / "对比.jpg") as made:
        assert made.width > made.height


def test_a_pair_needs_two(office: Services, photos: tuple[Photo, ...], tmp_path: Path) -> None:
    with pytest.raises(RuleError):
        office.photos.pair(photos[0].id, photos[0].sha256)
    with pytest.raises(NotFoundError):
        office.photos.side_by_side("x", tmp_path / "对比.jpg")


def test_the_watermark_tells_project_time_place_and_inspectors(
    office: Services, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    original = office.store.original(photos[0].sha256).read_bytes()
    code = office.photos.watermark(photos[0].id, tmp_path / "水印.jpg")
    taken = photos[0].taken_at
    assert taken is not None
    assert code == verification_code(photos[0].sha256, "滨海公路", taken, "K1+200", "巡查员甲、巡查员乙")
    assert (tmp_path / "水印.jpg").read_bytes() != original
    assert office.store.original(photos[0].sha256).read_bytes() == original


def test_lines_left_out_are_not_in_the_code_either(office: Services, photos: tuple[Photo, ...], tmp_path: Path) -> None:
    taken = photos[0].taken_at
    assert taken is not None
    some = office.photos.watermark(photos[0].id, tmp_path / "a.jpg", {MarkLine.TIME, MarkLine.PLACE})
    assert some == verification_code(photos[0].sha256, "", taken, "K1+200", "")
    assert not office.photos.watermark(photos[0].id, tmp_path / "b.jpg", {MarkLine.PROJECT})
    assert office.photos.watermarked(photos[0].id, ()).jpeg != office.photos.watermarked(photos[0].id).jpeg


def test_without_its_own_time_the_visit_dates_the_photo(
    office: Services, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    code = office.photos.watermark(photos[1].id, tmp_path / "水印.jpg")
    when = office.workspace.reader.get(Inspection, photos[1].inspection_id or "").visited_at
    assert code == verification_code(photos[1].sha256, "滨海公路", when, "K1+200", "巡查员甲、巡查员乙")


@pytest.mark.parametrize(("position", "coded"), [((120.5, 40.5), True), ((None, None), False)])
def test_a_photo_without_a_visit_is_marked_with_what_it_has(
    office: Services,
    photos: tuple[Photo, ...],
    tmp_path: Path,
    *,
    position: tuple[float | None, float | None],
    coded: bool,
) -> None:
    alone = Photo(
        id=new_id(office),
        sha256=photos[0].sha256,
        taken_at=photos[0].taken_at if coded else None,
        longitude=position[0],
        latitude=position[1],
    )
    put(office, alone)
    code = office.photos.watermark(alone.id, tmp_path / "水印.jpg")
    assert bool(code) is coded
    if coded and photos[0].taken_at is not None:
        place = "120.500000, 40.500000"
        assert code == verification_code(alone.sha256, "", photos[0].taken_at, place, "")


def test_a_visit_without_a_named_place_lends_its_position(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    made = visit(longitude=120.25, latitude=40.25)
    (photo,) = office.visits.record(project.id, made, [picture(tmp_path / "a.jpg")]).photos
    code = office.photos.watermark(photo.id, tmp_path / "水印.jpg")
    assert code == verification_code(photo.sha256, "滨海公路", made.visited_at, "120.250000, 40.250000", "")
