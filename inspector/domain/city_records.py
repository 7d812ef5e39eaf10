"""区域, 清单 and 调度规则 records from a city profile, for every workspace: real, synthetic or empty.

It stands apart from the profile because a profile speaks in codes and keys, and records refer by id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from inspector.domain.dispatch import DispatchRule
from inspector.domain.profile import CityProfile
from inspector.domain.project import Area, AreaKind, ProjectList

MakeId = Callable[[], str]


def area_records(profile: CityProfile, make_id: MakeId) -> tuple[Area, ...]:
    """The areas of `profile` in its order, with parents resolved."""
    ids = {one.code: make_id() for one in profile.areas}
    return tuple(
        Area(
            id=ids[one.code],
            code=one.code,
            name=one.name,
            parent_id=None if one.parent is None else ids[one.parent],
            area_kind=one.kind,
        )
        for one in profile.areas
    )


@dataclass(frozen=True)
class Site:
    """Where a project stands: the area that reports it and, in a zone or park, the park."""

    name: str
    area: Area
    park_id: str | None


def sites_of(areas: Sequence[Area]) -> tuple[Site, ...]:
    """A site for every area but the city itself; a park's projects are reported by the area above it."""
    by_id = {one.id: one for one in areas}
    sites = []
    for one in areas:
        if one.area_kind is AreaKind.PARK and one.parent_id is not None:
            sites.append(Site(one.name, by_id[one.parent_id], one.id))
        elif one.area_kind is not AreaKind.CITY:
            sites.append(Site(one.name, one, one.id if one.area_kind is AreaKind.DEVELOPMENT_ZONE else None))
    return tuple(sites)


def list_records(profile: CityProfile, make_id: MakeId) -> tuple[ProjectList, ...]:
    """The lists of `profile` in its order, thresholds in 万元."""
    return tuple(
        ProjectList(id=make_id(), name=one.name, level=one.level, threshold=one.threshold) for one in profile.lists
    )


def dispatch_rule_records(profile: CityProfile, areas: Sequence[Area], make_id: MakeId) -> tuple[DispatchRule, ...]:
    """The dispatch rules of `profile` in its order; `areas` are the area records of the same profile."""
    ids = {one.code: one.id for one in areas}
    return tuple(
        DispatchRule(
            id=make_id(),
            holder=one.holder,
            frequency=one.frequency,
            weekdays=tuple(str(day) for day in one.weekdays),
            area_id=None if one.area is None else ids[one.area],
            from_date=one.from_date,
            to_date=one.to_date,
            note=one.note or None,
        )
        for one in profile.dispatch_rules
    )
