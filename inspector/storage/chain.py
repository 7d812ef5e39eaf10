"""The change sets and the hash chain over them: each hash covers everything that was saved before it.

The hash of a change set is SHA-256 over the hash before, its own cells and the hashes of its operations in the
order of their dots, also of those of which `trimmed` kept only the hash. The first one follows a hash of what a
workspace is for good (role, device, city, time of making, replica); what may change there (`epoch`, `tier`,
`clean`) has its own hash in `meta`. Triggers make the table append-only, so whether a step was undone is read from
the step that reverses it. Whoever edits the log has to redo every later hash, which shows against a head that was
kept elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from inspector.storage.codec import canonical
from inspector.storage.driver import Connection

_FOR_GOOD = ("city", "created_at", "device_name", "replica", "role")
_CELLS = "change_id, action, author, at, name, first_seq, last_seq, role, reverses"
_FROM = "FROM change_set LEFT JOIN replica ON number = replica"
_OPERATIONS = (
    "SELECT dot, hash FROM operation WHERE change_id = ?"
    " UNION ALL SELECT dot, hash FROM trimmed WHERE change_id = ? ORDER BY dot"
)
_STRAYS = (
    "SELECT change_id FROM (SELECT change_id FROM operation UNION SELECT change_id FROM trimmed)"
    " WHERE change_id NOT IN (SELECT change_id FROM change_set)"
)


class Link(NamedTuple):
    """A change set as the chain covers it; `at` in Unix milliseconds, `replica` by name (None: damaged)."""

    change_id: int
    action: str
    author: str
    at: int
    replica: str | None
    first_seq: int | None
    last_seq: int | None
    role: str
    reverses: int | None


def last_change(connection: Connection) -> int:
    """The number of the newest change set; 0 for none."""
    return int(connection.execute("SELECT coalesce(max(change_id), 0) FROM change_set").fetchone()[0])


def head(connection: Connection) -> tuple[int, str]:
    """The newest change set and its hash (64 hex digits); for an empty log 0 and the root of the chain."""
    return last_change(connection), _head(connection).hex()


def hash_at(connection: Connection, change_id: int) -> str | None:
    """The hash of a change set, for 0 the root; None where there is no such change set."""
    if change_id == 0:
        return _root(connection).hex()
    found = connection.execute("SELECT hash FROM change_set WHERE change_id = ?", [change_id]).fetchone()
    return bytes(found[0]).hex() if found else None


def append(connection: Connection, link: Link, replica: int) -> None:
    """Keep a change set whose operations are kept already; `replica` is the local number of its replica."""
    cells = (*link[:4], replica, *link[5:], _digest(connection, _head(connection), link))
    connection.execute(
        "INSERT INTO change_set (change_id, action, author, at, replica, first_seq, last_seq, role, reverses, hash)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        cells,
    )


def breaks(connection: Connection) -> Iterator[int]:
    """The change sets at which the chain breaks; it is followed on from the hash that is kept there."""
    before = _root(connection)
    for *cells, kept in connection.execute(f"SELECT {_CELLS}, hash {_FROM} ORDER BY change_id"):
        link = Link(*cells)
        if _digest(connection, before, link) != kept:
            yield link.change_id
        before = kept
    yield from (change_id for (change_id,) in connection.execute(_STRAYS))


def _head(connection: Connection) -> bytes:
    found = connection.execute("SELECT hash FROM change_set ORDER BY change_id DESC LIMIT 1").fetchone()
    return bytes(found[0]) if found else _root(connection)


def _root(connection: Connection) -> bytes:
    places = ", ".join("?" * len(_FOR_GOOD))
    query = f"SELECT key, value FROM meta WHERE key IN ({places}) ORDER BY key"  # noqa: S608 - bound
    return hashlib.sha256(canonical(connection.execute(query, _FOR_GOOD).fetchall()).encode()).digest()


def _digest(connection: Connection, before: bytes, link: Link) -> bytes:
    made = hashlib.sha256(before + canonical(link).encode())
    for _, operation in connection.execute(_OPERATIONS, [link.change_id, link.change_id]):
        made.update(operation)
    return made.digest()
