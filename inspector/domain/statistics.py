"""Counting projects: the 开复工 family of counts, amounts and rates (domain.md §4).

It stands apart from where the facts come from: storage fills one `ProjectFacts` a project from the tables of
the year, and every screen, bulletin and ranking counts the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from inspector.domain import rates
from inspector.domain.project import ProjectKind
from inspector.domain.rates import Rate

ZERO = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class ProjectFacts:
    """What statistics need of one project in one year; money in 万元, None where nobody gave it.

    `planned` says that it has a plan of the year; `started` counts for 新建, `resumed` for 续建 projects.
    `due` says that it was to be completed by the day of the figures. A project may be in many `lists` and
    have many `leaders`.
    """

    project_id: str
    kind: ProjectKind | None = None
    planned: bool = False
    started: bool = False
    resumed: bool = False
    total_investment: Decimal | None = None
    planned_investment: Decimal | None = None
    invested_year_to_date: Decimal | None = None
    area: str | None = None
    park: str | None = None
    sector: str | None = None
    leaders: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    industrial: bool = False
    due: bool = False
    completed_on_time: bool = False
    in_production: bool = False
    at_full_capacity: bool = False
    funds_planned: Decimal | None = None
    funds_arrived: Decimal | None = None
    funds_paid: Decimal | None = None


@dataclass(frozen=True)
class Totals:
    """How many projects and how much money (万元); `unknown_amounts` projects lack a total investment."""

    count: int = 0
    total_investment: Decimal = ZERO
    planned_investment: Decimal = ZERO
    invested_year_to_date: Decimal = ZERO
    unknown_amounts: int = 0

    def __add__(self, other: Totals) -> Totals:
        """The totals of two sets of projects that have none in common."""
        return Totals(
            self.count + other.count,
            self.total_investment + other.total_investment,
            self.planned_investment + other.planned_investment,
            self.invested_year_to_date + other.invested_year_to_date,
            self.unknown_amounts + other.unknown_amounts,
        )


@dataclass(frozen=True)
class RateFamily:
    """开复工 counts and amounts. `planned_unknown` is planned and neither 新建 nor 续建.

    `decimals` says with how many decimals a city prints a rate, where it is not one ([002]: 82.44).

    Started or resumed projects without a plan of the year count in the numerators, as offices do when a list
    grows: that is how a rate passes 100%.
    """

    planned: Totals
    planned_new: Totals
    planned_continuing: Totals
    planned_unknown: Totals
    started_new: Totals
    resumed: Totals
    decimals: Mapping[str, int] = field(default_factory=dict)

    def _rate(self, name: str, above: Totals, below: Totals) -> Rate:
        return Rate(name, above.count, below.count, self.decimals.get(name, 1))

    @property
    def start_resume(self) -> Totals:
        """开复工: started new projects and resumed continuing ones."""
        return self.started_new + self.resumed

    @property
    def start_resume_rate(self) -> Rate:
        """开复工率."""
        return self._rate("start_resume_rate", self.start_resume, self.planned)

    @property
    def new_start_rate(self) -> Rate:
        """新项目开工率."""
        return self._rate("new_start_rate", self.started_new, self.planned_new)

    @property
    def resume_rate(self) -> Rate:
        """续建项目复工率."""
        return self._rate("resume_rate", self.resumed, self.planned_continuing)

    @property
    def investment_completion(self) -> Rate:
        """投资完成率 of the planned projects."""
        return rates.investment_completion(self.planned.invested_year_to_date, self.planned.planned_investment)


GroupKey = Callable[[ProjectFacts], str | Iterable[str] | None]


def rate_family(facts: Iterable[ProjectFacts], decimals: Mapping[str, int] | None = None) -> RateFamily:
    """The family over `facts`; facts that name a project twice (many lists) count it once."""
    projects = distinct(facts)
    planned = [one for one in projects if one.planned]
    new = [one for one in projects if one.kind is ProjectKind.NEW_BUILD]
    continuing = [one for one in projects if one.kind is ProjectKind.CONTINUING]
    return RateFamily(
        planned=totals(planned),
        planned_new=totals(one for one in new if one.planned),
        planned_continuing=totals(one for one in continuing if one.planned),
        planned_unknown=totals(one for one in planned if one.kind is None),
        started_new=totals(one for one in new if one.started),
        resumed=totals(one for one in continuing if one.resumed),
        decimals=decimals or {},
    )


def totals(facts: Iterable[ProjectFacts]) -> Totals:
    """Count and amounts of `facts`, each project once."""
    projects = distinct(facts)
    return Totals(
        len(projects),
        _sum(one.total_investment for one in projects),
        _sum(one.planned_investment for one in projects),
        _sum(one.invested_year_to_date for one in projects),
        sum(one.total_investment is None for one in projects),
    )


def distinct(facts: Iterable[ProjectFacts]) -> tuple[ProjectFacts, ...]:
    """Each project once, in the order of first mention."""
    found: dict[str, ProjectFacts] = {}
    for one in facts:
        found.setdefault(one.project_id, one)
    return tuple(found.values())


def group_by(facts: Iterable[ProjectFacts], key: GroupKey) -> Mapping[str, tuple[ProjectFacts, ...]]:
    """Projects by area, park, sector, leader or list, sorted by name.

    A key that gives several names (lists, leaders) puts the project into each of these groups, so groups may
    overlap and their sum may pass the total. Projects without a name stand under the empty text.
    """
    groups: dict[str, list[ProjectFacts]] = {}
    for one in distinct(facts):
        found = key(one)
        names = (found,) if isinstance(found, str) else tuple(found or ())
        for name in dict.fromkeys(names or ("",)):
            groups.setdefault(name, []).append(one)
    return {name: tuple(groups[name]) for name in sorted(groups)}


def funds_arrival(facts: Iterable[ProjectFacts]) -> Rate:
    """资金到位率 over `facts`."""
    projects = distinct(facts)
    return rates.funds_arrival(_sum(one.funds_arrived for one in projects), _sum(one.funds_planned for one in projects))


def funds_payment(facts: Iterable[ProjectFacts]) -> Rate:
    """支付率 over `facts`."""
    projects = distinct(facts)
    return rates.funds_payment(_sum(one.funds_paid for one in projects), _sum(one.funds_arrived for one in projects))


def on_time_completion(facts: Iterable[ProjectFacts]) -> Rate:
    """按期竣工率 over the projects that were due."""
    due = [one for one in distinct(facts) if one.due]
    return rates.on_time_completion(sum(one.completed_on_time for one in due), len(due))


def full_capacity(facts: Iterable[ProjectFacts]) -> Rate:
    """投产达效率 over the projects in production."""
    running = [one for one in distinct(facts) if one.in_production]
    return rates.full_capacity(sum(one.at_full_capacity for one in running), len(running))


def park_concentration(facts: Iterable[ProjectFacts]) -> Rate:
    """园区集中率 over the industrial projects."""
    industrial = [one for one in distinct(facts) if one.industrial]
    return rates.park_concentration(sum(one.park is not None for one in industrial), len(industrial))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((one for one in amounts if one is not None), ZERO)
