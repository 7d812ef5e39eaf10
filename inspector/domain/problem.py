"""问题: the problem, duty and standard lists and their escalations (domain.md §1, §2)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Record, cell, record, required


class ProblemState(StrEnum):
    """问题状态."""

    REGISTERED = "registered"
    ASSIGNED = "assigned"
    HANDLING = "handling"
    CLOSE_REQUESTED = "close_requested"
    CLOSED = "closed"
    ESCALATED = "escalated"
    REOPENED = "reopened"


class ProblemLevel(StrEnum):
    """问题等级."""

    GENERAL = "general"
    MAJOR = "major"
    URGENT = "urgent"


class FoundAt(StrEnum):
    """Where a problem was found."""

    INSPECTION = "inspection"
    MEETING = "meeting"
    ENTERPRISE = "enterprise"


@record("problem", 30)
class Problem(Record):
    """问题. `number` is a human number (ZD-00017), not a key: two laptops may mint the same one.

    `inspection_item` is the address of the checklist's question whose answer brought it.
    """

    id: str
    project_id: str = required(1, refers="project")
    number: str | None = cell(2)
    found_at: FoundAt = cell(3, default=FoundAt.INSPECTION)
    inspection_id: str | None = cell(4, refers="inspection")
    found_on: date | None = cell(5)
    category: str | None = cell(6)
    sub_category: str | None = cell(7)
    level: ProblemLevel = cell(8, default=ProblemLevel.GENERAL)
    description: str = required(9)
    owner_department: str | None = cell(10)
    co_departments: tuple[str, ...] = cell(11, default=())
    solution: str | None = cell(12)
    close_standard: str | None = cell(13)
    due_on: date | None = cell(14)
    evidence: str | None = cell(15)
    state: ProblemState = cell(16, default=ProblemState.REGISTERED, decides=True)
    close_requested_by: str | None = cell(17)
    closed_by: str | None = cell(18)
    closed_on: date | None = cell(19)
    inspection_item: str | None = cell(20)


@record("escalation", 31)
class Escalation(Record):
    """提级会办: to whom a problem went up, when and why."""

    id: str
    problem_id: str = required(1, refers="problem")
    escalated_on: date = required(2)
    to_holder: str = required(3)
    reason: str | None = cell(4)
    decision: str | None = cell(5)
