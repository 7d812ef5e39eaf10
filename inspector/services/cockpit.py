"""驾驶舱: where the city stands on a day, every figure with the question that finds its rows.

One pass over projects and one over steps, counted in the database by classes (`storage.project_classes`,
`storage.step_classes`) over narrow copies of their cells, so that 100,000 projects answer within half a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from inspector.domain.approval import ApprovalStep, ClockStop
from inspector.domain.bulletin import Bulletin, BulletinState
from inspector.domain.ids import Clock, SystemClock, local_time
from inspector.domain.lamps import LampRules
from inspector.domain.money import Number
from inspector.domain.periods import Period
from inspector.domain.problem import Problem
from inspector.domain.profile import CityProfile
from inspector.domain.progress import DispatchRecord
from inspector.domain.project import AnnualPlan, Area, Project, ProjectKind
from inspector.domain.rates import Rate, ahead_of_time
from inspector.domain.setting import Setting
from inspector.domain.statistics import RateFamily
from inspector.services import cockpit_lamps
from inspector.services.calendars import work_calendar
from inspector.services.cockpit_lamps import Judged, LampDays
from inspector.services.cockpit_overdue import overdue_problems, overdue_steps
from inspector.services.cockpit_projects import ClassFacts, class_facts, family_of, grouped
from inspector.services.cockpit_ranking import Place, Ranker, Standing
from inspector.services.cockpit_view import (
    Basis,
    Cockpit,
    Completion,
    Counted,
    CountedRate,
    RankLine,
    RowKind,
    RowsRef,
    Share,
)
from inspector.storage.as_of import history_begins, reader_as_of
from inspector.storage.beside import reader_beside
from inspector.storage.problem_days import ProblemsOf, problem_counts, problem_ids
from inspector.storage.project_classes import class_members, project_classes
from inspector.storage.reader import Reader
from inspector.storage.step_classes import StepTally, step_classes, step_tallies, steps_alike, surely_in_time
from inspector.storage.workspace import Workspace

SHOWN_OVERDUE = 20
NEW, CONTINUING = ProjectKind.NEW_BUILD.value, ProjectKind.CONTINUING.value
_READ = (Project, AnnualPlan, DispatchRecord, ApprovalStep, ClockStop, Problem, Area, Setting, Bulletin)
_COUNTED = frozenset({BulletinState.FROZEN, BulletinState.REVIEWED, BulletinState.ISSUED, BulletinState.CORRECTED})


@dataclass(frozen=True)
class _Day:
    """One day read from the database: projects on it and at the last issue, steps and problems."""

    on: date
    before: date
    basis: Basis
    facts: list[ClassFacts]
    facts_before: list[ClassFacts]
    tallies: list[StepTally]
    judged: list[Judged]
    days: LampDays

    def rows(self, **where: str | bool | None) -> RowsRef:
        return RowsRef(RowKind.PROJECTS, self.on, self.before, tuple(where.items()))

    def counted(self, **where: str | bool | None) -> Counted:
        count = sum(one.totals.count for one in self.facts if one.fits(where.items()))
        return Counted(count, self.rows(**where))


class CockpitService:
    """Use cases of 驾驶舱 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile, clock: Clock | None = None) -> None:
        self._workspace = workspace
        self._profile = profile
        self._clock = clock or SystemClock()
        self._decimals = {one.indicator: one.decimals for one in profile.decimals}
        rules = profile.lamps
        self._rules = LampRules(rules.warn_days, rules.due_day_is_red)
        self._shown: tuple[tuple[date, Basis, int], Cockpit] | None = None

    def overview(self, on: date) -> Cockpit:
        """The cockpit of a day: a past one from the history of the records, where the workspace is that old.

        Asked again while nothing was written since, it is the one shown before.
        """
        basis = self.basis(on)
        asked = (on, basis, self._workspace.reader.version)
        if self._shown is None or self._shown[0] != asked:
            self._shown = asked, self._read(on, basis)
        return self._shown[1]

    def _read(self, on: date, basis: Basis) -> Cockpit:
        with self._reading(on, basis) as (reader, beside):
            before = last_issue(reader, on)
            day = self._day(reader, beside, before, on, basis)
            return self._cockpit(reader, day)

    def basis(self, on: date) -> Basis:
        """What a day is shown from."""
        if on >= local_time(self._clock).date():
            return Basis.TODAY
        first = history_begins(self._workspace.reader)
        return Basis.HISTORY if first is not None and first <= on else Basis.DATES

    def rows(self, ref: RowsRef) -> tuple[str, ...]:
        """The ids of the rows behind a number: projects by name, steps the longest overdue first, problems by date."""
        with self._reading(ref.on, self.basis(ref.on)) as (reader, _):
            if ref.kind is RowKind.PROBLEMS:
                return problem_ids(reader, ref.on, ProblemsOf(str(dict(ref.where)["which"])))
            if ref.kind is RowKind.STEPS:
                return self._steps(reader, ref)
            found = (class_facts(one, ref.on, before=False) for one in project_classes(reader, ref.on, ref.before))
            keys = [one.group.key for one in found if one.fits(ref.where)]
            return class_members(reader, ref.on, ref.before, keys)

    @contextmanager
    def _reading(self, on: date, basis: Basis) -> Iterator[tuple[Reader, Reader | None]]:
        """A reader of the day, and a second one where both see the same records."""
        if basis is Basis.HISTORY:
            with reader_as_of(self._workspace, on, _READ) as reader:
                yield reader, None
        else:
            with reader_beside(self._workspace) as beside:
                yield self._workspace.reader, beside

    def _day(self, reader: Reader, beside: Reader | None, before: date, on: date, basis: Basis) -> _Day:
        days = LampDays(on, before, work_calendar(reader), self._rules)
        with ThreadPoolExecutor(1) as second:
            waiting = second.submit(_steps_of, beside, days) if beside is not None else None
            groups = list(project_classes(reader, on, before))
            tallies, judged = waiting.result() if waiting else _steps_of(reader, days)
        facts = [class_facts(one, on, before=False) for one in groups]
        earlier = [class_facts(one, before, before=True) for one in groups]
        return _Day(on, before, basis, facts, earlier, tallies, judged, days)

    def _cockpit(self, reader: Reader, day: _Day) -> Cockpit:
        areas = {one.id: one for one in reader.all(Area)}
        family = family_of(day.facts, self._decimals)
        active, planned = family.start_resume, family.planned
        problems = problem_counts(reader, day.on)
        return Cockpit(
            on=day.on,
            period=Period.of(day.on),
            before=day.before,
            basis=day.basis,
            start_resume=_counted(day, family.start_resume_rate, {"active": True}, {"planned": True}),
            resume=_counted(day, family.resume_rate, {"resumed": True}, {"planned": True, "kind": CONTINUING}),
            new_start=_counted(day, family.new_start_rate, {"started": True}, {"planned": True, "kind": NEW}),
            active_total=_share(day, "total_investment", active.total_investment, planned.total_investment),
            active_plan=_share(day, "planned_investment", active.planned_investment, planned.planned_investment),
            time_progress=self._profile.elapsed(day.on),
            completion=tuple(self._completion(day, family, areas)),
            ranking=self._ranking(day, areas, parks=False),
            parks=self._ranking(day, areas, parks=True),
            lamps=cockpit_lamps.board(day.judged, day.tallies, day.days),
            problems_open=_problems(day, ProblemsOf.OPEN, problems.open),
            problems_overdue=_problems(day, ProblemsOf.OVERDUE, problems.overdue),
            overdue_steps=overdue_steps(reader, self._profile, day.judged, SHOWN_OVERDUE),
            overdue_problems=overdue_problems(reader, day.on, SHOWN_OVERDUE),
        )

    def _completion(self, day: _Day, city: RateFamily, areas: dict[str, Area]) -> Iterator[Completion]:
        """The city first, then its areas, the most complete first; those without a plan come last."""
        yield self._completed(day, city, "", "")
        families = {
            area_id: family_of(facts, self._decimals)
            for area_id, facts in grouped(day.facts, lambda one: one.area_id or "").items()
        }
        planned = [(area_id, family) for area_id, family in families.items() if family.planned.count]
        planned.sort(key=lambda one: (-(one[1].investment_completion.value or 0), one[0]))
        for area_id, family in planned:
            name = areas[area_id].name if area_id in areas else ""
            yield self._completed(day, family, area_id, name, area=area_id or None)

    def _completed(self, day: _Day, family: RateFamily, area_id: str, name: str, **where: str | None) -> Completion:
        rate = family.investment_completion
        ahead = ahead_of_time(rate, self._profile.elapsed(day.on))
        far = ahead.value is not None and -ahead.value >= self._profile.lamps.progress_yellow_points
        return Completion(area_id, name, rate, ahead, far, day.rows(planned=True, **where))

    def _ranking(self, day: _Day, areas: dict[str, Area], *, parks: bool) -> tuple[RankLine, ...]:
        ranker = Ranker(self._profile, areas, parks=parks)
        now = Standing(day.facts, day.tallies, before=False)
        places = ranker.places(now, Standing(day.facts_before, day.tallies, before=True))
        return tuple(_rank_line(day, one, "park" if parks else "area") for one in places)

    def _steps(self, reader: Reader, ref: RowsRef) -> tuple[str, ...]:
        days = LampDays(ref.on, ref.before, work_calendar(reader), self._rules)
        where = dict(ref.where)
        judged = (cockpit_lamps.judge(one, days) for one in step_classes(reader, ref.before))
        found = [one for one in judged if all(getattr(one, name) == value for name, value in where.items())]
        found.sort(key=lambda one: one.lamp.days_left if one.lamp.days_left is not None else 0)
        sure = surely_in_time(reader, ref.before) if where == {"light": "green"} else ()
        classes = [*(one.group for one in found), *sure]
        ids = steps_alike(reader, classes)
        return tuple(row_id for one in classes for row_id in ids[one.number])


def last_issue(reader: Reader, on: date) -> date:
    """The day of the figures of the last issue before the period of `on`; the end of the period before without one."""
    first = Period.of(on).first_day
    issues = (one.as_of for one in reader.all(Bulletin) if one.state in _COUNTED and one.as_of < first)
    in_year = (one for one in issues if one.year == on.year)
    return max(in_year, default=Period.of(on).previous().last_day)


def _steps_of(reader: Reader, days: LampDays) -> tuple[list[StepTally], list[Judged]]:
    tallies = list(step_tallies(reader, days.on, days.before))
    return tallies, [cockpit_lamps.judge(one, days) for one in step_classes(reader, days.before)]


def _counted(day: _Day, rate: Rate, done: dict[str, bool], planned: dict[str, str | bool]) -> CountedRate:
    missing = {name: not value for name, value in done.items()}
    return CountedRate(rate, day.counted(**done), day.counted(**planned), day.counted(**planned, **missing))


def _share(day: _Day, name: str, part: Number, whole: Number) -> Share:
    return Share(part, whole, Rate(name, part, whole), day.rows(active=True))  # type: ignore[arg-type]


def _problems(day: _Day, which: ProblemsOf, count: int) -> Counted:
    return Counted(count, RowsRef(RowKind.PROBLEMS, day.on, day.before, (("which", which.value),)))


def _rank_line(day: _Day, place: Place, by: str) -> RankLine:
    where: dict[str, str | bool] = {by: place.area.id}
    family, ranked = place.family, place.ranked
    rate = CountedRate(
        family.start_resume_rate,
        Counted(family.start_resume.count, day.rows(active=True, **where)),
        Counted(family.planned.count, day.rows(planned=True, **where)),
        day.counted(planned=True, active=False, **where),
    )
    return RankLine(place.area.id, place.area.name, ranked.rank, ranked.printed_score, rate, place.change)
