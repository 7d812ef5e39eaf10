"""The tables that the entity declarations ask for, made through sqlite-utils.

Migrations call these makers with frozen columns; the columns of today's declarations are derived here only to
compare (a test) and to freeze a new version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from inspector.domain.record import Record
from inspector.storage.codec import COLUMN_TYPES, canonical
from inspector.storage.driver import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

Columns = Mapping[str, str]
"""Column name to its STRICT type, with ` NOT NULL` where the cell is required."""

_TYPES: dict[str, type] = {"TEXT": str, "INTEGER": int, "REAL": float, "BLOB": bytes}
_NAMES = {kept: name for name, kept in _TYPES.items()}
_SOUGHT = {
    "project": ("name", "project_code", "province_platform_code", "stage"),
    "inspection": ("visited_at",),
    "problem": ("due_on",),
}


def columns(cls: type[Record]) -> dict[str, str]:
    """The columns of a kind as declared, without `id` and `row_hash`."""
    return {cell.name: _NAMES[COLUMN_TYPES[cell.sort]] + " NOT NULL" * cell.required for cell in cls.CELLS}


def indexed(cls: type[Record]) -> list[str]:
    """The columns of a kind that are looked up: references, and what finding a project and planning a day ask for."""
    return [cell.name for cell in cls.CELLS if cell.refers or cell.name in _SOUGHT.get(cls.KIND, ())]


def create_record_table(database: Database, kind: str, cells: Columns, indexes: list[str]) -> None:
    """A STRICT table of one kind. No UNIQUE or FOREIGN KEY on its cells: a merge must never be refused."""
    types = {name: _TYPES[declared.removesuffix(" NOT NULL")] for name, declared in cells.items()}
    needed = {"id", "row_hash", *(name for name, declared in cells.items() if declared.endswith(" NOT NULL"))}
    made = database.table(kind)
    made.create({"id": str, **types, "row_hash": bytes}, pk="id", not_null=needed, strict=True)
    for name in indexes:
        made.create_index([name])


def fingerprint(connection: Connection) -> str:
    """SHA-256 in hex over the declarations that are in force: tables, indexes and triggers.

    The tables of the search index and the narrow copies are caches that come and go.
    """
    query = (
        "SELECT type, name, tbl_name, sql FROM sqlite_schema"
        " WHERE name NOT LIKE 'sqlite_stat%' AND tbl_name NOT GLOB 'search_*'"
        " AND tbl_name NOT GLOB 'narrow_*' ORDER BY type, name"
    )
    return hashlib.sha256(canonical(connection.execute(query).fetchall()).encode()).hexdigest()
