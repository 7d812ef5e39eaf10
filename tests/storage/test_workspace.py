from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from inspector.domain.errors import NotFoundError, StorageError
from inspector.domain.ids import SystemClock
from inspector.domain.project import Project
from inspector.storage import backup_folder, driver, identity, meta, migrations
from inspector.storage.merge import apply_operations, have
from inspector.storage.transaction import ChangeSet
from inspector.storage.workspace import DataTier, WorkplaceRole, Workspace
from inspector.texts import explain
from tests.storage.kit import HOUR, HandClock, new_workspace, operation, project


def test_a_new_workspace_says_what_it_is(ws: Workspace, tmp_path: Path) -> None:
    info = ws.info
    assert (info.role, info.device_name, info.city) == (WorkplaceRole.FIELD, "7号机", "huludao")
    assert (info.tier, info.epoch, info.schema_version) == (DataTier.EMPTY, 1, len(migrations.STEPS))
    assert info.created_at.isoformat() == "2022-06-10T10:00:00+08:00"
    assert info.driver == driver.NAME
    assert {path.name for path in (tmp_path / "ws").iterdir() if path.is_dir()} == {"photos", "backups", "logs"}


def test_the_connection_is_as_durable_as_the_design_asks(ws: Workspace) -> None:
    def asked(name: str) -> object:
        return ws._writer.execute(f"PRAGMA {name}").fetchone()[0]

    assert [asked(name) for name in ("journal_mode", "synchronous", "trusted_schema", "foreign_keys")] == [
        "wal",
        2,
        0,
        0,
    ]
    strict = ws._writer.execute(
        "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT GLOB 'search_*'"
    ).fetchone()
    assert strict[0] == 1, "all but SQLite's own schema table and its search index"
    with pytest.raises(driver.DatabaseError):
        ws.reader.connection.execute("DELETE FROM meta")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("重要")
    with pytest.raises(StorageError) as told:
        new_workspace(tmp_path)
    assert told.value.key == "storage.not_empty"
    with pytest.raises(StorageError):
        new_workspace(tmp_path / "notes.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_may_become_a_workspace_and_a_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ws").mkdir()
    with monkeypatch.context() as broken:
        broken.setattr(identity, "mark", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            new_workspace(tmp_path / "ws")
    assert list(tmp_path.iterdir()) == [tmp_path / "ws"]
    new_workspace(tmp_path / "ws").close()
    assert list(tmp_path.iterdir()) == [tmp_path / "ws"]


def test_only_a_workspace_is_opened(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        Workspace.open(tmp_path)
    assert told.value.key == "storage.not_a_workspace"
    sqlite3.connect(tmp_path / "workspace.db").execute("CREATE TABLE other (x)").connection.close()
    for read_only in (False, True):
        with pytest.raises(StorageError) as told:
            Workspace.open(tmp_path, read_only=read_only)
        assert told.value.key == "storage.not_a_workspace"
    (tmp_path / "workspace.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(StorageError) as told:
        Workspace.open(tmp_path)
    assert told.value.key == "storage.damaged"


def test_the_second_one_hears_who_holds_the_workspace(ws: Workspace, clock: HandClock) -> None:
    with pytest.raises(StorageError) as told:
        Workspace.open(ws.path, clock=clock)
    assert told.value.details["pid"] == os.getpid()
    assert told.value.details["since"] == "2022-06-10T10:00:00+08:00"
    assert str(os.getpid()) in explain(told.value)
    (ws.path / "workspace.holder").write_text("damaged")
    with pytest.raises(StorageError) as told:
        Workspace.open(ws.path, clock=clock)
    assert told.value.details == {"host": "?", "pid": "?", "since": "?"}


def test_the_lock_is_free_after_closing_and_closing_twice_is_harmless(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    ws.close()
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.epoch == 1


def test_a_reader_needs_no_lock_and_sees_what_was_saved(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        made = project(tx)
    with Workspace.open(ws.path, read_only=True) as reading:
        assert reading.reader.get(Project, made.id) == made
        with pytest.raises(StorageError):
            reading.set_tier(DataTier.REAL)


def test_a_medium_that_cannot_be_written_can_be_read(ws: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ws.close()
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Workspace.open(ws.path, read_only=True) as reading:
        assert reading.info.device_name == "7号机"


def test_the_tier_is_saved_with_the_transaction_around_it(ws: Workspace) -> None:
    with pytest.raises(StorageError), ws.transaction("示例"):  # noqa: PT012 - both belong to the step
        ws.set_tier(DataTier.REAL)
        raise StorageError("storage.busy", path="x")
    assert ws.info.tier.value == "empty"
    ws.set_tier(DataTier.SYNTHETIC)
    assert ws.info.tier.value == "synthetic"


def test_a_newer_workspace_is_refused_with_the_words_to_upgrade(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    raise_version(ws.path, 99)
    before = (ws.path / "workspace.db").read_bytes()
    for read_only in (False, True):
        with pytest.raises(StorageError) as told:
            Workspace.open(ws.path, clock=clock, read_only=read_only)
        assert told.value.details == {"found": 99, "known": len(migrations.STEPS)}
        assert "升级程序" in explain(told.value)
    assert (ws.path / "workspace.db").read_bytes() == before


def raise_version(path: Path, number: int) -> None:
    connection = driver.connect(path / "workspace.db", "rw")
    connection.execute(f"PRAGMA user_version={number}")
    connection.close()


def test_an_older_workspace_is_backed_up_and_migrated(
    ws: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    ws.close()
    step = lambda database: database.execute("CREATE TABLE later (x INTEGER) STRICT")  # noqa: E731 - a test's step
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, step))
    with pytest.raises(StorageError) as told:
        Workspace.open(ws.path, read_only=True)
    assert told.value.key == "storage.older_schema"
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.schema_version == len(migrations.STEPS)
        reasons = [one.reason for one in backup_folder.in_folder(again.backups)]
    assert reasons == ["migration"]


def test_a_migration_that_fails_leaves_the_old_version(
    ws: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ws.close()
    steps = migrations.STEPS
    monkeypatch.setattr(migrations, "STEPS", (*steps, lambda database: database.execute("CREATE TABLE meta (x)")))
    with pytest.raises(driver.DatabaseError):
        Workspace.open(ws.path, clock=clock)
    monkeypatch.setattr(migrations, "STEPS", steps)
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.schema_version == len(steps)


def test_a_copied_folder_writes_under_an_epoch_of_its_own(ws: Workspace, clock: HandClock, tmp_path: Path) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    ws.close()
    shutil.copytree(ws.path, tmp_path / "copy")
    with Workspace.open(tmp_path / "copy", clock=clock) as copy, Workspace.open(ws.path, clock=clock) as original:
        assert original.info.epoch == 1 < copy.info.epoch
        with copy.transaction("入库") as tx:
            project(tx)
        assert have(copy.reader) == {
            f"{copy.info.replica}:1": ((1, 1),),
            f"{copy.info.replica}:{copy.info.epoch}": ((1, 1),),
        }
    with Workspace.open(tmp_path / "copy", clock=clock) as copy:
        assert copy.info.epoch > 1


def test_a_moved_folder_is_the_same_one(ws: Workspace, clock: HandClock, tmp_path: Path) -> None:
    ws.close()
    ws.path.rename(tmp_path / "moved")
    with Workspace.open(tmp_path / "moved", clock=clock) as moved:
        assert moved.info.epoch == 1


@pytest.mark.parametrize("marker", [None, b"[]", b"{", b"{}"])
def test_a_lost_or_damaged_marker_starts_a_new_epoch(ws: Workspace, clock: HandClock, marker: bytes | None) -> None:
    ws.close()
    path = ws.path / identity.MARKER
    path.unlink() if marker is None else path.write_bytes(marker)
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.epoch > 1


def test_a_database_that_was_set_back_in_its_place_starts_a_new_epoch(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    old = (ws.path / "workspace.db").read_bytes()
    with Workspace.open(ws.path, clock=clock) as later, later.transaction("入库") as tx:
        project(tx)
    (ws.path / "workspace.db").write_bytes(old)
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.epoch > 1


def test_a_database_that_lost_only_what_it_had_received_starts_a_new_epoch(ws: Workspace, clock: HandClock) -> None:
    """Others may have been told of what was received; they will not send it again to the same epoch."""
    old = ws.path.with_name("old.db")
    ws.close()
    shutil.copyfile(ws.database, old)
    with Workspace.open(ws.path, clock=clock) as later:
        with later.transaction("导入") as tx:
            apply_operations(tx, [operation("b:1", 1)])
        later.note_outside()
        shutil.copytree(later.path, ws.path.with_name("killed"))
    for place in (ws.path, ws.path.with_name("killed")):
        marker = json.loads((place / identity.MARKER).read_bytes())
        (place / identity.MARKER).write_text(json.dumps(marker | {"inode": place.stat().st_ino}))
        shutil.copyfile(old, place / "workspace.db")
        for left in place.glob("workspace.db-*"):
            left.unlink()
        with Workspace.open(place, clock=clock) as again:
            assert again.info.epoch > 1


def test_another_machine_starts_a_new_epoch(ws: Workspace, clock: HandClock) -> None:
    ws.close()
    marker = ws.path / identity.MARKER
    marker.write_text(json.dumps({**json.loads(marker.read_bytes()), "machine": "another"}))
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.epoch > 1


def test_an_operation_of_ours_that_we_do_not_know_starts_a_new_epoch(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("导入") as tx:
        apply_operations(tx, [operation(f"{ws.info.replica}:1", 4)])
    assert ws.info.epoch > 1
    ws.close()
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.info.epoch > 1


def test_damage_is_found_after_an_unclean_end(ws: Workspace, clock: HandClock) -> None:
    with ws.transaction("导入") as tx:
        tx.insert_many(Project(id=tx.new_id(), name=f"项目{n}") for n in range(3000))
    ws.close()
    connection = driver.connect(ws.path / "workspace.db", "rw")
    meta.write(connection, clean="0")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    with Workspace.open(ws.path, clock=clock) as again:
        assert again.reader.count(Project) == 3000
    connection = driver.connect(ws.path / "workspace.db", "rw")
    meta.write(connection, clean="0")
    root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'project'").fetchone()[0]
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    connection.close()
    with (ws.path / "workspace.db").open("rb+") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(StorageError) as told:
        Workspace.open(ws.path, clock=clock)
    assert told.value.key == "storage.damaged"


def test_little_space_and_a_failed_backup_are_told_but_stop_nothing(
    ws: Workspace, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ws.transaction("入库") as tx:
        project(tx)
    ws.close()
    monkeypatch.setattr(Workspace, "free_space", 100 * 2**20)

    def full(*_: object, **__: object) -> None:
        raise StorageError("storage.disk_full", path="x")

    monkeypatch.setattr(backup_folder, "make", full)
    with Workspace.open(ws.path, clock=clock) as again:
        assert [one.key for one in again.warnings] == ["storage.low_space", "storage.disk_full"]
        assert "100 MB" in explain(again.warnings[0])


def test_a_backup_is_made_at_the_start_when_something_changed_and_an_hour_has_passed(
    ws: Workspace, clock: HandClock
) -> None:
    def opened() -> list[str]:
        with Workspace.open(ws.path, clock=clock) as again:
            found = [one.reason for one in backup_folder.in_folder(again.backups)]
            with again.transaction("入库") as tx:
                project(tx)
        return found

    ws.close()
    assert opened() == [], "an empty workspace needs none"
    assert opened() == ["start"]
    clock.now += HOUR - 1000
    assert opened() == ["start"]
    clock.now += 1000
    assert opened() == ["start"] * 2
    clock.now += 2 * HOUR
    Workspace.open(ws.path, clock=clock).close()
    clock.now += 2 * HOUR
    with Workspace.open(ws.path, clock=clock) as again:
        assert len(list(backup_folder.in_folder(again.backups))) == 3, "nothing changed since the last"


def test_the_own_clock_is_the_default(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ws", role=WorkplaceRole.OFFICE, device_name="办公室", city="fushun") as ws:
        assert isinstance(ws.clock, SystemClock)
    with Workspace.open(tmp_path / "ws") as ws:
        assert isinstance(ws.clock, SystemClock)
        assert ws.free_space > 0


def test_without_a_wheel_the_plain_driver_does_the_same(tmp_path: Path) -> None:
    program = (
        "import sys; sys.modules['sqlcipher3'] = None\n"
        "from pathlib import Path\n"
        "from inspector.storage.workspace import Workspace, WorkplaceRole\n"
        "from inspector.domain.project import Area\n"
        f"path = Path({str(tmp_path / 'ws')!r})\n"
        "with Workspace.create(path, role=WorkplaceRole.FIELD, device_name='x', city='y') as ws:\n"
        "    with ws.transaction('a') as tx: tx.insert(Area(id=tx.new_id(), code='1', name='区'))\n"
        "    print(ws.info.driver, ws.reader.count(Area))\n"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["sqlite3", "1"]


def test_the_fall_back_is_plain_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    assert driver.load() == ("sqlite3", sqlite3)


def test_an_error_that_a_user_can_do_nothing_about_stays_what_it_is(ws: Workspace) -> None:
    with pytest.raises(driver.DatabaseError, match="no such table"), ws.transaction("x") as tx:
        tx.connection.execute("SELECT * FROM nowhere")
    with pytest.raises(FileNotFoundError), driver.telling(ws.path):
        raise FileNotFoundError
    with pytest.raises(StorageError) as told:
        driver.connect(ws.path / "none.db", "rw")
    assert told.value.key == "storage.cannot_open"


def test_a_rehearsal_shows_what_a_step_would_do_and_leaves_everything_as_it_was(ws: Workspace) -> None:
    with ws.transaction("入库") as tx:
        project(tx, "甲")
    before = ws.database.read_bytes(), (ws.path / "replica.json").read_bytes()
    with ws.rehearse(ChangeSet("导入")) as tx:
        apply_operations(tx, [operation("b:1", 1), operation(tx.replica, 9, row="s")])
        assert not tx.replica.endswith(":1")
        ws.set_tier(DataTier.REAL)
        assert set(tx.changes.inserted["project"]) == {"r", "s"}
        with pytest.raises(RuntimeError):
            ws.rehearse(ChangeSet("导入")).__enter__()
    assert (ws.info.tier, ws.info.epoch, ws.reader.count(Project)) == (DataTier.EMPTY, 1, 1)
    assert have(ws.reader) == {f"{ws.info.replica}:1": ((1, 1),)}
    assert (ws.database.read_bytes(), (ws.path / "replica.json").read_bytes()) == before


def test_a_rehearsal_that_fails_is_taken_back_too(ws: Workspace) -> None:
    with pytest.raises(NotFoundError), ws.rehearse(ChangeSet("导入")) as tx:
        tx.update(Project, project(tx, "甲").id + "?", jobs=1)
    with ws.rehearse(ChangeSet("导入")) as tx:
        project(tx, "甲")
        tx.connection.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
    with ws.transaction("入库") as tx:
        project(tx, "乙")
    assert [one.name for one in ws.reader.all(Project)] == ["乙"]


def test_nothing_is_rehearsed_where_nothing_can_be_saved(ws: Workspace) -> None:
    with Workspace.open(ws.path, read_only=True) as reading:
        with pytest.raises(StorageError) as told:
            reading.rehearse(ChangeSet("导入")).__enter__()
        assert told.value.key == "storage.read_only"
