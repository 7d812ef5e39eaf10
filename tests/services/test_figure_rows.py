"""The rows behind a figure: as many as were counted, in the order of their ids, on paper as on the screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from inspector.domain.lamps import Lamp, LampColour
from inspector.domain.problem import Problem
from inspector.domain.project import Area
from inspector.services.bundle import Services
from inspector.services.cockpit_view import RowKind
from inspector.services.figure_rows import COLUMNS, FigureRows
from tests.services.kit import TODAY, a_project, new_id, put


@pytest.fixture
def rows(city: Services) -> FigureRows:
    return FigureRows(city.workspace, city.profile)


def test_projects_come_in_the_order_asked_for_with_what_they_are_counted_by(city: Services, rows: FigureRows) -> None:
    ids = city.office.cockpit.rows(city.office.cockpit.overview(TODAY).resume.done.rows)[:3]
    shown = rows.page(RowKind.PROJECTS, ids[::-1], TODAY)
    assert [one.row_id for one in shown] == [*ids[::-1]]
    for one in shown:
        name, area, kind, total, plan, _, resumed = one.cells
        assert name
        assert area in {area.name for area in city.workspace.reader.all(Area)}
        assert kind == "续建"
        assert total is not None
        assert plan is not None
        assert isinstance(resumed, date)
        assert resumed <= TODAY


def test_steps_show_their_lamp(city: Services, rows: FigureRows) -> None:
    ids = city.office.cockpit.rows(city.office.cockpit.overview(TODAY).lamps.red.lamps.rows)
    shown = rows.page(RowKind.STEPS, ids, TODAY)
    assert len(shown) == 100
    lamps = [one.cells[-1] for one in shown]
    assert all(isinstance(one, Lamp) and one.colour is LampColour.RED for one in lamps)
    assert all(len(one.cells) == len(COLUMNS[RowKind.STEPS]) for one in shown)


def test_what_was_deleted_meanwhile_is_left_out(office: Services) -> None:
    project = a_project(office)
    problem = Problem(id=new_id(office), project_id=project.id, description="临边无防护", due_on=TODAY)
    put(office, problem)
    (shown,) = FigureRows(office.workspace, office.profile).page(RowKind.PROBLEMS, ["gone", problem.id], TODAY)
    assert (shown.row_id, shown.project_id) == (problem.id, project.id)
    assert shown.cells == (project.name, None, "临边无防护", None, None, TODAY)


@pytest.mark.parametrize("kind", list(RowKind))
def test_the_workbook_has_every_row(city: Services, rows: FigureRows, kind: RowKind, tmp_path: Path) -> None:
    cockpit = city.office.cockpit.overview(TODAY)
    counted = {
        RowKind.PROJECTS: cockpit.start_resume.done,
        RowKind.STEPS: cockpit.lamps.red.lamps,
        RowKind.PROBLEMS: cockpit.problems_overdue,
    }[kind]
    path, count = rows.export(tmp_path / "rows.xlsx", kind, city.office.cockpit.rows(counted.rows), TODAY)
    assert count == counted.count
    sheet = openpyxl.load_workbook(path).worksheets[0]
    cells: list[list[object]] = [[one.value for one in row] for row in sheet.iter_rows()]
    heads: list[object] = [one.header for one in COLUMNS[kind]]
    at = cells.index(heads)
    assert len(cells) - at - 1 == counted.count
    if kind is RowKind.STEPS:
        assert "逾期" in str(cells[at + 1][-1])
