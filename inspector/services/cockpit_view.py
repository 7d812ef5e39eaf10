"""驾驶舱 as data: what stands on the screen, and behind each number the question that finds its rows.

Plain frozen dataclasses, so that the window, a command and a test look at the same cockpit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspector.domain.periods import Period
from inspector.domain.rates import Points, Rate


class RowKind(StrEnum):
    """Of which kind the rows behind a number are."""

    PROJECTS = "project"
    STEPS = "approval_step"
    PROBLEMS = "problem"


class Basis(StrEnum):
    """What a day is shown from.

    TODAY: the records as they are, on their own day. HISTORY: the records as they were known that evening.
    DATES: a day before the workspace's history; what is recorded today, read by its dates.
    """

    TODAY = "today"
    HISTORY = "history"
    DATES = "dates"


Condition = tuple[str, str | bool | None]


@dataclass(frozen=True)
class RowsRef:
    """The rows behind a number: those of `kind` that meet every condition, on the day of the cockpit it stands in.

    `before` is the day of the last issue, which "new" and "finished in this period" are counted from.
    """

    kind: RowKind
    on: date
    before: date
    where: tuple[Condition, ...] = ()

    def also(self, **where: str | bool | None) -> RowsRef:
        """The same with further conditions."""
        return RowsRef(self.kind, self.on, self.before, (*self.where, *where.items()))


@dataclass(frozen=True)
class Counted:
    """A number and its rows."""

    count: int
    rows: RowsRef


@dataclass(frozen=True)
class CountedRate:
    """A rate with what was counted: numerator, denominator, and what is still missing."""

    rate: Rate
    done: Counted
    planned: Counted
    missing: Counted


@dataclass(frozen=True)
class Share:
    """An amount of the whole, both in 万元, with the rate between them; `rows` are those that make the part."""

    part: Decimal
    whole: Decimal
    rate: Rate
    rows: RowsRef


@dataclass(frozen=True)
class Completion:
    """投资完成率 of an area against the time gone: `ahead` in points, `far_behind` from the city's threshold on.

    `area_id` and `name` are empty for the whole city, the name alone for projects without an area.
    """

    area_id: str
    name: str
    rate: Rate
    ahead: Points
    far_behind: bool
    rows: RowsRef


@dataclass(frozen=True)
class RankLine:
    """A place in the ranking; `change` counts places gained since the last issue (negative: lost), None if unknown."""

    place_id: str
    name: str
    rank: int | None
    score: str
    rate: CountedRate
    change: int | None


@dataclass(frozen=True)
class LampLine:
    """Lamps of one kind: how many burn, and how many of them did not at the last issue."""

    lamps: Counted
    new: Counted


@dataclass(frozen=True)
class LampBoard:
    """手续亮灯: open steps by lamp, those finished in time and late, and what was finished since the last issue."""

    red: LampLine
    yellow: LampLine
    open: Counted
    stopped: Counted
    green: Counted
    late: Counted
    finished_now: Counted

    @property
    def total(self) -> int:
        """Steps with a lamp or under way."""
        parts = (self.red.lamps, self.yellow.lamps, self.open, self.stopped, self.green, self.late)
        return sum(one.count for one in parts)


@dataclass(frozen=True)
class OverdueStep:
    """A step past its date and still open; `days` are working days or calendar days, as its limit counts them."""

    step_id: str
    project_id: str
    project: str
    step: str
    department: str
    due_on: date
    days: int
    working_days: bool


@dataclass(frozen=True)
class OverdueProblem:
    """A problem past its date and not closed; `days` are calendar days."""

    problem_id: str
    project_id: str
    project: str
    number: str
    description: str
    owner: str
    due_on: date
    days: int


@dataclass(frozen=True)
class Cockpit:
    """The whole screen of one day. `before` is the day of the last issue; `ranking` has areas, `parks` parks."""

    on: date
    period: Period
    before: date
    basis: Basis
    start_resume: CountedRate
    resume: CountedRate
    new_start: CountedRate
    active_total: Share
    active_plan: Share
    time_progress: Rate
    completion: tuple[Completion, ...]
    ranking: tuple[RankLine, ...]
    parks: tuple[RankLine, ...]
    lamps: LampBoard
    problems_open: Counted
    problems_overdue: Counted
    overdue_steps: tuple[OverdueStep, ...]
    overdue_problems: tuple[OverdueProblem, ...]
