"""台账 as it is shown: the projects that a query finds, in its order, with the columns of the grid.

Its headers are those of a register, amounts in 万元, so that it can be corrected and imported; the whole register is
written by `register`. Written row by row, so that a register of any length needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from inspector.domain.project_query import ProjectQuery
from inspector.services.bundle import Services
from inspector.services.ledger_window import grid_rows
from inspector.sheets import columns
from inspector.sheets.columns import Column
from inspector.sheets.register_writing import table_column
from inspector.sheets.table import write_table
from inspector.storage.workspace import DataTier
from inspector.texts import sentence

Progress = Callable[[int, int], None]
_BATCH = 500


@dataclass(frozen=True)
class Shown:
    """What a grid shows: the question behind its rows, and its columns."""

    query: ProjectQuery
    columns: tuple[str, ...]


def write_shown(services: Services, out: Path, shown: Shown, progress: Progress) -> tuple[Path, int]:
    """Write it; returns the file and the number of rows. Raises FormatError; whatever `progress` raises ends it.

    Nothing is left at `out` where it does not end well.
    """
    known = {one.field: one for one in columns.written_columns()}
    chosen = [known[name] for name in shown.columns]
    numbers = services.finding.numbers(shown.query)
    written = 0

    def cells() -> Iterator[list[Any]]:
        nonlocal written
        for first in range(0, len(numbers), _BATCH):
            progress(first, len(numbers))
            for one in grid_rows(services.finding, services.office.ledger, numbers[first : first + _BATCH]):
                written += 1
                yield [_cell(column, one.row.cells.get(column.field)) for column in chosen]

    synthetic = services.workspace.info.tier is DataTier.SYNTHETIC
    headings = [table_column(one) for one in chosen]
    place = write_table(out, sentence("sheets.register_title"), headings, cells(), synthetic=synthetic)
    return place, written


def _cell(column: Column, value: Any) -> Any:  # noqa: ANN401 - any cell
    return columns.enum_labels(column.field)[value] if isinstance(value, Enum) else value
