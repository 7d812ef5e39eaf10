"""合成城市 and the real projects: whole, repeatable, and never in one workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.errors import RuleError
from inspector.domain.project import AnnualPlan, Area, Project
from inspector.services.bundle import Services
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DataTier
from tests.services.kit import a_project, copied, new_folder, opened, projects


def test_equal_seeds_make_equal_content(office: Services, empty_folder: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    office.examples.synthesize(25, 7, progress=lambda done, of: told.append((done, of)))
    assert told[0] == (1, 25)
    assert told[-1] == (25, 25)
    assert office.workspace.info.tier is DataTier.SYNTHETIC
    assert all(one.name.startswith("合成") for one in projects(office))
    with copied(empty_folder, tmp_path / "other") as other:
        other.examples.synthesize(25, 7)
        assert state_hash(other.workspace) == state_hash(office.workspace)
        other.history.undo()
        other.examples.synthesize(25, 8)
        assert state_hash(other.workspace) != state_hash(office.workspace)


def test_a_synthetic_city_uses_the_areas_that_are_there(office: Services) -> None:
    before = list(office.workspace.reader.all(Area))
    office.examples.synthesize(25, 7)
    assert list(office.workspace.reader.all(Area)) == before
    assert {one.area_id for one in projects(office)} <= {one.id for one in before}


def test_all_of_it_is_taken_back_by_one_undo(office: Services) -> None:
    before = state_hash(office.workspace)
    office.examples.synthesize(25, 7)
    office.history.undo()
    assert state_hash(office.workspace) == before
    office.examples.sample(city_only=True)
    assert office.workspace.info.tier is DataTier.REAL


def test_examples_go_into_an_empty_workspace_only(office: Services) -> None:
    a_project(office)
    before = state_hash(office.workspace)
    with pytest.raises(RuleError) as synthetic:
        office.examples.synthesize(25, 7)
    with pytest.raises(RuleError) as real:
        office.examples.sample()
    assert synthetic.value.key == real.value.key == "services.workspace_not_empty"
    assert state_hash(office.workspace) == before


def test_a_failure_on_the_way_leaves_nothing(office: Services) -> None:
    def stop(done: int, _all: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    before = state_hash(office.workspace)
    with pytest.raises(KeyboardInterrupt):
        office.examples.synthesize(25, 7, progress=stop)
    assert state_hash(office.workspace) == before
    assert office.workspace.info.tier is DataTier.EMPTY


def test_the_real_projects_of_one_city_or_of_all(office: Services, tmp_path: Path) -> None:
    office.examples.sample()
    assert office.workspace.reader.count(Project) == 42
    assert office.workspace.reader.count(AnnualPlan) == 1
    areas = list(office.workspace.reader.all(Area))
    assert len({one.code for one in areas}) == len(areas)
    with opened(new_folder(tmp_path / "dandong", "dandong")) as dandong:
        dandong.examples.sample(city_only=True)
        assert dandong.workspace.reader.count(Project) == 9
        theirs = {one.id for one in projects(dandong)}
        assert theirs <= {one.id for one in projects(office)}


def test_a_city_that_shares_nothing_has_no_projects(tmp_path: Path) -> None:
    with opened(new_folder(tmp_path / "ws", "suqian")) as services:
        assert not services.examples.sample(city_only=True).inserted
