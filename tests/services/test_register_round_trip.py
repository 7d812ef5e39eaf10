"""The promise of the exchange: an export read back makes no difference, whatever the projects hold."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.domain.progress import Assignment, DispatchRecord, Role
from inspector.domain.project import AnnualPlan, Area, ListMembership, Project, ProjectList
from inspector.domain.record import Cell, Record, Sort
from inspector.services.bundle import Services
from tests.services.kit import copied

pytestmark = pytest.mark.usefixtures("read_here")

LETTERS = "项目建设公路水库一二三葫芦岛渼𬭊" + string.ascii_letters + string.digits + "（）()-_.·#&<>{}"
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONEY = st.decimals(Decimal("0.01"), Decimal(99_999_999), places=2)

texts = st.text(LETTERS + " ", min_size=1, max_size=24).map(str.strip).filter(bool)
# Without E: 2E1 is what Excel makes of a long code, and reading refuses it.
CODES = st.text("ABCDFGHJKLMN" + string.digits, min_size=1, max_size=24)
OWN: dict[str, st.SearchStrategy[Any]] = {
    "longitude": st.floats(73, 135).map(lambda value: round(value, 6)),
    "latitude": st.floats(4, 53).map(lambda value: round(value, 6)),
    "physical_progress_pct": st.decimals(0, 100, places=2),
    "planned_start_month": st.integers(1, 12),
    **dict.fromkeys(("project_code", "province_platform_code", "owner_credit_code", "industry_code"), CODES),
    "name": texts.map(lambda text: f"路{text}"),
}
BY_SORT: dict[Sort, st.SearchStrategy[Any]] = {
    Sort.TEXT: texts,
    Sort.MONEY: MONEY,
    Sort.DECIMAL: st.decimals(0, 99_999, places=4),
    Sort.DATE: DAYS,
    Sort.INTEGER: st.integers(0, 9_999),
}


def value(cell: Cell) -> st.SearchStrategy[Any]:
    if cell.name in OWN:
        found = OWN[cell.name]
    elif issubclass(cell.type, Enum):
        found = st.sampled_from(list(cell.type))
    else:
        found = BY_SORT[cell.sort]
    return found if cell.required else st.none() | found


def cells(kind: type[Record], *but: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({one.name: value(one) for one in kind.CELLS if one.name not in but})


places = st.integers(0, 20)
bundles = st.fixed_dictionaries(
    {
        "project": cells(Project, "area_id", "park_id"),
        "area": st.none() | places,
        "park": st.none() | places,
        "plans": st.lists(cells(AnnualPlan, "project_id", "year", "version"), max_size=2),
        "reports": st.lists(cells(DispatchRecord, "project_id", "period"), max_size=3),
        "holders": st.lists(st.tuples(st.sampled_from(Role), texts, st.none() | DAYS), max_size=3),
        "lists": st.sets(places, max_size=2),
    }
)


class City:
    """A workspace into which drawn projects go, and out again by undo."""

    def __init__(self, services: Services, folder: Path) -> None:
        self.services = services
        self.folder = folder
        reader = services.workspace.reader
        self.areas = [one.id for one in reader.all(Area)]
        self.lists = [one.id for one in reader.all(ProjectList)]

    def fill(self, drawn: list[dict[str, Any]]) -> None:
        with self.services.workspace.transaction("fill") as tx:
            for one in drawn:
                tx.insert_many(self._records(one, tx.new_id))

    def _records(self, drawn: dict[str, Any], make_id: Any) -> Iterator[Record]:
        project = Project(
            id=make_id(), area_id=self._at(drawn["area"]), park_id=self._at(drawn["park"]), **drawn["project"]
        )
        yield project
        for version, plan in enumerate(drawn["plans"], start=1):
            yield AnnualPlan(id=make_id(), project_id=project.id, year=2022, version=version, **plan)
        for half, report in enumerate(drawn["reports"]):
            yield DispatchRecord(id=make_id(), project_id=project.id, period=f"2022-0{half + 1}-2", **report)
        for role, holder, until in drawn["holders"]:
            yield Assignment(id=make_id(), project_id=project.id, role=role, holder=holder, to_date=until)
        for place in drawn["lists"]:
            yield ListMembership(id=make_id(), project_id=project.id, list_id=self.lists[place % len(self.lists)])

    def _at(self, place: int | None) -> str | None:
        return None if place is None else self.areas[place % len(self.areas)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, empty_folder: Path) -> Iterator[City]:
    folder = tmp_path_factory.mktemp("round")
    with copied(empty_folder, folder / "ws") as services:
        yield City(services, folder)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(bundles, min_size=1, max_size=6))
def test_an_export_read_back_makes_no_difference(town: City, drawn: list[dict[str, Any]]) -> None:
    town.fill(drawn)
    try:
        out, count = town.services.register.export(town.folder / "台账.xlsx")
        again = town.services.register.plan(out)
        assert count == len(drawn)
        assert again.refusals == ()
        assert [row.differences for row in again.rows] == []
        assert again.unchanged == count
    finally:
        town.services.history.undo()


def registrable(drawn: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The drawn projects as an import accepts them: with an area, above the threshold, told apart by name."""
    for number, one in enumerate(drawn):
        project = one["project"]
        amount = max(project["total_investment"] or Decimal(0), Decimal(500))
        one["area"] = one["area"] or 0
        project |= {"name": f"{number}号{project['name']}", "total_investment": amount}
        project |= {"project_code": None, "province_platform_code": None}
    return drawn


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(bundles, min_size=1, max_size=4).map(registrable))
def test_an_import_into_an_empty_register_is_whole_and_said_again_changes_nothing(
    town: City, drawn: list[dict[str, Any]]
) -> None:
    town.fill(drawn)
    out, count = town.services.register.export(town.folder / "台账.xlsx")
    town.services.history.undo()
    try:
        planned = town.services.register.plan(out)
        assert (planned.refusals, len(planned.new)) == ((), count)
        town.services.register.apply(planned)
        again = town.services.register.plan(out)
        assert [row.differences for row in again.rows] == []
        assert again.unchanged == count
    finally:
        town.services.history.undo()
