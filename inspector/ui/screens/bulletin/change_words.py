"""What 冻结后的改动 says: rows, fields and values of frozen tables in the words of the register."""

from __future__ import annotations

from inspector.services.studio_drift import DataChange
from inspector.texts import label, sentence

_FIELDS = {
    ("projects", "name"): ("project", "name"),
    ("projects", "area"): ("project", "area_id"),
    ("projects", "park"): ("project", "park_id"),
    ("projects", "sector"): ("project", "sector"),
    ("projects", "kind"): ("project", "kind"),
    ("projects", "total"): ("project", "total_investment"),
    ("projects", "plan"): ("annual_plan", "planned_investment"),
    ("projects", "invested"): ("dispatch_record", "invested_year_to_date"),
    ("projects", "progress"): ("dispatch_record", "physical_progress_pct"),
    ("projects", "status"): ("project", "status_text"),
    ("projects", "planned_start"): ("project", "planned_start"),
    ("steps", "step"): ("approval_step", "name"),
    ("steps", "department"): ("approval_step", "department"),
    ("steps", "state"): ("approval_step", "state"),
    ("steps", "accepted_on"): ("approval_step", "accepted_on"),
    ("problems", "description"): ("problem", "description"),
    ("problems", "owner"): ("problem", "owner_department"),
    ("problems", "due_on"): ("problem", "due_on"),
    ("problems", "state"): ("problem", "state"),
    ("visits", "visited_on"): ("inspection", "visited_at"),
    ("visits", "purpose"): ("inspection", "purpose"),
    ("visits", "seen"): ("inspection", "seen_status"),
    ("visits", "seen_pct"): ("inspection", "physical_progress_pct"),
    ("visits", "reported"): ("inspection", "reported_status"),
    ("visits", "reported_pct"): ("inspection", "reported_progress_pct"),
    ("visits", "conclusions"): ("inspection", "conclusions"),
    ("photos", "caption"): ("photo", "caption"),
    ("photos", "credit"): ("photo", "credit"),
    ("photos", "pair"): ("photo", "pair_id"),
    ("photos", "side"): ("photo", "pair_side"),
    ("photos", "taken_on"): ("photo", "taken_at"),
    ("comparisons", "month"): ("investment_comparison", "month"),
    ("comparisons", "statistics"): ("investment_comparison", "statistics_figure"),
    ("comparisons", "planning"): ("investment_comparison", "planning_figure"),
    ("comparisons", "reason"): ("investment_comparison", "reason"),
    ("next_steps", "text"): ("dispatch_record", "next_step"),
}
"""Columns that are a field of the register, and are called as it is."""
_DERIVED = {
    "batch": "ui_bulletin.column_batch",
    "planned": "ui_bulletin.column_planned",
    "started": "ui_bulletin.column_started",
    "resumed": "ui_bulletin.column_resumed",
    "lamp": "ui_bulletin.column_lamp",
    "due_on": "ui_bulletin.column_due_on",
    "new": "ui_bulletin.column_new",
    "closed_now": "ui_bulletin.column_closed_now",
    "overdue": "ui_bulletin.column_overdue",
}
_LAMPS = {
    "red": "ui_bulletin.lamp_red",
    "yellow": "ui_bulletin.lamp_yellow",
    "green": "ui_bulletin.lamp_green",
    "none": "ui_bulletin.lamp_none",
}
_KINDS = {
    "projects": "project",
    "steps": "approval_step",
    "problems": "problem",
    "visits": "inspection",
    "photos": "photo",
    "comparisons": "investment_comparison",
    "next_steps": "dispatch_record",
}
_SIGN = 12
"""Letters by which a pair is told from another one."""


def told_change(one: DataChange) -> tuple[str, str, str, str]:
    """Project, field, what was frozen, what is so now."""
    if not one.column:
        words = (sentence("ui_bulletin.row_absent"), sentence("ui_bulletin.row_counted"))
        return one.project, _row(one), words[bool(one.before)], words[bool(one.now)]
    return one.project, _field(one), _value(one, one.before), _value(one, one.now)


def _row(one: DataChange) -> str:
    return _joined(label(_KINDS[one.table]), one.title)


def _field(one: DataChange) -> str:
    named = _FIELDS.get((one.table, one.column))
    field = label(*named) if named else sentence(_DERIVED[one.column])
    return _joined(one.title, field)


def _joined(*parts: str) -> str:
    return sentence("ui_bulletin.column_of_row", row=parts[0], column=parts[1]) if all(parts) else "".join(parts)


def _value(one: DataChange, value: object) -> str:
    if value is None:
        return sentence("ui_bulletin.value_none")
    if isinstance(value, bool):
        return sentence("ui_bulletin.value_yes" if value else "ui_bulletin.value_no")
    if one.column == "lamp":
        return sentence(_LAMPS[str(value)])
    if one.table == "steps" and value == "late":
        return sentence("ui_bulletin.state_late")
    if one.column == "pair":
        return str(value)[-_SIGN:]
    named = _FIELDS.get((one.table, one.column))
    return label(*named, str(value)) if named else str(value)
