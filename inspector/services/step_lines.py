"""手续 as lines of a register: what an export writes of a step, and what a line says of the stops of its clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from inspector.domain.approval import ApprovalStep, ClockStop, StepType
from inspector.domain.profile import CityProfile
from inspector.domain.project import Project
from inspector.sheets import dates
from inspector.sheets.step_line import StepLine
from inspector.texts import label

_DAY = r"\d{4}(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)"
_STOP = re.compile(rf"\s*({_DAY})\s*(?:(?:至|到|—+|~)\s*({_DAY})|起)?[\s:：，,]*(.*)", re.DOTALL)
_BREAKS = re.compile(rf"[;；\n]+\s*(?={_DAY})")
Stopped = tuple[date, date | None, str]
"""From, until (None: it still stands), and why."""


def step_word(profile: CityProfile, kind: StepType) -> str:
    """What a city calls a type of step, else what everybody does."""
    named = profile.step_name(kind)
    return label("approval_step", "step_type", kind.value) if named == kind.value else named


def step_line(step: ApprovalStep, stops: Sequence[ClockStop], project: Project | None, word: str) -> StepLine:
    """A step as an export writes it; `word` is what its type is called."""
    return StepLine(
        name=project.name if project else step.project_id,
        step=word,
        step_name=step.name,
        department=step.department,
        level=step.level,
        state=step.state,
        accepted_on=step.accepted_on,
        promised_days=step.promised_days,
        statutory_days=step.statutory_days,
        day_kind=step.day_kind,
        finished_on=step.finished_on,
        document_number=step.document_number,
        result=step.result,
        mode=step.mode,
        missing_documents=step.missing_documents,
        stops="\n".join(map(_told, stops)) or None,
        project_code=project.project_code if project else None,
        project_id=step.project_id,
        step_id=step.id,
    )


def _told(stop: ClockStop) -> str:
    until = f" 至 {stop.to_date.isoformat()}" if stop.to_date else " 起"
    return f"{stop.from_date.isoformat()}{until} {stop.reason}"


def stops_of(text: str) -> tuple[Stopped, ...] | None:
    """The stops that a cell tells, one a line or between semicolons; None where it tells something else."""
    found = [_STOP.fullmatch(part.strip()) for part in _BREAKS.split(text.strip())]
    made = [_stopped(one) for one in found if one is not None]
    stops = tuple(one for one in made if one is not None)
    return stops if len(stops) == len(found) else None


def _stopped(found: re.Match[str]) -> Stopped | None:
    first, until = _day(found[1]), _day(found[2]) if found[2] else None
    if first is None or (found[2] and until is None) or not found[3].strip():
        return None
    return first, until, found[3].strip()


def _day(text: str) -> date | None:
    try:
        found = dates.parse(text)
    except ValueError:
        return None
    return found.value if found is not None else None
