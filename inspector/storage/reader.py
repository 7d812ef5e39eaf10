"""Reading records: by id, by equal cells, in order. What needs its own SQL stands in the tables of its noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from inspector.domain.errors import NotFoundError
from inspector.domain.record import Cell, Record, RecordT, Sort
from inspector.storage.codec import Stored, encode
from inspector.storage.driver import Connection, Values, all_rows, rows
from inspector.storage.shape import Row, quoted, shape

_CHUNK = 500


class Reader:
    """Typed reads over one connection.

    Inside a transaction (`inside=True`) a result is fetched whole before the first record is handed out, so
    that a loop may write to the table that it reads.
    """

    def __init__(self, connection: Connection, *, inside: bool = False) -> None:
        self.connection = connection
        self._inside = inside

    def rows(self, query: str, values: Values = ()) -> Iterator[Row]:
        """The rows that a query finds. Raises StorageError for a file that can no longer be read."""
        found: Iterator[Row] = rows(self.connection, query, values)
        return iter(list(found)) if self._inside else found

    def fetch(self, query: str, values: Values = ()) -> list[Any]:
        """All rows that a query finds, at once: for many rows of which each is wanted. Raises StorageError."""
        return all_rows(self.connection, query, values)

    @property
    def version(self) -> int:
        """A number that differs after any other connection has saved something."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def mark(self) -> tuple[int, int]:
        """The same as long as no connection, this one included, has written anything."""
        return self.version, int(self.connection.total_changes)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Everything read inside is of one moment, whatever is saved meanwhile; inside a transaction it is anyway."""
        if self.connection.in_transaction:
            yield
            return
        self.connection.execute("BEGIN")
        try:
            self.connection.execute("SELECT 1 FROM meta").fetchone()  # the first read fixes the moment
            yield
        finally:
            self.connection.execute("COMMIT")

    def get(self, cls: type[RecordT], row_id: str) -> RecordT:
        """The record with this id. Raises NotFoundError."""
        row = self.row(cls, row_id)
        if row is None:
            raise NotFoundError("storage.not_found", kind=cls.KIND, id=row_id)
        return shape(cls).record(row)

    def row(self, cls: type[RecordT], row_id: str) -> Row | None:
        """The stored row with this id, if there is one."""
        return next(self.rows(f"{shape(cls).select} WHERE id = ?", [row_id]), None)

    def find(self, cls: type[RecordT], **equal: Any) -> RecordT | None:  # noqa: ANN401 - typed by the cells
        """The first record (by id) whose cells equal these values."""
        return next(self.all(cls, limit=1, **equal), None)

    def all(
        self,
        cls: type[RecordT],
        *,
        order: tuple[str, ...] = (),
        limit: int | None = None,
        **equal: Any,  # noqa: ANN401 - typed by the cells
    ) -> Iterator[RecordT]:
        """The records whose cells equal these values (None: empty), by `order` and then by id.

        A name in `order` with a minus before it sorts downwards; decimals sort by their value.
        """
        made = shape(cls)
        where, values = _where(made.by_name, equal)
        by = ", ".join([*(_sorting(made.by_name, name) for name in order), "id"])
        cap = "" if limit is None else f" LIMIT {int(limit)}"
        return map(made.record, self.rows(f"{made.select}{where} ORDER BY {by}{cap}", values))

    def count(self, cls: type[RecordT], **equal: Any) -> int:  # noqa: ANN401 - typed by the cells
        """How many records have cells that equal these values."""
        made = shape(cls)
        where, values = _where(made.by_name, equal)
        query = f"SELECT count(*) FROM {made.table}{where}"  # noqa: S608 - declared names, bound values
        return sum(int(str(count)) for (count,) in self.rows(query, values))

    def texts(self, cls: type[Record], field: str) -> tuple[str, ...]:
        """The different texts that stand in a field, sorted."""
        made = shape(cls)
        column = quoted(made.by_name[field].name)
        query = f"SELECT DISTINCT {column} FROM {made.table} WHERE {column} <> '' ORDER BY {column}"  # noqa: S608
        return tuple(str(text) for (text,) in self.rows(query))

    def ids_in(self, cls: type[RecordT], ids: Iterable[str]) -> dict[str, RecordT]:
        """The records with these ids; ids without a record are left out."""
        return {row_id: shape(cls).record(row) for row_id, row in self.rows_in(cls, ids).items()}

    def rows_in(self, cls: type[RecordT], ids: Iterable[str]) -> dict[str, Row]:
        """The stored rows with these ids; ids without a row are left out."""
        found: dict[str, Row] = {}
        left = iter(dict.fromkeys(ids))
        while chunk := list(islice(left, _CHUNK)):
            query = f"{shape(cls).select} WHERE id IN ({', '.join('?' * len(chunk))})"
            found.update((str(row[0]), row) for row in self.fetch(query, chunk))
        return found


def _where(cells: dict[str, Cell], equal: dict[str, Any]) -> tuple[str, list[Stored]]:
    parts, values = [], []
    for name, value in equal.items():
        if value is None:
            parts.append(f"{quoted(name)} IS NULL")
        else:
            parts.append(f"{quoted(name)} = ?")
            values.append(value if name == "id" else encode(cells[name], value))
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), values


def _sorting(cells: dict[str, Cell], name: str) -> str:
    column = name.removeprefix("-")
    by_value = column != "id" and cells[column].sort is Sort.DECIMAL
    sorted_by = f"CAST({quoted(column)} AS REAL)" if by_value else quoted(column)
    return f"{sorted_by} DESC" if name.startswith("-") else sorted_by
