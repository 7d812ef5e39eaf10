"""One unit of work: rows and their operations written together, or neither.

Everything that changes a record goes through here, so that the log is the history, the undo and what is
exchanged (exchange.md: "Every user save writes row and operations in one transaction").
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from inspector.domain.changes import Changes
from inspector.domain.errors import NotFoundError, RuleError
from inspector.domain.ids import Clock, new_id
from inspector.domain.operation import WHOLE, Operation
from inspector.domain.record import Record, RecordT
from inspector.storage import chain, narrow_filling, search_table
from inspector.storage.chain import Link
from inspector.storage.changes import ChangeCollector
from inspector.storage.codec import canonical
from inspector.storage.driver import Connection, IntegrityError
from inspector.storage.fold import seen_everywhere
from inspector.storage.log import Key, Log, next_hlc
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.search_table import SearchTable
from inspector.storage.shape import Row, Shape, row_hash, shape
from inspector.storage.writes import Write, cell_of, delete_of

_CHUNK = 1000
DECISION = "decision"
"""The role of a step that changes no record; see `ChangeSet`."""


@dataclass(frozen=True)
class ChangeSet:
    """What the user did in one step.

    `role` is `do`, `undo`, `redo`, or what is never undone: `setup` for what a new workspace starts with, and
    `decision` for what changes no record but has to stand in the chain (a device trusted, the log trimmed). A
    step that writes no operation becomes a decision by itself. `reverses` is the step undone or redone.
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
        self._search = SearchTable(connection)
        self._narrow = Narrow(connection)
        self._received = False
        self._decided = False
        self._disputed: dict[Key, bool] = {}
        self._last_id = ""

    @property
    def changes(self) -> Changes:
        """What has changed so far."""
        return self._collector.changes(self.change_id if self.written or self._decided else 0)

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
        self.append([delete_of((cls.NUMBER, row_id), self.log.of_row(cls.NUMBER, row_id))])
        self.put_rows(made, {row_id: None})

    def put_rows(
        self, made: Shape[Any], rows: Mapping[str, Row | None], known: Mapping[str, Row] | None = None
    ) -> None:
        """Make stored rows what the log amounts to (None: gone), without an operation.

        `known` are those that stand in the table now, for a caller who has read them already.
        """
        known = self.reader.rows_in(made.cls, rows) if known is None else known
        changed = {row_id: row for row_id, row in rows.items() if known.get(row_id) != row}
        new = [(*row, made.hash(row)) for row_id, row in changed.items() if row and row_id not in known]
        other = [(*row[1:], made.hash(row), row_id) for row_id, row in changed.items() if row and row_id in known]
        gone = [(row_id,) for row_id, row in changed.items() if not row]
        with self._caches_following(made, changed, known):
            for query, values in ((made.insert, new), (made.update, other), (made.drop, gone)):
                self.connection.executemany(query, values)
        for row_id, row in changed.items():
            mark = "deleted" if row is None else "updated" if row_id in known else "inserted"
            self._collector.note(mark, made.kind, row_id)

    @contextmanager
    def _caches_following(
        self, made: Shape[Any], changed: Mapping[str, Row | None], known: Mapping[str, Row]
    ) -> Iterator[None]:
        """Tell search index and narrow copies what changes, as far as it is of cells that they are made of."""
        kind = made.kind
        sought, copied = (
            _differing(changed, known, [made.place(name) for name in cells.get(kind, ())])
            for cells in (search_table.CELLS, narrow_filling.CELLS)
        )
        self._search.leave(kind, [row_id for row_id, row in changed.items() if row is None])
        self._narrow.leave(kind, [row_id for row_id in copied if row_id in known])
        yield
        self._search.arrive(kind, sought)
        self._narrow.arrive(kind, copied)

    def receive(self, operations: Iterable[Operation]) -> list[Operation]:
        """Keep operations of other replicas; returns those that were not known. Raises StorageError."""
        fresh = self.log.receive(operations, self.change_id)
        self._received = self._received or bool(fresh)
        return fresh

    def note_disputed(self, kind: int, rows: Mapping[str, bool]) -> None:
        """Note which rows of a kind have come out with cells in conflict."""
        self._disputed |= {(kind, row_id): found for row_id, found in rows.items()}

    @property
    def disputed(self) -> list[Key]:
        """(kind number, id) of the rows brought to what their operations amount to that have cells in conflict."""
        return [key for key, found in self._disputed.items() if found]

    @property
    def now(self) -> int:
        """The workspace's clock, Unix milliseconds."""
        return self._clock.milliseconds()

    def record_decision(self) -> None:
        """Keep the change set although no record changes: what was decided must be found in the chain."""
        self._decided = True

    def append(self, writes: Iterable[Write]) -> list[Operation]:
        """Keep operations of this replica, numbered and dated; the rows are still to be made what they amount to."""
        now = self._clock.milliseconds()
        made = []
        for write in writes:
            self._seq += 1
            self._hlc = next_hlc(self._hlc, now)
            kind, row, field, value, base = write
            made.append(Operation(self.replica, self._seq, kind, row, field, value, self._hlc, base))
        self.log.append(made, self.change_id)
        return made

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
        """Write the change set, what is now known and what can be found, just before the commit."""
        changes_records = self.written or self.step.reverses is not None
        if changes_records or self._decided:
            first, last = self._note_own()
            step, now = self.step, self._clock.milliseconds()
            who = (self.replica, first, last)
            role = step.role if changes_records else DECISION
            link = Link(self.change_id, step.action, step.author, now, *who, role, step.reverses)
            chain.append(self.connection, link, self.log.number(self.replica))
        self._search.follow(since=self.change_id - 1)
        self._narrow.follow(since=self.change_id - 1)

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
        self.append(Write(number, row_id, WHOLE, text, bases.get(row_id, "{}")) for row_id, text in contents)
        for row_id, _ in contents:
            self._collector.note("inserted", kind, row_id)
        self._search.arrive(kind, (row_id for row_id, _ in contents))
        self._narrow.arrive(kind, (row_id for row_id, _ in contents))

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
            key = (made.cls.NUMBER, row_id)
            past = self.log.of_row(*key)
            self.append(cell_of(key, made.by_name[name].number, row[made.place(name)], past) for name in names)
            self.put_rows(made, {row_id: row})
        return made.record(row)


def _differing(changed: Mapping[str, Row | None], known: Mapping[str, Row], places: Collection[int]) -> list[str]:
    """The ids of rows that are new or gone, or that have changed in one of these places."""
    found = []
    for row_id, row in changed.items():
        before = known.get(row_id)
        if row is None or before is None or any(row[place] != before[place] for place in places):
            found.append(row_id)
    return found
