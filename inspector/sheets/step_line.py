"""One line of a register of 手续 as offices exchange it: a step of a project with its dates and limits.

It stands apart because it is the contract between Excel and the services: the project and the type of the step are
named as people name them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from inspector.domain.approval import ApprovalLevel, ApprovalMode, DayKind, StepState


@dataclass(frozen=True, kw_only=True, slots=True)
class StepLine:
    """A row: `step` is the type by its printed name, `stops` are the stops of the clock, one a line.

    `project_id` and `step_id` are the records' own ids, empty in files that an office wrote itself.
    """

    name: str
    step: str | None = None
    step_name: str | None = None
    department: str | None = None
    level: ApprovalLevel | None = None
    state: StepState | None = None
    accepted_on: date | None = None
    promised_days: int | None = None
    statutory_days: int | None = None
    day_kind: DayKind | None = None
    finished_on: date | None = None
    document_number: str | None = None
    result: str | None = None
    mode: ApprovalMode | None = None
    missing_documents: str | None = None
    stops: str | None = None
    project_code: str | None = None
    project_id: str | None = None
    step_id: str | None = None


STEP_FIELDS = tuple(one.name for one in fields(StepLine))
"""The fields of a line in the order of its columns."""
