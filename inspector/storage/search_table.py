"""The search index over projects and problems: kept true by every transaction, made anew where it is not.

It is a cache: no part of the schema versions, the state hash, the log or what is exchanged. It lies in the same
file all the same, because only so it is saved and rolled back together with the rows (docs/adr/0022).
A mark says up to which change set it is true; a workspace that an older program wrote to is noticed by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from inspector.domain.problem import Problem
from inspector.domain.project import Area, Project
from inspector.storage.chain import last_change
from inspector.storage.codec import canonical
from inspector.storage.driver import SQLITE_VERSION, Connection, DatabaseError
from inspector.storage.log import chunks, places
from inspector.storage.search_terms import document, matching

VERSION = 1
"""Of what is indexed and how; raise it with every change in this module, `search_terms` or `pinyin`."""

SEARCHED = {
    Project.KIND: ("name", "project_code", "province_platform_code", "owner_organization", "address"),
    Problem.KIND: ("number", "description"),
}
"""The texts in which each kind is found; a project also by the names of its area and its park."""

CELLS = {
    Project.KIND: (*SEARCHED[Project.KIND], "area_id", "park_id"),
    Problem.KIND: SEARCHED[Problem.KIND],
    Area.KIND: ("name",),
}
"""The cells of each kind that the index is made of: a change of others leaves it as it is."""

_SPOKEN = {Project.KIND: 1, Problem.KIND: 0}
"""How many of the texts, the first ones, are also found by pinyin: the name of a project."""

_SOURCE = {
    Project.KIND: "SELECT t.rowid, t.name, area.name, park.name, t.project_code, t.province_platform_code,"
    " t.owner_organization, t.address FROM project AS t"
    " LEFT JOIN area ON area.id = t.area_id LEFT JOIN area AS park ON park.id = t.park_id",
    Problem.KIND: "SELECT t.rowid, t.number, t.description FROM problem AS t",
}
_TABLES = (
    *(
        f"CREATE VIRTUAL TABLE search_{kind} USING fts5("
        "words, initials, syllables, content='', contentless_delete=1, tokenize='ascii')"
        for kind in SEARCHED
    ),
    "CREATE TABLE search_mark (version INTEGER NOT NULL, change_id INTEGER NOT NULL, last_rows TEXT NOT NULL) STRICT",
)


_NAMED = (
    " OR t.area_id IN (SELECT id FROM area WHERE name LIKE ? ESCAPE '\\')"
    " OR t.park_id IN (SELECT id FROM area WHERE name LIKE ? ESCAPE '\\')"
)
_LIKE = {
    kind: " OR ".join(f"t.{name} LIKE ? ESCAPE '\\'" for name in names) + _NAMED * (kind == Project.KIND)
    for kind, names in SEARCHED.items()
}
_ALL = 0
_ABLE = tuple(map(int, SQLITE_VERSION.split("."))) >= (3, 43)
"""Whether this SQLite can take a record out of an index that does not keep its text."""


@dataclass(frozen=True)
class Condition:
    """A condition on the rows `t` of a kind and what to bind to its places; `indexed` when the index answers it."""

    sql: str
    values: tuple[str, ...]
    indexed: bool = False


class SearchTable:
    """The index of one database; where it is missing, whoever asks goes without it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._arrived: dict[str, dict[str, None]] = {kind: {} for kind in CELLS}

    @property
    def is_true(self) -> bool:
        """Whether it can be asked: there, of this version, and true up to the newest change set."""
        return self._kept() == (VERSION, last_change(self._connection), self._last_rows())

    def make_true(self) -> None:
        """Make it anew where it is not true, in a transaction of its own.

        A SQLite without what it needs, or a disk without room, leaves the workspace without it: then LIKE finds.
        """
        if not _ABLE or self.is_true:
            return
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._rebuild()
            self._connection.execute("COMMIT")
        except DatabaseError:
            if self._connection.in_transaction:  # a full disk has rolled back by itself
                self._connection.execute("ROLLBACK")

    def leave(self, kind: str, ids: Iterable[str]) -> None:
        """Take out records that are about to be deleted."""
        if kind in SEARCHED and self._kept() is not None:
            query = f"DELETE FROM search_{kind} WHERE rowid = (SELECT rowid FROM {kind} WHERE id = ?)"  # noqa: S608
            self._connection.executemany(query, [(one,) for one in ids])

    def arrive(self, kind: str, ids: Iterable[str]) -> None:
        """Note records whose texts have changed, new and deleted ones too."""
        if kind in CELLS:
            self._arrived[kind] |= dict.fromkeys(ids)

    def follow(self, since: int) -> None:
        """Take in what was noted since the change set `since`; called at the end of the transaction.

        An index that was not true before stays so, and is made anew when the workspace is next opened.
        """
        kept = self._kept()
        if kept is None or kept[:2] != (VERSION, since):
            return
        self._arrived[Project.KIND] |= dict.fromkeys(self._projects_of(self._arrived[Area.KIND]))
        for kind in SEARCHED:
            for chunk in chunks(self._arrived[kind]):
                self._index(kind, self._connection.execute(f"{_SOURCE[kind]} WHERE t.id IN ({places(chunk)})", chunk))
        self._mark(kept)

    def condition(self, kind: str, text: str, newest: int = _ALL) -> Condition:
        """What tells the rows `t` of a kind in which every word of `text` stands; without the index by LIKE.

        The index can stop at the `newest` so many, without looking at the others.
        """
        words = text.split()
        if not words:
            return Condition("1", ())
        if self.is_true:
            asked = f"SELECT rowid FROM search_{kind} WHERE search_{kind} MATCH ?"  # noqa: S608 - a declared kind
            asked += "" if newest == _ALL else f" ORDER BY rowid DESC LIMIT {newest}"
            return Condition(f"t.rowid IN ({asked})", (matching(words, spoken=_SPOKEN[kind] > 0),), indexed=True)
        like = _LIKE[kind]
        told = " AND ".join(f"({like})" for _ in words)
        return Condition(told, tuple(like_pattern(word) for word in words for _ in range(like.count("?"))))

    def _kept(self) -> tuple[int, int, str] | None:
        """The mark; None where there is no index that this SQLite can use."""
        there = "SELECT 1 FROM sqlite_schema WHERE name = 'search_mark'"
        if not _ABLE or self._connection.execute(there).fetchone() is None:
            return None
        query = "SELECT version, change_id, last_rows FROM search_mark"
        found: tuple[int, int, str] = self._connection.execute(query).fetchone()
        return found

    def _mark(self, kept: tuple[int, int, str]) -> None:
        now = (VERSION, last_change(self._connection), self._last_rows())
        if now != kept:
            self._connection.execute("UPDATE search_mark SET version = ?, change_id = ?, last_rows = ?", now)

    def _last_rows(self) -> str:
        """The last row numbers of what is indexed: where a tool has numbered the rows anew, they differ."""
        queries = (f"SELECT max(rowid) FROM {kind}" for kind in SEARCHED)  # noqa: S608 - declared names
        return canonical([self._connection.execute(query).fetchone()[0] for query in queries])

    def _rebuild(self) -> None:
        for name in ("mark", *SEARCHED):
            self._connection.execute(f"DROP TABLE IF EXISTS search_{name}")
        for statement in _TABLES:
            self._connection.execute(statement)
        for kind in SEARCHED:
            self._index(kind, self._connection.execute(f"{_SOURCE[kind]} ORDER BY t.rowid"))
        nothing = (0, 0, "")
        self._connection.execute("INSERT INTO search_mark (version, change_id, last_rows) VALUES (?, ?, ?)", nothing)
        self._mark(nothing)

    def _index(self, kind: str, found: Iterable[Sequence[Any]]) -> None:
        """Index rows of their number and their texts; the spoken ones come first."""
        spoken = _SPOKEN[kind]
        self._connection.executemany(
            f"INSERT OR REPLACE INTO search_{kind} (rowid, words, initials, syllables) VALUES (?, ?, ?, ?)",  # noqa: S608
            ((number, *document(texts, texts[:spoken])) for number, *texts in found),
        )

    def _projects_of(self, areas: Iterable[str]) -> Iterator[str]:
        for chunk in chunks(areas):
            query = f"SELECT id FROM project WHERE area_id IN ({places(chunk)}) OR park_id IN ({places(chunk)})"  # noqa: S608
            for (row_id,) in self._connection.execute(query, chunk * 2):
                yield row_id


def like_pattern(word: str) -> str:
    """What LIKE takes, with a backslash as its ESCAPE, for texts that hold a word."""
    return "%" + word.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"
