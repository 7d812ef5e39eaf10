"""Points of the map: where projects lie, their worst lamp, and what a filter leaves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inspector.domain.lamps import LampColour
from inspector.domain.mercator import to_world
from inspector.domain.project import Stage
from inspector.domain.project_query import ProjectQuery
from inspector.services.bundle import Services
from inspector.services.map_points import URGENCY, MapPoints
from tests.services.kit import a_project, area_id


def by_name(points: MapPoints) -> dict[str, int]:
    return {name: at for at, name in enumerate(points.names)}


def test_every_project_with_a_position_is_a_point(city: Services) -> None:
    points = city.map_points.points(ProjectQuery())
    assert len(points) + len(points.unplaced) == 500
    assert sum(points.counts.values()) == len(points) == len(points.xs) == len(points.lamps)
    rows = {one.id: one for one in city.map_points.rows(points.numbers)}
    for at, project_id in enumerate(points.ids):
        assert points.lamp(at) is rows[project_id].lamps.worst


def test_points_lie_where_the_projects_do(office: Services) -> None:
    made = a_project(office, longitude=120.84, latitude=40.71)
    points = office.map_points.points(ProjectQuery())
    assert tuple(points.ids) == (made.id,)
    assert (points.xs[0], points.ys[0]) == to_world(120.84, 40.71)


def test_what_has_no_position_is_counted_apart(office: Services) -> None:
    a_project(office, "有", longitude=120.8, latitude=40.7)
    none = a_project(office, "无")
    half = a_project(office, "半", longitude=120.8)
    beyond = a_project(office, "错", longitude=40_700.0, latitude=120.8)
    a_project(office, "退", stage=Stage.WITHDRAWN)
    a_project(office, "退出", longitude=120.8, latitude=40.7, stage=Stage.WITHDRAWN)
    points = office.map_points.points(ProjectQuery())
    assert tuple(points.names) == ("有",)
    assert {one.id for one in office.map_points.rows(points.unplaced)} == {none.id, half.id, beyond.id}


def test_a_filter_leaves_its_projects_and_counts_all_lamps(city: Services) -> None:
    everything = city.map_points.points(ProjectQuery())
    red = city.map_points.points(ProjectQuery(lamps=(LampColour.RED,)))
    assert set(red.lamps) == {URGENCY.index(LampColour.RED)}
    assert len(red) == everything.counts[LampColour.RED]
    assert red.counts == everything.counts
    dark = city.map_points.points(ProjectQuery(lamps=(LampColour.NONE, LampColour.GREEN)))
    assert len(dark) == everything.counts[LampColour.NONE] + everything.counts[LampColour.GREEN]


def test_words_and_areas_filter_as_in_every_list(office: Services) -> None:
    where = {"longitude": 120.8, "latitude": 40.7}
    a_project(office, "徐大堡核电", **where)
    a_project(office, "滨海公路", area_id=area_id(office, "绥中县"), **where)
    a_project(office, "滨海公园")
    found = office.map_points.points(ProjectQuery(text="滨海"))
    assert (tuple(found.names), len(found.unplaced)) == (("滨海公路",), 1)
    assert tuple(office.map_points.points(ProjectQuery(text="xdb")).names) == ("徐大堡核电",)
    assert tuple(office.map_points.points(ProjectQuery(areas=(area_id(office, "绥中县"),))).names) == ("滨海公路",)
    assert ("绥中县" in {name for _, name in office.map_points.areas()}) is True


def test_only_some_of_them(office: Services) -> None:
    placed = a_project(office, "有", longitude=120.8, latitude=40.7)
    a_project(office, "别的", longitude=120.9, latitude=40.7)
    none = a_project(office, "无")
    a_project(office, "也无")
    points = office.map_points.points(ProjectQuery(), only=(placed.id, none.id))
    assert tuple(points.ids) == (placed.id,)
    assert [one.id for one in office.map_points.rows(points.unplaced)] == [none.id]
    assert sum(points.counts.values()) == 1


@pytest.mark.parametrize("text", ["没有这样的", "%", "'"])
def test_nothing_found_is_no_point(city: Services, text: str) -> None:
    points = city.map_points.points(replace(ProjectQuery(), text=text))
    assert (len(points), points.unplaced, sum(points.counts.values())) == (0, (), 0)
