"""问题清单 as a workbook: problem, duty and standard of each, with the lamp of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from inspector.domain.problem import Problem
from inspector.services.problem_board import ProblemRow
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

_COLUMNS = (
    ("number", CellKind.TEXT, 12),
    ("description", CellKind.LONG_TEXT, 44),
    ("level", CellKind.TEXT, 8),
    ("state", CellKind.TEXT, 10),
    ("owner_department", CellKind.TEXT, 18),
    ("found_on", CellKind.DATE, 12),
    ("due_on", CellKind.DATE, 12),
    ("solution", CellKind.LONG_TEXT, 30),
    ("close_standard", CellKind.LONG_TEXT, 30),
    ("evidence", CellKind.LONG_TEXT, 30),
    ("closed_on", CellKind.DATE, 12),
    ("closed_by", CellKind.TEXT, 14),
)
_WORDS = frozenset({"level", "state"})


class ProblemExport:
    """Writes the problems of one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def write(self, out: Path, on: date, rows: Sequence[ProblemRow]) -> tuple[Path, int]:
        """Write the problems as they are listed; returns the file written and their number."""
        first = TableColumn(label("problem", "project_id"), CellKind.TEXT, 30)
        days = TableColumn(sentence("services.problem_export_days"), CellKind.INTEGER, 10)
        rest = [TableColumn(label("problem", name), kind, width) for name, kind, width in _COLUMNS]
        title = sentence("services.problem_export_title", on=on.isoformat())
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC
        problems = self._workspace.reader.ids_in(Problem, (one.problem.id for one in rows))
        here = [one for one in rows if one.problem.id in problems]  # another may have gone since it was listed
        return write_table(out, title, [first, *rest, days], _cells(here, problems), synthetic=synthetic), len(here)


def _cells(rows: Sequence[ProblemRow], problems: Mapping[str, Problem]) -> Iterator[list[Any]]:
    for one in rows:
        problem = problems[one.problem.id]
        yield [one.project, *(_cell(problem, name) for name, _, _ in _COLUMNS), one.lamp.days_left]


def _cell(problem: Problem, name: str) -> Any:  # noqa: ANN401 - whatever a cell takes
    value = getattr(problem, name)
    return label("problem", name, value.value) if name in _WORDS else value
