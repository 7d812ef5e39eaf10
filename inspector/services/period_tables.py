"""Freezing a period: the flat rows that all sections of a bulletin count and print (bulletin.md).

It stands apart from the sections so that data are read once, in one moment, and so that what is frozen is
plain JSON that can be looked at years later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any

from inspector.domain.approval import StepState
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection
from inspector.domain.lamps import LampColour, LampState
from inspector.domain.periods import Period
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.profile import CityProfile
from inspector.domain.progress import DispatchRecord, InvestmentComparison
from inspector.domain.project import Project, Stage
from inspector.domain.record import RecordT
from inspector.services.facts import YearFacts, facts_of, year_facts
from inspector.services.frozen_tables import Row
from inspector.services.lamps import LampService, StepLamp
from inspector.services.period_photos import photo_rows
from inspector.services.record_json import plain
from inspector.storage.inspection_table import InspectionTable
from inspector.storage.reader import Reader

CLOSED = ProblemState.CLOSED


def freeze(
    reader: Reader,
    profile: CityProfile,
    lamps: LampService,
    period: Period,
    on: date,
    only: Collection[str] | None = None,
) -> dict[str, list[Row]]:
    """The tables of `period` as they stand on `on`: projects, steps, problems, visits, photos, comparisons.

    With `only` the rows of these projects alone, in any order.
    """
    facts = year_facts(reader, on) if only is None else facts_of(reader, on, only)
    areas = {one.row.id: one.facts.area for one in facts}
    names = _names(reader, facts, only)
    visits = [
        one for one in _visits(reader, period, only) if period.first_day <= _day(one) <= on and says_what_was_seen(one)
    ]
    problems = list(_of(reader, Problem, only, ("number",)))
    return {
        "projects": [_project(one, profile) for one in facts],
        "steps": [_step(one, areas.get(one.project_id)) for one in _lamps(lamps, on, areas, only)],
        "problems": [_problem(one, names, period, on) for one in problems],
        "visits": [_visit(one, names) for one in visits],
        "photos": photo_rows(reader, visits, problems, names, lambda day: period.first_day <= day <= on),
        "comparisons": _comparisons(reader, names, on, only),
        "next_steps": _next_steps(reader, {one.row.id: one.row.name for one in facts}, on, only),
    }


def _visits(reader: Reader, period: Period, only: Collection[str] | None) -> Iterable[Inspection]:
    """The visits around a period, whatever offset they were written with."""
    if only is not None:
        return _of(reader, Inspection, only, ("visited_at",))
    day = timedelta(days=1)
    return InspectionTable(reader).between(period.first_day - day, period.last_day + day)


def _of(
    reader: Reader,
    cls: type[RecordT],
    only: Collection[str] | None,
    order: tuple[str, ...] = (),
    **equal: Any,  # noqa: ANN401 - any cell value
) -> Iterator[RecordT]:
    """The records of all projects, or of some."""
    if only is None:
        return reader.all(cls, order=order, **equal)
    return chain.from_iterable(reader.all(cls, order=order, project_id=one, **equal) for one in only)


def _names(reader: Reader, facts: Sequence[YearFacts], only: Collection[str] | None) -> dict[str, str]:
    """Withdrawn projects are not counted, but what was seen on their sites keeps their name."""
    if only is not None:
        return {one.id: one.name for one in reader.ids_in(Project, only).values()}
    names = {one.id: one.name for one in reader.all(Project, stage=Stage.WITHDRAWN)}
    return names | {one.row.id: one.row.name for one in facts}


def _lamps(lamps: LampService, on: date, counted: Collection[str], only: Collection[str] | None) -> Iterable[StepLamp]:
    if only is None:
        return lamps.steps(on)
    return chain.from_iterable(lamps.steps(on, one) for one in only if one in counted)


def says_what_was_seen(one: Inspection) -> bool:
    """Whether a visit can be printed: a draft may not say yet what was seen."""
    return one.seen_status is not None and one.physical_progress_pct is not None


def _day(one: Inspection) -> date:
    """The day in China, whatever offset the visit was written with."""
    return one.visited_at.astimezone(CHINA).date()


def _project(one: YearFacts, profile: CityProfile) -> Row:
    row, facts = one.row, one.facts
    batch = profile.batches.batch_of(row.stage) if row.stage else None
    return _plain_row(
        id=row.id,
        name=row.name,
        area=facts.area,
        park=facts.park,
        sector=facts.sector,
        kind=facts.kind,
        batch=batch.name if batch else None,
        planned=facts.planned,
        started=facts.started,
        resumed=facts.resumed,
        active=facts.started or facts.resumed,
        total=facts.total_investment,
        total_known=facts.total_investment is not None,
        plan=facts.planned_investment,
        invested=facts.invested_year_to_date,
        progress=row.physical_progress_pct,
        status=row.status_text,
        planned_start=row.planned_start,
    )


def _step(one: StepLamp, area: str | None) -> Row:
    lamp, step = one.lamp, one.step
    done = {LampState.FINISHED, LampState.LATE}
    return _plain_row(
        id=step.id,
        project_id=one.project_id,
        project=one.project,
        area=area,
        step=one.name,
        step_type=step.step_type,
        department=step.department,
        state=lamp.state,
        lamp=lamp.colour,
        applicable=step.state is not StepState.NOT_APPLICABLE,
        finished=lamp.state in done,
        open=lamp.colour in {LampColour.RED, LampColour.YELLOW} and lamp.state is LampState.IN_PROGRESS,
        accepted_on=step.accepted_on,
        due_on=lamp.due_on,
        days_left=lamp.days_left,
    )


def _problem(one: Problem, names: dict[str, str], period: Period, on: date) -> Row:
    closed = one.state is CLOSED and (one.closed_on is None or one.closed_on <= on)
    found = one.found_on is None or one.found_on <= on
    return _plain_row(
        id=one.id,
        number=one.number,
        project_id=one.project_id,
        project=names.get(one.project_id, ""),
        description=one.description,
        owner=one.owner_department,
        due_on=one.due_on,
        state=one.state,
        open=found and not closed,
        new=one.found_on is not None and period.first_day <= one.found_on <= on,
        closed_now=closed and one.closed_on is not None and period.first_day <= one.closed_on,
        overdue=found and not closed and one.due_on is not None and one.due_on < on,
        escalated=found and one.state is ProblemState.ESCALATED,
    )


def _visit(one: Inspection, names: dict[str, str]) -> Row:
    return _plain_row(
        id=one.id,
        project_id=one.project_id,
        project=names.get(one.project_id, ""),
        visited_on=_day(one),
        purpose=one.purpose,
        seen=one.seen_status,
        seen_pct=one.physical_progress_pct,
        reported=one.reported_status,
        reported_pct=one.reported_progress_pct,
        conclusions=one.conclusions,
        differs=one.reported_progress_pct is not None and one.reported_progress_pct != one.physical_progress_pct,
    )


def _comparisons(reader: Reader, names: dict[str, str], on: date, only: Collection[str] | None) -> list[Row]:
    """统计 against 发改 of the newest month that lies wholly before `on` in its year."""
    first, last = f"{on.year}-00", f"{on.year}-{on.month:02d}"
    newest = max((one for one in reader.texts(InvestmentComparison, "month") if first < one < last), default=None)
    found = _of(reader, InvestmentComparison, only, month=newest) if newest else ()
    return [_comparison(one, names) for one in found]


def _comparison(one: InvestmentComparison, names: dict[str, str]) -> Row:
    statistics, planning = one.statistics_figure, one.planning_figure
    known = statistics is not None and planning is not None
    difference = (statistics or Decimal(0)) - (planning or Decimal(0)) if known else None
    return _plain_row(
        id=one.id,
        project_id=one.project_id,
        project=names.get(one.project_id, ""),
        month=one.month,
        statistics=statistics,
        planning=planning,
        difference=difference,
        differs=bool(difference),
        reason=one.reason,
    )


def _next_steps(reader: Reader, names: dict[str, str], on: date, only: Collection[str] | None) -> list[Row]:
    """What projects reported as their next step in the newest dispatch of the last 31 days."""
    newest: dict[str, DispatchRecord] = {}
    for one in _of(reader, DispatchRecord, only, ("period",)):
        if one.next_step and one.reported_on and on - timedelta(days=31) <= one.reported_on <= on:
            newest[one.project_id] = one
    return [
        _plain_row(id=one.id, project_id=one.project_id, project=names[one.project_id], text=one.next_step)
        for one in newest.values()
        if one.project_id in names
    ]


def _plain_row(**cells: Any) -> Row:  # noqa: ANN401 - any cell value
    return {name: plain(value) for name, value in cells.items()}
