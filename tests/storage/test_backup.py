from __future__ import annotations

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from inspector import durable
from inspector.domain.errors import StorageError
from inspector.domain.ids import local_time
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.storage import backup, backup_folder, driver
from inspector.storage.backup import backup_before, list_backups, make_backup, restore, verify_backup
from inspector.storage.backup_folder import Source, make, thin
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import Workspace
from inspector.texts import explain
from tests.storage.kit import HOUR, HandClock, project
from tests.storage.test_sweep import keep


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    """A project and a photo with all its sizes."""
    sha = keep(ws.photos, b"original")
    for kind in ("print", "thumbs"):
        path = ws.photos / kind / sha[:2] / f"{sha}.jpg"
        path.parent.mkdir(parents=True)
        path.write_bytes(kind.encode())
    with ws.transaction("入库") as tx:
        project(tx)
        tx.insert(Photo(id=tx.new_id(), sha256=sha))
    return ws


def photos_below(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_a_restored_backup_has_the_same_content_under_a_new_epoch(filled: Workspace, tmp_path: Path) -> None:
    made = make_backup(filled)
    before = state_hash(filled)
    with filled.transaction("改") as tx:
        tx.delete(Project, next(tx.reader.all(Project)).id)
    info = restore(made.path, tmp_path / "restored")
    assert (info.replica, info.epoch > 1) == (filled.info.replica, True)
    with Workspace.open(tmp_path / "restored", clock=filled.clock) as again:
        assert again.info.epoch > 1
        assert state_hash(again) == before
        assert photos_below(again.photos) == photos_below(filled.photos)
        assert again.found.missing == ()


def test_a_backup_says_what_it_is_and_can_be_listed(filled: Workspace, clock: HandClock, tmp_path: Path) -> None:
    first = make_backup(filled)
    second = make_backup(filled)
    assert [one.path.name for one in (first, second)] == ["20220610-100000-manual", "20220610-100000-manual-2"]
    clock.now += HOUR
    elsewhere = make_backup(filled, tmp_path / "stick")
    assert list_backups(filled.backups) == (second, first)
    assert list_backups(tmp_path / "stick") == (elsewhere,)
    assert elsewhere.made_at == local_time(clock)
    assert (elsewhere.change_id, len(elsewhere.photos)) == (1, 1)
    assert verify_backup(elsewhere.path) == elsewhere
    (tmp_path / "stick" / "broken").mkdir()
    (tmp_path / "stick" / "broken" / "manifest.json").write_text("{")
    assert list_backups(tmp_path / "stick") == (elsewhere,)


def test_a_destination_gets_only_what_it_lacks(filled: Workspace, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    make_backup(filled, stick)
    before = {path: (stick / "photos" / path).stat().st_ino for path in photos_below(stick / "photos")}
    assert len(before) == 3
    make_backup(filled, stick)
    assert {path: (stick / "photos" / path).stat().st_ino for path in before} == before


def test_a_stick_that_knows_no_links_gets_copies(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    made = make_backup(filled, tmp_path / "stick")
    assert verify_backup(made.path) == made
    assert photos_below(tmp_path / "stick" / "photos") == photos_below(filled.photos)


def test_a_backup_can_be_carried_away_and_restored_elsewhere(filled: Workspace, tmp_path: Path) -> None:
    made = make_backup(filled, tmp_path / "stick")
    filled.close()
    shutil.rmtree(filled.path)
    shutil.move(tmp_path / "stick", tmp_path / "other")
    restore(tmp_path / "other" / made.path.name, tmp_path / "new")
    with Workspace.open(tmp_path / "new") as again:
        assert again.reader.count(Project) == 1


def damage_database(path: Path) -> None:
    database = path / "workspace.db"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)


def damage_row(path: Path) -> None:
    """One bit of content, with a manifest that fits: only the hash of the row can tell."""
    connection = driver.connect(path / "workspace.db", "rw")
    connection.execute("UPDATE project SET jobs = jobs + 1")
    connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    connection.close()
    _refit(path, sha256=durable.sha256_of(path / "workspace.db"))


def _refit(path: Path, **entries: Any) -> None:
    manifest = path / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_bytes()), **entries}))


def damage_file(path: Path) -> None:
    (path / "workspace.db").write_bytes(b"nothing like a database" * 999)
    _refit(path, sha256=durable.sha256_of(path / "workspace.db"))


def lose_database(path: Path) -> None:
    (path / "workspace.db").unlink()


def damage_photo(path: Path) -> None:
    (photo,) = (path.parent / "photos" / "originals").rglob("*/*")
    photo.unlink()
    photo.write_bytes(b"other bytes")


def lose_photo(path: Path) -> None:
    shutil.rmtree(path.parent / "photos")


def lose_manifest(path: Path) -> None:
    (path / "manifest.json").unlink()


def spoil_manifest(path: Path) -> None:
    (path / "manifest.json").write_text('{"made_at": 5}')


@pytest.mark.parametrize(
    "damage",
    [
        damage_database,
        damage_row,
        damage_file,
        lose_database,
        damage_photo,
        lose_photo,
        lose_manifest,
        spoil_manifest,
    ],
)
def test_a_damaged_backup_is_refused_and_nothing_is_left(filled: Workspace, tmp_path: Path, damage: Any) -> None:
    made = make_backup(filled, tmp_path / "stick")
    damage(made.path)
    with pytest.raises(StorageError) as told:
        restore(made.path, tmp_path / "restored")
    assert told.value.key.startswith(("storage.backup_", "storage.damaged"))
    assert str(tmp_path / "stick") in explain(told.value)
    assert not (tmp_path / "restored").exists()


def test_a_restore_never_overwrites_and_a_broken_one_leaves_nothing(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_backup(filled)
    with pytest.raises(StorageError) as told:
        restore(made.path, filled.path)
    assert told.value.key == "storage.not_empty"

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(StorageError) as told:
        restore(made.path, tmp_path / "restored")
    assert told.value.key == "storage.disk_full"
    assert not (tmp_path / "restored").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["ws"]


def test_a_damaged_workspace_is_not_backed_up_over_the_good_ones(filled: Workspace) -> None:
    good = make_backup(filled)
    filled._writer.execute("UPDATE project SET jobs = 7")
    with pytest.raises(StorageError) as told:
        make_backup(filled)
    assert told.value.key == "storage.backup_damaged"
    assert list_backups(filled.backups) == (good,)


def test_a_photo_that_is_missing_does_not_stop_a_backup(filled: Workspace) -> None:
    with filled.transaction("附照片") as tx:
        tx.insert(Photo(id=tx.new_id(), sha256="f" * 64))
    assert len(verify_backup(make_backup(filled).path).photos) == 1


def test_automatic_backups_are_thinned_and_those_of_a_person_stay(filled: Workspace, clock: HandClock) -> None:
    asked = make_backup(filled)
    source = Source(filled.path, filled.reader.connection, clock)
    start = clock.now
    for quarter in range(1, 9):
        clock.now = start + quarter * HOUR // 4
        make(source, reason="start")
    assert len(list_backups(filled.backups)) == 1 + 3, "the last of each hour, and the one asked for"
    now = local_time(clock)
    assert len(thin(filled.backups, now + timedelta(days=2))) == 2
    assert thin(filled.backups, now + timedelta(days=40)) == ()
    assert asked in list_backups(filled.backups)


def test_what_changes_much_is_preceded_by_a_backup(filled: Workspace) -> None:
    made = backup_before(filled, "import")
    assert made is not None
    assert (made.reason, list_backups(filled.backups)[0]) == ("import", made)
    assert backup_before(filled, "import") is None, "nothing has changed since"


def test_a_large_database_is_not_copied_twice_within_an_hour(
    filled: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_QUICK", 0)
    assert backup_before(filled, "import") is not None
    with filled.transaction("edit") as tx:
        project(tx)
    assert backup_before(filled, "import") is None
    clock.now += HOUR
    assert backup_before(filled, "import") is not None


def test_one_a_week_is_kept_of_old_days(filled: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source(filled.path, filled.reader.connection, clock)
    with monkeypatch.context() as keep_all:
        keep_all.setattr(backup_folder, "thin", lambda *_: ())
        for _ in range(14):
            make(source, reason="start")
            clock.now += 24 * HOUR
    thin(filled.backups, local_time(clock))
    assert len(list_backups(filled.backups)) == 14
    thin(filled.backups, local_time(clock) + timedelta(days=40))
    assert len(list_backups(filled.backups)) == 3, "14 days touch three weeks"


def test_a_folder_that_cannot_be_synced_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    durable.sync_folder(tmp_path)
