"""What somebody wants to see of the projects, and what a list shows of each.

The question and the row stand together, apart from the project itself: a list shows what hangs on a project
(plan, lamps, problems, visits) and can be sorted and filtered by that too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from inspector.domain.lamps import LampColour
from inspector.domain.project import ConstructionStatus, ProjectKind, Stage


class SortColumn(StrEnum):
    """By what a list of projects can be sorted."""

    NAME = "name"
    CODE = "code"
    AREA = "area"
    PARK = "park"
    KIND = "kind"
    STAGE = "stage"
    CONSTRUCTION_STATUS = "construction_status"
    TOTAL_INVESTMENT = "total_investment"
    PLANNED_INVESTMENT = "planned_investment"
    LAMP = "lamp"
    OPEN_PROBLEMS = "open_problems"
    LAST_VISIT = "last_visit"


@dataclass(frozen=True)
class ProjectQuery:
    """Which projects, in which order; an empty filter lets everything through.

    `text`: every word stands in name, codes, owner, address, area or park, or is pinyin of a name. `areas` and
    `parks` are ids, `leaders` holders of 包保 on the day. Empty cells come last, whichever way is sorted.
    """

    text: str = ""
    stages: tuple[Stage, ...] = ()
    lamps: tuple[LampColour, ...] = ()
    areas: tuple[str, ...] = ()
    parks: tuple[str, ...] = ()
    kinds: tuple[ProjectKind, ...] = ()
    statuses: tuple[ConstructionStatus, ...] = ()
    leaders: tuple[str, ...] = ()
    sort: SortColumn = SortColumn.NAME
    descending: bool = False

    @property
    def asks_for_lamps(self) -> bool:
        """Whether the lamps of all projects have to be known to answer."""
        return bool(self.lamps) or self.sort is SortColumn.LAMP


@dataclass(frozen=True, slots=True)
class LampTally:
    """How many lamps of a project burn in each colour: those of its steps and its three own."""

    red: int = 0
    yellow: int = 0
    green: int = 0

    @property
    def worst(self) -> LampColour:
        """Red before yellow before green; NONE where nothing burns."""
        if self.red:
            return LampColour.RED
        if self.yellow:
            return LampColour.YELLOW
        return LampColour.GREEN if self.green else LampColour.NONE


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project as a list shows it; money in 万元.

    `number` is its place in the database: good for asking again while the workspace is open, never to be kept.
    `planned_investment` is that of the newest plan of the year, `last_visit` the day of the last signed visit.
    """

    number: int
    id: str
    name: str
    code: str | None
    area: str | None
    park: str | None
    kind: ProjectKind | None
    stage: Stage | None
    construction_status: ConstructionStatus | None
    total_investment: Decimal | None
    planned_investment: Decimal | None
    open_problems: int
    last_visit: date | None
    status_text: str | None
    lamps: LampTally


@dataclass(frozen=True, slots=True)
class ProjectTotals:
    """The foot of a list: how many projects, their money in 万元, their open problems.

    `with_total` and `with_plan` count those whose money is known.
    """

    count: int
    total_investment: Decimal
    planned_investment: Decimal
    open_problems: int
    with_total: int = 0
    with_plan: int = 0
