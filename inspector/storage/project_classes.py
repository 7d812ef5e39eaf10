"""Projects counted in the database: alike in everything that the rates ask for, they come as one row.

It stands apart from `statistics_table`, which hands out every project, because a screen over 100,000 projects
cannot wait for as many objects. The database only sorts projects by what the rules look at; the rules stay in Python
and judge one example of each class.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from inspector.domain.project import ConstructionStatus, Project, ProjectKind, Resumption
from inspector.storage.codec import Stored, decoder
from inspector.storage.narrow import Narrow
from inspector.storage.reader import Reader
from inspector.storage.shape import shape
from inspector.storage.statistics_table import ProjectRow


@dataclass(frozen=True)
class ProjectClass:
    """Projects alike: how many, their money in 万元, and what each of them has in common.

    `invested` and `invested_before` are the sums reported by the two days asked for; `key` names the class.
    """

    key: str
    area_id: str | None
    park_id: str | None
    has_plan: bool
    plan_kind: ProjectKind | None
    kind: ProjectKind | None
    actual_start: date | None
    construction_status: ConstructionStatus | None
    resumption: Resumption | None
    resumed_on: date | None
    count: int
    unknown_amounts: int
    total_investment: Decimal
    planned_investment: Decimal
    invested: Decimal
    invested_before: Decimal

    def example(self, *, before: bool) -> ProjectRow:
        """A project of this class as the rules read it, on the earlier day or the later one."""
        return ProjectRow(
            id="",
            name="",
            area_id=self.area_id,
            park_id=self.park_id,
            sector=None,
            kind=self.kind,
            stage=None,
            construction_status=self.construction_status,
            resumption=self.resumption,
            resumed_on=self.resumed_on,
            actual_start=self.actual_start,
            total_investment=None,
            industry_code=None,
            planned_start=None,
            planned_completion=None,
            actual_completion=None,
            registered_on=None,
            status_text=None,
            has_plan=self.has_plan,
            planned_investment=None,
            plan_kind=self.plan_kind,
            planned_start_month=None,
            invested_year_to_date=self.invested_before if before else self.invested,
            physical_progress_pct=None,
        )


_INVESTED = """(SELECT invested FROM narrow_report AS r WHERE r.project = p.project
   AND reported_on BETWEEN :first AND {day} ORDER BY reported_on DESC LIMIT 1)"""
_PLACED = """CASE WHEN {cell} IS NULL THEN 0 WHEN {cell} < :first THEN 1 WHEN {cell} <= :before THEN 2
   WHEN {cell} <= :on THEN 3 ELSE 4 END"""
_START, _RESUMED = (_PLACED.format(cell=cell) for cell in ("p.actual_start", "p.resumed_on"))
# One number (`placed`) for all that is a yes or a place in time: the fewer columns, the faster they are sorted.
_ONE = f"""WITH one AS MATERIALIZED (
  SELECT p.project, p.id, p.class, plan.project IS NOT NULL AS has_plan, plan.kind AS plan_kind,
    {_INVESTED.format(day=":on")} AS invested, {_INVESTED.format(day=":before")} AS invested_before,
    p.total_investment, plan.planned_investment, p.actual_start, p.resumed_on, {_START} * 5 + {_RESUMED} AS days
  FROM narrow_project AS p LEFT JOIN narrow_plan AS plan ON plan.project = p.project AND plan.year = :year
), alike AS (
  SELECT *, days * 8 + has_plan * 4 + (coalesce(invested, 0) > 0) * 2
    + (coalesce(invested_before, 0) > 0) AS placed FROM one
)"""  # noqa: S608 - constants
_ALIKE = "class, plan_kind, placed"
_CLASSES = f"""{_ONE}
SELECT json_array({_ALIKE}), (SELECT alike FROM narrow_class WHERE id = class), min(has_plan), plan_kind,
  min(actual_start), min(resumed_on), count(*), count(*) - count(total_investment), sum(total_investment),
  sum(planned_investment), sum(invested), sum(invested_before)
FROM alike GROUP BY {_ALIKE}"""  # noqa: S608 - constants
_MEMBERS = f"""{_ONE}
SELECT project, id FROM alike WHERE json_array({_ALIKE}) IN (SELECT value FROM json_each(:keys))"""  # noqa: S608


def project_classes(reader: Reader, on: date, before: date) -> Iterator[ProjectClass]:
    """The projects that are not withdrawn, with the plan of the year of `on`, as of `on` and the earlier `before`."""
    Narrow(reader.connection).ready()
    amount = decoder(shape(Project).by_name["total_investment"])
    found = reader.fetch(_CLASSES, _days(on, before))
    for key, alike, has_plan, plan_kind, start, resumed, count, unknown, *money in found:
        area, park, kind, status, resumption = json.loads(alike)
        yield ProjectClass(
            key,
            area,
            park,
            bool(has_plan),
            ProjectKind(plan_kind) if plan_kind else None,
            ProjectKind(kind) if kind else None,
            _day(start),
            ConstructionStatus(status) if status else None,
            Resumption(resumption) if resumption else None,
            _day(resumed),
            count,
            unknown,
            *(amount(one or 0) for one in money),
        )


def class_members(reader: Reader, on: date, before: date, keys: Iterable[str]) -> tuple[str, ...]:
    """The ids of the projects in these classes, by name; the days as given to `project_classes`."""
    Narrow(reader.connection).ready()
    wanted = json.dumps(list(keys))
    ids = dict(reader.fetch(_MEMBERS, {**_days(on, before), "keys": wanted}))
    order = reader.fetch("SELECT rowid FROM project ORDER BY name, rowid")  # from the index of the names alone
    return tuple(ids[number] for (number,) in order if number in ids)


def _days(on: date, before: date) -> dict[str, Stored]:
    first = date(on.year, 1, 1)
    return {"year": on.year, "first": first.isoformat(), "on": on.isoformat(), "before": before.isoformat()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
