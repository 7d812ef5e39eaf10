"""调度: rules of who owes a dispatch how often, and the meetings held (domain.md §1, §4)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from inspector.domain.record import Record, cell, record, required


class Frequency(StrEnum):
    """调度频次, as the articles name them."""

    DAILY = "daily"
    WEEKLY = "weekly"
    TWICE_WEEKLY = "twice_weekly"
    TEN_DAYS = "ten_days"
    HALF_MONTHLY = "half_monthly"
    MONTHLY = "monthly"


@record("dispatch_rule", 50)
class DispatchRule(Record):
    """调度规则: `weekdays` are ISO numbers as text (`("1", "4")` = Monday and Thursday); empty = the default."""

    id: str
    holder: str = required(1)
    frequency: Frequency = required(2)
    weekdays: tuple[str, ...] = cell(3, default=())
    area_id: str | None = cell(4, refers="area")
    from_date: date | None = cell(5)
    to_date: date | None = cell(6)
    note: str | None = cell(7)


@record("dispatch_meeting", 51)
class DispatchMeeting(Record):
    """调度会: what was held, on which projects (their ids), what was decided."""

    id: str
    held_on: date = required(1)
    holder: str = required(2)
    rule_id: str | None = cell(3, refers="dispatch_rule")
    project_ids: tuple[str, ...] = cell(4, default=())
    decisions: str | None = cell(5)
