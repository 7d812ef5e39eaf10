"""One row per project with everything that the rates are counted from (domain.md §4), in one query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.domain.errors import StorageError
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, ConstructionStatus, Project, ProjectKind, Resumption, Stage
from inspector.domain.record import Cell
from inspector.storage.codec import Stored, canonical, decoder
from inspector.storage.reader import Reader
from inspector.storage.shape import shape


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its newest plan of the year and its latest reports up to a day; money in 万元.

    The `plan_` cells and `planned_start_month` are None without a plan of that year.
    """

    id: str
    name: str
    area_id: str | None
    park_id: str | None
    sector: str | None
    kind: ProjectKind | None
    stage: Stage | None
    construction_status: ConstructionStatus | None
    resumption: Resumption | None
    resumed_on: date | None
    actual_start: date | None
    total_investment: Decimal | None
    industry_code: str | None
    planned_start: date | None
    planned_completion: date | None
    actual_completion: date | None
    registered_on: date | None
    status_text: str | None
    has_plan: bool
    planned_investment: Decimal | None
    plan_kind: ProjectKind | None
    planned_start_month: int | None
    invested_year_to_date: Decimal | None
    physical_progress_pct: Decimal | None


_PATTERN = """
WITH plan AS (
  SELECT project_id, planned_investment, kind, planned_start_month,
         row_number() OVER (PARTITION BY project_id ORDER BY version DESC, id DESC) AS place
  FROM annual_plan WHERE year = :year {of_these}
), invested AS (
  SELECT project_id, invested_year_to_date,
         row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC, id DESC) AS place
  FROM dispatch_record
  WHERE reported_on BETWEEN :first AND :on AND invested_year_to_date IS NOT NULL {of_these}
), progress AS (
  SELECT project_id, physical_progress_pct,
         row_number() OVER (PARTITION BY project_id ORDER BY reported_on DESC, id DESC) AS place
  FROM dispatch_record WHERE reported_on <= :on AND physical_progress_pct IS NOT NULL {of_these}
)
SELECT p.id, p.name, p.area_id, p.park_id, p.sector, p.kind, p.stage, p.construction_status, p.resumption,
       p.resumed_on, p.actual_start, p.total_investment, p.industry_code, p.planned_start, p.planned_completion,
       p.actual_completion, p.registered_on, p.status_text, plan.project_id IS NOT NULL, plan.planned_investment,
       plan.kind, plan.planned_start_month, invested.invested_year_to_date, progress.physical_progress_pct
FROM project AS p
LEFT JOIN plan ON plan.project_id = p.id AND plan.place = 1
LEFT JOIN invested ON invested.project_id = p.id AND invested.place = 1
LEFT JOIN progress ON progress.project_id = p.id AND progress.place = 1
{these}
ORDER BY p.id
"""
_QUERY = _PATTERN.format(of_these="", these="")
_THESE = _PATTERN.format(
    of_these="AND project_id IN (SELECT value FROM json_each(:ids))",
    these="WHERE p.id IN (SELECT value FROM json_each(:ids))",
)
_FROM_PLAN = {
    "planned_investment": "planned_investment",
    "plan_kind": "kind",
    "planned_start_month": "planned_start_month",
}
_FROM_DISPATCH = ("invested_year_to_date", "physical_progress_pct")


def project_facts_rows(reader: Reader, year: int, on: date, ids: Iterable[str] | None = None) -> Iterator[ProjectRow]:
    """Every project by id, or those of `ids`, with its plan of `year` and what was reported up to and including `on`.

    Invested this year is the latest figure reported in `year`; progress the latest of any year. Raises
    StorageError for a project with a cell that is damaged.
    """
    ways = [None if cell is None else decoder(cell) for cell in _cells()]
    days: dict[str, Stored] = {"year": year, "first": date(year, 1, 1).isoformat(), "on": on.isoformat()}
    query = _QUERY if ids is None else _THESE
    if ids is not None:
        days["ids"] = canonical(list(ids))
    for row in reader.rows(query, days):
        try:
            told = ProjectRow(*map(_read, ways, row))
        except (ArithmeticError, TypeError, ValueError) as error:
            raise StorageError("storage.damaged_row", kind=Project.KIND, id=row[0]) from error
        yield told


def _cells() -> list[Cell | None]:
    """The declared cell of each column; None for the id and the flag."""
    projects, plans, reports = (shape(cls).by_name for cls in (Project, AnnualPlan, DispatchRecord))
    made: list[Cell | None] = []
    for field in fields(ProjectRow):
        if field.name in _FROM_PLAN:
            made.append(plans[_FROM_PLAN[field.name]])
        elif field.name in _FROM_DISPATCH:
            made.append(reports[field.name])
        else:
            made.append(projects.get(field.name))
    return made


def _read(way: Callable[[Any], Any] | None, stored: Stored) -> Any:  # noqa: ANN401 - typed by the cell
    if way is None:
        return bool(stored) if isinstance(stored, int) else stored
    return None if stored is None else way(stored)
