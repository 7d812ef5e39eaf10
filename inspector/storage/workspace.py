"""The workspace: one folder with the database, photos, backups and logs of one device.

The way in and out: create, open (lock, check, migrate, identity, sweep), transactions, close. Everything else
in this package works on an open one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from inspector.domain.changes import Changes
from inspector.domain.errors import InspectorError, StorageError
from inspector.domain.ids import CHINA, Clock, SystemClock, local_time, new_id
from inspector.domain.operation import WIRE_VERSION
from inspector.storage import backup_folder, ballast, conversion, driver, identity, merge, meta, migrations
from inspector.storage.ballast import eased, easing
from inspector.storage.driver import Connection, connect, telling
from inspector.storage.files import clear_unfinished, staged_folder
from inspector.storage.lock import WorkspaceLock
from inspector.storage.log import Log
from inspector.storage.narrow import Narrow
from inspector.storage.open_conflicts import OpenConflicts
from inspector.storage.reader import Reader
from inspector.storage.search_table import SearchTable
from inspector.storage.sweep import Sweep, sweep
from inspector.storage.transaction import ChangeSet, Transaction
from inspector.storage.unlocking import Unlocking, unlocked
from inspector.vault.casing import Casing
from inspector.vault.data_key import DataKey

DATABASE = "workspace.db"
FOLDERS = ("photos", "backups", "logs")
STAGING = "staging"
"""What packages leave there while they are written and taken in is worth nothing afterwards."""


class WorkplaceRole(StrEnum):
    """Where a workspace is used."""

    OFFICE = "office"
    FIELD = "field"


class DataTier(StrEnum):
    """What a workspace holds; real and synthetic data are never mixed (services check).

    `demo` is real projects with visits that were made up to show the program.
    """

    EMPTY = "empty"
    REAL = "real"
    DEMO = "demo"
    SYNTHETIC = "synthetic"


@dataclass(frozen=True)
class WorkspaceInfo:
    """What a workspace says about itself; `replica` is a UUID, `driver` the name of the SQLite library."""

    role: WorkplaceRole
    device_name: str
    city: str
    tier: DataTier
    created_at: datetime
    replica: str
    epoch: int
    schema_version: int
    wire_version: int
    sqlite_version: str
    driver: str


@dataclass(frozen=True)
class _Beginning:
    """What the start of a session does beside opening: the size of the ballast in bytes, and the backup of the day."""

    reserve: int
    backup: bool


class Workspace:
    """An open workspace; close it, or use it in a `with`.

    Each of `listeners` is called, in the thread that writes, with the changes of every transaction once it is saved.
    `found` tells what the sweep at the start found, `warnings` what the user should hear (low space, a backup
    that failed): errors that were not raised. `key` is None without a passphrase; with it a second connection opens
    the workspace without asking again.
    """

    def __init__(
        self, path: Path, clock: Clock, connection: Connection, lock: WorkspaceLock | None, key: DataKey | None
    ) -> None:
        self.path = path
        self.key = key
        self.photos, self.backups, self.logs = (path / name for name in FOLDERS)
        self.database = path / DATABASE
        self.staging = path / STAGING
        self.clock = clock
        self.found = Sweep()
        self.warnings: tuple[InspectorError, ...] = ()
        self._writer = connection
        self._lock = lock
        self._busy = False
        self.listeners: list[Callable[[Changes], None]] = []
        self.reader = Reader(connection if lock is None else connect(self.database, "ro", key=key))
        self.conflicts = OpenConflicts(self.reader)

    @classmethod
    def create(
        cls, path: Path, *, role: WorkplaceRole, device_name: str, city: str, clock: Clock | None = None
    ) -> Workspace:
        """Make a new workspace and open it. Raises StorageError if the folder is not empty."""
        clock = clock or SystemClock()
        entries = {"role": role.value, "device_name": device_name, "city": city, "tier": DataTier.EMPTY.value}
        entries |= {"created_at": local_time(clock).isoformat(), "replica": new_id(clock), "epoch": "1", "clean": "1"}
        with telling(path), staged_folder(path) as stage:
            for name in FOLDERS:
                (stage / name).mkdir()
            connection = connect(stage / DATABASE, "rwc")
            migrations.migrate(connection)
            meta.write(connection, **entries)
            identity.mark(stage, connection)
            _write_back(connection)
            connection.close()
        return cls.open(path, clock=clock)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        read_only: bool = False,
        reserve: int = ballast.SIZE,
        passphrase: Unlocking = None,
        backup: bool = True,
    ) -> Workspace:
        """Open a workspace. Raises StorageError: locked (by whom), damaged, of a newer program, not a workspace.

        For reading only nothing is locked, migrated, swept or marked. `reserve` is the size of the ballast in
        bytes, 0 for none; on a full disk it is freed so that the workspace can be opened. `passphrase` (or the `key`
        of the same workspace that is open already) is asked for where one was set: `storage.passphrase_needed`,
        `storage.passphrase_wrong`; a plain workspace ignores it. Without `backup` the one that is due at the start is
        left to whoever opens it (`backup.backup_if_due`): that of a large workspace takes its time.
        """
        clock = clock or SystemClock()
        if not (path / DATABASE).is_file():
            raise StorageError("storage.not_a_workspace", path=path)
        if read_only:
            key = _key_for_reading(path, clock, passphrase)
            return cls(path, clock, _connect_for_reading(path, key), None, key)
        lock = WorkspaceLock(path)
        lock.acquire(local_time(clock))
        try:
            key = conversion.finish(path, unlocked(path, passphrase))
            return eased(path, lambda: cls._start(path, clock, lock, key, _Beginning(reserve, backup)))
        except BaseException:
            lock.release()
            raise

    @classmethod
    def _start(
        cls, path: Path, clock: Clock, lock: WorkspaceLock, key: DataKey | None, beginning: _Beginning
    ) -> Workspace:
        with ExitStack() as on_failure, telling(path / DATABASE):
            connection = connect(path / DATABASE, "rw", key=key)
            on_failure.callback(connection.close)
            behind = _checked(path, connection)
            if behind:
                backup_folder.make(backup_folder.Source(path, connection, clock, key), reason="migration")
                migrations.migrate(connection)
            _settle_in(path, connection, clock)
            made = cls(path, clock, connection, lock, key)
            on_failure.callback(made.reader.connection.close)
            made._begin_session(beginning)
            on_failure.pop_all()
        return made

    def _mark(self) -> None:
        with telling(self.database):
            identity.mark(self.path, self._writer)

    def _end_session(self) -> None:
        with telling(self.database):
            identity.mark(self.path, self._writer)
            meta.write(self._writer, clean="1")
            _write_back(self._writer)

    @property
    def info(self) -> WorkspaceInfo:
        """What the workspace says about itself, now."""
        entries = meta.read(self._writer)
        return WorkspaceInfo(
            role=WorkplaceRole(entries["role"]),
            device_name=entries["device_name"],
            city=entries["city"],
            tier=DataTier(entries["tier"]),
            created_at=datetime.fromisoformat(entries["created_at"]),
            replica=entries["replica"],
            epoch=int(entries["epoch"]),
            schema_version=migrations.version(self._writer),
            wire_version=WIRE_VERSION,
            sqlite_version=driver.SQLITE_VERSION,
            driver=driver.NAME,
        )

    @property
    def interrupted_at(self) -> datetime | None:
        """When the session before this one saved its last step, if it was cut short; None after a clean end."""
        told = meta.read(self._writer).get("interrupted_at", "")
        return datetime.fromisoformat(told) if told else None

    @property
    def casing(self) -> Casing:
        """How the photo files of this workspace are read and written."""
        return Casing.of(self.key)

    @property
    def free_space(self) -> int:
        """Free bytes where the workspace lies."""
        return shutil.disk_usage(self.path).free

    @contextmanager
    def transaction(self, action: str, *, author: str = "") -> Iterator[Transaction]:
        """Everything inside is saved together or not at all; `action` names the step in history and undo.

        Raises StorageError when the disk is full or the workspace is open for reading only, RuntimeError when
        another transaction is open.
        """
        with self.change(ChangeSet(action, author)) as tx:
            yield tx

    @contextmanager
    def change(self, step: ChangeSet) -> Iterator[Transaction]:
        """A transaction of a given step: also an undo or a redo."""
        with self._alone() as replica, easing(self.path), telling(self.database), _immediate(self._writer):
            tx = Transaction(self._writer, replica, self.clock, step)
            yield tx
            tx.finish()
        if tx.replica != replica:
            eased(self.path, self._mark)
        for listener in self.listeners:
            listener(tx.changes)

    @contextmanager
    def rehearse(self, step: ChangeSet) -> Iterator[Transaction]:
        """A transaction that is always taken back: shows what a step would do, and leaves everything as it was.

        Raises as `transaction` does.
        """
        with self._alone() as replica, easing(self.path), telling(self.database):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._writer, replica, self.clock, step)
            finally:
                if self._writer.in_transaction:  # a full disk has rolled back by itself
                    self._writer.execute("ROLLBACK")

    @contextmanager
    def _alone(self) -> Iterator[str]:
        """The one transaction that is open; gives the name of the replica that writes."""
        if self._lock is None:
            raise StorageError("storage.read_only", path=self.path)
        if self._busy:
            msg = "a transaction is open already"
            raise RuntimeError(msg)
        self._busy = True
        try:
            yield identity.read_identity(self._writer).name
        finally:
            self._busy = False

    def note_outside(self) -> None:
        """Write how far this workspace is beside the database, before others are told: set back, it will notice."""
        eased(self.path, self._mark)

    def renew_copies(self) -> None:
        """Make the narrow copies anew. Raises StorageError for a workspace opened only to read."""
        if self._lock is None:
            raise StorageError("storage.read_only", path=self.path)
        with telling(self.database):
            Narrow(self._writer).renew()

    def set_tier(self, tier: DataTier) -> None:
        """Say what the workspace holds; inside a transaction it is saved or undone with it."""
        if self._lock is None:
            raise StorageError("storage.read_only", path=self.path)
        with easing(self.path), telling(self.database):
            meta.write(self._writer, tier=tier.value)

    def close(self) -> None:
        """Write everything back into the one file, mark the clean end, free the lock.

        Everything is saved by then, so a disk that is full all the same leaves the tidying to the next opening.
        """
        self.reader.connection.close()
        if self._lock is None:
            return
        lock, self._lock = self._lock, None
        try:
            eased(self.path, self._end_session)
        except StorageError as error:
            if error.key != "storage.disk_full":
                raise
        finally:
            self._writer.close()
            lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin_session(self, beginning: _Beginning) -> None:
        SearchTable(self._writer).make_true()
        Narrow(self._writer).make_true()
        with self.change(ChangeSet("learn")) as tx:
            merge.learn(tx)
        clear_unfinished(self.backups)
        shutil.rmtree(self.staging, ignore_errors=True)
        self.found = sweep(self.photos, self._writer)
        if Log(self._writer).size() > ballast.WORTH:
            ballast.keep(self.path, beginning.reserve)
        warnings: list[InspectorError] = []
        if self.free_space < ballast.LOW_SPACE:
            warnings.append(StorageError("storage.low_space", free=self.free_space // 2**20, path=self.path))
        if beginning.backup:
            try:
                backup_folder.make_if_due(backup_folder.Source(self.path, self._writer, self.clock, self.key))
            except StorageError as error:
                warnings.append(error)
        self.warnings = tuple(warnings)


@contextmanager
def _immediate(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled back by itself
            connection.execute("ROLLBACK")
        raise


def _key_for_reading(path: Path, clock: Clock, passphrase: Unlocking) -> DataKey | None:
    """The key; a conversion that was cut short is finished first, for which alone a lock is taken."""
    key = unlocked(path, passphrase)
    if not conversion.is_unfinished(path):
        return key
    with WorkspaceLock(path).held(local_time(clock)):
        return conversion.finish(path, unlocked(path, passphrase))


def _connect_for_reading(path: Path, key: DataKey | None) -> Connection:
    connection = connect(path / DATABASE, "ro", immutable=not os.access(path, os.W_OK), key=key)
    try:
        with telling(path / DATABASE):
            migrations.refuse_other(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _checked(path: Path, connection: Connection) -> int:
    """How many migrations are due. Raises StorageError for a newer or a damaged database."""
    behind = migrations.pending(connection, path)
    if meta.read(connection).get("clean") != "1":
        told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if told != "ok":
            raise StorageError("storage.damaged", path=path / DATABASE)
    return behind


def _settle_in(path: Path, connection: Connection, clock: Clock) -> None:
    """Mark the session as running, under an identity that no copy shares."""
    for name in FOLDERS:
        (path / name).mkdir(exist_ok=True)
    with _immediate(connection):
        if identity.is_copy(path, connection):
            identity.begin_epoch(connection, clock.milliseconds(), identity.marked_epoch(path))
        meta.write(connection, clean="0", interrupted_at=_interruption(connection))
    identity.mark(path, connection)


def _interruption(connection: Connection) -> str:
    """When the session before was cut short, as far as it saved anything; "" after a clean end."""
    before = meta.read(connection)
    if before.get("clean") == "1":
        return ""
    (last,) = connection.execute("SELECT max(at) FROM change_set").fetchone()
    return before["created_at"] if last is None else datetime.fromtimestamp(last // 1000, tz=CHINA).isoformat()


def _write_back(connection: Connection) -> None:
    """Bring everything into the one file, leaving nothing in the WAL."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
