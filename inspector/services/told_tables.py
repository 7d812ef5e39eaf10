"""Tables of words as a workbook: what a dialog or a report tells, one sheet each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.sheets.publishing import publish
from inspector.sheets.table import CellKind, TableColumn, add_table, open_workbook
from inspector.storage.workspace import DataTier, Workspace


@dataclass(frozen=True)
class ToldTable:
    """A sheet: its name, its headers, and rows of as many words."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_told(
    workspace: Workspace, title: str, tables: Sequence[ToldTable], out: Path, *, width: int = 24
) -> tuple[Path, int]:
    """Write one sheet a table, columns `width` characters wide; the file written and the number of rows.

    Raises FormatError.
    """
    synthetic = workspace.info.tier is DataTier.SYNTHETIC

    def write(temporary: Path) -> None:
        with open_workbook(temporary, title) as book:
            for one in tables:
                columns = [TableColumn(head, CellKind.LONG_TEXT, width) for head in one.headers]
                add_table(book, one.title, columns, one.rows, synthetic=synthetic, fit=True)

    return publish(out, write), sum(len(one.rows) for one in tables)
