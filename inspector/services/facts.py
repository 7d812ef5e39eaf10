"""From the rows of a year to the facts that statistics count (domain.md §4).

It stands apart from the statistics because lamps of projects, rankings, bulletins and screens all begin with
the same facts: one pass over the projects of the year, with names instead of ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.domain.progress import Assignment, FundLine, Role
from inspector.domain.project import Area, ConstructionStatus, ListMembership, ProjectKind, ProjectList, Stage
from inspector.domain.project import Resumption as Resumed
from inspector.domain.statistics import ProjectFacts
from inspector.storage.reader import Reader
from inspector.storage.statistics_table import ProjectRow, project_facts_rows

STARTED = frozenset(ConstructionStatus) - {ConstructionStatus.NOT_STARTED}
INDUSTRY = ("B", "C", "D")
"""Sections of GB/T 4754 that are industry: mining, manufacturing, supply of power, heat, gas and water."""


@dataclass(frozen=True)
class YearFacts:
    """A project row with the facts that statistics need."""

    row: ProjectRow
    facts: ProjectFacts


def year_facts(reader: Reader, on: date) -> list[YearFacts]:
    """All projects that are not withdrawn, with the plan of the year of `on`, as they stood on that day."""
    names = _Names.of(reader, on)
    rows = project_facts_rows(reader, on.year, on)
    return [YearFacts(row, _facts(row, names, on)) for row in rows if row.stage is not Stage.WITHDRAWN]


def facts_of(reader: Reader, on: date, ids: Iterable[str]) -> list[YearFacts]:
    """The same of these projects alone, without leaders, lists and funds: for those all projects are gone through."""
    names = _Names({one.id: one.name for one in reader.all(Area)}, {}, {}, {})
    rows = project_facts_rows(reader, on.year, on, ids)
    return [YearFacts(row, _facts(row, names, on)) for row in rows if row.stage is not Stage.WITHDRAWN]


@dataclass(frozen=True)
class _Names:
    areas: Mapping[str, str]
    leaders: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, tuple[str, ...]]
    funds: Mapping[str, tuple[Decimal, Decimal, Decimal]]

    @classmethod
    def of(cls, reader: Reader, on: date) -> _Names:
        list_names = {one.id: one.name for one in reader.all(ProjectList)}
        memberships = (
            (one.project_id, list_names.get(one.list_id, one.list_id))
            for one in reader.all(ListMembership)
            if holds(one.entered_on, one.left_on, on)
        )
        leaders = (
            (one.project_id, one.holder)
            for one in reader.all(Assignment, role=Role.LEADER)
            if holds(one.from_date, one.to_date, on)
        )
        areas = {one.id: one.name for one in reader.all(Area)}
        return cls(
            areas,
            _gathered(leaders),
            _gathered(memberships),
            _funds(one for one in reader.all(FundLine) if one.as_of is None or one.as_of <= on),
        )


def holds(first: date | None, last: date | None, on: date) -> bool:
    """Whether what runs from `first` to the day before `last` runs on `on`; None is open."""
    return (first is None or first <= on) and (last is None or last > on)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, name in pairs:
        found[key] = (*found.get(key, ()), name)
    return found


def _funds(lines: Iterable[FundLine]) -> dict[str, tuple[Decimal, Decimal, Decimal]]:
    found: dict[str, tuple[Decimal, Decimal, Decimal]] = {}
    zero = Decimal(0)
    for one in lines:
        planned, arrived, paid = found.get(one.project_id, (zero, zero, zero))
        wanted = one.planned if one.planned is not None else one.applied
        found[one.project_id] = (planned + (wanted or zero), arrived + (one.arrived or zero), paid + (one.paid or zero))
    return found


def _facts(row: ProjectRow, names: _Names, on: date) -> ProjectFacts:
    kind = row.plan_kind or kind_in(on.year, row.kind, row.actual_start)
    funds = names.funds.get(row.id)
    completed = row.actual_completion
    return ProjectFacts(
        project_id=row.id,
        kind=kind,
        planned=row.has_plan,
        started=kind is ProjectKind.NEW_BUILD and has_started(row, on),
        resumed=kind is ProjectKind.CONTINUING and has_resumed(row, on),
        total_investment=row.total_investment,
        planned_investment=row.planned_investment,
        invested_year_to_date=row.invested_year_to_date,
        area=names.areas.get(row.area_id or ""),
        park=names.areas.get(row.park_id or ""),
        sector=row.sector,
        leaders=names.leaders.get(row.id, ()),
        lists=names.lists.get(row.id, ()),
        industrial=(row.industry_code or "").startswith(INDUSTRY),
        due=row.planned_completion is not None and row.planned_completion <= on,
        completed_on_time=_on_time(completed, row.planned_completion),
        in_production=row.stage in {Stage.IN_PRODUCTION, Stage.FULL_CAPACITY},
        at_full_capacity=row.stage is Stage.FULL_CAPACITY,
        funds_planned=funds[0] if funds else None,
        funds_arrived=funds[1] if funds else None,
        funds_paid=funds[2] if funds else None,
    )


def kind_in(year: int, kind: ProjectKind | None, start: date | None) -> ProjectKind | None:
    """新建 or 续建 in `year`: what was started in an earlier year is 续建 from 1 January on (domain.md §2)."""
    return ProjectKind.CONTINUING if start is not None and start.year < year else kind


def has_started(row: ProjectRow, on: date) -> bool:
    """开工 by `on`: the date decides where there is one, else the status."""
    if row.actual_start is not None:
        return row.actual_start <= on
    return row.construction_status in STARTED


def has_resumed(row: ProjectRow, on: date) -> bool:
    """复工 in the year of `on`: confirmed by then, or its investment of the year is above zero (domain.md §2)."""
    if (row.invested_year_to_date or 0) > 0:
        return True
    if row.resumed_on is not None:
        return row.resumed_on.year == on.year and row.resumed_on <= on
    return row.resumption is Resumed.RESUMED


def _on_time(completed: date | None, planned: date | None) -> bool:
    return completed is not None and planned is not None and completed <= planned
