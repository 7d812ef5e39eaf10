"""The SQLite driver and how a connection is set up: the only place that knows which library runs.

It is apart because reliability.md asks for `sqlcipher3` (SQLite 3.53; Python's own may be a release that can
corrupt when two connections write and checkpoint at once) and names plain `sqlite3` as the fall-back.
"""

from __future__ import annotations

import errno
import importlib
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, NoReturn

from inspector.domain.errors import StorageError
from inspector.vault.data_key import DataKey

Connection = sqlite3.Connection
"""Both drivers have the same interface; the type is borrowed from the standard one."""

Values = Sequence[str | int | float | bytes | None] | Mapping[str, str | int | float | bytes | None]
"""What is bound to the places of a query."""

Mode = Literal["rwc", "rw", "ro"]

_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",
    "PRAGMA checkpoint_fullfsync=ON",
    "PRAGMA recursive_triggers=ON",
)
_LOAD_SCHEMA = "SELECT count(*) FROM sqlite_schema"
"""A declaration that cannot be read is told on opening and not in the middle of something."""

_ALWAYS = ("PRAGMA trusted_schema=OFF", "PRAGMA cache_size=-65536", "PRAGMA foreign_keys=OFF")


_CIPHER_DRIVER = "sqlcipher3"


def load() -> tuple[str, ModuleType]:
    """Name and DB-API module of the driver: `sqlcipher3` where it is installed, else `sqlite3`."""
    try:
        return _CIPHER_DRIVER, importlib.import_module("sqlcipher3.dbapi2")
    except ImportError:
        return "sqlite3", sqlite3


NAME, DRIVER = load()
DatabaseError: type[sqlite3.DatabaseError] = DRIVER.DatabaseError
IntegrityError: type[sqlite3.IntegrityError] = DRIVER.IntegrityError
SQLITE_VERSION: str = DRIVER.sqlite_version


def connect(database: Path, mode: Mode, *, immutable: bool = False, key: DataKey | None = None) -> Connection:
    """Open `database`; transactions are begun by hand, a writer is durable (WAL, synchronous=FULL).

    `immutable` reads a file on a medium that cannot be written; `key` opens an encrypted one. Raises StorageError
    for a file that is no database.
    """
    uri = f"{database.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    made: Connection | None = None
    try:
        made = DRIVER.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=10)
        if key is not None:
            unlock(made, key)
        for statement in (*_ALWAYS, *(_WRITER if mode != "ro" else ("PRAGMA query_only=ON",)), _LOAD_SCHEMA):
            made.execute(statement).fetchall()
    except (DatabaseError, UnicodeDecodeError) as error:
        if made is not None:
            made.close()
        _tell(error, database)
    return made


def has_cipher() -> bool:
    """Whether this driver can encrypt: plain `sqlite3` ignores a key in silence, and would write plain text."""
    return NAME == _CIPHER_DRIVER


def unlock(connection: Connection, key: DataKey) -> None:
    """Give a connection the key of its database, before anything else. Raises StorageError without a driver for it."""
    if not has_cipher():
        raise StorageError("storage.no_cipher")
    connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
    connection.execute(f'PRAGMA key="{pragma_key(key)}"').fetchall()


def pragma_key(key: DataKey | None) -> str:
    """A raw key as SQLCipher reads it; the empty one of a plain database."""
    return "" if key is None else f"x'{key.database.hex()}'"


def export(source: Path, target: Path, *, source_key: DataKey | None, target_key: DataKey | None) -> None:
    """Write the whole database `source` into the new file `target` under another key; the caller syncs and checks it.

    Raises StorageError; `target` is then worthless.
    """
    if not has_cipher():
        raise StorageError("storage.no_cipher")
    with telling(target):
        made = DRIVER.connect(f"{target.absolute().as_uri()}?mode=rwc", uri=True, isolation_level=None)
        try:
            if target_key is not None:
                unlock(made, target_key)
            for statement in ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF"):  # a draft: all of it or nothing
                made.execute(statement).fetchall()
            made.execute(
                "ATTACH DATABASE ? AS source KEY ?", [f"{source.absolute().as_uri()}?mode=ro", pragma_key(source_key)]
            )
            made.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
            version = made.execute("PRAGMA source.user_version").fetchone()[0]
            made.execute(f"PRAGMA main.user_version={int(version)}").fetchall()
        finally:
            made.close()


def rows(connection: Connection, query: str, values: Values = ()) -> Iterator[Any]:
    """The rows that a query finds. Raises StorageError for a file that can no longer be read."""
    try:
        for row in connection.execute(query, values):  # noqa: UP028 - a cursor fails to close after its connection
            yield row
    except (DatabaseError, UnicodeDecodeError) as error:
        _tell(error, path_of(connection))


def all_rows(connection: Connection, query: str, values: Values = ()) -> list[Any]:
    """The same, fetched at once: three times as fast where all of many rows are wanted. Raises StorageError."""
    try:
        return connection.execute(query, values).fetchall()
    except (DatabaseError, UnicodeDecodeError) as error:
        _tell(error, path_of(connection))


def path_of(connection: Connection) -> Path:
    """The file behind a connection."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


_CRAMMED = 2**18
"""Free bytes that SQLite needs to open a database: the index of its WAL (32 KB) and some pages."""

_TOLD = (
    ("disk is full", "storage.disk_full"),
    ("malformed", "storage.damaged"),
    ("not a database", "storage.damaged"),
    ("decode to UTF-8", "storage.damaged"),
    ("disk I/O error", "storage.io_error"),
    ("readonly", "storage.read_only"),
    ("locked", "storage.busy"),
    ("unable to open", "storage.cannot_open"),
)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what a user can do something about (disk full, damage, no rights) into a StorageError."""
    try:
        yield
    except DatabaseError as error:
        _tell(error, path)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        raise StorageError("storage.disk_full", path=path) from error


def _tell(error: sqlite3.DatabaseError | UnicodeDecodeError, path: Path) -> NoReturn:
    """Raise what the driver said in the user's words, if he can do something about it, else as it was."""
    key = next((key for words, key in _TOLD if words in str(error)), None)
    if isinstance(error, UnicodeDecodeError):  # a message of the driver itself, about a name that is damaged
        key = "storage.damaged"
    if key is None:
        raise error
    raise StorageError("storage.disk_full" if _is_crammed(key, path) else key, path=path) from error


def _is_crammed(key: str, path: Path) -> bool:
    """Whether an error is one of space after all: SQLite calls it an I/O error where its index file cannot grow."""
    try:
        return key == "storage.io_error" and shutil.disk_usage(path.parent).free < _CRAMMED
    except OSError:  # the stick was pulled
        return False
