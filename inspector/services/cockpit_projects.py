"""The projects of the cockpit, counted by classes: the rate family of any group of them, and the rows behind it.

It stands apart from `statistics`, which has every project in hand, because here 100,000 are counted at once; the rules
(开工, 复工, 新建 and 续建) are the same functions, asked of one example of each class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add

from inspector.domain.project import ProjectKind
from inspector.domain.statistics import RateFamily, Totals
from inspector.services.cockpit_view import Condition
from inspector.services.facts import has_resumed, has_started, kind_in
from inspector.storage.project_classes import ProjectClass

Places = Callable[[ProjectClass], str | None]
"""Which area or park a class lies in."""


@dataclass(frozen=True)
class ClassFacts:
    """A class of projects on one day: what statistics say of each of them, and their totals."""

    group: ProjectClass
    kind: ProjectKind | None
    started: bool
    resumed: bool
    totals: Totals

    def fits(self, where: Iterable[Condition]) -> bool:
        """Whether its projects meet all conditions."""
        said: dict[str, str | bool | None] = {
            "planned": self.group.has_plan,
            "kind": self.kind.value if self.kind else None,
            "started": self.started,
            "resumed": self.resumed,
            "active": self.started or self.resumed,
            "area": self.group.area_id,
            "park": self.group.park_id,
        }
        return all(said[name] == value for name, value in where)


def class_facts(group: ProjectClass, on: date, *, before: bool) -> ClassFacts:
    """What is true of a class on the day `on`, the earlier one of the two where `before` says so."""
    row = group.example(before=before)
    kind = row.plan_kind or kind_in(on.year, row.kind, row.actual_start)
    invested = group.invested_before if before else group.invested
    totals = Totals(group.count, group.total_investment, group.planned_investment, invested, group.unknown_amounts)
    return ClassFacts(
        group,
        kind,
        kind is ProjectKind.NEW_BUILD and has_started(row, on),
        kind is ProjectKind.CONTINUING and has_resumed(row, on),
        totals,
    )


def family_of(facts: Iterable[ClassFacts], decimals: Mapping[str, int]) -> RateFamily:
    """The rate family over classes that have no project in common."""
    found = list(facts)

    def total(**where: str | bool | None) -> Totals:
        return reduce(add, (one.totals for one in found if one.fits(where.items())), Totals())

    return RateFamily(
        planned=total(planned=True),
        planned_new=total(planned=True, kind=ProjectKind.NEW_BUILD.value),
        planned_continuing=total(planned=True, kind=ProjectKind.CONTINUING.value),
        planned_unknown=total(planned=True, kind=None),
        started_new=total(started=True),
        resumed=total(resumed=True),
        decimals=decimals,
    )


def grouped(facts: Iterable[ClassFacts], place: Places) -> dict[str, list[ClassFacts]]:
    """The classes by area or park; those without one are left out."""
    made: dict[str, list[ClassFacts]] = {}
    for one in facts:
        name = place(one.group)
        if name is not None:
            made.setdefault(name, []).append(one)
    return made
