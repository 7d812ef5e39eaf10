"""The register: projects, their areas, yearly plans and the lists they stand in (domain.md §1).

Kept apart from what happens to a project during a year (`progress`), because the register is what Excel
files carry and what thresholds and codes are checked on.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Money, Quantity, Record, cell, record, required


class AreaKind(StrEnum):
    """区域类别."""

    CITY = "city"
    COUNTY = "county"
    DEVELOPMENT_ZONE = "development_zone"
    PARK = "park"
    TOWN = "town"


class ProjectKind(StrEnum):
    """新建 or 续建 in the year of the plan."""

    NEW_BUILD = "new_build"
    CONTINUING = "continuing"


class Stage(StrEnum):
    """阶段, in the order in which a project goes through them; any of them may end in `withdrawn`."""

    LEAD = "lead"
    NEGOTIATING = "negotiating"
    SIGNED = "signed"
    LANDED = "landed"
    RESERVE = "reserve"
    PRELIMINARY = "preliminary"
    CONSTRUCTION = "construction"
    COMPLETED = "completed"
    IN_PRODUCTION = "in_production"
    FULL_CAPACITY = "full_capacity"
    WITHDRAWN = "withdrawn"


class ConstructionStatus(StrEnum):
    """建设状态."""

    NOT_STARTED = "not_started"
    STARTED = "started"
    ONGOING = "ongoing"
    SUSPENDED = "suspended"
    COMPLETED = "completed"


class Resumption(StrEnum):
    """复工状态 of a continuing project in the current year."""

    NOT_RESUMED = "not_resumed"
    RESUMED = "resumed"


class Datum(StrEnum):
    """坐标系 in which a position was given; positions are stored as WGS-84 beside it."""

    WGS84 = "WGS84"
    GCJ02 = "GCJ02"
    BD09 = "BD09"
    CGCS2000 = "CGCS2000"


class ListLevel(StrEnum):
    """清单层级."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class ListReason(StrEnum):
    """Why a project entered or left a list."""

    ADDED = "added"
    RESERVE_TO_ACTIVE = "reserve_to_active"
    ACTIVE_TO_RESERVE = "active_to_reserve"
    WITHDRAWN = "withdrawn"


@record("area", 1)
class Area(Record):
    """区域: `code` is GB/T 2260 where there is one, else a local code."""

    id: str
    code: str = required(1)
    name: str = required(2)
    parent_id: str | None = cell(3, refers="area")
    area_kind: AreaKind = cell(4, default=AreaKind.COUNTY)


@record("project", 2)
class Project(Record):
    """项目. Money in 万元, positions in degrees WGS-84, `annual_output_value` in 万 of its currency."""

    id: str
    name: str = required(1)
    project_code: str | None = cell(2)
    province_platform_code: str | None = cell(3)
    owner_organization: str | None = cell(4)
    owner_credit_code: str | None = cell(5)
    area_id: str | None = cell(6, refers="area")
    park_id: str | None = cell(7, refers="area")
    address: str | None = cell(8)
    longitude: float | None = cell(9)
    latitude: float | None = cell(10)
    datum: Datum | None = cell(11)
    industry_code: str | None = cell(12)
    sector: str | None = cell(13)
    project_type: str | None = cell(14)
    construction_nature: str | None = cell(15)
    total_investment: Money | None = cell(16, decides=True)
    kind: ProjectKind | None = cell(17, decides=True)
    stage: Stage | None = cell(18, decides=True)
    construction_status: ConstructionStatus | None = cell(19, decides=True)
    resumption: Resumption | None = cell(20, decides=True)
    resumed_on: date | None = cell(21)
    planned_start: date | None = cell(22)
    actual_start: date | None = cell(23)
    planned_completion: date | None = cell(24)
    actual_completion: date | None = cell(25)
    scale: str | None = cell(26)
    annual_output_value: Quantity | None = cell(27)
    output_currency: str | None = cell(28)
    jobs: int | None = cell(29)
    capacity: str | None = cell(30)
    status_text: str | None = cell(31)
    status_as_of: str | None = cell(32)
    source: str | None = cell(33)
    registered_on: date | None = cell(34)
    note: str | None = cell(35)


@record("annual_plan", 3)
class AnnualPlan(Record):
    """年度计划 of one project and year; a revision is a new version, the old one stays."""

    id: str
    project_id: str = required(1, refers="project")
    year: int = required(2)
    version: int = cell(3, default=1)
    planned_investment: Money | None = cell(4, decides=True)
    kind: ProjectKind | None = cell(5, decides=True)
    planned_start_month: int | None = cell(6)


@record("project_list", 4)
class ProjectList(Record):
    """清单: `threshold` in 万元 is the least total investment that may be registered in it."""

    id: str
    name: str = required(1)
    level: ListLevel = cell(2, default=ListLevel.CITY)
    threshold: Money | None = cell(3)


@record("list_membership", 5)
class ListMembership(Record):
    """清单成员: a project may be in many lists and counts once in totals."""

    id: str
    list_id: str = required(1, refers="project_list")
    project_id: str = required(2, refers="project")
    entered_on: date | None = cell(3)
    left_on: date | None = cell(4)
    reason: ListReason | None = cell(5)


@record("list_adjustment", 6)
class ListAdjustment(Record):
    """清单调整: the record that going back a stage needs, with its reason."""

    id: str
    project_id: str = required(1, refers="project")
    from_stage: Stage = required(2)
    to_stage: Stage = required(3)
    reason: str = required(4)
    decided_on: date | None = cell(5)
