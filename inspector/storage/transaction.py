"""One unit of work: rows and their operations written together, or neither.

Everything that changes a record goes through here, so that the log is the history, the undo and what is
exchanged (exchange.md: "Every user save writes row and operations in one transaction").
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.ids import Clock, new_id
from inspector.domain.record import Record, RecordT
from inspector.storage import chain
from inspector.storage.chain import Link
from inspector.storage.changes import ChangeCollector, Changes
from inspector.storage.codec import Stored, canonical
from inspector.storage.driver import Connection, IntegrityError
from inspector.storage.fold import seen_everywhere, seen_on
from inspector.storage.log import Log, next_hlc
from inspector.storage.operation import DELETE, WHOLE, Operation
from inspector.storage.reader import Reader
from inspector.storage.shape import Row, Shape, row_hash, shape

_CHUNK = 1000

_Write = tuple[int, str, int, str, str]
"""Kind number, row id, field number, value and base of an operation about to be kept."""


@dataclass(frozen=True)
class ChangeSet:
    """What the user did in one step.

    `role` is `do`, `undo`, `redo`, or `setup` for what a new workspace starts with, which is never undone;
    `reverses` the step undone or redone.
    """

    action: str
    author: str = ""
    role: str = "do"
    reverses: int | None = None


class Transaction:
    """Reads and writes inside one `BEGIN IMMEDIATE`; made by `Workspace.transaction`."""

    def __init__(self, connection: Connection, replica: str, clock: Clock, step: ChangeSet) -> None:
        self.connection = connection
        self.reader = Reader(connection, inside=True)
        self.log = Log(connection)
        self.step = step
        self.replica = replica
        self.change_id = chain.last_change(connection) + 1
        self._clock = clock
        self._first_seq = self._seq = self.log.last_seq(replica)
        self._hlc = self.log.last_hlc(replica.partition(":")[0])
        self._collector = ChangeCollector()
        self._received = False
        self._last_id = ""

    @property
    def changes(self) -> Changes:
        """What has changed so far."""
        return self._collector.changes(self.change_id if self.written else 0)

    @property
    def written(self) -> bool:
        """Whether any operation has been kept, of this replica or from elsewhere."""
        return self._received or self._seq > self._first_seq

    def new_id(self) -> str:
        """A new id (UUIDv7) of the workspace's clock; ids of one transaction sort in the order of their making."""
        made = new_id(self._clock)
        if made <= self._last_id:  # the same millisecond, or the clock has gone back (RFC 9562, 6.2)
            made = str(uuid.UUID(int=uuid.UUID(self._last_id).int + 1))
        self._last_id = made
        return made

    def insert(self, record: Record) -> None:
        """Keep a new record. Raises RuleError when its id is taken or a cell cannot be kept."""
        self.insert_many([record])

    def insert_many(self, records: Iterable[Record]) -> int:
        """Keep many new records, in their order; returns how many. The fast way for 100,000 rows."""
        count = 0
        left = iter(records)
        while chunk := list(islice(left, _CHUNK)):
            for cls, group in groupby(chunk, key=type):
                self._insert_group(shape(cls), group)
            count += len(chunk)
        return count

    def update(self, cls: type[RecordT], row_id: str, **fields: Any) -> RecordT:  # noqa: ANN401 - typed by the cells
        """Change cells of a record; only those that differ become operations.

        Raises NotFoundError, or RuleError for a value that cannot be kept.
        """
        made = shape(cls)
        before = self._existing(made, row_id)
        after = made.changed(before, fields)
        pairs = zip(made.cells, before[1:], after[1:], strict=True)
        return self._write_cells(made, after, [cell.name for cell, old, new in pairs if old != new])

    def settle(self, cls: type[RecordT], row_id: str, **fields: Any) -> RecordT:  # noqa: ANN401 - typed by the cells
        """Decide cells in conflict: written even where the value shown is the one chosen, covering all heads."""
        made = shape(cls)
        return self._write_cells(made, made.changed(self._existing(made, row_id), fields), list(fields))

    def set_stored(self, cls: type[Record], row_id: str, cells: Mapping[str, Stored]) -> None:
        """Change cells to values in their stored form, as the log holds them."""
        made = shape(cls)
        row = list(self._existing(made, row_id))
        for name, value in cells.items():
            row[made.place(name)] = value
        self._write_cells(made, tuple(row), list(cells))

    def put(self, record: RecordT) -> RecordT:
        """Insert the record, or update the one with its id to it."""
        cls = type(record)
        if self.reader.row(cls, record.id) is None:
            self.insert(record)
            return record
        return self.update(cls, record.id, **{cell.name: getattr(record, cell.name) for cell in cls.CELLS})

    def delete(self, cls: type[Record], row_id: str) -> None:
        """Delete a record. Raises NotFoundError."""
        made = shape(cls)
        self._existing(made, row_id)
        base = seen_everywhere(self.log.of_row(cls.NUMBER, row_id))
        self._append([(cls.NUMBER, row_id, DELETE, "null", canonical(base))])
        self.drop_row(made, row_id)

    def bring_back(self, cls: type[Record], row: Row, values: Mapping[int, Any]) -> None:
        """Write a whole row again after its delete.

        `values` holds its stored values by field number, also of fields that this version does not know.
        """
        row_id = str(row[0])
        content = {str(number): value for number, value in values.items() if value is not None}
        base = seen_everywhere(self.log.of_row(cls.NUMBER, row_id))
        self._append([(cls.NUMBER, row_id, WHOLE, canonical(content), canonical(base))])
        self.write_row(shape(cls), row)

    def write_row(self, made: Shape[Any], row: Row) -> None:
        """Put a stored row into its table without an operation: what the log amounts to."""
        row_id = str(row[0])
        known = self.reader.row(made.cls, row_id)
        if known == row:
            return
        if known is None:
            self.connection.execute(made.insert, (*row, made.hash(row)))
            self._collector.note("inserted", made.kind, row_id)
            return
        self.connection.execute(made.update, (*row[1:], made.hash(row), row_id))
        self._collector.note("updated", made.kind, row_id)

    def drop_row(self, made: Shape[Any], row_id: str) -> None:
        """Take a row out of its table without an operation: what the log amounts to."""
        query = f"DELETE FROM {made.table} WHERE id = ?"  # noqa: S608 - a declared name
        if self.connection.execute(query, [row_id]).rowcount:
            self._collector.note("deleted", made.kind, row_id)

    def receive(self, operation: Operation) -> bool:
        """Keep an operation of another replica; False when it is known already."""
        fresh = self.log.receive(operation, self.change_id)
        self._received = self._received or fresh
        return fresh

    @property
    def last_seq(self) -> int:
        """The last number that this replica has given."""
        return self._seq

    def continue_as(self, replica: str) -> None:
        """Write on under another epoch of this device: its present numbers were found in use elsewhere."""
        self._note_own()
        self.replica = replica
        self._first_seq = self._seq = self.log.last_seq(replica)

    def finish(self) -> None:
        """Write the change set and what is now known, just before the commit."""
        if self.written or self.step.reverses:
            first, last = self._note_own()
            step, now = self.step, self._clock.milliseconds()
            who = (self.replica, first, last)
            link = Link(self.change_id, step.action, step.author, now, *who, step.role, step.reverses)
            chain.append(self.connection, link, self.log.number(self.replica))

    def _note_own(self) -> tuple[int, int] | tuple[None, None]:
        if self._seq == self._first_seq:
            return None, None
        own = (self._first_seq + 1, self._seq)
        self.log.note_known(self.replica, [own])
        return own

    def _existing(self, made: Shape[Any], row_id: str) -> Row:
        row = self.reader.row(made.cls, row_id)
        if row is None:
            raise NotFoundError("storage.not_found", kind=made.kind, id=row_id)
        return row

    def _insert_group(self, made: Shape[Any], records: Iterable[Record]) -> None:
        rows = [made.row(record) for record in records]
        for row in rows:
            made.refuse_holes(row)
        kind, number = made.kind, made.cls.NUMBER
        contents = [(str(row[0]), made.content(row)) for row in rows]
        try:
            hashed = ((*row, row_hash(kind, row_id, text)) for row, (row_id, text) in zip(rows, contents, strict=True))
            self.connection.executemany(made.insert, hashed)
        except IntegrityError as error:
            raise RuleError("storage.id_taken", kind=kind) from error
        bases = self._former_bases(number, [row_id for row_id, _ in contents])
        self._append((number, row_id, WHOLE, text, bases.get(row_id, "{}")) for row_id, text in contents)
        for row_id, _ in contents:
            self._collector.note("inserted", kind, row_id)

    def _former_bases(self, number: int, ids: list[str]) -> dict[str, str]:
        """The bases of ids that the log has seen before, in a row deleted since."""
        return {
            row_id: canonical(seen_everywhere(self.log.of_row(number, row_id)))
            for row_id in self.log.seen_before(number, ids)
        }

    def _write_cells(self, made: Shape[RecordT], row: Row, names: list[str]) -> RecordT:
        made.refuse_holes(row)
        if names:
            row_id = str(row[0])
            past = self.log.of_row(made.cls.NUMBER, row_id)
            self._append(self._cell_write(made, row, name, past) for name in names)
            self.write_row(made, row)
        return made.record(row)

    def _cell_write(self, made: Shape[Any], row: Row, name: str, past: list[Operation]) -> _Write:
        number = made.by_name[name].number
        base = canonical(seen_on(past, number))
        return made.cls.NUMBER, str(row[0]), number, canonical(row[made.place(name)]), base

    def _append(self, writes: Iterable[_Write]) -> None:
        now = self._clock.milliseconds()
        made = []
        for kind, row, field, value, base in writes:
            self._seq += 1
            self._hlc = next_hlc(self._hlc, now)
            made.append(Operation(self.replica, self._seq, kind, row, field, value, self._hlc, base))
        self.log.append(made, self.change_id)
