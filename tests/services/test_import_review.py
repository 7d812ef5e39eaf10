"""The dry run in words: what stands where, what becomes of it, and what every header means."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.domain.errors import FormatError
from inspector.services.bundle import Services
from inspector.services.import_review import ImportReview, LineSort, field_labels, import_review
from tests.services.kit import sheet

pytestmark = pytest.mark.usefixtures("read_here")

ROW: dict[str, Any] = {"项目名称": "兴城滨海公路", "所在区域": "兴城市", "总投资（万元）": 12_000}


def review(office: Services, place: Path, *rows: dict[str, Any], chosen: dict[str, str] | None = None) -> ImportReview:
    return import_review(office.register.plan(sheet(place / "台账.xlsx", *rows), chosen=chosen))


def told(found: ImportReview, sort: LineSort) -> list[tuple[str, str, str]]:
    return [(one.place, one.what, one.told) for one in found.lines[sort]]


def test_new_and_changed_rows_are_told_with_their_place(office: Services, tmp_path: Path) -> None:
    first = review(office, tmp_path, ROW)
    assert (first.new, first.changed, first.unchanged, first.refused, first.writes) == (1, 0, 0, 0, 1)
    ((place, what, area),) = told(first, LineSort.NEW)
    assert (place.endswith("!2"), what, area) == (True, "兴城滨海公路", "兴城市")
    office.register.apply(office.register.plan(sheet(tmp_path / "台账.xlsx", ROW)))
    second = review(office, tmp_path, ROW | {"总投资（万元）": 15_000, "建设状态": "在建", "项目管家": "甲、乙"})
    ((_, _, difference),) = told(second, LineSort.CHANGED)
    assert "总投资 12000 → 15000" in difference
    assert "建设状态 — → 在建" in difference


def test_a_refused_row_names_project_cell_and_reason(office: Services, tmp_path: Path) -> None:
    found = review(office, tmp_path, ROW, ROW | {"项目名称": "小路", "总投资（万元）": 100})
    ((place, what, reason),) = told(found, LineSort.REFUSED)
    assert place.endswith("!C3")
    assert what == "小路  总投资（万元）  100"
    assert "登记门槛" in reason
    assert (found.refused, found.new) == (1, 1)


def test_a_nameless_row_names_its_cell_once(office: Services, tmp_path: Path) -> None:
    found = review(office, tmp_path, ROW, ROW | {"项目名称": ""})
    assert all("兴城滨海公路" not in what for _, what, _ in told(found, LineSort.REFUSED))


def test_conversions_and_notices_are_told(office: Services, tmp_path: Path) -> None:
    found = review(office, tmp_path, ROW | {"计划开工日期": "2022年7月", "建设状态": "开工", "统一社会信用代码": "1"})
    whats = [what for _, what, _ in told(found, LineSort.COERCED)]
    assert any("2022年7月 → 2022-07-01" in what for what in whats)
    assert told(found, LineSort.NOTICE)


def test_headers_can_be_given_another_meaning(office: Services, tmp_path: Path) -> None:
    row = ROW | {"出资人": "某公司", "投入（亿元）": 2}
    plain = review(office, tmp_path, row)
    assert {one.header: one.field for one in plain.headers}["出资人"] == ""
    chosen = {
        "出资人": "owner_organization",
        "投入（亿元）": "planned_investment",
        "总投资（万元）": "total_investment",
    }
    plan = office.register.plan(sheet(tmp_path / "台账.xlsx", row), chosen=chosen)
    line = plan.new[0].line
    assert line.owner_organization == "某公司"
    assert (line.planned_investment, line.total_investment) == (Decimal(20_000), Decimal(12_000))
    assert {one.header: one.field for one in import_review(plan).headers}["出资人"] == "owner_organization"


def test_a_column_can_be_left_out(office: Services, tmp_path: Path) -> None:
    row = ROW | {"建设单位": "某公司"}
    plan = office.register.plan(sheet(tmp_path / "台账.xlsx", row), chosen={"建设单位": ""})
    assert plan.new[0].line.owner_organization is None
    assert {one.header: one.field for one in import_review(plan).headers}["建设单位"] == ""


def test_two_headers_cannot_mean_the_same(office: Services, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="two_columns"):
        review(office, tmp_path, ROW | {"出资人": "某公司"}, chosen={"出资人": "name"})


def test_no_two_fields_are_called_alike() -> None:
    names = field_labels()
    assert len(set(names.values())) == len(names)
    assert names["name"] == "项目名称"
