"""合并: what two workspaces know is in both afterwards, once, with the photos."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from inspector.app import Services
from inspector.domain.errors import RuleError
from inspector.domain.inspection import Photo
from inspector.services.handover import HandedOver, hand_over
from inspector.storage.check import check
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DataTier, WorkplaceRole
from tests.services.kit import a_project, new_folder, opened, picture, visit


def give(source: Services, target: Services) -> HandedOver:
    return hand_over(source.workspace, source.store, target.workspace, target.store)


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Services]:
    with opened(new_folder(tmp_path / "7号机", role=WorkplaceRole.FIELD)) as services:
        yield services


def test_both_know_the_same_after_giving_both_ways(office: Services, field: Services, tmp_path: Path) -> None:
    office.examples.sample(city_only=True)
    give(office, field)
    project = a_project(field, "外业新报项目")
    shot = picture(tmp_path / "现场.jpg")
    saved = field.visits.record(project.id, visit(problems=[{"description": "围挡缺失"}]), [shot])
    a_project(office, "内业新报项目")
    given = give(field, office)
    back = give(office, field)
    assert (given.photos, back.photos) == (1, 0)
    assert state_hash(office.workspace) == state_hash(field.workspace)
    assert office.store.original(saved.photos[0].sha256).read_bytes() == shot.read_bytes()
    assert office.visits.show(saved.inspection.id).problems[0].description == "围挡缺失"
    assert office.workspace.info.tier is field.workspace.info.tier is DataTier.REAL


def test_twice_is_once(office: Services, field: Services, tmp_path: Path) -> None:
    project = a_project(field)
    field.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
    give(field, office)
    before = state_hash(office.workspace)
    again = give(field, office)
    assert (again.operations, again.photos) == (0, 0)
    assert state_hash(office.workspace) == before


def test_a_photo_that_the_giver_lacks_stays_awaited_and_holds_nothing_up(
    office: Services, field: Services, tmp_path: Path
) -> None:
    project = a_project(field)
    saved = field.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
    field.store.original(saved.photos[0].sha256).unlink()
    assert give(field, office).photos == 0
    assert office.workspace.reader.count(Photo) == 1
    findings = check(office.workspace).findings
    assert saved.photos[0].sha256 in str(findings)


def test_a_photo_that_was_lost_comes_back_with_the_next_merge(
    office: Services, field: Services, tmp_path: Path
) -> None:
    project = a_project(field)
    saved = field.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
    give(field, office)
    office.store.original(saved.photos[0].sha256).unlink()
    assert give(field, office).photos == 1


def test_the_mark_of_synthetic_data_travels_with_them(office: Services, field: Services) -> None:
    office.examples.synthesize(10, 1)
    give(office, field)
    assert field.workspace.info.tier is DataTier.SYNTHETIC


def test_the_mark_of_a_demo_travels_with_it(office: Services, field: Services) -> None:
    office.examples.sample(city_only=True)
    give(office, field)
    office.workspace.set_tier(DataTier.DEMO)
    give(field, office)
    assert office.workspace.info.tier is DataTier.DEMO
    give(office, field)
    assert field.workspace.info.tier is DataTier.DEMO


def test_synthetic_and_real_data_are_not_merged(office: Services, field: Services) -> None:
    office.examples.synthesize(10, 1)
    field.examples.sample(city_only=True)
    before = state_hash(field.workspace)
    with pytest.raises(RuleError) as refused:
        give(office, field)
    assert refused.value.key == "services.handover_mixes_tiers"
    assert state_hash(field.workspace) == before


def test_three_laptops_pass_on_what_they_got(office: Services, tmp_path: Path) -> None:
    with ExitStack() as all_open:
        first, second = (all_open.enter_context(opened(new_folder(tmp_path / name))) for name in ("7号机", "8号机"))
        project = a_project(first)
        first.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
        give(first, second)
        assert give(second, office).photos == 1
        assert state_hash(office.workspace) == state_hash(first.workspace)
        assert give(first, office).operations == 0
