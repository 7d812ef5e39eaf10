from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import StorageError
from inspector.domain.project import Project
from inspector.storage import ballast, driver, identity, meta
from inspector.storage.backup import make_backup, restore
from inspector.storage.check import check
from inspector.storage.files import write_durably
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import explain
from inspector.vault.data_key import DataKey
from tests.storage.kit import HandClock, new_workspace

SMALL = 3 * 2**19
"""1.5 MB: more than one block, and not a whole number of them."""


def add(ws: Workspace, count: int) -> None:
    with ws.transaction("导入") as tx:
        tx.insert_many(Project(id=tx.new_id(), name=f"项目{n}") for n in range(count))


@pytest.fixture
def large(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed workspace that is worth a ballast and has one."""
    monkeypatch.setattr(ballast, "WORTH", 100)
    with new_workspace(tmp_path / "large", clock) as made:
        add(made, 101)
    Workspace.open(tmp_path / "large", clock=clock, reserve=SMALL).close()
    return tmp_path / "large"


def grow_no_further(ws: Workspace) -> None:
    """From here on the driver says that the disk is full."""
    pages = ws._writer.execute("PRAGMA page_count").fetchone()[0]
    ws._writer.execute(f"PRAGMA max_page_count={pages}")


def test_a_workspace_that_holds_something_gets_its_ballast_once(large: Path, clock: HandClock) -> None:
    made = large / ballast.NAME
    assert made.stat().st_size == SMALL
    assert made.stat().st_blocks * 512 >= SMALL, "no holes in it"
    before = made.stat().st_mtime_ns
    Workspace.open(large, clock=clock, reserve=SMALL).close()
    assert made.stat().st_mtime_ns == before
    with Workspace.open(large, clock=clock, read_only=True) as reading:
        assert make_backup(reading, large.parent / "stick").size
    assert not list((large.parent / "stick").rglob(ballast.NAME)), "no backup holds it"


def test_a_tiny_workspace_a_crowded_disk_and_no_wish_make_none(ws: Workspace, clock: HandClock, large: Path) -> None:
    assert not (ws.path / ballast.NAME).exists()
    ballast.release(large)
    Workspace.open(large, clock=clock, reserve=0).close()
    assert not ballast.keep(large, shutil.disk_usage(large).free)
    assert not (large / ballast.NAME).exists()


def test_a_disk_that_fills_up_under_the_ballast_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ballast, "sync_file", full)
    assert not ballast.keep(tmp_path, SMALL)
    assert list(tmp_path.iterdir()) == []


def test_a_save_on_a_full_disk_leaves_nothing_and_says_to_save_again(large: Path, clock: HandClock) -> None:
    with Workspace.open(large, clock=clock, reserve=SMALL) as ws:
        grow_no_further(ws)
        with pytest.raises(StorageError) as told:
            add(ws, 3000)
        assert told.value.key == "storage.disk_full_eased"
        assert "再保存一次" in explain(told.value)
        assert "1 MB" in explain(told.value)
        assert not (large / ballast.NAME).exists()
        with pytest.raises(StorageError) as again:
            add(ws, 3000)
        assert again.value.key == "storage.disk_full", "nothing left to free"
        ws._writer.execute("PRAGMA max_page_count=1000000")
        add(ws, 3000)
        assert ws.reader.count(Project) == 3101
        assert check(ws).findings == ()
    Workspace.open(large, clock=clock, reserve=SMALL).close()
    assert (large / ballast.NAME).exists(), "made again when there is room"


def test_other_failures_leave_the_ballast_alone(large: Path, clock: HandClock) -> None:
    with Workspace.open(large, clock=clock, reserve=SMALL) as ws, pytest.raises(StorageError), ws.transaction("x"):
        raise StorageError("storage.busy", path=large)
    assert (large / ballast.NAME).exists()


@pytest.fixture
def full_marker(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The next writes of the marker find the disk full."""

    def fill(times: int) -> None:
        left = iter(range(times))

        def full(path: Path, content: bytes) -> None:
            if next(left, None) is not None:
                raise OSError(errno.ENOSPC, "No space left on device")
            write_durably(path, content)

        monkeypatch.setattr("inspector.storage.identity.write_durably", full)

    return fill


def test_opening_and_closing_go_on_with_the_room_of_the_ballast(
    large: Path, clock: HandClock, full_marker: Callable[[int], None]
) -> None:
    (large / identity.MARKER).unlink()
    full_marker(1)
    with Workspace.open(large, clock=clock, reserve=0) as ws:
        assert not (large / ballast.NAME).exists()
        add(ws, 1)
        ballast.keep(large, SMALL)
        full_marker(1)
    assert not (large / ballast.NAME).exists()
    with Workspace.open(large, clock=clock, reserve=0) as ws:
        assert ws.reader.count(Project) == 102
        add(ws, 1)
        full_marker(9)
    full_marker(0)
    with Workspace.open(large, clock=clock, reserve=0) as ws:
        assert ws.reader.count(Project) == 103, "closing on a full disk loses nothing and says nothing"


def test_a_lock_without_its_note_holds(large: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_text", full)
        ws = Workspace.open(large, clock=clock, reserve=0)
    with ws, pytest.raises(StorageError) as told:
        Workspace.open(large, clock=clock)
    assert told.value.key == "storage.locked"


def test_sqlite_calls_a_crowded_disk_an_io_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def key(path: Path) -> str:
        with pytest.raises(StorageError) as told, driver.telling(path):
            raise driver.DatabaseError("disk I/O error")
        return told.value.key

    assert key(tmp_path / "x.db") == "storage.io_error"
    assert key(tmp_path / "pulled" / "x.db") == "storage.io_error"
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=0))
    assert key(tmp_path / "x.db") == "storage.disk_full"


def test_a_backup_on_a_full_disk_leaves_nothing_and_keeps_the_ballast(
    large: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Workspace.open(large, clock=clock, reserve=SMALL) as ws:
        make_backup(ws)
        kept = set(ws.backups.iterdir())

        def crowded(database: Path, mode: driver.Mode, *, key: DataKey | None = None) -> driver.Connection:
            made = driver.connect(database, mode, key=key)
            made.execute("PRAGMA max_page_count=20")
            return made

        monkeypatch.setattr("inspector.storage.backup_folder.connect", crowded)
        with pytest.raises(StorageError) as told:
            make_backup(ws)
        assert told.value.key == "storage.disk_full"
        assert "腾出空间" in explain(told.value)
        assert set(ws.backups.iterdir()) == kept
        assert (large / ballast.NAME).exists()


def test_the_tier_too_is_told_on_a_full_disk(large: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise driver.DatabaseError("database or disk is full")

    with Workspace.open(large, clock=clock, reserve=0) as ws:
        with monkeypatch.context() as patched:
            patched.setattr(meta, "write", full)
            with pytest.raises(StorageError) as told:
                ws.set_tier(DataTier.REAL)
        assert told.value.key == "storage.disk_full_eased"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 40 MB, where this user may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=40m", "tmpfs", place], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    yield place
    subprocess.run(["umount", "-l", place], check=True)


def fill_up(disk: Path) -> None:
    handle = os.open(disk / "films", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        while os.write(handle, bytes(4096)):
            pass
    except OSError:
        assert shutil.disk_usage(disk).free == 0
    finally:
        os.close(handle)


def test_on_a_disk_that_is_really_full(small_disk: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "LOW_SPACE", 0)
    monkeypatch.setattr(ballast, "WORTH", 100)
    path = small_disk / "ws"
    with new_workspace(path, clock) as ws:
        add(ws, 101)
    with Workspace.open(path, clock=clock, reserve=8 * 2**20) as ws:
        backup = make_backup(ws)
        fill_up(small_disk)
        with pytest.raises(StorageError) as told:
            add(ws, 1000)
        assert told.value.key == "storage.disk_full_eased"
        add(ws, 1000)
    Workspace.open(path, clock=clock, reserve=4 * 2**20).close()
    fill_up(small_disk)
    with Workspace.open(path, clock=clock, reserve=4 * 2**20) as ws:
        assert not (path / ballast.NAME).exists(), "given for the opening"
        assert ws.reader.count(Project) == 1101
        with ws.transaction("腾出空间") as tx:
            tx.delete(Project, next(tx.reader.all(Project)).id)
        fill_up(small_disk)
        for make in (lambda: make_backup(ws), lambda: restore(backup.path, small_disk / "restored")):
            with pytest.raises(StorageError) as told:
                make()
            assert told.value.key == "storage.disk_full"
        assert not (small_disk / "restored").exists()
        with pytest.raises(StorageError):
            add(ws, 1)
        assert ws.reader.count(Project) == 1100
    fill_up(small_disk)
    with pytest.raises(StorageError) as told:
        Workspace.open(path, clock=clock)
    assert told.value.key == "storage.disk_full"
    (small_disk / "films").unlink()
    with Workspace.open(path, clock=clock, reserve=0) as ws:
        assert check(ws).findings == ()
        project_left = ws.reader.count(Project)
    assert project_left == 1100


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_durably(tmp_path / "marker", b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_durably(tmp_path / "marker", b"new")
    assert (tmp_path / "marker").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["marker"]
