"""visit.json: read in full and strictly, before anything is written."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.domain.ids import CHINA
from inspector.domain.inspection import PairSide, Purpose
from inspector.domain.problem import ProblemLevel
from inspector.domain.project import Datum
from inspector.services import typed_json
from inspector.services.visit_file import VisitFile, read_visit
from inspector.texts import explain

LEAST: dict[str, Any] = {
    "visited_at": "2022-06-10T09:30:00+08:00",
    "purpose": "日常巡查",
    "seen_status": "主体施工",
    "physical_progress_pct": 40.25,
}


def read(folder: Path, data: object) -> VisitFile:
    path = folder / "visit.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return read_visit(path)


def test_the_least_and_the_most(tmp_path: Path) -> None:
    least = read(tmp_path, LEAST)
    assert (least.visited_at, least.physical_progress_pct) == (
        datetime(2022, 6, 10, 9, 30, tzinfo=CHINA),
        Decimal("40.25"),
    )
    assert (least.datum, least.problems, least.photos, least.answers) == (Datum.WGS84, (), (), None)
    most = LEAST | {
        "purpose": "recheck",
        "inspectors": ["甲", "乙"],
        "workers": 30,
        "longitude": 120.5,
        "latitude": "40.5",
        "datum": "GCJ02",
        "answers": {"围挡": True, "人数": 3, "厚度": 1.25, "种类": ["钢", "木"], "说明": "好"},
        "problems": [
            {"description": " 围挡缺失 ", "level": "紧急", "due_on": "2022-06-20", "co_departments": ["城管"]}
        ],
        "photos": [{"file": "a.jpg", "pair": "甲", "pair_side": "整改后"}],
        "signature": "管家",
        "weather": None,
    }
    found = read(tmp_path, most)
    assert (found.purpose, found.inspectors, found.longitude, found.latitude) == (
        Purpose.RECHECK,
        ("甲", "乙"),
        120.5,
        40.5,
    )
    assert found.answers == {"围挡": True, "人数": 3, "厚度": "1.25", "种类": ["钢", "木"], "说明": "好"}
    assert (found.problems[0].description, found.problems[0].level) == ("围挡缺失", ProblemLevel.URGENT)
    assert (found.problems[0].due_on, found.photos[0].pair_side) == (date(2022, 6, 20), PairSide.AFTER)


def test_a_time_without_offset_is_china_time(tmp_path: Path) -> None:
    assert read(tmp_path, LEAST | {"visited_at": "2022-06-10T09:30"}).visited_at.tzinfo == CHINA


@pytest.mark.parametrize("missing", sorted(LEAST))
def test_what_is_missing_is_named(tmp_path: Path, missing: str) -> None:
    with pytest.raises(FormatError) as refused:
        read(tmp_path, {name: one for name, one in LEAST.items() if name != missing})
    assert refused.value.details["field"] == missing
    assert explain(refused.value)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"visited_at": "昨天"}, "visited_at"),
        ({"visited_at": 20220610}, "visited_at"),
        ({"visited_at": "20220610T0930"}, "visited_at"),
        ({"purpose": "散步"}, "purpose"),
        ({"purpose": 3}, "purpose"),
        ({"seen_status": "  "}, "seen_status"),
        ({"seen_status": "长" * 30_000}, "seen_status"),
        ({"seen_status": "\ud800"}, "seen_status"),
        ({"physical_progress_pct": 100.01}, "physical_progress_pct"),
        ({"physical_progress_pct": 1.234}, "physical_progress_pct"),
        ({"physical_progress_pct": True}, "physical_progress_pct"),
        ({"physical_progress_pct": "六十"}, "physical_progress_pct"),
        ({"reported_progress_pct": -1}, "reported_progress_pct"),
        ({"workers": 2.5}, "workers"),
        ({"workers": -1}, "workers"),
        ({"workers": True}, "workers"),
        ({"machines": 2**40}, "machines"),
        ({"longitude": 181, "latitude": 0}, "longitude"),
        ({"inspectors": "甲"}, "inspectors"),
        ({"inspectors": [1]}, "inspectors"),
        ({"answers": []}, "answers"),
        ({"answers": {"甲": {}}}, "answers"),
        ({"problems": {}}, "problems"),
        ({"problems": ["围挡"]}, "problems[0]."),
        ({"problems": [{"description": "a"}, {"level": "一般"}]}, "problems[1].description"),
        ({"problems": [{"description": "a", "due_on": "2022-13-01"}]}, "problems[0].due_on"),
        ({"photos": [{"file": "a.jpg", "pair_side": "左"}]}, "photos[0].pair_side"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, fields: dict[str, Any], named: str) -> None:
    path = tmp_path / "visit.json"
    path.write_text(json.dumps(LEAST | fields), "utf-8")
    with pytest.raises(FormatError) as refused:
        read_visit(path)
    assert refused.value.details["field"] == named
    assert explain(refused.value)


def test_a_misspelt_field_is_not_lost(tmp_path: Path) -> None:
    for fields, named in (
        ({"wokers": 3}, ["wokers"]),
        ({"photos": [{"file": "a.jpg", "captoin": "x"}]}, ["photos[0].captoin"]),
    ):
        with pytest.raises(FormatError) as refused:
            read(tmp_path, LEAST | fields)
        assert refused.value.details["fields"] == named


def test_a_field_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = json.dumps(LEAST)[:-1] + ', "purpose": "督查", "purpose": "复核"}'
    with pytest.raises(FormatError) as refused:
        read(tmp_path, text)
    assert refused.value.details["fields"] == ["purpose"]


def test_half_a_position_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError) as refused:
        read(tmp_path, LEAST | {"longitude": 120})
    assert refused.value.key == "services.visit_position_incomplete"


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"physical_progress_pct": NaN}', "[]", "1"])
def test_what_is_no_visit_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FormatError):
        read(tmp_path, text)


def test_a_missing_or_huge_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FormatError) as missing:
        read_visit(tmp_path / "没有.json")
    assert missing.value.key == "services.file_unreadable"
    monkeypatch.setattr(typed_json, "MAX_BYTES", 10)
    with pytest.raises(FormatError) as huge:
        read(tmp_path, LEAST)
    assert huge.value.key == "services.visit_file_too_large"
