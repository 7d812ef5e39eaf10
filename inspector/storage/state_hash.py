"""One hash for the content of a workspace: equal for equal content, whoever typed it and in whatever order.

Ids, the log, the device and the order of rows do not count: a reference is hashed as the content of the row
that it names, so the hash of a row tells what it says, not how it is numbered. Two rows of exactly the same
content are alike: which of the twins a third row names does not show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from inspector.domain.entities import kinds
from inspector.domain.errors import StorageError
from inspector.domain.record import Record
from inspector.storage.driver import Connection, rows
from inspector.storage.shape import shape
from inspector.storage.workspace import Workspace

_ROUNDS = 8
"""How far around a ring of references is looked: rings that agree that far are taken as alike."""

_Key = tuple[str, str]
"""Kind and id of a row."""

_Hashes = dict[_Key, str]


class _Row(NamedTuple):
    """A row on its way: its own cells as text, and its references as (field number, row referred to)."""

    key: _Key
    own: str
    references: tuple[tuple[int, _Key], ...]


def state_hash(ws: Workspace) -> str:
    """SHA-256 in hex over the saved content of a workspace."""
    return content_hash(ws.reader.connection)


def content_hash(connection: Connection) -> str:
    """SHA-256 in hex over the rows that a connection sees."""
    named: _Hashes = {}
    found: list[str] = []
    targets = {cell.refers for cls in kinds().values() for cell in cls.CELLS}
    for group in groups(kinds()):
        rows = (row for kind in group for row in _rows(connection, kinds()[kind]))
        hashed = _ringed(list(rows), named) if _may_ring(group) else _plain(rows, named)
        for key, made in hashed:
            found.append(made)
            if key[0] in targets:
                named[key] = made
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()


def groups(declared: dict[str, type[Record]]) -> Iterator[tuple[str, ...]]:
    """The kinds, those referred to first; kinds that refer to each other in a ring come together."""
    reach = {kind: _reach(declared, kind) for kind in declared}
    rings = {
        kind: {kind} | {other for other in declared if kind in reach[other] and other in reach[kind]}
        for kind in declared
    }
    left = dict.fromkeys(declared)
    while left:
        ring = next(rings[kind] for kind in left if reach[kind] & left.keys() <= rings[kind])
        yield tuple(sorted(ring))
        for done in ring:
            del left[done]


def _reach(declared: dict[str, type[Record]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        fresh = {cell.refers for cell in declared[ahead.pop()].CELLS if cell.refers} - found
        found |= fresh
        ahead.extend(fresh)
    return found


def _may_ring(group: tuple[str, ...]) -> bool:
    return any(cell.refers in group for kind in group for cell in kinds()[kind].CELLS)


def _rows(connection: Connection, cls: type[Record]) -> Iterator[_Row]:
    made = shape(cls)
    own = [(at, cell.number) for at, cell in enumerate(made.cells, start=1) if not cell.refers]
    refers = [(at, cell.number, cell.refers) for at, cell in enumerate(made.cells, start=1) if cell.refers]
    for row in rows(connection, made.select):
        try:
            text = json.dumps([made.kind, [(number, row[at]) for at, number in own if row[at] is not None]])
        except TypeError as error:  # bytes, which only a damaged file holds
            raise StorageError("storage.damaged_row", kind=made.kind, id=row[0]) from error
        yield _Row(
            (made.kind, row[0]), text, tuple((n, (kind, row[at])) for at, n, kind in refers if row[at] is not None)
        )


def _plain(rows: Iterator[_Row], named: _Hashes) -> Iterator[tuple[_Key, str]]:
    for row in rows:
        yield row.key, _hash(row, lambda key: named.get(key, key[1]))


def _ringed(rows: list[_Row], named: _Hashes) -> Iterator[tuple[_Key, str]]:
    """Rows that may refer to each other: chains from their end, then what is left goes round in rings."""
    left = {row.key: row for row in rows}
    made: _Hashes = {}

    def name(key: _Key) -> str:
        return made.get(key) or named.get(key, key[1])

    while ready := [row for row in left.values() if not any(key in left for _, key in row.references)]:
        for row in ready:
            made[row.key] = _hash(row, name)
            del left[row.key]
    yield from made.items()
    yield from _rings(left, name).items()


def _rings(left: dict[_Key, _Row], outside: Callable[[_Key], str]) -> _Hashes:
    """Each round takes in the rows one reference further on, so that no id counts and nothing hangs."""
    colour: _Hashes = dict.fromkeys(left, "")
    for _ in range(_ROUNDS if left else 0):
        colour = _round(left, colour, outside)
    return colour


def _round(left: dict[_Key, _Row], before: _Hashes, outside: Callable[[_Key], str]) -> _Hashes:
    return {key: _hash(row, lambda one: before[one] if one in before else outside(one)) for key, row in left.items()}


def _hash(row: _Row, name: Callable[[_Key], str]) -> str:
    told = row.own + json.dumps([(number, name(key)) for number, key in row.references])
    return hashlib.sha256(told.encode()).hexdigest()
