from __future__ import annotations

from itertools import count

import pytest

from inspector.domain.city_records import area_records, dispatch_rule_records, list_records, sites_of
from inspector.domain.dispatch_calendar import check_rule
from inspector.services.profiles import load_profile, profile_keys


def ids() -> tuple[str, ...]:
    return tuple(f"{number:03d}" for number in range(99))


@pytest.mark.parametrize("key", profile_keys())
def test_records_of_a_profile_refer_to_each_other(key: str) -> None:
    profile, numbers = load_profile(key), count()

    def make_id() -> str:
        return str(next(numbers))

    areas = area_records(profile, make_id)
    known = {one.id for one in areas}
    assert [one.code for one in areas] == [one.code for one in profile.areas]
    assert [one.name for one in areas if one.parent_id is None] == [profile.name]
    assert {one.parent_id for one in areas} <= known | {None}
    rules = dispatch_rule_records(profile, areas, make_id)
    assert {one.area_id for one in rules} <= known | {None}
    for rule in rules:
        check_rule(rule)
    assert [one.threshold for one in list_records(profile, make_id)] == [one.threshold for one in profile.lists]


def test_a_park_project_is_reported_by_its_zone_and_a_zone_is_its_own_park() -> None:
    supply = iter(ids())
    areas = area_records(load_profile("dandong"), lambda: next(supply))
    sites = {one.name: one for one in sites_of(areas)}
    assert "丹东市" not in sites
    park = sites["丹东边境合作区现代电子信息科技产业园"]
    zone = sites["丹东边境合作区"]
    assert park.area is zone.area
    assert zone.park_id == zone.area.id
    assert park.park_id not in {None, zone.park_id}
    assert sites["东港市"].park_id is None


def test_the_fixed_weekdays_of_the_high_tech_zone_are_kept() -> None:
    profile = load_profile("huludao")
    supply = iter(ids())
    areas = area_records(profile, lambda: next(supply))
    rules = {one.holder: one for one in dispatch_rule_records(profile, areas, lambda: next(supply))}
    assert rules["葫芦岛高新区"].weekdays == ("1", "4")
    assert rules["葫芦岛高新区"].note == "固定每周一、周四调度"
