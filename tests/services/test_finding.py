"""Lists of projects: every way to filter and sort, against the same done by hand in Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import StorageError
from inspector.domain.ids import CHINA
from inspector.domain.inspection import Inspection, InspectionState, Purpose
from inspector.domain.lamps import LampColour
from inspector.domain.problem import Problem, ProblemState
from inspector.domain.progress import Assignment, Role
from inspector.domain.project import AnnualPlan, Area, ConstructionStatus, Project, ProjectKind, Stage
from inspector.domain.project_query import ProjectQuery, ProjectRow, SortColumn
from inspector.services.bundle import Services, build_services
from inspector.services.facts import holds
from inspector.services.finding import FindingService
from inspector.storage import finding_table
from tests.services.kit import TODAY, a_project, area_id, new_id, put

TYPED = ("", "合成", "项目 0", "hld", "211402", "(", "x", "zzzz", "连山 项目")


def service(services: Services) -> FindingService:
    return build_services(services.workspace, services.store, services.workspace.clock).finding


def picks(choices: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(choices), max_size=3, unique=True).map(tuple)


QUERIES = st.builds(
    ProjectQuery,
    text=st.sampled_from(TYPED),
    stages=picks(list(Stage)),
    lamps=picks(list(LampColour)),
    kinds=picks(list(ProjectKind)),
    statuses=picks(list(ConstructionStatus)),
    sort=st.sampled_from(SortColumn),
    descending=st.booleans(),
)


@pytest.fixture(scope="module")
def lists(city: Services) -> FindingService:
    """One service for all questions, as the window has it."""
    return service(city)


@pytest.fixture(scope="module")
def everything(lists: FindingService) -> tuple[ProjectRow, ...]:
    return lists.rows(lists.numbers(ProjectQuery()))


PLACES: dict[SortColumn, Callable[[ProjectRow], Any]] = {
    SortColumn.NAME: lambda one: one.name,
    SortColumn.CODE: lambda one: one.code,
    SortColumn.KIND: lambda one: one.kind and list(ProjectKind).index(one.kind),
    SortColumn.STAGE: lambda one: one.stage and list(Stage).index(one.stage),
    SortColumn.CONSTRUCTION_STATUS: lambda one: (
        one.construction_status and list(ConstructionStatus).index(one.construction_status)
    ),
    SortColumn.TOTAL_INVESTMENT: lambda one: one.total_investment,
    SortColumn.PLANNED_INVESTMENT: lambda one: one.planned_investment,
    SortColumn.LAMP: lambda one: (LampColour.RED, LampColour.YELLOW, LampColour.GREEN, LampColour.NONE).index(
        one.lamps.worst
    ),
    SortColumn.OPEN_PROBLEMS: lambda one: one.open_problems,
    SortColumn.LAST_VISIT: lambda one: one.last_visit,
}


def by_hand(rows: list[ProjectRow], query: ProjectQuery, codes: dict[str, str]) -> list[str]:
    """The ids that a query should find, in order; its text is left to the tests of the index."""
    places = PLACES | {
        SortColumn.AREA: lambda one: codes.get(one.area or ""),
        SortColumn.PARK: lambda one: codes.get(one.park or ""),
    }
    place = places[query.sort]
    kept = [
        one
        for one in rows
        if (not query.stages or one.stage in query.stages)
        and (not query.lamps or one.lamps.worst in query.lamps)
        and (not query.kinds or one.kind in query.kinds)
        and (not query.statuses or one.construction_status in query.statuses)
    ]
    full = sorted((one for one in kept if place(one) is not None), key=lambda one: (place(one), one.number))
    empty = sorted((one for one in kept if place(one) is None), key=lambda one: one.number)
    if query.descending:
        full, empty = full[::-1], empty[::-1]
    return [one.id for one in [*full, *empty]]


@settings(max_examples=80, deadline=None)
@given(query=QUERIES)
def test_a_list_is_what_filtering_and_sorting_by_hand_gives(
    city: Services, lists: FindingService, everything: tuple[ProjectRow, ...], query: ProjectQuery
) -> None:
    codes = {one.name: one.code for one in city.workspace.reader.all(Area)}
    texted = set(lists.numbers(ProjectQuery(text=query.text)))
    rows = [one for one in everything if one.number in texted]
    found = lists.rows(lists.numbers(query))
    assert [one.id for one in found] == by_hand(rows, query, codes)
    assert lists.count(query) == len(found)
    totals = lists.totals(query)
    assert totals.count == len(found)
    assert totals.total_investment == sum((one.total_investment or Decimal(0) for one in found), Decimal(0))
    assert totals.planned_investment == sum((one.planned_investment or Decimal(0) for one in found), Decimal(0))
    assert totals.open_problems == sum(one.open_problems for one in found)


@settings(max_examples=40, deadline=None)
@given(query=QUERIES, size=st.integers(1, 120), broad=st.sampled_from([0, 5_000]))
def test_pages_have_no_gaps_and_no_repeats(lists: FindingService, query: ProjectQuery, size: int, broad: int) -> None:
    with pytest.MonkeyPatch.context() as walking:
        walking.setattr(finding_table, "_BROAD", broad)
        page = lists.page(query, limit=size)
        found = list(page.rows)
        while page.next is not None:
            page = lists.page(query, page.next, size)
            found += page.rows
    assert found == list(lists.rows(lists.numbers(query)))


def test_a_row_shows_what_hangs_on_the_project(office: Services) -> None:
    park = Area(id=new_id(office), code="P1", name="石化园")
    put(office, park)
    made = a_project(
        office,
        "徐大堡核电",
        project_code="2022-211481-44-01-000001",
        park_id=park.id,
        kind=ProjectKind.NEW_BUILD,
        stage=Stage.CONSTRUCTION,
        construction_status=ConstructionStatus.ONGOING,
        status_text="主体施工",
    )
    plans = [
        AnnualPlan(id=f"a{n}", project_id=made.id, year=2022, version=n, planned_investment=Decimal(n)) for n in (1, 2)
    ]
    old = AnnualPlan(id="a0", project_id=made.id, year=2021, planned_investment=Decimal(9))
    problems = [
        Problem(id="p1", project_id=made.id, description="缺围挡"),
        Problem(id="p2", project_id=made.id, description="积水", state=ProblemState.CLOSED),
    ]
    visits = [
        visited("v1", made.id, 1, InspectionState.SIGNED),
        visited("v2", made.id, 2, InspectionState.DRAFT),
    ]
    put(office, *plans, old, *problems, *visits)
    (row,) = service(office).page(ProjectQuery()).rows
    assert (row.id, row.name, row.code, row.area, row.park) == (
        made.id,
        made.name,
        made.project_code,
        "连山区",
        "石化园",
    )
    assert (row.kind, row.stage, row.construction_status) == (made.kind, made.stage, made.construction_status)
    assert (row.total_investment, row.planned_investment) == (Decimal(20_000), Decimal(2))
    assert (row.open_problems, row.last_visit, row.status_text) == (1, date(2022, 6, 1), "主体施工")
    assert row.lamps.worst is LampColour.GREEN, "construction has begun"


def visited(visit_id: str, project_id: str, day: int, state: InspectionState) -> Inspection:
    return Inspection(
        id=visit_id,
        project_id=project_id,
        visited_at=datetime(2022, 6, day, 9, tzinfo=CHINA),
        purpose=Purpose.ROUTINE,
        seen_status="施工",
        physical_progress_pct=Decimal(1),
        state=state,
    )


def test_what_has_no_park_comes_last_either_way_a_row_at_a_time(office: Services) -> None:
    park = area_id(office)
    for name, where in (("甲", None), ("乙", park), ("丙", None)):
        a_project(office, name, park_id=where)
    finding = service(office)

    def names(*, descending: bool) -> list[str]:
        query = ProjectQuery(sort=SortColumn.PARK, descending=descending)
        page = finding.page(query, limit=1)
        found = [*page.rows]
        while page.next:
            page = finding.page(query, page.next, 1)
            found += page.rows
        return [one.name for one in found]

    assert names(descending=False) == ["乙", "甲", "丙"]
    assert names(descending=True) == ["乙", "丙", "甲"]


def test_filters_by_area_park_and_leader(office: Services) -> None:
    first, second = area_id(office, "连山区"), area_id(office, "龙港区")
    one, other = a_project(office, "甲", area_id=first), a_project(office, "乙", area_id=second, park_id=first)
    put(
        office,
        Assignment(id="a1", project_id=one.id, role=Role.LEADER, holder="市长"),
        Assignment(id="a2", project_id=other.id, role=Role.LEADER, holder="市长", to_date=TODAY),
        Assignment(id="a3", project_id=other.id, role=Role.TASK_FORCE, holder="市长"),
    )
    finding = service(office)

    def names(query: ProjectQuery) -> list[str]:
        return [row.name for row in finding.page(query).rows]

    assert names(ProjectQuery(areas=(first,))) == ["甲"]
    assert names(ProjectQuery(areas=(first, second))) == ["乙", "甲"]
    assert names(ProjectQuery(parks=(first,))) == ["乙"]
    assert names(ProjectQuery(leaders=("市长",))) == ["甲"]
    assert not holds(None, TODAY, TODAY)


def test_what_is_typed_finds_by_text_and_pinyin_within_a_list(office: Services) -> None:
    a_project(office, "徐大堡核电")
    a_project(office, "滨海公路")
    finding = service(office)
    for typed in ("xdb", "徐大", "核电 徐"):
        assert finding.count(ProjectQuery(text=typed)) == 1
        assert [one.name for one in finding.search(typed).projects] == ["徐大堡核电"]
    assert finding.count(ProjectQuery(text="xdb", stages=(Stage.LEAD,))) == 0


def test_a_list_jumps_to_a_project_and_leaves_out_what_is_gone(office: Services) -> None:
    one, other = a_project(office, "甲"), a_project(office, "乙")
    finding = service(office)
    numbers = finding.numbers(ProjectQuery())
    place = finding.number_of(one.id)
    assert place is not None
    assert finding.rows([place])[0].name == "甲"
    with office.workspace.transaction("删除") as tx:
        tx.delete(Project, one.id)
    assert [row.id for row in finding.rows(numbers)] == [other.id]
    assert finding.number_of(one.id) is None


@pytest.mark.parametrize(
    "damage", ["UPDATE project SET stage = 'nonsense'", "UPDATE inspection SET visited_at = 'nonsense'"]
)
def test_a_damaged_row_is_told(office: Services, damage: str) -> None:
    put(office, visited("v1", a_project(office).id, 1, InspectionState.SIGNED))
    office.workspace._writer.execute(damage)
    with pytest.raises(StorageError) as told:
        service(office).page(ProjectQuery())
    assert told.value.key == "storage.damaged_row"
