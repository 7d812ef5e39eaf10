"""Narrow copies of what rates and lamps look at, so that 100,000 projects are counted at once.

A cache like the search index (docs/adr/0028): no part of the schema versions, the state hash, the log or what is
exchanged; kept true by every transaction, made anew where its mark does not fit. It holds no lamp, due date or rate,
only cells of records: what is alike is written once as a class, and rows are numbers.

Whoever may not write, or reads a past day, gets the same tables as temporary ones of their connection; SQLite finds
these before those of the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from inspector.domain.project import Project
from inspector.storage.chain import last_change
from inspector.storage.codec import canonical
from inspector.storage.driver import Connection, DatabaseError
from inspector.storage.narrow_filling import DECLARED, INDEX, OWNER, TABLES, WITHIN, WRITTEN_OUT, filling

VERSION = 1
"""Of what is copied and how; raise it with every change of the tables or of how they are filled."""

MOST_TOUCHED = 3000
"""From so many projects on it is quicker to copy all of them."""


class Narrow:
    """The narrow copies of one database, as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._touched: set[str] = set()
        self._gone: set[int] = set()
        self._arrived: defaultdict[str, set[str]] = defaultdict(set)

    @property
    def is_true(self) -> bool:
        """Whether the tables of the file can be asked: there, of this version, true up to the newest change set."""
        return self._kept("main") == self._now()

    def make_true(self) -> None:
        """Make the tables of the file anew where they are not true, in a transaction of their own.

        A disk without room leaves the workspace without them: then every reader makes its own.
        """
        if self.is_true:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._rebuild("main")
            self._connection.execute("COMMIT")
        except DatabaseError:
            if self._connection.in_transaction:  # a full disk has rolled back by itself
                self._connection.execute("ROLLBACK")

    def ready(self) -> None:
        """Make sure that a question finds tables that are true: those of the file, or temporary ones of its own."""
        own = self._kept("temp")
        if own is None and self.is_true:
            return
        if own is not None and own == self._now():
            return
        with _writable(self._connection):
            self._rebuild("temp")

    def copy(self) -> None:
        """Temporary tables for a connection whose records are laid over: what changed is noted by `leave`."""
        if not self.is_true:
            self._rebuild("temp")
            return
        self._declare("temp")
        for name in TABLES:
            self._connection.execute(f"INSERT INTO temp.{name} SELECT * FROM main.{name}")  # noqa: S608 - a constant
        self._connection.execute(INDEX.format(place="temp."))
        self._retake(self._numbers())

    def differs(self) -> bool:
        """Whether tables that pass for true are not what the records say: a damaged file, as nothing else does it."""
        if not self.is_true:
            return False
        with _writable(self._connection):
            self._rebuild("temp")
            differs = any(self._said("main", name) != self._said("temp", name) for name in TABLES[1:-1])
            for name in TABLES:
                self._connection.execute(f"DROP TABLE temp.{name}")
        return differs

    def _said(self, place: str, table: str) -> list[tuple[object, ...]]:
        cells = WRITTEN_OUT.get(table, "*").format(place=place)
        query = f"SELECT {cells} FROM {place}.{table} NOT INDEXED ORDER BY 1, 2"  # noqa: S608 - constants
        return self._connection.execute(query).fetchall()

    def renew(self) -> None:
        """Make the tables of the file anew, whatever they say; for the connection that writes."""
        self._connection.execute("DROP TABLE IF EXISTS main.narrow_mark")
        self.make_true()

    def leave(self, kind: str, ids: Iterable[str]) -> None:
        """Note whose copies change, before the rows of a kind are changed or deleted."""
        asked = canonical(list(ids))
        if kind not in OWNER or asked == "[]":
            return
        self._touched.update(self._owners(kind, asked))
        if kind == Project.KIND:
            self._gone.update(self._numbers_of(asked))

    def arrive(self, kind: str, ids: Iterable[str]) -> None:
        """Note whose copies have changed, after the rows of a kind were written."""
        if kind in OWNER:
            self._arrived[kind].update(ids)

    def follow(self, since: int) -> None:
        """Take in what was noted since the change set `since`; called at the end of the transaction.

        Tables that were not true before stay so, and are made anew when the workspace is next opened.
        """
        kept = self._kept("main")
        if kept is None or kept[:2] != (VERSION, since):
            return
        for kind, ids in self._arrived.items():
            self._touched.update(self._owners(kind, canonical(sorted(ids))))
        if len(self._touched) > MOST_TOUCHED:
            self._rebuild("main")
            return
        self._retake(self._numbers())
        if (now := self._now()) != kept:
            self._connection.execute("UPDATE narrow_mark SET version = ?, change_id = ?, last_rows = ?", now)

    def _owners(self, kind: str, ids: str) -> list[str]:
        return [str(row_id) for (row_id,) in self._connection.execute(OWNER[kind], [ids])]

    def _numbers(self) -> set[int]:
        """The row numbers of everything noted, those that are gone included."""
        return self._gone.union(self._numbers_of(canonical(list(self._touched))))

    def _numbers_of(self, ids: str) -> list[int]:
        query = f"SELECT rowid FROM project WHERE id{WITHIN}"  # noqa: S608 - a constant
        return [number for (number,) in self._connection.execute(query, [ids])]

    def _retake(self, numbers: Iterable[int]) -> None:
        """Copy some projects anew, with everything that hangs on them."""
        asked = {"numbers": canonical(sorted(numbers))}
        if asked["numbers"] == "[]":
            return
        for name in TABLES[1:-1]:
            gone = f"DELETE FROM {name} WHERE project IN (SELECT value FROM json_each(:numbers))"  # noqa: S608
            self._connection.execute(gone, asked)
        for statement in filling(some=True):
            self._connection.execute(statement, asked)

    def _rebuild(self, place: str) -> None:
        self._declare(place)
        for statement in filling(some=False):
            self._connection.execute(statement)
        self._connection.execute(INDEX.format(place=f"{place}."))
        self._connection.execute(f"INSERT INTO {place}.narrow_mark VALUES (?, ?, ?)", self._now())  # noqa: S608

    def _declare(self, place: str) -> None:
        for name in TABLES:
            self._connection.execute(f"DROP TABLE IF EXISTS {place}.{name}")
        for statement in DECLARED:
            self._connection.execute(statement.format(place=f"{place}."))

    def _kept(self, place: str) -> tuple[int, int, str] | None:
        """The mark of the tables in the file (`main`) or of the temporary ones; None where there are none."""
        master = "sqlite_schema" if place == "main" else "sqlite_temp_schema"
        there = f"SELECT 1 FROM {master} WHERE name = 'narrow_mark'"  # noqa: S608 - a constant
        if self._connection.execute(there).fetchone() is None:
            return None
        query = f"SELECT version, change_id, last_rows FROM {place}.narrow_mark"  # noqa: S608 - a constant
        found: tuple[int, int, str] | None = self._connection.execute(query).fetchone()
        return found

    def _now(self) -> tuple[int, int, str]:
        """What a mark says that is true: also the last row numbers, which differ where a tool numbered rows anew."""
        queries = (f"SELECT max(rowid) FROM main.{name}" for name in ("project", "approval_step"))  # noqa: S608
        last = [self._connection.execute(query).fetchone()[0] for query in queries]
        return VERSION, last_change(self._connection), canonical(last)


@contextmanager
def _writable(connection: Connection) -> Iterator[None]:
    """Temporary tables on a connection that only reads; the file itself stays as it is."""
    only = connection.execute("PRAGMA query_only").fetchone()[0]
    connection.execute("PRAGMA query_only=OFF")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA query_only={only}")
