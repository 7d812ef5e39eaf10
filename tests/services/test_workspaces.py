"""A new workspace: the city's areas, lists and rules, the same in every workspace of the city."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.dispatch import DispatchRule
from inspector.domain.errors import NotFoundError, RuleError, StorageError
from inspector.domain.project import Area, ProjectList
from inspector.domain.record import Record
from inspector.services import workspaces
from inspector.services.bundle import Services
from inspector.services.profiles import load_profile
from inspector.services.workspaces import create_workspace, workspace_status
from inspector.storage.workspace import DataTier, WorkplaceRole
from tests.services.kit import a_project, new_folder, opened

SHIPPED: tuple[type[Record], ...] = (Area, ProjectList, DispatchRule)


def test_two_workspaces_of_a_city_mean_the_same_areas_lists_and_rules(office: Services, tmp_path: Path) -> None:
    with opened(new_folder(tmp_path / "7号机", role=WorkplaceRole.FIELD)) as field:
        for kind in SHIPPED:
            mine, theirs = (list(one.workspace.reader.all(kind)) for one in (office, field))
            assert mine == theirs
            assert mine
        assert workspace_status(office.workspace).state_hash == workspace_status(field.workspace).state_hash


def test_it_holds_what_the_profile_says(office: Services) -> None:
    profile = load_profile("huludao")
    reader = office.workspace.reader
    assert {one.code for one in reader.all(Area)} == {one.code for one in profile.areas}
    parents = {one.id: one.code for one in reader.all(Area)}
    found = {one.code: parents.get(one.parent_id or "") for one in reader.all(Area)}
    assert found == {one.code: one.parent for one in profile.areas}
    assert {(one.name, one.threshold) for one in reader.all(ProjectList)} == {
        (one.name, one.threshold) for one in profile.lists
    }
    assert reader.count(DispatchRule) == len(profile.dispatch_rules)


def test_an_unknown_city_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as refused:
        create_workspace(tmp_path / "ws", role=WorkplaceRole.OFFICE, device_name="编报端", city="atlantis")
    assert refused.value.key == "services.unknown_city"
    assert not (tmp_path / "ws").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "账.txt").write_text("别动", "utf-8")
    with pytest.raises(StorageError):
        new_folder(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["账.txt"]


def test_a_failure_while_filling_leaves_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_profile: object) -> list[Record]:
        raise RuleError("domain.profile.no_list", place="x")

    monkeypatch.setattr(workspaces, "shipped_records", fail)
    with pytest.raises(RuleError):
        new_folder(tmp_path / "ws")
    with opened(tmp_path / "ws") as services:
        assert services.workspace.reader.count(Area) == 0


def test_the_status_tells_counts_and_content(office: Services) -> None:
    before = workspace_status(office.workspace)
    assert (before.info.city, before.info.tier, before.counts["project"]) == ("huludao", DataTier.EMPTY, 0)
    a_project(office)
    after = workspace_status(office.workspace)
    assert after.counts["project"] == 1
    assert after.state_hash != before.state_hash


def test_a_new_workspace_has_nothing_to_undo(office: Services) -> None:
    """The areas of the city are no step of the user: without them nothing can be registered."""
    with pytest.raises(RuleError) as refused:
        office.history.undo()
    assert refused.value.key == "storage.nothing_to_undo"
    assert office.workspace.reader.count(Area)
