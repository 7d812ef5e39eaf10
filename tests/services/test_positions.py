"""Positions in registers: given in any datum, stored as WGS-84, told again as they were given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.geo import Position, distance_m
from inspector.domain.project import Datum, Project
from inspector.services.bundle import Services
from inspector.services.positions import stored_position, told_position
from inspector.sheets.register_line import RegisterLine
from tests.services.kit import projects, sheet

WGS = (120.836932, 40.711052)
GCJ = (120.842106966, 40.712500856)
BD = (120.848504362, 40.718867509)
"""The vector of domain.md §5."""


def row(longitude: float, latitude: float, datum: str) -> dict[str, Any]:
    given_row = {"项目名称": "徐大堡核电", "区域": "兴城市", "总投资（万元）": 900}
    return given_row | {"经度": longitude, "纬度": latitude, "坐标系": datum}


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(("given_at", "datum"), [(GCJ, "GCJ02"), (BD, "BD09"), (WGS, "WGS84")])
def test_a_register_position_is_stored_as_wgs84_and_told_as_it_came(
    office: Services, tmp_path: Path, given_at: tuple[float, float], datum: str
) -> None:
    book = sheet(tmp_path / "台账.xlsx", row(*given_at, datum))
    office.register.apply(office.register.plan(book))
    (project,) = projects(office)
    assert project.longitude is not None
    assert project.latitude is not None
    assert distance_m(Position(project.longitude, project.latitude), Position(*WGS)) < 0.02
    assert project.datum is Datum(datum)
    assert office.register.plan(book).differences == 0
    exported, _ = office.register.export(tmp_path / "导出.xlsx")
    assert office.register.plan(exported).differences == 0


@pytest.mark.usefixtures("read_here")
def test_a_place_that_is_not_on_the_earth_is_refused(office: Services, tmp_path: Path) -> None:
    plan = office.register.plan(sheet(tmp_path / "台账.xlsx", row(120.8, 95.0, "GCJ02")))
    assert plan.refusals
    assert not plan.rows


@settings(max_examples=100, deadline=None)
@given(
    st.integers(735_000_000, 1_350_000_000).map(lambda one: one / 10**7),
    st.integers(180_000_000, 535_000_000).map(lambda one: one / 10**7),
    st.sampled_from(list(Datum)),
)
def test_what_is_stored_is_told_again(longitude: float, latitude: float, datum: Datum) -> None:
    line = RegisterLine(name="甲", longitude=longitude, latitude=latitude, datum=datum)
    kept = stored_position(line, None)
    project = Project(id="1", name="甲", datum=datum, longitude=kept["longitude"], latitude=kept["latitude"])
    assert told_position(project) == (longitude, latitude)


def test_half_a_position_is_completed_from_the_project() -> None:
    known = Project(id="1", name="甲", datum=Datum.GCJ02, longitude=WGS[0], latitude=WGS[1])
    moved = stored_position(RegisterLine(name="甲", longitude=GCJ[0] + 0.001), known)
    assert moved["latitude"] == pytest.approx(WGS[1], abs=1e-5)
    assert stored_position(RegisterLine(name="甲", longitude=GCJ[0], datum=Datum.GCJ02), None) == {}
