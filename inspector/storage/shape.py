"""How the records of one kind lie in their table: columns, row and content of a record, and its hash.

Derived once from the entity declaration, because inserting 100,000 rows must not look anything up twice.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any, Generic

from inspector.domain.errors import RuleError, StorageError
from inspector.domain.record import Cell, Record, RecordT
from inspector.storage.codec import Stored, acceptor, canonical, decoder, encode, encoder

Row = tuple[Stored, ...]
"""`id` and the stored cells in the order of their declaration."""


def quoted(name: str) -> str:
    """An SQL identifier; names come from declarations, never from a user."""
    return f'"{name}"'


def row_hash(kind: str, row_id: str, content: str) -> bytes:
    """16 bytes that change when any cell of the row changes (reliability.md: integrity_check misses that)."""
    return hashlib.blake2b(f"{kind}\n{row_id}\n{content}".encode(), digest_size=16).digest()


_SHAPES: dict[str, Shape[Any]] = {}


class Shape(Generic[RecordT]):
    """Table, columns and conversions of one kind."""

    def __init__(self, cls: type[RecordT]) -> None:
        self.cls = cls
        self.kind = cls.KIND
        self.table = quoted(cls.KIND)
        self.cells: tuple[Cell, ...] = cls.CELLS
        self.by_name = {cell.name: cell for cell in cls.CELLS}
        self.by_number = {cell.number: cell for cell in cls.CELLS}
        self.acceptors = {cell.number: acceptor(cell) for cell in cls.CELLS}
        self.columns = ", ".join(quoted(name) for name in ("id", *self.by_name))
        places = ", ".join("?" * (len(self.cells) + 2))
        self.insert = f"INSERT INTO {self.table} ({self.columns}, row_hash) VALUES ({places})"  # noqa: S608 - declared
        cells = ", ".join(f"{quoted(name)} = ?" for name in (*self.by_name, "row_hash"))
        self.update = f"UPDATE {self.table} SET {cells} WHERE id = ?"  # noqa: S608 - declared names
        self.drop = f"DELETE FROM {self.table} WHERE id = ?"  # noqa: S608 - a declared name
        self.select = f"SELECT {self.columns} FROM {self.table}"  # noqa: S608 - declared names
        self.defaults = tuple(_default(cls, cell) for cell in cls.CELLS)
        self._encoders = [encoder(cell) for cell in cls.CELLS]
        self._decoders = [decoder(cell) for cell in cls.CELLS]
        self._values = attrgetter("id", *self.by_name)
        given = zip(cls.CELLS, self.defaults, strict=True)
        self._required = [
            at for at, (cell, default) in enumerate(given, start=1) if cell.required or default is not None
        ]
        # Canonical JSON sorts keys as text; sorting the cells once spares sorting every row.
        self._sorted = sorted((str(cell.number), place) for place, cell in enumerate(cls.CELLS, start=1))

    def row(self, record: RecordT) -> Row:
        """The stored row of a record. Raises RuleError for a value that cannot be kept."""
        row_id, *values = self._values(record)
        try:
            pairs = zip(self._encoders, values, strict=True)
            return (row_id, *[None if value is None else stored(value) for stored, value in pairs])
        except RuleError:
            return (row_id, *map(encode, self.cells, values))  # once more, to name the cell

    def record(self, row: Sequence[Stored]) -> RecordT:
        """The record of a stored row; an empty cell reads as its declared default.

        Raises StorageError for a cell that cannot hold what stands there: the row is damaged.
        """
        ways = zip(self.by_name, row[1:], self._decoders, self.defaults, strict=True)
        try:
            filled = {name: default if stored is None else read(stored) for name, stored, read, default in ways}
        except (ArithmeticError, TypeError, ValueError) as error:
            raise StorageError("storage.damaged_row", kind=self.kind, id=row[0]) from error
        filled["id"] = row[0]
        return self.cls(**filled)

    def content(self, row: Sequence[Stored]) -> str:
        """Canonical JSON of the cells that are not empty, keyed by field number: a row as the log keeps it.

        Raises StorageError for a damaged row that holds what no cell can.
        """
        try:
            return canonical({key: row[place] for key, place in self._sorted if row[place] is not None})
        except TypeError as error:
            raise StorageError("storage.damaged_row", kind=self.kind, id=row[0]) from error

    def hash(self, row: Sequence[Stored]) -> bytes:
        """The hash that stands beside the row."""
        return row_hash(self.kind, str(row[0]), self.content(row))

    def refuse_holes(self, row: Sequence[Stored]) -> None:
        """Raises RuleError when a cell that has to be given is empty."""
        for place in self._required:
            if row[place] is None:
                raise RuleError("storage.required", kind=self.kind, field=self.cells[place - 1].name)

    def place(self, name: str) -> int:
        """Where a cell stands in a row. Raises KeyError for a name that is not declared."""
        return self.cells.index(self.by_name[name]) + 1

    def changed(self, row: Row, fields: Mapping[str, Any]) -> Row:
        """`row` with the given cells replaced. Raises KeyError for a name that is not declared."""
        made = list(row)
        for name, value in fields.items():
            made[self.place(name)] = encode(self.by_name[name], value)
        return tuple(made)


def _default(cls: type[Record], cell: Cell) -> Any:  # noqa: ANN401 - the type that the cell declares
    value = {field.name: field.default for field in dataclasses.fields(cls)}[cell.name]  # type: ignore[arg-type]
    return None if value is dataclasses.MISSING else value


def shape(cls: type[RecordT]) -> Shape[RecordT]:
    """The shape of a kind, made once."""
    found: Shape[RecordT] | None = _SHAPES.get(cls.KIND)
    if found is None or found.cls is not cls:
        found = _SHAPES[cls.KIND] = Shape(cls)
    return found
