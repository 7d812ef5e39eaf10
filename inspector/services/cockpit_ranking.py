"""县区和园区排名 of the cockpit: the city's weighted ranking now and at the last issue, and who rose or fell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inspector.domain.profile import CityProfile
from inspector.domain.project import Area
from inspector.domain.ranking import Ranked, rank
from inspector.domain.rates import completion_rate
from inspector.domain.statistics import RateFamily
from inspector.services.cockpit_projects import ClassFacts, family_of, grouped
from inspector.services.statistics import contestant
from inspector.storage.step_classes import StepTally


@dataclass(frozen=True)
class Place:
    """An area or park in the ranking with its family and the places it has gained since the last issue."""

    area: Area
    family: RateFamily
    ranked: Ranked
    change: int | None


@dataclass(frozen=True)
class Standing:
    """What a ranking of one day is made of."""

    facts: Sequence[ClassFacts]
    tallies: Sequence[StepTally]
    before: bool


class Ranker:
    """Ranks the areas or, with `parks`, the parks of a city."""

    def __init__(self, profile: CityProfile, areas: Mapping[str, Area], *, parks: bool = False) -> None:
        self._weights = {one.indicator.value: one.weight for one in profile.ranking}
        self._decimals = {one.indicator: one.decimals for one in profile.decimals}
        self._areas = areas
        self._parks = parks

    def places(self, now: Standing, earlier: Standing) -> tuple[Place, ...]:
        """The ranking of `now`, each place compared with `earlier`."""
        families, ranked = self._ranked(now)
        _, former = self._ranked(earlier)
        ranks = {one.contestant.area_code: one.rank for one in former}
        places = ((one, one.contestant.area_code.rpartition(" ")[2]) for one in ranked)
        return tuple(
            Place(self._areas[area_id], families[area_id], one, _gained(ranks.get(one.contestant.area_code), one.rank))
            for one, area_id in places
        )

    def _ranked(self, day: Standing) -> tuple[dict[str, RateFamily], tuple[Ranked, ...]]:
        groups = grouped(day.facts, lambda one: one.park_id if self._parks else one.area_id)
        families = {
            area_id: family_of(facts, self._decimals) for area_id, facts in groups.items() if area_id in self._areas
        }
        # Ties are broken by the code; the id behind it tells apart what two offices entered under one code.
        contestants = [
            contestant(area.name, f"{area.code} {area_id}", family, completion_rate(*self._approvals(area_id, day)))
            for area_id, family in families.items()
            for area in (self._areas[area_id],)
        ]
        return families, rank(contestants, self._weights)

    def _approvals(self, area_id: str, day: Standing) -> tuple[int, int]:
        own: Iterable[StepTally] = (
            one for one in day.tallies if (one.park_id if self._parks else one.area_id) == area_id
        )
        pairs = [(one.finished_before if day.before else one.finished, one.applicable) for one in own]
        return sum(finished for finished, _ in pairs), sum(applicable for _, applicable in pairs)


def _gained(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else before - now
