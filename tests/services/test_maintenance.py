"""备份与恢复: what was saved comes back, from a backup or the newest of a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError
from inspector.services.bundle import Services
from inspector.services.maintenance import check_workspace, make_backup, restore_backup
from inspector.services.workspaces import workspace_status
from tests.services.kit import a_project, opened, picture, visit
from tests.storage.kit import HOUR, HandClock


def test_a_backup_brings_rows_and_photos_back(office: Services, tmp_path: Path) -> None:
    project = a_project(office)
    saved = office.visits.record(project.id, visit(), [picture(tmp_path / "a.jpg")])
    made = make_backup(office.workspace, tmp_path / "备份")
    assert check_workspace(office.workspace).sound
    source, info = restore_backup(made.path, tmp_path / "恢复")
    assert (source, info.city) == (made.path, "huludao")
    with opened(tmp_path / "恢复") as restored:
        assert workspace_status(restored.workspace).state_hash == workspace_status(office.workspace).state_hash
        assert restored.store.intact(saved.photos[0].sha256)


def test_a_folder_of_backups_gives_its_newest(office: Services, tmp_path: Path, clock: HandClock) -> None:
    a_project(office)
    clock.now += HOUR
    make_backup(office.workspace)
    restore_backup(office.workspace.backups, tmp_path / "恢复")
    with opened(tmp_path / "恢复") as restored:
        assert workspace_status(restored.workspace).counts["project"] == 1


def test_a_folder_without_backups_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as refused:
        restore_backup(tmp_path, tmp_path / "恢复")
    assert refused.value.key == "services.no_backup"
    assert not (tmp_path / "恢复").exists()
