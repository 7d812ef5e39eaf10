from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspector.domain.errors import FormatError
from inspector.domain.geo import Position, distance_m, from_wgs84, is_on_earth, position_findings, to_wgs84
from inspector.domain.project import Datum

WGS84 = Position(120.836932, 40.711052)
GCJ02 = Position(120.842106966, 40.712500856)
BD09 = Position(120.848504362, 40.718867509)
in_china = st.builds(Position, st.floats(73.5, 135.1), st.floats(3.8, 53.6))
on_earth = st.builds(Position, st.floats(-180, 180), st.floats(-90, 90))


def close(one: Position, other: Position, degrees: float) -> bool:
    return abs(one.longitude - other.longitude) <= degrees and abs(one.latitude - other.latitude) <= degrees


@pytest.mark.parametrize(("given_in", "datum"), [(GCJ02, Datum.GCJ02), (BD09, Datum.BD09)])
def test_the_published_vector(given_in: Position, datum: Datum) -> None:
    assert close(to_wgs84(given_in, datum), WGS84, 1e-8)
    assert close(from_wgs84(WGS84, datum), given_in, 1e-9)


@pytest.mark.parametrize("datum", [Datum.WGS84, Datum.CGCS2000])
def test_wgs84_and_cgcs2000_pass_unchanged(datum: Datum) -> None:
    assert to_wgs84(WGS84, datum) == WGS84 == from_wgs84(WGS84, datum)


@pytest.mark.parametrize("abroad", [Position(2.3522, 48.8566), Position(0, 0), Position(-120.8, -40.7)])
def test_outside_china_nothing_is_shifted(abroad: Position) -> None:
    assert to_wgs84(abroad, Datum.GCJ02) == abroad


@settings(max_examples=200, deadline=None)
@given(in_china, st.sampled_from(Datum))
def test_there_and_back_is_exact(position: Position, datum: Datum) -> None:
    assert close(to_wgs84(from_wgs84(position, datum), datum), position, 1e-8)


@settings(max_examples=200, deadline=None)
@given(on_earth, st.sampled_from(Datum))
def test_any_point_on_earth_converts_without_warning_and_moves_little(position: Position, datum: Datum) -> None:
    assert distance_m(to_wgs84(position, datum), position) < 2500


@pytest.mark.parametrize(
    "impossible", [Position(120, 91), Position(181, 40), Position(nan, 40), Position(120, inf), Position(120, -90.01)]
)
def test_a_point_that_is_not_on_earth_is_refused(impossible: Position) -> None:
    assert not is_on_earth(impossible)
    assert [one.key for one in position_findings(impossible)] == ["domain.position_impossible"]
    with pytest.raises(FormatError) as error:
        to_wgs84(impossible, Datum.GCJ02)
    assert error.value.key == "domain.position_impossible"


@pytest.mark.parametrize(
    ("position", "keys"),
    [
        (WGS84, []),
        (Position(0, 0), ["domain.position_zero"]),
        (Position(40.711052, 120.836932), ["domain.position_swapped"]),
        (Position(39.9, 78.2), ["domain.position_swapped"]),
        (Position(2.3522, 48.8566), ["domain.position_outside_china"]),
    ],
)
def test_what_speaks_against_a_position(position: Position, keys: list[str]) -> None:
    assert [one.key for one in position_findings(position)] == keys


def test_distances() -> None:
    huludao, shenyang = Position(120.8369, 40.7110), Position(123.4315, 41.8057)
    assert distance_m(huludao, shenyang) == pytest.approx(249_000, rel=0.01)
    assert distance_m(Position(0, 0), Position(180, 0)) == pytest.approx(20_015_115, abs=1)
    assert distance_m(Position(0, 0), Position(0, 1)) == pytest.approx(111_195.08, abs=0.01)


@settings(max_examples=100, deadline=None)
@given(on_earth, on_earth)
def test_distance_is_the_same_both_ways_and_never_negative(one: Position, other: Position) -> None:
    assert distance_m(one, other) == pytest.approx(distance_m(other, one))
    assert distance_m(one, other) >= 0
    assert distance_m(one, one) == 0
