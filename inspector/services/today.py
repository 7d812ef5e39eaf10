"""今日: where to go next and why, what falls due, which drafts are open, what has not been handed over.

One read of one moment, as a screen needs it in the morning and after every change; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from inspector.domain.ids import CHINA
from inspector.domain.lamps import Lamp, LampColour, LampRules
from inspector.domain.problem import Problem
from inspector.domain.problem_lamps import problem_lamp
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, Project, Stage
from inspector.exchange.manifest import PackageKind
from inspector.services.drafts import DraftService, DraftSummary
from inspector.services.handover import HandoverService, Waiting
from inspector.storage.reader import Reader
from inspector.storage.receipt_table import receipts
from inspector.storage.today_table import (
    Calling,
    DueCounts,
    TodayTable,
    area_counts,
    begun,
    due_count,
    due_problems,
    visited_on,
)
from inspector.storage.workspace import Workspace
from inspector.texts import sentence

HALF_MONTH = 15
"""Days after which a site is called on again: the bulletin appears twice a month."""
SHOWN_DAYS = 7
"""Problems due within a week stand in the list; those outside the warning days without a lamp."""
MOST = 100
"""Lines of a list: nobody drives to more sites in a day."""
CALLED_ON = frozenset({Stage.PRELIMINARY, Stage.CONSTRUCTION})
"""Stages whose sites are called on, besides projects whose stage is not known."""


class VisitReason(StrEnum):
    """Why a project is to be visited, the most urgent first."""

    OVERDUE = "overdue"
    DUE_TODAY = "due_today"
    DUE_SOON = "due_soon"
    LONG_AGO = "long_ago"
    FIRST = "first"


_TOLD = {
    VisitReason.OVERDUE: "services.visit_overdue",
    VisitReason.DUE_TODAY: "services.visit_due_today",
    VisitReason.DUE_SOON: "services.visit_due_soon",
    VisitReason.LONG_AGO: "services.visit_long_ago",
    VisitReason.FIRST: "services.visit_first",
}
_COLOURS = {
    VisitReason.OVERDUE: LampColour.RED,
    VisitReason.DUE_TODAY: LampColour.YELLOW,
    VisitReason.DUE_SOON: LampColour.YELLOW,
    VisitReason.LONG_AGO: LampColour.NONE,
    VisitReason.FIRST: LampColour.NONE,
}


_BRINGS_PROJECTS = {PackageKind.TASK.value, PackageKind.SNAPSHOT.value}


@dataclass(frozen=True)
class DueVisit:
    """A project to visit. `problems` are those that give the reason, `days` how far away the first of them is.

    `days` is negative for overdue ones; `since` counts the days from the last signed visit. None where there is none.
    """

    project_id: str
    project: str
    area: str
    status_text: str | None
    reason: VisitReason
    problems: int
    days: int | None
    last_visit: date | None
    since: int | None

    @property
    def colour(self) -> LampColour:
        """The lamp beside the reason."""
        return _COLOURS[self.reason]

    @property
    def told(self) -> str:
        """The reason in words: 问题超期 1."""
        return sentence(_TOLD[self.reason], count=self.problems, days=self.days)


@dataclass(frozen=True)
class DueProblem:
    """An open problem that falls due, with its lamp of the day."""

    problem: Problem
    project: str
    lamp: Lamp


@dataclass(frozen=True)
class Task:
    """The package of an office that came last, if any did, and what it is about: `areas` by number of projects."""

    received_at: datetime | None
    sender: str
    areas: tuple[str, ...]
    projects: int


@dataclass(frozen=True)
class Today:
    """Everything of the day. `visits` and `problems` are cut at `MOST`, drafts to the newest; the numbers are not.

    `with_problems` of the projects to visit have problems that are overdue or fall due.
    """

    on: date
    visits: tuple[DueVisit, ...]
    visit_count: int
    with_problems: int
    drafts: tuple[DraftSummary, ...]
    draft_count: int
    problems: tuple[DueProblem, ...]
    problem_count: int
    waiting: Waiting
    task: Task

    @property
    def next_stop(self) -> DueVisit | None:
        """Where to go first."""
        return self.visits[0] if self.visits else None


class TodayService:
    """Use cases of 今日 on one workspace."""

    def __init__(
        self, workspace: Workspace, profile: CityProfile, drafts: DraftService, handover: HandoverService
    ) -> None:
        self._workspace = workspace
        self._rules = LampRules(profile.lamps.warn_days, profile.lamps.due_day_is_red)
        self._drafts = drafts
        self._handover = handover

    def overview(self, on: date) -> Today:
        """The day `on` as it stands now; projects with an open draft or visited that day are not called on again."""
        reader = self._workspace.reader
        with reader.snapshot():
            visits = _Visits(reader, on, self._rules.warn_days)
            due = visits.with_problems()
            until = on + timedelta(days=SHOWN_DAYS)
            return Today(
                on=on,
                visits=visits.listed(),
                visit_count=due + visits.others(),
                with_problems=due,
                drafts=self._drafts.listed(),
                draft_count=self._drafts.count(),
                problems=self._problems(on, until),
                problem_count=due_count(reader, until),
                waiting=self._handover.waiting(),
                task=_task(reader),
            )

    def visits(self, on: date) -> tuple[DueVisit, ...]:
        """Where to go on a day, without everything else of it."""
        reader = self._workspace.reader
        with reader.snapshot():
            return _Visits(reader, on, self._rules.warn_days).listed()

    def _problems(self, on: date, until: date) -> tuple[DueProblem, ...]:
        reader = self._workspace.reader
        found = due_problems(reader, until, MOST)
        projects = reader.ids_in(Project, {one.project_id for one in found})
        names = {row_id: one.name for row_id, one in projects.items()}
        return tuple(
            DueProblem(one, names.get(one.project_id, ""), problem_lamp(one, on, self._rules)) for one in found
        )


class _Visits:
    """The projects to visit on a day."""

    def __init__(self, reader: Reader, on: date, warn_days: int) -> None:
        self._reader, self._on = reader, on
        self._table = TodayTable(
            reader,
            Calling(
                on=on,
                until=on + timedelta(days=warn_days),
                cutoff=on - timedelta(days=HALF_MONTH - 1),
                stages=CALLED_ON,
                left_out=begun(reader) | visited_on(reader, on),
            ),
        )

    def with_problems(self) -> int:
        """How many projects have problems that are overdue or fall due."""
        return self._table.due_projects()

    def others(self) -> int:
        """How many others are to be visited."""
        return self._table.called()

    def listed(self) -> tuple[DueVisit, ...]:
        """The most urgent ones, in the order of their reasons."""
        due = {one.project_id: one for one in self._table.due_counts(MOST)}
        found = list(due)
        found += self._table.long_ago(found, MOST - len(found)) if len(found) < MOST else ()
        long_ago = set(found) - due.keys()
        found += self._table.never(found, MOST - len(found)) if len(found) < MOST else ()
        made = self._made(found, due, long_ago)
        return tuple(sorted(made, key=lambda one: list(VisitReason).index(one.reason)))

    def _made(self, ids: Sequence[str], due: Mapping[str, DueCounts], long_ago: set[str]) -> Iterator[DueVisit]:
        projects = self._reader.ids_in(Project, ids)
        areas = self._reader.ids_in(Area, {one.area_id for one in projects.values() if one.area_id})
        days = self._table.last_days(ids)
        for one in (projects[row_id] for row_id in ids if row_id in projects):
            other = VisitReason.LONG_AGO if one.id in long_ago else VisitReason.FIRST
            reason, count = _reason(due[one.id]) if one.id in due else (other, 0)
            last = days.get(one.id)
            yield DueVisit(
                project_id=one.id,
                project=one.name,
                area=areas[one.area_id].name if one.area_id in areas else "",
                status_text=one.status_text,
                reason=reason,
                problems=count,
                days=(due[one.id].first - self._on).days if one.id in due else None,
                last_visit=last,
                since=(self._on - last).days if last else None,
            )


def _reason(due: DueCounts) -> tuple[VisitReason, int]:
    """The most urgent reason, and how many problems give it."""
    if due.overdue:
        return VisitReason.OVERDUE, due.overdue
    return (VisitReason.DUE_TODAY, due.today) if due.today else (VisitReason.DUE_SOON, due.soon)


def _task(reader: Reader) -> Task:
    came = next((one for one in receipts(reader) if one.kind in _BRINGS_PROJECTS), None)
    counts = area_counts(reader)
    areas = reader.ids_in(Area, (row_id for row_id in counts if row_id))
    largest = sorted((row_id for row_id in counts if row_id in areas), key=lambda one: (-counts[one], areas[one].code))
    return Task(
        received_at=datetime.fromtimestamp(came.received_at // 1000, tz=CHINA) if came else None,
        sender=came.device_name if came else "",
        areas=tuple(areas[one].name for one in largest),
        projects=sum(counts.values()),
    )
