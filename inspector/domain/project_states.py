"""State machines of a project: its stage, its construction status and the resumption (复工) of the year.

They stand apart from the record because a merge may set any field, while a person may only take the steps
that the field allows (domain.md §2). Each function returns a new record or raises RuleError.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from inspector.domain.guards import demand, filled
from inspector.domain.project import ConstructionStatus, ListAdjustment, Project, ProjectKind, Resumption, Stage

STAGE_ORDER = tuple(stage for stage in Stage if stage is not Stage.WITHDRAWN)
"""The stages from 线索 to 达产; `withdrawn` may follow any of them."""

CONSTRUCTION_MOVES = {
    ConstructionStatus.NOT_STARTED: {ConstructionStatus.STARTED},
    ConstructionStatus.STARTED: {ConstructionStatus.ONGOING},
    ConstructionStatus.ONGOING: {ConstructionStatus.SUSPENDED, ConstructionStatus.COMPLETED},
    ConstructionStatus.SUSPENDED: {ConstructionStatus.ONGOING, ConstructionStatus.COMPLETED},
    ConstructionStatus.COMPLETED: set[ConstructionStatus](),
}
"""not_started → started → ongoing ⇄ suspended → completed."""

_UNDER_CONSTRUCTION = {ConstructionStatus.STARTED, ConstructionStatus.ONGOING, ConstructionStatus.SUSPENDED}


def is_back(current: Stage | None, to: Stage) -> bool:
    """Whether `to` lies before `current`; every way out of `withdrawn` is a way back."""
    if current is None or to is Stage.WITHDRAWN:
        return False
    return current is Stage.WITHDRAWN or STAGE_ORDER.index(to) < STAGE_ORDER.index(current)


def move_stage(project: Project, to: Stage, adjustment: ListAdjustment | None = None) -> Project:
    """`project` in stage `to`; stages may be skipped forward.

    RuleError where it is there already, or goes back without a 清单调整 record of exactly this move with a reason.
    """
    demand(project.stage is not to, "domain.stage_unchanged", project=project.name)
    if is_back(project.stage, to):
        demand(_allows(adjustment, project, to), "domain.stage_back_needs_adjustment", project=project.name)
    return replace(project, stage=to)


def _allows(adjustment: ListAdjustment | None, project: Project, to: Stage) -> bool:
    return (
        adjustment is not None
        and adjustment.project_id == project.id
        and (adjustment.from_stage, adjustment.to_stage) == (project.stage, to)
        and filled(adjustment.reason)
    )


def move_construction(project: Project, to: ConstructionStatus, on: date) -> Project:
    """`project` with construction status `to`; the first start and the completion keep the day `on`.

    RuleError where the status does not lead there or the completion lies before the start.
    """
    current = project.construction_status or ConstructionStatus.NOT_STARTED
    demand(to in CONSTRUCTION_MOVES[current], "domain.construction_move_refused", project=project.name)
    if to is ConstructionStatus.STARTED:
        return replace(project, construction_status=to, actual_start=project.actual_start or on)
    if to is ConstructionStatus.COMPLETED:
        start = project.actual_start
        demand(start is None or start <= on, "domain.completed_before_start", project=project.name, start=start, on=on)
        return replace(project, construction_status=to, actual_completion=on)
    return replace(project, construction_status=to)


def roll_over(project: Project, year: int) -> Project:
    """`project` on 1 January of `year`: unfinished and started becomes 续建 and 未复工.

    Doing it again later in the year undoes neither a start nor a resumption of `year`, as far as they are
    dated. A project registered only in `year` is not for the caller to roll over.
    """
    under_construction = project.construction_status in _UNDER_CONSTRUCTION and project.stage is not Stage.WITHDRAWN
    if not under_construction or _is_of(project.actual_start, year) or _is_of(project.resumed_on, year):
        return project
    return replace(project, kind=ProjectKind.CONTINUING, resumption=Resumption.NOT_RESUMED, resumed_on=None)


def _is_of(day: date | None, year: int) -> bool:
    return day is not None and day.year >= year


def confirm_resumed(project: Project, on: date) -> Project:
    """`project` 复工 on `on`, confirmed by a person; a suspended one is ongoing again.

    RuleError where it is not a continuing project under construction, or has resumed already.
    """
    demand(project.kind is ProjectKind.CONTINUING, "domain.resume_not_continuing", project=project.name)
    demand(project.construction_status in _UNDER_CONSTRUCTION, "domain.resume_not_under_way", project=project.name)
    demand(project.resumption is not Resumption.RESUMED, "domain.resumed_already", project=project.name)
    suspended = project.construction_status is ConstructionStatus.SUSPENDED
    status = ConstructionStatus.ONGOING if suspended else project.construction_status
    return replace(project, construction_status=status, resumption=Resumption.RESUMED, resumed_on=on)


def resumed_by_investment(project: Project, invested_year_to_date: Decimal, reported_on: date) -> Project:
    """`project` 复工 because its investment of the year (万元) is above zero; unchanged where it does not apply."""
    waits = project.kind is ProjectKind.CONTINUING and project.resumption is not Resumption.RESUMED
    if not waits or project.construction_status not in _UNDER_CONSTRUCTION or invested_year_to_date <= 0:
        return project
    return replace(project, resumption=Resumption.RESUMED, resumed_on=reported_on)
