"""One project with its plan of the year and its latest reports: what `project_facts_rows` tells of all, for one.

Apart from that query, which numbers the plans and reports of every project before it can tell of one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Project
from inspector.storage.reader import Reader
from inspector.storage.statistics_table import ProjectRow

_SAME = (
    *("id", "name", "area_id", "park_id", "sector", "kind", "stage", "construction_status", "resumption"),
    *("resumed_on", "actual_start", "total_investment", "industry_code", "planned_start", "planned_completion"),
    *("actual_completion", "registered_on", "status_text"),
)


def project_row(reader: Reader, project: Project, on: date) -> ProjectRow:
    """The row of a project as it stands on `on`."""
    plan = newest_plan(reader, project.id, on.year)
    reports = reports_by(reader, project.id, on)
    return ProjectRow(
        **{name: getattr(project, name) for name in _SAME},
        has_plan=plan is not None,
        planned_investment=plan.planned_investment if plan else None,
        plan_kind=plan.kind if plan else None,
        planned_start_month=plan.planned_start_month if plan else None,
        invested_year_to_date=_newest((one for one in reports if _of_year(one, on)), "invested_year_to_date"),
        physical_progress_pct=_newest(reports, "physical_progress_pct"),
    )


def newest_plan(reader: Reader, project_id: str, year: int) -> AnnualPlan | None:
    """The newest version of the plan of a year."""
    plans = reader.all(AnnualPlan, project_id=project_id, year=year)
    return max(plans, key=lambda one: (one.version, one.id), default=None)


def reports_by(reader: Reader, project_id: str, on: date) -> list[DispatchRecord]:
    """The dispatch records that speak to a day up to `on`, the newest first."""
    found = (one for one in reader.all(DispatchRecord, project_id=project_id) if one.reported_on is not None)
    dated = [(one.reported_on, one.id, one) for one in found if one.reported_on is not None and one.reported_on <= on]
    return [one for *_, one in sorted(dated, key=lambda each: each[:2], reverse=True)]


def _of_year(one: DispatchRecord, on: date) -> bool:
    return one.reported_on is not None and one.reported_on.year == on.year


def _newest(reports: Iterable[DispatchRecord], field: str) -> Any:  # noqa: ANN401 - typed by the cell
    return next((getattr(one, field) for one in reports if getattr(one, field) is not None), None)
