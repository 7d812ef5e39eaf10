"""审批事项: the steps of the permitting procedure and the stops of their clock (domain.md §1, §2)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Record, cell, record, required


class StepType(StrEnum):
    """审批事项类型, in the order in which a bulletin lists them."""

    PROJECT_APPROVAL = "project_approval"
    LAND_PRE_REVIEW = "land_pre_review"
    PLANNING_PERMIT = "planning_permit"
    ENERGY_REVIEW = "energy_review"
    ENVIRONMENTAL_REVIEW = "environmental_review"
    SOCIAL_STABILITY_REVIEW = "social_stability_review"
    SAFETY_REVIEW = "safety_review"
    PRELIMINARY_DESIGN = "preliminary_design"
    LAND = "land"
    CONSTRUCTION_PERMIT = "construction_permit"
    POWER_SUPPLY = "power_supply"
    OTHER = "other"


class ApprovalLevel(StrEnum):
    """办理层级 部/省/市/分局."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    CITY = "city"
    BRANCH = "branch"


class DayKind(StrEnum):
    """Whether a time limit counts working days or calendar days."""

    WORKING = "working"
    CALENDAR = "calendar"


class StepState(StrEnum):
    """审批状态."""

    NOT_APPLICABLE = "not_applicable"
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    STOPPED = "stopped"
    FINISHED = "finished"
    REFUSED = "refused"


class ApprovalMode(StrEnum):
    """办理方式."""

    ORDINARY = "ordinary"
    COMMITMENT = "commitment"
    TOLERANCE = "tolerance"
    LAND_TO_START = "land_to_start"
    SIMULATED = "simulated"


@record("approval_step", 20)
class ApprovalStep(Record):
    """审批事项 of one project. `due_on` is derived (see `lamps`), never stored."""

    id: str
    project_id: str = required(1, refers="project")
    step_type: StepType = required(2)
    name: str | None = cell(3)
    level: ApprovalLevel | None = cell(4)
    department: str | None = cell(5)
    statutory_days: int | None = cell(6)
    promised_days: int | None = cell(7)
    day_kind: DayKind = cell(8, default=DayKind.WORKING)
    state: StepState = cell(9, default=StepState.PENDING, decides=True)
    accepted_on: date | None = cell(10)
    finished_on: date | None = cell(11)
    document_number: str | None = cell(12)
    result: str | None = cell(13)
    mode: ApprovalMode | None = cell(14)
    missing_documents: str | None = cell(15)


@record("clock_stop", 21)
class ClockStop(Record):
    """停表: the clock of a step stands from `from_date` to the day before `to_date` (open when None)."""

    id: str
    step_id: str = required(1, refers="approval_step")
    from_date: date = required(2)
    to_date: date | None = cell(3)
    reason: str = required(4)
