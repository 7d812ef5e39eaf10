"""Counting: [000] is reproduced, and a project counts once however many lists it stands in."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain import statistics
from inspector.domain.money import printed, wan_to_yi
from inspector.domain.project import ProjectKind
from inspector.domain.statistics import ProjectFacts, group_by, rate_family

NEW, CONTINUING = ProjectKind.NEW_BUILD, ProjectKind.CONTINUING


def spread(total: str, count: int) -> list[Decimal]:
    """An amount in 亿元 as `count` amounts in 万元 that add up to it exactly."""
    whole = Decimal(total) * 10_000
    share = (whole / count).quantize(Decimal("0.01"))
    return [share] * (count - 1) + [whole - share * (count - 1)]


def batch(kind: ProjectKind, *, moving: bool, count: int, total: str, plan: str) -> list[ProjectFacts]:
    amounts = zip(spread(total, count), spread(plan, count), strict=True)
    return [
        ProjectFacts(
            project_id=f"{kind}-{moving}-{number}",
            kind=kind,
            planned=True,
            started=moving and kind is NEW,
            resumed=moving and kind is CONTINUING,
            total_investment=investment,
            planned_investment=planned,
        )
        for number, (investment, planned) in enumerate(amounts)
    ]


HULUDAO = [
    *batch(NEW, moving=True, count=117, total="140.16", plan="50.80"),
    *batch(NEW, moving=False, count=151, total="507.91", plan="73.72"),
    *batch(CONTINUING, moving=True, count=212, total="1471.73", plan="150.58"),
    *batch(CONTINUING, moving=False, count=20, total="500.00", plan="50.00"),
]


def test_the_city_of_the_first_article_is_reproduced() -> None:
    family = rate_family(HULUDAO)
    assert (family.planned.count, family.planned_new.count, family.planned_continuing.count) == (500, 268, 232)
    assert (family.start_resume.count, family.started_new.count, family.resumed.count) == (329, 117, 212)
    assert family.start_resume_rate.printed == "65.8"
    assert family.new_start_rate.printed == "43.7"
    assert family.resume_rate.printed == "91.4"
    assert printed(wan_to_yi(family.planned.total_investment), 1) == "2619.8"
    assert printed(wan_to_yi(family.planned.planned_investment), 1) == "325.1"
    assert printed(wan_to_yi(family.start_resume.total_investment), 2) == "1611.89"
    assert printed(wan_to_yi(family.start_resume.planned_investment), 2) == "201.38"


def test_a_project_in_several_lists_counts_once_in_totals_and_in_each_list() -> None:
    twice = ProjectFacts(project_id="a", kind=NEW, planned=True, started=True, lists=("省重点", "市重点"))
    once = ProjectFacts(project_id="b", kind=NEW, planned=True, lists=("市重点",))
    family = rate_family([twice, once, twice])
    assert (family.planned.count, family.started_new.count) == (2, 1)
    groups = group_by([twice, once, twice], lambda one: one.lists)
    assert {name: len(found) for name, found in groups.items()} == {"市重点": 2, "省重点": 1}


def test_projects_without_an_area_are_not_lost() -> None:
    facts = [ProjectFacts(project_id="a", area="连山区"), ProjectFacts(project_id="b")]
    assert {name: len(found) for name, found in group_by(facts, lambda one: one.area).items()} == {"": 1, "连山区": 1}


def test_an_unknown_amount_is_no_zero_in_silence() -> None:
    facts = [ProjectFacts(project_id="a", total_investment=Decimal("5.00")), ProjectFacts(project_id="b")]
    totals = statistics.totals(facts)
    assert (totals.count, totals.total_investment, totals.unknown_amounts) == (2, Decimal("5.00"), 1)


def test_a_rate_passes_a_hundred_when_projects_join_after_the_plan() -> None:
    joined = ProjectFacts(project_id="late", kind=NEW, started=True)
    planned = ProjectFacts(project_id="early", kind=NEW, planned=True, started=True)
    assert rate_family([joined, planned]).new_start_rate.printed == "200.0"


def test_a_planned_project_of_unknown_kind_is_shown_apart() -> None:
    family = rate_family([ProjectFacts(project_id="a", planned=True, started=True)])
    assert (family.planned.count, family.planned_unknown.count, family.start_resume.count) == (1, 1, 0)


def test_the_rates_beside_the_family() -> None:
    facts = [
        ProjectFacts(
            project_id="a",
            planned=True,
            planned_investment=Decimal(100),
            invested_year_to_date=Decimal(40),
            park="开发区",
            industrial=True,
            due=True,
            completed_on_time=True,
            in_production=True,
            at_full_capacity=True,
            funds_planned=Decimal(10),
            funds_arrived=Decimal(8),
            funds_paid=Decimal(2),
        ),
        ProjectFacts(project_id="b", industrial=True, due=True, in_production=True),
    ]
    assert rate_family(facts).investment_completion.printed == "40.0"
    assert statistics.funds_arrival(facts).printed == "80.0"
    assert statistics.funds_payment(facts).printed == "25.0"
    assert statistics.on_time_completion(facts).printed == "50.0"
    assert statistics.full_capacity(facts).printed == "50.0"
    assert statistics.park_concentration(facts).printed == "50.0"


def test_an_empty_city_prints_dashes() -> None:
    family = rate_family([])
    assert [family.start_resume_rate.printed, family.new_start_rate.printed, family.resume_rate.printed] == ["—"] * 3


FACTS = st.builds(
    ProjectFacts,
    project_id=st.integers(0, 8).map(str),
    kind=st.sampled_from([NEW, CONTINUING, None]),
    planned=st.booleans(),
    started=st.booleans(),
    resumed=st.booleans(),
    total_investment=st.none() | st.integers(0, 10**6).map(Decimal),
    area=st.sampled_from(["连山区", "龙港区", None]),
)


@given(st.lists(FACTS, max_size=20))
@settings(max_examples=100, deadline=None)
def test_parts_always_make_the_total(facts: list[ProjectFacts]) -> None:
    family = rate_family(facts)
    assert family.planned == family.planned_new + family.planned_continuing + family.planned_unknown
    assert family.start_resume.count == family.started_new.count + family.resumed.count
    groups = group_by(facts, lambda one: one.area)
    assert sum(len(found) for found in groups.values()) == len(statistics.distinct(facts))
