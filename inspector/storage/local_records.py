"""What this workspace alone knows, by kind and key: never synchronised, never part of the state hash.

One table serves them all, each row with its hash; the tables of the nouns (devices, peers, receipts …) give the
JSON its types.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from inspector.domain.errors import StorageError
from inspector.domain.intervals import Have
from inspector.storage.codec import canonical
from inspector.storage.driver import Connection, rows
from inspector.storage.reader import Reader
from inspector.storage.transaction import Transaction


class LocalKind(StrEnum):
    """The kinds of local records."""

    DEVICE = "device"
    LONE = "lone"
    MERGE = "merge"
    PEER = "peer"
    RECEIPT = "receipt"
    ROSTER = "roster"
    RULING = "ruling"
    SECRET = "secret"  # noqa: S105 - the name of a kind
    SENT = "sent"
    VIEW = "view"


_SELECT = "SELECT kind, key, content, hash FROM local_record"


def kept(reader: Reader, kind: LocalKind) -> Iterator[Any]:
    """The contents of one kind in the order of their keys. Raises StorageError for a damaged one."""
    return _contents(reader.rows(f"{_SELECT} WHERE kind = ? ORDER BY key", [kind.value]))


def kept_at(reader: Reader, kind: LocalKind, key: str) -> Any:  # noqa: ANN401 - plain JSON
    """The content at a key, None where there is none. Raises StorageError for a damaged one."""
    return next(_contents(reader.rows(f"{_SELECT} WHERE kind = ? AND key = ?", [kind.value, key])), None)


def keep(tx: Transaction, kind: LocalKind, key: str, content: Mapping[str, Any]) -> None:
    """Write a record, or replace the one at this key."""
    text = canonical(dict(content))
    tx.connection.execute(
        "INSERT INTO local_record (kind, key, content, hash) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, key) DO UPDATE SET content = excluded.content, hash = excluded.hash",
        [kind.value, key, text, _hash(kind.value, key, text)],
    )


def forget(tx: Transaction, kind: LocalKind, key: str) -> None:
    """Take a record out, if it is there."""
    tx.connection.execute("DELETE FROM local_record WHERE kind = ? AND key = ?", [kind.value, key])


def damaged(connection: Connection) -> Iterator[tuple[str, str]]:
    """(kind, key) of every record that is no longer what was written."""
    for kind, key, content, hashed in rows(connection, _SELECT):
        if _hash(kind, key, content) != hashed:
            yield kind, key


def read_have(content: Mapping[str, Iterable[Sequence[int]]]) -> Have:
    """Intervals as JSON holds them."""
    return {name: tuple((first, last) for first, last in intervals) for name, intervals in content.items()}


def _contents(found: Iterable[Sequence[Any]]) -> Iterator[Any]:
    for kind, key, content, hashed in found:
        if _hash(kind, key, content) != hashed:
            raise StorageError("storage.damaged_local", kind=kind, id=key)
        yield json.loads(content)


def _hash(kind: str, key: str, content: str) -> bytes:
    return hashlib.blake2b(f"{kind}\n{key}\n{content}".encode(), digest_size=16).digest()
