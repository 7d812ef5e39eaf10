from __future__ import annotations

from datetime import date

import pytest

from inspector.domain.campaign import ObservationTour, TourStop
from inspector.domain.project import Project
from inspector.services.bundle import Services
from tests.services.kit import a_project, new_id, put


def at(services: Services, name: str, longitude: float | None, latitude: float | None = 40.7) -> Project:
    return a_project(services, name, longitude=longitude, latitude=latitude)


def test_a_route_keeps_the_order_asked_for(office: Services) -> None:
    far, near, start = (at(office, name, place) for name, place in (("远", 121.0), ("近", 120.6), ("起", 120.5)))
    route = office.routes.through([start.id, far.id, near.id])
    assert [one.name for one in route.stops] == ["起", "远", "近"]
    assert len(route.legs) == 2
    assert route.length == pytest.approx(sum(route.legs))
    short = office.routes.through([start.id, far.id, near.id], shortest=True)
    assert [one.name for one in short.stops] == ["起", "近", "远"]
    assert short.length < route.length


def test_stops_without_a_position_are_named(office: Services) -> None:
    placed, none, wrong = at(office, "有", 120.5), at(office, "无", None, None), at(office, "错", 999.0)
    route = office.routes.through([none.id, placed.id, placed.id, wrong.id, "nobody"])
    assert [one.project_id for one in route.stops] == [placed.id]
    assert route.unplaced == ("无", "错")
    assert route.length == 0


def test_tours_come_with_their_stops_in_order(office: Services) -> None:
    one, other = at(office, "甲", 120.5), at(office, "乙", 120.6)
    older, newer, bare = (new_id(office) for _ in range(3))
    put(
        office,
        ObservationTour(id=older, name="春季观摩", toured_on=date(2022, 4, 1)),
        ObservationTour(id=newer, name="夏季观摩", toured_on=date(2022, 6, 1)),
        ObservationTour(id=bare, name="没有点位", toured_on=date(2022, 6, 2)),
        TourStop(id=new_id(office), tour_id=newer, project_id=one.id, position=2),
        TourStop(id=new_id(office), tour_id=newer, project_id=other.id, position=1),
        TourStop(id=new_id(office), tour_id=older, project_id=one.id, position=1),
    )
    tours = office.routes.tours()
    assert [tour.name for tour in tours] == ["夏季观摩", "春季观摩"]
    assert tours[0].project_ids == (other.id, one.id)
