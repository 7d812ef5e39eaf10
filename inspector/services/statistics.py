"""Statistics of a day: the rate family of the city and by area, park, sector, leader or list, with ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from inspector.domain import statistics as counting
from inspector.domain.approval import ApprovalStep, StepState
from inspector.domain.profile import CityProfile, RankingIndicator
from inspector.domain.project import Area
from inspector.domain.ranking import Contestant, Ranked, rank
from inspector.domain.rates import Points, Rate, ahead_of_time, average_scale, completion_rate
from inspector.domain.statistics import GroupKey, ProjectFacts, RateFamily, group_by, rate_family
from inspector.services.facts import year_facts
from inspector.storage.reader import Reader
from inspector.storage.workspace import Workspace


class Dimension(StrEnum):
    """By what statistics are grouped."""

    AREA = "area"
    PARK = "park"
    SECTOR = "sector"
    LEADER = "leader"
    LIST = "list"


KEYS: dict[Dimension, GroupKey] = {
    Dimension.AREA: lambda one: one.area,
    Dimension.PARK: lambda one: one.park,
    Dimension.SECTOR: lambda one: one.sector,
    Dimension.LEADER: lambda one: one.leaders,
    Dimension.LIST: lambda one: one.lists,
}


@dataclass(frozen=True)
class Group:
    """One area, park, sector, leader or list; `name` is empty for projects that have none."""

    name: str
    family: RateFamily
    ranked: Ranked


@dataclass(frozen=True)
class Overview:
    """The city on a day; `registered` counts every project that is not withdrawn, planned or not."""

    on: date
    registered: counting.Totals
    family: RateFamily
    time_progress: Rate
    ahead: Points
    average_scale: Rate
    other_rates: tuple[Rate, ...]


class StatisticsService:
    """Use cases of 统计 on one workspace."""

    def __init__(self, workspace: Workspace, profile: CityProfile) -> None:
        self._workspace = workspace
        self._profile = profile
        self._decimals = {one.indicator: one.decimals for one in profile.decimals}

    def facts(self, on: date) -> list[ProjectFacts]:
        """The facts that everything here counts."""
        return [one.facts for one in year_facts(self._workspace.reader, on)]

    def overview(self, on: date) -> Overview:
        """The rate family, the amounts and the other rates of the city on `on`."""
        facts = self.facts(on)
        family = rate_family(facts, self._decimals)
        registered = counting.totals(facts)
        known = registered.count - registered.unknown_amounts
        elapsed = self._profile.elapsed(on)
        return Overview(
            on=on,
            registered=registered,
            family=family,
            time_progress=elapsed,
            ahead=ahead_of_time(family.investment_completion, elapsed),
            average_scale=average_scale(registered.total_investment, known),
            other_rates=other_rates(facts),
        )

    def by(self, dimension: Dimension, on: date) -> list[Group]:
        """Groups in ranking order; those with nothing planned and the nameless one come last and have no rank."""
        groups = group_by(self.facts(on), KEYS[dimension])
        families = {name: rate_family(facts, self._decimals) for name, facts in groups.items()}
        codes = {one.name: one.code for one in self._workspace.reader.all(Area)}
        steps = _steps_taken(self._workspace.reader, on)
        contestants = [
            contestant(name, codes.get(name, name), families[name], _approval_rate(facts, steps))
            for name, facts in groups.items()
        ]
        weights = {one.indicator.value: one.weight for one in self._profile.ranking}
        named = rank((one for one in contestants if one.name), weights)
        ranking = (*named, *(Ranked(one, None, None) for one in contestants if not one.name))
        return [Group(one.contestant.name, families[one.contestant.name], one) for one in ranking]


def other_rates(facts: Sequence[ProjectFacts]) -> tuple[Rate, ...]:
    """The rates beside the 开复工 family, in the order in which they are printed."""
    return (
        counting.funds_arrival(facts),
        counting.funds_payment(facts),
        counting.on_time_completion(facts),
        counting.full_capacity(facts),
        counting.park_concentration(facts),
    )


def _steps_taken(reader: Reader, on: date) -> dict[str, tuple[int, int]]:
    """By project how many approval steps are finished by `on`, and how many apply."""
    found: dict[str, tuple[int, int]] = {}
    for one in reader.all(ApprovalStep):
        if one.state is not StepState.NOT_APPLICABLE:
            finished, applicable = found.get(one.project_id, (0, 0))
            done = one.state is StepState.FINISHED and (one.finished_on is None or one.finished_on <= on)
            found[one.project_id] = (finished + done, applicable + 1)
    return found


def _approval_rate(facts: Sequence[ProjectFacts], steps: Mapping[str, tuple[int, int]]) -> Rate:
    counts = [steps.get(one.project_id, (0, 0)) for one in facts]
    return completion_rate(sum(finished for finished, _ in counts), sum(applicable for _, applicable in counts))


def contestant(name: str, code: str, family: RateFamily, approvals: Rate) -> Contestant:
    """A group as the ranking sees it; `approvals` is the 办结率 of its steps."""
    values: dict[str, Fraction | Decimal | int | None] = {
        RankingIndicator.START_RESUME_RATE.value: family.start_resume_rate.value,
        RankingIndicator.NEW_START_RATE.value: family.new_start_rate.value,
        RankingIndicator.RESUME_RATE.value: family.resume_rate.value,
        RankingIndicator.INVESTMENT_COMPLETION_RATE.value: family.investment_completion.value,
        RankingIndicator.COMPLETION_RATE.value: approvals.value,
    }
    return Contestant(
        area_code=code,
        name=name,
        planned=family.planned.count,
        values=values,
        completion_rate=family.investment_completion.value,
        amount=family.planned.invested_year_to_date,
    )
