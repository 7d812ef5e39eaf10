"""One line of a project register as offices exchange it: the project with its plan, duties and latest figures.

It stands apart because it is the contract between Excel and the services: a flat row in which areas, lists
and role holders are named, while the entities refer to each other by id.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from inspector.domain.project import ConstructionStatus, Datum, ProjectKind, Resumption, Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterLine:
    """Every cell of `Project` (areas by code and name instead of id), then its plan, holders, lists, dispatch.

    `project_id` is the record's own id, empty in files that an office wrote itself. Money in 万元; degrees as
    in the entity. `plan_kind` is the kind in the year of the plan. `reported_on` is the day to which the
    invested figures and the progress speak.
    """

    project_id: str | None = None
    name: str
    project_code: str | None = None
    province_platform_code: str | None = None
    area_code: str | None = None
    area_name: str | None = None
    park_code: str | None = None
    park_name: str | None = None
    owner_organization: str | None = None
    owner_credit_code: str | None = None
    address: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    datum: Datum | None = None
    industry_code: str | None = None
    sector: str | None = None
    project_type: str | None = None
    construction_nature: str | None = None
    kind: ProjectKind | None = None
    stage: Stage | None = None
    construction_status: ConstructionStatus | None = None
    resumption: Resumption | None = None
    resumed_on: date | None = None
    total_investment: Decimal | None = None
    plan_year: int | None = None
    planned_investment: Decimal | None = None
    plan_kind: ProjectKind | None = None
    planned_start_month: int | None = None
    planned_start: date | None = None
    actual_start: date | None = None
    planned_completion: date | None = None
    actual_completion: date | None = None
    scale: str | None = None
    annual_output_value: Decimal | None = None
    output_currency: str | None = None
    jobs: int | None = None
    capacity: str | None = None
    invested_this_period: Decimal | None = None
    invested_year_to_date: Decimal | None = None
    invested_total: Decimal | None = None
    physical_progress_pct: Decimal | None = None
    image_progress: str | None = None
    workers_planned: int | None = None
    workers_present: int | None = None
    machines: int | None = None
    next_step: str | None = None
    dispatch_period: str | None = None
    reported_on: date | None = None
    leader: str | None = None
    steward: str | None = None
    task_force: str | None = None
    liaison: str | None = None
    responsible_unit: str | None = None
    cooperating_department: str | None = None
    list_names: tuple[str, ...] = ()
    status_text: str | None = None
    status_as_of: str | None = None
    source: str | None = None
    registered_on: date | None = None
    note: str | None = None


LINE_FIELDS = tuple(one.name for one in fields(RegisterLine))
"""The fields of a line in the order of its columns."""
