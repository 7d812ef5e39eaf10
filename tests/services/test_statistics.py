"""统计: the published figures of [000] from the synthetic city, and what a date means."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.money import printed, wan_to_yi
from inspector.domain.progress import Assignment, DispatchRecord, FundLine, FundSource, Role
from inspector.domain.project import (
    AnnualPlan,
    ListMembership,
    Project,
    ProjectKind,
    ProjectList,
    Resumption,
    Stage,
)
from inspector.domain.statistics import Totals
from inspector.services.bundle import Services
from inspector.services.statistics import Dimension
from tests.services.kit import TODAY, a_project, area_id, copied, new_id, put


def yi(amount: Decimal, decimals: int = 2) -> str:
    return printed(wan_to_yi(amount), decimals)


def test_the_synthetic_city_prints_the_figures_of_the_article(city: Services) -> None:
    overview = city.statistics.overview(TODAY)
    family = overview.family
    assert overview.registered.count == 500
    assert (family.planned.count, family.start_resume.count) == (500, 329)
    assert yi(family.planned.total_investment, 1) == "2619.8"
    assert yi(family.planned.planned_investment, 1) == "325.1"
    assert yi(family.start_resume.total_investment) == "1611.89"
    assert yi(family.start_resume.planned_investment) == "201.38"
    assert (family.started_new.count, family.resumed.count) == (117, 212)
    assert (family.planned_new.count, family.planned_continuing.count) == (268, 232)
    assert (yi(family.started_new.total_investment), yi(family.started_new.planned_investment)) == ("140.16", "50.80")
    assert (yi(family.resumed.total_investment), yi(family.resumed.planned_investment)) == ("1471.73", "150.58")
    rates = (family.start_resume_rate, family.resume_rate, family.new_start_rate)
    assert [one.printed for one in rates] == ["65.8", "91.4", "43.7"]


def test_the_other_rates_have_their_parts(city: Services) -> None:
    overview = city.statistics.overview(TODAY)
    assert overview.time_progress.printed == "50.0"
    completion = overview.family.investment_completion.value
    assert completion is not None
    assert overview.ahead.value == completion - 50
    assert printed(Decimal(26198) / 10 / 500, 1) == overview.average_scale.printed
    names = [one.name for one in overview.other_rates]
    assert names == [
        "funds_arrival_rate",
        "funds_payment_rate",
        "on_time_completion_rate",
        "full_capacity_rate",
        "park_concentration_rate",
    ]
    assert all(one.denominator for one in overview.other_rates[:2])


@pytest.mark.parametrize("dimension", [Dimension.AREA, Dimension.PARK, Dimension.SECTOR])
def test_groups_that_do_not_overlap_sum_to_the_total(city: Services, dimension: Dimension) -> None:
    whole = city.statistics.overview(TODAY).family
    groups = city.statistics.by(dimension, TODAY)
    assert len(groups) > 1
    for part in ("planned", "planned_new", "planned_continuing", "started_new", "resumed", "start_resume"):
        found = sum((getattr(one.family, part) for one in groups), Totals())
        assert found == getattr(whole, part)


def test_the_ranking_goes_down_and_those_without_a_plan_come_last(city: Services) -> None:
    for dimension in Dimension:
        groups = city.statistics.by(dimension, TODAY)
        placed = [one.ranked for one in groups if one.ranked.rank is not None]
        assert [one.rank for one in placed] == sorted(one.rank or 0 for one in placed)
        scores = [one.score or 0 for one in placed]
        assert scores == sorted(scores, reverse=True)
        assert all(one.family.planned.count for one in groups[: len(placed)])
        assert not any(one.name and one.family.planned.count for one in groups[len(placed) :])


def test_a_project_in_two_lists_stands_in_both_and_counts_once(office: Services) -> None:
    made = a_project(office, stage=Stage.CONSTRUCTION)
    lists = list(office.workspace.reader.all(ProjectList))[:2]
    put(office, AnnualPlan(id=new_id(office), project_id=made.id, year=2022))
    for one in lists:
        put(office, ListMembership(id=new_id(office), list_id=one.id, project_id=made.id))
    groups = office.statistics.by(Dimension.LIST, TODAY)
    assert sorted(one.name for one in groups) == sorted(one.name for one in lists)
    assert all(one.family.planned.count == 1 for one in groups)
    assert office.statistics.overview(TODAY).family.planned.count == 1


def test_lists_and_leaders_count_in_the_days_they_held(office: Services) -> None:
    made = a_project(office)
    put(office, AnnualPlan(id=new_id(office), project_id=made.id, year=2022))
    for holder, first, last in (("领导甲", None, TODAY), ("领导乙", TODAY, None)):
        put(
            office,
            Assignment(
                id=new_id(office), project_id=made.id, role=Role.LEADER, holder=holder, from_date=first, to_date=last
            ),
        )
    before = office.statistics.by(Dimension.LEADER, date(2022, 6, 9))
    assert [one.name for one in before] == ["领导甲"]
    assert [one.name for one in office.statistics.by(Dimension.LEADER, TODAY)] == ["领导乙"]


def test_a_project_without_area_stands_under_the_empty_name(office: Services) -> None:
    made = a_project(office, area_id=None)
    put(office, AnnualPlan(id=new_id(office), project_id=made.id, year=2022))
    (group,) = office.statistics.by(Dimension.AREA, TODAY)
    assert (group.name, group.family.planned.count, group.ranked.rank) == ("", 1, None)


def planned_project(
    services: Services, kind: ProjectKind, year: int = 2022, plan_kind: ProjectKind | None = None, **fields: Any
) -> Project:
    made = a_project(services, kind=kind, **fields)
    put(services, AnnualPlan(id=new_id(services), project_id=made.id, year=year, kind=plan_kind))
    return made


def report(services: Services, project: Project, on: date, invested: int) -> None:
    made = DispatchRecord(
        id=new_id(services),
        project_id=project.id,
        period=f"{on:%Y-%m}",
        reported_on=on,
        invested_year_to_date=Decimal(invested),
    )
    put(services, made)


def test_a_start_after_the_day_does_not_count(office: Services) -> None:
    planned_project(office, ProjectKind.NEW_BUILD, actual_start=TODAY)
    assert office.statistics.overview(TODAY).family.started_new.count == 1
    assert office.statistics.overview(date(2022, 6, 9)).family.started_new.count == 0


def test_investment_above_zero_resumes_a_project_from_the_day_it_was_reported(office: Services) -> None:
    made = planned_project(office, ProjectKind.CONTINUING, resumption=Resumption.NOT_RESUMED)
    report(office, made, date(2022, 3, 31), 0)
    report(office, made, date(2022, 5, 31), 10)
    assert office.statistics.overview(date(2022, 5, 30)).family.resumed.count == 0
    assert office.statistics.overview(date(2022, 5, 31)).family.resumed.count == 1


def test_on_1_january_the_year_begins_anew(office: Services) -> None:
    made = planned_project(
        office,
        ProjectKind.CONTINUING,
        resumption=Resumption.RESUMED,
        resumed_on=date(2022, 3, 1),
        actual_start=date(2021, 5, 1),
    )
    report(office, made, date(2022, 12, 31), 500)
    put(office, AnnualPlan(id=new_id(office), project_id=made.id, year=2023, planned_investment=Decimal(900)))
    last, first = (office.statistics.overview(day).family for day in (date(2022, 12, 31), date(2023, 1, 1)))
    assert (last.resumed.count, last.planned.invested_year_to_date) == (1, Decimal(500))
    assert (first.resumed.count, first.planned.invested_year_to_date) == (0, Decimal(0))
    assert first.planned.planned_investment == 900


def test_a_new_project_of_last_year_is_continuing_this_year(office: Services) -> None:
    """domain.md §2: on 1 January an unfinished started project becomes 续建 and not resumed."""
    made = planned_project(office, ProjectKind.NEW_BUILD, actual_start=date(2022, 5, 1))
    put(office, AnnualPlan(id=new_id(office), project_id=made.id, year=2023))
    family = office.statistics.overview(date(2023, 2, 1)).family
    assert (family.planned_new.count, family.planned_continuing.count) == (0, 1)
    assert (family.started_new.count, family.resumed.count) == (0, 0)
    assert office.statistics.overview(date(2022, 12, 31)).family.started_new.count == 1


def test_the_kind_of_the_plan_goes_before_that_of_the_project(office: Services) -> None:
    planned_project(office, ProjectKind.CONTINUING, plan_kind=ProjectKind.NEW_BUILD)
    assert office.statistics.overview(TODAY).family.planned_new.count == 1


def test_withdrawn_projects_are_not_counted(office: Services) -> None:
    planned_project(office, ProjectKind.NEW_BUILD, stage=Stage.WITHDRAWN)
    overview = office.statistics.overview(TODAY)
    assert (overview.registered.count, overview.family.planned.count) == (0, 0)
    assert overview.family.start_resume_rate.printed == "—"


def test_funds_of_several_sources_add_up(office: Services) -> None:
    made = planned_project(office, ProjectKind.NEW_BUILD)
    lines: tuple[tuple[FundSource, dict[str, Any]], ...] = (
        (FundSource.SPECIAL_BOND, {"planned": Decimal(100), "arrived": Decimal(50), "paid": Decimal(20)}),
        (FundSource.SELF_RAISED, {"applied": Decimal(100), "arrived": Decimal(30)}),
    )
    for source, amounts in lines:
        put(office, FundLine(id=new_id(office), project_id=made.id, source=source, **amounts))
    arrival, payment, *_ = office.statistics.overview(TODAY).other_rates
    assert (arrival.printed, payment.printed) == ("40.0", "25.0")


def test_on_time_capacity_and_park_rates(office: Services) -> None:
    done = date(2022, 5, 1)
    a_project(office, "甲", planned_completion=done, actual_completion=done, industry_code="C26")
    a_project(office, "乙", planned_completion=done, actual_completion=date(2022, 5, 2), stage=Stage.FULL_CAPACITY)
    a_project(office, "丙", stage=Stage.IN_PRODUCTION, industry_code="C27", park_id=area_id(office, "葫芦岛高新区"))
    rates = {one.name: one.printed for one in office.statistics.overview(TODAY).other_rates}
    assert rates["on_time_completion_rate"] == "50.0"
    assert rates["full_capacity_rate"] == "50.0"
    assert rates["park_concentration_rate"] == "50.0"


def test_the_approval_rate_weighs_in_the_ranking(city: Services) -> None:
    """The weights of the city sum to 100, so a ranking that leaves one out scores everybody too low."""
    groups = city.statistics.by(Dimension.AREA, TODAY)
    values = [one.ranked.contestant.values.get("completion_rate") for one in groups if one.ranked.rank]
    assert values
    assert all(value is not None and 0 < value <= 100 for value in values)


@pytest.mark.parametrize(("size", "seed"), [(10, 3), (137, 2)])
def test_a_city_of_another_size_keeps_the_proportions(empty_folder: Path, tmp_path: Path, size: int, seed: int) -> None:
    with copied(empty_folder, tmp_path / "ws") as services:
        services.examples.synthesize(size, seed)
        family = services.statistics.overview(TODAY).family
        assert family.planned.count == size
        assert family.planned_new.count + family.planned_continuing.count == size
        assert family.start_resume.count == family.started_new.count + family.resumed.count
