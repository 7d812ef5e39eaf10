"""Boundaries from a file: polygons with names are taken, everything else is refused with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.domain.outlines import Outline
from inspector.domain.project import Datum
from inspector.services import boundaries
from inspector.services.boundaries import in_wgs84, outlines_json, outlines_of, read_boundaries

SQUARE = [[120.0, 40.0], [121.0, 40.0], [121.0, 41.0], [120.0, 41.0], [120.0, 40.0]]
HOLE = [[120.4, 40.4], [120.6, 40.4], [120.6, 40.6], [120.4, 40.4]]


def feature(kind: str = "Polygon", coordinates: Any = None, **properties: Any) -> dict[str, Any]:
    places = [SQUARE] if coordinates is None else coordinates
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": places}}


def written(folder: Path, *features: dict[str, Any], **more: Any) -> Path:
    path = folder / "边界.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features), **more}), "utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(FormatError) as told:
        read_boundaries(path)
    return told.value.key


def test_areas_come_with_their_names_and_holes(tmp_path: Path) -> None:
    path = written(
        tmp_path, feature(name=" 连山区\n"), feature("MultiPolygon", [[SQUARE, HOLE], [SQUARE]], 名称="兴城市")
    )
    one, other = read_boundaries(path)
    assert (one.name, len(one.rings)) == ("连山区", 1)
    assert (other.name, len(other.rings)) == ("兴城市", 3)
    assert one.rings[0][0] == (120.0, 40.0)


def test_a_single_geometry_is_boundaries_too(tmp_path: Path) -> None:
    path = tmp_path / "市.json"
    path.write_text("\ufeff" + json.dumps({"type": "Polygon", "coordinates": [SQUARE]}), "utf-8")
    assert read_boundaries(path) == (Outline("", (tuple(map(tuple, SQUARE)),)),)  # type: ignore[arg-type]
    path.write_text(json.dumps(feature(name="市")), "utf-8")
    assert read_boundaries(path)[0].name == "市"


def test_heights_points_and_lines_are_left_out(tmp_path: Path) -> None:
    high = [[*one, 12.5] for one in SQUARE]
    point = {"type": "Feature", "properties": None, "geometry": {"type": "Point", "coordinates": [120, 40]}}
    nothing: dict[str, Any] = {"type": "Feature", "properties": {}, "geometry": None}
    found = read_boundaries(written(tmp_path, feature(coordinates=[high]), point, nothing))
    assert len(found) == 1
    assert found[0].rings[0] == tuple(map(tuple, SQUARE))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("不是", "services.boundary_no_geojson"),
        ("[]", "services.boundary_no_geojson"),
        ("[" * 100_000, "services.boundary_no_geojson"),
        ('{"type": "FeatureCollection"}', "services.boundary_no_geojson"),
        ('{"type": "FeatureCollection", "features": [3]}', "services.boundary_no_geojson"),
        ('{"type": "FeatureCollection", "features": []}', "services.boundary_no_polygons"),
        ('{"type": "Polygon", "coordinates": 7}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [7]}', "services.boundary_bad_ring"),
        ('{"type": "MultiPolygon", "coordinates": 7}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1,2],[3,4],[1,2]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1,2],[3,4],[5,6],[7,8]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1,2],[3,"4"],[5,6],[1,2]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1,2],[true,4],[5,6],[1,2]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1,2],[NaN,4],[5,6],[1,2]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[1],[3,4],[5,6],[1]]]}', "services.boundary_bad_ring"),
        ('{"type": "Polygon", "coordinates": [[[500000,4500000],[3,4],[5,6],[1,2]]]}', "services.boundary_not_degrees"),
        ('{"type": "Polygon", "crs": {"properties": {"name": "EPSG:4527"}}}', "services.boundary_not_degrees"),
    ],
)
def test_what_is_no_boundary_is_refused(tmp_path: Path, text: str, key: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(text, "utf-8")
    assert refused(path) == key


def test_a_reference_system_in_degrees_may_be_named(tmp_path: Path) -> None:
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert read_boundaries(written(tmp_path, feature(name="区"), crs=named))


def test_files_that_are_not_there_or_too_large_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(tmp_path / "none.geojson") == "services.file_unreadable"
    path = written(tmp_path, feature(), feature())
    for name, most in (("MOST_BYTES", 10), ("MOST_AREAS", 1), ("MOST_POINTS", 5)):
        with monkeypatch.context() as patch:
            patch.setattr(boundaries, name, most)
            assert refused(path) == "services.boundary_too_large"


def test_a_fine_coast_is_thinned_until_it_can_be_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundaries, "MOST_KEPT_POINTS", 30)
    coast = [[120 + at / 1000, 40 + (at % 7) / 300] for at in range(400)]
    (made,) = read_boundaries(written(tmp_path, feature(coordinates=[[*coast, coast[0]]])))
    assert 4 <= len(made.rings[0]) <= 30


def test_outlines_are_kept_as_they_are() -> None:
    outlines = (Outline("连山区", (tuple(map(tuple, SQUARE)),)),)  # type: ignore[arg-type]
    assert outlines_of(outlines_json(outlines)) == outlines
    with pytest.raises((ValueError, TypeError, KeyError)):
        outlines_of('[{"name": "x"}]')


def test_a_shifted_datum_is_taken_out() -> None:
    outlines = (Outline("区", (((120.842, 40.712), (120.843, 40.712), (120.843, 40.713), (120.842, 40.712)),)),)
    assert in_wgs84(outlines, Datum.CGCS2000) == outlines
    moved = in_wgs84(outlines, Datum.GCJ02)[0].rings[0][0]
    assert 0.003 < abs(moved[0] - 120.842) + abs(moved[1] - 40.712) < 0.02
