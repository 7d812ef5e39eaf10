from __future__ import annotations

import csv
from decimal import Decimal
from itertools import count

from inspector import paths
from inspector.domain.project import Project, Stage
from inspector.services.profiles import load_profile, profile_keys
from inspector.services.sample_rows import Sample, SampleProject, read_sample

FILLED = {"id", "name", "area_id", "park_id", "sector", "total_investment", "stage"}
FILLED |= {"status_text", "status_as_of", "source", "note"}


def sample(*keys: str) -> Sample:
    numbers = count(1)
    return read_sample([load_profile(key) for key in keys or profile_keys()], lambda: f"{next(numbers):04d}")


def project(name: str) -> SampleProject:
    return next(one for one in sample().projects if one.project.name == name)


def published() -> list[dict[str, str]]:
    with paths.resources("samples", "seed_projects.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_all_42_named_projects_are_there_in_the_order_of_the_articles() -> None:
    assert [one.project.name for one in sample().projects] == [row["name"] for row in published()]
    assert len(sample().projects) == 42


def test_every_published_value_is_kept_and_nothing_is_added() -> None:
    areas = {one.id: one for one in sample().areas}
    cities = {one.name: one for one in sample().areas if one.parent_id is None}
    for row, one in zip(published(), sample().projects, strict=True):
        made = one.project
        assert made.status_text == (row["status_text"] or None)
        assert made.status_as_of == row["as_of_date"]
        assert made.sector == (row["sector"] or None)
        assert made.note == row["quote"]
        assert made.source == row["source_file"][:3]
        assert (made.total_investment is None) == (row["total_investment_yi"] == "")
        if made.total_investment is not None:
            assert made.total_investment == Decimal(row["total_investment_yi"]) * 10_000
        assert (one.plan is None) == (row["annual_plan_yi"] == "")
        place = areas[made.park_id or made.area_id or ""]
        assert place.name == (row["county_or_park"] or row["city"])
        assert cities[row["city"]].code[:4] == place.code[:4]
        assert {cell.name for cell in Project.CELLS if getattr(made, cell.name) is not None} <= FILLED


def test_the_words_for_stages_become_stages() -> None:
    assert project("徐大堡核电4号机组").project.stage is Stage.CONSTRUCTION
    assert project("清原抽蓄二期").project.stage is Stage.PRELIMINARY
    assert project("葫芦岛连石化工有限责任公司年产3.5万吨苯二胺项目").project.stage is Stage.COMPLETED
    assert project("辽宁双巍环保科技有限责任公司项目(项目名未载明)").project.stage is Stage.IN_PRODUCTION
    assert project("三木集团在谈项目(项目名未载明)").project.stage is Stage.NEGOTIATING
    assert project("沿江公路").project.stage is None


def test_amounts_and_the_one_published_plan_are_in_wan() -> None:
    found = project("清原抽水蓄能电站项目(一期)")
    assert found.project.total_investment == Decimal("1090000.00")
    assert found.plan is not None
    assert (found.plan.year, found.plan.planned_investment) == (2024, Decimal("100000.00"))
    assert sum(one.plan is not None for one in sample().projects) == 1


def test_a_date_that_is_no_day_stays_as_published() -> None:
    assert project("辽宁先达农业科学有限公司五期项目").project.status_as_of == "2023-01上旬"


def test_one_city_holds_its_own_projects_and_areas_only() -> None:
    found = sample("dandong")
    assert len(found.projects) == 9
    assert {one.code[:4] for one in found.areas} == {"2106"}


def test_a_city_without_named_projects_has_areas_only() -> None:
    assert not sample("suqian").projects
    assert sample("suqian").areas


def test_records_refer_only_to_records_before_them() -> None:
    seen: set[str] = set()
    for one in sample().records():
        for cell in one.CELLS:
            value = getattr(one, cell.name)
            assert cell.refers is None or value is None or value in seen
        seen.add(one.id)
    assert len(seen) == 42 + 1 + len(sample().areas)
