"""项目清单 as a workbook: the projects that a query finds, in its order, with the columns that a list shows.

Written row by row, so that a register of any length needs no more memory than a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from inspector.domain.project_query import ProjectQuery, ProjectRow
from inspector.services.finding import FindingService
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

Progress = Callable[[int, int], None]
_BATCH = 500
_WORDS = frozenset({"kind", "stage", "construction_status"})
_KINDS = {
    "name": (CellKind.TEXT, 40),
    "code": (CellKind.TEXT, 28),
    "area": (CellKind.TEXT, 16),
    "park": (CellKind.TEXT, 20),
    "kind": (CellKind.TEXT, 10),
    "stage": (CellKind.TEXT, 10),
    "construction_status": (CellKind.TEXT, 12),
    "total_investment": (CellKind.MONEY, 18),
    "planned_investment": (CellKind.MONEY, 20),
    "lamp": (CellKind.TEXT, 10),
    "open_problems": (CellKind.INTEGER, 12),
    "last_visit": (CellKind.DATE, 14),
    "status_text": (CellKind.LONG_TEXT, 44),
}
COLUMNS = tuple(_KINDS)
"""What can be asked for, by name."""


@dataclass(frozen=True)
class ListWanted:
    """Which projects and which of `COLUMNS`, on the day `on`."""

    query: ProjectQuery
    columns: tuple[str, ...]
    on: date


def write_project_list(
    workspace: Workspace, finding: FindingService, out: Path, wanted: ListWanted, progress: Progress
) -> tuple[Path, int]:
    """Write the list; returns the file and the number of rows. Raises FormatError; whatever `progress` raises ends it.

    Nothing is left at `out` where it does not end well.
    """
    numbers = finding.numbers(wanted.query)
    columns = [TableColumn(heading(name), *_KINDS[name]) for name in wanted.columns]
    title = sentence("services.project_list_title", on=wanted.on.isoformat())
    synthetic = workspace.info.tier is DataTier.SYNTHETIC
    written = 0

    def cells() -> Iterator[list[Any]]:
        nonlocal written
        for first in range(0, len(numbers), _BATCH):
            progress(first, len(numbers))
            for row in finding.rows(numbers[first : first + _BATCH]):
                written += 1
                yield [_cell(row, name) for name in wanted.columns]

    place = write_table(out, title, columns, cells(), synthetic=synthetic)
    return place, written


def heading(name: str) -> str:
    """What people call a column of the list."""
    if name == "lamp":
        return sentence("services.project_list_lamp")
    if name == "open_problems":
        return sentence("services.project_list_problems")
    if name == "last_visit":
        return sentence("services.project_list_visit")
    if name == "planned_investment":
        return label("annual_plan", name)
    return label("project", _FIELDS.get(name, name))


_FIELDS = {"code": "project_code", "area": "area_id", "park": "park_id"}


def _cell(row: ProjectRow, name: str) -> Any:  # noqa: ANN401 - whatever a cell takes
    if name == "lamp":
        return _lamps(row)
    value = getattr(row, name)
    return label("project", name, value.value) if name in _WORDS and isinstance(value, StrEnum) else value


def _lamps(row: ProjectRow) -> str:
    tally = row.lamps
    counts: Sequence[tuple[int, str]] = (
        (tally.red, sentence("services.project_list_red", count=tally.red)),
        (tally.yellow, sentence("services.project_list_yellow", count=tally.yellow)),
        (tally.green, sentence("services.project_list_green", count=tally.green)),
    )
    return " ".join(told for count, told in counts if count)
