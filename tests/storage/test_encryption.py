"""A workspace with a passphrase: nothing readable lies in its folder, and whatever cuts a change short, it opens."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from inspector.domain.errors import StorageError
from inspector.domain.inspection import Photo
from inspector.domain.project import Project
from inspector.storage import backup_sealing, conversion, driver, encryption, rekeying
from inspector.storage.backup import list_backups, make_backup, restore, verify_backup
from inspector.storage.check import check
from inspector.storage.driver import connect
from inspector.storage.state_hash import state_hash
from inspector.storage.workspace import DATABASE, Workspace
from inspector.vault import key_file, wrapping
from inspector.vault.casing import CasedFile
from inspector.vault.data_key import DataKey
from inspector.vault.key_file import is_encrypted
from tests.storage.kit import HandClock, new_workspace, project
from tests.storage.test_sweep import keep

OLD, NEW = "葫芦岛项目为王", "另一个口令"
NAME = "滨海公路改扩建工程"
PICTURE = b"\xff\xd8\xff\xe0 JFIF a picture of the site" * 4000
VIEW = b"\xff\xd8\xff\xe0 JFIF a view of it"
SIGNS = (b"SQLite format 3", NAME.encode(), NAME.encode("utf-16-le"), b"JFIF", b"CREATE TABLE")


class Made(NamedTuple):
    """A closed workspace with a photo and a backup, and what it held."""

    path: Path
    state: str
    sha: str


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)
    monkeypatch.setattr(wrapping, "ITERATIONS", 1)


@pytest.fixture
def recovery() -> tuple[str, str]:
    return wrapping.new_recovery_key()


@pytest.fixture
def made(tmp_path: Path, clock: HandClock) -> Made:
    return filled(tmp_path / "ws", clock)


def filled(path: Path, clock: HandClock) -> Made:
    with new_workspace(path, clock) as ws:
        sha = keep(ws.photos, PICTURE)
        for kind in ("print", "thumbs"):
            view = ws.photos / kind / sha[:2] / f"{sha}.jpg"
            view.parent.mkdir(parents=True)
            view.write_bytes(VIEW)
        with ws.transaction("入库") as tx:
            project(tx, "先删去的")
            project(tx, NAME)
            tx.insert(Photo(id=tx.new_id(), sha256=sha))
        with ws.transaction("删") as tx:
            tx.delete(Project, next(tx.reader.all(Project, name="先删去的")).id)
        make_backup(ws)
        return Made(path, state_hash(ws), sha)


def encrypt(made: Made, clock: HandClock, recipient: str = "") -> None:
    encryption.encrypt(made.path, OLD, recipient, clock)


def readable(folder: Path) -> list[Path]:
    """The files in which something of the data can be read."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(sign in path.read_bytes() for sign in SIGNS)]


def refused(call: Callable[[], object]) -> str:
    with pytest.raises(StorageError) as raised:
        call()
    return raised.value.key


def looked_at(made: Made, clock: HandClock, passphrase: str | None = None) -> str:
    """The content of the workspace, found sound, and its photo."""
    with Workspace.open(made.path, clock=clock, passphrase=passphrase) as ws:
        assert check(ws).findings == ()
        original = ws.photos / "originals" / made.sha[:2] / made.sha
        assert CasedFile(original, ws.casing).read_bytes() == PICTURE
        return state_hash(ws)


def test_a_passphrase_makes_everything_in_the_folder_unreadable(made: Made, clock: HandClock) -> None:
    assert readable(made.path)
    encrypt(made, clock)
    assert is_encrypted(made.path)
    assert readable(made.path) == []
    assert looked_at(made, clock, OLD) == made.state
    assert readable(made.path) == []


def test_what_is_saved_later_is_unreadable_also_while_it_is_open(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    with Workspace.open(made.path, clock=clock, passphrase=OLD, reserve=0) as ws:
        with ws.transaction("入库") as tx:
            project(tx, NAME + "二期")
        make_backup(ws)
        assert (made.path / f"{DATABASE}-wal").stat().st_size
        assert readable(made.path) == []
        with Workspace.open(made.path, clock=clock, passphrase=ws.key, read_only=True) as reading:
            assert reading.reader.count(Project) == 2


def test_without_the_passphrase_nothing_opens_and_nothing_changes(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    before = (made.path / DATABASE).read_bytes()
    for read_only in (False, True):
        asking = partial(Workspace.open, made.path, read_only=read_only)
        assert refused(asking) == "storage.passphrase_needed"
        assert refused(partial(asking, passphrase=NEW)) == "storage.passphrase_wrong"
    assert (made.path / DATABASE).read_bytes() == before
    assert looked_at(made, clock, OLD) == made.state


def test_a_plain_workspace_does_not_look_at_a_passphrase(made: Made, clock: HandClock) -> None:
    assert looked_at(made, clock, "whatever") == made.state
    assert refused(lambda: encryption.make_plain(made.path, OLD, clock)) == "storage.not_encrypted"
    assert refused(lambda: encryption.change_passphrase(made.path, OLD, NEW, clock)) == "storage.not_encrypted"
    assert refused(lambda: encryption.recover(made.path, "AGE-SECRET-KEY-1", NEW, clock)) == "storage.not_encrypted"


def test_without_the_driver_that_encrypts_nothing_falls_back_to_plain(
    made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(driver, "NAME", "sqlite3")
        assert refused(lambda: encrypt(made, clock)) == "storage.no_cipher"
        assert refused(lambda: driver.export(made.path / DATABASE, made.path / "x", source_key=None, target_key=None))
    assert looked_at(made, clock) == made.state
    encrypt(made, clock)
    monkeypatch.setattr(driver, "NAME", "sqlite3")
    assert refused(lambda: Workspace.open(made.path, passphrase=OLD)) == "storage.no_cipher"
    with pytest.raises(StorageError):
        connect(made.path / DATABASE, "ro", key=DataKey.new())


def test_the_passphrase_is_changed_without_writing_data_again(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    before = (made.path / DATABASE).read_bytes()
    assert refused(lambda: encryption.change_passphrase(made.path, NEW, NEW, clock)) == "storage.passphrase_wrong"
    encryption.change_passphrase(made.path, OLD, NEW, clock)
    assert (made.path / DATABASE).read_bytes() == before
    assert refused(lambda: Workspace.open(made.path, passphrase=OLD)) == "storage.passphrase_wrong"
    assert looked_at(made, clock, NEW) == made.state
    (saved,) = list_backups(made.path / "backups")
    assert verify_backup(saved.path, NEW).is_encrypted
    assert refused(lambda: verify_backup(saved.path, OLD)) == "storage.passphrase_wrong"


def test_the_office_recovers_a_forgotten_passphrase(made: Made, clock: HandClock, recovery: tuple[str, str]) -> None:
    identity, recipient = recovery
    encrypt(made, clock, recipient)
    other = wrapping.new_recovery_key()[0]
    assert refused(lambda: encryption.recover(made.path, other, NEW, clock)) == "storage.recovery_wrong"
    encryption.recover(made.path, identity, NEW, clock)
    assert looked_at(made, clock, NEW) == made.state


def test_it_becomes_plain_again_and_its_backups_stay_encrypted(made: Made, clock: HandClock, tmp_path: Path) -> None:
    encrypt(made, clock)
    encryption.make_plain(made.path, OLD, clock)
    assert not is_encrypted(made.path)
    assert looked_at(made, clock) == made.state
    (saved,) = [one for one in list_backups(made.path / "backups") if one.is_encrypted]
    assert refused(lambda: restore(saved.path, tmp_path / "again")) == "storage.passphrase_needed"
    restore(saved.path, tmp_path / "again", OLD)
    assert looked_at(made._replace(path=tmp_path / "again"), clock, OLD) == made.state


def test_backups_elsewhere_keep_plain_and_sealed_photos_apart(made: Made, clock: HandClock, tmp_path: Path) -> None:
    place = tmp_path / "U盘"
    with Workspace.open(made.path, clock=clock) as ws:
        plain = make_backup(ws, place)
    encrypt(made, clock)
    with Workspace.open(made.path, clock=clock, passphrase=OLD) as ws:
        sealed = make_backup(ws, place)
        verify_backup(sealed.path, ws.key)
    assert verify_backup(plain.path) == plain
    assert len(readable(place)) == 4, "a database and three photo files of the plain one"
    restore(sealed.path, tmp_path / "again", OLD)
    assert readable(tmp_path / "again") == []
    assert looked_at(made._replace(path=tmp_path / "again"), clock, OLD) == made.state


def test_a_photo_that_only_a_backup_still_has_is_sealed_with_it(made: Made, clock: HandClock) -> None:
    shutil.rmtree(made.path / "photos")
    encrypt(made, clock)
    assert readable(made.path) == []
    (saved,) = list_backups(made.path / "backups")
    assert verify_backup(saved.path, OLD).photos == (made.sha,)


def test_backups_that_cannot_be_read_do_not_stay_readable(made: Made, clock: HandClock) -> None:
    (saved,) = list_backups(made.path / "backups")
    for name, damage in (("no-manifest", "manifest.json"), ("no-database", DATABASE)):
        shutil.copytree(saved.path, saved.path.with_name(name))
        (saved.path.with_name(name) / damage).write_bytes(b"rubbish")
    encrypt(made, clock)
    assert readable(made.path) == []
    assert len(list_backups(made.path / "backups")) == 1


def test_a_sealed_photo_that_was_damaged_is_told(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    original = made.path / "photos" / "originals" / made.sha[:2] / made.sha
    original.write_bytes(original.read_bytes()[:-1])
    with Workspace.open(made.path, clock=clock, passphrase=OLD) as ws:
        assert [one.key for one in check(ws).findings] == ["storage.check_photo_damaged"]
        saved = make_backup(ws)
        assert refused(lambda: verify_backup(saved.path, ws.key)) == "storage.backup_photo_damaged"
    encryption.make_plain(made.path, OLD, clock)
    with Workspace.open(made.path, clock=clock) as ws:
        assert [one.key for one in check(ws).findings] == ["storage.check_photo_damaged"]


def test_every_flipped_bit_in_an_encrypted_database_is_found(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    whole = (made.path / DATABASE).read_bytes()
    for place in range(16, len(whole), len(whole) // 40):
        (made.path / DATABASE).write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
        assert is_found(made.path)


def is_found(path: Path) -> bool:
    try:
        with Workspace.open(path, passphrase=OLD, read_only=True) as ws:
            return not check(ws).sound
    except StorageError as error:
        return error.key == "storage.damaged"


def test_in_use_it_is_left_alone(made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    with Workspace.open(made.path, clock=clock):
        assert refused(lambda: encrypt(made, clock)) == "storage.locked"
    made_connect = driver.DRIVER.connect
    monkeypatch.setattr(driver.DRIVER, "connect", lambda *args, **named: made_connect(*args, **{**named, "timeout": 0}))
    reading = connect(made.path / DATABASE, "ro")
    try:
        reading.execute("BEGIN")
        reading.execute("SELECT * FROM meta").fetchone()
        assert refused(lambda: encrypt(made, clock)) == "storage.busy"
    finally:
        reading.close()
    assert looked_at(made, clock) == made.state


def test_a_full_disk_is_told_before_anything_begins(
    made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(conversion, "_ROOM_TO_LEAVE", 2**60)
        assert refused(lambda: encrypt(made, clock)) == "storage.no_room_to_convert"
    assert looked_at(made, clock) == made.state
    encrypt(made, clock)
    assert refused(lambda: encrypt(made, clock)) == "storage.encrypted_already"


def test_a_database_that_was_not_written_again_whole_is_not_taken(
    made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = driver.export

    def losing(source: Path, target: Path, **keys: Any) -> None:
        export(source, target, **keys)
        written = connect(target, "rw", key=keys["target_key"])
        written.execute("DELETE FROM photo")
        written.close()

    with monkeypatch.context() as patched:
        patched.setattr(driver, "export", losing)
        assert refused(lambda: encrypt(made, clock)) == "storage.damaged"
    assert not is_encrypted(made.path)
    assert looked_at(made, clock) == made.state


def test_a_damaged_database_is_not_encrypted(made: Made, clock: HandClock) -> None:
    whole = (made.path / DATABASE).read_bytes()
    page = whole.rindex(NAME.encode()) // 4096 * 4096
    (made.path / DATABASE).write_bytes(whole[:page] + bytes(4096) + whole[page + 4096 :])
    assert refused(lambda: encrypt(made, clock)) == "storage.damaged"
    assert not is_encrypted(made.path)


def test_a_draft_that_sqlite_finds_unsound_is_not_taken(
    made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "is_sound", lambda _connection: False)
        assert refused(lambda: encrypt(made, clock)) == "storage.damaged"
    assert looked_at(made, clock) == made.state


def test_a_wal_that_cannot_be_folded_in_stops_it(made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stubborn:
        """A database that stays in its mode."""

        def execute(self, _statement: str) -> Stubborn:
            return self

        def fetchone(self) -> tuple[str]:
            return ("wal",)

        def close(self) -> None:
            pass

    with monkeypatch.context() as patched:
        patched.setattr(conversion, "connect", lambda *_args, **_named: Stubborn())
        assert refused(lambda: encrypt(made, clock)) == "storage.busy"
    assert looked_at(made, clock) == made.state


def test_a_disk_that_fills_up_in_the_middle_is_told_and_the_next_opening_goes_on(
    made: Made, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise StorageError("storage.disk_full", path=made.path)

    (made.path / "photos" / "half.tmp").write_bytes(PICTURE)
    with monkeypatch.context() as patched:
        patched.setattr(backup_sealing, "rekeyed", full)
        assert refused(lambda: encrypt(made, clock)) == "storage.disk_full"
        assert conversion.is_unfinished(made.path)
    assert len(list_backups(made.path / "backups")) == 1
    assert looked_at(made, clock, OLD) == made.state
    assert readable(made.path) == []


def test_a_second_passphrase_after_a_first_leaves_the_backups_of_the_first(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    encryption.make_plain(made.path, OLD, clock)
    encryption.encrypt(made.path, NEW, "", clock)
    encryption.change_passphrase(made.path, NEW, NEW + NEW, clock)
    saved = list_backups(made.path / "backups")
    assert all(one.is_encrypted for one in saved)
    for one in saved:
        verify_backup(one.path, OLD)
    assert looked_at(made, clock, NEW + NEW) == made.state


class KilledError(BaseException):
    """The end of the program at one of the steps that reach the disk."""


STEPS = (
    (driver, "export"),
    (conversion, "_publish"),
    (conversion, "_recased"),
    (key_file, "write"),
    (key_file, "remove"),
    (backup_sealing, "rekeyed"),
    (backup_sealing, "staged_folder"),
    (rekeying, "sync_file"),
)


class Executioner:
    """Kills before the n-th step, or right after it."""

    def __init__(self, patched: pytest.MonkeyPatch, left: int, *, after: bool) -> None:
        self.left, self.after = left, after
        for owner, name in STEPS:
            patched.setattr(owner, name, self._step(getattr(owner, name)))

    def _step(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **named: Any) -> Any:
            self.left -= 1
            if self.left == 0 and not self.after:
                raise KilledError
            done = real(*args, **named)
            if self.left == 0:
                raise KilledError
            return done

        return step


def killed_at(left: int, *, after: bool, job: Callable[[], None]) -> bool:
    """Whether the job was killed, rather than done."""
    with pytest.MonkeyPatch.context() as patched:
        Executioner(patched, left, after=after)
        try:
            job()
        except KilledError:
            return True
    return False


def moments(folder: Path, whole: Made) -> Iterator[tuple[Made, int]]:
    for number in range(1, 40):
        yield whole._replace(path=Path(shutil.copytree(whole.path, folder / f"{number}"))), number


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_it_is_the_old_or_the_new(
    made: Made, clock: HandClock, tmp_path: Path, *, after: bool
) -> None:
    seen = set()
    for one, number in moments(tmp_path, made):
        if not killed_at(number, after=after, job=lambda one=one: encrypt(one, clock)):  # type: ignore[misc]
            break
        seen.add(is_encrypted(one.path))
        assert looked_at(one, clock, OLD) == made.state
        assert is_encrypted(one.path) == (readable(one.path) == [])
    assert seen == {False, True}
    assert number > 8


@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_on_the_way_back_too(made: Made, clock: HandClock, tmp_path: Path, *, after: bool) -> None:
    encrypt(made, clock)
    seen = set()
    for one, number in moments(tmp_path, made):
        job = lambda one=one: encryption.make_plain(one.path, OLD, clock)  # noqa: E731
        if not killed_at(number, after=after, job=job):
            break
        was = is_encrypted(one.path)
        with Workspace.open(one.path, clock=clock, read_only=True, passphrase=OLD) as reading:
            assert state_hash(reading) == made.state
        seen.add((was, is_encrypted(one.path)))
        assert looked_at(one, clock, OLD) == made.state
    assert (True, False) in seen
    assert number > 5


def test_a_change_cut_short_is_finished_by_the_next_command_too(made: Made, clock: HandClock) -> None:
    assert killed_at(4, after=True, job=lambda: encrypt(made, clock))
    assert conversion.is_unfinished(made.path)
    encryption.change_passphrase(made.path, OLD, NEW, clock)
    assert readable(made.path) == []
    assert looked_at(made, clock, NEW) == made.state


def test_a_copied_encrypted_workspace_goes_on_as_a_new_epoch(made: Made, clock: HandClock, tmp_path: Path) -> None:
    encrypt(made, clock)
    with Workspace.open(made.path, clock=clock, passphrase=OLD) as ws:
        assert ws.info.epoch == 1, "encrypting makes no copy"
    shutil.copytree(made.path, tmp_path / "copy")
    with Workspace.open(tmp_path / "copy", clock=clock, passphrase=OLD) as ws:
        assert ws.info.epoch > 1


def test_key_files_are_not_written_where_others_read_them(made: Made, clock: HandClock) -> None:
    encrypt(made, clock)
    text = (made.path / key_file.NAME).read_text("utf-8")
    assert OLD not in text
    assert (made.path / key_file.NAME).stat().st_size < 2000
