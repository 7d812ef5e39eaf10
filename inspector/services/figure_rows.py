"""The rows behind a figure as a list shows them: page by page, with the cells that tell why a row is counted.

It stands apart from the cockpit, which only knows ids: lists of 100,000 rows are read as they come into sight, and
the same cells go into the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.lamps import Lamp, LampRules, lamp_of
from inspector.domain.problem import Problem
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, Project
from inspector.services.calendars import work_calendar
from inspector.services.cockpit_view import RowKind
from inspector.services.project_row import newest_plan
from inspector.sheets.table import CellKind, TableColumn, write_table
from inspector.storage.reader import Reader
from inspector.storage.workspace import DataTier, Workspace
from inspector.texts import label, sentence

RowCell = str | int | date | Decimal | Lamp | None
PAGE = 200
"""Rows of the workbook that are read at once."""


@dataclass(frozen=True)
class RowColumn:
    """A column: whose field it shows, how it is written, its width in characters."""

    entity: str
    field: str
    kind: CellKind = CellKind.TEXT
    width: int = 14
    word: str = ""
    """The key of what it is called where it is derived and no field."""

    @property
    def is_amount(self) -> bool:
        """Whether it holds numbers, that stand at the right."""
        return self.kind is CellKind.MONEY

    @property
    def header(self) -> str:
        """What the field is called, with its unit."""
        if self.word:
            return sentence(self.word)
        return label(self.entity, self.field) if self.field else label(self.entity)


@dataclass(frozen=True)
class FigureRow:
    """One row: the record, the project that it belongs to, and a cell for each column."""

    row_id: str
    project_id: str
    cells: tuple[RowCell, ...]


_NAME = RowColumn("project", "name", width=34)
COLUMNS = {
    RowKind.PROJECTS: (
        _NAME,
        RowColumn("project", "area_id", width=16),
        RowColumn("project", "kind", width=8),
        RowColumn("project", "total_investment", CellKind.MONEY, 16),
        RowColumn("annual_plan", "planned_investment", CellKind.MONEY, 16),
        RowColumn("project", "actual_start", CellKind.DATE, 12),
        RowColumn("project", "resumed_on", CellKind.DATE, 12),
    ),
    RowKind.STEPS: (
        _NAME,
        RowColumn("approval_step", "", width=12),
        RowColumn("approval_step", "department", width=16),
        RowColumn("approval_step", "accepted_on", CellKind.DATE, 12),
        RowColumn("approval_step", "due_on", CellKind.DATE, 12, "ui_cockpit.rows_due"),
        RowColumn("approval_step", "finished_on", CellKind.DATE, 12),
        RowColumn("approval_step", "lamp", width=14, word="ui_cockpit.rows_lamp"),
    ),
    RowKind.PROBLEMS: (
        _NAME,
        RowColumn("problem", "number", width=12),
        RowColumn("problem", "description", CellKind.LONG_TEXT, 40),
        RowColumn("problem", "owner_department", width=16),
        RowColumn("problem", "found_on", CellKind.DATE, 12),
        RowColumn("problem", "due_on", CellKind.DATE, 12),
    ),
}


class FigureRows:
    """Reads and writes the rows of one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile
        self._rules = LampRules(profile.lamps.warn_days, profile.lamps.due_day_is_red)

    def page(self, kind: RowKind, ids: Sequence[str], on: date) -> tuple[FigureRow, ...]:
        """The rows with these ids in their order, as they stand on a day; what is no longer there is left out."""
        reader = self._workspace.reader
        read = {RowKind.PROJECTS: self._projects, RowKind.STEPS: self._steps, RowKind.PROBLEMS: self._problems}[kind]
        found = {one.row_id: one for one in read(reader, ids, on)}
        return tuple(found[one] for one in ids if one in found)

    def export(self, out: Path, kind: RowKind, ids: Sequence[str], on: date) -> tuple[Path, int]:
        """Write all rows into a workbook; returns the file written and the number of rows."""
        columns = [TableColumn(one.header, one.kind, one.width) for one in COLUMNS[kind]]
        pages = (self.page(kind, ids[at : at + PAGE], on) for at in range(0, len(ids), PAGE))
        rows = (list(map(_written, one.cells)) for page in pages for one in page)
        synthetic = self._workspace.info.tier is DataTier.SYNTHETIC
        title = sentence("ui_cockpit.rows_title", kind=label(kind.value), on=on.isoformat())
        return write_table(out, title, columns, rows, synthetic=synthetic), len(ids)

    def _projects(self, reader: Reader, ids: Iterable[str], on: date) -> Iterator[FigureRow]:
        areas = {one.id: one.name for one in reader.all(Area)}
        for one in reader.ids_in(Project, ids).values():
            plan = newest_plan(reader, one.id, on.year)
            kind = (plan.kind if plan else None) or one.kind
            cells: tuple[RowCell, ...] = (
                one.name,
                areas.get(one.area_id or ""),
                label("project", "kind", kind.value) if kind else None,
                one.total_investment,
                plan.planned_investment if plan else None,
                one.actual_start,
                one.resumed_on,
            )
            yield FigureRow(one.id, one.id, cells)

    def _steps(self, reader: Reader, ids: Iterable[str], on: date) -> Iterator[FigureRow]:
        steps = reader.ids_in(ApprovalStep, ids).values()
        names = _names(reader, (one.project_id for one in steps))
        calendar = work_calendar(reader)
        for one in steps:
            lamp = lamp_of(one, reader.all(ClockStop, step_id=one.id), on, calendar, self._rules)
            step = one.name or self._profile.step_name(one.step_type)
            dates = one.accepted_on, lamp.due_on, one.finished_on
            yield FigureRow(one.id, one.project_id, (names.get(one.project_id, ""), step, one.department, *dates, lamp))

    def _problems(self, reader: Reader, ids: Iterable[str], _on: date) -> Iterator[FigureRow]:
        problems = reader.ids_in(Problem, ids).values()
        names = _names(reader, (one.project_id for one in problems))
        for one in problems:
            name = names.get(one.project_id, "")
            told = one.number, one.description, one.owner_department, one.found_on, one.due_on
            yield FigureRow(one.id, one.project_id, (name, *told))


def _names(reader: Reader, ids: Iterable[str]) -> dict[str, str]:
    return {row_id: one.name for row_id, one in reader.ids_in(Project, ids).items()}


def _written(cell: RowCell) -> str | int | date | Decimal | None:
    """A lamp as its sentence."""
    return sentence(cell.reason.key, **cell.reason.details) if isinstance(cell, Lamp) else cell
