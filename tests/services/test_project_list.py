"""What filters of the list offer, and the list as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from inspector.app import open_services
from inspector.domain.progress import Assignment, Role
from inspector.domain.project import Area, AreaKind, ProjectKind, Stage
from inspector.domain.project_query import ProjectQuery, SortColumn
from inspector.services.bundle import Services
from inspector.services.project_choices import project_choices
from inspector.services.project_list_export import COLUMNS, ListWanted, heading, write_project_list
from inspector.services.workspaces import create_workspace
from inspector.storage.workspace import WorkplaceRole
from tests.services.kit import a_project
from tests.storage.kit import HandClock

ON = date(2022, 6, 10)


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    path = tmp_path / "ws"
    create_workspace(path, role=WorkplaceRole.OFFICE, device_name="编报端", city="huludao", clock=HandClock()).close()
    with open_services(path, clock=HandClock()) as opened:
        yield opened


def put_areas(services: Services) -> tuple[str, str]:
    with services.workspace.transaction("areas") as tx:
        area = Area(id=tx.new_id(), code="999991", name="示例县")
        park = Area(id=tx.new_id(), code="999992", name="示例园", area_kind=AreaKind.PARK)
        tx.insert_many([area, park, Area(id=tx.new_id(), code="999993", name="没有项目的县")])
    return area.id, park.id


def test_only_what_projects_have_is_offered(services: Services) -> None:
    area, park = put_areas(services)
    project = a_project(services, "滨海公路", area_id=area, park_id=park)
    held = (("市领导甲", None, None), ("前任", None, date(2022, 6, 1)), ("后任", date(2022, 7, 1), None))
    with services.workspace.transaction("assign") as tx:
        for holder, first, last in held:
            tx.insert_many(
                [
                    Assignment(
                        id=tx.new_id(),
                        project_id=project.id,
                        role=Role.LEADER,
                        holder=holder,
                        from_date=first,
                        to_date=last,
                    )
                ]
            )
    choices = project_choices(services.workspace, ON)
    assert choices.areas == ((area, "示例县"),)
    assert choices.parks == ((park, "示例园"),)
    assert choices.leaders == (("市领导甲", "市领导甲"),)


def test_the_workbook_holds_the_columns_in_the_order_of_the_query(services: Services, tmp_path: Path) -> None:
    a_project(
        services, "滨海公路", total_investment=Decimal("12000.5"), stage=Stage.CONSTRUCTION, kind=ProjectKind.NEW_BUILD
    )
    a_project(services, "绥中风电", total_investment=Decimal(90_000), planned_start=date(2021, 1, 1))
    query = ProjectQuery(sort=SortColumn.TOTAL_INVESTMENT, descending=True)
    told: list[tuple[int, int]] = []
    wanted = ListWanted(query, COLUMNS, ON)
    out, count = write_project_list(
        services.workspace,
        services.finding,
        tmp_path / "a.xlsx",
        wanted,
        lambda done, total: told.append((done, total)),
    )
    assert count == 2
    assert told == [(0, 2)]
    head, first, second = list(openpyxl.load_workbook(out).worksheets[0].values)
    assert head == tuple(heading(name) for name in COLUMNS)
    assert [first[0], second[0]] == ["绥中风电", "滨海公路"]
    row = dict(zip(COLUMNS, second, strict=True))
    assert row["total_investment"] == 12000.5
    assert (row["stage"], row["kind"]) == ("建设", "新建")
    assert dict(zip(COLUMNS, first, strict=True))["lamp"] == "红1"


def test_a_cancelled_export_leaves_no_file(services: Services, tmp_path: Path) -> None:
    a_project(services, "滨海公路")

    def cancel(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    wanted = ListWanted(ProjectQuery(), ("name",), ON)
    with pytest.raises(KeyboardInterrupt):
        write_project_list(services.workspace, services.finding, tmp_path / "a.xlsx", wanted, cancel)
    assert list(tmp_path.glob("*.xlsx")) == []
